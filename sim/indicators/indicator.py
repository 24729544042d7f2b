"""What an indicator (指标) declares, and the words that many of them share."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.errors import Say
from sim.indicators.cells import EVERYWHERE, Cells
from sim.indicators.kinds import Kind


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Parameters
    ----------
    name : str
        The name in tables and scripts.
    title, unit : Say
        The name and the unit as a reader sees them.
    definition : Say
        What is counted; one sentence.
    source : str
        The document that defines it, or `definition of this model`.
    adds_up : Say
        Over which places and years levels may be summed.
    kind : Kind
        How a level is made from the records.
    cells : Cells
        In which zones and stages it is given.
    decimals : int
        Decimals with which a level is told.
    """

    name: str
    title: Say
    unit: Say
    definition: Say
    source: str
    adds_up: Say
    kind: Kind
    cells: Cells = EVERYWHERE
    decimals: int = 0

    @property
    def is_percent(self) -> bool:
        """Tell whether it is a share in percent, whose differences are percentage points."""
        return self.unit == PERCENT


@dataclass(frozen=True)
class Theme:
    """Indicators of one subject."""

    title: Say
    indicators: tuple[Indicator, ...]


PUPILS = Say("pupils", "人")
PERSONS = Say("persons", "人")
BIRTHS = Say("births", "人")
FAMILIES = Say("families", "户")
CLASSES = Say("classes", "个班")
SEATS = Say("seats", "个学位")
SCHOOLS = Say("schools", "所")
SITES = Say("sites", "处")
ROOMS = Say("rooms", "间")
BEDS = Say("beds", "张床位")
M2_PER_PUPIL = Say("m2/pupil", "平方米/生")
YUAN_PER_PUPIL = Say("yuan/pupil", "元/生")
ROOMS_PER_100 = Say("rooms/100 pupils", "间/百名学生")
POSTS = Say("posts", "个编制")
YEARS = Say("years", "年")
MINUTES = Say("minutes", "分钟")
PERCENT = Say("%", "%")
PUPILS_PER_CLASS = Say("pupils/class", "人/班")
PUPILS_PER_POST = Say("pupils/post", "生/编制")
PUPILS_PER_TEACHER = Say("pupils/teacher", "生/师")
TEACHERS_PER_CLASS = Say("teachers/class", "师/班")
TEACHERS_PER_100 = Say("teachers/100 pupils", "人/百名学生")
SUBJECTS = Say("subjects", "个学科")
TEACHER_DAYS = Say("teacher-days", "人天")
PERIODS = Say("periods/week", "课时/周")
YUAN_PER_TEACHER = Say("yuan/teacher", "元/教师")
STAFF_PER_100 = Say("persons/100 boarders", "人/百名寄宿生")
YUAN = Say("yuan", "元")
COEFFICIENT = Say("coefficient", "系数")
ENTRANTS_PER_BIRTH = Say("entrants/birth", "招生/出生")

STOCK = Say(
    "over counties, zones and stages; not over years (1 September)",
    "可按县、城乡、学段相加；不可按年相加（9月1日时点数）",
)
FLOW = Say(
    "over counties, zones, stages and school years",
    "可按县、城乡、学段和学年相加",
)
STAGE_FLOW = Say("over counties, stages and school years", "可按县、学段和学年相加")
GAP = Say(
    "over counties, zones and stages, short and idle apart, never netted; not over years",
    "可按县、城乡、学段相加，缺口与富余分别相加，不得相抵；不可按年相加",
)
SCHOOL_STOCK = Say(
    "over counties and zones; not over stages (a nine-year school teaches both) and not over years",
    "可按县、城乡相加；不可按学段相加（九年一贯制学校兼有两个学段），不可按年相加",
)
PLACE_STOCK = Say("over counties and zones; not over years", "可按县、城乡相加；不可按年相加")
COUNTY_FLOW = Say("over counties and school years", "可按县和学年相加")
NEVER = Say(
    "never: made anew from the sums of each cell, not averaged",
    "不可相加，也不可平均；各口径由合计数重新计算",
)

YEARBOOK = "教育事业统计(基础基), 9月1日时点"
MODEL = "definition of this model"
