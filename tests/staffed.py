"""A made county of a few schools and teachers, without people: what staffing reads of a region."""

from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import numpy as np

from sim.inputs.synthesis.teacher_subjects import periods
from sim.kernels.codes import COUNTY_SEAT, OPEN, POINT, PRIMARY_SCHOOL, PUBLIC, TOWN, VILLAGE
from sim.kernels.teacher_codes import IN_POST
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import CountyRules
from sim.world.peers import Alone
from sim.world.schools import schools as empty_schools
from sim.world.staff_book import StaffBook
from sim.world.teachers import teachers as empty_teachers
from tests.worlds import numbers

YEAR = 2018
PER_GRADE = {"pupils", "classes"}


def school(pupils=(), classes=(), **more) -> dict:
    """Describe an open public village primary school; pupils and classes by grade, the rest 0."""
    given = {
        "pupils": pupils, "classes": classes, "grade_low": 1, "grade_high": 6, "status": OPEN, "zone": VILLAGE,
        "ownership": PUBLIC, "kind": PRIMARY_SCHOOL, "rooms": 30, "county": 0, "township": 1, "central_school": -1,
    }  # fmt: skip
    return given | more


def point(**more) -> dict:
    return school(**({"grade_high": 3, "kind": POINT} | more))


def town(**more) -> dict:
    return school(**({"zone": TOWN, "township": 0} | more))


def county(
    *schools: dict, posts=(0,), share: float = 1.0, books=(), year: int = YEAR, luck: int = 1, **more: float
) -> SimpleNamespace:
    """Return a region of these schools, none of them growing; township 0 of each county holds its seat.

    `share` of teachers in posts, `books` one a county; `more` are other numbers of the model.
    """
    table = empty_schools(len(schools))
    columns = {name: [one.get(name, 0) for one in schools] for one in schools for name in one}
    for name in PER_GRADE:
        columns[name] = [[*values, *[0] * (9 - len(values))] for values in columns[name]]
    table.append(
        len(schools), uid=np.arange(1, len(schools) + 1), **{n: np.array(v) for n, v in columns.items()}
    )
    n = len(posts)
    region = SimpleNamespace(
        schools=table, teachers=empty_teachers(), year=year, first_year=YEAR - 1, luck=luck,
        numbers={**numbers(), "teacher_share_of_posts": share, "min_teachers_per_class": 1.0, **more},
        behaviour=SimpleNamespace(posts=np.array(posts)), periods=periods(),
        geography=SimpleNamespace(
            n_counties=n, township=np.arange(2), rank=np.array([COUNTY_SEAT, 0]), township_codes=("seat", "other"),
            is_seat=np.array([True, False]),
        ),
        rules=CountyRules(books or [Rulebook()] * n), is_growing=np.zeros(len(schools), bool),
        rows_of=lambda one: np.flatnonzero(table["county"] == one), peers=Alone(),
    )  # fmt: skip
    region.staff = StaffBook(region)
    return region


def employ(region, school: int, n: int, *, stage: int = 0, **more) -> np.ndarray:
    """Add teachers in posts, born in 1980, to a school, as if there at the last census; return their rows."""
    t = region.teachers
    given = {"contract": IN_POST, "birth_year": 1980, "birth_month": 1, "year_hired": 2003, "year_here": 2003}
    at = {"home_school": school, "school": school, "stage": stage}
    rows = t.append(n, uid=np.arange(len(t), len(t) + n) + 1000, **(at | given | more))
    region.staff.open_year()
    return rows


@contextmanager
def staffing(region):
    """Let staffing write, as in its step."""
    with ExitStack() as stack:
        for table in (region.schools, region.teachers):
            stack.enter_context(table.writing_as("staffing"))
        yield region


def give_posts(region, posts) -> None:
    """Set the posts for teachers of each school (primary; junior where no primary grade is taught)."""
    s = region.schools
    with s.writing_as("staffing"):
        s.writable("teacher_posts")[:] = posts
        s.writable("teacher_posts_by_stage")[np.arange(len(s)), np.where(s["grade_low"] > 6, 1, 0)] = posts


def at_home(region) -> list[int]:
    """Return teachers by home school."""
    return np.bincount(region.teachers["home_school"], minlength=len(region.schools)).tolist()


def told(region, name: str) -> int:
    """Return what the book of staff counts in all."""
    return int(region.staff.counts[name].sum())
