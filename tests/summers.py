"""Summers of the small county with a private school: its admission under any rule, seats given by hand.

24 children wait for grade 1 and 37 for grade 7. Minutes from the three settlements to the schools that teach grade 1:

==========  =======  =====  ============
settlement  PRIMARY  POINT  PRIVATE_NINE
==========  =======  =====  ============
0               2.0   23.6           3.2
1              18.9   36.4          19.3
2              23.9    0.1          23.2
==========  =======  =====  ============
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from sim.kernels.codes import (
    HUKOU_PROVINCE,
    OUTCOME_NAMES,
    PUBLIC,
    TENANT,
)
from sim.processes import admission
from sim.rules.admission import Condition, Predicate
from sim.rules.known_rules import known_rule
from sim.world.region import CountyRules
from tests.private_county import applicants, begin, summer, write

PRESENT = known_rule("present")
NOBODY_APPLIES = {"private_pull": -100.0}
STOP = {"has_hard_stop": 1}
ELSEWHERE = Predicate(((Condition("hukou_at", (3, 4, 5)),),))  # hukou in another county, another province


@dataclass
class Told:
    """What became of the applicants of a summer, arrays (applicants,), and the region after it."""

    region: object
    rows: np.ndarray
    home: np.ndarray
    grade: np.ndarray
    to: np.ndarray
    outcome: np.ndarray
    group: np.ndarray

    def count(self, grade: int = 1, home: int | None = None) -> dict[tuple[str, int], int]:
        """Return how many applicants of a grade and settlement had which outcome at which school."""
        mine = (self.grade == grade) & ((home is None) | (self.home == home))
        pairs = zip(self.outcome[mine], self.to[mine], strict=True)
        told = [(OUTCOME_NAMES[outcome], int(to)) for outcome, to in pairs]
        return {one: told.count(one) for one in sorted(set(told))}


def books(region, *rules, **changed) -> CountyRules:
    return CountyRules(replace(book, admission=rules, **changed) for book in region.rules)


def admit(region, *rules, seats: dict | None = None, pupils: dict | None = None, **changed) -> Told:
    """Run the admission of a summer; `seats` and `pupils` by school and grade, 50 and 0 where they are not given."""
    rows, home, grade = applicants(region)

    class Given(admission.Places):
        def __init__(self, region, rules, now):
            super().__init__(region, rules, now)
            self.classes[:], self.seats[:], self.pupils[:] = 1, 50, 0
            for (school, at), n in (seats or {}).items():
                self.seats[school, at - 1] = n
            for (school, at), n in (pupils or {}).items():
                self.pupils[school, at - 1] = n

    region.rules = books(region, *rules, **changed)
    with pytest.MonkeyPatch.context() as patch, region.writing_as("moves"):
        patch.setattr(admission, "Places", Given)
        admission.run(region, region.rules, ())
    a = region.admitted
    names = np.array(a.group_names)[a.group]
    return Told(region, rows, home, grade, a.school_to, a.outcome, names)


def three_public(start=None, **numbers):
    """Return the summer of the county with its private school a public one."""
    start = begin() if start is None else start
    schools = start.schools.copy()
    write(schools, "network", "ownership", slice(None), PUBLIC)
    return summer(replace(start, schools=schools), **numbers)


def of_settlement(region, home: int, grade: int = 1) -> np.ndarray:
    rows, homes, grades = applicants(region)
    return rows[(homes == home) & (grades == grade)]


def newcomers(region, rows) -> None:
    """Give families hukou outside the region and a rented home."""
    family = region.children["household"][rows]
    for name, value in (("hukou", HUKOU_PROVINCE), ("tenure", TENANT), ("permit_months", 0)):
        write(region.households, "moves", name, family, value)
