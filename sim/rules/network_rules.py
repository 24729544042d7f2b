"""Rules of the network of schools (布局): which schools are not closed."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class NetworkRules:
    """Fields of the rulebook about schools that stay."""

    protects_minority_schools: int = rule(
        1,
        "0 or 1",
        "通市政办发〔2017〕13号 一(二)",
        "read",
        2017,
        (0, 1),
        "schools for a national minority are not closed",
        "民族学校不撤并",
    )
    rural_keep_size: int = rule(
        0,
        "pupils/school",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 300),
        "village schools and points with at least so many pupils are not merged; 0 = none are kept for that",
        "乡村学校保留规模(0 为无)",
    )
