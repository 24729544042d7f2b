"""What the yearly tallies of people by county mean; each counts from the last census to this one."""

from sim.base.errors import Say
from sim.kernels.codes import TALLIES

_MOVES = {
    "township_seat": Say("moved to the township seat", "迁往乡镇驻地"),
    "county_seat": Say("moved to the county seat", "迁往县城"),
    "other_county": Say("moved to the seat of another county of the region", "迁往区域内其他县城"),
    "out_with_child": Say("went out of the region as a whole", "举家外迁"),
    "out_leaving_child": Say("a parent went away, children stayed", "父母外出、子女留守"),
    "return": Say(
        "a parent came back, or the family went back to where its hukou stands", "父母返乡或举家回户籍地"
    ),
    "estate": Say(
        "moved into a new housing estate of the county; counted here alone, also those who would have gone to a seat",
        "迁入本县新建小区（仅计于此，含原拟迁往驻地或县城者）",
    ),
}

_MEANINGS = {
    "births": ("births", Say("births to residents", "常住出生")),
    "births_registered": ("births", Say("births to mothers registered here, wherever they live", "户籍出生")),
    "births_away": ("births", Say("part of births_registered: the mother lives elsewhere", "其中母亲在外")),
    "child_deaths": ("persons", Say("deaths of resident children", "常住儿童死亡")),
    "grown_up": ("persons", Say("children who turned 18", "年满18岁")),
    "children_left_region": ("persons", Say("children who went out of the region", "迁出区域儿童")),
    "children_away": (
        "persons",
        Say("part of them: hukou stays; by county of hukou", "其中户口仍在本县"),
    ),
    "children_arrived": ("persons", Say("children of families that arrived", "随迁入家庭到来的儿童")),
    "adult_deaths": (
        "persons",
        Say("deaths of adults, and of people of every age who are away", "成人及外出人口死亡"),
    ),
    "parents_left_region": ("persons", Say("parents with hukou elsewhere who left", "外来父母离开")),
    "parents_away": (
        "persons",
        Say("parents who left with children and kept their hukou", "携子女外出、户口仍在本县的父母"),
    ),
    "parents_arrived": ("persons", Say("parents of families that arrived", "迁入家庭父母")),
    "newcomers_left": ("persons", Say("adults without children, hukou elsewhere, who left", "外来成人离开")),
    "newcomers_arrived": (
        "persons",
        Say("adults without children, hukou elsewhere, who arrived", "外来成人到来"),
    ),
    "hukou_left": ("persons", Say("people away who took their hukou to where they live", "外出人口户口迁出")),
    "adults_to_seat": (
        "persons",
        Say("adults without children who moved to the county seat", "无子女成人进县城"),
    ),
    "adults_away": ("persons", Say("adults without children who went away", "无子女成人外出")),
    "adults_returned": ("persons", Say("adults without children who came back", "无子女成人返乡")),
    "families_arrived": ("families", Say("families that arrived from outside", "迁入家庭")),
    "children_unplaced": (
        "persons",
        Say("children without local hukou and without a seat", "未获学位的外来儿童"),
    ),
    "migrant_juniors_gone": (
        "persons",
        Say(
            "children in grades 7-9 with hukou outside the county whose family chose to go back to its hukou or out",
            "户籍在县外、随家庭返乡或外迁的初中年级儿童",
        ),
    ),
    "pupils_following": (
        "persons",
        Say("pupils whose family follows its parents to where they work", "随父母到工作地就学的学生"),
    ),
    **{
        f"families_{move}": ("families", Say(f"families: {say.en}", f"家庭：{say.zh}"))
        for move, say in _MOVES.items()
    },
    **{
        f"children_{move}": ("persons", Say(f"their children: {say.en}", f"其子女：{say.zh}"))
        for move, say in _MOVES.items()
    },
}

# Name -> (unit, meaning), in the order of the record table.
TALLY_MEANINGS = {name: _MEANINGS[name] for name in TALLIES}
