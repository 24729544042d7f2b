"""Who may rotate (符合交流条件): which schools send and receive, who is eligible, and in which turn."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.teacher_codes import IN_POST
from sim.world.quality import quality_seen
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
    strong, seen = np.zeros(len(s), bool), quality_seen(s)
    for county, book in enumerate(rules):
        mine = np.flatnonzero(stands & (s["county"] == county))
        quality, share = seen[mine], book.rotation_strong_above
        if share < 1:
            strong[mine] = quality > np.append(np.sort(quality), -np.inf)[share_of(share, len(mine)) - 1]
    return Sides(stands & (~rural | strong), stands & rural & ~strong)


def eligible(region: Region, rules) -> np.ndarray:
    """Return who meets the conditions, wherever the school: in a post, at home, long enough, not too old (rows).

    Principals are among them.
    """
    t = region.teachers
    years, men, women = (
        rules.values(f"rotation_{name}").astype(np.int16)
        for name in ("min_years", "below_age_men", "below_age_women")
    )
    here = region.year - t["year_here"]
    at_home = (t["contract"] == IN_POST) & (t["school"] == t["home_school"])
    rows = np.flatnonzero(at_home & (here >= years.min()))
    county = region.schools["county"][t["home_school"][rows]]
    age = region.year - t["birth_year"][rows] - (t["birth_month"][rows] > 8)
    limit = np.stack([men, women])[t["sex"][rows], county]
    return rows[(age < limit) & (here[rows] >= years[county])]


def in_turn(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the order in which teachers are asked, places in `rows`: fewest years as a guest first, ties by draw."""
    t = region.teachers
    return np.lexsort((draws_for(region.luck, _TURN, region.year, t["uid"][rows]), t["years_as_guest"][rows]))


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
