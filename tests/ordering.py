"""A lever that gives the orders of a test, and the small county in which the primary school is not the only one."""

import dataclasses

from sim.base.errors import Say
from sim.kernels.codes import NINE_YEAR
from sim.rules.policy import Policy, strength
from tests.worlds import start

PRIMARY, POINT, WHOLE = range(3)  # schools of `whole_county`: grades 1-6, 1-3, 1-9
IDS = ("990001-P001", "990001-D001", "990001-J001")


class Ordering(Policy):
    """Give orders in their year: a mapping of school year to orders; and hold to these rules."""

    NAME, TITLE, MEASURES, PARAMETERS = "ordering", Say("ordering", "命令"), (), (strength(),)

    def __init__(self, given: dict, **rules) -> None:
        super().__init__()
        self.given, self.rules, self.seen = given, rules, []

    def amend(self, year, view, rulebook):
        return self.rules

    def orders(self, year, view, rulebook):
        self.seen.append(view)
        return tuple(self.given.get(year, ()))


def whole_county():
    """Return the small county whose junior school teaches all nine grades, known in every settlement."""
    begin = start("small")
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("grade_low")[WHOLE] = 1
        schools.writable("kind")[WHOLE] = NINE_YEAR
    g = begin.geography
    lists, ways = g.candidates_primary.copy(), g.minutes_primary.copy()
    lists[:, 2], ways[:, 2] = WHOLE, g.minutes_junior[:, 0]
    g = dataclasses.replace(g, candidates_primary=lists, minutes_primary=ways)
    return dataclasses.replace(begin, schools=schools, geography=g)
