"""Schools and teachers by hand for the tests of pay, with numbers that are easy to reckon with."""

from types import SimpleNamespace

import numpy as np

from sim.kernels.codes import COUNTY_SEAT, NINE_YEAR, OPEN, PLAIN, POINT, PRIMARY_SCHOOL, TOWN, URBAN, VILLAGE
from sim.kernels.teacher_codes import IN_POST
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import CountyRules
from sim.world.ledger import Ledger
from sim.world.schools import schools as no_schools
from sim.world.start import Geography
from sim.world.teachers import teachers as no_teachers

# Mean salary 100,000 x 0.8; levels 0.8, 1, 1.5 over shares 0.5, 0.3, 0.2 have the mean 1.
NUMBERS = {
    "teacher_cost": 100_000.0, "employer_part_of_cost": 0.2,
    "pay_title_none": 0.7, "pay_title_junior": 0.8, "pay_title_middle": 1.0, "pay_title_senior": 1.5,
    "pay_title_full_senior": 2.0,
    "typical_title_none": 0.0, "typical_title_junior": 0.5, "typical_title_middle": 0.3,
    "typical_title_senior": 0.2, "typical_title_full_senior": 0.0,
    "pay_outside_posts": 0.5, "volunteer_yuan": 30_000.0, "special_post_central": 35_000.0,
    "performance_part_of_salary": 0.5,
}  # fmt: skip

# Kind, zone, township and classes of the schools. Township 0 is the county seat's, 2 lies 60 km from it.
SEAT, TOWNSHIP, IN_VILLAGE, AT_POINT, FAR_TOWNSHIP, FAR_VILLAGE = range(6)
SCHOOLS = (
    (NINE_YEAR, URBAN, 0, 10), (NINE_YEAR, TOWN, 1, 6), (PRIMARY_SCHOOL, VILLAGE, 1, 6), (POINT, VILLAGE, 1, 4),
    (NINE_YEAR, TOWN, 2, 6), (PRIMARY_SCHOOL, VILLAGE, 2, 6),
)  # fmt: skip
ALLOWANCES = {"allowance_township": 400.0, "allowance_village": 900.0, "allowance_point": 1200.0}


def county_of(teachers, counties: int = 1, schools=SCHOOLS):
    """Return a region of like counties with teachers (school row, title, contract), or (school row, title) in a post.

    The schools of each county stand in a row, as many a county as `schools` has.
    """
    out = SimpleNamespace(numbers=dict(NUMBERS), county_money=None)
    out.schools, out.teachers = _schools(schools, counties), no_teachers()
    at, title, contract = np.array([(*one, IN_POST)[:3] for one in teachers], int).reshape(-1, 3).T
    out.teachers.append(len(at), home_school=at, school=at, title=title, contract=contract)
    township = np.arange(3 * counties)  # one settlement a township, its seat
    out.geography = SimpleNamespace(
        n_counties=counties, township_codes=tuple(township), township=township, seat_of_township=township,
        rank=np.tile([COUNTY_SEAT, PLAIN, PLAIN], counties), km_seat=np.tile([0.0, 10.0, 60.0], counties),
    )  # fmt: skip
    out.geography.is_seat = Geography.is_seat.func(out.geography)
    out.staff, out.ledger = SimpleNamespace(paid_share=np.ones(counties)), Ledger(out)
    return out


def _schools(rows, counties: int):
    kind, zone, township, classes = np.tile(np.array(rows), (counties, 1)).T
    county = np.repeat(np.arange(counties), len(rows))
    out, by_grade = no_schools(), np.zeros((len(kind), 9), int)
    by_grade[:, 0] = classes
    out.append(
        len(kind), kind=kind, zone=zone, township=township + 3 * county, county=county, status=OPEN, classes=by_grade
    )  # fmt: skip
    return out


def rules(*changes: dict) -> CountyRules:
    """Return rulebooks with fields changed, one a county."""
    return CountyRules(Rulebook().amended(one) for one in changes or ({},))
