"""What the declarations of the tables share: codes, provenance, and the columns that many tables have."""

from __future__ import annotations

from sim.base.declaration import Column, Fill
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
STAGE = {"primary": Say("grades 1-6", "小学"), "junior": Say("grades 7-9", "初中")}

PROVENANCE = (
    Column(
        "source", "text", Say("where the number comes from", "数据来源"), required=False,
        aliases=("来源", "数据来源"), otherwise=Fill("derived", Say("the file itself", "即本文件")),
    ),
    Column(
        "confidence", "code", Say("how sure the number is", "可信程度"), codes=CONFIDENCE, required=False,
        aliases=("可信度",),
        otherwise=Fill("derived", Say("read, as the user's own figure", "视为用户自有数据（read）")),
    ),
    Column("note", "text", Say("remark", "备注"), required=False, aliases=("备注", "说明")),
)  # fmt: skip


def derived(en: str, zh: str) -> Fill:
    """Return a fill worked out from other tables."""
    return Fill("derived", Say(en, zh))


def assumed(en: str, zh: str) -> Fill:
    """Return a fill that nobody gave."""
    return Fill("assumed", Say(en, zh))


def county_code(*, key: bool = False) -> Column:
    """Return the column that names a county by its division code."""
    return Column(
        "county_code", "text", Say("division code of the county", "县级行政区划代码"), key=key,
        aliases=("县代码", "县级代码", "区划代码"),
    )  # fmt: skip


def township_code(*, key: bool = False, otherwise: Fill | None = None) -> Column:
    """Return the column that names a township by its division code; optional where `otherwise` is given."""
    return Column(
        "township_code", "text", Say("division code of the township", "乡级行政区划代码"), key=key,
        required=otherwise is None, otherwise=otherwise, aliases=("乡镇代码", "乡级代码"),
    )  # fmt: skip


def settlement_code(*, key: bool = False, otherwise: Fill | None = None) -> Column:
    """Return the column that names a settlement; optional where `otherwise` is given."""
    return Column(
        "settlement_code", "text", Say("code of the village or community", "村（社区）代码"), key=key,
        required=otherwise is None, otherwise=otherwise, aliases=("村代码", "社区代码", "村居代码"),
    )  # fmt: skip


def school_code(name: str = "school_code", *, key: bool = False) -> Column:
    """Return a column that names a school by its lasting code."""
    return Column(
        name, "text", Say("lasting code of the school", "学校标识码"), key=key,
        aliases=("学校标识码", "标识码") if name == "school_code" else ("对口初中标识码", "对口初中"),
    )  # fmt: skip


def grade() -> Column:
    """Return the column grade as part of a key."""
    return Column(
        "grade", "int", Say("grade 1-9", "年级（1—9）"), "grade", low=1, high=9, key=True, aliases=("年级",)
    )


def sex(*, key: bool = True) -> Column:
    """Return the column sex."""
    return Column("sex", "code", Say("sex", "性别"), codes=SEX, key=key, aliases=("性别",))


def year(
    name: str, meaning: Say, low: int, high: int, *aliases: str, key: bool = False, otherwise: Fill | None = None
) -> Column:  # fmt: skip
    """Return a column that holds a calendar or school year; optional where `otherwise` is given."""
    return Column(
        name, "int", meaning, "year", low=low, high=high, key=key, aliases=aliases,
        required=otherwise is None, otherwise=otherwise,
    )  # fmt: skip


def census_year() -> Column:
    """Return the optional key column that says of which 1 September a row is."""
    return year(
        "year", Say("the row holds for 1 September of this year", "数据为该年9月1日"), 1950, 2100, "年份", "学年",
        key=True, otherwise=derived("the start year", "起始年"),
    )  # fmt: skip


def coordinates(fill: Fill | None) -> tuple[Column, Column]:
    """Return the columns lon and lat; optional where `fill` is given."""
    required = fill is None
    return (
        Column("lon", "float", Say("longitude (WGS-84, CGCS2000 or GCJ-02)", "经度"), "degrees east", low=70,
               high=140, required=required, otherwise=fill, aliases=("经度",)),
        Column("lat", "float", Say("latitude (WGS-84, CGCS2000 or GCJ-02)", "纬度"), "degrees north", low=3,
               high=55, required=required, otherwise=fill, aliases=("纬度",)),
    )  # fmt: skip


def age_group() -> tuple[Column, Column]:
    """Return the columns age_low (key) and age_high."""
    return (
        Column("age_low", "int", Say("youngest age of the group", "年龄组下限"), "years", low=0, high=OLDEST_AGE,
               key=True, aliases=("年龄下限", "起始年龄")),
        Column("age_high", "int",
               Say("oldest age of the group; 100 = 100 and over", "年龄组上限，100 表示 100 岁及以上"), "years",
               low=0, high=OLDEST_AGE, aliases=("年龄上限", "终止年龄")),
    )  # fmt: skip


def count(name: str, unit: str, meaning: Say, high: int, *aliases: str, fill: Fill | None = None) -> Column:
    """Return a column that counts something, 0 to `high`; optional where `fill` is given."""
    return Column(
        name, "int", meaning, unit, low=0, high=high, aliases=aliases, required=fill is None, otherwise=fill
    )


def amount(name: str, unit: str, meaning: Say, high: float, *aliases: str, fill: Fill) -> Column:
    """Return an optional column that measures something, 0 to `high`."""
    return Column(
        name, "float", meaning, unit, low=0, high=high, aliases=aliases, required=False, otherwise=fill
    )


def flag(name: str, meaning: Say, *aliases: str, fill: Fill | None = None) -> Column:
    """Return a column that is 0 or 1; optional where `fill` is given."""
    return Column(
        name, "int", meaning, "0 or 1", low=0, high=1, aliases=aliases, required=fill is None, otherwise=fill
    )
