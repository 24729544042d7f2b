"""Zones of several schools with a lottery (多校划片): the computer draws among the nearest schools of the zone.

Measure M3d (义务教育按学区免试就近入学) of 通市政办发〔2017〕13号, in the form the ministry asks for where schools
differ much. The rest of each rule of admission in force stays: groups, points and reserved seats decide as before,
at the school that was drawn. Where the table of districts names several schools for a settlement, those count and
not the width. Strength scales the schools beyond the first.
"""

from dataclasses import replace
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import stage, stages_of, year_first
from sim.rules.admission import Zone
from sim.rules.admission_changes import in_every_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class ZoneLottery(Policy):
    """Widen every zone to several schools among which the computer draws."""

    NAME = "zone_lottery"
    TITLE = Say("Zones of several schools with a lottery", "多校划片")
    MEASURES = ("M3d",)
    INDICATOR = "minutes_sum"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("width", 3, 2, 6, "schools/zone", "assumption: no local list of such zones found", "assumption", "-",
               Say("schools of a zone, the nearest that teach the grade", "每个学区的学校数"), (1, 20)),
        year_first(),
        stage(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with wider zones."""
        v = self.values
        width = 1 + round(v["strength"] * (v["width"] - 1))
        if width < 2 or year < v["year_first"]:
            return {}
        zone = Zone("lottery", width)
        return {
            "admission": in_every_rule(
                rulebook.admission, stages_of(v["stage"]), lambda rule: replace(rule, zone=zone)
            )
        }
