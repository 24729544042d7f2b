"""Rules for families that come and for parents who go (随迁, 留守)."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class NewcomerRules:
    """Fields of the rulebook about the children of families that move for work."""

    exam_rights: float = rule(
        0.0,
        "share",
        "assumption: what the fitted moves hold is the practice of the start",
        "assumption",
        2016,
        (0, 1),
        "right of children with hukou outside the county to sit the exam after grade 9 here: 0 = as at the start",
        "外来学生在本地参加中考的权利(0 如起始年)",
    )
    share_accompanying: float = rule(
        0.0,
        "share",
        "assumption: what the fitted moves hold is the practice of the start",
        "assumption",
        2016,
        (0, 1),
        "families that take their pupils along, of those a parent of whom would leave them behind this year",
        "拟外出父母携子女同行比例",
    )
    share_following: float = rule(
        0.0,
        "per year",
        "assumption: what the fitted moves hold is the practice of the start",
        "assumption",
        2016,
        (0, 1),
        "families with left-behind pupils whose children follow the parents who are away this year",
        "留守子女随父母就学比例(每年)",
    )
