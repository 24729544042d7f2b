"""Seats kept for children of migrant workers (随迁子女): a share of every school's entry seats, theirs first.

Measure M9b (“两为主”) of 通市政办发〔2017〕13号; the national target is at least 85 % of them in public schools.
Rural children with hukou outside the county come first for these seats, in the order of the rule in force; others
get what they leave. Strength scales the share.
"""

from dataclasses import replace
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.admission_numbers import stage, stages_of, year_first
from sim.rules.admission import AdmissionRule, Condition, Predicate, Reserved
from sim.rules.admission_changes import OUTSIDE, in_every_rule
from sim.rules.applicant import COLUMNS
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_RURAL = COLUMNS["hukou_kind"].codes.index("rural")
MIGRANT = Predicate(((Condition("hukou_at", OUTSIDE), Condition("hukou_kind", (_RURAL,))),))


class MigrantQuota(Policy):
    """Keep a share of the entry seats for children of migrant workers."""

    NAME = "migrant_quota"
    TITLE = Say("Seats kept for migrant workers' children", "随迁子女学位预留")
    MEASURES = ("M9b",)
    BESIDE = ("hard_stop",)
    INDICATOR = "n_migrant"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 0.1, 0.05, 0.2, "share", "assumption: no local quota found", "assumption", "-",
               Say("share of each school's entry seats", "各校起始年级预留学位比例"), (0, 1)),
        year_first(),
        stage(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of admission with the share kept, as far as earlier shares leave seats."""
        v = self.values
        share = v["strength"] * v["share"]
        if share == 0.0 or year < v["year_first"]:
            return {}

        def keeping(rule: AdmissionRule) -> AdmissionRule:
            left = max(0.0, 1.0 - sum(one.share for one in rule.reserved))
            return replace(rule, reserved=(*rule.reserved, Reserved(self.TITLE, min(share, left), MIGRANT)))

        return {"admission": in_every_rule(rulebook.admission, stages_of(v["stage"]), keeping)}
