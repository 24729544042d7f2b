"""Remote schools and points kept (保留偏远教学点): which small schools stay open though a merger would close them.

Measures M1c and M7c of 通市政办发〔2017〕13号: closings must not leave pupils without a school they can reach, and
central schools run village schools and points with them. 国办发〔2018〕27号 keeps a site for the low grades in remote
and thinly settled places. It acts on mergers alone, so it is judged beside the lever `merge_small_schools`.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "国办发〔2018〕27号"
FARTHEST = 180.0  # minutes: a way nobody has, so that the rule keeps nothing


class KeepPoints(Policy):
    """Keep schools whose low grades would travel too long to the next; strength shortens the way from three hours."""

    NAME = "keep_points"
    TITLE = Say("Remote points kept", "保留偏远教学点")
    MEASURES = ("M1c", "M7c")
    INDICATOR = "n_over_limit"
    DIRECTION = -1
    BESIDE = ("merge_small_schools",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("minutes", 30, 20, 40, "minutes", f"{_DOCUMENT}: grades 1-3 travel half an hour at most", "read", "2018",
               Say("way of the low grades to the next school beyond which a school is kept",
                   "低年级学生到最近学校的路途时间，超过则保留"), (5, FARTHEST)),
        Number("pupils", 1, 1, 5, "pupils/school", "assumption", "assumption", "2018",
               Say("pupils of grades 1-3 with such a way from which a school is kept", "路途超时的低年级学生人数下限"),
               (1, 100)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2018",
               Say("first school year in which plans follow it", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return what is kept in the year."""
        v = self.values
        if v["strength"] == 0 or year < v["year_first"]:
            return {}
        return {
            "keep_remote_minutes": FARTHEST + v["strength"] * (v["minutes"] - FARTHEST),
            "keep_remote_pupils": int(v["pupils"]),
        }
