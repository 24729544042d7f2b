"""Planning includes migrants (随迁子女纳入教育发展规划): planning on hukou counts children from outside the county too.

Measure M9a of 通市政办发〔2017〕13号. It acts through a lever that plans seats on the register, `planning_basis` with
basis 1: who plans on residents counts these children anyway. At strength below 1 that share of them is counted.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class PlanningIncludesMigrants(Policy):
    """Count children with hukou outside the county where they live, when seats are planned on hukou."""

    NAME = "planning_includes_migrants"
    TITLE = Say("Planning includes migrants", "随迁子女纳入教育发展规划")
    MEASURES = ("M9a",)
    BESIDE = ("planning_basis",)
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 1, 1, 1, "share", _DOCUMENT, "read", "2017",
               Say("children with hukou outside the county who are counted", "计入规划的随迁子女比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which they are counted", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share of migrant children that counts, from `year_first` on."""
        share = self.values["strength"] * self.values["share"]
        return {"planning_includes_migrants": share} if year >= self.values["year_first"] and share else {}
