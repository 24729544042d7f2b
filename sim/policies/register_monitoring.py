"""Register monitoring (学籍动态监控): schools know sooner who has left, and the roll misses fewer changes.

Measure M8b (籍随人走, 人籍相符, 动态监控) of 通市政办发〔2017〕13号. Without a lever the school knows after a lag of
months (`monitoring_lag_start`, ranged); who leaves late in the year is not known by 31 August: an unexplained absence.
Where a scenario lets the roll miss changes (`register_lag`, before this lever in the list), monitoring prevents a share
of the misses. It brings nobody back by itself: `return_campaign` acts on those known.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class RegisterMonitoring(Policy):
    """Cut the months until a missing pupil is known, and the share of changes that the roll misses."""

    NAME = "register_monitoring"
    TITLE = Say("Register monitoring", "学籍动态监控")
    MEASURES = ("M8b",)
    INDICATOR = "n_dropouts_known"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("lag_cut", 0.8, 0.5, 1, "share", "assumption: from a term to a month; no figure found", "assumption",
               "2017", Say("part taken off the months until a school knows that a pupil has left",
                           "发现学生失学滞后缩短比例"), (0, 1)),
        Number("misses_prevented", 0.8, 0.5, 1, "share", f"assumption; {_DOCUMENT}: 人籍相符", "assumption",
               "2017", Say("misses of the roll that monitoring prevents", "动态监控减少的学籍漏变动比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the monitoring", "动态监控起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the cut of the lag, never less than before, and the share the roll still misses."""
        v = self.values
        if year < v["year_first"]:
            return {}
        changes: dict[str, object] = {}
        cut = v["strength"] * v["lag_cut"]
        if cut > rulebook.monitoring_lag_cut:
            changes["monitoring_lag_cut"] = cut
        prevented = v["strength"] * v["misses_prevented"]
        if prevented * rulebook.share_misregistered > 0:
            changes["share_misregistered"] = (1.0 - prevented) * rulebook.share_misregistered
        return changes
