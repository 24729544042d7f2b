"""Funds that follow the pupil (经费随学生流动, 钱随人走): public funds and aid go where a pupil sits, not to the roll.

Measure M9d (“两免一补”和公用经费随学生流动可携带) of 通市政办发〔2017〕13号. Without the lever funds are allotted by
the roll (学籍), so that it changes nothing where the roll is right: it acts beside `register_lag`. Families do not
choose by a school's money; the lever moves yuan between schools and counties and no child.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class FundsFollowPupil(Policy):
    """Let the share `strength` of a pupil's public funds and aid go where it sits, some censuses after it came."""

    NAME = "funds_follow_pupil"
    TITLE = Say("Funds follow the pupil", "经费随学生流动")
    MEASURES = ("M9d",)
    INDICATOR = "yuan_funds_followed_in"
    DIRECTION = 1
    BESIDE = ("register_lag",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("funds_lag_years", 0, 0, 1, "years", "assumption: 0 or 1; budgets are made on the census before",
               "assumption", "2017", Say("censuses at which a pupil sits elsewhere before the funds follow",
                                         "经费滞后年数"), (0, 9)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share that follows and its lag."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        return {"funds_follow_share": v["strength"], "funds_lag_years": round(v["funds_lag_years"])}
