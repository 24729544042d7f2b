"""The publicity of closings (撤并公示): in the year an order says, parents are asked whether they are against it.

The steps plan, argument, publicity and approval (方案、论证、公示、报批; 国办发〔2012〕48号) are school years: an order
is given with its plan and says when parents are asked; if not too many are against, it is approved and carried out when
due.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import BELOW_AGE, ENROLLED, WAITING
from sim.kernels.opposition import p_against
from sim.kernels.zones import serving_by_right, zone_tables
from sim.processes.buildings import drop
from sim.processes.teaching import GRADES
from sim.rules.orders import AddBeds, ChangeGrades, Close, Order
from sim.world.region import Region
from sim.world.start import BY_RIGHT

_AGAINST = decision("consultation.against")
_WORD = np.uint64(0x7FFFFFFF)  # a draw takes 32 bits of a lasting number
WEIGHTS = ("oppose_base", "oppose_minutes_10", "oppose_beyond", "oppose_offered")


def ask(region: Region, rules) -> None:
    """Ask the parents about every order whose year of publicity it is; drop those that too many are against."""
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
    for county in region.counties:
        for order in county.bureau.asked(region.year):
            row = row_of.get(order.target, -1)
            if row < 0 or not region.is_open[row]:
                continue
            against = families_against(region, rules, row, order, row_of.get(order.into, -1))
            share = float(against.mean()) if len(against) else float("nan")
            if share > rules[county.row].closure_opposition_limit:
                returned = county.bureau.stop(order, region.year, rules[county.row])
                drop(region, order, "stopped_by_parents", share, returned)
            else:
                region.tell(order, "published", county.row, share=share)


def families_against(region: Region, rules, row: int, order: Order, into: int) -> np.ndarray:
    """Return for each family with a child to be displaced whether it is against, bool (families,)."""
    family, chance = chances_against(region, rules, row, order, into)
    uid, school = region.households["uid"][family], int(region.schools["uid"][row] & _WORD)
    return draws_for(region.luck, _AGAINST, region.year, uid, school) < chance


def chances_against(
    region: Region, rules, row: int, order: Order, into: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the families with a child to be displaced, rows, and the probability that each is against.

    A family with several is against by the longest of the further ways; offered a bed or bus counts what is offered to
    any of its children. `row` and `into` are the school's row and that of the one that takes over, -1 = none.
    """
    children, grade = _displaced(region, row, order)
    family, at = np.unique(region.children["household"][children], return_inverse=True)
    more, is_beyond = _ways(region, rules, row, into, children, grade)
    longest, beyond, offered = (np.zeros(len(family)) for _ in range(3))
    np.maximum.at(longest, at, more)
    np.maximum.at(beyond, at, is_beyond)
    np.maximum.at(offered, at, _is_offered(region, rules, row, order, grade))
    return family, p_against(longest, beyond, offered, np.array([region.numbers[name] for name in WEIGHTS]))


def _displaced(region: Region, row: int, order: Order) -> tuple[np.ndarray, np.ndarray]:
    """Return the children who would be displaced, rows, and the grade each would be in.

    Pupils who would still be there when the order takes effect, and children who would enter by then; of a school
    whose grades run out, those who would have entered in the years in which it does.
    """
    c, s = region.children, region.schools
    low, high = int(s["grade_low"][row]), int(s["grade_high"][row])
    grade = _grade_in(region, order.year)
    attends = c["school"] == row
    lost = _given_up(low, high, order)
    if isinstance(order, Close) and order.is_staggered:
        grade = np.where((grade <= low) & (grade > 2 * low - high - 1) & ~attends, low, grade)
        lost = low == GRADES
    at_school = np.isin(c["status"], (ENROLLED, WAITING)) & (c["school"] >= 0)
    goes_on = at_school & (s["grade_low"][c["school"]] <= grade) & (grade <= s["grade_high"][c["school"]])
    rows = np.flatnonzero((grade >= low) & (grade <= high) & (c["status"] <= WAITING) & (attends | ~goes_on))
    rows = rows[lost[grade[rows] - 1]]
    home = region.households["settlement"][c["household"][rows]]
    rows = rows[np.where(goes_on[rows], attends[rows], region.zone[home, grade[rows] - 1] == row)]
    return rows, grade[rows]


def _grade_in(region: Region, year: int) -> np.ndarray:
    """Return the grade each child would be in in a later year, int (children,), below 1 = not yet at school."""
    c = region.children
    entry = c["birth_year"].astype(np.int64) + 6 + (c["birth_month"] > 8)
    return np.where(
        c["status"] == BELOW_AGE,
        1 + year - np.maximum(entry, region.year + 1),
        c["grade"] + (year - region.year),
    )


def _given_up(low: int, high: int, order: Order) -> np.ndarray:
    """Return the grades a school would teach no more, bool (9,)."""
    taught = (low <= GRADES) & (high >= GRADES)
    if isinstance(order, ChangeGrades):
        return taught & ~((order.grade_low <= GRADES) & (order.grade_high >= GRADES))
    return taught


def _ways(
    region: Region, rules, row: int, into: int, children: np.ndarray, grade: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return by how many minutes the way of each child grows, and whether the new one is beyond the limit."""
    s, home = region.schools, region.households["settlement"][region.children["household"][children]]
    ways, minutes = region.ways_to_school, _minutes_to_next(region, row, home, grade)
    if into >= 0 and region.is_open[into]:
        takes = (s["grade_low"][into] <= grade) & (grade <= s["grade_high"][into])
        minutes = np.where(takes, ways.minutes(home, into), minutes)
    limit = rules.minutes_limits()[s["county"][row], grade - 1]
    return minutes - ways.minutes(home, row), minutes > limit


def _minutes_to_next(region: Region, row: int, home: np.ndarray, grade: np.ndarray) -> np.ndarray:
    """Return the minutes to the zone school of each child if a school were not there."""
    g, without = region.geography, serving_by_right(*(region.schools[name] for name in BY_RIGHT))
    without[row] = False
    places, at = np.unique(home, return_inverse=True)
    lists = (g.candidates_primary, g.candidates_junior, g.minutes_primary, g.minutes_junior)
    return zone_tables(*(one[places] for one in lists), without)[1][at, grade - 1]


def _is_offered(region: Region, rules, row: int, order: Order, grade: np.ndarray) -> np.ndarray:
    """Return to whom a bed or a bus is offered: beds from the lowest boarding grade on, a bus to all."""
    has_beds = any(isinstance(one, AddBeds) for one in order.compensation)
    has_bus = any(not isinstance(one, AddBeds) for one in order.compensation)
    lowest = rules.values("boarding_min_grade")[region.schools["county"][row]]
    return has_bus | (has_beds & (grade >= lowest))
