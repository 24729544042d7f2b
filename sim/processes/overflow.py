"""Overflow (统筹): where children go who found no seat by right, as the rules of their county order them."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.numbers import travel_vectors
from sim.kernels.overflow import least_crowded, nearest_free
from sim.processes.applicants import Applicants
from sim.processes.lines import RulesOfYear
from sim.processes.private_schools import by_right
from sim.rules.admission import OVERFLOW_ORDERS
from sim.world.region import Region

_LOTTERY = decision("overflow.lottery")


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
    return Network(
        first, members, by_right(region), rules.minutes_limits(), travel_vectors(region.numbers)[0]
    )


def in_turn(region: Region, of_year: RulesOfYear, a: Applicants, left: np.ndarray) -> np.ndarray:
    """Return who is left in the order in which they are placed, by the rule at the school they asked for.

    `groups`: by group; `distance`: who lives nearest to that school comes first and so stays near; `lottery`: by luck
    alone. Equal ones by a number drawn for the child. Who has no school to ask for comes by group.
    """
    by = np.array([rule.overflow for rule in of_year.rules])[
        of_year.of_school[(a.grade[left] > 6).astype(np.int64), a.asked[left]]
    ]
    by = np.where(a.asked[left] < 0, OVERFLOW_ORDERS[0], by)
    luck = draws_for(region.luck, _LOTTERY, region.year, region.children["uid"][a.rows[left]])
    key = np.select([by == "groups", by == "distance"], [a.group[left], _km_to_asked(region, a, left)], 0.0)
    return left[np.lexsort((luck, key, a.county[left]))]


def _km_to_asked(region: Region, a: Applicants, rows: np.ndarray) -> np.ndarray:
    return region.ways_to_school.km(a.home[rows], a.asked[rows])


def place_free(
    region: Region, net: Network, a: Applicants, order: np.ndarray, seats: np.ndarray, placed: np.ndarray,
    *, within: bool,
) -> None:  # fmt: skip
    """Give children free seats in order, nearest first; `within` the travel limit, or wherever one is left."""
    nearest_free(order, *_homes(region, a), *_schools(region, net), within, seats, placed)


def place_beyond(
    region: Region, net: Network, a: Applicants, order: np.ndarray, classes: np.ndarray, pupils: np.ndarray,
    placed: np.ndarray,
) -> None:  # fmt: skip
    """Place children beyond the seats, in order, where the class mean of their grade is lowest within the limit."""
    least_crowded(order, *_homes(region, a), *_schools(region, net), classes, pupils, placed)


def _homes(region: Region, a: Applicants) -> tuple[np.ndarray, ...]:
    g = region.geography
    return a.home, a.grade, a.county, g.x, g.y, g.roads.ways


def _schools(region: Region, net: Network) -> tuple[np.ndarray, ...]:
    s = region.schools
    return net.first, net.members, s["x"], s["y"], net.takes, net.limits, net.pace
