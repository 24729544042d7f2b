"""Indicators of the teachers there are (教师队伍): number, subjects, backbone, title, age; between schools."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.cells import STAGES_APART
from sim.indicators.indicator import (
    COEFFICIENT,
    MODEL,
    NEVER,
    PERCENT,
    PERSONS,
    PUPILS_PER_TEACHER,
    STOCK,
    SUBJECTS,
    TEACHERS_PER_100,
    TEACHERS_PER_CLASS,
    YEARBOOK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum, Variation
from sim.indicators.school_amounts import OPEN_ONLY, PUBLIC_ONLY, OfOpenPublic, OpenSchools
from sim.indicators.themes.classes import ENROLLED, TAUGHT
from sim.kernels.codes import KIND_NAMES

_TEACHERS, _PUBLIC = Total("school", "teachers", OPEN_ONLY), OfOpenPublic(("teachers",))
_PUPILS = OfOpenPublic(("pupils",))
_QUALITY = "教督〔2017〕6号"
_SUBJECTS = "通市政办发〔2017〕13号 二(四)、二(六) (M4e, M6a)"
_TAKEN = ("subjects_lacking", "subjects_uncovered")


def _variation(name: str, title: Say, how: Say, is_weighted: bool) -> Indicator:
    return Indicator(
        name,
        title,
        COEFFICIENT,
        Say(
            f"standard deviation / mean, between open schools with pupils, of full-time teachers per pupil, {how.en}; "
            "primary and junior apart; officially judged county by county",
            f"开办且有学生的学校之间生均专任教师数的标准差 ÷ 均值，{how.zh}；小学、初中分列；官方以县为单位评估",
        ),
        "教督〔2012〕3号 (差异系数)",
        NEVER,
        Variation("teachers", OPEN_ONLY, is_weighted),
        STAGES_APART,
        3,
    )


def _per_100(name: str, title: Say, who: Say, column: str, line: str) -> Indicator:
    return Indicator(
        name,
        title,
        TEACHERS_PER_100,
        Say(
            f"{who.en} who serve at open public schools / their pupils, for 100 pupils (scorecard: {line})",
            f"开办的公办学校{who.zh} ÷ 在校生 × 100（评估标准 {line}）",
        ),
        _QUALITY,
        NEVER,
        Ratio(OfOpenPublic((column,)), _PUPILS, 100.0),
        decimals=2,
    )


def _share(name: str, title: Say, who: Say, column: str, source: str) -> Indicator:
    return Indicator(
        name,
        title,
        PERCENT,
        Say(
            f"{who.en} / teachers who serve at open public schools, in percent",
            f"{who.zh} ÷ 开办的公办学校任教教师（百分比）",
        ),
        source,
        NEVER,
        Ratio(OfOpenPublic((column,)), _PUBLIC, 100.0),
        decimals=1,
    )


def _subjects(name: str, title: Say, definition: Say, column: str) -> Indicator:
    return Indicator(name, title, SUBJECTS, definition, _SUBJECTS, STOCK, Sum(OfOpenPublic((column,))))


def _share_of_schools(name: str, title: Say, definition: Say, column: str) -> Indicator:
    every = OpenSchools(KIND_NAMES, where=PUBLIC_ONLY)
    able = OpenSchools(KIND_NAMES, where=PUBLIC_ONLY, without=column)
    return Indicator(
        name, title, PERCENT, definition, _SUBJECTS, NEVER, Ratio(able, every, 100.0), decimals=1
    )


STAFF = Theme(
    Say("Teachers", "教师队伍"),
    (
        Indicator(
            "teachers",
            Say("full-time teachers", "专任教师"),
            PERSONS,
            Say(
                "full-time teachers who serve at open schools; of private schools as many as the pupil ratios ask for",
                "开办学校任教的专任教师数；民办学校按生师比计",
            ),
            YEARBOOK,
            STOCK,
            Sum(_TEACHERS),
        ),
        Indicator(
            "pupils_per_teacher",
            Say("pupils per teacher", "生师比"),
            PUPILS_PER_TEACHER,
            Say("pupils / full-time teachers", "在校生 ÷ 专任教师"),
            YEARBOOK,
            NEVER,
            Ratio(ENROLLED, _TEACHERS),
            decimals=1,
        ),
        Indicator(
            "teachers_per_class",
            Say("teachers per class", "班师比"),
            TEACHERS_PER_CLASS,
            Say("full-time teachers / classes", "专任教师 ÷ 教学班"),
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
        _per_100(
            "pe_arts_per_100",
            Say("PE, music and art teachers per 100 pupils", "每百名学生体育、艺术专任教师"),
            Say("PE, music and art teachers", "体育、音乐、美术专任教师"),
            "n_pe_arts",
            "0.9",
        ),
        _per_100(
            "backbone_per_100",
            Say("backbone teachers per 100 pupils", "每百名学生骨干教师"),
            Say("backbone teachers", "县级及以上骨干教师"),
            "n_backbone",
            "1",
        ),
        _per_100(
            "above_standard_per_100",
            Say("teachers above the legal qualification per 100 pupils", "每百名学生高于规定学历教师"),
            Say("teachers above the legal qualification", "高于规定学历教师"),
            "n_above_standard",
            "4.2 / 5.3",
        ),
        _subjects(
            "subjects_lacking",
            Say("of PE, music and art those without an own teacher", "无本校教师的体音美学科"),
            Say(
                "of PE, music and art those without a teacher of the school, summed over open public schools",
                "开办的公办学校体育、音乐、美术中无本校教师的学科数合计",
            ),
            _TAKEN[0],
        ),
        _subjects(
            "subjects_uncovered",
            Say("of PE, music and art those nobody teaches", "未开齐的体音美学科"),
            Say(
                "part of them that no shared teacher covers either, summed over open public schools",
                "其中走教、共享教师也未覆盖的学科数合计",
            ),
            _TAKEN[1],
        ),
        _share_of_schools(
            "share_schools_own_subjects",
            Say("share of schools with own PE, music and art teachers", "体音美均有本校教师的学校占比"),
            Say(
                "open public schools and points with a teacher of their own in PE, music and art each / all of them, "
                "in percent",
                "体育、音乐、美术均有本校教师的公办学校和教学点 ÷ 公办学校和教学点（百分比）",
            ),
            _TAKEN[0],
        ),
        _share_of_schools(
            "share_schools_all_subjects",
            Say("share of schools able to staff PE, music and art", "能开齐体音美的学校占比"),
            Say(
                "open public schools and points in which own or shared teachers cover PE, music and art each / all of "
                "them, in percent; able to staff, not how well it is taught",
                "体育、音乐、美术均有本校或走教教师的公办学校和教学点 ÷ 公办学校和教学点（百分比）；仅指能配备",
            ),
            _TAKEN[1],
        ),
        _share(
            "share_senior_title",
            Say("share of teachers of senior title", "高级职称教师占比"),
            Say("teachers of senior title or above", "高级及以上职称教师"),
            "n_senior_title",
            "通市政办发〔2017〕13号 二(四) (M4c)",
        ),
        _share(
            "share_middle_title",
            Say("share of teachers of middle title or above", "中级及以上职称教师占比"),
            Say("teachers of middle title or above", "中级及以上职称教师"),
            "n_middle_title",
            "教督〔2012〕3号",
        ),
        _share(
            "share_55_and_over",
            Say("share of teachers of 55 and over", "55岁及以上教师占比"),
            Say("teachers of 55 completed years and over on 1 September", "9月1日满55周岁及以上教师"),
            "n_55_and_over",
            MODEL,
        ),
        _share(
            "share_under_35",
            Say("share of teachers under 35", "35岁以下教师占比"),
            Say("teachers under 35 on 1 September", "9月1日不满35周岁教师"),
            "n_under_35",
            MODEL,
        ),
    ),
)
