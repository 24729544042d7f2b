"""The view: what a bureau knows, read-only; how long a school has been small; what is already ordered."""

import numpy as np
import pytest

from sim.rules.altered import altered
from sim.rules.orders import AddBeds, Close, Extend
from sim.rules.view import View


def census(year: int, pupils: dict[str, int], growing: str = "", **more) -> View:
    """Return the view of a county whose schools have these pupils, all in grade 1; some may still grow."""
    by_grade = np.zeros((len(pupils), 9), np.int64)
    by_grade[:, 0] = list(pupils.values())
    is_growing = np.array([school in growing for school in pupils])
    return View("220502", year, tuple(pupils), pupils=by_grade, is_growing=is_growing, **more)


def test_without_a_census_there_are_no_schools():
    view = View("220502", 2024)
    assert (len(view.kind), view.pupils.shape, view.over_limit.shape) == (0, (0, 9), (0, 9))
    assert view.years_below(np.zeros(0)).tolist() == []
    assert view.beds_planned().tolist() == []


def test_figures_cannot_be_changed():
    view = census(2024, {"A": 10})
    with pytest.raises(ValueError, match="read-only"):
        view.pupils[0, 0] = 3


def test_years_below_count_back_to_the_first_year_that_was_not():
    before = (
        census(2023, {"B": 9, "A": 9, "C": 9, "old": 1}),
        census(2022, {"A": 10, "B": 9}),
        census(2021, {"A": 1, "B": 1, "D": 1}),
    )
    view = census(2024, {"A": 9, "B": 9, "C": 9, "D": 10, "E": 9}, earlier=before)
    # A was not below in 2022; B always; C opened in 2023; D is not below now; E is new
    assert view.years_below(np.full(5, 10)).tolist() == [2, 4, 2, 0, 1]
    assert view.years_below(np.array([9, 10, 9, 11, 10])).tolist() == [0, 4, 0, 1, 1]


def test_censuses_at_which_a_school_still_grew_do_not_count():
    small = {"A": 1, "B": 1}
    before = (census(2023, small), census(2022, small, growing="A"), census(2021, small, growing="A"))
    view = census(2024, small, earlier=before)
    assert view.years_below(np.full(2, 10)).tolist() == [2, 4]
    assert census(2024, small, growing="A", earlier=before).years_below(np.full(2, 10)).tolist() == [0, 4]


def test_what_is_planned():
    planned = (
        Close("A", 2026, "B"), AddBeds("B", 2026, 30), AddBeds("B", 2025, 5), AddBeds("gone", 2025, 5),
        Extend("C", 2025, 2),
    )  # fmt: skip
    view = census(2024, {"A": 1, "B": 1, "C": 1}, planned=planned)
    assert view.closing() == {"A"}
    assert view.beds_planned().tolist() == [0, 35, 0]
    assert view.rooms_planned().tolist() == [0, 0, 2]


def test_what_is_kept_follows_the_plans_of_a_copy():
    view = census(2024, {"A": 1, "B": 1, "C": 1})
    assert view.stays().tolist() == [True, True, True]
    assert view.rooms_planned().tolist() == [0, 0, 0]
    later = altered(view, planned=(Close("A", 2026, "B"), Extend("C", 2025, 2), AddBeds("B", 2026, 4)))
    assert later.stays().tolist() == [False, True, True]
    assert (later.rooms_planned().tolist(), later.beds_planned().tolist()) == ([0, 0, 2], [0, 4, 0])
    assert view.stays().tolist() == [True, True, True]
    assert (view.closing(), later.closing()) == (set(), {"A"})


def test_years_below_are_looked_back_on_only_as_far_as_asked():
    small = {"A": 1, "B": 20}
    view = census(2024, small, earlier=tuple(census(year, small) for year in (2023, 2022, 2021)))
    assert view.years_below(np.full(2, 10)).tolist() == [4, 0]
    assert view.years_below(np.full(2, 10), 2).tolist() == [2, 0]
    assert view.years_below(np.full(2, 10), 1).tolist() == [1, 0]


def test_figures_of_a_census_told_of_other_schools():
    view = census(2024, {"A": 7, "B": 9})
    assert view.told_of(("B", "new", "A"), view.totals, 0).tolist() == [9, 0, 7]
    assert view.told_of(("A", "B"), view.totals, 0).tolist() == [7, 9]
    assert view.named({"B", "gone"}).tolist() == [False, True]
