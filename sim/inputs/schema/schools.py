"""Tables of schools: totals, the list, enrolment, classes, districts, feeders, entrants of past years."""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.inputs.schema.parts import (
    PROVENANCE,
    SCHOOL_KIND,
    STAGE,
    ZONE_KIND,
    amount,
    assumed,
    census_year,
    coordinates,
    count,
    county_code,
    derived,
    flag,
    grade,
    school_code,
    settlement_code,
    township_code,
    year,
)

_BY_ROOMS = assumed("the norm for its rooms x a declared ratio", "按教室数的标准乘比例")

_NOT_TOLD = derived("not known: its difference coefficient has no data", "未知：相应差异系数无数据")


def _kind(key: bool) -> Column:
    """Return the column that holds the kind of a school."""
    return Column(
        "kind",
        "code",
        Say("kind of school", "学校类型"),
        codes=SCHOOL_KIND,
        key=key,
        aliases=("办学类型", "类型"),
    )


def _zone_kind(key: bool) -> Column:
    """Return the column that holds the kind of zone a school stands in."""
    return Column("zone_kind", "code", Say("kind of zone the school stands in", "城乡类型"), codes=ZONE_KIND, key=key,
                  aliases=("城乡类型",))  # fmt: skip


SCHOOL_TOTALS = Table(
    "school_totals",
    Say("schools of one county, kind and zone kind; not needed where schools.csv is given",
        "一个县、类型、城乡类型的学校数（有 schools.csv 时不需要）"),
    (
        county_code(key=True), _kind(key=True), _zone_kind(key=True),
        count("schools", "schools", Say("schools in the start year", "起始年学校数"), 10_000, "学校数", "所数"),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("national schools per pupil by kind and zone kind", "全国分类型、分城乡校均学生数"),
)  # fmt: skip

SCHOOLS = Table(
    "schools",
    Say("a school or teaching point", "一所学校或教学点"),
    (
        school_code(key=True),
        Column("school", "text", Say("name of the school", "学校名称"), aliases=("学校", "学校名称")),
        county_code(),
        township_code(otherwise=derived("the township of the nearest settlement, else the county seat",
                                        "最近居民点所在乡镇，缺省为县城")),
        _kind(key=False),
        Column(
            "ownership", "code", Say("who runs it", "举办者"), required=False, aliases=("举办者", "公民办"),
            codes={"public": Say("public", "公办"), "private": Say("private", "民办")},
            otherwise=assumed("public", "公办"),
        ),
        _zone_kind(key=False),
        flag("is_minority", Say("1 = a school for a national minority, never closed", "1 表示民族学校，不撤并"),
             "民族学校", fill=assumed("0", "0")),
        flag("is_special", Say("1 = a school for special education, left out of evaluations",
             "1 表示特殊教育学校，不参加均衡评估"), "特殊教育学校", fill=assumed("0", "0")),
        year("opened", Say("school year in which it opened", "建校（开办）学年"), 1800, 2100, "开办年份",
             otherwise=assumed("before the start", "起始年之前")),
        year("closed", Say("last school year in which it taught; empty = open", "停办前最后学年；空为在办"), 1900, 2100,
             "停办年份", otherwise=derived("open", "在办")),
        count("grade_low", "grade", Say("lowest grade it teaches", "最低年级"), 9, "最低年级",
              fill=derived("from enrolment, else by kind", "由在校生，缺省按类型")),
        count("grade_high", "grade", Say("highest grade it teaches", "最高年级"), 9, "最高年级",
              fill=derived("from enrolment, else by kind", "由在校生，缺省按类型")),
        count("ordinary_rooms", "rooms", Say("usable ordinary classrooms", "普通教室"), 1000, "普通教室", "普通教室数",
              fill=derived("classes of the start and drawn slack", "起始年班数加抽样富余")),
        amount("teaching_m2", "m2",
               Say("teaching and auxiliary area, ordinary rooms included", "教学及辅助用房面积（含普通教室）"), 1e6,
               "教学及辅助用房面积",
               fill=assumed("rooms x usable area + other_teaching_m2, else the norm for its rooms x a declared ratio",
                            "教室数乘使用面积加其他面积，缺省为按教室数的标准乘比例")),
        amount("other_teaching_m2", "m2",
               Say("teaching and auxiliary area without ordinary rooms; not needed beside teaching_m2",
                   "普通教室以外的教学及辅助用房面积（有 teaching_m2 时不需要）"), 1e6,
               "其他教学及辅助用房面积", fill=derived("part of teaching_m2", "含于教学及辅助用房面积")),
        amount("sports_m2", "m2", Say("sports grounds and halls", "体育运动场馆面积"), 1e6, "体育运动场馆面积",
               fill=_BY_ROOMS),
        amount("site_m2", "m2", Say("area of the site", "占地面积"), 1e7, "占地面积", fill=_BY_ROOMS),
        amount("equipment_yuan", "yuan", Say("value of teaching equipment", "教学仪器设备值"), 1e10, "教学仪器设备值",
               fill=assumed("the norm for the pupils of the start x a declared ratio", "按起始年学生数的标准乘比例")),
        count("multimedia_rooms", "rooms", Say("rooms with network and multimedia", "网络多媒体教室"), 1000,
              "网络多媒体教室", "网络多媒体教室数", fill=_BY_ROOMS),
        count("computers", "computers", Say("computers for teaching", "教学用计算机"), 100_000, "计算机台数", "计算机",
              fill=_NOT_TOLD),
        count("books", "books", Say("books of the library", "图书"), 10_000_000, "图书册数", "图书", fill=_NOT_TOLD),
        count("beds", "beds", Say("beds for boarders", "床位"), 20_000, "床位", "床位数",
              fill=derived("one for each 3 m2 of dormitory_m2, else boarders of the start x beds_per_boarder_start",
                           "按宿舍使用面积每3平方米一床，缺省为起始年寄宿生乘生均床位")),
        amount("dormitory_m2", "m2", Say("usable area of the dormitory", "宿舍使用面积"), 1e6, "宿舍使用面积",
               fill=derived("beds x the area the rules ask for (3 m2)", "床位乘生均使用面积（3平方米）")),
        count("canteen_seats", "seats", Say("seats of the canteen; 0 = it has none", "食堂座位，0 表示无食堂"), 20_000,
              "食堂座位", fill=derived("beds x canteen_seats_per_bed_start", "床位乘起始年每床食堂座位")),
        *coordinates(derived("at the largest settlements of its township and zone, one after the other",
                             "依次置于所在乡镇、城乡类型内人口最多的居民点")),
        Column("central_school", "text", Say("code of the central school that runs it", "所属中心校标识码"),
               required=False, aliases=("中心校", "中心校标识码"), otherwise=derived("none", "无")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("made up from school_totals.csv", "由 school_totals.csv 生成"),
)  # fmt: skip

ENROLMENT = Table(
    "enrolment",
    Say("pupils of one school and grade", "一所学校一个年级的在校生"),
    (
        school_code(key=True), grade(), census_year(),
        count("pupils", "pupils", Say("pupils on 1 September", "9月1日在校生"), 20_000, "在校生", "在校生数", "学生数"),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("resident children of the age, to the school of their zone", "适龄常住儿童按学区入学"),
)  # fmt: skip

CLASSES = Table(
    "classes",
    Say("a class", "一个教学班"),
    (
        school_code(key=True), grade(),
        Column("class_no", "int", Say("number of the class in its grade", "班号"), "number", low=1, high=99, key=True,
               aliases=("班号", "班级")),
        census_year(),
        count("pupils", "pupils", Say("pupils of the class", "班额"), 500, "班额", "学生数",
              fill=derived("the grade's pupils in equal parts", "年级学生等分")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("formed from enrolment, rooms and the forming size", "由在校生、教室和编班人数形成"),
)  # fmt: skip

DISTRICTS = Table(
    "districts",
    Say("a settlement or township in the district of a school", "一个村（社区、乡镇）属于一所学校的学区"),
    (
        school_code(key=True),
        township_code(key=True),
        settlement_code(key=True, otherwise=derived("every settlement of the township", "乡镇内全部村、社区")),
        Column("stage", "code", Say("stage the district is of", "学段"), codes=STAGE, key=True, aliases=("学段",)),
        year("from_year", Say("school year from which the row holds; earlier rows of the place and stage then stop",
                              "自该学年起执行，该地该学段此前各行同时停止"), 1950, 2100, "执行学年", "起始学年",
             key=True, otherwise=derived("the start year", "起始年")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("the nearest school that teaches the grade", "就近的开设该年级的学校"),
)  # fmt: skip

FEEDERS = Table(
    "feeders",
    Say("a primary school and a junior school its pupils go on to", "一所小学及其对口初中"),
    (
        school_code(key=True),
        school_code("junior_school_code", key=True),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("the junior school of the pupil's address", "按住址确定初中"),
)  # fmt: skip

ENTRANTS_HISTORY = Table(
    "entrants_history",
    Say("entrants of one county (school), grade and past year", "一个县（学校）一个年级往年的新生"),
    (
        county_code(key=True),
        Column("school_code", "text", Say("code of the school; empty = the whole county", "学校标识码；空为全县"),
               required=False, key=True, aliases=("学校标识码",), otherwise=derived("the whole county", "全县")),
        year("year", Say("school year of entry", "入学年份"), 1950, 2100, "年份", "入学年份", key=True),
        Column("grade", "int", Say("grade entered, 1 or 7", "入学年级（1 或 7）"), "grade", low=1, high=7, key=True,
               aliases=("年级",)),
        count("entrants", "pupils", Say("pupils who entered", "新生数"), 1_000_000, "新生数", "招生数"),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("unknown: raw retention has no data until entrants of the run finish",
                      "未知：模拟中入学的学生毕业前，巩固率（原始口径）无数据"),
)  # fmt: skip
