"""Volunteer teachers (志愿支教): they come to rural schools for a year or two and go again.

Measure M4g (鼓励志愿支教) of 通市政办发〔2017〕13号. They hold no posts; fewer come where the rural schools lack fewer
teachers by classes.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class Volunteers(Policy):
    """Let so many volunteers a county come a year; at strength below 1 that share of them, in whole persons."""

    NAME = "volunteers"
    TITLE = Say("Volunteer teachers", "志愿支教")
    MEASURES = ("M4g",)
    INDICATOR = "n_volunteers_came"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("intake", 5, 1, 15, "persons/county", "assumption: a trivial inflow (M4g)", "assumption", "2017",
               Say("volunteers a county takes on a year", "每县每年支教志愿者人数"), (0, 2000)),
        Number("years", 1, 1, 2, "years", "assumption: one or two years are usual", "assumption", "2017",
               Say("years a volunteer stays", "支教志愿者服务期"), (1, 5)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which they come", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the intake from `year_first` on, beside what the rulebook has."""
        v = self.values
        intake = round(v["strength"] * v["intake"])
        if year < v["year_first"] or intake == 0:
            return {}
        return {
            "volunteers_intake": rulebook.volunteers_intake + intake,
            "volunteer_years": round(v["years"]),
        }
