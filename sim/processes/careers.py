"""Careers (教师职业发展): titles, years of service, backbone teachers, principals, awards."""

import numpy as np

from sim.kernels.service import SERVED, count_served
from sim.processes import naming_principals, service_years, titles
from sim.world.region import Region

_LOOKED_AT = ("home_school", "stage", "years_rural", "years_village", "years_as_guest")


def run(region: Region, rules) -> None:
    """Break off the years of those who moved, fill vacant titles, name backbone teachers and principals.

    The year that has ended is counted before anybody leaves or moves (`service_years.complete`).
    """
    service_years.break_off(region)
    titles.give(region, rules)
    titles.name_backbone(region)
    naming_principals.name(region)


def count(region: Region, rules) -> None:
    """Count who has served how long (M5c-M5f), for the records: by home school, in the start year too."""
    t, staff, county = region.teachers, region.staff, region.schools["county"]
    pays = rules.values("service_award_yuan") > 0
    years = np.where(pays, rules.values("service_award_years"), -1).astype(np.int64)[county]
    columns = (t[name] for name in _LOOKED_AT)
    count_served(*columns, staff.cell_of_school, staff.is_rural, years, staff.book(SERVED))


def award_yuan(region: Region, rules) -> np.ndarray:
    """Return what this year's awards for long service at village schools cost by school, yuan (schools,)."""
    t, county = region.teachers, region.schools["county"]
    yuan, n = rules.values("service_award_yuan"), len(region.schools)
    if not (yuan > 0).any():
        return np.zeros(n)
    years = np.where(yuan > 0, rules.values("service_award_years"), -1)[county]
    is_awarded = t["years_village"] == years[t["home_school"]]
    return np.bincount(t["home_school"][is_awarded], minlength=n) * yuan[county]
