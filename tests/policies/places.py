"""Places where a lever has something to act on, when Tonghua as it is has not."""

import dataclasses
from functools import cache

import numpy as np

from sim.kernels.codes import PRIVATE, VILLAGE
from sim.world.start import Start
from tests.worlds import start


@cache
def with_private_schools() -> Start:
    """Return Tonghua in which every fourth school outside the villages is private, with the pupils it has."""
    begin = start("tonghua")
    schools = begin.schools.copy()
    in_town = np.flatnonzero(schools["zone"] != VILLAGE)
    with schools.writing_as("network"):
        schools.writable("ownership")[in_town[::4]] = PRIVATE
    return dataclasses.replace(begin, schools=schools)


@cache
def with_feeders() -> Start:
    """Return Tonghua in which every school that ends with grade 6 feeds the three nearest junior schools."""
    begin = start("tonghua")
    s = begin.schools
    fed = np.full((len(s), 3), -1, np.int32)
    juniors = np.flatnonzero(s["grade_low"] == 7)
    for row in np.flatnonzero(s["grade_high"] == 6):
        own = juniors[s["county"][juniors] == s["county"][row]]
        km = np.hypot(s["x"][own] - s["x"][row], s["y"][own] - s["y"][row])
        nearest = own[np.argsort(km, kind="stable")][:3]
        fed[row, : len(nearest)] = nearest
    return dataclasses.replace(begin, feeders=fed)


PLACES = {"private_seats": with_private_schools, "feeder_admission": with_feeders}


def place_of(lever: str) -> Start:
    """Return the start a lever's effect is looked at from."""
    return PLACES[lever]() if lever in PLACES else start("tonghua")
