"""Declared numbers of the yearly processes that no kernel's fit needs."""

from sim.base.errors import Say
from sim.base.number import Number

_A = "assumption"


def _number(name, value, low, high, unit, source, confidence, en, zh, bounds):
    return Number(name, value, low, high, unit, source, confidence, "2017", Say(en, zh), bounds)


NUMBERS = (
    _number("sex_ratio_birth", 1.06, 1.04, 1.08, "boys/girl", "derived from the 0-4 year olds of 伊春 and 海伦, 2020", "estimate", "sex ratio at birth", "出生性别比", (0.8, 1.4)),
    _number("p_repeat", 0.002, 0.0, 0.005, "per year", _A, _A, "pupils who repeat a grade", "留级率", (0, 0.2)),
    _number("p_midyear_transfer", 0.20, 0.05, 0.50, "per year", _A, _A, "overflow pupils who return to their zone school in the second term when a seat is free", "统筹学生回流率", (0, 1)),
    _number("p_unplaced_leaves", 0.50, 0.2, 0.8, "per year", _A, _A, "families without local hukou that go back when their child finds no seat", "未获学位的外来家庭返乡率", (0, 1)),
    _number("p_hukou_follows", 0.05, 0.02, 0.10, "per year", _A, _A, "in-county movers with an own home whose hukou follows", "户口随迁率", (0, 1)),
    _number("p_owner_after_move", 0.40, 0.2, 0.6, "share", _A, _A, "families that buy a home where they move to", "迁移家庭购房比例", (0, 1)),
    _number("teacher_share_of_posts", 0.90, 0.85, 0.95, "share", _A, _A, "teachers in all staff posts", "专任教师占编制比例", (0.3, 1)),
    _number("min_teachers_per_class", 1.0, 0.8, 1.3, "teachers/class", "assumption: one teacher a class (包班) in small schools", _A, "teachers without whom a class cannot be held", "每班最低教师数", (0.3, 4)),
)  # fmt: skip
