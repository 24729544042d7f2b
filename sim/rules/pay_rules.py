"""Rules of teachers' pay (工资、乡村补助、绩效)."""

from dataclasses import dataclass

from sim.rules.field import rule

MOST_MONTHLY = 20_000.0  # yuan; no allowance is higher
_NONE = "none in force before the policy"


@dataclass(frozen=True)
class PayRules:
    """Fields of the rulebook about what teachers are paid beside their salary."""

    allowance_township: float = rule(
        0.0,
        "yuan/month",
        _NONE,
        "assumption",
        2016,
        (0.0, MOST_MONTHLY),
        "allowance of who serves at a rural school of the first step of remoteness: in a township seat",
        "乡村教师生活补助：一档(乡镇驻地学校)",
    )
    allowance_village: float = rule(
        0.0,
        "yuan/month",
        _NONE,
        "assumption",
        2016,
        (0.0, MOST_MONTHLY),
        "the same at the second step: a village school, or one of the first step in a remote township",
        "乡村教师生活补助：二档(村校，或偏远乡镇驻地学校)",
    )
    allowance_point: float = rule(
        0.0,
        "yuan/month",
        _NONE,
        "assumption",
        2016,
        (0.0, MOST_MONTHLY),
        "the same at the third step: a teaching point, or a village school of a remote township",
        "乡村教师生活补助：三档(教学点，或偏远乡镇村校)",
    )
    remote_km: float = rule(
        40.0,
        "km",
        "assumption: the text says the more remote the more (越往基层、越往艰苦地区), no source gives kilometres",
        "assumption",
        2017,
        (0.0, 1000.0),
        "road from the township seat to the county seat beyond which a township's schools stand one step higher",
        "偏远乡镇距县城公路里程",
    )
    performance_moved: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0.0, 1.0),
        "part of the county's performance pay that goes to rural teachers and class teachers instead of by salary",
        "绩效工资总量中用于倾斜的比例",
    )
    performance_rural_part: float = rule(
        0.5,
        "share",
        "assumption: 通市政办发〔2017〕13号 二(七) names rural schools and class teachers and gives no number",
        "assumption",
        2017,
        (0.0, 1.0),
        "part of what is moved that goes to rural teachers, a head; the rest goes to class teachers, a class",
        "倾斜部分中用于乡村教师的比例(其余用于班主任)",
    )
    performance_added: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0.0, 1.0),
        "part of what is moved that is money beyond the county's fund: 0 = others give all of it, 1 = nobody gives",
        "倾斜部分中另行增加资金的比例(0 为总量内调剂)",
    )
