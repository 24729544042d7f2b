"""Workbooks that the tests of this folder read back, written once."""

import pytest

from sim.reports.workbook.build import write_workbook
from tests.reports.workbook.hand import tables, twenty_runs, write_batch


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    """Return the folder of two scenarios of twenty runs with its Chinese workbook."""
    folder = write_batch(tmp_path_factory.mktemp("two") / "out", twenty_runs("do_nothing", "cap"))
    write_workbook(folder, base="do_nothing", lang="zh")
    return folder


@pytest.fixture(scope="session")
def workbook(out):
    """Return the workbook of two scenarios."""
    return out / "report" / "tables.xlsx"


@pytest.fixture(scope="session")
def alone(tmp_path_factory):
    """Return the folder of one scenario of three runs, 0, 4 and 10 extra pupils, with its English workbook."""
    runs = {("do_nothing", draw, 1): tables(extra) for draw, extra in enumerate((0, 4, 10))}
    folder = write_batch(tmp_path_factory.mktemp("one") / "out", runs)
    write_workbook(folder, base="do_nothing", lang="en")
    return folder
