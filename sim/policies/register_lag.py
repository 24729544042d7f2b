"""Register lag (学籍滞后): the roll that a county counts by does not keep up with where its pupils sit.

Measure M8b (籍随人走, 人籍相符, 动态监控) of 通市政办发〔2017〕13号, a model of measurement. Without the lever the roll
is the truth. The lever turns the error on, as a scenario of present practice; its number `monitoring` takes it back, so
that two runs of the lever tell what monitoring is worth. Nothing else follows from the roll: places, classes and
published pupils are those who are there.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class RegisterLag(Policy):
    """Let the roll miss a share of changes for some years; from a year on monitoring prevents a share of the misses."""

    NAME = "register_lag"
    TITLE = Say("Register lag", "学籍滞后与动态监控")
    MEASURES = ("M8b",)
    INDICATOR = "n_misregistered"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_misregistered", 0.1, 0.02, 0.3, "share", "assumption: no audit of a roll was found",
               "assumption", "2017", Say("changes of school, departures and arrivals that the roll misses at first",
                                         "学籍未随人变动比例"), (0, 1)),
        Number("register_lag_years", 2, 1, 4, "years", "assumption", "assumption", "2017",
               Say("censuses at which a change that was missed stands wrong in the roll", "学籍滞后年数"), (0, 9)),
        Number("monitoring", 0, 0, 0, "share", "assumption: none, to be set by the user", "assumption", "2017",
               Say("misses that monitoring prevents", "动态监控减少的漏变动比例"), (0, 1)),
        Number("year_monitoring", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the monitoring", "动态监控起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share that is missed this year, at the lever's strength, and the lag."""
        v = self.values
        share = v["strength"] * v["share_misregistered"]
        if year >= v["year_monitoring"]:
            share *= 1.0 - v["monitoring"]
        lag = int(v["register_lag_years"])
        return {"share_misregistered": share, "register_lag_years": lag} if share > 0 and lag > 0 else {}
