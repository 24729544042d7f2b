"""Training of all teachers (教师全员培训): 360 hours in five years, with the days of substitutes they take.

Measure M6h of 通市政办发〔2017〕13号. Hours and days are counted and paid; what training does to lessons is not in the
model. Strength scales the step from the hours in force to 72 a year and from the share of teachers trained to all.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.sharing_numbers import year_first
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号 二(六); 国办发〔2015〕43号: 360 hours in five years"


class TeacherTraining(Policy):
    """Train every teacher for more hours a year."""

    NAME = "teacher_training"
    TITLE = Say("360 hours of training in five years", "五年360学时教师全员培训")
    MEASURES = ("M6h",)
    INDICATOR = "training_hours"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "quality": Say("what training does to lessons is not in the model", "培训对教学的作用不在模型内")
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("hours", 72, 72, 72, "hours/teacher-year", _DOCUMENT, "read", "2017",
               Say("hours of training a year", "年培训学时"), (0, 400)),
        Number("share", 1, 0.8, 1, "share of teachers", _DOCUMENT, "read", "2017",
               Say("teachers trained each year", "每年参训教师比例"), (0, 1)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return hours and share of the year; never less than before."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        hours, share = rulebook.training_hours_per_year, rulebook.training_share
        return {
            "training_hours_per_year": hours + round(v["strength"] * max(0.0, v["hours"] - hours)),
            "training_share": share + v["strength"] * max(0.0, v["share"] - share),
        }
