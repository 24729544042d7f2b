"""Admission of newcomers' children by points (积分入学), as in 厦门 2020-22.

Measure M3d (义务教育按学区免试就近入学) of 通市政办发〔2017〕13号, for children with hukou outside the county: they
come after local children, in the order of their points. The list (`sim rules points`) replaces who is eligible, the
groups, points and tie-break of the rule that holds everywhere; its zones and reserved seats stay, and so do rules of
an area of their own. A list is in force or not, at any strength above 0.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import stage, stages_of, year_first
from sim.rules.admission_changes import in_general_rule, with_list
from sim.rules.known_rules import known_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class PointsAdmission(Policy):
    """Order newcomers' children by points, behind local children."""

    NAME = "points_admission"
    TITLE = Say("Admission by points", "积分入学")
    MEASURES = ("M3d",)
    BESIDE = ("hard_stop",)
    INDICATOR = "n_migrant"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (strength(), year_first(), stage())

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with the list of points in the one that holds everywhere."""
        v = self.values
        if v["strength"] == 0.0 or year < v["year_first"]:
            return {}
        change = with_list(known_rule("points"))
        return {"admission": in_general_rule(rulebook.admission, stages_of(v["stage"]), change)}
