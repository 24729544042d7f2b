"""Effect contract of local_exam_rights, with the same luck as do_nothing."""

import pytest

from sim.policies.local_exam_rights import LocalExamRights
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests import worlds
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 5


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def granted():
    return run("tonghua", (LocalExamRights(),), years=YEARS)


def test_rulebook_by_year():
    assert LocalExamRights().amend(2017, VIEW, BOOK) == {}
    assert LocalExamRights().amend(2018, VIEW, BOOK) == {"exam_rights": 1.0}
    assert LocalExamRights(rights=0.5, strength=0.5).amend(2018, VIEW, BOOK) == {"exam_rights": 0.25}
    assert LocalExamRights(rights=0).amend(2018, VIEW, BOOK) == {}


def test_rules_differ_in_the_records(without, granted):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], granted[1]))
    assert set(b[a != b].reset_index().field) == {"exam_rights"}


def test_fewer_juniors_from_outside_go_and_more_sit_in_grades_7_to_9(without, granted):
    gone = [t["county"].groupby("year").migrant_juniors_gone.sum() for _, t in (without, granted)]
    assert gone[0][2017] == gone[1][2017] == 0
    assert all(gone[1][year] < gone[0][year] for year in range(2018, 2017 + YEARS))
    grades = [
        t["school_grade"].query("year == 2021").groupby("grade").n_migrant.sum().astype(int)
        for _, t in (without, granted)
    ]
    assert (grades[1] - grades[0])[[7, 8, 9]].sum() > 0


def test_without_strength_the_world_is_the_same(without):
    off = run("tonghua", (LocalExamRights(strength=0),), years=YEARS)[0]
    assert fingerprint(off) == fingerprint(without[0])


def test_where_the_right_weighs_nothing_the_lever_moves_nobody(monkeypatch):
    """A weight of zero: the rulebook differs, the world does not."""
    light = {**worlds.numbers(), "weight_exam_rights": 0.0}
    monkeypatch.setattr(worlds, "numbers", lambda draw=0: light)
    one, other = (run("small", policies, years=4)[0] for policies in ((), (LocalExamRights(),)))
    assert fingerprint(one) == fingerprint(other)
