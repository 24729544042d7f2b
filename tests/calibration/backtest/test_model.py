"""The project's own method: what it may know, what it does with births and events, and what its futures hold."""

import ast
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest

import sim.calibration
import sim.kernels
from sim.calibration.backtest.history import Event, History
from sim.calibration.backtest.known_events import first_sizes, known_grades
from sim.calibration.backtest.model import _doubts, fitted, model, widened
from sim.kernels import cohorts as kernels

GRADES = ("g1", "g2", "g3")


def history(pupils, **known) -> History:
    """Return a history of schools a, b, c ... (after z: s26, s27 ...) with a census a year to 2020."""
    pupils = np.array(pupils, float)
    names = (*ascii_lowercase, *(f"s{s}" for s in range(26, len(pupils))))[: len(pupils)]
    years = np.arange(2021 - pupils.shape[1], 2021)
    return History("made", names, years, GRADES[: pupils.shape[2]], pupils, **known)


def noisy(n_schools=20, n_years=7, seed=1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.rint(rng.uniform(20, 90, (n_schools, 1, 1)) * rng.lognormal(0, 0.1, (n_schools, n_years, 3)))


def functions_of(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def test_the_future_cannot_be_seen_from_an_origin():
    told = history(noisy(), births=dict.fromkeys(range(2005, 2021), 500.0))
    scrambled = told.pupils.copy()
    scrambled[:, 5:] = np.random.default_rng(9).uniform(0, 1000, scrambled[:, 5:].shape)
    births = {year: n if year <= 2018 else 9999.0 for year, n in told.births.items()}
    other = replace(told, pupils=scrambled, births=births)
    first, second = (model(one.until(2018), 3, futures=20) for one in (told, other))
    assert (first.futures == second.futures).all()


def test_same_seed_same_futures_another_seed_others():
    told = history(noisy())
    once, twice, other = (model(told, 2, futures=10, seed=seed).futures for seed in (1, 1, 2))
    assert (once == twice).all()
    assert (once != other).any()


def test_the_luck_of_a_school_does_not_depend_on_which_others_stand_in_the_table():
    pupils = noisy()
    cohorts = fitted(history(pupils))
    expected = kernels.Expected(
        np.zeros((20, 3)), np.full((20, 3), 50.0), np.full((20, 3), 0.1), np.zeros((20, 3), bool)
    )
    uid = np.arange(20, dtype=np.uint64)
    every = kernels.drawn_sizes(cohorts, expected, seed=1, year=2021, uid=uid)
    few = kernels.drawn_sizes(
        cohorts, kernels.Expected(*(part[5:7] for part in expected)), seed=1, year=2021, uid=uid[5:7]
    )
    assert (every[5:7] == few).all()


def test_futures_are_whole_pupils_never_negative_and_centred_on_what_is_expected():
    forecast = model(history(noisy()), 3, futures=100)
    assert (forecast.futures >= 0).all()
    assert (forecast.futures == np.rint(forecast.futures)).all()
    assert forecast.expected == pytest.approx(forecast.futures.mean(0))
    assert forecast.futures.shape == (100, 3, 20, 3)


def test_cohorts_move_up_where_nothing_else_happens():
    entrants = np.array([30, 60, 30, 60, 30, 60, 30], float)
    one = np.stack([entrants[2:], entrants[1:-1], entrants[:-2]], -1)
    forecast = model(history(np.tile(one, (40, 1, 1))), 2, futures=30)
    assert forecast.expected[0, :, 1] == pytest.approx(np.full(40, 30), rel=0.1)
    assert forecast.expected[0, :, 2] == pytest.approx(np.full(40, 60), rel=0.1)
    assert forecast.expected[1, :, 2] == pytest.approx(np.full(40, 30), rel=0.15)


def test_known_births_move_entrants_in_the_year_they_come_to_school():
    flat = np.full((40, 7, 3), 50.0)
    births = {year: 1000.0 for year in range(2000, 2021)} | {2016: 800.0, 2017: 800.0}
    entrants = model(history(flat, births=births, entry_age=6), 3, futures=30).expected[:, :, 0].mean(1)
    assert entrants[0] == pytest.approx(50, rel=0.06)  # born 2015
    assert entrants[1] == pytest.approx(40, rel=0.06)  # born 2016
    assert entrants[2] == pytest.approx(40, rel=0.06)


def test_pupils_of_a_school_that_is_known_to_close_go_to_the_others_of_its_township():
    told = history(np.full((6, 6, 3), 40.0), townships=("x", "x", "x", "y", "y", "y"))
    closing = replace(told, events=(Event("a", 2022, ()),))
    without, with_it = (model(one, 3, futures=40).expected for one in (told, closing))
    assert with_it[0] == pytest.approx(without[0])
    assert (with_it[1:, 0] == 0).all()
    assert with_it[1, 1:3].sum() == pytest.approx(3 * 3 * 40, rel=0.1)
    assert with_it[1, 3:] == pytest.approx(without[1, 3:], rel=0.05)


def test_what_an_event_brings_a_school_is_no_growth_that_goes_on():
    told = history(np.full((6, 6, 3), 40.0), townships=("x", "x", "x", "y", "y", "y"))
    closing = replace(told, events=(Event("a", 2021, ()),))
    total = model(closing, 5, futures=60).expected[:, 1:3].sum((1, 2))
    assert total == pytest.approx(np.full(5, total[0]), rel=0.025)


def test_a_school_known_to_open_starts_as_new_schools_did_and_takes_its_pupils_from_the_township():
    pupils = np.full((5, 6, 3), 40.0)
    pupils[3, :3] = np.nan  # opened in 2018 with one grade of 24
    pupils[3, 3:] = [[24, 0, 0], [24, 24, 0], [24, 24, 24]]
    pupils[4] = np.nan
    told = history(pupils, townships=("x", "x", "x", "x", "x"))
    opening = replace(told, events=(Event("e", 2021, ("g1",)),))
    assert first_sizes(told)[0] == 24
    without, with_it = (model(one, 1, futures=60).expected[0] for one in (told, opening))
    assert (without[4] == 0).all()
    assert with_it[4, 0] == pytest.approx(24, rel=0.15)
    assert (with_it[4, 1:] == 0).all()
    assert with_it[:4, 0].sum() == pytest.approx(without[:4, 0].sum() - 24, rel=0.06)


def test_a_grade_that_moves_to_another_school_takes_its_pupils_along():
    pupils = np.full((4, 6, 3), 40.0)
    pupils[3, :, 2] = 0
    told = history(pupils, townships=("x", "x", "y", "x"))
    moved = replace(told, events=(Event("a", 2021, ("g1", "g2")), Event("d", 2021, GRADES)))
    known = known_grades(moved, 2)
    assert known[:, 0].tolist() == [[1, 1, 0]] * 2
    assert (known[:, 1] == -1).all()
    grade_3 = model(moved, 1, futures=60).expected[0, :, 2]
    assert grade_3[0] == 0
    assert grade_3[3] == pytest.approx(40, rel=0.15)
    assert grade_3[1] == pytest.approx(40, rel=0.1)


def test_a_school_that_grows_grade_by_grade_goes_on_growing():
    pupils = np.full((20, 6, 3), 50.0)
    for s in range(10):
        opened = 3 + s % 2  # the even ones teach three grades since 2020, the odd ones two
        pupils[s, :opened] = np.nan
        for t in range(opened, 6):
            pupils[s, t, t - opened + 1 :] = 0
    forecast = model(history(pupils), 1, futures=30)
    assert forecast.expected[0, 1:10:2, 2] == pytest.approx(np.full(5, 50), rel=0.25)


@pytest.mark.parametrize("n_schools", [1, 2])
def test_ten_rows_are_enough_to_say_something(n_schools):
    forecast = model(history(noisy(n_schools, 5)), 5, futures=20)
    assert np.isfinite(forecast.expected).all()
    assert (forecast.expected.sum((1, 2)) > 0).all()


@pytest.mark.parametrize("empty", [[1], [2], [1, 3]])
def test_years_without_rows_among_the_first_stop_nothing(empty):
    pupils = noisy(10, 8)
    pupils[:, empty] = np.nan
    expected = model(history(pupils), 2, futures=20).expected
    assert expected.sum((1, 2)) == pytest.approx(np.full(2, pupils[:, -1].sum()), rel=0.15)


@pytest.mark.parametrize("seed", range(4))
def test_futures_of_a_single_school_do_not_run_away(seed):
    pupils = np.random.default_rng(seed).poisson(60, (1, 8, 3))
    futures = model(history(pupils), 10, futures=200, seed=seed).futures.sum((2, 3))
    assert futures[:, -1].mean() == pytest.approx(180, rel=0.35)
    assert futures.max() < 6 * 180


def with_form(monkeypatch, told, **changes) -> None:
    """Let the method find a reduced form that is the fitted one but for some parts."""
    cohorts = fitted(told)._replace(**changes)
    monkeypatch.setattr("sim.calibration.backtest.model.fitted", lambda _: cohorts)


@pytest.mark.parametrize(("kind", "moved"), [(0, [0]), (1, []), (2, [1, 2])])
def test_common_shocks_move_the_sum_of_their_grades_either_way_and_not_up_on_average(
    kind, moved, monkeypatch
):
    told = history(np.full((30, 7, 3), 1000.0))
    shock_sd = np.where(np.arange(3) == kind, 0.3, 0.0)
    with_form(monkeypatch, told, shock_sd=shock_sd, trend_sd=np.zeros(2))
    sums = model(told, 1, futures=2000, learn=False).futures[:, 0].sum(1)
    for grade in range(3):
        assert sums[:, grade].std() == pytest.approx(
            30_000 * (0.307 if grade in moved else 0), rel=0.1, abs=300
        )
    assert sums.mean(0) == pytest.approx(np.full(3, 30_000), rel=0.02)  # without care 1.046 times as many


def test_the_trend_goes_on_damped_and_its_doubt_with_it(monkeypatch):
    told = history(np.full((30, 7, 3), 1000.0))
    still = {"shock_sd": np.zeros(3), "entry_weights": np.zeros(6), "entry_doubt": np.zeros((6, 6))}
    with_form(monkeypatch, told, **still, trend=np.array([0.1, 0.0]), trend_sd=np.zeros(2))
    entrants = model(told, 3, futures=20, learn=False).expected[:, :, 0].mean(1)
    assert entrants == pytest.approx(1000 * np.exp([0.1, 0.19, 0.271]), rel=0.003)
    with_form(monkeypatch, told, **still, trend=np.zeros(2), trend_sd=np.array([0.1, 0.0]))
    logs = np.log(model(told, 3, futures=2000, learn=False).futures[..., 0].mean(2))
    assert logs.std(0) == pytest.approx([0.1, 0.19, 0.271], rel=0.06)


def test_weights_of_a_future_differ_from_the_fitted_ones_as_their_doubt_says():
    rng = np.random.default_rng(1)
    cohorts = fitted(history(noisy()))._replace(
        progress_doubt=np.tril(rng.normal(size=(3, 3))), entry_doubt=np.tril(rng.normal(size=(6, 6)))
    )
    shifts = np.array([_doubts(cohorts, seed)[0] for seed in range(6000)])
    wanted = np.zeros((9, 9))
    wanted[:3, :3] = cohorts.progress_doubt @ cohorts.progress_doubt.T
    wanted[3:, 3:] = cohorts.entry_doubt @ cohorts.entry_doubt.T
    assert np.cov(shifts.T) == pytest.approx(wanted, rel=0.1, abs=0.25)


def test_a_width_widens_the_deviation_of_small_and_large_grades_alike(monkeypatch):
    told = history(noisy())
    plain = fitted(told)
    twice = widened(plain, 2.0)
    for one, other in (
        (plain.progress_spread, twice.progress_spread),
        (plain.entry_spread, twice.entry_spread),
    ):
        assert (other.per_pupil, other.of_size) == (4 * one.per_pupil, 2 * one.of_size)
    monkeypatch.setattr("sim.calibration.backtest.model.width_of", lambda *_: 1.4)
    learned = model(told, 1, futures=20).futures
    with_form(monkeypatch, told, **widened(plain, 1.4)._asdict())
    assert (model(told, 1, futures=20, learn=False).futures == learned).all()


def test_a_slip_in_the_births_at_most_halves_or_doubles_the_entrants():
    flat = np.full((40, 7, 3), 50.0)
    births = dict.fromkeys(range(2000, 2021), 1000.0) | {2016: 1.0}
    entrants = model(history(flat, births=births), 3, futures=30).expected[:, :, 0].mean(1)
    assert entrants == pytest.approx([50, 25, 50], rel=0.1)


def test_a_school_that_grows_as_known_keeps_its_own_pupils_and_takes_none_from_the_neighbours():
    pupils = np.full((5, 6, 3), 40.0)
    pupils[4] = 0
    pupils[4, 5, 0] = 30
    told = history(pupils, townships=("x",) * 5)
    grows = replace(told, events=(Event("e", 2021, ("g1", "g2")),))
    without, with_it = (model(one, 1, futures=100).expected[0] for one in (told, grows))
    assert with_it[4, 1] == pytest.approx(30, rel=0.15)
    assert with_it[:4, 1] == pytest.approx(without[:4, 1], rel=0.02)


def test_pupils_who_stay_on_at_their_own_school_are_missed_where_they_would_have_gone():
    pupils = np.full((3, 6, 3), 40.0)
    pupils[0, :, 2] = 0  # a and b end with the second grade
    pupils[1, :, 2] = 0
    pupils[2, :, :2] = 0  # c takes them in
    pupils[2, :, 2] = 80
    told = history(pupils, townships=("x",) * 3)
    stays = replace(told, events=(Event("a", 2021, GRADES),))
    third = model(stays, 1, futures=100).expected[0, :, 2]
    assert third == pytest.approx([40, 0, 40], rel=0.2)


def test_a_grade_alone_has_entrants_and_no_promotion():
    forecast = model(history(noisy(30)[:, :, :1]), 2, futures=20)
    assert forecast.expected.sum((1, 2)) == pytest.approx(noisy(30)[:, -1, 0].sum() * np.ones(2), rel=0.15)


def test_calibration_defines_no_kernel_of_its_own():
    """Every function of the reduced form stands in sim.kernels alone; calibration and processes only call it."""
    kernels_folder, calibration = Path(sim.kernels.__path__[0]), Path(sim.calibration.__path__[0])
    public = {
        name
        for file in kernels_folder.glob("*.py")
        for name in functions_of(file)
        if not name.startswith("_")
    }
    assert {"joiners_leavers", "entry_shares", "expected_pupils", "form_classes", "fit_cohorts"} <= public
    for folder in (calibration, calibration.parent / "processes"):
        for file in folder.rglob("*.py"):
            assert not functions_of(file) & public, file.name


def test_the_model_calls_the_kernels(monkeypatch):
    """A kernel put out of order changes the forecast: the method has no twin of it."""
    told = history(noisy())
    before = model(told, 1, futures=5, learn=False).futures
    monkeypatch.setattr("sim.calibration.backtest.model.joiners_leavers", lambda expected, sizes: (
        np.zeros(sizes.shape, np.int64), np.rint(expected.promoted).astype(np.int64)))  # fmt: skip
    after = model(told, 1, futures=5, learn=False).futures
    assert (after[..., 1:] == 0).all()
    assert (before[..., 1:] > 0).any()
    assert (after[..., 0] == before[..., 0]).all()
