"""Careers (教师职业发展): titles, years of service, backbone teachers, principals, awards."""

import numpy as np

from sim.processes import naming_principals, service_years, titles
from sim.world.region import Region
from sim.world.rural import is_rural


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
    t = region.teachers
    served = t["years_rural"]
    from_town = ~is_rural(region)[t["home_school"]]
    for name, which in (
        ("n_rural_3", served >= 3),
        ("n_rural_20", served >= 20),
        ("n_rural_25", served >= 25),
        ("n_village_10", t["years_village"] >= 10),
        ("n_town_1", from_town & (t["years_as_guest"] >= 1)),
        ("n_awarded", _is_awarded(region, rules)),
    ):
        region.staff.add(name, t["home_school"][which], t["stage"][which])


def award_yuan(region: Region, rules) -> np.ndarray:
    """Return what this year's awards for long service at village schools cost by school, yuan (schools,)."""
    t, s = region.teachers, region.schools
    awarded = np.bincount(t["home_school"][_is_awarded(region, rules)], minlength=len(s))
    return awarded * rules.values("service_award_yuan")[s["county"]]


def _is_awarded(region: Region, rules) -> np.ndarray:
    """Return who has just completed the years of the award at village schools and goes on, bool (teachers,)."""
    county = region.schools["county"][region.teachers["home_school"]]
    pays, years = rules.values("service_award_yuan") > 0, rules.values("service_award_years")
    return pays[county] & (region.teachers["years_village"] == years[county])
