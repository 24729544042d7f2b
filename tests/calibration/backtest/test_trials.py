"""The width that earlier origins teach, on schools whose scatter is known."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibration.backtest.history import History
from sim.calibration.backtest.trials import width_of

N, FUTURES = 200, 400
YEARS = np.arange(2010, 2017)


def scattered(sd: float, seed=1) -> History:
    """Return schools whose only grade is its mean, another one every year, and normal luck."""
    mean = np.array([100, 300, 150, 400, 200, 120, 350])
    pupils = mean[:, None] + sd * np.random.default_rng(seed).normal(size=(N, len(YEARS), 1))
    return History("made", tuple(map(str, range(N))), YEARS, ("g1",), pupils)


def foreseen(sd: float):
    """Return a forecast that knows the mean of the next year, and holds the scatter to be `sd`; and its origins."""
    asked = []

    def forecast(known: History) -> np.ndarray:
        asked.append(int(known.years[-1]))
        mean = {2012: 400, 2013: 200, 2014: 120, 2015: 350}[asked[-1]]
        return mean + sd * np.random.default_rng(9).normal(size=(FUTURES, N, 1))

    return forecast, asked


@pytest.mark.parametrize(("sd", "seen"), [(10, 1.0), (13, 1.3), (9, 0.9)])
def test_the_width_is_what_was_missed_over_what_was_foreseen_pulled_to_one(sd, seen):
    forecast, asked = foreseen(10)
    n = 3 * N
    pulled = np.sqrt((n * seen**2 + 30) / (n + 30))
    assert width_of(scattered(sd), forecast) == pytest.approx(pulled, rel=0.06)
    assert asked == [2013, 2014, 2015]


@pytest.mark.parametrize(("sd", "width"), [(1, 0.8), (60, 1.5)])
def test_the_width_has_bounds(sd, width):
    assert width_of(scattered(sd), foreseen(10)[0]) == width


def test_few_schools_judged_say_little():
    few = scattered(14)
    one = replace(few, schools=few.schools[:5], pupils=few.pupils[:5])
    width = width_of(one, lambda known: foreseen(10)[0](known)[:, :5])
    assert 0.8 < width < 1.3  # of 15 misses, 1.4 as wide: the prior has twice their weight


def test_small_schools_and_those_without_pupils_at_the_origin_are_not_judged():
    told = scattered(10)
    pupils = told.pupils.copy()
    pupils[:60] = 19  # foreseen to be hundreds
    pupils[60:100, ::2] = 0  # new or gone every year
    others = replace(told, schools=told.schools[100:], pupils=told.pupils[100:])
    alone = width_of(others, lambda known: foreseen(10)[0](known)[:, 100:])
    assert width_of(replace(told, pupils=pupils), foreseen(10)[0]) == alone < 1.2


def test_years_without_rows_and_too_short_a_past_are_not_tried():
    told = scattered(10)
    pupils = told.pupils.copy()
    pupils[:, 5] = np.nan  # 2015
    forecast, asked = foreseen(10)
    width_of(replace(told, pupils=pupils), forecast)
    assert asked == [2013, 2015]
    forecast, asked = foreseen(10)
    assert width_of(told.until(2012), forecast) == 1.0
    assert asked == []
