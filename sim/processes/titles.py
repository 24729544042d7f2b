"""Titles (职称评聘): vacant posts of a title are filled from who has the next lower one; backbone is named."""

import numpy as np

from sim.base.draws import decision
from sim.kernels import titles as kernels
from sim.kernels.titles import LEVELS, PROMOTED
from sim.world.region import Region
from sim.world.title_posts import backbone_of_counties, counted, groups

# Decisions and rulebook fields by level: middle, senior, full senior title.
_TIES = np.array([decision(f"titles.{name}") for name in ("middle", "senior", "full_senior")])
_YEARS = ("title_years_middle", "title_years_senior", "title_years_full_senior")
_LONG_SERVICE = ("long_service_years_senior", "long_service_years_full_senior")
_BACKBONE = decision("titles.backbone")
BACKBONE_BELOW_AGE = 50
_SERVED = ("home_school", "stage", "contract", "year_hired", "years_as_guest", "years_rural", "uid")
_NAMED = ("home_school", "contract", "title", "birth_year", "birth_month", "uid")


def give(region: Region, rules) -> None:
    """Give titles in posts that are vacant: the highest first, so that nobody rises twice in a year.

    Who may: teachers in posts with the years of service the rules ask for (years since hiring; when the last title was
    given is not told). Who first: long rural service, then rural years that have priority, both where the rulebook
    names them, then years of service; ties by draw. The junior title, which no structure limits, comes after a year.
    """
    t, staff = region.teachers, region.staff
    in_post, holders = counted(region)
    vacant = staff.title_posts.vacant(in_post, holders, rules.values("rural_senior_ratio"))
    least = np.array([rules.values(name) for name in _YEARS], np.int64)
    long_service = np.array([np.zeros(len(rules)), *(rules.values(name) for name in _LONG_SERVICE)], np.int64)
    kernels.give_titles(
        *(t[name] for name in _SERVED), groups(region), staff.cell_of_school, vacant.reshape(-1, len(LEVELS)),
        least, rules.values("rotation_credit_years").astype(np.int64), long_service,
        rules.values("title_priority_rural_years").astype(np.int64), _TIES, region.luck, region.year,
        t.writable("title"), staff.book(PROMOTED),
    )  # fmt: skip


def name_backbone(region: Region) -> None:
    """Name backbone teachers until each county has the share of the start: middle title or above, below 50, by draw."""
    t = region.teachers
    backbone, in_post = backbone_of_counties(region)
    missing = np.maximum(0, region.staff.title_posts.wanted_backbone(in_post) - backbone)
    if missing.any():
        kernels.fill_backbone(
            *(t[name] for name in _NAMED), region.schools["county"], missing, BACKBONE_BELOW_AGE, _BACKBONE,
            region.luck, region.year, t.writable("is_backbone"),
        )  # fmt: skip
