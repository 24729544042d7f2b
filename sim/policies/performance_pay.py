"""Performance pay (绩效工资倾斜): part of the county's fund goes to rural schools and class teachers (班主任).

Measures M7f (向农村义务教育学校和班主任教师倾斜) and M5a of 通市政办发〔2017〕13号, which give no share. Within the
fund it costs the county nothing, and others give what they get; with money added nobody gives.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class PerformancePay(Policy):
    """Move a share of performance pay, a head to who serves at rural schools and a class to class teachers."""

    NAME = "performance_pay"
    TITLE = Say("Performance pay for rural and class teachers", "绩效工资向农村学校和班主任倾斜")
    MEASURES = ("M5a", "M7f")
    INDICATOR = "performance_gained_yuan"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_moved", 0.1, 0.05, 0.2, "share", f"assumption: {_DOCUMENT} gives no number", "assumption", "2017",
               Say("part of the county's performance pay that is moved", "绩效工资总量中用于倾斜的比例"), (0, 1)),
        Number("rural_part", 0.5, 0.3, 0.7, "share", f"assumption: {_DOCUMENT} gives no number", "assumption", "2017",
               Say("part of it for rural teachers; the rest is for class teachers", "其中用于乡村教师的比例"), (0, 1)),
        Number("share_added", 0, 0, 1, "share", "assumption: the text speaks of how the fund is shared, not of more",
               "assumption", "2017",
               Say("part of it that is money beyond the fund; the running budget may cut it",
                   "其中总量外增加资金的比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which it is moved", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return how much is moved, never less than before, to whom, and how much of it is added."""
        v = self.values
        moved = v["strength"] * v["share_moved"]
        if year < v["year_first"] or moved <= rulebook.performance_moved:
            return {}
        return {
            "performance_moved": moved,
            "performance_rural_part": v["rural_part"],
            "performance_added": v["share_added"],
        }
