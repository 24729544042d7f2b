"""Local exam rights (异地中考): children with hukou elsewhere sit the exam after grade 9 where they live.

Measure M9b (接受义务教育后在流入地参加升学考试) of 通市政办发〔2017〕13号. Families with hukou outside the county and a
child in grades 6-9 then go back or out less (`weight_exam_rights`); who has no such child, or has local hukou, chooses
as before. Places in senior high schools are not the matter here, nor is the child that goes back without its family.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class LocalExamRights(Policy):
    """Grant the right, in full or to a share, from a school year on; strength scales the share."""

    NAME = "local_exam_rights"
    TITLE = Say("Local exam rights", "异地中考")
    MEASURES = ("M9b",)
    INDICATOR = "migrant_juniors_gone"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("rights", 1, 1, 1, "share", f"{_DOCUMENT} 二(九)", "read", "2017",
               Say("right granted, 1 = to every child who has been to school here", "异地中考放开程度"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which families can rely on it", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the right as it stands in the year."""
        rights = self.values["strength"] * self.values["rights"]
        return {"exam_rights": rights} if rights > 0 and year >= self.values["year_first"] else {}
