"""Rules of public funds and aid (公用经费、两免一补): the floor of small schools, and funds that follow the pupil.

The rates themselves are national and dated: `sim.rules.fund_rates`.
"""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE = "none in force before the policy"


@dataclass(frozen=True)
class FundRules:
    """Fields of the rulebook about it."""

    small_school_floor: int = rule(
        100,
        "pupils",
        "国发〔2015〕67号: 农村地区不足100人的规模较小学校按100人核定公用经费; haomingwl.com 禹州市",
        "read",
        2016,
        (0, 1000),
        "pupils that a school or point outside 城区 is funded as where it has fewer",
        "农村小规模学校公用经费核定人数",
    )
    small_boarding_floor: int = rule(
        100,
        "pupils",
        "国发〔2015〕67号, as of every small school; none of its own found for Jilin",
        "assumption",
        2016,
        (0, 1000),
        "the same for a school with boarders, where it is above that of small schools",
        "农村小规模寄宿制学校公用经费核定人数",
    )
    small_school_supplement: float = rule(
        0.0,
        "yuan/school-year",
        _NONE,
        "assumption",
        2016,
        (0, 10_000_000),
        "given to each school below its floor on top of it",
        "小规模学校定额补助",
    )
    funds_follow_share: float = rule(
        0.0,
        "share",
        "none before the policy: funds are allotted by the roll (学籍)",
        "assumption",
        2016,
        (0, 1),
        "part of a pupil's public funds and aid that goes to where the pupil sits when the roll stands elsewhere",
        "公用经费和两免一补随学生流动比例",
    )
    funds_lag_years: int = rule(
        0,
        "years",
        _NONE,
        "assumption",
        2016,
        (0, 9),
        "censuses at which a pupil sits elsewhere than the roll says before the funds follow",
        "经费随学生流动滞后年数",
    )
