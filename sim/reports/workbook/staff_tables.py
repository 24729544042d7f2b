"""表13: posts and teachers by county, zone kind, stage and year; part 2 school by school."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook import rows
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.quantity import Quantity, made, total
from sim.reports.workbook.table import (
    COUNT,
    EACH,
    RATE,
    REFERENCE,
    SHARE,
    TENTHS,
    Column,
    Table,
    figure,
    key,
    quantiles,
)
from sim.reports.workbook.words import PER_TEACHER, PERSONS, POSTS, SUBJECTS, TEACHERS_A_CLASS

_NEED = Say("Posts needed, P50", "应核编制，P50")
_SERVE = Say("Who teach there, P50", "任教教师，P50")
_ROTATION = Say("Rotation, P50", "交流轮岗，P50")
_NEEDS = (
    ("need_by_pupils", "By pupils", "按生师比"),
    ("need_by_classes", "By classes", "按班师比"),
    ("need_by_periods", "By periods", "按教学量"),
)


def _flow(name: str, en: str, zh: str, column: str) -> Quantity:
    return Quantity(name, Say(en, zh), "sum", "staff_flows", column, only_years_told=True)


STAFFING = Table(
    Say("T13", "表13"),
    Say("Posts and teachers", "师资配置表"),
    lambda batch, _: (rows.area(batch), rows.zone(), rows.stage(), rows.years(batch)),
    (
        total("pupils", "pupils of public schools", "公办学校在校生", "staffed", "pupils"),
        total("classes", "classes of public schools", "公办学校教学班", "staffed", "classes"),
        total("teachers", "teachers who serve", "任教教师", "staffed", "teachers"),
        made("per_teacher", "pupils / teachers", "生师比", "ratio", "pupils", "teachers"),
        made("per_class", "teachers / classes", "班师比", "ratio", "teachers", "classes"),
        *(total(name, f"posts needed, {en.lower()}", f"应核编制，{zh}", "staffed", name) for name, en, zh in _NEEDS),
        total("posts", "posts allotted", "核定编制", "staffed", "posts"),
        total("in_posts", "teachers in posts", "在编教师", "staffed", "in_posts"),
        total("surplus", "surplus by pupils, by school", "超编（按生师比，分校）", "staffed", "surplus_by_pupils"),
        total("short", "shortage by classes, by school", "缺编（按班师比，分校）", "staffed", "short_by_classes"),
        total("vacant", "vacant posts for teachers", "教师岗位空缺", "vacancies", "n_vacant"),
        total("special", "special-post teachers", "特岗教师", "staffed", "n_special"),
        total("pe_arts", "PE, music and art teachers", "体育、音乐、美术教师", "staffed", "n_pe_arts"),
        total("uncovered", "of PE, music and art those nobody teaches", "未开齐的体音美学科", "staffed",
              "subjects_uncovered"),
        total("old", "teachers of 55 and over", "55岁及以上教师", "staffed", "n_55_and_over"),
        _flow("retired", "retired since the last census", "自上次统计以来退休", "retired"),
        _flow("hired", "hired since the last census", "自上次统计以来招聘", "hired"),
        _flow("eligible", "who meet the conditions of rotation", "符合交流条件教师", "n_rotation_eligible"),
        _flow("rotated", "who set out on rotation", "当年交流轮岗教师", "n_rotated"),
        _flow("backbone", "backbone teachers who set out", "当年交流骨干教师", "n_rotated_backbone"),
        made("rotation", "rotated / eligible", "交流轮岗占比", "ratio", "rotated", "eligible"),
        made("of_backbone", "backbone / rotated", "其中骨干占比", "ratio", "backbone", "rotated"),
    ),
    (
        key("County", "县（市、区）", "county", 11),
        key("Zone", "城乡", "zone", 6),
        key("Stage", "学段", "stage", 6),
        key("School year", "学年", "year", 7),
        figure("Pupils per teacher, P50", "生师比P50", "per_teacher", "p50", PER_TEACHER, RATE),
        figure("Teachers per class, P50", "班师比P50", "per_class", "p50", TEACHERS_A_CLASS, "0.00"),
        *(figure(en, zh, name, "p50", POSTS, TENTHS, group=_NEED) for name, en, zh in _NEEDS),
        figure("Posts, P50", "核编P50", "posts", "p50", POSTS),
        figure("In posts, P50", "在编P50", "in_posts", "p50", PERSONS),
        *quantiles(Say("Surplus by pupils", "超编（按生师比）"), "surplus", POSTS, width=8),
        *quantiles(Say("Short by classes", "缺编（按班师比）"), "short", POSTS, width=8),
        figure("Vacant, P50", "空缺P50", "vacant", "p50", POSTS),
        figure("All", "合计", "teachers", "p50", PERSONS, group=_SERVE),
        figure("Special posts", "特岗", "special", "p50", PERSONS, group=_SERVE),
        figure("PE, music, art", "体音美", "pe_arts", "p50", PERSONS, group=_SERVE),
        figure("55 and over", "55岁及以上", "old", "p50", PERSONS, group=_SERVE),
        figure("Subjects uncovered, P50", "未开齐体音美P50", "uncovered", "p50", SUBJECTS),
        *quantiles(Say("Retired in the year", "当年退休"), "retired", PERSONS, width=7),
        figure("Hired, P50", "招聘P50", "hired", "p50", PERSONS),
        figure("Teachers (persons)", "人数（人）", "rotated", "p50", None, width=10, group=_ROTATION),
        figure("Of the eligible", "占比", "rotation", "p50", None, SHARE, group=_ROTATION),
        figure("Backbone (persons)", "其中骨干（人）", "backbone", "p50", None, width=12, group=_ROTATION),
        figure("Backbone share", "骨干占比", "of_backbone", "p50", None, SHARE, group=_ROTATION),
    ),
    EACH,
    (
        Say("Open public schools. Posts are of all staff; posts needed: by pupils (pupils / ratio), by classes "
            "(classes x posts a class), by periods (periods / load), on the census before. Surplus and shortage are "
            "taken school by school and never netted: both at once is the rule where small schools keep many classes.",
            "开办的公办学校。编制含全部教职工；应核编制按上次统计的在校生（生师比）、班数（班师比）、周课时（教学量）核算。"
            "超编、缺编分校计算，分别相加，不相抵：小规模学校班多人少之处，两者并存。"),
        Say("Retired, hired, rotation: since the last census, none in the first year. Teachers who rotate count where "
            "they serve in pupils per teacher, PE, music, art and age, and at their home school elsewhere.",
            "退休、招聘、交流均指自上次统计以来，首年无数据。生师比、体音美、年龄按任教学校，其余按人事关系所在学校。"),
        NOT_ADDITIVE,
    ),
    ("school", "staff"),
)  # fmt: skip

_FIRST, _LAST = Say("First school year", "起始学年"), Say("Last school year", "末学年")
_POSTS = Say("posts", "个")
_BY_SCHOOL = (
    *((name, f"Posts needed {en.lower()}", f"{zh}需编", _POSTS, TENTHS) for name, en, zh in _NEEDS),
    ("posts", "Posts", "核编", _POSTS, COUNT),
    ("in_posts", "In posts", "在编", PERSONS, COUNT),
    ("n_special", "Special posts", "特岗", PERSONS, COUNT),
    ("n_55_and_over", "55 and over", "55岁及以上", PERSONS, COUNT),
    ("n_pe_arts", "PE, music, art", "体音美", PERSONS, COUNT),
    ("subjects_uncovered", "Subjects uncovered", "未开齐学科", SUBJECTS, COUNT),
)


def _of_year(which: str, group: Say) -> tuple[Column, ...]:
    return tuple(
        Column(
            Say(f"{en} ({unit.en})", f"{zh}（{unit.zh}）"), "", f"{name}_{which}", "reference", None, form,
            group, 13 if name.startswith("need") else 10,
        )
        for name, en, zh, unit, form in _BY_SCHOOL
    )  # fmt: skip


STAFFING_BY_SCHOOL = Table(
    Say("T13b", "表13-2"),
    Say("Posts and teachers school by school", "分校师资配置表"),
    lambda batch, _: (rows.schools(batch),),
    tuple(
        total(f"{name}_{which}", f"{en.lower()}, {which} year", f"{zh}，{year.zh}", f"staffed_{which}", name)
        for which, year in (("first", _FIRST), ("last", _LAST))
        for name, en, zh, _, _ in _BY_SCHOOL
    ),
    (
        key("County", "县（市、区）", "county", 11),
        key("Township", "乡镇/片区", "township", 14),
        key("School", "学校名称", "name", 28),
        key("Code", "标识码", "code", 13),
        key("Kind", "办学类型", "kind", 12),
        key("Zone", "城乡类型", "zone", 7),
        *_of_year("first", _FIRST),
        *_of_year("last", _LAST),
        key("Sureness", "数据性质", "sureness", 9),
    ),
    REFERENCE,
    (
        Say("The reference run of the base. Open public schools of the first year; one that closed has no figures in "
            "the last, one that opened later is not listed. Teachers made up from totals: single schools are examples, "
            "not findings.",
            "基准情景的参照运行。所列为起始学年开办的公办学校；其后停办的末学年为0，新开办的未列。"
            "教师由合计数合成时，单个学校仅为示例，不是结论。"),
    ),
    ("school", "places"),
)  # fmt: skip
