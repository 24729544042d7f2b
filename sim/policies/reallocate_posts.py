"""Teachers and posts adjusted across the county's schools (县域统筹、动态调整编制和岗位).

Measure M4b of 通市政办发〔2017〕13号 (动态调整, 跨区域调整), which states neither how many nor how often. Posts follow
the last census every year, schools with too many teachers give to those with too few; the lever says how many
teachers may be asked to follow them. Filing (备案) is a matter of the ledger. Strength scales what the limit gains.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class ReallocatePosts(Policy):
    """Raise the share of the county's teachers who may be moved in a year."""

    NAME = "reallocate_posts"
    TITLE = Say("Reallocation within the county", "县域统筹调配教师")
    MEASURES = ("M4b", "G2c", "G3f")
    INDICATOR = "n_vacant"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("limit", 0.05, 0.02, 0.1, "share of teachers/year", f"assumption: {_DOCUMENT} states no limit",
               "assumption", "2017",
               Say("teachers of the county who may be asked to move in a year, at most", "年度调配教师比例上限"),
               (0, 1)),
        Number("every", 1, 1, 3, "years", f"assumption: {_DOCUMENT} 动态调整 is read as every year", "assumption",
               "2017", Say("years from one reallocation to the next", "调配周期"), (1, 20)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the limit in the years of a reallocation, never less than before."""
        v, usual = self.values, rulebook.reallocation_limit
        limit = usual + v["strength"] * (v["limit"] - usual)
        is_due = year >= v["year_first"] and (year - v["year_first"]) % int(v["every"]) == 0
        return {"reallocation_limit": limit} if is_due and limit > usual else {}
