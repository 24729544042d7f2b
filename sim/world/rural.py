"""Rural schools (乡镇及以下学校): which schools rules for the countryside speak of."""

import numpy as np

from sim.kernels.codes import POINT, PRIMARY_SCHOOL, PRIVATE, URBAN, VILLAGE
from sim.world.state import State


def is_rural(region: State) -> np.ndarray:
    """Return the public schools of towns and villages, those of the county seat left out, bool (schools,)."""
    s = region.schools
    return (s["ownership"] != PRIVATE) & (s["zone"] != URBAN) & ~region.geography.is_seat[s["township"]]


def is_village_site(region: State) -> np.ndarray:
    """Return the public village schools and teaching points (村小、教学点), bool (schools,)."""
    s = region.schools
    small = (s["kind"] == POINT) | ((s["kind"] == PRIMARY_SCHOOL) & (s["zone"] == VILLAGE))
    return (s["ownership"] != PRIVATE) & small
