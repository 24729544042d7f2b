"""Indicators of small schools and points (小规模学校与教学点): how thin, how staffed; beside crowding, never merged."""

from sim.base.errors import Say
from sim.indicators.amounts import Total, Within
from sim.indicators.cells import BY_STAGE
from sim.indicators.indicator import (
    CLASSES,
    MODEL,
    NEVER,
    PERCENT,
    POSTS,
    SCHOOL_STOCK,
    SCHOOLS,
    STOCK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import OPEN_ONLY, OpenSchools, PupilsOfSchools
from sim.indicators.themes.classes import ENROLLED
from sim.indicators.themes.schools import SMALL_SCHOOL
from sim.kernels.codes import KIND_NAMES, VILLAGE

_POLICY = "通市政办发〔2017〕13号 (城镇挤、乡村弱); definition of this model"
_SIZES = (int(SMALL_SCHOOL.value), 50, 10)


def _fewer_than(size: int) -> Indicator:
    return Indicator(
        f"schools_under_{size}",
        Say(f"schools and points under {size} pupils", f"不足{size}人的学校和教学点"),
        SCHOOLS,
        Say(
            f"open schools and points with fewer than {size} pupils, those without any too; both stages of a nine-year "
            "school count together",
            f"学生不足{size}人的学校和教学点（含无学生者）；九年一贯制学校按两个学段合计",
        ),
        MODEL,
        SCHOOL_STOCK,
        Sum(OpenSchools(KIND_NAMES, size)),
    )


def _rural_pupils(size: int) -> Indicator:
    return Indicator(
        f"share_rural_pupils_under_{size}",
        Say(f"share of village pupils in schools under {size} pupils", f"乡村学生就读不足{size}人学校的占比"),
        PERCENT,
        Say(
            f"pupils of 乡村 schools and points with fewer than {size} pupils / pupils of 乡村, in percent; stands "
            "beside the crowding of towns and is never merged with it",
            f"乡村不足{size}人的学校和教学点在校生 ÷ 乡村在校生（百分比）；与城镇拥挤指数并列，不得合并为一个数",
        ),
        _POLICY,
        NEVER,
        Ratio(Within(PupilsOfSchools(size), (VILLAGE,)), Within(ENROLLED, (VILLAGE,)), 100.0),
        BY_STAGE,
        1,
    )


SMALL_SCHOOLS = Theme(
    Say("Small schools and points", "小规模学校与教学点"),
    (
        *(_fewer_than(size) for size in _SIZES[1:]),
        *(_rural_pupils(size) for size in _SIZES),
        Indicator(
            "share_small_schools_staffed",
            Say("small schools with a teacher for each class", "每班至少一名教师的小规模学校占比"),
            PERCENT,
            Say(
                "open schools and points with fewer than 100 pupils and at least as many teachers as classes / open "
                "schools and points with fewer than 100 pupils, in percent",
                "学生不足100人且专任教师不少于班数的学校和教学点 ÷ 学生不足100人的学校和教学点（百分比）",
            ),
            "通市政办发〔2017〕13号 一(三) (G3e)",
            NEVER,
            Ratio(
                OpenSchools(KIND_NAMES, SMALL_SCHOOL.value, is_staffed=True),
                OpenSchools(KIND_NAMES, SMALL_SCHOOL.value),
                100.0,
            ),
            decimals=1,
        ),
        Indicator(
            "classes_without_teacher",
            Say("classes without a teacher of their own", "无专任教师的班级"),
            CLASSES,
            Say(
                "classes of open schools beyond the teachers of the school in the stage, summed over schools",
                "各校本学段班数超过专任教师数的部分合计",
            ),
            MODEL,
            STOCK,
            Sum(Total("school", "classes_without_teacher", OPEN_ONLY)),
        ),
        Indicator(
            "posts_short_of_floor",
            Say("posts missing to the floor of small schools", "小规模学校编制底线缺口"),
            POSTS,
            Say(
                "posts missing to the rulebook's floor of schools and points with fewer than 100 pupils",
                "学生不足100人的学校和教学点低于规则表编制底线的缺口",
            ),
            "provincial practice (min_posts_small)",
            STOCK,
            Sum(Total("school", "posts_short_of_floor", OPEN_ONLY)),
        ),
        Indicator(
            "posts_from_central",
            Say("posts lent by central schools", "中心校统筹下派编制"),
            POSTS,
            Say(
                "posts that village schools and points have from the pool of their central school beyond those they "
                "would have by themselves (走教)",
                "村小、教学点因与中心校统筹而多于单独核定的编制（走教）",
            ),
            "通市政办发〔2017〕13号 二(七) (M7c)",
            STOCK,
            Sum(Total("school", "posts_from_central", OPEN_ONLY)),
        ),
    ),
)
