"""Large districts (大学区): families rank the schools of a zone of several, and a mechanism serves their wishes.

Measure M3c (“大学区”管理, 优质资源共享) of 通市政办发〔2017〕13号, the pool of admission; shared posts are not
part of it. The rest of each rule of admission in force stays. Where the table of districts names several schools for
a settlement, those count and not the width. Strength scales the schools beyond the first.
"""

from dataclasses import replace
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import stage, stages_of, year_first
from sim.rules.admission import MECHANISMS, Zone
from sim.rules.admission_changes import in_every_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class LargeDistrict(Policy):
    """Let families rank the schools of a wider zone."""

    NAME = "large_district"
    TITLE = Say("Large districts", "大学区管理")
    MEASURES = ("M3c",)
    INDICATOR = "minutes_sum"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("width", 3, 2, 6, "schools/district", "assumption: no local list of districts found", "assumption", "-",
               Say("schools of a district, the nearest that teach the grade", "每个大学区的学校数"), (1, 20)),
        Number("mechanism", 0, 0, 0, "code", "assumption: the mechanism that rewards telling true wishes",
               "assumption", "-",
               Say("0 = deferred acceptance, 1 = immediate acceptance, 2 = top trading cycles, 3 = serial dictatorship",
                   "0 为延迟录取，1 为即时录取，2 为首位交易循环，3 为序列选择"), (0, len(MECHANISMS) - 1)),
        year_first(),
        stage(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with districts in place of zones."""
        v = self.values
        width = 1 + round(v["strength"] * (v["width"] - 1))
        if width < 2 or year < v["year_first"]:
            return {}
        zone = Zone("district", width, MECHANISMS[round(v["mechanism"])])
        return {
            "admission": in_every_rule(
                rulebook.admission, stages_of(v["stage"]), lambda rule: replace(rule, zone=zone)
            )
        }
