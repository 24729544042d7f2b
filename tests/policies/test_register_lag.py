"""Effect contract of register_lag, and the two views of the roll that must tie."""

import numpy as np
import pytest

from sim.kernels.codes import DROPPED_OUT, ENROLLED, WAITING
from sim.policies.register_lag import RegisterLag
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 5
ROLL = ("n_registered", "n_misregistered", "n_unregistered", "n_registered_absent")
OF_THE_ROLL = {"register_school", "years_behind", "month_known"}


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def lagging():
    return run("tonghua", (RegisterLag(),), years=YEARS)


def sums(found) -> dict[str, np.ndarray]:
    by_year = found[1]["school_grade"].groupby("year")[["pupils", *ROLL]].sum().astype(int)
    return {name: by_year[name].to_numpy() for name in by_year}


def test_rulebook_by_year_and_monitoring():
    assert RegisterLag().amend(2016, VIEW, BOOK) == {"share_misregistered": 0.1, "register_lag_years": 2}
    watched = RegisterLag(share_misregistered=0.2, register_lag_years=3, monitoring=0.75)
    assert watched.amend(2017, VIEW, BOOK) == {"share_misregistered": 0.2, "register_lag_years": 3}
    assert watched.amend(2018, VIEW, BOOK) == {"share_misregistered": 0.05, "register_lag_years": 3}
    assert RegisterLag(monitoring=1).amend(2018, VIEW, BOOK) == {}
    assert RegisterLag(register_lag_years=0).amend(2018, VIEW, BOOK) == {}


def test_without_the_lever_the_roll_is_the_truth(without):
    rows = without[1]["school_grade"]
    assert (rows.n_registered == rows.pupils).all()
    assert not rows[list(ROLL[1:])].to_numpy().any()
    c = without[0].children
    at_school = c["status"] == ENROLLED
    assert (c["years_behind"] == 0).all()
    assert (c["register_school"][~at_school] == -1).mean() > 0.99  # all but who dropped out since the census


def test_the_roll_differs_and_nothing_else_does(without, lagging):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], lagging[1]))
    assert set(b[a != b].reset_index().field) == {"share_misregistered", "register_lag_years"}
    one, other = sums(without), sums(lagging)
    assert one["n_misregistered"].tolist() == [0] * YEARS
    assert other["n_misregistered"][0] == 0  # the start's roll is right
    assert (other["n_misregistered"][1:] > 0).all()
    assert (other["n_registered_absent"][1:] > 0).all()
    for name, table in without[1].items():
        if name not in ("rulebook", "money"):  # funds go by the roll
            by_roll = {*ROLL, "n_dropouts_known"}
            kept = [column for column in table if column not in by_roll and not column.startswith("yuan_")]
            assert table[kept].equals(lagging[1][name][kept]), name
    for column in set(without[0].children.columns) - OF_THE_ROLL:
        assert (without[0].children[column] == lagging[0].children[column]).all(), column


def test_the_roll_and_the_truth_tie(lagging):
    """All on a roll = pupils less those on none of the region's, with those on one and at no school."""
    s = sums(lagging)
    assert (s["n_registered"] == s["pupils"] - s["n_unregistered"] + s["n_registered_absent"]).all()
    assert (s["n_unregistered"] <= s["n_misregistered"]).all()
    assert s["n_unregistered"].sum() > 0


def test_school_by_school_the_roll_is_the_sum_of_its_children(lagging):
    """At the end of the run, before anybody else leaves: children by the roll, and those gone from the region."""
    region, tables = lagging
    c, gone = region.children, region.departed
    mine = np.flatnonzero(
        (c["register_school"] >= 0) & np.isin(c["status"], (ENROLLED, WAITING, DROPPED_OUT))
    )
    counted = np.bincount(c["register_school"][mine], minlength=len(region.schools))
    counted += np.bincount(gone.school, minlength=len(region.schools))
    last = tables["school_grade"].query("year == 2021").groupby("school_id").n_registered.sum()
    recorded = np.array([last.get(school_id, 0) for school_id in region.school_ids]).astype(int)
    assert (counted == recorded).all()


def test_nobody_stays_wrong_for_longer_than_the_lag(lagging):
    assert lagging[0].children["years_behind"].max() == 2
    assert lagging[0].departed.years.max() == 2
    assert lagging[0].departed.years.min() == 1


def test_monitoring_takes_the_error_back_and_a_longer_lag_adds_to_it(lagging):
    watched, slower = (
        sums(run("tonghua", (RegisterLag(**values),), years=YEARS))
        for values in ({"monitoring": 0.8}, {"register_lag_years": 4})
    )
    usual = sums(lagging)
    for name in ("n_misregistered", "n_registered_absent"):
        assert 0 < watched[name][-1] < usual[name][-1] < slower[name][-1]


def test_without_strength_the_world_is_the_same(without):
    off = run("tonghua", (RegisterLag(strength=0),), years=YEARS)[0]
    assert fingerprint(off) == fingerprint(without[0])
