"""The reduced form of the year on cells worked by hand."""

import numpy as np
import pytest

from sim.kernels import cohorts as kernel
from sim.kernels.cohort_features import (
    Recent,
    entry_cells,
    entry_terms,
    progress_terms,
    recent_of,
    span_ends,
    taught_now,
    townships_of_schools,
    without_gaps,
)
from sim.kernels.cohorts import Cohorts, Expected, Spread, expected_pupils, joiners_leavers

UID = np.arange(1, 4, dtype=np.uint64)
NORMAL = np.linspace(-1.5, 1.5, 101)


def plain(n_schools: int, n_grades: int, **changes) -> Cohorts:
    """Return a reduced form in which nothing but the rate of progression moves a grade, without scatter."""
    still = Spread(0.0, 0.0, NORMAL)
    return Cohorts(
        rate=np.ones(n_grades - 1), school_grade=np.zeros((n_schools, n_grades - 1)),
        progress_weights=np.zeros(3), entry_weights=np.zeros(6),
        progress_doubt=np.zeros((3, 3)), entry_doubt=np.zeros((6, 6)),
        trend=np.zeros(2), trend_sd=np.zeros(2), shock_sd=np.zeros(3),
        progress_spread=still, entry_spread=still, shared=0.0, lasting=0.0,
        opens_above=np.zeros((2, n_grades)), drops_lowest=np.zeros((2, n_grades)),
        pool_weight=1.0, repeat_share=0.0, townships=None,
    )._replace(**changes)  # fmt: skip


def recent(*censuses) -> Recent:
    """Return the last censuses of schools given oldest first, each a table of schools and grades."""
    return recent_of(np.stack([np.array(one, float) for one in censuses], 1))


def all_taught(now: Recent) -> np.ndarray:
    return now.last > 0


def test_without_weights_a_grade_is_the_grade_below_times_the_rate_and_entrants_stay():
    now = recent([[20, 30, 40]], [[22, 20, 30]])
    expected = expected_pupils(plain(1, 3, rate=np.array([0.9, 1.1])), now, all_taught(now), np.zeros(2))
    assert expected.pupils[0] == pytest.approx([22, 0.9 * 22, 1.1 * 20])
    assert expected.promoted[0] == pytest.approx([0, 22, 20])
    assert expected.is_entry.tolist() == [[True, False, False]]


def test_the_trend_moves_entrants_alone_and_those_of_higher_grades_follow_the_pool_below():
    now = recent([[20, 0], [0, 30]], [[20, 0], [0, 30]], [[40, 0], [0, 30]])
    change = np.array([np.log(1.5), np.log(0.5)])
    expected = expected_pupils(plain(2, 2), now, all_taught(now), change)
    assert expected.pupils[0] == pytest.approx([60, 0])
    assert expected.pupils[1, 1] == pytest.approx(30 * 0.5 * (40 + 30) / (20 + 30))  # 30 pseudo-pupils a pool
    half = expected_pupils(plain(2, 2, pool_weight=0.5), now, all_taught(now), change)
    assert half.pupils[1, 1] == pytest.approx(30 * 0.5 * np.sqrt((40 + 30) / (20 + 30)))


def test_repeaters_stay_in_their_grade():
    now = recent([[10, 20]], [[10, 20]])
    expected = expected_pupils(plain(1, 2, repeat_share=0.1), now, all_taught(now), np.zeros(2))
    assert expected.promoted[0, 1] == pytest.approx(0.9 * 10 + 0.1 * 20)


def test_terms_move_pupils_between_schools_and_leave_the_sum_of_a_large_system_alone():
    sizes = np.tile(np.array([[300.0, 200.0, 100.0], [100.0, 200.0, 300.0]]), (50, 1))
    now = recent(sizes * 0.9, sizes)
    weights = np.array([0.0, 0.3, 0.3])
    moved = expected_pupils(plain(100, 3, progress_weights=weights), now, all_taught(now), np.zeros(2))
    still = expected_pupils(plain(100, 3), now, all_taught(now), np.zeros(2))
    assert (np.abs(moved.pupils - still.pupils)[:, 1:] > 5).all()
    assert moved.pupils.sum(0) == pytest.approx(still.pupils.sum(0), rel=0.003)


def test_terms_of_a_grade_by_hand():
    now = recent([[10, 12]], [[16, 12]], [[30, 18]])
    effect, habit, size = progress_terms(now, np.array([[30.0]]), np.array([[0.2]]))[0, 0]
    assert effect == 0.2
    assert habit == pytest.approx(np.log(14 / 30))
    assert size == pytest.approx(np.log(24 / 30))
    habit, above, size, growth, peak, township = entry_terms(now, None)[0][0, 0]
    assert habit == pytest.approx(np.log((10 + 16 + 30) / 3 / 30))
    assert above == pytest.approx(np.log(18 / 30))
    assert size == pytest.approx(np.log(24 / 30))
    assert growth == pytest.approx(np.log(48 / 28))
    assert peak == pytest.approx(np.log(30 / 16))
    assert township == 0


def test_habit_peak_and_the_grades_above_of_a_school_that_had_an_empty_year():
    now = recent([[10, 10, 50]], [[0, 40, 20]], [[30, 20, 10]])
    habit, above, _, _, peak, _ = entry_terms(now, None)[0][0, 0]
    assert habit == pytest.approx(np.log((10 + 30) / 2 / 30))  # the empty year tells nothing of its habit
    assert above == pytest.approx(np.log((20 + 10) / 2 / 30))
    assert peak == pytest.approx(np.log(30 / 10))
    above, peak = entry_terms(now, None)[0][0, 1, [1, 4]]
    assert above == pytest.approx(np.log(10 / 20))  # one grade above is taught
    assert peak == 0  # below its peak of 40: no room is lacking


def test_a_census_later_the_last_one_is_the_one_before_and_may_be_the_peak():
    later = recent([[5]], [[9]], [[7]], [[8]]).then(np.array([[20.0]]))
    assert [float(one[0, 0]) for one in later] == [20, 8, 7, 9]


def test_a_grade_is_filled_from_elsewhere_if_nobody_or_few_are_below_and_it_took_in_many():
    before = [[0, 0, 0, 0], [10, 0, 0, 0], [3, 0, 0, 0], [30, 0, 0, 0]]
    last = [[0, 40, 40, 0], [10, 30, 30, 0], [3, 12, 12, 0], [30, 50, 50, 0]]
    entries = entry_cells(recent(before, last))
    assert entries[:, 1].tolist() == [
        True,  # nobody is below
        True,  # 20 came beside 10 from below, who are less than half of 30
        False,  # 9 came: that may be chance
        False,  # 30 of 50 come from below
    ]
    assert entries[:, 0].all()


def test_the_pool_of_a_township_counts_beyond_the_systems():
    last = [[60, 0], [0, 50], [30, 0], [0, 40]]
    before = [[30, 0], [0, 50], [30, 0], [0, 40]]
    terms, pool = entry_terms(recent(before, last), townships_of_schools(np.array([7, 7, 9, 9])))
    assert pool[1] == pytest.approx(np.log((90 + 30) / (60 + 30)))
    assert terms[1, 1, 5] == pytest.approx(np.log((60 + 30) / (30 + 30)) - pool[1])
    assert terms[3, 1, 5] == pytest.approx(-pool[1])


def test_joiners_and_leavers_are_the_difference_between_who_is_promoted_and_who_is_there():
    expected = Expected(
        np.array([[0.0, 20.0, 30.6]]),
        np.array([[9.0, 21.0, 28.0]]),
        np.zeros((1, 3)),
        np.array([[True, False, False]]),
    )
    joiners, leavers = joiners_leavers(expected, np.array([[9.0, 23.0, 28.0]]))
    assert joiners.tolist() == [[0, 3, 0]]
    assert leavers.tolist() == [[0, 0, 3]]


def test_sizes_without_scatter_are_rounded_up_or_down_by_luck_so_that_their_mean_stays():
    n = 20_000
    pupils = np.full((n, 2), 10.3)
    is_entry = np.tile([True, False], (n, 1))
    expected = Expected(pupils, pupils, np.zeros((n, 2)), is_entry)
    drawn = kernel.drawn_sizes(plain(n, 2), expected, seed=1, year=2020, uid=np.arange(n, dtype=np.uint64))
    assert (drawn[:, 0] == 10.3).all()  # a weight
    assert sorted(set(drawn[:, 1])) == [10, 11]
    assert drawn[:, 1].mean() == pytest.approx(10.3, abs=0.015)


def test_sizes_scatter_as_declared_around_what_is_expected():
    n = 20_000
    spread = Spread(1.0, 0.1, NORMAL / np.sqrt((NORMAL**2).mean()))
    pupils = np.full((n, 1), 25.0)
    form = plain(n, 1, progress_spread=spread, entry_spread=spread)
    is_entry = np.zeros((n, 1), bool)
    expected = Expected(pupils, pupils, kernel.relative_spread(form, pupils, is_entry), is_entry)
    drawn = kernel.drawn_sizes(form, expected, seed=1, year=2020, uid=np.arange(n, dtype=np.uint64))
    assert (drawn == np.floor(drawn)).all()
    assert drawn.mean() == pytest.approx(25, abs=0.15)
    assert drawn.std() == pytest.approx(25 * np.sqrt(1 / 25 + 0.01), rel=0.03)


def test_entries_have_a_scatter_of_another_shape_than_promotion():
    n = 1000
    pupils, is_entry = np.full((n, 2), 100.0), np.tile([True, False], (n, 1))
    form = plain(n, 2, progress_spread=Spread(0.0, 0.1, NORMAL), entry_spread=Spread(0.0, 0.1, 0 * NORMAL))
    expected = Expected(pupils, pupils, np.full((n, 2), 0.1), is_entry)
    drawn = kernel.drawn_sizes(form, expected, seed=1, year=2020, uid=np.arange(n, dtype=np.uint64))
    assert (drawn[:, 0] == 100).all()
    assert drawn[:, 1].std() > 7


def test_a_draw_of_the_weights_moves_promotion_by_the_first_three_and_entries_by_the_others():
    now = recent([[20, 30, 40]], [[30, 20, 30]], [[40, 30, 20]])
    form = plain(1, 3, progress_weights=np.array([0.0, 0.1, 0.1]), entry_weights=np.full(6, 0.1))

    def with_weight(which: int) -> np.ndarray:
        shift = np.where(np.arange(9) == which, 0.3, 0.0)
        return expected_pupils(form, now, all_taught(now), np.zeros(2), shift=shift).pupils[0]

    still = expected_pupils(form, now, all_taught(now), np.zeros(2)).pupils[0]
    moved = [np.flatnonzero(np.abs(with_weight(which) - still) > 1e-9).tolist() for which in range(9)]
    # effects of schools and townships are 0 here, and so are habit and size of the third grade
    assert moved == [[], [1], [1], [0], [0], [0], [0], [0], []]


def test_shared_luck_makes_the_grades_of_a_school_miss_together_and_lasting_luck_every_year():
    n = 5_000
    spread = Spread(0.0, 0.2, NORMAL)
    pupils = np.full((n, 2), 1000.0)
    expected = Expected(pupils, pupils, np.full((n, 2), 0.2), np.zeros((n, 2), bool))
    uid = np.arange(n, dtype=np.uint64)

    def years(shared: float, lasting: float) -> tuple[np.ndarray, np.ndarray]:
        form = plain(n, 2, progress_spread=spread, shared=shared, lasting=lasting)
        return tuple(kernel.drawn_sizes(form, expected, seed=3, year=year, uid=uid) for year in (2020, 2021))

    first, second = years(0.5, 0.0)
    assert np.corrcoef(first.T)[0, 1] == pytest.approx(0.5, abs=0.04)
    assert np.corrcoef(first[:, 0], second[:, 1])[0, 1] == pytest.approx(0, abs=0.04)
    first, second = years(0.5, 1.0)
    assert np.corrcoef(first[:, 0], second[:, 1])[0, 1] == pytest.approx(0.5, abs=0.04)


def test_a_school_that_grows_opens_the_next_grade_and_one_that_fades_drops_its_lowest():
    growing = np.array([[30, 30, 0, 0], [30, 30, 0, 0], [0, 0, 30, 30]], float)
    before = np.array([[30, 0, 0, 0], [30, 30, 0, 0], [0, 30, 30, 30]], float)
    odds = np.array([[0.0] * 4, [1.0] * 4])
    form = plain(3, 4, opens_above=odds, drops_lowest=odds)
    taught = kernel.taught_next(form, recent(before, before, growing), seed=1, year=2020, uid=UID)
    assert taught.astype(int).tolist() == [[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]]


def test_a_gap_inside_a_school_is_no_end_of_fading_and_a_single_grade_is_not_dropped():
    taught = np.array([[True, False, True, False]])
    (top, opened), (lowest, dropped) = span_ends(taught, taught)
    assert top.tolist() == [[True, False, True, False]]
    assert not lowest.any()
    assert not opened.any()
    assert not dropped.any()


def test_a_school_fades_on_only_where_it_dropped_a_grade_the_year_before():
    taught = np.array([[False, True, True], [False, True, True]])
    before = np.array([[True, True, True], [False, True, True]])
    (_, _), (lowest, dropped) = span_ends(taught, before)
    assert lowest.tolist() == [[False, True, False]] * 2
    assert dropped.tolist() == [[False, True, False], [False, False, False]]


def test_a_tiny_grade_that_is_empty_for_a_year_is_still_taught():
    pupils = np.array([[3, 0, 0], [0, 0, 0]], float)
    before = np.array([[3, 4, 5], [3, 0, 0]], float)
    assert taught_now(pupils, before).tolist() == [[True, True, False], [False, False, False]]


def test_gaps_are_filled_between_censuses_and_a_school_that_is_not_there_has_no_pupils():
    nan = np.nan
    pupils = np.array(
        [[[10, 1], [nan, 1], [30, nan], [nan, nan]], [[nan, nan], [nan, nan], [5, nan], [7, 2]]]
    )
    assert without_gaps(pupils).tolist() == [
        [[10, 1], [20, 1], [30, 1], [0, 0]],
        [[0, 0], [0, 0], [5, 2], [7, 2]],
    ]
