"""Rivals on three schools reckoned by hand; see `tests.calibration.backtest.hand`."""

import numpy as np
import pytest

from sim.calibration.backtest.blend import blend
from sim.calibration.backtest.history import Event
from sim.calibration.backtest.rivals import births_ratio, births_reach, careful, csr, naive
from tests.calibration.backtest.hand import NAN, A, B, history

BIRTHS = {1995: 100, 1996: 120, 1997: 140, 1998: 200}


def changed(school, year, grade, pupils):
    copy = [list(cells) for cells in school]
    copy[year][grade] = pupils
    return copy


def test_naive_repeats_the_last_year():
    expected = naive(history(), 2).expected
    assert expected.tolist() == [[[60, 40], [0, 36], [20, 20]]] * 2


def test_csr_is_the_ratio_of_sums_over_three_transitions_and_the_mean_of_three_years():
    # A: (20 + 30 + 40) / (40 + 40 + 50); C: (0 + 5 + 20) / (0 + 0 + 10), not there = 0; B has nobody below
    first, second = csr(history(), 2).expected
    assert first == pytest.approx(np.array([[50, 60 * 90 / 130], [0, 33], [10, 20 * 2.5]]))
    assert second == pytest.approx(np.array([[50, 50 * 90 / 130], [0, 33], [10, 10 * 2.5]]))


def test_csr_looks_no_further_back_than_three_transitions():
    longer = [[[900, 900], *school] for school in (A, B)]
    assert csr(history(*longer, first=1999), 2).expected == pytest.approx(csr(history(A, B), 2).expected)


def test_csr_bounds_a_ratio_at_three():
    grown = [[10, 10], [10, 40], [10, 50], [10, 60]]  # 150 / 30
    assert csr(history(grown), 1).expected[0, 0, 1] == 30


def test_csr_takes_the_mean_where_fewer_than_five_came_from_below():
    four, five = [[2, 30], [1, 30], [1, 33], [9, 36]], [[2, 30], [1, 30], [2, 33], [9, 36]]
    assert csr(history(four), 1).expected[0, 0, 1] == 33
    assert csr(history(five), 1).expected[0, 0, 1] == 9 * 3


def test_careful_shrinks_to_the_system_and_keeps_untaught_grades_empty():
    # both grades taught: A's three transitions and C's last; system (90 + 20) / (130 + 10)
    system = 110 / 140
    of_a, of_c = (90 + 25 * system) / (130 + 25), (20 + 25 * system) / (10 + 25)
    first, second = careful(history(), 2).expected
    assert first == pytest.approx(np.array([[50, 60 * of_a], [0, 33], [15, 20 * of_c]]))
    assert second == pytest.approx(np.array([[50, 50 * of_a], [0, 33], [15, 15 * of_c]]))


def test_careful_takes_the_mean_where_nobody_is_below_at_the_origin():
    # 90 came up from below in these years, but the lower grade has just ended
    ended = [[40, 40], [40, 20], [50, 30], [0, 40]]
    assert careful(history(ended), 1).expected[0, 0].tolist() == [0, 30]


def test_blend_is_the_mean_of_naive_and_careful():
    known = history()
    assert blend(known, 3).expected == pytest.approx(
        (naive(known, 3).expected + careful(known, 3).expected) / 2
    )


def test_a_cell_missing_in_the_last_year_is_as_last_known_and_makes_no_transition():
    known = history(changed(A, 3, 1, NAN))
    assert naive(known, 1).expected.tolist() == [[[60, 30]]]
    assert csr(known, 1).expected[0, 0] == pytest.approx([50, 60 * (20 + 30) / (40 + 40)])


def test_a_year_without_rows_is_unknown_and_not_a_closure_of_every_school():
    known = history([*A, [NAN, NAN]], [*B, [NAN, NAN]])
    assert naive(known, 1).expected.tolist() == [[[60, 40], [0, 36]]]
    assert csr(known, 1).expected[0, 0, 0] == pytest.approx((50 + 60) / 2)


def test_a_school_without_a_row_where_others_have_one_is_closed():
    assert naive(history([*A, [60, 40]], [*B, [NAN, NAN]]), 1).expected.tolist() == [[[60, 40], [0, 0]]]


@pytest.mark.parametrize("rival", [naive, csr, careful])
def test_closures_and_ending_grades_known_in_advance_hold(rival):
    events = (Event("A", 2005, ()), Event("C", 2004, ("k",)))
    plain, told = rival(history(), 2).expected, rival(history(events=events), 2).expected
    assert told[0, 0].tolist() == plain[0, 0].tolist()
    assert told[1, 0].tolist() == [0, 0]
    assert told[0, 2, 0] == plain[0, 2, 0] > 0
    assert told[:, 2, 1].tolist() == [0, 0]


def test_careful_lets_a_grade_begin_that_is_known_to_begin():
    # A has the lower grade only; from 2005 its pupils stay, at the system's ratio, which is B's 90 / 130
    lower = [[40, 0], [40, 0], [50, 0], [60, 0]]
    first, second = careful(history(lower, A, events=(Event("A", 2005, ("k", "g1")),)), 2).expected[:, 0]
    assert first.tolist() == [50, 0]
    assert second == pytest.approx([50, 50 * 90 / 130])


def test_entrants_from_births_are_shared_out_by_the_last_three_years():
    # entrants 40, 60, 80 of 100, 120, 140 births: 0.5; A has 50 of 60 of the last three years' entrants
    first, second = births_ratio(history(births=BIRTHS), 2).expected
    assert first[:, 0] == pytest.approx([100 * 5 / 6, 0, 100 / 6])
    later = 0.5 * (120 + 140 + 200) / 3  # births of 1999 are not known
    assert second[:, 0] == pytest.approx([later * 5 / 6, 0, later / 6])


def test_other_grades_of_births_ratio_are_those_of_careful():
    known = history(births=BIRTHS)
    assert births_ratio(known, 1).expected[0, :, 1] == pytest.approx(careful(known, 1).expected[0, :, 1])


def test_births_reach_only_if_entrants_and_their_births_are_both_known():
    assert births_reach(history(births={1997: 10}))
    assert not births_reach(history(births={1990: 10, 1998: 10}))
    assert not births_reach(history())


@pytest.mark.parametrize("rival", [naive, csr, careful, blend])
def test_rivals_forecast_from_two_years(rival):
    expected = rival(history(A[:2], B[:2]), 2).expected
    assert np.isfinite(expected).all()
    assert (expected >= 0).all()
