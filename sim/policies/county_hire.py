"""Teachers hired by the county, used by its schools (县聘校用): they go where they lack, and vacancies are filled.

Measures M4d (县聘校用), M4f (严禁有编不补) and M4e (乡村教师结构性缺员) of 通市政办发〔2017〕13号. The school's own
hold on its teachers is gone: all who are asked to move consent, rural places find applicants, new teachers are hired
for PE, music and art where a school has nobody, and the county's standing vacancies are filled within its posts.
Whether schools accept that is not simulated. Strength scales all of it.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class CountyHire(Policy):
    """Take away the friction of moving and hiring, and fill standing vacancies."""

    NAME = "county_hire"
    TITLE = Say("Teachers hired by the county", "教师县聘校用")
    MEASURES = ("M4d", "M4e", "M4f")
    INDICATOR = "n_vacant"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_free", 1, 0.5, 1, "share", f"{_DOCUMENT} 二(四): 县聘校用; the share is an assumption",
               "assumption", "2017", Say("friction of moving and hiring taken away", "调配与招聘障碍消除程度"), (0, 1)),
        Number("share_vacant_filled", 1, 0.5, 1, "share/year", f"{_DOCUMENT} 二(四): 严禁有编不补", "read", "2017",
               Say("the county's standing vacancies filled each year, of these", "存量空编年补充比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return how far teachers belong to the county and the vacancies filled, never less than before."""
        v = self.values
        free = max(rulebook.county_hire, v["strength"] * v["share_free"])
        filled = max(rulebook.fill_vacant_share, v["strength"] * v["share_vacant_filled"])
        is_same = free == rulebook.county_hire and filled == rulebook.fill_vacant_share
        return {} if year < v["year_first"] or is_same else {"county_hire": free, "fill_vacant_share": filled}
