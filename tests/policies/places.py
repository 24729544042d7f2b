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


PLACES = {"private_seats": with_private_schools}


def place_of(lever: str) -> Start:
    """Return the start a lever's effect is looked at from."""
    return PLACES[lever]() if lever in PLACES else start("tonghua")
