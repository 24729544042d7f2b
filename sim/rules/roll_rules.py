"""Rules of the roll (学籍): how well it keeps up with where pupils sit."""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE = "none: the roll is the truth unless a scenario says otherwise"


@dataclass(frozen=True)
class RollRules:
    """Fields of the rulebook about the roll; an error needs both a share that is missed and a lag."""

    share_misregistered: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "changes of school, departures and arrivals that the roll misses at first",
        "学籍未随人变动比例",
    )
    register_lag_years: int = rule(
        0,
        "years",
        _NONE,
        "assumption",
        2016,
        (0, 9),
        "censuses at which a change that was missed still stands wrong in the roll",
        "学籍滞后年数",
    )
