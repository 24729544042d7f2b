"""Posts by a formula of three yardsticks (按生师比、班师比、教学量核定编制): pupils, classes and periods together.

Measure M4a of 通市政办发〔2017〕13号, which names the three yardsticks and no weights: equal ones are an
assumption. The county's total stays as it is unless `share_total` lets it follow the need. Strength scales the
weights of classes and periods and how far the total follows.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class StaffingFormula(Policy):
    """Allot posts by a mean of the three yardsticks instead of pupils alone."""

    NAME = "staffing_formula"
    TITLE = Say("Posts by three yardsticks", "生师比、班师比、教学量相结合核定编制")
    MEASURES = ("M4a", "G3a")
    INDICATOR = "posts_short_of_classes"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("weight_classes", 0.333, 0, 1, "share", f"assumption: {_DOCUMENT} names no weights", "assumption",
               "2017", Say("weight of classes x posts a class in the need", "班师比权重"), (0, 1)),
        Number("weight_periods", 0.333, 0, 1, "share", f"assumption: {_DOCUMENT} names no weights", "assumption",
               "2017", Say("weight of weekly periods / load in the need; pupils / ratio has the rest; two weights of "
                           "more than 1 together are scaled to 1",
                           "教学量权重；其余为生师比权重，两项合计超过 1 时按比例缩至 1"), (0, 1)),
        Number("share_total", 0, 0, 1, "share", "中央编办发〔2014〕72号 (总量控制): the total stays",
               "assumption", "2017", Say("how far the county's total follows the need", "县编制总量随需求调整程度"),
               (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the weights of the three yardsticks, and how far the total follows, never less than before."""
        v = self.values
        classes, periods = (v["strength"] * v[name] for name in ("weight_classes", "weight_periods"))
        most = max(1.0, classes + periods)
        follows = max(rulebook.posts_follow_formula, v["strength"] * v["share_total"])
        changes = {
            "weight_pupils": max(0.0, 1.0 - classes - periods),
            "weight_classes": classes / most,
            "weight_periods": periods / most,
            "posts_follow_formula": follows,
        }
        is_same = classes + periods == 0 and follows == rulebook.posts_follow_formula
        return {} if year < v["year_first"] or is_same else changes
