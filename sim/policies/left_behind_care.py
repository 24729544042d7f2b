"""Care of left-behind children (留守儿童关爱): every one on file each term, one-to-one care for key cases.

Measures M10a (每学期摸排、建档、动态管理) and M10b (包保联系制度) of 通市政办发〔2017〕13号. Key cases on file come
first: both parents away, poor, over age. The file, the pupils in care, hours of staff and yuan are counted; an effect
on dropout is a number that is switched off (`odds_cared`).
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class LeftBehindCare(Policy):
    """Take the left-behind pupils that the file misses into it, and give those on file one-to-one care."""

    NAME = "left_behind_care"
    TITLE = Say("Care of left-behind children", "留守儿童建档与包保关爱")
    MEASURES = ("M10a", "M10b")
    INDICATOR = "n_cared"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "n_dropouts": Say(
            "`odds_cared` is 1 unless set: no effect found", "odds_cared 未设定时为 1：未见有效证据"
        )
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("gap_closed", 1, 0.6, 1, "share", f"{_DOCUMENT} 二(十): 摸排建档", "read", "2017",
               Say("left-behind pupils missing from the file that it takes in", "未建档留守儿童补建档案比例"), (0, 1)),
        Number("surveys", 2, 2, 2, "surveys/year", f"{_DOCUMENT} 二(十): 每学期", "read", "2017",
               Say("surveys a year that keep the file", "每年摸排次数"), (1, 12)),
        Number("share_key", 1, 0.8, 1, "share", f"{_DOCUMENT} 二(十): 包保联系, key cases", "read", "2017",
               Say("key cases on file in one-to-one care", "在档重点留守学生包保比例"), (0, 1)),
        Number("share_other", 0, 0, 0.3, "share", "assumption: key cases alone", "assumption", "2017",
               Say("other left-behind pupils on file in one-to-one care", "在档其他留守学生包保比例"), (0, 1)),
        Number("hours", 20, 10, 40, "hours/pupil-year", "assumption: an hour every two weeks of lessons", "assumption",
               "2017", Say("staff time for each pupil in care", "每名包保学生年工时"), (0, 2000)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of file and care", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the shares on file and in care, none less than before, surveys and hours."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        shares = {
            "filing_gap_closed": "gap_closed",
            "care_share_key": "share_key",
            "care_share_other": "share_other",
        }
        changes: dict[str, object] = {
            field: max(getattr(rulebook, field), v["strength"] * v[name]) for field, name in shares.items()
        }
        surveys = max(rulebook.filing_surveys, round(v["surveys"]))
        return {**changes, "filing_surveys": surveys, "care_hours": v["hours"]}
