"""Awards for long service (长期从教奖励): yuan for ten years at village schools, titles first for 20 and 25 years.

Measures M5f (村小、教学点任教满10年并继续任教者奖励) and M5e (连续25年优先推荐正高级, 20年优先推荐高级) of
通市政办发〔2017〕13号. The award is paid once, in the year in which the tenth year is complete; who had more
years before the award came gets none. Whether it holds teachers is a number that is switched off (`odds_quit_award`).
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class ServiceAwards(Policy):
    """Pay the award and let long rural service come first for titles; at strength below 1 less is paid.

    Priority for titles is in force or not: below strength 1 there is none.
    """

    NAME = "service_awards"
    TITLE = Say("Awards for long rural service", "乡村教师长期从教奖励")
    MEASURES = ("M5e", "M5f")
    INDICATOR = "n_awarded"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "n_quit": Say(
            "`odds_quit_award` is 1 unless set: no effect found", "odds_quit_award 未设定时为 1：未见有效证据"
        )
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("award_yuan", 10_000, 3_000, 30_000, "yuan/award", "assumption: no amount found", "assumption", "2017",
               Say("paid once at the end of the years", "一次性奖励标准"), (0, 1_000_000)),
        Number("award_years", 10, 10, 10, "years", f"{_DOCUMENT} 二(五)", "read", "2017",
               Say("unbroken years at village schools and points", "村小、教学点连续任教年限"), (1, 50)),
        Number("years_senior", 20, 20, 20, "years", f"{_DOCUMENT} 二(五)", "read", "2017",
               Say("unbroken rural years that come first for the senior title; 0 = none",
                   "优先推荐高级所需连续乡村任教年限（0 为无）"), (0, 50)),
        Number("years_full_senior", 25, 25, 25, "years", f"{_DOCUMENT} 二(五)", "read", "2017",
               Say("unbroken rural years that come first for the full senior title; 0 = none",
                   "优先推荐正高级所需连续乡村任教年限（0 为无）"), (0, 50)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the awards", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the award, never less than before, and who comes first for titles, from `year_first` on."""
        v = self.values
        yuan = v["strength"] * v["award_yuan"]
        if year < v["year_first"] or v["strength"] == 0.0:
            return {}
        changes: dict[str, object] = {}
        if yuan > rulebook.service_award_yuan:
            changes |= {"service_award_yuan": yuan, "service_award_years": int(v["award_years"])}
        if v["strength"] == 1.0:
            changes |= {
                "long_service_years_senior": int(v["years_senior"]),
                "long_service_years_full_senior": int(v["years_full_senior"]),
            }
        return changes
