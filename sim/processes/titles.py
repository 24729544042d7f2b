"""Titles (职称评聘): vacant posts of a title are filled from who has the next lower one; backbone is named."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.teacher_codes import (
    FULL_SENIOR_TITLE,
    IN_POST,
    JUNIOR_TITLE,
    MIDDLE_TITLE,
    NO_TITLE,
    SENIOR_TITLE,
)
from sim.world.region import Region
from sim.world.title_posts import LEVELS, backbone_of_counties, cells, counted, is_rural_cell

_TIE = {
    MIDDLE_TITLE: decision("titles.middle"),
    SENIOR_TITLE: decision("titles.senior"),
    FULL_SENIOR_TITLE: decision("titles.full_senior"),
}
_YEARS = {
    MIDDLE_TITLE: "title_years_middle",
    SENIOR_TITLE: "title_years_senior",
    FULL_SENIOR_TITLE: "title_years_full_senior",
}
_LONG_SERVICE = {
    SENIOR_TITLE: "long_service_years_senior",
    FULL_SENIOR_TITLE: "long_service_years_full_senior",
}
_COUNTED = {
    MIDDLE_TITLE: "n_promoted_middle",
    SENIOR_TITLE: "n_promoted_senior",
    FULL_SENIOR_TITLE: "n_promoted_full_senior",
}
_BACKBONE = decision("titles.backbone")
BACKBONE_BELOW_AGE = 50


def give(region: Region, rules) -> None:
    """Give titles in posts that are vacant: the highest first, so that nobody rises twice in a year.

    Who may: teachers in posts with the years of service the rules ask for (years since hiring; when the last title was
    given is not told). Who first: long rural service, then rural years that have priority, both where the rulebook
    names them, then years of service; ties by draw. The junior title, which no structure limits, comes after a year.
    """
    t = region.teachers
    cell = cells(region)
    in_post, holders = counted(region)
    vacant = region.staff.title_posts.vacant(in_post, holders, rules.values("rural_senior_ratio"))
    vacant = vacant.reshape(-1, len(LEVELS))
    titles = t.writable("title")
    for k in reversed(range(len(LEVELS))):
        level = LEVELS[k]
        rows = _eligible(region, rules, cell, level, vacant[:, k])
        risen = rows[first_of_groups(cell[rows], _score(region, rules, rows, level), vacant[:, k])]
        titles[risen] = level
        region.staff.add(_COUNTED[level], t["home_school"][risen], t["stage"][risen])
        if level == SENIOR_TITLE:
            rural = risen[is_rural_cell(cell[risen])]
            region.staff.add("n_promoted_senior_rural", t["home_school"][rural], t["stage"][rural])
    tried = (titles == NO_TITLE) & (t["contract"] == IN_POST) & (t["year_hired"] < region.year)
    titles[tried] = JUNIOR_TITLE


def name_backbone(region: Region) -> None:
    """Name backbone teachers until each county has the share of the start: middle title or above, below 50, by draw."""
    t = region.teachers
    backbone, in_post = backbone_of_counties(region)
    missing = np.maximum(0, region.staff.title_posts.wanted_backbone(in_post) - backbone)
    county = region.schools["county"][t["home_school"]]
    young = region.year - t["birth_year"].astype(np.int64) - (t["birth_month"] > 8) < BACKBONE_BELOW_AGE
    rows = np.flatnonzero(
        (t["contract"] == IN_POST)
        & (t["title"] >= MIDDLE_TITLE)
        & (t["is_backbone"] == 0)
        & young
        & (missing > 0)[county]
    )
    luck = draws_for(region.luck, _BACKBONE, region.year, t["uid"][rows])
    t.writable("is_backbone")[rows[first_of_groups(county[rows], luck, missing)]] = 1


def _eligible(region: Region, rules, cell: np.ndarray, level: int, vacant: np.ndarray) -> np.ndarray:
    """Return the rows of those who may rise to a title of which their cell has vacant posts."""
    t = region.teachers
    rows = np.flatnonzero((t["title"] == level - 1) & (t["contract"] == IN_POST) & (vacant > 0)[cell])
    county = cell[rows] // 4
    may = region.year - t["year_hired"][rows] >= rules.values(_YEARS[level])[county]
    if level >= SENIOR_TITLE:
        credited = t["years_as_guest"][rows] >= rules.values("rotation_credit_years")[county]
        may &= credited | is_rural_cell(cell[rows])
    return rows[may]


def _score(region: Region, rules, rows: np.ndarray, level: int) -> np.ndarray:
    """Return the place in line for a title, lower first, float array of `rows`."""
    t, county = region.teachers, region.schools["county"][region.teachers["home_school"][rows]]
    rural = t["years_rural"][rows]
    names = [_LONG_SERVICE[level]] if level in _LONG_SERVICE else []
    first = np.zeros(len(rows))
    for name, weight in zip([*names, "title_priority_rural_years"], [2.0] * len(names) + [1.0], strict=True):
        years = rules.values(name)[county]
        first += weight * ((years > 0) & (rural >= years))
    served = region.year - t["year_hired"][rows].astype(np.int64)
    return draws_for(region.luck, _TIE[level], region.year, t["uid"][rows]) - served - 1000.0 * first
