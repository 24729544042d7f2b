"""Scores of forecasts made by hand, and the differences between methods."""

import numpy as np
import pandas as pd
import pytest

from sim.calibration.backtest.blend import ForecastWithErrors
from sim.calibration.backtest.differences import RESAMPLES, differences
from sim.calibration.backtest.history import Forecast
from sim.calibration.backtest.origins import Made
from sim.calibration.backtest.past_errors import Errors, PastErrors
from sim.calibration.backtest.scores import COLUMNS, Apart, scores
from sim.calibration.resampling import resample_counts
from tests.calibration.backtest.hand import history

# [k, g1] in 2000, 2001, 2002
TWO = history([[30, 30], [31, 29], [40, 20]], [[50, 0], [50, 0], [40, 0]])


def made(method, origin, leads, cells, futures=None):
    """Return a forecast that says the same of every year: cells by school."""
    expected = np.repeat(np.array([cells], dtype=float), max(leads), axis=0)
    return Made(method, origin, leads, Forecast(expected, futures))


def test_columns_and_rows_are_as_told():
    frame = scores(TWO, [made("last", 2000, (1, 2), [[30, 30], [50, 0]])])
    assert tuple(frame) == COLUMNS
    rows = frame[frame["lead"] == 2][["target_year", "level", "unit", "grade", "forecast", "actual"]]
    assert rows.values.tolist() == [
        [2002, "school", "A", "", 60, 60],
        [2002, "school", "B", "", 50, 40],
        [2002, "school_grade", "A", "k", 30, 40],
        [2002, "school_grade", "A", "g1", 30, 20],
        [2002, "school_grade", "B", "k", 50, 40],
        [2002, "system", "all", "", 110, 100],
    ]
    assert frame[["p2_5", "p50", "crps"]].isna().all(axis=None)


def test_a_cell_that_any_method_fills_is_judged_of_all():
    frame = scores(
        TWO, [made("last", 2000, (1,), [[30, 30], [50, 0]]), made("odd", 2000, (1,), [[30, 30], [50, 7]])]
    )
    cells = frame[(frame["level"] == "school_grade") & (frame["unit"] == "B") & (frame["grade"] == "g1")]
    assert cells[["method", "forecast", "actual"]].values.tolist() == [["last", 0, 0], ["odd", 7, 0]]


def test_target_years_apart_stand_in_a_table_of_their_own():
    frame = scores(TWO, [made("last", 2000, (1, 2), [[30, 30], [50, 0]])], Apart("covid", frozenset({2002})))
    tables = frame.groupby("table")["target_year"].unique().map(list).to_dict()
    assert tables == {"hand": [2001], "hand (covid)": [2002]}


def test_futures_give_quantiles_and_crps_of_sums():
    # two futures of A's total at 2001, 58 and 64, actual 60: mean distance 3, of the two 6
    futures = np.array([[[[29, 29], [50, 0]]], [[[32, 32], [50, 0]]]], dtype=float)
    frame = scores(TWO, [made("sim", 2000, (1,), [[30, 30], [50, 0]], futures)])
    row = frame[(frame["level"] == "school") & (frame["unit"] == "A")].iloc[0]
    assert row["p50"] == 61
    assert row["p10"] == pytest.approx(58.6)
    assert row["crps"] == pytest.approx(3 - 6 / 2)
    system = frame[frame["level"] == "system"].iloc[0]
    assert system["p2_5"] == pytest.approx(108 + 6 * 0.025)


def test_past_errors_give_quantiles_and_crps():
    ratios = np.linspace(0.8, 1.2, 41)
    past = PastErrors({("school", 1): Errors(np.full(41, 50.0), ratios)})
    forecast = ForecastWithErrors(np.array([[[30.0, 30.0], [50.0, 0.0]]]), past=past)
    frame = scores(TWO, [Made("blend", 2000, (1,), forecast)])
    row = frame[(frame["level"] == "school") & (frame["unit"] == "A")].iloc[0]
    assert row["p10"] == pytest.approx(60 * 0.84)
    values = 60 * ratios
    plain = np.abs(values - 60).mean() - np.abs(values[:, None] - values).mean() / 2
    assert row["crps"] == pytest.approx(plain, abs=0.001)
    assert frame.loc[frame["level"] == "system", "crps"].isna().all()  # no error of that level is known


def test_differences_are_ratios_of_errors_and_their_interval_holds_them():
    rng = np.random.default_rng(4)
    pupils = rng.integers(60, 90, (40, 2, 2)).astype(float)
    known = history(*pupils[:8])
    actual = known.pupils[:, 1]
    good, bad = (
        actual * (1 + rng.normal(0, 0.05, actual.shape)),
        actual * (1 + rng.normal(0, 0.2, actual.shape)),
    )
    frame = scores(known, [made("good", 2000, (1,), good), made("bad", 2000, (1,), bad)])
    told = differences(frame, "good").set_index(["level", "measure"])
    assert list(told.index) == [("school", "mape"), ("school_grade", "wape"), ("system", "mape")]
    assert (told["n_schools"] == 8).all()

    def mape(forecast):
        return (np.abs(forecast.sum(1) - actual.sum(1)) / actual.sum(1)).mean()

    row = told.loc[("school", "mape")]
    assert row["ratio"] == pytest.approx(mape(good) / mape(bad), rel=1e-3)
    assert row["low"] < row["ratio"] < row["high"] < 1
    wape = np.abs(good - actual).sum() / np.abs(bad - actual).sum()
    assert told.loc[("school_grade", "wape"), "ratio"] == pytest.approx(wape, rel=1e-3)
    system = abs(good.sum() - actual.sum()) / abs(bad.sum() - actual.sum())
    assert told.loc[("system", "mape"), "ratio"] == pytest.approx(system, rel=1e-2)


def test_each_lead_is_scored_by_the_forecast_of_its_own_year():
    first, second = [[30.1234, 30], [50, 0]], [[41, 22], [43, 0]]
    futures = np.array([[[[10, 10], [50, 0]], [[40, 20], [40, 0]]]] * 2, dtype=float)
    frame = scores(TWO, [Made("sim", 2000, (1, 2), Forecast(np.array([first, second]), futures))])
    mine = frame[(frame["unit"] == "A") & (frame["level"] == "school")].set_index("lead")
    assert mine["forecast"].tolist() == [60.123, 63]  # three decimals
    assert mine["p50"].tolist() == [20, 60]
    assert mine["crps"].tolist() == [40, 0]


def test_the_interval_is_that_of_schools_drawn_again_each_as_often_as_poisson_says():
    rng = np.random.default_rng(6)
    pupils = rng.integers(60, 90, (8, 2, 2)).astype(float)
    actual = pupils[:, 1]
    one, two = (actual * (1 + rng.normal(0, sd, actual.shape)) for sd in (0.1, 0.15))
    frame = scores(history(*pupils), [made("one", 2000, (1,), one), made("two", 2000, (1,), two)])
    drawn = resample_counts(tuple("ABCDEFGH"), 3, RESAMPLES)
    assert drawn.shape == (1000, 8)
    assert [(drawn == times).mean() for times in range(4)] == pytest.approx(
        [0.368, 0.368, 0.184, 0.061], abs=0.02
    )
    mine, other = (np.abs(cells.sum(1) - actual.sum(1)) / actual.sum(1) for cells in (one, two))
    ratios = (drawn @ mine) / np.maximum(drawn @ other, 1e-12)
    row = differences(frame, "one", seed=3).set_index(["level", "measure"]).loc[("school", "mape")]
    low, high = np.quantile(ratios[drawn.sum(1) > 0], (0.025, 0.975))
    assert (row["low"], row["high"]) == pytest.approx((low, high), rel=1e-3)


def test_errors_of_the_system_at_two_origins_do_not_cancel():
    told = history([[30, 30], [40, 20], [40, 20]], [[50, 0], [40, 0], [40, 0]])
    frame = scores(
        told,
        [
            *(made(name, 2000, (1,), [[40, 20], [40 + off, 0]]) for name, off in (("one", 10), ("two", 20))),
            *(made(name, 2001, (1,), [[40, 20], [40 - off, 0]]) for name, off in (("one", 30), ("two", 20))),
        ],
    )
    ratio = differences(frame, "one").set_index(["level", "measure"]).loc[("system", "mape"), "ratio"]
    assert ratio == pytest.approx((10 + 30) / (20 + 20))


def test_a_method_against_its_equal_is_one_whatever_the_schools():
    cells = [[20, 30], [55, 0]]
    frame = scores(TWO, [made("one", 2000, (1,), cells), made("two", 2000, (1,), cells)])
    told = differences(frame, "one")
    assert (told[["ratio", "low", "high"]].sub(1).abs() < 1e-9).all(axis=None)


def test_no_forecast_makes_an_empty_table():
    assert scores(TWO, []).columns.tolist() == list(COLUMNS)
    assert isinstance(scores(TWO, []), pd.DataFrame)
