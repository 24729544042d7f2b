"""The fit gives back what made a history, and leaves alone what it cannot know."""

import numpy as np
import pytest

from sim.kernels.cohort_features import townships_of_schools
from sim.kernels.cohort_fit import _entry_rows, _progress_rows, fit_cohorts
from sim.kernels.cohort_regression import Rows, fit_rows, robust_scale


def steady(rates, n_schools=40, n_years=6, entrants=100.0, schools=None) -> np.ndarray:
    """Return a history in which every cohort keeps `rates` of itself from grade to grade, (S, T, K)."""
    rng = np.random.default_rng(5)
    size = entrants * rng.uniform(0.5, 2.0, (n_schools, n_years))
    pupils = np.zeros((n_schools, n_years, len(rates) + 1))
    pupils[:, :, 0] = size
    for g, rate in enumerate(rates):
        pupils[:, 0, g + 1] = pupils[:, 0, g] * rate
        pupils[:, 1:, g + 1] = pupils[:, :-1, g] * rate
    return pupils if schools is None else pupils[schools]


def test_rates_of_a_history_without_luck_come_back_exactly():
    cohorts = fit_cohorts(steady([0.9, 1.05]) * 1e4)  # so large that the one pseudo-pupil does not show
    assert cohorts.rate == pytest.approx([0.9, 1.05], rel=1e-5)
    assert np.abs(cohorts.school_grade).max() < 1e-4
    assert np.abs(cohorts.progress_weights).max() < 0.02


def test_a_schools_own_loss_at_a_grade_is_found_and_pulled_to_the_systems_by_its_size():
    pupils = steady([1.0, 1.0])
    pupils[0, :, 2] *= 0.5
    pupils[1] *= 0.05
    pupils[1, :, 2] *= 0.5
    cohorts = fit_cohorts(pupils)
    large, small = cohorts.school_grade[0, 1], cohorts.school_grade[1, 1]
    assert np.log(0.5) < large < -0.4
    assert large < small < -0.02
    assert np.abs(cohorts.school_grade[2:, 1]).max() < 0.05
    assert cohorts.progress_weights[0] > 0.3  # the effect lasts, so it is used


def test_a_recent_loss_of_a_school_weighs_more_than_an_old_one_and_rates_are_of_the_last_years():
    pupils = steady([1.0], n_years=7)
    pupils[0, 1, 1] *= 0.5  # six years ago
    pupils[1, 6, 1] *= 0.5  # last year
    old, new = fit_cohorts(pupils).school_grade[:2, 0]
    assert new < 2 * old < 0
    changed = steady([1.0], n_years=7) * 1e4
    changed[:, 1:4, 1] *= 0.5  # three transitions of 0.5, then three of 1
    assert fit_cohorts(changed).rate == pytest.approx([1.0], rel=1e-4)


def test_entrants_of_a_higher_grade_that_do_not_follow_the_table_have_no_trend_against_it():
    pool, junior = np.zeros((40, 8, 2)), np.zeros((40, 8, 2))
    pool[:, :, 0] = 100 * 1.1 ** np.arange(8)
    junior[:, :, 1] = 100
    cohorts = fit_cohorts(np.concatenate([pool, junior]))
    # six times the pool grew by a tenth: told with a shock of 0.03 and the chance of 4,000 entrants
    seen = 6 * np.log(1.1) ** 2 / (0.03**2 + 2 / 4000)
    assert cohorts.pool_weight == pytest.approx(0.5 / 0.3**2 / (1 / 0.3**2 + seen), rel=0.02)
    assert cohorts.trend[1] == pytest.approx(-cohorts.pool_weight * np.log(1.1), rel=0.1)


def test_births_move_the_entrants_of_the_year_they_belong_to():
    change = np.array([0.0, 0.2, -0.2, 0.3, -0.3, 0.1, -0.1, 0.2])
    entrants = 200 * np.exp(np.cumsum(change))
    pupils = np.repeat((np.full((60, 1), 1.0) * entrants)[:, :, None], 3, 2)
    assert fit_cohorts(pupils, births_change=change).shock_sd[0] < 0.02
    assert fit_cohorts(pupils).shock_sd[0] > 0.15


def test_the_doubt_of_a_trend_follows_from_how_much_years_differ():
    change = np.array([0.0, 0.0, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1])  # the first two years make no transition
    entrants = 1e6 * np.exp(np.cumsum(change))
    pupils = np.full((60, 1), 1.0) * entrants
    cohorts = fit_cohorts(pupils[:, :, None])
    shock = np.sqrt((0.03**2 + 6 * 0.1**2) / 6)
    doubt = shock**2 / 6
    kept = 0.04**2 / (0.04**2 + doubt)
    assert cohorts.shock_sd[0] == pytest.approx(shock, rel=0.02)
    assert cohorts.trend_sd[0] == pytest.approx(np.sqrt(kept * doubt), rel=0.02)


def test_the_trend_of_entrants_is_that_of_their_sum():
    rng = np.random.default_rng(1)
    years = 200.0 * 0.95 ** np.arange(8)
    pupils = (rng.uniform(0.5, 1.5, (60, 1)) * years)[:, :, None] * np.ones(3)
    cohorts = fit_cohorts(pupils)
    assert cohorts.trend[0] == pytest.approx(np.log(0.95), rel=0.03)
    assert cohorts.trend[1] == 0  # nobody enters further up
    assert cohorts.trend_sd[0] < 0.02


def test_a_trend_of_few_pupils_is_pulled_to_none():
    rng = np.random.default_rng(1)
    tiny = np.rint(10 * 0.9 ** np.arange(5) * rng.lognormal(0, 0.4, (4, 5)))[:, :, None] * np.ones(3)
    change = np.log(tiny[:, 2:, 0].sum(0) / tiny[:, 1:-1, 0].sum(0)).mean()
    trend = fit_cohorts(tiny).trend[0]
    assert abs(trend) < 0.7 * abs(change)


def test_births_take_the_trend_over():
    births_change = np.array([np.nan] + [np.log(0.95)] * 7)
    pupils = np.full((60, 1), 100.0) * (200.0 * 0.95 ** np.arange(8))
    cohorts = fit_cohorts(pupils[:, :, None] * np.ones(3), births_change=births_change)
    assert cohorts.trend[0] == pytest.approx(0, abs=1e-6)


def test_the_more_scatter_in_the_history_the_more_in_the_futures():
    rng = np.random.default_rng(2)
    still = steady([1.0, 1.0], n_schools=200)
    noisy = still * rng.lognormal(0, 0.1, still.shape)
    quiet_fit, noisy_fit = fit_cohorts(still), fit_cohorts(noisy)

    def at_100(spread) -> float:
        return float(np.sqrt(spread.per_pupil / 100 + spread.of_size**2))

    assert at_100(noisy_fit.progress_spread) == pytest.approx(0.1 * np.sqrt(2), rel=0.2)
    assert at_100(quiet_fit.progress_spread) < 0.06  # the prior's 0.14 is outweighed, not forgotten


def test_luck_that_all_grades_share_is_told_from_luck_of_their_own():
    rng = np.random.default_rng(3)
    still = np.full((300, 6, 5), 200.0)
    own = fit_cohorts(still * rng.lognormal(0, 0.1, still.shape))
    level = np.cumsum(rng.normal(0, 0.1, (300, 6, 1)), axis=1)
    common = fit_cohorts(still * np.exp(level) * rng.lognormal(0, 0.02, still.shape))
    assert own.shared < 0.15
    assert common.shared > 0.6
    assert common.lasting < 0.3  # another luck every year


def test_odds_of_growing_are_those_of_schools_that_grew():
    pupils = np.zeros((30, 5, 6))
    pupils[:10, :, :3] = 50  # stays at three grades
    for t in range(5):
        pupils[10:, t, : t + 2] = 50  # opens one every year
    cohorts = fit_cohorts(pupils)
    assert cohorts.opens_above[1, 2:4].min() > 0.9
    assert cohorts.opens_above[0].max() < 0.3
    assert cohorts.drops_lowest.max() < 0.05


def test_a_township_whose_pool_grows_sends_more_to_its_junior_school():
    rng = np.random.default_rng(4)
    n = 60
    pool = rng.uniform(60, 240, (n, 8))
    primary, junior = np.zeros((n, 8, 2)), np.zeros((n, 8, 2))
    primary[:, :, 0] = pool
    junior[:, 1:, 1] = pool[:, :-1]
    junior[:, 0, 1] = 100
    pupils = np.concatenate([primary, junior])
    told = fit_cohorts(pupils, townships=np.tile(np.arange(n), 2))
    assert told.entry_weights[-1] > 0.8
    assert fit_cohorts(pupils).entry_weights[-1] == pytest.approx(
        0.5
    )  # the prior: no township, nothing learned


def test_missing_cells_are_left_out_and_not_counted_as_none():
    pupils = steady([0.9], n_schools=10) * 1e4
    pupils[:3, 2, 1] = np.nan
    assert fit_cohorts(pupils).rate == pytest.approx([0.9], rel=1e-5)


def test_a_missing_cell_makes_no_transition_into_it_or_out_of_it():
    pupils = steady([0.9, 0.9], n_schools=4, n_years=6)
    whole, told = np.ones(pupils.shape, bool), np.ones(pupils.shape, bool)
    told[0, 3, 1] = False
    counted = [len(_progress_rows(pupils, known, 0.0).change) for known in (whole, told)]
    assert counted == [4 * 4 * 2, 4 * 4 * 2 - 2]
    entries = [len(_entry_rows(pupils, known, None, 0.5, None).change) for known in (whole, told)]
    assert entries == [4 * 4, 4 * 4]


def test_terms_of_a_transition_are_made_of_what_was_known_before_it():
    rng = np.random.default_rng(2)
    pupils = rng.poisson(60, (12, 8, 4)).astype(float)
    pupils[:5, :, 0] = 0
    pupils[:5, :, 1] += 60
    scrambled = pupils.copy()
    scrambled[:, 6:] = rng.poisson(200, (12, 2, 4))
    known = np.ones(pupils.shape, bool)
    towns = townships_of_schools(np.arange(12) % 3)
    for of in (lambda p: _progress_rows(p, known, 0.02), lambda p: _entry_rows(p, known, towns, 0.5, None)):
        one, other = of(pupils), of(scrambled)
        early = [rows.year < 5 for rows in (one, other)]
        assert early[0].sum() > 40
        for part in ("change", "terms", "size", "school", "grade"):
            assert (getattr(one, part)[early[0]] == getattr(other, part)[early[1]]).all()


def test_one_grade_alone_is_a_system_of_entrants():
    cohorts = fit_cohorts(np.full((5, 4, 1), 30.0))
    assert cohorts.rate.shape == (0,)
    assert cohorts.trend[0] == pytest.approx(0)


@pytest.mark.parametrize("pupils", [np.ones((3, 2, 2)), np.ones((3, 4))])
def test_a_history_of_too_few_years_or_axes_is_refused(pupils):
    with pytest.raises(ValueError, match="history needs"):
        fit_cohorts(pupils)


@pytest.mark.parametrize(
    "pupils", [np.zeros((3, 5, 2)), [[[30, 20], [np.nan, np.nan], [30, 20]]], [[[30, 20], [0, 0], [30, 20]]]]
)
def test_a_history_without_two_years_in_a_row_leaves_the_priors(pupils):
    cohorts = fit_cohorts(np.array(pupils, float))
    assert cohorts.rate.tolist() == [1.0]
    assert cohorts.trend.tolist() == [0.0, 0.0]
    assert cohorts.progress_weights.tolist() == [0.0, 0.0, 0.0]
    assert cohorts.entry_weights.tolist() == [0.25, 0.15, 0.0, 0.0, 0.0, 0.5]
    for spread in (cohorts.progress_spread, cohorts.entry_spread):
        assert (spread.per_pupil, spread.of_size) == (1.0, 0.1)  # Poisson and 10 %


def test_the_scatter_of_one_school_is_not_hidden_in_what_its_year_has_in_common():
    pupils = np.random.default_rng(8).poisson(60, (1, 9, 6)).astype(float)
    alone = fit_cohorts(pupils)
    assert (alone.entry_spread.per_pupil, alone.entry_spread.of_size) == (
        1.0,
        0.1,
    )  # one cell a year: the prior
    told = [
        fit_cohorts(np.random.default_rng(seed).poisson(60, (2, 30, 1)).astype(float)) for seed in range(12)
    ]
    seen = [np.sqrt(one.entry_spread.per_pupil / 60 + one.entry_spread.of_size**2) for one in told]
    assert np.mean(seen) == pytest.approx(
        1 / np.sqrt(60), rel=0.2
    )  # half as much, were the two cells not counted as one


def test_a_reorganised_system_makes_no_shock_of_every_year_to_come():
    pupils = np.full((1, 6, 3), 20.0)
    pupils[:, 4:] = 80
    assert fit_cohorts(pupils).shock_sd.max() == 0.3


def test_the_regression_finds_weights_beside_outliers_and_common_years():
    rng = np.random.default_rng(6)
    n = 4000
    terms = rng.normal(0, 0.3, (n, 2))
    group = rng.integers(0, 4, n)
    change = terms @ [0.5, -0.2] + np.array([0.1, -0.3, 0.0, 0.2])[group] + rng.normal(0, 0.1, n)
    change[::50] += 2.0
    zeros = np.zeros(n, np.int64)
    fitted = fit_rows(Rows(change, terms, np.full(n, 100.0), zeros, zeros, zeros, group), np.zeros(2))
    assert fitted.weights == pytest.approx([0.5, -0.2], abs=0.02)
    assert np.sqrt(fitted.spread.per_pupil / 100 + fitted.spread.of_size**2) == pytest.approx(0.1, rel=0.1)
    doubt = np.sqrt(np.diag(fitted.doubt @ fitted.doubt.T))
    assert doubt == pytest.approx(0.1 / 0.3 / np.sqrt(n), rel=0.3)


def test_the_shape_of_the_scatter_has_no_mean_and_no_tail_beyond_three_deviations():
    rng = np.random.default_rng(7)
    zeros = np.zeros(500, np.int64)
    change = np.where(rng.random(500) < 0.05, 0.9, rng.exponential(0.05, 500))
    spread = fit_rows(
        Rows(change, np.zeros((500, 1)), np.full(500, 80.0), zeros, zeros, zeros, zeros), np.zeros(1)
    ).spread
    assert spread.shape.mean() == pytest.approx(0, abs=1e-12)
    assert spread.shape.max() - spread.shape.min() < 2 * 3.0
    assert spread.shape.max() > 2.5


def test_a_cell_that_was_reorganised_counts_as_one_that_trebled():
    zeros = np.zeros(40, np.int64)
    change = np.where(np.arange(40) == 7, np.log(10), 0.0)
    missed = fit_rows(
        Rows(change, np.zeros((40, 1)), np.full(40, 50.0), zeros, zeros, zeros, zeros), np.zeros(1)
    ).missed
    assert missed[7] == 2 * 50


def test_the_robust_scale_is_the_standard_deviation_of_normal_values():
    assert robust_scale(np.random.default_rng(1).normal(0, 3, 100_000)) == pytest.approx(3, rel=0.02)
