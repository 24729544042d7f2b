"""The page of performance: its numbers are those of the file of figures, and each target is judged."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def script():
    """Return docs/performance.py as a module; it imports a file beside it."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("performance_page", DOCS / "performance.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(DOCS))


def size(**told) -> dict:
    usual = {
        "child_years_per_s": 10_000_000, "child_years_per_s_range": [9_000_000, 11_000_000], "seconds": 0.5,
        "peak_bytes_per_child": 200.0, "peak_bytes": 2_100_000_000, "state_bytes_per_child": 74.3,
        "seconds_per_process": {"ageing": 0.06, "census": 0.03, "checks": 0.01},
        "bytes_per_process": {"ageing": 0, "census": 3_000, "checks": 0},
        "children": 1_000, "households": 700, "schools": 4, "settlements": 10, "years": [2017, 2035],
    }  # fmt: skip
    return usual | told


SECONDS = {"seconds": 1.5, "range": [1.4, 1.61], "cpu_seconds": 1.3}
FIGURES = {
    "sizes": {"prefecture": size(), "province": size(seconds=19.9)},
    "mesa_twin_ratio": 99.9,
    "scaling": {
        "doubling_ratio": 2.1, "two_threads_speedup": 1.34, "two_threads_speedup_province": 1.35,
        "records_are_the_same": True, "years": {"twice": 19, "province": 4},
        "seconds": {
            "twice": {"seconds": 2.1, "range": [2.0, 2.2]}, "province": {"seconds": 3, "range": [2.9, 3.25]},
        },
    },
    "start": {"processes": {"python": SECONDS | {"seconds": 0.02}, "small": SECONDS}},
    "processes": {
        "year": 2022, "children": 1_000, "copy_bytes_per_s": 1_000_000_000,
        "processes": {"ageing": {"seconds": 0.0010, "bytes": 100_000}, "money": {"seconds": 0.0030, "bytes": 0}},
    },
}  # fmt: skip


def test_page_has_the_numbers_of_the_file_beside_it(script):
    figures = json.loads(script.FIGURES.read_text(encoding="utf-8"))
    text = script.PAGE.read_text(encoding="utf-8")
    assert script.page(text, figures) == text, "run `make performance`"
    assert all(text.count(f"<!-- begin {name} -->") == 1 for name in script.BLOCKS)


def test_a_changed_number_changes_the_page(script):
    text = script.PAGE.read_text(encoding="utf-8")
    figures = json.loads(script.FIGURES.read_text(encoding="utf-8"))
    figures["sizes"]["county"]["seconds"] = 123.45
    assert "123.45" in script.page(text, figures)


def test_targets_are_judged_at_their_bounds(script):
    cells = [line.split(" | ")[2:] for line in script.targets(FIGURES).splitlines()[2:]]
    assert [(measured, told.rstrip(" |")) for measured, told in cells] == [
        ("10,000,000", "yes"),
        ("99.9", "no"),
        ("19.9", "yes"),
        ("2.10", "yes"),
        ("1.34", "no"),
        ("1.35", "yes"),
        ("200", "yes"),
        ("74", "yes"),
        ("2,100,000,000", "no"),
        ("10.0%", "no"),
        ("1.50", "yes"),
    ]


def test_what_was_not_measured_is_said_to_be_so(script):
    lines = script.targets({"sizes": {}}).splitlines()[2:]
    assert all("| not measured |" in line for line in lines)
    assert (
        script.floor({"sizes": {}})
        == script.mesa({"sizes": {}})
        == script.start({"sizes": {}})
        == "Not measured.\n"
    )


def test_floor_is_bytes_over_bandwidth(script):
    told = script.floor(FIGURES)
    assert (
        "at the floor 10 million child-years a second" in told
    )  # 1,000 children, 100,000 bytes, 1e9 bytes a second
    assert "| ageing | 1.00 | 100.0 | 0.100 | 10.0 |" in told
    assert "| money | 3.00 | 0.0 | 0.000 |  |" in told
    assert "| whole year | 4.00 | 100.0 | 0.100 | 40.0 |" in told


def test_runs_that_are_compared_are_told_with_their_years(script):
    lines = script.scaling(FIGURES).splitlines()[2:]
    assert lines == [
        "| two prefectures | 19 | 2.100 | 2.000 to 2.200 |",
        "| province | 4 | 3.000 | 2.900 to 3.250 |",
    ]


def test_a_second_process_stands_beside_python_alone(script):
    lines = script.start(FIGURES).splitlines()[2:]
    assert lines[0] == "| Python alone | 0.02 | 1.40 to 1.61 | 1.30 |"
    assert lines[1] == "| small county, second process | 1.50 | 1.40 to 1.61 | 1.30 |"


def test_processes_of_the_largest_world_come_first(script):
    lines = script.processes(FIGURES).splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| ageing", "| census", "| checks"]
    assert lines[3] == "| census | 30.0 | 30.0 | 3.0 | 3.0 |"
