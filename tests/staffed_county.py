"""One county on a page for what happens to teachers: schools and teachers by a few words each."""

from types import SimpleNamespace

import numpy as np

from sim.kernels.codes import CLOSED, COUNTY_SEAT, OPEN, PLAIN, TOWN, VILLAGE
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import CountyRules
from sim.world.schools import schools as empty_schools
from sim.world.staff_book import StaffBook
from sim.world.start import Geography
from sim.world.teachers import teachers as empty_teachers

SEAT, OUTSIDE = 0, 1  # townships: the county seat, and one of villages
NUMBERS = {
    "min_teachers_per_class": 1.0, "itinerant_periods_a_day": 4.0, "school_weeks": 35.0, "training_hours_a_day": 6.0,
    "training_on_school_days": 0.4,
}  # fmt: skip


def school(township: int, x: float, classes: list[int], pupils: int = 0, **more) -> dict:
    """Return a school with classes by grade from its lowest grade on, and as many pupils in each class."""
    low = more.pop("grade_low", 1)
    of_grade = np.zeros(9, np.int64)
    of_grade[low - 1 : low - 1 + len(classes)] = classes
    return {
        "township": township, "x": x, "y": 0.0, "zone": TOWN if township == SEAT else VILLAGE, "status": OPEN,
        "grade_low": low, "grade_high": low - 1 + len(classes), "classes": of_grade, "pupils": of_grade * pupils,
        **more,
    }  # fmt: skip


def teacher(home: int, **more) -> dict:
    """Return a woman of 40 in a post, twenty years at her home school."""
    return {
        "home_school": home, "school": home, "birth_year": 1978, "birth_month": 1, "sex": 1, "year_hired": 1998,
        "year_here": 1998, **more,
    }  # fmt: skip


def county(schools: list[dict], teachers: list[dict], year: int = 2018, numbers=None, **rules):
    """Return a region of one county in a year, whose tables everybody may write, and its rules."""
    s, t = empty_schools(), empty_teachers()
    s.append(len(schools), uid=np.arange(1, len(schools) + 1), **_columns(schools))
    t.append(len(teachers), uid=np.arange(1, len(teachers) + 1), **_columns(teachers))
    for table, owner in ((s, "staffing"), (t, "staffing")):
        table._writer = owner
    g = SimpleNamespace(
        n_counties=1, township=np.array([SEAT, OUTSIDE]), rank=np.array([COUNTY_SEAT, PLAIN]),
        township_codes=("seat", "outside"),
    )  # fmt: skip
    g.is_seat = Geography.is_seat.func(g)
    region = SimpleNamespace(
        schools=s, teachers=t, geography=g, year=year, first_year=2017, luck=1, numbers={**NUMBERS, **(numbers or {})},
        behaviour=SimpleNamespace(posts=np.zeros(1, np.int64)),
    )  # fmt: skip
    region.staff = StaffBook(region)
    return region, CountyRules((Rulebook(**rules),))


def close(region, row: int) -> None:
    """Close a school."""
    with region.schools.writing_as("network"):
        region.schools.writable("status")[row] = CLOSED


def counted(region, name: str) -> int:
    """Return what the book of the year holds of a measure, over stages and zones."""
    return int(region.staff.counts[name].sum())


def _columns(rows: list[dict]) -> dict[str, np.ndarray]:
    names = sorted({name for row in rows for name in row})
    return {name: np.array([row.get(name, 0) for row in rows]) for name in names}
