"""Every notebook runs from top to bottom (its code cells in order, without a Jupyter server)."""

import json
from pathlib import Path

import matplotlib as mpl
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, monkeypatch):
    mpl.use("Agg")
    monkeypatch.chdir(path.parent.parent)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    names: dict = {}
    for number, source in enumerate(sources):
        exec(
            compile(source.replace("LAST_YEAR = 2035", "LAST_YEAR = 2019"), f"{path.name}:{number}", "exec"),
            names,
        )
    assert names["school_grade"].loc["baseline"].year.max() == 2019
    assert names["fig"].axes
    assert all(
        not c["outputs"] for c in cells if c["cell_type"] == "code"
    )  # kept without results in the tree


def test_there_is_a_notebook():
    assert NOTEBOOKS
