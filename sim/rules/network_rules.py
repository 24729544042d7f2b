"""Rules of the network of schools (布局): which schools are not closed, and what parents may stop."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class NetworkRules:
    """Fields of the rulebook about schools that stay, and what stops a closing."""

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
    closure_opposition_limit: float = rule(
        0.5,
        "share of families",
        "国办发〔2012〕48号: a closing that most parents oppose is not carried out (多数家长反对不得撤并)",
        "known",
        2012,
        (0.0, 1.0),
        "share of families against above which a closing is stopped",
        "撤并公示反对比例上限",
    )
    keep_remote_minutes: float = rule(
        0.0,
        "minutes",
        "none in force before the policy",
        "assumption",
        2016,
        (0.0, 180.0),
        "schools are kept whose low grades would travel longer to the next school; 0 = none are kept for that",
        "偏远学校(教学点)保留路途时间(0 为无)",
    )
    keep_remote_pupils: int = rule(
        1,
        "pupils/school",
        "assumption",
        "assumption",
        2018,
        (1, 100),
        "pupils of grades 1-3 with such a way from which a school is kept for it",
        "保留偏远学校的最少低年级学生数",
    )
