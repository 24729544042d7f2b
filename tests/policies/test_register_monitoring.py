"""Effect contract of register_monitoring: more is known within the year, fewer misses, and nothing else moves."""

from dataclasses import replace

import pytest

from sim.policies.register_lag import RegisterLag
from sim.policies.register_monitoring import RegisterMonitoring
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return RegisterMonitoring(**values).amend(year, county({"id": "A"}), book)


def test_the_lag_is_cut_by_the_strength_of_the_lever_from_its_year_on():
    assert amended() == {"monitoring_lag_cut": 0.8}
    assert amended(strength=0.5, lag_cut=1.0) == {"monitoring_lag_cut": 0.5}
    assert amended(year=2017) == amended(strength=0) == {}
    assert amended(replace(BOOK, monitoring_lag_cut=0.9)) == {}


def test_misses_of_the_roll_are_prevented_where_a_scenario_has_them():
    lagging = replace(BOOK, share_misregistered=0.1, register_lag_years=2)
    assert amended(lagging)["share_misregistered"] == pytest.approx(0.02)
    assert amended(lagging, strength=0.5)["share_misregistered"] == pytest.approx(0.06)
    assert amended(lagging, misses_prevented=0.0) == {"monitoring_lag_cut": 0.8}


@pytest.fixture(scope="module")
def runs():
    """Return the records of four runs: with and without a lag of the roll, with and without monitoring."""
    lag, watch = RegisterLag(share_misregistered=0.3), RegisterMonitoring()
    scenarios = {"none": (), "watched": (watch,), "lag": (lag,), "both": (lag, watch)}
    return {name: run("tonghua", levers)[1] for name, levers in scenarios.items()}


def known(records, year):
    return tuple(
        records["school_grade"].query(f"year == {year}")[["n_dropouts", "n_dropouts_known"]].sum().astype(int)
    )


def test_more_dropouts_are_known_and_as_many_leave(runs):
    """With a lag of one month for five all are known by August; the roll's misses hide three in ten, then 6 in 100."""
    assert known(runs["none"], 2017) == known(runs["watched"], 2017)
    out, found = known(runs["none"], 2018)
    assert known(runs["watched"], 2018) == (out, out)
    assert 0.6 * out < found < 0.8 * out
    assert known(runs["lag"], 2018)[1] < found
    assert 0.55 * out < known(runs["lag"], 2018)[1] / 0.7 < 0.85 * out
    assert known(runs["both"], 2018)[0] == out
    assert 0.9 * out < known(runs["both"], 2018)[1] < out


def test_recorded_pupils_come_nearer_to_those_there(runs):
    wrong = {
        name: records["school_grade"].query("year == 2019").n_misregistered.sum()
        for name, records in runs.items()
    }
    assert wrong["none"] == wrong["watched"] == 0
    assert 0 < wrong["both"] < 0.5 * wrong["lag"]


def test_without_a_campaign_nothing_but_what_is_known_moves(runs):
    for name, table in runs["none"].items():
        if name != "rulebook":
            kept = [column for column in table if column != "n_dropouts_known"]
            assert table[kept].equals(runs["watched"][name][kept]), name


def test_zero_strength_is_do_nothing_bit_for_bit(runs):
    records = run("tonghua", (RegisterMonitoring(strength=0.0),))[1]
    assert all(records[name].equals(runs["none"][name]) for name in records)
