"""The canonical input tables, each declared once.

The reader, the templates and the published schema all come from these declarations.
"""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say

# The oldest age group is open: age 100 stands for 100 and over in every table.
OLDEST_AGE = 100

CONFIDENCE = {
    "read": Say("read in the named source", "据所列来源读得"),
    "known": Say("well known, not read again", "公认数据，未复核"),
    "estimate": Say("derived or estimated", "推算"),
    "assumption": Say("assumed", "假设"),
}
SEX = {"male": Say("male", "男"), "female": Say("female", "女")}
ZONE_KIND = {
    "urban": Say("streets or seat of a district or city", "城区"),
    "town": Say("county seat or seat of a town", "镇区"),
    "village": Say("everything else", "乡村"),
}
SCHOOL_KIND = {
    "primary": Say("primary school", "小学"),
    "point": Say("teaching point", "教学点"),
    "junior": Say("junior secondary school", "初中"),
    "nine_year": Say("nine-year school", "九年一贯制学校"),
}

_PROVENANCE = (
    Column("source", "text", Say("where the number comes from", "数据来源"), aliases=("来源", "数据来源")),
    Column(
        "confidence", "code", Say("how sure the number is", "可信程度"), codes=CONFIDENCE, aliases=("可信度",)
    ),
    Column("note", "text", Say("remark", "备注"), required=False, aliases=("备注", "说明")),
)
_AGE_LOW = Column(
    "age_low", "int", Say("youngest age of the group", "年龄组下限"), "years", low=0, high=OLDEST_AGE,
    key=True, aliases=("年龄下限", "起始年龄"),
)  # fmt: skip
_AGE_HIGH = Column(
    "age_high", "int", Say("oldest age of the group; 100 = 100 and over", "年龄组上限，100 表示 100 岁及以上"),
    "years", low=0, high=OLDEST_AGE, aliases=("年龄上限", "终止年龄"),
)  # fmt: skip


def _county_code(key: bool) -> Column:
    """Return the column that names a county by its division code."""
    return Column(
        "county_code", "text", Say("division code of the county", "县级行政区划代码"), key=key,
        aliases=("县代码", "县级代码", "区划代码"),
    )  # fmt: skip


def _sex() -> Column:
    """Return the column sex as part of a key."""
    return Column("sex", "code", Say("sex", "性别"), codes=SEX, key=True, aliases=("性别",))


def _year(name: str, meaning: Say, low: int, high: int, key: bool, *aliases: str) -> Column:
    """Return a column that holds a calendar year."""
    return Column(name, "int", meaning, "year", low=low, high=high, key=key, aliases=aliases)


COUNTIES = Table(
    "counties",
    Say("a county, district or county-level city", "一个县、区或县级市"),
    (
        _county_code(key=True),
        Column("county", "text", Say("name of the county", "县名"), aliases=("县", "县名", "县区")),
        Column(
            "kind", "code", Say("kind of county-level unit", "县级单位类型"), aliases=("类型",),
            codes={"district": Say("district", "区"), "city": Say("county-level city", "市"),
                   "county": Say("county", "县")},
        ),
        Column(
            "is_counted_apart", "int", low=0, high=1, aliases=("单列",),
            meaning=Say("1 = the province counts it apart from the prefecture", "1 表示省里单列统计"),
        ),
        Column("area_km2", "float", Say("area", "面积"), "km2", low=0.01, high=1_000_000, aliases=("面积",)),
        Column("lon", "float", Say("longitude of the county seat", "县城经度"), "degrees east", low=70, high=140,
               aliases=("经度",)),
        Column("lat", "float", Say("latitude of the county seat", "县城纬度"), "degrees north", low=3, high=55,
               aliases=("纬度",)),
        _year("year", Say("start year; the same in all rows", "起始年，各行相同"), 1990, 2100, False, "年份", "起始年"),
        Column("residents", "int", Say("residents on 1 September of the start year", "起始年9月1日常住人口"),
               "persons", low=1, high=50_000_000, aliases=("常住人口",)),
        Column("hukou_population", "int", Say("persons registered in the county", "户籍人口"), "persons", low=1,
               high=50_000_000, aliases=("户籍人口",)),
        Column("urban_share", "float", Say("share of residents in urban places", "常住人口城镇化率"), "share",
               low=0, high=1, aliases=("城镇化率",)),
        Column("seat_share", "float", Say("share of residents in the county seat", "县城人口占比"), "share",
               low=0, high=1, aliases=("县城占比", "县城人口占比")),
        Column("resident_growth", "float", Say("growth of residents around the start", "起始年前后常住人口年增长率"),
               "per year", low=-0.2, high=0.2, aliases=("常住人口年增长率",)),
        *_PROVENANCE,
    ),
)  # fmt: skip

TOWNSHIPS = Table(
    "townships",
    Say("a township-level unit", "一个乡级单位"),
    (
        Column("township_code", "text", Say("division code of the township", "乡级行政区划代码"), key=True,
               aliases=("乡镇代码", "乡级代码")),
        Column("township", "text", Say("name of the township", "乡镇名称"), aliases=("乡镇", "乡镇名称")),
        _county_code(key=False),
        Column(
            "kind", "code", Say("kind of township-level unit", "乡级单位类型"), aliases=("类型",),
            codes={"street": Say("street office", "街道"), "town": Say("town", "镇"),
                   "township": Say("township", "乡"), "zone": Say("development zone", "特殊乡镇")},
        ),
        Column("is_seat", "int", Say("1 = part of the county seat", "1 表示属于县城"), low=0, high=1,
               aliases=("县城",)),
        Column("residents", "int", Say("residents on 1 September of the start year", "起始年9月1日常住人口"),
               "persons", low=0, high=5_000_000, required=False, aliases=("常住人口",)),
        *_PROVENANCE,
    ),
)  # fmt: skip

POPULATION = Table(
    "population",
    Say("residents of one county, sex and age group", "一个县、性别、年龄组的常住人口"),
    (
        _county_code(key=True),
        _sex(),
        _AGE_LOW,
        _AGE_HIGH,
        Column("residents", "int", Say("residents on 1 September of the start year", "起始年9月1日常住人口"),
               "persons", low=0, high=50_000_000, aliases=("常住人口", "人口")),
        *_PROVENANCE,
    ),
)  # fmt: skip

BIRTHS = Table(
    "births",
    Say("births of one county in one calendar year", "一个县一个日历年的出生人数"),
    (
        _county_code(key=True),
        _year("year", Say("calendar year", "日历年"), 1950, 2100, True, "年份"),
        Column(
            "basis", "code", Say("which births are counted", "统计口径"), key=True, aliases=("口径",),
            codes={"registered": Say("registered in the household register", "户籍"),
                   "resident": Say("of residents", "常住")},
        ),
        Column("births", "int", Say("births in the year", "出生人数"), "births", low=0, high=1_000_000,
               aliases=("出生人数", "出生人口")),
        *_PROVENANCE,
    ),
)  # fmt: skip

FERTILITY = Table(
    "fertility",
    Say("births of one order at one age of the mother; the shape, its level is scaled",
        "一个孩次、一个母亲年龄的生育率（只用形状，水平另行缩放）"),
    (
        Column("order", "int", Say("birth order; 3 = third and later", "孩次，3 表示三孩及以上"), low=1, high=3,
               key=True, aliases=("孩次",)),
        Column("age", "int", Say("age of the mother", "母亲年龄"), "years", low=15, high=49, key=True,
               aliases=("年龄",)),
        Column("rate", "float", Say("births of that order per woman and year", "每名妇女每年该孩次生育数"),
               "births per woman and year", low=0, high=1, aliases=("生育率",)),
        *_PROVENANCE,
    ),
)  # fmt: skip

FERTILITY_LEVEL = Table(
    "fertility_level",
    Say("total fertility rate of one variant and year", "一个方案一年的总和生育率"),
    (
        Column(
            "variant", "code", Say("future of fertility", "生育方案"), key=True, aliases=("方案",),
            codes={"low": Say("low", "低"), "medium": Say("medium", "中"), "high": Say("high", "高")},
        ),
        _year("year", Say("calendar year", "日历年"), 1950, 2100, True, "年份"),
        Column("tfr", "float", Say("total fertility rate", "总和生育率"), "children per woman", low=0, high=10,
               aliases=("总和生育率",)),
        *_PROVENANCE,
    ),
)  # fmt: skip

MORTALITY = Table(
    "mortality",
    Say("death rate of one sex, age group and period", "一个性别、年龄组、时期的死亡率"),
    (
        _sex(),
        _AGE_LOW,
        _AGE_HIGH,
        _year("period", Say("first year of the period the rate holds for", "该死亡率适用时期的首年"), 1950, 2100, True,
              "时期", "起始年份"),
        Column("rate", "float", Say("deaths per person-year", "死亡率（每人年）"), "per person-year", low=0, high=5,
               aliases=("死亡率",)),
        *_PROVENANCE,
    ),
)  # fmt: skip

SCHOOL_TOTALS = Table(
    "school_totals",
    Say("schools of one county, kind and zone kind", "一个县、类型、城乡类型的学校数"),
    (
        _county_code(key=True),
        Column("kind", "code", Say("kind of school", "学校类型"), codes=SCHOOL_KIND, key=True,
               aliases=("办学类型", "类型")),
        Column("zone_kind", "code", Say("kind of zone the school stands in", "城乡类型"), codes=ZONE_KIND, key=True,
               aliases=("城乡类型",)),
        Column("schools", "int", Say("schools in the start year", "起始年学校数"), "schools", low=0, high=10_000,
               aliases=("学校数", "所数")),
        *_PROVENANCE,
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COUNTIES, TOWNSHIPS, POPULATION, BIRTHS, FERTILITY, FERTILITY_LEVEL, MORTALITY, SCHOOL_TOTALS,
    )
}  # fmt: skip
