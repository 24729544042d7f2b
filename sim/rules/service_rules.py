"""Rules of travel, boarding and posts (路途, 寄宿, 编制)."""

from dataclasses import dataclass

from sim.rules.field import rule

_MODEL = "assumption"


@dataclass(frozen=True)
class ServiceRules:
    """Fields of the rulebook about travel, boarding and staff."""

    minutes_limit_grade_1_3: int = rule(
        30,
        "minutes",
        "国办发〔2018〕27号",
        "read",
        2018,
        (5, 120),
        "longest day trip, grades 1-3",
        "1-3年级路途时间上限",
    )
    minutes_limit_grade_4_6: int = rule(
        45,
        "minutes",
        _MODEL + ": no national limit",
        "assumption",
        2017,
        (5, 180),
        "longest day trip, grades 4-6",
        "4-6年级路途时间上限",
    )
    minutes_limit_junior: int = rule(
        60,
        "minutes",
        _MODEL + ": no national limit",
        "assumption",
        2017,
        (5, 180),
        "longest day trip, junior",
        "初中路途时间上限",
    )
    service_radius_primary: int = rule(
        500,
        "m",
        "GB50180 (2002, kept in 2018)",
        "read",
        2002,
        (0, 5000),
        "service radius of urban primary schools, straight line",
        "城区小学服务半径",
    )
    service_radius_junior: int = rule(
        1000,
        "m",
        "GB50180 (2002, kept in 2018)",
        "read",
        2002,
        (0, 5000),
        "service radius of urban junior schools, straight line",
        "城区初中服务半径",
    )
    boarding_min_grade: int = rule(
        4,
        "grade",
        "国办发〔2012〕48号; 国办发〔2018〕27号",
        "read",
        2012,
        (1, 9),
        "lowest grade that may board",
        "最低寄宿年级",
    )
    posts_ratio_primary: float = rule(
        19.0,
        "pupils/post",
        "中央编办发〔2014〕72号",
        "known",
        2014,
        (5, 40),
        "pupils a post (all staff), primary",
        "小学生师比(编制)",
    )
    posts_ratio_junior: float = rule(
        13.5,
        "pupils/post",
        "中央编办发〔2014〕72号",
        "known",
        2014,
        (5, 40),
        "pupils a post (all staff), junior",
        "初中生师比(编制)",
    )
    posts_per_class_primary: float = rule(
        1.8,
        "posts/class",
        "provincial practice, range 1.5-2.5",
        "estimate",
        2014,
        (1, 5),
        "posts a class, primary",
        "小学班师比",
    )
    posts_per_class_junior: float = rule(
        3.0,
        "posts/class",
        "provincial practice, range 2.5-4.0",
        "estimate",
        2014,
        (1, 6),
        "posts a class, junior",
        "初中班师比",
    )
    min_posts_small: int = rule(
        3,
        "posts",
        "provincial practice: at least 3 staff for a site with a multi-grade class",
        "estimate",
        2014,
        (1, 20),
        "floor for a small school or point with a multi-grade class; without one at most classes x posts a class",
        "小规模学校编制底线",
    )
    pools_township_staff: float = rule(
        0.0,
        "share",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 1),
        "posts of a township's central school (中心校) and its village schools and points that go by their classes as "
        "one pool, not by each one's pupils",
        "中心校与村小、教学点统筹使用编制的比例",
    )
