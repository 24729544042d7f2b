"""Tables of people: population, births, fertility and its level, mortality."""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.inputs.schema.parts import (
    PROVENANCE,
    age_group,
    assumed,
    census_year,
    count,
    county_code,
    derived,
    settlement_code,
    sex,
    township_code,
    year,
)

POPULATION = Table(
    "population",
    Say("persons of one county (township, settlement), sex, age group and hukou",
        "一个县（乡镇、村）、性别、年龄组、户口类别的人口"),
    (
        county_code(key=True),
        township_code(key=True, otherwise=derived("the row is of the whole county", "该行为全县合计")),
        settlement_code(key=True, otherwise=derived("the row is of the whole township", "该行为乡镇合计")),
        census_year(),
        sex(),
        *age_group(),
        Column(
            "hukou", "code", Say("where the persons' hukou stands", "户口类别"), required=False, key=True,
            aliases=("户口", "户口类别"),
            codes={"here": Say("residents with hukou in the county", "常住，户口在本县"),
                   "elsewhere": Say("residents with hukou elsewhere", "常住，户口在外"),
                   "away": Say("hukou in the county, living elsewhere: no residents", "户口在本县，人在外")},
            otherwise=derived("residents of both; those away by the declared ages of leaving",
                              "常住人口不分户口；外出人口按外出年龄分布"),
        ),
        count("persons", "persons", Say("persons on 1 September", "9月1日人口数"), 50_000_000,
              "人口", "人数", "常住人口"),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("pyramid of a shrinking prefecture of the Northeast (伊春 2020) scaled to the residents",
                      "以伊春市2020年年龄结构推至常住人口"),
)  # fmt: skip

BIRTHS = Table(
    "births",
    Say("births of one county (township) in one calendar year", "一个县（乡镇）一个日历年的出生人数"),
    (
        county_code(key=True),
        township_code(key=True, otherwise=derived("the row is of the whole county", "该行为全县合计")),
        year("year", Say("calendar year", "日历年"), 1950, 2100, "年份", key=True),
        Column(
            "basis", "code", Say("which births are counted", "统计口径"), key=True, aliases=("口径",),
            codes={"registered": Say("registered in the household register", "户籍"),
                   "resident": Say("of residents", "常住")},
        ),
        count("births", "births", Say("births in the year", "出生人数"), 1_000_000, "出生人数", "出生人口"),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("resident children by age, back over deaths", "由分年龄常住儿童加回死亡推算"),
)  # fmt: skip

FERTILITY = Table(
    "fertility",
    Say("births of one order at one age of the mother; the shape, its level is scaled",
        "一个孩次、一个母亲年龄的生育率（只用形状，水平另行缩放）"),
    (
        Column("order", "int", Say("birth order; 3 = third and later", "孩次，3 表示三孩及以上"), "order", low=1,
               high=3, key=True, aliases=("孩次",)),
        Column("age", "int", Say("age of the mother", "母亲年龄"), "years", low=15, high=49, key=True,
               aliases=("年龄",)),
        Column("rate", "float", Say("births of that order per woman and year", "每名妇女每年该孩次生育数"),
               "births per woman and year", low=0, high=1, aliases=("生育率",)),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("shape of 福州, census of 2020, second births as in the Northeast",
                      "福州市2020年普查生育模式，二孩比例按东北"),
)  # fmt: skip

FERTILITY_LEVEL = Table(
    "fertility_level",
    Say("total fertility rate of one variant and year", "一个方案一年的总和生育率"),
    (
        Column(
            "variant", "code", Say("future of fertility", "生育方案"), key=True, aliases=("方案",),
            codes={"low": Say("low", "低"), "medium": Say("medium", "中"), "high": Say("high", "高")},
        ),
        year("year", Say("calendar year", "日历年"), 1950, 2100, "年份", key=True),
        Column("tfr", "float", Say("total fertility rate", "总和生育率"), "children per woman", low=0, high=10,
               aliases=("总和生育率",)),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("China, UN World Population Prospects 2024, low, medium and high",
                      "联合国2024年中国低、中、高方案"),
)  # fmt: skip

MORTALITY = Table(
    "mortality",
    Say("death rate of one sex, age group and period", "一个性别、年龄组、时期的死亡率"),
    (
        sex(),
        *age_group(),
        year("period", Say("first year of the period the rate holds for", "该死亡率适用时期的首年"), 1950, 2100,
             "时期", "起始年份", key=True),
        Column("rate", "float", Say("deaths per person-year", "死亡率（每人年）"), "per person-year", low=0, high=5,
               aliases=("死亡率",)),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("China, UN World Population Prospects 2024", "联合国2024年中国死亡率"),
)  # fmt: skip
