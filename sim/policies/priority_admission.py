"""A city's list of priorities (生源排序) in place of the one in force: five tiers, or eleven for grade 7.

Measure M3d (义务教育按学区免试就近入学) of 通市政办发〔2017〕13号. The lists are those of 长沙 2023 and 天津蓟州
2022 (`sim rules`); the second is for grade 7 only. A list replaces who is eligible, the groups, points and tie-break
of the rule that holds everywhere; its zones and reserved seats stay, and so do rules of an area of their own. A list
is in force or not, at any strength above 0.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import year_first
from sim.rules.admission_changes import in_general_rule, with_list
from sim.rules.known_rules import known_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

LISTS = {1: "five_tiers", 2: "eleven_tiers"}


class PriorityAdmission(Policy):
    """Put a published list of priorities in force."""

    NAME = "priority_admission"
    TITLE = Say("Admission by a city's tiers", "按生源类别排序招生")
    MEASURES = ("M3d",)
    INDICATOR = "n_migrant"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("list", 1, 1, 1, "code", "长沙市 2023 (1), 天津市蓟州区 2022 (2)", "read", "2022",
               Say("1 = five tiers, 2 = eleven tiers (grade 7 only)", "1 为五档，2 为十一档（仅初中）"), (1, 2)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with the list in the one that holds everywhere."""
        v = self.values
        if v["strength"] == 0.0 or year < v["year_first"]:
            return {}
        chosen = known_rule(LISTS[round(v["list"])])
        return {"admission": in_general_rule(rulebook.admission, chosen.stages, with_list(chosen))}
