"""Funding of small schools (小规模学校公用经费保障): funded as if they had more pupils, boarding ones above all.

Measure G3e (乡村小规模学校达到相应要求) of 通市政办发〔2017〕13号. Before the lever a school or point outside 城区 with
fewer than 100 pupils is funded as 100. What the money buys is not simulated: the lever tells what it costs. As parents
see a school by its figures of teachers and buildings, more running money draws nobody.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class SmallSchoolFunding(Policy):
    """Raise the pupils small schools are funded as, never lower them, and give each a supplement."""

    NAME = "small_school_funding"
    TITLE = Say("Funding of small schools", "小规模学校公用经费保障")
    MEASURES = ("G3e",)
    INDICATOR = "yuan_small_school_funds"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("pupils_funded_as", 150, 120, 200, "pupils", "assumption: above the 100 of 国发〔2015〕67号",
               "assumption", "2017", Say("pupils a small school is funded as", "小规模学校公用经费核定人数"),
               (0, 1000)),
        Number("boarders_funded_as", 200, 150, 300, "pupils", "assumption: no rule for Jilin found", "assumption",
               "2017", Say("pupils a small school with boarders is funded as", "小规模寄宿制学校公用经费核定人数"),
               (0, 1000)),
        Number("supplement", 0, 0, 50_000, "yuan/school-year", "assumption: none, to be set by the user",
               "assumption", "2017", Say("given to each small school beside", "小规模学校定额补助"), (0, 10_000_000)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return floors raised by the lever's strength, and the supplement."""
        v = self.values
        if year < v["year_first"]:
            return {}
        wanted = {
            "small_school_floor": v["pupils_funded_as"], "small_boarding_floor": v["boarders_funded_as"],
            "small_school_supplement": rulebook.small_school_supplement + v["supplement"],
        }  # fmt: skip
        before = {name: getattr(rulebook, name) for name in wanted}
        raised = {
            name: before[name] + v["strength"] * max(0.0, value - before[name])
            for name, value in wanted.items()
        }
        whole = {name: round(value) if name.endswith("floor") else value for name, value in raised.items()}
        return {name: value for name, value in whole.items() if value > before[name]}
