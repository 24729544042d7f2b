"""Senior posts for rural schools (高级岗位向乡村倾斜): more senior posts, and who comes first for them.

Measures M4c (统一岗位结构比例, 向乡村倾斜), M5c (乡村任教3年以上同等条件优先) and M5d (城镇教师1年以上薄弱或农村
学校经历) of 通市政办发〔2017〕13号. The county's senior posts stay as many and nobody loses a title: rural schools
get theirs as senior teachers of the county retire, and town schools give none until they are down to theirs. No effect
on quitting: none is known.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class SeniorPostsRural(Policy):
    """Share out a county's senior posts in favour of rural schools.

    A ratio and not a share of posts, since counties differ in how many of their teachers are rural: 1 gives rural and
    town schools as many senior posts a teacher, 1.2 gives rural ones a fifth more. At strength below 1 the ratio is
    that part of itself, and has effect only where it exceeds that of the start; priority and credit are in force or
    not: below strength 1 there are none.
    """

    NAME = "senior_posts_rural"
    TITLE = Say("Senior posts for rural schools", "高级岗位向乡村倾斜")
    MEASURES = ("M4c", "M5c", "M5d", "G3f")
    INDICATOR = "n_promoted_senior_rural"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "n_quit": Say("no effect of titles on quitting is known", "职称对离职的影响无证据")
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("ratio", 1.2, 1, 1.5, "ratio", "assumption: 1 = one structure for all, above it for rural schools",
               "assumption", "2017", Say("senior posts a rural teacher over senior posts a town teacher",
                                         "乡村与城镇教师高级岗位比例之比"), (0, 10)),
        Number("priority_years", 3, 3, 3, "years", f"{_DOCUMENT} 二(五)", "read", "2017",
               Say("unbroken rural years that come first for a title; 0 = none",
                   "职称评聘优先所需乡村任教年限（0 为无）"), (0, 50)),
        Number("credit_years", 1, 1, 1, "years", f"{_DOCUMENT} 二(五)", "read", "2017",
               Say("years at a rural school on rotation a town teacher needs for a senior title; 0 = none",
                   "城镇教师评聘高级职称所需农村任教年限（0 为无）"), (0, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which titles are given so", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return how senior posts are shared out and who comes first, from `year_first` on."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0.0:
            return {}
        changes: dict[str, object] = {
            "rural_senior_ratio": max(rulebook.rural_senior_ratio, v["strength"] * v["ratio"])
        }
        if v["strength"] == 1.0:
            changes |= {
                "title_priority_rural_years": int(v["priority_years"]),
                "rotation_credit_years": int(v["credit_years"]),
            }
        return changes
