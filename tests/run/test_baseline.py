"""The baseline of Tonghua does what its scenario file says: pace of closings, rooms and beds within the money."""

import pytest

from sim.run.face import load, simulate

BEFORE_FIRST_CLOSING, LAST = 2020, 2025


@pytest.fixture(scope="module")
def runs():
    return {
        name: simulate(load(f"tonghua/{name}"), seed=1, years=(2017, LAST))
        for name in ("baseline", "class_sizes", "do_nothing")
    }


def open_by_kind(run):
    schools = run["school"].drop_duplicates(["year", "school_id"])
    return schools[schools["status"] == "open"].groupby(["year", "kind"], observed=True).size().unstack()


def test_primary_schools_and_points_close_at_the_recent_pace_of_jilin(runs):
    """5,190 in 2013, 4,195 in 2022 and 3,847 in 2023: 2.3 % a year to 2022, 3.0 % to 2023 (estimates, see the file)."""
    kinds = open_by_kind(runs["baseline"])
    places = kinds["primary"] + kinds["point"]
    pace = 1 - (places[LAST] / places[BEFORE_FIRST_CLOSING]) ** (1 / (LAST - BEFORE_FIRST_CLOSING))
    assert 0.023 < pace < 0.035


def test_sites_are_relabelled_more_than_closed(runs):
    """Of the primary schools that vanish from the list all go on as points at first; it is points that close."""
    kinds = open_by_kind(runs["baseline"])
    lost = kinds.loc[BEFORE_FIRST_CLOSING] - kinds.loc[LAST]
    assert lost["primary"] > 40
    assert lost["point"] < 15
    events = runs["baseline"]["order_events"]
    done = events[events["event"] == "carried_out"]
    assert (done["kind"] == "change_grades").sum() == lost["primary"]


def test_nothing_closes_before_the_years_of_the_gate(runs):
    """Two censuses, a plan, and two years: the first closings are those of 2021."""
    events = runs["baseline"]["order_events"]
    gate = events[events["kind"].isin(["close", "change_grades"])]
    assert gate.loc[gate["event"] == "published", "year"].min() == 2020
    assert gate.loc[gate["event"] == "carried_out", "year"].min() == 2021


def test_the_money_binds_in_some_years_and_not_in_all(runs):
    years = runs["baseline"]["county"].groupby("year")[["capital_spent", "capital_refused"]].sum()
    assert years.loc[2019, "capital_refused"] > 0
    assert years.loc[LAST, "capital_refused"] == 0
    assert years.loc[2019:2024, "capital_spent"].between(10e6, 100e6).all()


def test_rooms_and_beds_come_and_large_classes_go(runs):
    baseline, sizes, nothing = (runs[name] for name in ("baseline", "class_sizes", "do_nothing"))
    rooms, beds = (
        {name: run["school"].query("year == @LAST")[what].sum() for name, run in runs.items()}
        for what in ("rooms", "beds")
    )
    assert 50 < rooms["baseline"] - rooms["do_nothing"] < 400
    assert 300 < beds["baseline"] - beds["do_nothing"] < 2000
    assert (rooms["class_sizes"], beds["class_sizes"]) == (rooms["do_nothing"], beds["do_nothing"])
    large = [
        run["school_grade"].query("year == 2021")["n_large_local"].sum() for run in (baseline, sizes, nothing)
    ]
    assert large[0] <= large[1] < 0.1 * large[2]
