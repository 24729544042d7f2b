"""What all tests share: the small county, the open data, the switches of `make golden` and `make verify`."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.verification_page import Page

# Kernels compile inside the first example, so a deadline would measure the compiler. The examples are
# fixed: a test that fails does so on every machine.
settings.register_profile("sim", deadline=None, derandomize=True, database=None)
settings.load_profile("sim")

NO_DATA = "SIM_DATA does not name the open data folder"


def pytest_addoption(parser):
    group = parser.getgroup("sim")
    group.addoption("--refresh-golden", action="store_true", help="write golden hashes, not compare")
    group.addoption("--verify-seed", type=int, default=20170901, help="seed of the statistical tests")
    group.addoption("--page", metavar="FILE", help="write the results of the verification as a page")


def pytest_configure(config):
    if config.getoption("--page"):
        config.pluginmanager.register(Page(config), "verification-page")


def _data_folder() -> Path | None:
    folder = os.environ.get("SIM_DATA", "")
    return Path(folder) if folder and Path(folder).is_dir() else None


def pytest_collection_modifyitems(items):
    if _data_folder() is None:
        for item in items:
            if item.get_closest_marker("needs_data"):
                item.add_marker(pytest.mark.skip(reason=NO_DATA))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(NO_DATA in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.write_line(f"{number} tests not run: {NO_DATA}")


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory):
    """Keep what runs keep by content out of the user's folder of caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIM_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def language_of_tests():
    """Let messages be English wherever a test asks for no other language, also on a Chinese system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


@pytest.fixture(scope="session")
def sim_data() -> Path:
    """Return the folder of open data; a test that asks for it is marked `needs_data`."""
    folder = _data_folder()
    if folder is None:
        pytest.fail(f"{NO_DATA}; mark this test with pytest.mark.needs_data")
    return folder


@pytest.fixture(scope="session")
def small() -> Path:
    """Return the folder of the small county: three schools, its tables and scenarios."""
    return Path(__file__).parent / "data" / "small"


@pytest.fixture(scope="session")
def refresh_golden(request) -> bool:
    """Tell whether golden hashes are to be written instead of compared."""
    return request.config.getoption("--refresh-golden")


@pytest.fixture(scope="session")
def verify_seed(request) -> int:
    """Return the seed of the statistical tests; the page of results states it."""
    return request.config.getoption("--verify-seed")
