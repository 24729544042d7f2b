"""Mid-term review: which targets are missed, by hand; what a raise does to budgets; that without one nothing moves."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.policies.capital_budget import CapitalBudget
from sim.policies.extend_where_short import ExtendWhereShort
from sim.policies.mid_term_review import MidTermReview
from sim.policies.review_targets import TARGETS, judge, largest_classes
from sim.rules.budget import Claim, settle
from sim.rules.budget_rules import NO_LIMIT
from sim.rules.orders import Extend
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()
PLENTY = {"rooms": 99, "beds": 99, "teaching_m2": 1e6, "sports_m2": 1e6, "site_m2": 1e6, "multimedia_rooms": 99,
          "equipment_yuan": 1e9}  # fmt: skip


def seen(year: int = 2018, **primary):
    """Return a county of one primary school of 6 grades and one junior school, with plenty of everything."""
    school = {"id": "A", "pupils": 240, "classes": 6, **PLENTY, **primary}
    return county(school, {"id": "B", "kind": "junior", "pupils": 147, "classes": 3, **PLENTY}, year=year)


def missed(view, *, ahead: bool = False) -> list[str]:
    """Return the measures of the targets missed."""
    return [
        one.measure
        for one in TARGETS
        if (ahead or one.year_due <= view.year) and one.still_there(view, BOOK) > 0
    ]


def test_a_county_without_faults_misses_nothing():
    assert judge(seen(), BOOK, with_those_ahead=True) == (8, 0)


def test_pupils_of_a_grade_are_divided_evenly():
    view = county({"id": "A", "pupils": 6 * 101, "classes": 12})
    assert largest_classes(view)[0].tolist() == [51] * 6 + [0] * 3


@pytest.mark.parametrize(
    ("pupils", "found"),
    [
        (45 * 6, []),
        (46 * 6, ["M3b"]),
        (55 * 6, ["M3b"]),
        (55 * 6 + 1, ["M3a", "G3d", "M3b"]),  # grade 1 has a class of 56
    ],
)
def test_class_sizes_are_judged_by_stage_and_cut_off(pupils, found):
    assert missed(seen(pupils=pupils), ahead=True) == found


def test_a_junior_class_of_60_is_no_large_class_locally_but_one_of_56_nationally():
    view = county({"id": "B", "kind": "junior", "pupils": 180, "classes": 3, **PLENTY}, year=2018)
    assert missed(view, ahead=True) == ["G3d", "M3b"]
    assert missed(view) == []
    assert missed(replace(view, pupils=view.pupils + (view.pupils > 0))) == ["M3a"]


def test_what_is_not_due_is_judged_only_when_asked_for():
    assert judge(seen(2017), BOOK, with_those_ahead=False) == (2, 0)
    assert judge(seen(2018), BOOK, with_those_ahead=False) == (5, 0)
    assert judge(seen(2020), BOOK, with_those_ahead=False) == (8, 0)
    assert judge(seen(2017, pupils=46 * 6), BOOK, with_those_ahead=True) == (8, 1)


def test_beds_trips_and_weak_schools_are_judged():
    assert missed(seen(without_bed=1)) == ["M2c"]
    assert missed(seen(over_limit={1: 1})) == ["M8d"]
    assert missed(seen(teaching_m2=0.0)) == ["G3b"]
    assert missed(seen(teaching_m2=0.0, ownership="private")) == []


def amended(year: int = 2019, view=None, **values):
    return MidTermReview(**values).amend(year, view or seen(without_bed=1, over_limit={1: 1}), BOOK)


def test_the_year_after_the_review_knows_what_was_missed():
    assert amended() == {
        "review_targets_judged": 5,
        "review_targets_missed": 2,
        "review_budget_raise": 0.0,
    }
    assert amended(raise_per_target=0.05)["review_budget_raise"] == pytest.approx(0.1)
    assert amended(raise_per_target=0.05, strength=0.5)["review_budget_raise"] == pytest.approx(0.05)


def test_there_is_no_review_in_other_years_nor_without_its_census():
    assert amended(2018) == amended(2020) == {}
    assert amended(2019, seen(2017, without_bed=1)) == {}
    assert amended(2019, county({"id": "A"}).__class__("220502", 2018)) == {}
    assert MidTermReview(year=2019).amend(2019, seen(2018, without_bed=1), BOOK) == {}


@pytest.mark.parametrize("wrong", [{"raise_per_target": -0.1}, {"raise_per_target": 1.1}, {"year": 1999}])
def test_numbers_out_of_bounds_are_refused(wrong):
    with pytest.raises(UserError) as caught:
        MidTermReview(**wrong)
    assert next(iter(wrong)) in caught.value.text("en")


def test_a_raise_adds_to_a_limited_budget_alone():
    book = Rulebook(capital_budget=1_000_000.0, running_budget=NO_LIMIT, review_budget_raise=0.2)
    order = Extend("A", 2020, 1)
    assert settle([Claim("x", order, 1_100_000, False)], 0, book)[0] == [True]
    assert settle([Claim("x", order, 1_100_000, False)], 0, book.amended({"review_budget_raise": 0.0}))[
        0
    ] == [False]
    assert book.raised(book.running_budget) == NO_LIMIT
    assert settle([Claim("x", order, 9, False)], 0, book.amended({"capital_budget": NO_LIMIT}))[1].budget == 9


BESIDE = (ExtendWhereShort(), CapitalBudget(yuan_per_pupil=100))
YEARS = 4


@pytest.fixture(scope="module")
def without():
    return run("tonghua", BESIDE, years=YEARS)


def test_the_record_tells_the_count_and_nothing_else_moves(without):
    region, records = run("tonghua", (MidTermReview(), *BESIDE), years=YEARS)
    told = records["county"].groupby("year")[["review_targets_judged", "review_targets_missed"]].sum()
    assert told.index[told.review_targets_judged > 0].tolist() == [2019]
    assert 0 < told.review_targets_missed[2019] <= told.review_targets_judged[2019]
    assert fingerprint(region) == fingerprint(without[0])


def test_a_raise_moves_the_budget_of_one_year_wherever_the_lever_stands(without):
    before = without[1]["county"].set_index(["year", "county"]).capital_budget.astype(float)
    for levers in (
        (MidTermReview(raise_per_target=0.1), *BESIDE),
        (*BESIDE, MidTermReview(raise_per_target=0.1)),
    ):
        told = run("tonghua", levers, years=YEARS)[1]["county"].set_index(["year", "county"])
        factor = 1 + 0.1 * told.review_targets_missed
        assert factor.max() > 1
        limited = before.index.get_level_values("year") >= 2018
        assert np.allclose(told.capital_budget[limited], (before * factor)[limited], atol=1)


def test_a_review_before_the_run_is_refused_and_one_not_yet_reached_is_not():
    with pytest.raises(UserError, match="lies before the run") as caught:
        MidTermReview().check_years((2025, 2040), "plan.yaml")
    assert "plan.yaml" in caught.value.text("en")
    assert "year: 2028" in caught.value.text("zh")
    MidTermReview().check_years((2017, 2017), "plan.yaml")
    MidTermReview(year=2030).check_years((2025, 2040), "plan.yaml")
    MidTermReview(strength=0).check_years((2025, 2040), "plan.yaml")
