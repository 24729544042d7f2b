"""Capital budget (基本建设资金预算): what a county may spend on building a year, and which schools come first.

Measure G2a (公共资源优先保障) of 通市政办发〔2017〕13号 as an amount of money, and the rural weight of G2d
(重点加强农村及少数民族学校) as the part of it from which village schools, points and schools for a minority are paid
first. What no money is left for is refused, which the records tell, and may be asked for again. The lever orders
nothing itself: it is judged beside one that does.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.yearly_limit import limit_of_year
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_RENEWAL = "assumption: a seat of 45,000 yuan renewed every 50 years is 900 a pupil-year; a third less as pupils fall"


class CapitalBudget(Policy):
    """Limit the money for orders to an amount a pupil of the county's public schools; at strength s it is 1/s of that.

    Each year's amount follows the pupils of the last census. Without one, in the first year of a run, there is no limit
    yet. Orders are paid in the order of the scenario's levers, whole or not at all, in the year they are given.
    """

    NAME = "capital_budget"
    TITLE = Say("Capital budget", "基本建设资金预算")
    MEASURES = ("G2a", "G2d")
    INDICATOR = "seats_rated"
    DIRECTION = -1
    BESIDE = ("planning_basis",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("yuan_per_pupil", 600, 200, 1500, "yuan/pupil-year", _RENEWAL, "assumption", "2022",
               Say("money of a year for each pupil of the county's public schools", "公办学校生均年度基建资金"),
               (0, 1_000_000)),
        Number("carry_over", 1, 0, 1, "share", "assumption: building money is used over several years", "assumption",
               "2017", Say("part of what is left that goes on to the next year", "结余结转比例"), (0, 1)),
        Number("rural_share", 0.3, 0, 0.6, "share", "assumption: 通市政办发〔2017〕13号 一(二) gives no number",
               "assumption", "2017",
               Say("part of the money from which village schools, points and schools for a minority are paid first; "
                   "what they leave goes to the others", "优先用于乡村学校、教学点和民族学校的比例"), (0, 1)),
        Number("in_strict_order", 0, 0, 0, "0 or 1", "assumption", "assumption", "2017",
               Say("1 = an order that is too dear keeps the money until it can be paid, and those after it wait",
                   "1 为按序等待，0 为后续小项目可先安排"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year with a limit", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the year's money and how it is shared out."""
        v = self.values
        money = limit_of_year("capital_budget", v, year, view)
        return money and {
            **money,
            "budget_carry_over": v["carry_over"],
            "budget_rural_share": v["rural_share"],
            "budget_in_strict_order": int(v["in_strict_order"] >= 1),
        }
