"""Paired schools: the rules by hand, exact counts in Tonghua, and that families see nothing of it unless told."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.policies.school_pairing import SchoolPairing
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import run

BOOK, VIEW = Rulebook(), View("220502", 2018)


def test_the_rules_are_as_said():
    assert SchoolPairing(share=0.4, partners=3, days=30, quality=0.05, strength=0.5).amend(
        2018, VIEW, BOOK
    ) == {
        "pairing_share": 0.2,
        "pairing_partners": 3,
        "pairing_days": 30,
        "pairing_quality": 0.05,
    }
    assert SchoolPairing().amend(2017, VIEW, BOOK) == {}


@pytest.mark.parametrize("wrong", [{"share": 1.1}, {"partners": 0}, {"days": -1}, {"quality": 1.5}])
def test_numbers_out_of_bounds_are_refused(wrong):
    with pytest.raises(UserError) as caught:
        SchoolPairing(**wrong)
    assert next(iter(wrong)) in caught.value.text("en")


YEARS = 4


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)[1]


@pytest.fixture(scope="module")
def paired():
    return run("tonghua", (SchoolPairing(),), years=YEARS)[1]


def test_each_pair_is_told_once_from_both_sides(paired):
    sums = paired["school"].groupby(["year", "county"])[["is_helped", "n_helps", "days_helped"]].sum()
    assert (sums.is_helped == sums.n_helps).all()
    assert (sums.days_helped == 20 * sums.is_helped.astype(int)).all()
    assert (sums.loc[2017] == 0).all().all()
    assert (sums.loc[2018].is_helped > 0).any()


def test_no_school_helps_more_than_it_may_nor_helps_and_is_helped(paired):
    schools = paired["school"].query("year == 2020")
    assert schools.n_helps.max() == 2
    assert not ((schools.n_helps > 0) & (schools.is_helped > 0)).any()
    assert set(schools[schools.n_helps > 0].zone_kind) <= {"urban", "town"}


def test_by_itself_it_changes_nothing_but_its_counts(paired, without):
    for table in ("school_grade", "county", "cohort", "staff", "money"):
        assert paired[table].equals(without[table])
    counts = ["is_helped", "n_helps", "days_helped"]
    assert paired["school"].drop(columns=counts).equals(without["school"].drop(columns=counts))


def test_a_quality_the_user_gives_is_what_families_see(without):
    given = run("tonghua", (SchoolPairing(quality=0.5),), years=2)[1]["school"].query("year == 2018")
    before = without["school"].query("year == 2018").set_index(["school_id", "stage"]).quality
    more = given.set_index(["school_id", "stage"]).quality - before
    whole = given.kind != "nine_year"
    assert np.allclose(more[whole.to_numpy()], 0.5 * given.is_helped[whole], atol=1e-6)
