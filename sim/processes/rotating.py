"""Who may rotate (符合交流条件): which schools send and receive, which teachers and principals are eligible, in which turn."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.teacher_codes import IN_POST
from sim.world.region import Region
from sim.world.rural import is_rural

_TURN = decision("rotation.turn")


@dataclass(frozen=True)
class Sides:
    """Who sends and who receives: bool (schools,), open public schools alone."""

    sends: np.ndarray
    receives: np.ndarray


def sides_of(region: Region, rules) -> Sides:
    """Return which schools send and which receive: those of towns and strong rural ones, and the other rural ones."""
    s = region.schools
    stands, rural = (s["status"] == OPEN) & (s["ownership"] != PRIVATE), is_rural(region)
    strong = np.zeros(len(s), bool)
    for county, book in enumerate(rules):
        mine = np.flatnonzero(stands & (s["county"] == county))
        if len(mine) and book.rotation_strong_above < 1:
            quality = s["quality"][mine]
            strong[mine] = quality > np.quantile(quality, book.rotation_strong_above)
    return Sides(stands & (~rural | strong), stands & rural & ~strong)


def is_eligible(region: Region, rules) -> np.ndarray:
    """Return who meets the conditions, wherever they serve: in a post, at home, long enough, not too old (teachers,).

    Principals are not left out.
    """
    t = region.teachers
    county = region.schools["county"][t["home_school"]]
    years, men, women = (
        rules.values(f"rotation_{name}").astype(np.int16)
        for name in ("min_years", "below_age_men", "below_age_women")
    )
    age = region.year - t["birth_year"] - (t["birth_month"] > 8)
    young = age < np.where(t["sex"] == 1, women[county], men[county])
    at_home = (t["contract"] == IN_POST) & (t["school"] == t["home_school"])
    return at_home & young & (region.year - t["year_here"] >= years[county])


def in_turn(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return teachers in the order in which they are asked: fewest years as a guest first, ties by draw."""
    t = region.teachers
    return rows[
        np.lexsort((draws_for(region.luck, _TURN, region.year, t["uid"][rows]), t["years_as_guest"][rows]))
    ]


def count(region: Region, name: str, rows: np.ndarray) -> None:
    """Count teachers where their home is."""
    t = region.teachers
    region.staff.add(name, t["home_school"][rows], t["stage"][rows])


def set_out(region: Region, rows: np.ndarray, host: np.ndarray, years: int) -> None:
    """Let teachers serve at another school for some years."""
    region.teachers.writable("school")[rows] = host
    region.teachers.writable("year_back")[rows] = region.year + years


def share_of(share: float, of: int) -> int:
    """Return the whole number of persons that makes at least a share of some."""
    return int(np.ceil(share * of - 1e-9))
