"""Indicators of posts (编制): need by three yardsticks side by side, posts, vacancies, surplus and shortage."""

import numpy as np

from sim.base.errors import Say
from sim.indicators.amounts import Less, Total
from sim.indicators.cells import BY_ZONE
from sim.indicators.indicator import (
    GAP,
    MODEL,
    NEVER,
    PERCENT,
    PERSONS,
    POSTS,
    PUPILS_PER_POST,
    STOCK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import OPEN_ONLY, OfOpenPublic

_UNIFIED = "中央编办发〔2014〕72号 (M4a)"
_THREE = "通市政办发〔2017〕13号 二(四) (M4a)"
_FILLED = "通市政办发〔2017〕13号 二(四) (M4f)"
_VACANT, _TEACHER_POSTS = Total("staff", "n_vacant"), OfOpenPublic(("teacher_posts",))
_HOME = OfOpenPublic(("teachers_home",))


def _beyond(more: np.ndarray, less: np.ndarray) -> np.ndarray:
    return np.maximum(more - less, 0.0)


def _over_posts(
    home: np.ndarray, special: np.ndarray, outside: np.ndarray, volunteers: np.ndarray, posts: np.ndarray
) -> np.ndarray:
    return np.maximum(home - special - outside - volunteers - posts, 0.0)


def _need(name: str, title: Say, how: Say, source: str) -> Indicator:
    return Indicator(
        f"posts_needed_{name}",
        title,
        POSTS,
        Say(
            f"{how.en}, all staff, summed over open public schools; stands beside the other two yardsticks",
            f"{how.zh}（含全部教职工），开办的公办学校合计；与另两种口径并列",
        ),
        source,
        STOCK,
        Sum(OfOpenPublic((f"need_{name}",))),
        decimals=1,
    )


POSTS_THEME = Theme(
    Say("Posts", "编制"),
    (
        _need(
            "by_pupils",
            Say("posts needed by pupils", "按生师比应核编制"),
            Say("pupils of the last census / pupils a post", "上次统计在校生 ÷ 每编制学生数"),
            _UNIFIED,
        ),
        _need(
            "by_classes",
            Say("posts needed by classes", "按班师比应核编制"),
            Say("classes of the last census x posts a class", "上次统计班数 × 每班编制数"),
            _THREE,
        ),
        _need(
            "by_periods",
            Say("posts needed by periods", "按教学量应核编制"),
            Say("weekly periods of the last census's classes / load", "上次统计各班周课时 ÷ 周工作量"),
            _THREE,
        ),
        Indicator(
            "posts",
            Say("posts allotted to schools", "核定编制"),
            POSTS,
            Say("posts allotted to open schools", "分配到开办学校的编制数"),
            _UNIFIED,
            STOCK,
            Sum(Total("school", "posts", OPEN_ONLY)),
        ),
        Indicator(
            "pupils_per_post",
            Say("pupils per post", "每编制学生数"),
            PUPILS_PER_POST,
            Say("pupils / posts, open public schools", "开办的公办学校在校生 ÷ 核定编制"),
            "通市政办发〔2017〕13号 一(三) (G3a)",
            NEVER,
            Ratio(OfOpenPublic(("pupils",)), OfOpenPublic(("posts",))),
            decimals=1,
        ),
        Indicator(
            "posts_surplus_by_pupils",
            Say("surplus posts by pupils", "超编（按生师比）"),
            POSTS,
            Say(
                "posts beyond the need by pupils, in each open public school and stage by itself, summed; never "
                "netted with shortage",
                "各公办学校本学段核定编制超出按生师比应核编制的部分合计；不与缺编相抵",
            ),
            "通市政办发〔2017〕13号 二(四) (M4b)",
            GAP,
            Sum(OfOpenPublic(("posts", "need_by_pupils"), _beyond)),
            decimals=1,
        ),
        Indicator(
            "posts_short_by_classes",
            Say("posts short by classes", "缺编（按班师比）"),
            POSTS,
            Say(
                "need by classes beyond the posts, in each open public school and stage by itself, summed; never "
                "netted with surplus",
                "各公办学校本学段按班师比应核编制超出核定编制的部分合计；不与超编相抵",
            ),
            "通市政办发〔2017〕13号 二(四) (M4b)",
            GAP,
            Sum(OfOpenPublic(("need_by_classes", "posts"), _beyond)),
            decimals=1,
        ),
        Indicator(
            "teacher_posts",
            Say("posts for teachers", "教师编制"),
            POSTS,
            Say(
                "part of the posts that is for teachers, open public schools",
                "开办的公办学校核定编制中的教师编制",
            ),
            MODEL,
            STOCK,
            Sum(_TEACHER_POSTS),
        ),
        Indicator(
            "posts_vacant",
            Say("vacant posts for teachers", "教师岗位空缺"),
            POSTS,
            Say(
                "posts for teachers without one, summed over the schools that lack them; never netted with teachers "
                "beyond the posts of others",
                "各校教师岗位空缺合计；不与他校超编教师相抵",
            ),
            _FILLED,
            GAP,
            Sum(_VACANT),
        ),
        Indicator(
            "share_posts_filled",
            Say("fill rate of teacher posts", "教师编制使用率"),
            PERCENT,
            Say(
                "(posts for teachers - vacant ones) / posts for teachers, in percent; teachers beyond the posts of "
                "one school fill none of another",
                "（教师编制 - 岗位空缺）÷ 教师编制（百分比）；一校超编不抵另一校空缺",
            ),
            _FILLED,
            NEVER,
            Ratio(Less(_TEACHER_POSTS, _VACANT), _TEACHER_POSTS, 100.0),
            BY_ZONE,
            1,
        ),
        Indicator(
            "teachers_over_posts",
            Say("teachers beyond the posts of their school", "超出本校教师编制的教师"),
            PERSONS,
            Say(
                "teachers of a school in posts (no special posts, volunteers, nor others), beyond its posts for "
                "teachers in the stage, summed; never netted with vacancies",
                "各校本学段在编教师（不含特岗、志愿者、编外）超出教师编制的部分合计；不与空缺相抵",
            ),
            "通市政办发〔2017〕13号 二(四) (M4b)",
            GAP,
            Sum(
                OfOpenPublic(
                    ("teachers_home", "n_special", "n_outside_posts", "n_volunteers", "teacher_posts"),
                    _over_posts,
                )
            ),
        ),
        Indicator(
            "special_posts",
            Say("special-post teachers", "特岗教师"),
            PERSONS,
            Say("teachers on special posts, by home school", "在岗特岗教师（按人事关系）"),
            "通市政办发〔2017〕13号 二(六) (M6i)",
            STOCK,
            Sum(OfOpenPublic(("n_special",))),
        ),
        Indicator(
            "volunteers",
            Say("volunteer teachers", "支教志愿者"),
            PERSONS,
            Say("volunteers who teach, by home school", "在岗支教志愿者"),
            "通市政办发〔2017〕13号 二(四) (M4g)",
            STOCK,
            Sum(OfOpenPublic(("n_volunteers",))),
        ),
        Indicator(
            "share_outside_posts",
            Say("share of teachers outside posts", "编外教师占比"),
            PERCENT,
            Say(
                "teachers outside the posts / teachers by home school, in percent",
                "编外聘用教师 ÷ 教师（按人事关系，百分比）",
            ),
            _FILLED,
            NEVER,
            Ratio(OfOpenPublic(("n_outside_posts",)), _HOME, 100.0),
            decimals=1,
        ),
    ),
)
