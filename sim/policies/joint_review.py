"""Joint review of housing projects (教育用地联审联批): no project without the school planned with it.

Measure M1b of 通市政办发〔2017〕13号: the education bureau must consent to a housing project's plan for its school.
What a review changes has no evidence. Without one a school fails or is late at probabilities that a user sets (numbers
`p_estate_without_school`, `p_estate_school_late`, `years_estate_school_late`): for sensitivity only.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class JointReview(Policy):
    """Put housing projects of estates.csv under joint review in the year they open; strength is the share of them.

    A project under review brings its school with the first phase. An estate ordered by the lever turnkey_schools has
    its school by that order, review or not.
    """

    NAME = "joint_review"
    TITLE = Say("Joint review of housing projects", "教育用地联审联批")
    MEASURES = ("M1b",)
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("year_first", 2018, 2018, 2018, "school year", f"{_DOCUMENT} 一(二)", "read", "2017",
               Say("first school year whose projects are under review", "联审起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share of projects under review."""
        if year < self.values["year_first"] or self.values["strength"] == 0:
            return {}
        return {"joint_review": max(rulebook.joint_review, self.values["strength"])}
