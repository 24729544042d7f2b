"""Running budget (教师支持计划经常性资金限额): what a county may spend a year on programmes for teachers.

Measure G2a (公共资源优先保障) of 通市政办发〔2017〕13号 as an amount of running money beside the capital money of
`capital_budget`. It limits rural allowance, added performance pay, awards, stipends of volunteers, itinerant teachers
and training together: where they ask for more, all are paid in the same share, which the records tell. Salaries and
public funds are not limited. What is cut is money, not what was done for it: volunteers come, teachers travel and hours
are trained in full, and the county owes what the records tell as refused. Teachers whom money alone keeps look at what
was paid. The lever costs nothing itself: it is judged beside one that does.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.yearly_limit import limit_of_year
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_SOURCE = "assumption: half of what training (56) and the usual rural allowance (249) ask for a pupil in 通化 in 2018"


class RunningBudget(Policy):
    """Limit programmes to an amount a pupil of the county's public schools; at strength s it is 1/s of that.

    Each year's amount follows the pupils of the last census; without one, in the first year of a run, there is no limit
    yet. What is not spent lapses.
    """

    NAME = "running_budget"
    TITLE = Say("Running budget of programmes for teachers", "教师支持计划经常性资金限额")
    MEASURES = ("G2a",)
    INDICATOR = "programmes_yuan"
    DIRECTION = -1
    BESIDE = ("rural_allowance",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("yuan_per_pupil", 150, 50, 400, "yuan/pupil-year", _SOURCE, "assumption", "2018",
               Say("money of a year for each pupil of the county's public schools", "公办学校生均年度限额"),
               (0, 1_000_000)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year with a limit", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the year's limit in yuan."""
        return limit_of_year("running_budget", self.values, year, view)
