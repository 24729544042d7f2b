"""Hiring freeze (停止补员、有编不补): vacancies of teachers are not refilled for some years.

M4f of 通市政办发〔2017〕13号 forbids this (严禁有编不补): the lever is its counterfactual. Some counties
of the Northeast hired nobody for more than ten years (81287.cn, read in 2024). The effect is fewer and older teachers;
the posts stay. Strength scales the share that is not refilled.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class HiringFreeze(Policy):
    """Leave vacancies unfilled from a first to a last school year.

    Name it after `county_hire` in a scenario: a later lever sees the rules of the earlier ones, and `county_hire` fills
    standing vacancies whatever was frozen before it.
    """

    NAME = "hiring_freeze"
    TITLE = Say("Hiring freeze", "教师停招（有编不补）")
    MEASURES = ("M4f",)
    INDICATOR = "n_hired"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_not_refilled", 1, 0.5, 1, "share", "81287.cn: no hiring for more than ten years in some counties",
               "read", "2024", Say("vacancies not refilled", "减员不补比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", "assumption", "assumption", "2017",
               Say("first school year of the freeze", "起始学年"), (2000, 2100)),
        Number("year_last", 2027, 2020, 2030, "school year", "assumption after 81287.cn: ten years", "assumption",
               "2024", Say("last school year of the freeze", "终止学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the shares of vacancies refilled in the years of the freeze."""
        v = self.values
        kept = 1.0 - v["strength"] * v["share_not_refilled"]
        if kept == 1.0 or not v["year_first"] <= year <= v["year_last"]:
            return {}
        return {name: getattr(rulebook, name) * kept for name in ("refill_share", "fill_vacant_share")}
