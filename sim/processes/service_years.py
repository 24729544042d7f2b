"""Years of service (任教年限): how long teachers have served at rural and at village schools, without a break."""

import numpy as np

from sim.world.region import Region
from sim.world.rural import is_rural, is_village_site


def complete(region: Region) -> None:
    """Count the school year that has ended, where teachers had their home and where guests served."""
    t = region.teachers
    rural, home = is_rural(region), t["home_school"]
    _tick(t.writable("years_rural"), rural[home])
    _tick(t.writable("years_village"), is_village_site(region)[home])
    _tick(t.writable("years_as_guest"), (t["school"] != home) & rural[t["school"]])


def break_off(region: Region) -> None:
    """Let the years of those end whose home school is no longer a rural or a village school."""
    t = region.teachers
    home = t["home_school"]
    t.writable("years_rural")[~is_rural(region)[home]] = 0
    t.writable("years_village")[~is_village_site(region)[home]] = 0


def _tick(years: np.ndarray, which: np.ndarray) -> None:
    years[which & (years < np.iinfo(years.dtype).max)] += 1
