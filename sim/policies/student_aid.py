"""Aid to poor pupils (家庭经济困难学生资助): reaches those it misses, and gives more than the national rates.

Measures M8c (不让1名学生因贫失学) and, of G3a, the full cover of living aid (“两免一补”全覆盖) of
通市政办发〔2017〕13号: every poor pupil is reached, nobody drops out by poverty.
Coverage and cost are counted; how far aid keeps pupils at school is a number with a range that begins at no effect
(`odds_aid_1000`). National rates alone give day pupils nothing before autumn 2019: what a county adds reaches them too.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"
_AMOUNT = f"assumption: {_DOCUMENT} gives no amount; half the national rate of a boarder in 2017"


class StudentAid(Policy):
    """Let aid reach the poor pupils it misses and add to the national rates, never less than before."""

    NAME = "student_aid"
    TITLE = Say("Aid to poor pupils", "家庭经济困难学生资助")
    MEASURES = ("G3a", "M8c")
    INDICATOR = "n_aided"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_of_gap", 1, 0.6, 1, "share", f"{_DOCUMENT} 二(八): 不让1名学生因贫失学", "read", "2017",
               Say("part of the poor pupils whom aid misses that it reaches", "未覆盖困难学生中纳入资助的比例"),
               (0, 1)),
        Number("extra_primary", 500, 0, 1000, "yuan/pupil-year", _AMOUNT, "assumption", "2017",
               Say("given to each poor primary pupil beside the national rate", "小学生每生每年增加的生活补助"),
               (0, 20_000)),
        Number("extra_junior", 625, 0, 1250, "yuan/pupil-year", _AMOUNT, "assumption", "2017",
               Say("given to each poor junior pupil beside the national rate", "初中生每生每年增加的生活补助"),
               (0, 20_000)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rules of aid that the lever, by its strength, makes more generous."""
        v = self.values
        if year < v["year_first"]:
            return {}
        wanted = {
            "aid_gap_closed": v["strength"] * v["share_of_gap"],
            "aid_extra_primary": v["strength"] * v["extra_primary"],
            "aid_extra_junior": v["strength"] * v["extra_junior"],
        }
        return {name: value for name, value in wanted.items() if value > getattr(rulebook, name)}
