"""Rolling origins: which years are forecast from, and what a method is shown."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.calibration.backtest.history import Forecast
from sim.calibration.backtest.methods import METHODS, Luck, chosen
from sim.calibration.backtest.origins import known_at, origins_of, rolling
from tests.calibration.backtest.hand import NAN, history

SEVEN = [[30 + t, 20] for t in range(7)]
EVERY = chosen(None, Luck(10, 1), [history(SEVEN)])[0]


def test_origins_have_three_transitions_before_and_a_year_after():
    assert origins_of(history(SEVEN)) == [2003, 2004, 2005]


def test_a_year_without_rows_is_no_origin_and_makes_no_transition():
    # 2000-01, 2001-02, (2003 empty), 2004-05: the third transition ends in 2005
    gap = [*SEVEN[:3], [NAN, NAN], *SEVEN[4:]]
    assert origins_of(history(gap)) == [2005]


@pytest.mark.parametrize("n_years", [1, 2, 4])
def test_too_few_years_are_said(n_years):
    with pytest.raises(UserError, match="too short"):
        origins_of(history(SEVEN[:n_years]))


def test_leads_end_with_the_table():
    made = list(rolling(history(SEVEN), {"naive": EVERY["naive"]}, (3, 1, 10)))
    assert [(one.origin, one.leads) for one in made] == [(2003, (1, 3)), (2004, (1,)), (2005, (1,))]
    assert [len(one.forecast.expected) for one in made] == [3, 1, 1]


def test_a_method_sees_nothing_after_its_origin_and_spoils_nothing():
    whole = history(SEVEN, births={1990: 1.0, 2005: 9.0})
    before = whole.pupils.copy()
    seen = []

    def spy(known, leads):
        seen.append((int(known.years[-1]), known.pupils.shape[1], dict(known.births)))
        known.pupils[:] = -1
        known.births.clear()
        return Forecast(np.zeros((leads, 1, 2)))

    list(rolling(whole, {"spy": spy}, (1,)))
    assert seen == [(2003, 4, {1990: 1}), (2004, 5, {1990: 1}), (2005, 6, {1990: 1, 2005: 9})]
    assert (whole.pupils == before).all()


@pytest.mark.parametrize("method", EVERY)
def test_a_scrambled_future_changes_no_forecast(method):
    whole = history(
        SEVEN, [[5 * t, 40 - t] for t in range(7)], births={y: 50.0 + y % 7 for y in range(1990, 2007)}
    )
    scrambled = replace(whole, pupils=whole.pupils.copy(), births={**whole.births, 2004: 1e6})
    scrambled.pupils[:, 4:] = np.random.default_rng(3).integers(0, 999, (2, 3, 2))
    make = METHODS[method].make(Luck(10, 1))
    told, other = (make(known_at(one, 2003), 3).expected for one in (whole, scrambled))
    assert (told == other).all()


def test_a_forecast_of_the_wrong_shape_is_a_defect():
    with pytest.raises(ValueError, match="shape"):
        list(rolling(history(SEVEN), {"wrong": lambda _, leads: Forecast(np.zeros((leads, 2, 2)))}, (1,)))


def test_births_ratio_is_left_out_and_said_where_births_do_not_reach():
    methods, said = chosen(None, Luck(10, 1), [history(SEVEN)])
    assert "births_ratio" not in methods
    assert [note.en for note in said] == [
        "births_ratio is left out: it needs births of the entrants of a year before every origin (--births)"
    ]
    reached = history(SEVEN, births={1999: 40})
    assert "births_ratio" in chosen(None, Luck(10, 1), [reached])[0]


def test_an_unknown_method_is_said_with_the_nearest():
    with pytest.raises(UserError, match="did you mean naive"):
        chosen(["naiv"], Luck(10, 1), [history(SEVEN)])


def test_only_methods_asked_for_are_made():
    assert list(chosen(["careful", "naive"], Luck(10, 1), [history(SEVEN)])[0]) == ["naive", "careful"]
