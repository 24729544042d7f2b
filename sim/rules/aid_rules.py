"""Rules of aid to poor pupils (家庭经济困难学生资助): whom it reaches beyond the start, and how much more they get.

The national rates are dated facts: `sim.rules.fund_rates`.
"""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE = "none before the policy: the national rates alone"


@dataclass(frozen=True)
class AidRules:
    """Fields of the rulebook about it."""

    aid_gap_closed: float = rule(
        0.0,
        "share",
        "none before the policy: those it misses at the start stay missed",
        "assumption",
        2016,
        (0, 1),
        "part of the poor pupils whom living aid misses at the start that it reaches",
        "起始年未覆盖经济困难学生中新纳入资助的比例",
    )
    aid_extra_primary: float = rule(
        0.0,
        "yuan/pupil-year",
        _NONE,
        "assumption",
        2016,
        (0, 20_000),
        "living aid that the county gives each poor primary pupil it reaches beside the national rate, day pupils too",
        "县级增加的小学生活补助",
    )
    aid_extra_junior: float = rule(
        0.0,
        "yuan/pupil-year",
        _NONE,
        "assumption",
        2016,
        (0, 20_000),
        "the same for a junior pupil",
        "县级增加的初中生活补助",
    )
