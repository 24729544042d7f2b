"""Tables of the state at the first census: 表1 to 表4, from the reference run, where everything ties."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook import rows
from sim.reports.workbook.quantity import among, between, largest, made, number, total
from sim.reports.workbook.table import (
    BASE,
    RATE,
    REFERENCE,
    SHARE,
    STATISTICS,
    Column,
    Table,
    figure,
    key,
)
from sim.reports.workbook.words import (
    BEDS,
    CLASSES,
    PER_CLASS,
    PER_TEACHER,
    PERCENT,
    PERSONS,
    PUPILS,
    SCHOOLS,
    SEATS,
)

_OPEN = among("status", "open")
_OF_WHICH = Say("Of the pupils", "在校生中")
_LARGE = Say("Large classes, local definition", "大班额，本地口径")

PUPIL_GROUPS = (
    total("migrant", "migrant children", "随迁子女", "school_grade", "n_migrant"),
    total("left_behind", "left-behind children", "留守儿童", "school_grade", "n_left_behind"),
    total("boarders", "boarders", "寄宿生", "school_grade", "n_boarders"),
)
SCHOOL_COUNTS = (
    number("independent", "primary and junior schools", "独立小学、初中", "school", _OPEN,
           among("kind", "primary", "junior")),
    number("nine_year", "nine-year schools, counted with junior schools", "九年一贯制学校（计入初中）", "school",
           _OPEN, among("kind", "nine_year"), among("stage", "junior")),
    made("schools", "schools without teaching points", "学校数（不含教学点）", "plus", "independent", "nine_year"),
    number("points", "teaching points", "教学点数", "school", _OPEN, among("kind", "point")),
)  # fmt: skip
_CORE = (
    total("pupils", "pupils", "在校生", "school_grade", "pupils"),
    total("classes", "classes", "教学班", "school_grade", "classes"),
    made("mean_size", "pupils per class", "班均人数", "ratio", "pupils", "classes"),
    largest("largest", "largest class", "最大班额", "school_grade", "class_size_max"),
    total("large", "large classes, local definition", "大班额（本地口径）", "school_grade", "n_large_local"),
)
_PLANT = (
    total("teachers", "full-time teachers", "专任教师", "school", "teachers", _OPEN),
    total("seats", "rated seats", "核定学位", "school", "seats_rated", _OPEN),
    total("beds", "beds", "床位", "school", "beds", _OPEN),
    made("use", "pupils / rated seats", "在校生÷核定学位", "ratio", "pupils", "seats"),
)


def _now(
    en: str, zh: str, quantity: str, unit: Say | None, form: str = "#,##0", width: float = 8, group=None
):
    return figure(en, zh, quantity, "reference", unit, form, width, group)


def _with_range(group: Say, quantity: str, unit: Say) -> tuple[Column, ...]:
    """Return the figure of the reference run with P10 and P90 over the runs beside it."""
    return (
        _now("Figure", "数值", quantity, unit, group=group),
        *(
            Column(STATISTICS[name], "", quantity, name, unit, group=group, width=8)
            for name in ("p10", "p90")
        ),
    )


_PLANT_COLUMNS = (
    _now("Full-time teachers", "专任教师", "teachers", PERSONS),
    _now("Rated seats", "核定学位", "seats", SEATS),
    _now("Use", "利用率", "use", PERCENT, SHARE),
    _now("Beds", "床位数", "beds", BEDS),
)
_GROUP_COLUMNS = tuple(
    _now(en, zh, name, PUPILS, group=_OF_WHICH)
    for en, zh, name in (
        ("Migrant", "随迁", "migrant"), ("Left-behind", "留守", "left_behind"), ("Boarders", "寄宿", "boarders"),
    )
)  # fmt: skip

_TIES = Say(
    "State of the reference run at the first census: the sum of schools, of size bands and of ages is the total.",
    "参照运行首个统计时点（9月1日）的状况；分校、分班额、分年龄之和等于合计。",
)
_OUTSIDE = Say(
    "Where schools were made up from totals, other draws place them elsewhere: a small cell of the reference run may "
    "lie outside its own P10 to P90.",
    "由合计数合成的学校在各次抽样中位置不同，小范围的参照运行数值可能落在其P10—P90之外。",
)
_SCHOOLS_NOTE = Say(
    "A nine-year school counts once, with the junior schools; its beds stand with the junior stage. Schools do not "
    "include teaching points.",
    "九年一贯制学校只计一次，计入初中；其床位计在初中。学校数不含教学点。",
)
_DEFINITIONS = Say(
    "Migrant: hukou outside the county, rural, in urban or town schools. Left-behind: rural hukou, a parent away.",
    "随迁：县外农业户籍、在城区或镇区学校就读。留守：农村户籍、父或母外出（登记口径）。",
)

OVERVIEW = Table(
    Say("T1", "表1"),
    Say("Basic facts of education", "全县教育事业基本情况"),
    lambda batch, _: (rows.area(batch), rows.zone(), rows.stage(), rows.first_year(batch)),
    (
        *SCHOOL_COUNTS,
        *_CORE,
        total("super_large", "super-large classes", "超大班额", "school_grade", "n_super_large"),
        total("entrants", "entrants", "招生", "school_grade", "n_entrants"),
        *PUPIL_GROUPS,
        *_PLANT,
        made("per_teacher", "pupils per full-time teacher", "生师比", "ratio", "pupils", "teachers"),
    ),
    (
        key("County", "县（市、区）", "county", 11),
        key("Zone", "城乡", "zone", 7),
        key("Stage", "学段", "stage", 7),
        _now("Schools", "学校数", "schools", SCHOOLS),
        _now("Points", "教学点", "points", SCHOOLS),
        *_with_range(Say("Classes", "教学班"), "classes", CLASSES),
        *_with_range(Say("Pupils", "在校生"), "pupils", PUPILS),
        _now("Entrants", "招生数", "entrants", PUPILS),
        *_GROUP_COLUMNS,
        _now("Mean class", "班均人数", "mean_size", PER_CLASS, RATE),
        _now("Largest class", "最大班额", "largest", PUPILS, width=7),
        *_with_range(_LARGE, "large", CLASSES),
        _now("Super-large classes", "超大班额", "super_large", CLASSES),
        *_PLANT_COLUMNS[:1],
        _now("Pupils per teacher", "生师比", "per_teacher", PER_TEACHER, RATE),
        *_PLANT_COLUMNS[1:],
    ),
    BASE,
    (_TIES, _OUTSIDE, _SCHOOLS_NOTE, _DEFINITIONS),
    ("school_grade", "school", "places"),
)

SCHOOLS_NOW = Table(
    Say("T2", "表2"),
    Say("Schools as they are", "现状学校一览表"),
    lambda batch, _: (rows.schools(batch), rows.first_year(batch)),
    (*_CORE, *PUPIL_GROUPS, *_PLANT),
    (
        key("No.", "序号", "number", 6),
        key("County", "县（市、区）", "county", 11),
        key("Township", "乡镇/片区", "township", 18),
        key("School", "学校名称", "name", 30),
        key("Code", "标识码", "code", 13),
        key("Kind", "办学类型", "kind", 13),
        key("Owner", "公/民办", "ownership", 7),
        key("Zone", "城乡类型", "zone", 8),
        _now("Classes", "班级数", "classes", CLASSES),
        _now("Pupils", "在校生数", "pupils", PUPILS),
        *_GROUP_COLUMNS,
        _now("Mean class", "班均人数", "mean_size", PER_CLASS, RATE),
        _now("Largest class", "最大班额", "largest", PUPILS),
        _now("Large classes", "大班额数", "large", CLASSES),
        *_PLANT_COLUMNS,
        key("Sureness", "数据性质", "sureness", 10),
    ),
    REFERENCE,
    (_TIES, _DEFINITIONS),
    ("school_grade", "school", "places"),
)

BANDS = ((0, 25), (26, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 65), (66, None))


def _band(low: int, high: int | None) -> tuple[str, Say]:
    """Return the name of a size band and its header."""
    if low == 0:
        return f"to_{high}", Say(f"{high} and fewer", f"{high}人及以下")
    if high is None:
        return f"from_{low}", Say(f"{low} and more", f"{low}人及以上")
    return f"{low}_{high}", Say(f"{low}–{high}", f"{low}—{high}人")


CLASS_SIZES = Table(
    Say("T3", "表3"),
    Say("Classes and class sizes", "教学班数、班额情况"),
    lambda batch, _: (rows.area(batch), rows.grade(), rows.first_year(batch)),
    (
        number("all", "classes", "教学班", "classes"),
        *(
            number(name, f"classes of {say.en} pupils", f"班额{say.zh}的班", "classes",
                   between("size", low, float("inf") if high is None else high))
            for (low, high) in BANDS
            for name, say in (_band(low, high),)
        ),
        total("multigrade", "multi-grade classes", "复式班", "school_grade", "n_multigrade"),
        largest("largest", "largest class", "最大班额", "classes", "size"),
        total("large_local", "large classes, local definition", "大班额（本地口径）", "school_grade", "n_large_local"),
        total("large_national", "large classes, national definition", "大班额（国家口径）", "school_grade",
              "n_large_national"),
    ),
    (
        key("County", "县（市、区）", "county", 12),
        key("Grade", "年级", "grade", 9),
        _now("Classes", "教学班", "all", CLASSES),
        *(
            Column(say, "", name, "reference", CLASSES, group=Say("Classes by size (pupils)", "按班额分"), width=9)
            for name, say in (_band(low, high) for low, high in BANDS)
        ),
        _now("Multi-grade among them", "其中复式班", "multigrade", CLASSES),
        _now("Largest class", "最大班额", "largest", PUPILS),
        _now("Local", "本地口径", "large_local", CLASSES, group=Say("Large classes", "大班额")),
        _now("National", "国家口径", "large_national", CLASSES, group=Say("Large classes", "大班额")),
    ),
    REFERENCE,
    (
        _TIES,
        Say("A multi-grade class counts at its lowest grade with all its pupils.",
            "复式班按最低年级计一次，班额为全班人数。"),
    ),
    ("classes", "school_grade", "school"),
)  # fmt: skip

_YOUNGEST, _OLDEST = 6, 15  # open-ended bands of the form


def _age(age: int) -> Say:
    if age == _YOUNGEST:
        return Say(f"{age} and under", f"{age}岁及以下")
    return Say(f"{age} and over", f"{age}岁及以上") if age == _OLDEST else Say(str(age), f"{age}岁")


def _ages(age: int):
    if age == _YOUNGEST:
        return between("age", high=age)
    return between("age", low=age) if age == _OLDEST else among("age", age)


AGES = Table(
    Say("T4", "表4"),
    Say("Pupils by grade and age", "分年级、分年龄学生数"),
    lambda batch, _: (rows.area(batch), rows.grade(), rows.first_year(batch)),
    (
        total("pupils", "pupils", "在校生", "grade_age", "pupils"),
        total("girls", "girls", "女生", "grade_age", "pupils", among("sex", "female")),
        *(
            total(f"age_{age}", f"pupils aged {_age(age).en}", f"{_age(age).zh}的学生", "grade_age", "pupils",
                  _ages(age))
            for age in range(_YOUNGEST, _OLDEST + 1)
        ),
    ),
    (
        key("County", "县（市、区）", "county", 12),
        key("Grade", "年级", "grade", 9),
        _now("Pupils", "在校生", "pupils", PUPILS, width=9),
        _now("Girls", "其中女生", "girls", PUPILS, width=9),
        *(
            Column(_age(age), "", f"age_{age}", "reference", PUPILS, width=9,
                   group=Say("By completed years on 1 September", "按9月1日周岁分"))
            for age in range(_YOUNGEST, _OLDEST + 1)
        ),
    ),
    REFERENCE,
    (_TIES,),
    ("grade_age",),
)  # fmt: skip
