"""Rural allowance (乡村教师生活补助): the more remote the school, the more, for all who serve there.

Measure M5a (按照越往基层、越往艰苦地区补助水平越高的原则, 使乡村教师实际工资收入水平不低于同职级县镇教师) of
通市政办发〔2017〕13号, which gives no amounts. A retention effect is known only from about 15 % of the monthly salary
on (Jiang & Yip 2024, proposed by the authors, 10-30 %); of the model's mean salary that is some 870 yuan a month,
between the first and the second step of the usual numbers.
"""

from typing import ClassVar

from sim.base.errors import Say, UserError
from sim.base.number import Number
from sim.rules.pay_rules import MOST_MONTHLY
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"
_STEPS = ("township", "village", "point")
_FUJIAN = "assumption: 闽政办〔2015〕155号 asks for 300 yuan a month on average at least"
_LUXI = "assumption: China Daily 2013-11-20, 泸溪 in Hunan: a village teacher gets 14,400 yuan a year more than in town"


class RuralAllowance(Policy):
    """Pay an allowance by three steps of remoteness to teachers in posts and special posts who serve at rural schools.

    Teachers on rotation get it while they serve there. The limit of `running_budget` may cut it.
    """

    NAME = "rural_allowance"
    TITLE = Say("Rural allowance", "乡村教师生活补助")
    MEASURES = ("M5a", "G3f")
    INDICATOR = "allowance_yuan"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("yuan_township", 400, 200, 600, "yuan/month", _FUJIAN, "assumption", "2015",
               Say("allowance at a school in a township seat", "一档：乡镇驻地学校补助"), (0, MOST_MONTHLY)),
        Number("yuan_village", 900, 500, 1200, "yuan/month",
               "assumption: a little above 15 % of the mean salary, from where on it keeps teachers", "assumption",
               "2024", Say("at a village school, or in the seat of a remote township",
                           "二档：村校，或偏远乡镇驻地学校补助"), (0, MOST_MONTHLY)),
        Number("yuan_point", 1200, 800, 1600, "yuan/month", _LUXI, "assumption", "2013",
               Say("at a teaching point, or a village school of a remote township",
                   "三档：教学点，或偏远乡镇村校补助"), (0, MOST_MONTHLY)),
        Number("remote_km", 40, 30, 60, "km", "assumption", "assumption", "2017",
               Say("road from the township seat to the county seat beyond which a township is remote",
                   "偏远乡镇距县城公路里程"), (0, 1000)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which it is paid", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def __init__(self, **values: float) -> None:
        super().__init__(**values)
        steps = [self.values[f"yuan_{step}"] for step in _STEPS]
        if steps != sorted(steps):
            raise UserError(
                Say("a more remote step has the lower allowance", "更偏远的档次补助反而更低"),
                where=self.NAME,
                value=", ".join(f"{step} {yuan:.12g}" for step, yuan in zip(_STEPS, steps, strict=True)),
                rule=Say("the more remote, the more (M5a): township <= village <= point",
                         "越往基层、越往艰苦地区，补助越高（M5a）：乡镇驻地 ≤ 村校 ≤ 教学点"),
                remedy=Say("put the three amounts in this order", "请按此次序填写三档金额"),
            )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the three amounts, never less than the rulebook's, and what is remote."""
        v = self.values
        if v["strength"] == 0 or year < v["year_first"]:
            return {}
        steps = {f"allowance_{step}": v["strength"] * v[f"yuan_{step}"] for step in _STEPS}
        raised = {name: max(yuan, getattr(rulebook, name)) for name, yuan in steps.items()}
        return {**raised, "remote_km": v["remote_km"]}
