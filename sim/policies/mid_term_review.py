"""Mid-term review (中期评估): the targets a county missed are counted, and may bring more money the year after.

Measure O3 (对中期工作目标达成情况专项督导检查) of 通市政办发〔2017〕13号. The review looks at the published figures of
one census: large classes primary and junior (M3a) and weak schools (G3b), due 2018; classes of 56 (G3d) and above the
standard (M3b), due 2020; boarders without a bed (M2c) and trips over the limit (M8d), always. Retention and dropout are
in no published figure of schools and are not judged here; the scorecard has them. `county.review_targets_missed`
tells the count in the year after, when the bureau decides on it. That a missed target brings money is not known: the
usual raise is 0, so that nothing but the count moves. A raise acts on limited budgets alone (`capital_budget`,
`running_budget`), wherever these stand in the scenario. Who is called to account (问责) is a line of the ledger.
"""

from typing import ClassVar

from sim.base.errors import Say, UserError
from sim.base.number import Number
from sim.policies.review_targets import judge
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_NO_EVIDENCE = "assumption: no evidence found; 0 = the review changes no budget"


class MidTermReview(Policy):
    """Count missed targets at one census, and raise next year's limited budgets by a share for each.

    Strength scales the raise; what is counted does not depend on it.
    """

    NAME = "mid_term_review"
    TITLE = Say("Mid-term review", "中期评估")
    MEASURES = ("O3",)
    INDICATOR = "review_targets_missed"
    DIRECTION = 1
    BESIDE = ("planning_basis", "capital_budget")
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "capital_budget": Say(
            "`raise_per_target` is 0 unless given: no evidence that a missed target brings money",
            "raise_per_target 未给出时为 0：无证据表明未达目标会增加资金",
        )
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("year", 2018, 2018, 2018, "school year",
               "assumption: half way from 2017 to 2020, when the first targets are due", "assumption", "2017",
               Say("school year whose census is reviewed", "评估学年"), (2000, 2100)),
        Number("raise_per_target", 0, 0, 0.1, "share/target", _NO_EVIDENCE, "assumption", "2017",
               Say("added to next year's capital and running budget for each missed target, where they are limited",
                   "每项未达目标使次年资金增加的比例"), (0, 1)),
        Number("with_those_ahead", 0, 0, 1, "0 or 1", "assumption: what is not due is not missed", "assumption",
               "2017", Say("1 = targets due in later years are judged too", "1 为尚未到期的目标也参加评估"), (0, 1)),
    )  # fmt: skip

    def check_years(self, years: tuple[int, int], where: str) -> None:
        """Refuse a review before the run begins: nothing is published of that year."""
        if self.values["strength"] > 0 and self.values["year"] < years[0]:
            raise UserError(
                Say("the mid-term review lies before the run", "中期评估学年早于模拟起始学年"),
                where=where,
                value=f"{self.NAME}: year {self.values['year']:g}",
                rule=Say(f"a school year from {years[0]} on", f"应为{years[0]}学年或以后"),
                remedy=Say(f"give its number year, for example {{year: {years[0] + 3}}}",
                           f"请给出参数 year，例如 {{year: {years[0] + 3}}}"),
            )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return what the review found and the raise, in the year after the one under review."""
        v = self.values
        if v["strength"] == 0 or year != v["year"] + 1 or view.year != v["year"] or not view.school_ids:
            return {}
        judged, missed = judge(view, rulebook, with_those_ahead=v["with_those_ahead"] >= 1)
        return {
            "review_targets_judged": judged,
            "review_targets_missed": missed,
            "review_budget_raise": v["strength"] * v["raise_per_target"] * missed,
        }
