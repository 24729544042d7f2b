"""The page of the scorecard, from batches by hand."""

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.indicators.hand import tables, write_batch

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    """Return the page; the module that makes it imports a file beside it."""
    folder = tmp_path_factory.mktemp("pages")
    outs = [
        write_batch(
            folder / f"out{k}", {(name, 0, 1): tables() for name in ("do_nothing", name, f"{name}_survey")}
        )
        for k, name in enumerate(("package", "frozen"))
    ]
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("scorecard_page", DOCS / "scorecard.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.page(*outs)
    finally:
        sys.path.remove(str(DOCS))


def test_each_batch_has_a_table_for_its_years_with_the_base_first(page):
    heads = [line for line in page.splitlines() if line.startswith("| group |")]
    assert heads == [
        "| group | target | asked for (from) | `do_nothing` | `package` |",
        "| group | target | asked for (from) | `do_nothing` | `frozen` |",
    ]
    assert page.count("### 2018") == 2  # the last year, as none of the usual ones lies in the run


def test_retention_stands_under_both_dropout_scenarios_and_the_ledger_is_no_row(page):
    rows = [line for line in page.splitlines() if "≥97% (2017)" in line and "survey stress case" in line]
    assert len(rows) == 2
    assert all("| not run |" in row for row in rows)  # do_nothing has no twin here
    assert "ledger lines: not produced by simulation" in page
    assert "M5b" not in page


def test_few_runs_are_said(page):
    assert page.count("Fewer than 20 runs") == 2
    assert "(1/1)" in page
