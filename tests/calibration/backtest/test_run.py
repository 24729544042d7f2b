"""A backtest from Python: results of a history, and what is told on the way."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.calibration.backtest.history import History
from sim.calibration.backtest.run import backtest
from sim.calibration.backtest.scores import Apart
from sim.calibration.backtest.summary import summary


def history_of(pupils):
    n_schools, n_years, n_grades = pupils.shape
    return History(
        "town",
        tuple(f"S{s}" for s in range(n_schools)),
        np.arange(2010, 2010 + n_years),
        tuple(f"g{g + 1}" for g in range(n_grades)),
        pupils,
    )


STEADY = history_of(np.tile(np.array([[[30.0, 30.0]], [[50.0, 50.0]]]), (1, 6, 1)))


def test_last_year_forecasts_a_steady_town_without_error():
    results = backtest(STEADY, ["naive", "careful"], leads=(1, 2))
    naive = results.summary[results.summary["method"] == "naive"]
    # origins 2013 and 2014 of 2010-2015 reach a year ahead, 2013 alone two years
    school = naive[naive["level"] == "school"].set_index("lead")
    assert school["n"].to_dict() == {1: 4, 2: 2}
    assert (naive["wape"] == 0).all()
    assert "missed it by 0.0 %." in results.text.en  # no ratio to an error of nothing
    assert list(results.titles) == ["naive", "careful"]
    assert results.made["years"] == [2010, 2015]
    assert results.made["given"] == []


def test_the_first_method_is_compared_where_the_model_is_not_asked_for():
    results = backtest(STEADY, ["careful", "naive"], leads=(1,))
    assert set(results.differences["method"]) == {"naive"}
    assert set(results.differences["rival"]) == {"careful"}


def test_what_is_left_out_and_each_origin_is_told():
    told = []
    backtest(STEADY, ["naive", "births_ratio"], leads=(1,), tell=told.append)
    assert [note.en.split(":")[0] for note in told] == [
        "births_ratio is left out",
        "forecasts from 2013 ...",
        "forecasts from 2014 ...",
    ]


def test_target_years_apart_stand_in_a_table_of_their_own():
    results = backtest(STEADY, ["naive"], leads=(1,), apart=Apart("flood", frozenset({2015})))
    assert set(results.summary["table"]) == {"town", "town (flood)"}
    assert results.made["apart"] == {"flood": [2015]}
    again = summary(results.scores)
    assert again["n"].tolist() == results.summary["n"].tolist()


def test_leads_beyond_the_table_are_refused():
    with pytest.raises(UserError, match="no school counts"):
        backtest(STEADY, ["naive"], leads=(9,))
