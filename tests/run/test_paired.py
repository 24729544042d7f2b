"""Amounts over the same seeds: those of single runs, in the order of the seeds."""

from sim.run.face import load, simulate
from sim.run.paired import amounts_by_seed, moves_to_seats, town_pupils, village_pupils
from tests.worlds import ROOT

SEEDS, YEARS = (3, 1), (2017, 2018)
AMOUNTS = {"moves": moves_to_seats, "town": town_pupils, "village": village_pupils}


def test_amounts_are_those_of_single_runs():
    one = load(ROOT / "scenarios/tonghua/do_nothing.yaml")
    other = one.with_parameters(urbanisation_speed=1.5)
    found = amounts_by_seed({"one": one, "other": other}, AMOUNTS, seeds=SEEDS, years=YEARS)
    assert {what: list(by_name) for what, by_name in found.items()} == dict.fromkeys(
        AMOUNTS, ["one", "other"]
    )
    for k, seed in enumerate(SEEDS):
        run = simulate(other, seed=seed, years=YEARS)
        county, pupils = run["county"], run["school_grade"].query("year == 2018")
        moves = county.families_county_seat.sum() + county.families_township_seat.sum()
        assert found["moves"]["other"][k] == moves > found["moves"]["one"][k]
        by_zone = pupils.groupby("zone_kind").pupils.sum()
        assert found["town"]["other"][k] == by_zone["urban"] + by_zone["town"]
        assert found["village"]["other"][k] == by_zone["village"]
