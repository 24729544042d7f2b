"""Indicators of posts and teachers (编制与教师); in this version teachers are allotted by formula."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.cells import STAGES_APART
from sim.indicators.indicator import (
    COEFFICIENT,
    NEVER,
    PERSONS,
    POSTS,
    PUPILS_PER_TEACHER,
    STOCK,
    TEACHERS_PER_CLASS,
    YEARBOOK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum, Variation
from sim.indicators.school_amounts import OPEN_ONLY
from sim.indicators.themes.classes import ENROLLED, TAUGHT

_TEACHERS = Total("school", "teachers", OPEN_ONLY)
_FORMULA = Say(
    " Teachers are allotted by formula in this version: no hiring, leaving or rotation is simulated",
    "。本版本教师按公式分配，未模拟招聘、离职与交流轮岗",
)


def _said(en: str, zh: str) -> Say:
    return Say(f"{en}.{_FORMULA.en}", f"{zh}{_FORMULA.zh}")


def _variation(name: str, title: Say, how: Say, is_weighted: bool) -> Indicator:
    return Indicator(
        name,
        title,
        COEFFICIENT,
        _said(
            f"standard deviation / mean, between open schools with pupils, of full-time teachers per pupil, {how.en}; "
            "primary and junior apart, a nine-year school split by need; officially judged county by county",
            f"开办且有学生的学校之间生均专任教师数的标准差 ÷ 均值，{how.zh}；"
            "小学、初中分列，九年一贯制学校按需要分到两个学段；官方以县为单位评估",
        ),
        "教督〔2012〕3号 (差异系数)",
        NEVER,
        Variation("teachers", OPEN_ONLY, is_weighted),
        STAGES_APART,
        3,
    )


STAFF = Theme(
    Say("Posts and teachers", "编制与教师"),
    (
        Indicator(
            "posts",
            Say("posts allotted to schools", "核定编制"),
            POSTS,
            _said("posts allotted to open schools", "分配到开办学校的编制数"),
            "中央编办发〔2014〕72号",
            STOCK,
            Sum(Total("school", "posts", OPEN_ONLY)),
        ),
        Indicator(
            "teachers",
            Say("full-time teachers", "专任教师"),
            PERSONS,
            _said("full-time teachers of open schools", "开办学校的专任教师数"),
            YEARBOOK,
            STOCK,
            Sum(_TEACHERS),
        ),
        Indicator(
            "pupils_per_teacher",
            Say("pupils per teacher", "生师比"),
            PUPILS_PER_TEACHER,
            _said("pupils / full-time teachers", "在校生 ÷ 专任教师"),
            YEARBOOK,
            NEVER,
            Ratio(ENROLLED, _TEACHERS),
            decimals=1,
        ),
        Indicator(
            "teachers_per_class",
            Say("teachers per class", "班师比"),
            TEACHERS_PER_CLASS,
            _said("full-time teachers / classes", "专任教师 ÷ 教学班"),
            YEARBOOK,
            NEVER,
            Ratio(_TEACHERS, TAUGHT),
            decimals=2,
        ),
        _variation(
            "cv_teachers",
            Say(
                "difference coefficient of teachers per pupil, official",
                "生均教师差异系数（官方，按学生加权）",
            ),
            Say("each school weighted by its pupils (official)", "各校按学生数加权（官方口径）"),
            is_weighted=True,
        ),
        _variation(
            "cv_teachers_unweighted",
            Say("difference coefficient of teachers per pupil, unweighted", "生均教师差异系数（不加权）"),
            Say("each school counted once", "各校权重相同"),
            is_weighted=False,
        ),
    ),
)
