"""Overflow (统筹): where children go who found no seat by right, as the rules of their county order them."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.numbers import travel_pace
from sim.kernels.overflow import by_county_and_group, place_elsewhere
from sim.processes.applicants import Applicants
from sim.processes.lines import RulesOfYear
from sim.processes.private_schools import by_right
from sim.rules.admission import OVERFLOW_ORDERS
from sim.world.region import Region

_LOTTERY = decision("overflow.lottery")
GROUPS, DISTANCE = (OVERFLOW_ORDERS.index(name) for name in ("groups", "distance"))


@dataclass
class Network:
    """What overflow looks at: schools ordered by county, those that take a grade in, limits and pace."""

    first: np.ndarray
    members: np.ndarray
    takes: np.ndarray
    limits: np.ndarray
    pace: np.ndarray


def network_of(region: Region, rules) -> Network:
    """Return the schools that serve by right, by county and grade, with the travel limits of the year."""
    s = region.schools
    members = np.argsort(s["county"], kind="stable")
    first = np.searchsorted(s["county"][members], np.arange(region.geography.n_counties + 1))
    return Network(first, members, by_right(region), rules.minutes_limits(), travel_pace(region.numbers))


def in_turn(region: Region, of_year: RulesOfYear, a: Applicants, left: np.ndarray) -> np.ndarray:
    """Return who is left in the order in which they are placed, by the rule at the school they asked for.

    `groups`: by group; `distance`: who lives nearest to that school comes first and so stays near; `lottery`: by luck
    alone. Equal ones by a number drawn for the child. Who has no school to ask for comes by group.
    """
    if not len(left):
        return left
    by = of_year.overflow_orders
    luck = draws_for(region.luck, _LOTTERY, region.year, region.children["uid"][a.rows[left]])
    if not (by != GROUPS).any():
        return by_county_and_group(left, _by_luck(luck), a.county, a.group)
    of_rule = np.where(a.asked[left] < 0, GROUPS, by[of_year.of_school[a.stage[left], a.asked[left]]])
    key = np.where(of_rule == GROUPS, a.group[left], 0.0)
    by_distance = of_rule == DISTANCE
    if by_distance.any():
        key[by_distance] = _km_to_asked(region, a, left[by_distance])
    return left[np.lexsort((luck, key, a.county[left]))]


def _by_luck(luck: np.ndarray) -> np.ndarray:
    """Return the order of draws, equal ones as they stand."""
    order = np.argsort(luck)  # sooner than a stable sort, which only equal draws need
    drawn = luck[order]
    return order if (drawn[1:] > drawn[:-1]).all() else np.argsort(luck, kind="stable")


def _km_to_asked(region: Region, a: Applicants, rows: np.ndarray) -> np.ndarray:
    return region.ways_to_school.km(a.home[rows], a.asked[rows])


def place(
    region: Region, net: Network, a: Applicants, order: np.ndarray, steps: tuple[int, int], seats: np.ndarray,
    classes: np.ndarray, pupils: np.ndarray, placed: np.ndarray, outcome: np.ndarray,
) -> None:  # fmt: skip
    """Place children in order by steps of overflow, from the first to before the second; outcomes are told in place.

    `WITHIN`: free seats within the travel limit, nearest first; `ANYWHERE`: wherever one is left; `BEYOND`: local
    children beyond the seats, where the class mean of their grade is lowest within the limit.
    """
    g, s = region.geography, region.schools
    place_elsewhere(
        order, a.is_local, a.home, a.grade, a.county, g.x, g.y, g.roads.ways, net.first, net.members, s["x"], s["y"],
        net.takes, net.limits, net.pace, *steps, seats, classes, pupils, placed, outcome,
    )  # fmt: skip
