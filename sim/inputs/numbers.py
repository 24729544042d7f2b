"""Declared numbers of the synthesis: what a county's totals do not say."""

from sim.base.errors import Say
from sim.base.number import Number

_A = "assumption"


def _number(name, value, low, high, unit, source, confidence, en, zh, bounds):
    return Number(name, value, low, high, unit, source, confidence, "2017", Say(en, zh), bounds)


NUMBERS = (
    _number("persons_per_village", 900, 600, 1400, "persons", "assumption: 126 villages of 集安 on about 110,000 rural hukou", _A,
            "residents of one village settlement", "行政村人口", (50, 20000)),
    _number("persons_per_community", 6000, 4000, 10000, "persons", _A, _A, "residents of one community of a county seat", "社区人口", (200, 100000)),
    _number("children_per_household", 1.25, 1.15, 1.4, "children", "assumption: second children 0.17-0.3 of births in the Northeast", _A,
            "children under 18 in a household that has any", "有未成年子女家庭的平均子女数", (1.0, 3.0)),
    _number("share_late_entry", 0.02, 0.0, 0.05, "share", _A, _A, "children who enter grade 1 a year late", "推迟一年入学比例", (0.0, 0.5)),
    _number("share_seat_rural_hukou", 0.25, 0.1, 0.4, "share", "assumption: 县内进城 children fill the county-seat class", _A,
            "seat families whose hukou stands in a village of the county", "县城家庭中农村户籍比例", (0.0, 0.9)),
    _number("share_outside_hukou", 0.03, 0.01, 0.06, "share", "national 随迁子女 9.68 % in 2017; a net out-migration prefecture is at the low end", "estimate",
            "seat families with hukou in another county or province", "县外户籍家庭比例", (0.0, 0.5)),
    _number("share_one_parent_away", 0.10, 0.05, 0.18, "share", "left-behind 10.55 % of primary pupils, 2017 (national), mostly in villages", "estimate",
            "village and town families with one parent away", "一方外出家庭比例", (0.0, 0.6)),
    _number("share_both_parents_away", 0.10, 0.05, 0.15, "share", "as above", "estimate", "village and town families with both parents away", "双方外出家庭比例", (0.0, 0.6)),
    _number("share_poverty", 0.10, 0.05, 0.15, "share", "poor boarders aided: about 11 % of compulsory pupils, 2017", "estimate",
            "families on the poverty register", "贫困家庭比例", (0.0, 0.6)),
    _number("share_owner_seat", 0.75, 0.6, 0.9, "share", _A, _A, "seat families that own their home", "县城家庭自有住房比例", (0.0, 1.0)),
    _number("share_large_start", 0.03, 0.0, 0.10, "share of classes", "estimate: national 10.1 % of all classes in 2017; Northeast lower; set through rooms", "estimate",
            "classes of 56 or more in towns and cities at the start", "起始年城镇大班额比例", (0.0, 0.3)),
    _number("room_slack", 0.10, 0.0, 0.25, "share of rooms", _A, _A, "idle ordinary rooms at the start outside crowded schools", "普通教室富余比例", (0.0, 2.0)),
    _number("beds_per_boarder_start", 1.05, 0.9, 1.3, "beds/boarder", _A, _A, "beds at the start for each boarder of that year", "起始年生均床位", (0.0, 5.0)),
    _number("detour", 1.35, 1.2, 1.6, "ratio", _A, _A, "road distance over straight line", "绕行系数", (1.0, 4.0)),
    _number("km_walk_max", 2.0, 1.5, 3.0, "km", _A, _A, "longest way on foot", "步行距离上限", (0.1, 10.0)),
    _number("walk_kmh", 4.0, 3.5, 5.0, "km/h", _A, _A, "walking pace of pupils", "步行速度", (1.0, 8.0)),
    _number("ride_kmh", 28.0, 20.0, 40.0, "km/h", _A, _A, "pace of a bus or car on mountain roads", "乘车速度", (5.0, 100.0)),
    _number("ride_wait", 6.0, 3.0, 12.0, "minutes", _A, _A, "waiting and walking to a ride", "候车时间", (0.0, 60.0)),
    _number("board_minutes_primary", 60.0, 45.0, 80.0, "minutes", _A, _A, "day trip at which half of pupils of grades 4-6 board", "小学半数寄宿的路途时间", (5.0, 240.0)),
    _number("board_minutes_junior", 35.0, 25.0, 50.0, "minutes", _A, _A, "day trip at which half of junior pupils board", "初中半数寄宿的路途时间", (5.0, 240.0)),
    _number("board_scale", 8.0, 5.0, 12.0, "minutes", _A, _A, "spread of the boarding choice", "寄宿选择的离散度", (1.0, 60.0)),
    _number("resident_per_registered_birth", 0.95, 0.85, 1.0, "ratio", "assumption: some births registered here are born and raised away", _A,
            "resident births for each registered birth", "常住出生与户籍出生之比", (0.3, 1.5)),
    _number("fertility_future", 0.0, -1.0, 1.0, "position", "low / medium / high of the fertility table", "estimate",
            "future fertility between low (-1), medium (0) and high (1)", "未来生育水平", (-1.0, 1.0)),
    _number("family_out_ratio", 0.7, 0.4, 1.0, "ratio", _A, _A, "net out-migration rate of families with children over that of all residents", "有子女家庭外迁率与总体之比", (0.0, 2.0)),
    _number("p_village_to_seat", 0.022, 0.01, 0.04, "per year", "estimate: village pupils fell by 7.2 % a year nationally, part of it births and reclassification", "estimate",
            "village families that move to the county seat", "乡村家庭进城率", (0.0, 0.3)),
    _number("p_village_to_township", 0.008, 0.003, 0.015, "per year", _A, _A, "village families that move to the township seat", "乡村家庭进镇率", (0.0, 0.3)),
    _number("p_leave_child", 0.012, 0.005, 0.025, "per year", _A, _A, "families in which a parent goes away and leaves the child", "外出留守率", (0.0, 0.3)),
    _number("p_parent_returns", 0.08, 0.03, 0.15, "per year", _A, _A, "families with a parent away whose parent comes back", "外出父母返乡率", (0.0, 0.6)),
    _number("p_other_county", 0.002, 0.001, 0.004, "per year", _A, _A, "families that move to another county seat of the region", "市内跨县迁移率", (0.0, 0.1)),
    _number("p_family_arrives", 0.002, 0.001, 0.004, "per seat family and year", _A, _A, "migrant families that arrive from outside", "外来家庭迁入率", (0.0, 0.1)),
)  # fmt: skip
