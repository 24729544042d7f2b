"""`sim warm`: after it, no process compiles anything; and a run imports only what it needs."""

import os
import shutil
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

import sim.cli
from tests.worlds import FOLDERS, ROOT

SEEN = "import sys; print(' '.join(sorted(name for name in sys.modules)))"
RUN = (
    "import sys; from sim.cli import main; from sim.base.kernel_cache import compiled_kernels;"
    "code = main(['run', sys.argv[1], '--years', '2017:2018', '--out', sys.argv[2]]);"
    "print('compiled', *compiled_kernels().here); print('seen', *sys.modules); sys.exit(code)"
)


def python(*arguments: str, **variables: str) -> str:
    """Return what a new Python process prints."""
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, env=os.environ | variables
    ).stdout


def test_a_second_process_compiles_nothing():
    python("-m", "sim", "warm")
    assert python("-m", "sim", "warm").startswith("0 kernels compiled and kept")


def test_a_run_imports_nothing_of_reports_and_clusters():
    seen = set(python("-c", f"import sim.app.commands_run; {SEEN}").split())
    assert not seen & {"matplotlib", "statsmodels", "openpyxl", "distributed"}


@pytest.fixture(scope="module")
def second_run(tmp_path_factory) -> tuple[list[str], set[str]]:
    """Return kernels compiled and modules imported by the second run of a county."""
    place = tmp_path_factory.mktemp("place")
    shutil.copytree(FOLDERS["small"], place / "input")
    lines = (ROOT / "tests/bad_scenarios/good.yaml").read_text(encoding="utf-8")
    (place / "good.yaml").write_text(lines.replace("../data/small/", ""), encoding="utf-8")
    told = ""
    for turn in "ab":
        told = python("-c", RUN, str(place / "good.yaml"), str(place / turn), SIM_CACHE=str(place / "cache"))
    compiled, seen = told.splitlines()[-2:]
    return compiled.split()[1:], set(seen.split()[1:])


def test_a_run_from_a_start_that_was_kept_compiles_nothing(second_run):
    assert second_run[0] == []
    assert "sim.processes.moves" in second_run[1]


def test_a_second_run_imports_neither_tables_nor_fits(second_run):
    """Each of these takes between a twentieth and a third of a second to import."""
    heavy = {
        "pandas",
        "scipy.linalg",
        "scipy.sparse",
        "scipy.stats",
        "scipy.special",
        "scipy.spatial",
        "mesa.space",
    }
    assert not second_run[1] & {*heavy, "numba.np.arraymath", "asyncio", "sim.inputs.synthesis.build"}


def test_bytecode_is_made_though_python_may_not_write_it(tmp_path):
    told = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    python("-m", "sim", "warm", **told)
    made = [path.name for path in tmp_path.rglob("cli.*.pyc")]
    assert made == [Path(cache_from_source(sim.cli.__file__)).name]
