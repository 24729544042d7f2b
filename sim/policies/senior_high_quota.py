"""Senior-high quota (优质高中指标生): seats of sought-after schools for every junior school, more for village ones.

Measures M3e (quota seats reasonably shared among the junior schools of an area) and M6c (a tilt to village junior
schools) of 通市政办发〔2017〕13号; nationally at least half of the seats are quota seats. A school gets them by its
graduates, those of village schools (乡村) counted more than once. Senior high is not simulated: quota seats only draw
families of junior grades, by what a school has more per graduate than its county. At a weight of 1 they draw nobody.
How strongly they draw is not known: `prefer_quota` is an assumption from 0 on. So the sign of the effect is told, that
fewer children leave village junior schools, not its size.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_TILT = "通市政办发〔2017〕13号 二(六)"


class SeniorHighQuota(Policy):
    """Allot seats of sought-after senior highs to junior schools, with a weight for village schools.

    Strength moves both numbers from what holds without the lever towards its own.
    """

    NAME = "senior_high_quota"
    TITLE = Say("Senior-high quota", "优质高中指标到校")
    MEASURES = ("M3e", "M6c")
    INDICATOR = "n_quota_seats"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("quota_share", 0.6, 0.5, 0.8, "share", "assumption; national rule: at least 0.5", "assumption", "2017",
               Say("seats of sought-after senior highs that are quota seats", "优质高中指标到校比例"), (0, 1)),
        Number("rural_weight", 1.5, 1.2, 2, "ratio", f"assumption: {_TILT} names a tilt and no number", "assumption",
               "2017", Say("weight of a graduate of a village junior school", "乡村初中毕业生权重"), (1, 5)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year of the quota", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return share and weight in force from `year_first` on."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0.0:
            return {}
        aims = {"quota_share": v["quota_share"], "quota_rural_weight": v["rural_weight"]}
        without = {field: getattr(rulebook, field) for field in aims}
        return {field: without[field] + v["strength"] * (aim - without[field]) for field, aim in aims.items()}
