"""Children follow their parents (随父母在工作地就近入学): fewer are left behind, more come to the seat or go out.

Measure M10e of 通市政办发〔2017〕13号. What a county can do for it (places, homes, advice) is not simulated, only that
a share of families takes the children along or lets them follow. It loses those whose parents work elsewhere.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class ChildrenFollowParents(Policy):
    """Let a share of pupils go with parents who leave, and each year a share follow those who are away."""

    NAME = "children_follow_parents"
    TITLE = Say("Children follow their parents", "鼓励子女随父母就学")
    MEASURES = ("M10e",)
    INDICATOR = "n_left_behind"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_accompanying", 0.2, 0.05, 0.4, "share", "assumption", "assumption", "2017",
               Say("families that take their pupils along, of those a parent of whom would leave them behind",
                   "拟外出父母携子女同行比例"), (0, 1)),
        Number("share_following", 0.05, 0.01, 0.15, "per year", "assumption", "assumption", "2017",
               Say("families with left-behind pupils whose children follow within a year", "留守子女每年随迁比例"),
               (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which children follow", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the shares of the year, at the lever's strength."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        return {name: v["strength"] * v[name] for name in ("share_accompanying", "share_following")}
