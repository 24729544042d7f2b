"""Special posts (特岗教师): young teachers come to rural schools for three years, paid by the centre, and may stay.

Measure M6i (每年按需招聘特岗教师到乡镇及以下) of 通市政办发〔2017〕13号, and part of G3f. The intake is a number a
county and year, as the province gives it out; fewer come where the rural schools lack fewer teachers by classes.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class SpecialPosts(Policy):
    """Give each county a yearly intake of special posts; at strength below 1 that share of it, in whole posts."""

    NAME = "special_posts"
    TITLE = Say("Special posts for rural schools", "特岗教师招聘")
    MEASURES = ("M6i", "G3f")
    INDICATOR = "n_special_hired"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("intake", 15, 5, 40, "posts/county", "assumption: no intake of Tonghua's counties found", "assumption",
               "2017", Say("special-post teachers a county may take on a year", "每县每年特岗教师招聘计划数"),
               (0, 2000)),
        Number("contract_years", 3, 3, 3, "years", f"{_DOCUMENT} 二(六)", "read", "2017",
               Say("years a special post runs", "特岗教师服务期"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which they come", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the intake from `year_first` on, beside what the rulebook has."""
        v = self.values
        intake = round(v["strength"] * v["intake"])
        if year < v["year_first"] or intake == 0:
            return {}
        return {
            "special_posts_intake": rulebook.special_posts_intake + intake,
            "special_contract_years": int(v["contract_years"]),
        }
