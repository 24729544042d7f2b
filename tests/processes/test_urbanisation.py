"""The speed of urbanisation as a number of a scenario: with the same luck more families move to the seats."""

from functools import cache

import numpy as np
import pytest

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.run.engine import simulate
from sim.run.face import load
from tests.worlds import FOLDERS, frame, numbers

SPEEDS = (0.6, 1.0, 1.5)
SEEDS, YEARS = 5, 3


@cache
def begin(speed: float):
    chosen = {**numbers(), "urbanisation_speed": speed}
    return build_start(read_tables(FOLDERS["tonghua"]), chosen, 0), chosen


@cache
def to_seats(speed: float) -> np.ndarray:
    """Return families and adults that move to the seats in the first three years with moves, by seed, (2, seeds)."""
    world, chosen = begin(speed)
    found = []
    for seed in range(1, SEEDS + 1):
        _, recorder, _ = simulate(world, chosen, (), seed=seed, last_year=world.year + YEARS)
        county = frame(recorder.tables()["county"])
        families = county[["families_township_seat", "families_county_seat"]].to_numpy().sum()
        found.append((families, county["adults_to_seat"].sum()))
    return np.array(found, float).T


def test_the_people_of_the_start_are_the_same_at_any_speed():
    one, other = begin(SPEEDS[0])[0], begin(SPEEDS[-1])[0]
    for table in ("households", "children"):
        a, b = getattr(one, table), getattr(other, table)
        assert all((a[name] == b[name]).all() for name in a.columns)
    assert (one.adults == other.adults).all()


@pytest.mark.parametrize(("slow", "fast"), [(0.6, 1.0), (1.0, 1.5)])
def test_a_higher_speed_moves_more_to_the_seats_with_every_seed(slow, fast):
    assert (to_seats(fast) > to_seats(slow)).all()


def test_moves_of_families_are_in_proportion_to_the_speed():
    """Within 8 %: those who have moved to a seat cannot do so again, and the faster the fewer are left."""
    families = [to_seats(speed)[0].mean() for speed in SPEEDS]
    np.testing.assert_allclose(np.divide(families, families[1]), SPEEDS, rtol=0.08)


@pytest.mark.parametrize(("name", "speed"), [("slow", 0.6), ("medium", 1.0), ("fast", 1.5)])
@pytest.mark.parametrize("place", ["tonghua", "tonghua_2025"])
def test_the_scenarios_of_urbanisation_fix_it(place, name, speed):
    scenario = load(f"{place}/urban_{name}")
    assert scenario.parameters["urbanisation_speed"] == (speed, speed, speed)
    assert (
        load(f"{place}/baseline").with_parameters(urbanisation_speed=speed).parameters == scenario.parameters
    )
