"""Every notebook runs from top to bottom (its code cells in order, without a Jupyter server)."""

import json
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
SHORT = (("LAST_YEAR = 2035", "LAST_YEAR = 2020"), ("SEEDS = range(1, 6)", "SEEDS = range(1, 3)"))


def code_cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def check_figures() -> int:
    """Check the figures that a cell shows, then close them, as a notebook does; return their number."""
    figures = [plt.figure(number) for number in plt.get_fignums()]
    for axis in (axis for figure in figures for axis in figure.axes):
        assert axis.has_data()
        assert all((axis.get_title(), axis.get_xlabel(), axis.get_ylabel()))
    plt.close("all")
    return len(figures)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_its_plots_say_what_they_show(path, monkeypatch):
    mpl.use("Agg")
    monkeypatch.chdir(path.parent)
    names: dict = {}
    figures = 0
    for number, cell in enumerate(code_cells(path)):
        source = "".join(cell["source"])
        for long, short in SHORT:
            source = source.replace(long, short)
        exec(compile(source, f"{path.name}:{number}", "exec"), names)
        figures += check_figures()
    if "run" in names:
        assert names["run"].years == (2017, 2020)
    assert figures >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_results(path):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code_cells(path))


def test_notebooks_stand_in_the_order_in_which_they_are_read():
    assert [path.stem for path in NOTEBOOKS] == [
        *("01_first_look", "02_the_loop", "03_backtest", "04_admission", "05_people_and_moves"),
        *("06_teachers_and_money", "07_dropout_and_targets"),
    ]
