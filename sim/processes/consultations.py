"""The publicity of closings (撤并公示): in the year an order says, parents are asked whether they are against it.

The steps plan, argument, publicity and approval (方案、论证、公示、报批; 国办发〔2012〕48号) are school years: an order
is given with its plan and says when parents are asked; if not too many are against, it is approved and carried out when
due.
"""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import GRADES, OPEN
from sim.kernels.displaced import concerned, displaced, of_each_school
from sim.kernels.numbers import travel_pace
from sim.kernels.opposition import p_against, worst_of_families
from sim.kernels.zones import serving_by_right
from sim.processes.buildings import drop
from sim.processes.teaching import given_up
from sim.rules.orders import AddBeds, Close, Order
from sim.world.region import Region
from sim.world.start import BY_RIGHT
from sim.world.visits import copies_of_pupils

_AGAINST = decision("consultation.against")
NO_GRADE = 10  # above every grade
_WORD = np.uint64(0x7FFFFFFF)  # a draw takes 32 bits of a lasting number
WEIGHTS = ("oppose_base", "oppose_minutes_10", "oppose_beyond", "oppose_offered")


def ask(region: Region, rules) -> None:
    """Ask the parents about every order whose year of publicity it is; drop those that too many are against."""
    visit = copies_of_pupils(region) if region.peers.is_split else None
    _ask(region, rules)
    if visit:
        visit.end()


def _ask(region: Region, rules) -> None:
    row_of, is_open = region.row_of, region.is_open
    asked = [
        (county, order, row_of[order.target])
        for county in region.deciding
        for order in county.bureau.asked(region.year)
        if order.target in row_of and is_open[row_of[order.target]]
    ]
    if not asked:
        return
    known = known_of(region, [row for *_, row in asked])
    for county, order, row in asked:
        against = families_against(region, rules, row, order, row_of.get(order.into, -1), known)
        share = np.count_nonzero(against) / len(against) if len(against) else float("nan")
        if share > rules[county.row].closure_opposition_limit:
            returned = county.bureau.stop(order, region.year, rules[county.row])
            drop(region, order, "stopped_by_parents", share, returned)
        else:
            region.tell(order, "published", county.row, share=share)


@dataclass(frozen=True)
class Known:
    """What is looked up once for the orders of a year.

    Attributes
    ----------
    among : dict of int to int64 array
        Rows of the children whom an order about a school may concern, by the school's row.
    pace, weights : float arrays
        See `sim.kernels.travel` and `sim.kernels.opposition.p_against`.
    serves : bool array (schools, 9)
        See `sim.kernels.zones.zone_schools`.
    """

    among: dict[int, np.ndarray]
    pace: np.ndarray
    weights: np.ndarray
    serves: np.ndarray


def known_of(region: Region, rows: list[int]) -> Known:
    """Return what is looked up once for orders about schools, rows: one look at all children for those of a year."""
    c, s = region.children, region.schools
    is_asked = np.zeros(len(s), bool)
    is_asked[rows] = True
    asked = np.flatnonzero(is_asked)
    number = np.full(len(s) + 1, -1)
    number[asked] = np.arange(len(asked))
    homes = c["school"], c["household"], region.households["settlement"], region.zone
    some = concerned(c["status"], *homes, is_asked, region.threads)
    first, rows = of_each_school(some, *homes, number, len(asked))
    among = {row: rows[first[k] : first[k + 1]] for k, row in enumerate(asked.tolist())}
    weights = np.array([region.numbers[name] for name in WEIGHTS])
    serves = serving_by_right(*(s[name] for name in BY_RIGHT))
    return Known(among, travel_pace(region.numbers), weights, serves)


def families_against(
    region: Region, rules, row: int, order: Order, into: int, known: Known | None = None
) -> np.ndarray:
    """Return for each family with a child to be displaced whether it is against, bool (families,).

    `known` is looked up for this order alone if not told.
    """
    family, chance = chances_against(region, rules, row, order, into, known)
    uid, school = region.households["uid"][family], int(region.schools["uid"][row] & _WORD)
    return draws_for(region.luck, _AGAINST, region.year, uid, school) < chance


def chances_against(
    region: Region, rules, row: int, order: Order, into: int, known: Known | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the families with a child to be displaced, rows, and the probability that each is against.

    A family with several is against by the longest of the further ways; offered a bed or bus counts what is offered to
    any of its children. `row` and `into` are the school's row and that of the one that takes over, -1 = none.
    """
    g, s = region.geography, region.schools
    known = known_of(region, [row]) if known is None else known
    children, grade = _displaced(region, row, order, known.among[row])
    family, *worst = worst_of_families(
        children, grade, region.children["household"], region.households["settlement"], (g.x, g.y), (s["x"], s["y"]),
        g.roads.ways, known.pace, (g.candidates_primary, g.candidates_junior, g.minutes_primary, g.minutes_junior),
        known.serves, s["county"], row, into, _taken(region, into), rules.minutes_limits()[s["county"][row]],
        _offered_from(region, rules, row, order),
    )  # fmt: skip
    return family, p_against(*worst, known.weights)


def _displaced(region: Region, row: int, order: Order, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the children among some, rows, who would be displaced, and the grade each would be in.

    Pupils who would still be there when the order takes effect, and children who would enter by then; of a school
    whose grades run out, those who would have entered in the years in which it does.
    """
    c, s = region.children, region.schools
    low, high = int(s["grade_low"][row]), int(s["grade_high"][row])
    runs_out, lost = isinstance(order, Close) and order.is_staggered, np.zeros(GRADES, bool)
    lost[low - 1 if runs_out else given_up(low, high, order)] = True
    columns = (c[name] for name in ("status", "school", "grade", "birth_year", "birth_month", "household"))
    return displaced(
        among, *columns, region.households["settlement"], region.zone, s["grade_low"], s["grade_high"], row, lost,
        high - low if runs_out else 0, region.year, order.year,
    )  # fmt: skip


def _taken(region: Region, into: int) -> np.ndarray:
    """Return the grades that a school takes over, bool (9,); none where it does not teach, or is -1."""
    s, taken = region.schools, np.zeros(GRADES, bool)
    if into >= 0 and s["status"][into] == OPEN:
        taken[s["grade_low"][into] - 1 : s["grade_high"][into]] = True
    return taken


def _offered_from(region: Region, rules, row: int, order: Order) -> int:
    """Return the lowest grade to which a bed or a bus is offered: beds to boarding grades, a bus to all; 10 = none."""
    if not order.compensation:
        return NO_GRADE
    if any(not isinstance(one, AddBeds) for one in order.compensation):
        return 1
    return int(rules.values("boarding_min_grade")[region.schools["county"][row]])
