"""Bus fee waived (校车减免): who pays nothing on a school bus.

Measure M10g (经济困难留守儿童校车减免) of 通市政办发〔2017〕13号. A waiver is in force or not: at strength below 1
there is none. It acts on school buses alone, so it is judged beside the lever `school_buses`.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.bus_rules import EVERYBODY, POOR_LEFT_BEHIND
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class BusFeeWaiver(Policy):
    """Waive the fee of school buses for poor left-behind pupils, or for more; a wider waiver in force stays."""

    NAME = "bus_fee_waiver"
    TITLE = Say("Bus fee waived", "校车减免")
    MEASURES = ("M10g",)
    INDICATOR = "n_bus_fee_waived"
    DIRECTION = 1
    BESIDE = ("school_buses",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("waived", POOR_LEFT_BEHIND, POOR_LEFT_BEHIND, POOR_LEFT_BEHIND, "code", f"{_DOCUMENT} 二(十)", "read",
               "2017", Say("who pays no fee: 1 poor left-behind pupils, 2 poor pupils, 3 everybody",
                           "免费对象：1 经济困难留守儿童，2 经济困难学生，3 全部"), (POOR_LEFT_BEHIND, EVERYBODY)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the waiver", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the waiver in force from `year_first` on."""
        v = self.values
        if year < v["year_first"] or v["strength"] < 1.0:
            return {}
        return {"bus_fee_waiver": max(rulebook.bus_fee_waiver, int(v["waived"]))}
