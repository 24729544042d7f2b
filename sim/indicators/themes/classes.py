"""Indicators of pupils and classes (在校生与班额)."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.indicator import (
    CLASSES,
    FLOW,
    MODEL,
    NEVER,
    PERCENT,
    PUPILS,
    PUPILS_PER_CLASS,
    STOCK,
    YEARBOOK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import PupilsInClasses

ENROLLED = Total("school_grade", "pupils")
TAUGHT = Total("school_grade", "classes")
OVER_STANDARD = PupilsInClasses("class_standard")
_IN_LARGE = PupilsInClasses("large_local", counts_equal=True)
_LARGE_NATIONAL = Total("school_grade", "n_large_national")
_SUPER_LARGE = Total("school_grade", "n_super_large")


def _classes(column: str) -> Sum:
    return Sum(Total("school_grade", column))


CLASS_SIZES = Theme(
    Say("Pupils and classes", "在校生与班额"),
    (
        Indicator(
            "pupils",
            Say("pupils enrolled", "在校生"),
            PUPILS,
            Say("pupils enrolled on 1 September", "9月1日在校生数"),
            YEARBOOK,
            STOCK,
            Sum(ENROLLED),
        ),
        Indicator(
            "entrants",
            Say("entrants", "招生"),
            PUPILS,
            Say(
                "pupils who entered grade 1 (primary) or grade 7 (junior) this school year; in the first year of a run "
                "all pupils of the two grades",
                "当年小学一年级、初中七年级新生数；运行首年为这两个年级的全部学生",
            ),
            YEARBOOK,
            FLOW,
            Sum(Total("school_grade", "n_entrants")),
        ),
        Indicator(
            "classes",
            Say("classes", "教学班"),
            CLASSES,
            Say("classes on 1 September; a multi-grade class counts once", "9月1日教学班数；复式班只计一次"),
            YEARBOOK,
            STOCK,
            Sum(TAUGHT),
        ),
        Indicator(
            "mean_class_size",
            Say("mean class size", "平均班额"),
            PUPILS_PER_CLASS,
            Say("pupils / classes", "在校生数 ÷ 教学班数"),
            YEARBOOK,
            NEVER,
            Ratio(ENROLLED, TAUGHT),
            decimals=1,
        ),
        Indicator(
            "classes_over_standard",
            Say("classes over the standard", "超标准班额班数"),
            CLASSES,
            Say(
                "classes with more pupils than the standard class of the rulebook of the year (45 primary, 50 junior "
                "unless a lever changes it)",
                "学生数超过当年规则表标准班额的班（一般小学45人、初中50人）",
            ),
            "通市政办发〔2017〕13号",
            STOCK,
            _classes("n_over_standard"),
        ),
        Indicator(
            "pupils_over_standard",
            Say("pupils in classes over the standard", "超标准班额班级学生"),
            PUPILS,
            Say(
                "all pupils of the classes over the standard of their county, stage and year",
                "超过当年本县本学段标准班额的班级的全部学生",
            ),
            MODEL,
            STOCK,
            Sum(OVER_STANDARD),
        ),
        Indicator(
            "share_pupils_over_standard",
            Say("share of pupils in classes over the standard", "超标准班额班级学生占比"),
            PERCENT,
            Say(
                "pupils in classes over the standard / pupils, in percent",
                "超标准班额班级学生 ÷ 在校生（百分比）",
            ),
            MODEL,
            NEVER,
            Ratio(OVER_STANDARD, ENROLLED, 100.0),
            decimals=1,
        ),
        Indicator(
            "large_classes_local",
            Say("large classes, local definition", "大班额（本地口径）"),
            CLASSES,
            Say(
                "classes of 56 pupils and more (primary), 61 and more (junior), or as the rulebook of the year says",
                "小学56人及以上、初中61人及以上的班（以当年规则表为准）",
            ),
            "通市政办发〔2017〕13号",
            STOCK,
            _classes("n_large_local"),
        ),
        Indicator(
            "pupils_in_large_classes",
            Say("pupils in large classes, local definition", "大班额班级学生（本地口径）"),
            PUPILS,
            Say(
                "all pupils of the classes that are large by the local definition of their county, stage and year",
                "当年达到本县本学段大班额（本地口径）的班级的全部学生",
            ),
            "通市政办发〔2017〕13号",
            STOCK,
            Sum(_IN_LARGE),
        ),
        Indicator(
            "share_pupils_in_large_classes",
            Say("share of pupils in large classes, local definition", "大班额班级学生占比（本地口径）"),
            PERCENT,
            Say(
                "pupils in large classes of the local definition / pupils, in percent",
                "大班额班级学生 ÷ 在校生（百分比）",
            ),
            "通市政办发〔2017〕13号",
            NEVER,
            Ratio(_IN_LARGE, ENROLLED, 100.0),
            decimals=1,
        ),
        Indicator(
            "large_classes_national",
            Say("large classes, national definition", "大班额（国家口径）"),
            CLASSES,
            Say(
                "classes of 56 pupils and more, both stages, or as the rulebook of the year says",
                "56人及以上的班，小学、初中相同（以当年规则表为准）",
            ),
            "国发〔2016〕40号",
            STOCK,
            Sum(_LARGE_NATIONAL),
        ),
        Indicator(
            "super_large_classes",
            Say("super-large classes", "超大班额"),
            CLASSES,
            Say(
                "classes of 66 pupils and more, or as the rulebook of the year says",
                "66人及以上的班（以当年规则表为准）",
            ),
            "国发〔2016〕40号",
            STOCK,
            Sum(_SUPER_LARGE),
        ),
        Indicator(
            "share_large_classes_national",
            Say("share of large classes, national definition", "大班额占比（国家口径）"),
            PERCENT,
            Say(
                "large classes of the national definition / classes, in percent (control line of 2020: 5 %)",
                "大班额（国家口径）÷ 教学班数（百分比；2020年控制线5%）",
            ),
            "国发〔2016〕40号",
            NEVER,
            Ratio(_LARGE_NATIONAL, TAUGHT, 100.0),
            decimals=2,
        ),
        Indicator(
            "share_super_large_classes",
            Say("share of super-large classes", "超大班额占比"),
            PERCENT,
            Say(
                "super-large classes / classes, in percent (control line of 2018: 2 %)",
                "超大班额 ÷ 教学班数（百分比；2018年控制线2%）",
            ),
            "国发〔2016〕40号",
            NEVER,
            Ratio(_SUPER_LARGE, TAUGHT, 100.0),
            decimals=2,
        ),
        Indicator(
            "multigrade_classes",
            Say("multi-grade classes", "复式班"),
            CLASSES,
            Say("classes in which more than one grade is taught", "两个及以上年级合编的班"),
            YEARBOOK,
            STOCK,
            _classes("n_multigrade"),
        ),
    ),
)
