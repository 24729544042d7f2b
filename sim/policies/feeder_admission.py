"""Feeder schools for grade 7 (对口升学): the primary school, not the address, decides the junior school.

Measure M3d (义务教育按学区免试就近入学) of 通市政办发〔2017〕13号. One junior school of the primary school is
对口直升, several are drawn by lottery (多校对口派位); which they are is told by the table of feeders, and without a
row of it the address decides as before: a place without the table sees no effect. The rest of each rule of admission
in force stays. It is in force or not, at any strength above 0.
"""

from dataclasses import replace
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import year_first
from sim.rules.admission import STAGES, Zone
from sim.rules.admission_changes import in_every_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class FeederAdmission(Policy):
    """Let the primary school decide the junior school."""

    NAME = "feeder_admission"
    TITLE = Say("Feeder schools for grade 7", "小升初对口升学")
    MEASURES = ("M3d",)
    INDICATOR = "minutes_sum"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (strength(), year_first())

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with feeder zones in the junior stage."""
        if self.values["strength"] == 0.0 or year < self.values["year_first"]:
            return {}
        zone = Zone("feeder")
        return {
            "admission": in_every_rule(rulebook.admission, STAGES[1:], lambda rule: replace(rule, zone=zone))
        }
