"""One township, one staff (中心校与村小、教学点一体化办学): posts of the central school and its sites are one pool.

Measure M7c of 通市政办发〔2017〕13号. The pool keeps its posts: floors come first, the rest goes by classes, so that
the central school lends teachers to its village schools and points (走教) and has fewer for itself. Strength scales
the share of the posts that are pooled.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class CentralSchoolPooling(Policy):
    """Pool the posts of each township's central school and its village schools and points."""

    NAME = "central_school_pooling"
    TITLE = Say("One staff for a township's schools", "中心校与村小、教学点一体化")
    MEASURES = ("M7c", "G3e")
    INDICATOR = "classes_without_teacher"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_pooled", 1, 0.5, 1, "share", f"{_DOCUMENT} 二(七): 一体化办学", "read", "2017",
               Say("posts of central school and sites that go by classes as one pool", "统筹使用的编制比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which posts are pooled", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share that is pooled, never less than before."""
        share = self.values["strength"] * self.values["share_pooled"]
        if year < self.values["year_first"] or share <= rulebook.pools_township_staff:
            return {}
        return {"pools_township_staff": share}
