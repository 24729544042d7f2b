"""The tables of a backtest, each declared once: columns, other names of them, units and meaning."""

from __future__ import annotations

from dataclasses import replace

from sim.base.declaration import Column, Table
from sim.base.errors import Say

_LARGEST_CELL = 20_000  # pupils of one school and grade, as in the input tables of the model
_LARGEST_SYSTEM = 100_000_000  # births of a system in a year; beyond every country

SCHOOL = Column(
    "school_id", "text", Say("lasting number of the school", "学校标识码"), key=True,
    aliases=("school_code", "学校标识码", "标识码", "学校代码", "school", "学校"),
)  # fmt: skip
YEAR = Column(
    "year", "int", Say("year in which the school year starts", "学年开始的年份"),
    "school year, as 2017 or 2017-2018", low=1900, high=2100, key=True,
    aliases=("school_year", "年份", "学年"),
)  # fmt: skip
GRADE = Column("grade", "text", Say("grade, as --grades names it", "年级，与 --grades 一致"), key=True,
               aliases=("年级",))  # fmt: skip
PUPILS = Column(
    "pupils", "int", Say("pupils at the census of the year", "当年统计时点的在校生数"), "pupils",
    low=0, high=_LARGEST_CELL, required=False,
    aliases=("enrolment", "enrollment", "在校生数", "在校生", "学生数"),
)  # fmt: skip
TOWNSHIP = Column("township", "text", Say("township of the school", "学校所在乡镇"), required=False,
                  aliases=("township_code", "town", "district_id", "district", "乡镇", "乡镇街道", "学区"))  # fmt: skip

LOCATIONS = Table(
    "locations",
    Say("the place of a school", "一所学校的位置"),
    (
        SCHOOL,
        Column("lon", "float", Say("longitude", "经度"), "degrees east", low=-180, high=180, required=False,
               aliases=("longitude", "经度")),
        Column("lat", "float", Say("latitude", "纬度"), "degrees north", low=-90, high=90, required=False,
               aliases=("latitude", "纬度")),
        TOWNSHIP,
    ),
)  # fmt: skip

BIRTHS = Table(
    "births",
    Say("births of the whole system in a calendar year", "全体系统一个日历年的出生人数"),
    (
        Column("year", "int", Say("calendar year of birth", "出生年份"), "calendar year", low=1900, high=2100,
               key=True, aliases=("出生年份", "年份")),
        Column("births", "int", Say("births", "出生人数"), "persons", low=0, high=_LARGEST_SYSTEM,
               aliases=("出生人数", "出生人口")),
    ),
)  # fmt: skip

EVENTS = Table(
    "events",
    Say("a change of a school known in advance", "一所学校事先已知的变动"),
    (
        SCHOOL,
        replace(YEAR, meaning=Say("first school year in which the change holds", "变动开始生效的学年")),
        Column("grades", "text", Say("grades taught from then on, as k-g5 or k g1 g2; empty = closed",
                                     "此后开设的年级，如 k-g5 或 k g1 g2；空为停办"), required=False,
               aliases=("开设年级", "年级")),
        Column("kind", "code", Say("kind of change", "变动类型"), required=False, aliases=("变动", "类型"),
               codes={"open": Say("opens", "开办"), "close": Say("closes", "停办"),
                      "grades": Say("teaches other grades", "改变年级")}),
    ),
)  # fmt: skip

SAME_SCHOOLS = Table(
    "same_schools",
    Say("two numbers of one school", "同一所学校的两个代码"),
    (
        Column("old", "text", Say("number the school had", "原代码"), key=True, aliases=("old_id", "旧代码", "原代码")),
        Column("new", "text", Say("number it has now", "现代码"), aliases=("new_id", "新代码", "现代码")),
    ),
)  # fmt: skip


def wide_table(grades: tuple[str, ...]) -> Table:
    """Return the table of one row a school and year, with a column a grade."""
    cells = (
        replace(
            PUPILS, name=grade, meaning=Say(f"pupils of grade {grade}", f"{grade} 年级在校生"), aliases=()
        )
        for grade in grades
    )
    return Table("enrolment", Say("a school in a year", "一所学校一年"), (SCHOOL, YEAR, *cells, TOWNSHIP))


LONG = Table(
    "enrolment",
    Say("a grade of a school in a year", "一所学校一年一个年级"),
    (SCHOOL, YEAR, GRADE, PUPILS, TOWNSHIP),
)
