"""Indicators of single items of 优质均衡 2017: size of schools, classes, funds of small schools, admission by zone."""

from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Less, Needs, SinceCensus, Together, Total
from sim.indicators.cells import BY_STAGE, EVERYWHERE, WHOLE, Cells
from sim.indicators.indicator import NEVER, PERCENT, Indicator, Theme
from sim.indicators.kinds import Ratio
from sim.indicators.run_tables import RunTables
from sim.indicators.school_amounts import PUBLIC_ONLY, OpenSchools
from sim.indicators.themes.classes import TAUGHT
from sim.kernels.codes import KIND_NAMES, NINE_YEAR

_DOCUMENT = "教督〔2017〕6号"
_MOST, _MOST_NINE_YEAR = 2000, 2500  # pupils of a school; 教督〔2017〕6号 item 4
_QUOTA = 0.5  # of the seats of sought-after senior highs; 教督〔2017〕6号 item 14
_FUNDED_AS = 100  # pupils; 教督〔2017〕6号 item 6
_NINE_YEAR = KIND_NAMES[NINE_YEAR]
_OTHERS = tuple(kind for kind in KIND_NAMES if kind != _NINE_YEAR)


def _public(kinds: tuple[str, ...], most: int | None = None) -> OpenSchools:
    return OpenSchools(kinds, below=None if most is None else most + 1, where=PUBLIC_ONLY)


@dataclass(frozen=True)
class Counties(Amount):
    """Counties whose rulebook has at least a value in a field; all that have the field without a value."""

    field: str
    least: float = -np.inf

    @property
    def needs(self) -> Needs:
        """Return field and value."""
        return frozenset((("rulebook", "field"), ("rulebook", "value")))

    def make(self, run: RunTables) -> np.ndarray:
        """Return 1 or 0."""
        rows = run.rows("rulebook", "field", (self.field,))
        return run.sums("rulebook", (run.values("rulebook", "value") >= self.least).astype(float), rows)


def _share(name: str, title: Say, what: Say, upper: Amount, lower: Amount, cells: Cells) -> Indicator:
    kind = Ratio(upper, lower, 100.0)
    return Indicator(name, title, PERCENT, what, _DOCUMENT, NEVER, kind, cells, decimals=1)


EVALUATION_ITEMS = Theme(
    Say("Further items of quality balance 2017", "优质均衡其他可模拟指标"),
    (
        _share(
            "share_within_size",
            Say("share of schools of no more than the size allowed", "规模不超限学校占比"),
            Say(f"open public schools with at most {_MOST} pupils, nine-year schools {_MOST_NINE_YEAR} / all of them, "
                "in percent (asked for: 100); both stages of a school together",
                f"在校生不超过{_MOST}人（九年一贯制{_MOST_NINE_YEAR}人）的公办学校占比（百分比，要求100%）；两学段合计"),
            Together((_public(_OTHERS, _MOST), _public((_NINE_YEAR,), _MOST_NINE_YEAR))),
            _public(KIND_NAMES), EVERYWHERE,
        ),
        _share(
            "share_classes_in_standard",
            Say("share of classes within the standard", "不超标准班额班级占比"),
            Say("classes with no more pupils than the standard of the year's rulebook (45 primary, 50 junior unless a "
                "lever changes it) / all classes, in percent (asked for: 100)",
                "学生数不超过当年规则表标准班额（一般小学45人、初中50人）的教学班占比（百分比，要求100%）"),
            Less(TAUGHT, Total("school_grade", "n_over_standard")), TAUGHT, EVERYWHERE,
        ),
        _share(
            "share_counties_small_funds",
            Say("share of counties that fund small schools for 100 pupils", "小规模学校按100人核定公用经费的县占比"),
            Say(f"counties whose rulebook funds small schools and points as if they had {_FUNDED_AS} pupils or more / "
                "counties, in percent",
                f"规则表规定小规模学校和教学点至少按{_FUNDED_AS}人核定公用经费的县占比（百分比）"),
            Counties("small_school_floor", _FUNDED_AS), Counties("small_school_floor"), WHOLE,
        ),
        _share(
            "share_counties_quota",
            Say("share of counties that allot half the seats of sought-after senior highs",
                "优质高中指标到校达标的县占比"),
            Say(f"counties whose rulebook allots at least {_QUOTA:.0%} of the seats of sought-after senior highs to "
                "junior schools / counties, in percent",
                f"规则表规定优质高中指标到校比例不低于{_QUOTA:.0%}的县占比（百分比）"),
            Counties("quota_share", _QUOTA), Counties("quota_share"), WHOLE,
        ),
        _share(
            "share_by_zone",
            Say("share of public entrants placed by zone", "公办学校就近划片入学比例"),
            Say("applicants of the year placed by zone or who stay in their own school / those placed in public "
                "schools, in percent (asked for: primary 100, junior 95, in urban areas and towns without boarding "
                "schools; records of admission do not tell these apart)",
                "当年划片录取及本校直升 ÷ 公办学校录取（百分比；要求城区和镇区非寄宿制小学100%、初中95%，"
                "招生记录未能区分）"),
            SinceCensus(Together((Total("admission", "n_own_school"), Total("admission", "n_zone")))),
            SinceCensus(Total("admission", "n_public")), BY_STAGE,
        ),
    ),
)  # fmt: skip
