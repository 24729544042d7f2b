"""Boarding staff (寄宿制学校管理服务人员): life guidance, mental health, health care and security, hired or bought.

Measures M2e (配备生活指导、心理健康、卫生保健、安全保卫人员) and M2d (政府购买工勤和教辅服务) of
通市政办发〔2017〕13号.
Posts and what they cost are counted; an effect on young boarders is a number that is switched off
(`odds_young_boarder_staffed`).
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class BoardingStaff(Policy):
    """Fill the boarding staff that the rules need and schools do not have, part of it with bought services."""

    NAME = "boarding_staff"
    TITLE = Say("Boarding staff", "寄宿制学校管理服务人员")
    MEASURES = ("M2d", "M2e")
    INDICATOR = "boarding_staff"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "n_dropouts": Say(
            "`odds_young_boarder_staffed` is 1 unless set: no effect found",
            "odds_young_boarder_staffed 未设定时为 1：未见有效证据",
        )
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_of_gap", 1, 0.6, 1, "share", f"{_DOCUMENT} 二(二): 配备", "read", "2017",
               Say("missing posts that are filled", "缺额补足比例"), (0, 1)),
        Number("share_bought", 0.7, 0.4, 1, "share", "assumption", "assumption", "2017",
               Say("bought services among the posts that are filled", "新增岗位中政府购买服务比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which the posts are filled", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share of the gap that is filled, never less than before, and how much of it is bought."""
        v = self.values
        filled = v["strength"] * v["share_of_gap"]
        if year < v["year_first"] or filled <= rulebook.boarding_staff_gap_filled:
            return {}
        return {"boarding_staff_gap_filled": filled, "boarding_staff_bought": v["share_bought"]}
