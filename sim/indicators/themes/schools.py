"""Indicators of schools (学校布局): numbers, small schools, crowding and thinness side by side."""

from sim.base.errors import Say
from sim.base.number import Number
from sim.indicators.amounts import SinceCensus, Total, Within
from sim.indicators.cells import BY_STAGE
from sim.indicators.indicator import (
    FLOW,
    MODEL,
    NEVER,
    PERCENT,
    PUPILS,
    ROOMS,
    SCHOOL_STOCK,
    SCHOOLS,
    SITES,
    STOCK,
    YEARBOOK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import Displaced, OpenSchools
from sim.indicators.themes.classes import ENROLLED, OVER_STANDARD
from sim.kernels.codes import KIND_NAMES, POINT, TOWN, URBAN, VILLAGE

SMALL_SCHOOL = Number(
    "small_school_below", 100, 100, 100, "pupils", "国办发〔2018〕27号", "known", "2018",
    Say("pupils, both stages together, below which a school or point is small", "小规模学校的学生数上限（不含）"),
)  # fmt: skip
_LEGAL = tuple(name for kind, name in enumerate(KIND_NAMES) if kind != POINT)
_SMALL = OpenSchools(KIND_NAMES, SMALL_SCHOOL.value)


def _placed(column: str) -> Sum:
    return Sum(SinceCensus(Total("school_grade", column)))


SCHOOLS_THEME = Theme(
    Say("Schools", "学校布局"),
    (
        Indicator(
            "schools",
            Say("schools", "学校"),
            SCHOOLS,
            Say(
                "open schools, without teaching points; a nine-year school counts once, and in each stage it teaches",
                "开办的学校数，不含教学点；九年一贯制学校合计只计一次，分学段时各计一次",
            ),
            YEARBOOK,
            SCHOOL_STOCK,
            Sum(OpenSchools(_LEGAL)),
        ),
        Indicator(
            "points",
            Say("teaching points", "教学点"),
            SCHOOLS,
            Say("open teaching points", "开办的教学点数"),
            YEARBOOK,
            SCHOOL_STOCK,
            Sum(OpenSchools((KIND_NAMES[POINT],))),
        ),
        Indicator(
            "small_schools",
            Say("small schools and points", "小规模学校（含教学点）"),
            SCHOOLS,
            Say(
                "open schools and points with fewer than 100 pupils; both stages of a nine-year school count together",
                "学生不足100人的学校和教学点；九年一贯制学校按两个学段合计",
            ),
            "国办发〔2018〕27号",
            SCHOOL_STOCK,
            Sum(_SMALL),
        ),
        Indicator(
            "crowding_index",
            Say("crowding of towns", "城镇拥挤指数"),
            PERCENT,
            Say(
                "share of the pupils of 城区 and 镇区 who sit in classes over the standard, in percent; stands beside "
                "the thinness of villages and is never merged with it",
                "城区、镇区在校生中处于超标准班额班级者的占比（百分比）；与乡村稀薄指数并列，不得合并为一个数",
            ),
            "通市政办发〔2017〕13号 (城镇挤、乡村弱); definition of this model",
            NEVER,
            Ratio(Within(OVER_STANDARD, (URBAN, TOWN)), Within(ENROLLED, (URBAN, TOWN)), 100.0),
            BY_STAGE,
            1,
        ),
        Indicator(
            "thinness_index",
            Say("thinness of villages", "乡村稀薄指数"),
            PERCENT,
            Say(
                "share of the open schools and points in 乡村 with fewer than 100 pupils, in percent; stands beside "
                "the crowding of towns and is never merged with it",
                "乡村学校和教学点中学生不足100人者的占比（百分比）；与城镇拥挤指数并列，不得合并为一个数",
            ),
            "通市政办发〔2017〕13号 (城镇挤、乡村弱); definition of this model",
            NEVER,
            Ratio(Within(_SMALL, (VILLAGE,)), Within(OpenSchools(KIND_NAMES), (VILLAGE,)), 100.0),
            BY_STAGE,
            1,
        ),
        Indicator(
            "sites_idle",
            Say("idle school sites", "闲置校址"),
            SITES,
            Say(
                "closed schools whose site serves no education: no new school stands there, nor was it given to "
                "another educational use",
                "已停办且校址未用于教育（既未新建学校，也未改作其他教育用途）的学校数",
            ),
            MODEL,
            STOCK,
            Sum(Total("school", "sites_idle")),
        ),
        Indicator(
            "rooms_idle_sites",
            Say("rooms on idle sites", "闲置校址教室"),
            ROOMS,
            Say("ordinary rooms on idle school sites", "闲置校址上的普通教室数"),
            MODEL,
            STOCK,
            Sum(Total("school", "rooms_idle_sites")),
        ),
        Indicator(
            "displaced",
            Say("pupils displaced by closures", "撤并涉及学生"),
            PUPILS,
            Say(
                "pupils on 31 August of schools open at the last census and closed at this one, without the highest "
                "grade the school taught; where the old school stood",
                "上次统计时开办、本次统计时已停办的学校8月31日在校生数，不含其最高年级；按原学校所在地计",
            ),
            MODEL,
            FLOW,
            Sum(Displaced()),
        ),
        Indicator(
            "n_overflow",
            Say("children placed elsewhere, their school full", "统筹安置学生"),
            PUPILS,
            Say(
                "children of a school's zone placed in another school because it was full, since the last census; "
                "where the full school stands",
                "上次统计以来因学区学校满额而统筹到其他学校的学生；按满额学校所在地计",
            ),
            MODEL,
            FLOW,
            _placed("n_overflow_out"),
        ),
        Indicator(
            "over_capacity",
            Say("children placed beyond the seats", "超容量安置学生"),
            PUPILS,
            Say(
                "local children placed beyond the seats of a school, none having a seat left, since the last census",
                "上次统计以来因各校均无空余学位而超容量安置的本地学生",
            ),
            MODEL,
            FLOW,
            _placed("n_over_capacity"),
        ),
    ),
)
