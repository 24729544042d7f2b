"""Entry cohorts close on the records alone: entrants are enrolled, waiting, dropped out, finished, or have left."""

import pandas as pd
import pytest

from sim.kernels.codes import COHORT_FLOWS, COHORT_GAINS
from sim.policies.class_size_cap import ClassSizeCap
from sim.policies.student_aid import StudentAid
from tests.worlds import CloseSome, run

STOCKS = ["n_enrolled", "n_waiting", "n_dropped_out", "n_finished"]
GAINS, LOSSES = list(COHORT_FLOWS[:COHORT_GAINS]), list(COHORT_FLOWS[COHORT_GAINS:])


@pytest.fixture(scope="module", params=["do_nothing", "closures"])
def records(request):
    levers = {"do_nothing": (), "closures": (CloseSome(), ClassSizeCap(), StudentAid())}[request.param]
    tables = run("tonghua", levers, years=8, seed=4)[1]
    return {name: tables[name].copy() for name in ("cohort", "school_grade")}


def gaps(cohort: pd.DataFrame) -> int:
    """Return how many cohorts of counties and years do not follow from the year before."""
    rows = cohort.astype({name: "int64" for name in (*STOCKS, *COHORT_FLOWS)}).set_index(
        ["year", "county", "cohort"]
    )
    here, change = rows[STOCKS].sum(axis=1), rows[GAINS].sum(axis=1) - rows[LOSSES].sum(axis=1)
    before = here.rename(lambda year: year + 1, level="year")
    cells = here.index.union(before.index)
    first, last = cohort.year.min(), cohort.year.max()
    cells = cells[(cells.get_level_values("year") > first) & (cells.get_level_values("year") <= last)]
    then = before.reindex(cells).fillna(0) + change.reindex(cells).fillna(0)
    return int((then != here.reindex(cells).fillna(0)).sum())


def test_every_cohort_of_every_county_closes(records):
    assert gaps(records["cohort"]) == 0
    moved = records["cohort"][["n_moved_in", "n_moved_out"]].sum()
    assert moved["n_moved_in"] == moved["n_moved_out"] > 0


def test_one_child_lost_opens_a_cohort(records):
    wrong = records["cohort"].copy()
    wrong.loc[wrong.index[wrong.year == 2020][5], "n_went"] += 1
    assert gaps(wrong) == 1


def test_entrants_of_the_run_are_accounted_for_at_its_end(records):
    """A cohort that entered in the run: entrants = who is there + who left - who came, over all its years."""
    of = (
        records["cohort"]
        .astype({name: "int64" for name in (*STOCKS, *COHORT_FLOWS)})
        .groupby(["cohort", "year"])
    )
    whole = of[[*STOCKS, *COHORT_FLOWS]].sum()
    for cohort in range(2018, 2025):
        rows = whole.loc[cohort]
        entrants = rows.n_entered.sum()
        left = rows[["n_went", "n_died", "n_grown_up"]].sum().sum()
        assert entrants > 3000
        assert entrants == rows[STOCKS].loc[2024].sum() + left - rows.n_came.sum()


def test_dropouts_have_one_cause_each(records):
    rows = records["school_grade"]
    causes = ("poverty", "left_behind", "distance", "boarding", "learning", "closure", "other")
    parts = sum(rows[f"n_dropouts_{cause}"].astype(int) for cause in causes)
    assert (parts == rows.n_dropouts).all()
    assert (rows.n_dropouts_poor <= rows.n_dropouts).all()
    assert (rows.n_aided <= rows.n_poor).all()
    assert (rows.n_poor <= rows.pupils).all()
    assert rows.n_dropouts_learning.sum() > rows.n_dropouts_distance.sum() > 0
