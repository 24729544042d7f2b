"""Residence permit as the main evidence (居住证为主要依据): the months that entry and transfer ask for.

Measure M9c (以居住证为主要依据的入学、转学) of 通市政办发〔2017〕13号. The months are those of the rulebook that
every rule of admission may name; strength moves them from the number in force to the lever's. With `same_city`
(同城待遇), at full strength only, holders of such a permit are taken for children with hukou in the zone, in every
rule in force.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import stages_of, year_first
from sim.rules.admission_changes import as_local, in_every_rule
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class PermitAdmission(Policy):
    """Ask newcomers for fewer months of residence permit, and treat holders like local children."""

    NAME = "permit_admission"
    TITLE = Say("Admission by residence permit", "以居住证为主要依据入学、转学")
    MEASURES = ("M9c",)
    BESIDE = ("hard_stop",)
    INDICATOR = "n_migrant"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("months", 0, 0, 12, "months",
               "assumption: the permit alone, after half a year of residence (国务院令第663号)",
               "assumption", "2016", Say("months of residence permit asked for", "要求的居住证月数"), (0, 60)),
        Number("same_city", 1, 0, 1, "0 or 1", "assumption: the document does not say what a permit gives",
               "assumption", "-",
               Say("1 = holders are treated like local children", "1 为持证者享同城待遇"), (0, 1)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the months required and, for same-city treatment, the rules of admission that grant it."""
        v = self.values
        if v["strength"] == 0.0 or year < v["year_first"]:
            return {}
        before = rulebook.permit_months_required
        changes: dict[str, object] = {
            "permit_months_required": round(before + v["strength"] * (v["months"] - before))
        }
        if v["same_city"] >= 1 and v["strength"] >= 1.0:
            book = rulebook.amended(changes)
            changes["admission"] = in_every_rule(
                rulebook.admission, stages_of(0), lambda rule: as_local(rule, book)
            )
        return changes
