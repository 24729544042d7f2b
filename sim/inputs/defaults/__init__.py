"""National figures that stand in for tables that a county does not give; each row says its source."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.base.reading import TableRead, read_table
from sim.inputs.schema import TABLES
from sim.inputs.schema.parts import PROVENANCE, SCHOOL_KIND, STAGE, ZONE_KIND, age_group, sex, year
from sim.kernels.teacher_codes import SUBJECT_NAMES

PYRAMID = Table(
    "pyramid",
    Say(
        "residents of 伊春 (Heilongjiang), census of 2020, one sex and age group",
        "伊春市2020年普查一个性别、年龄组的人口",
    ),
    (
        sex(),
        *age_group(),
        Column("persons", "int", Say("residents", "常住人口"), "persons", low=0),
        *PROVENANCE,
    ),
)
PYRAMID_YEAR = 2020

SCHOOLS = Table(
    "schools",
    Say("schools and pupils of the nation of one kind and zone kind", "全国一个类型、城乡类型的学校数与在校生数"),
    (
        Column("kind", "code", Say("kind of school", "学校类型"), codes=SCHOOL_KIND, key=True),
        Column("zone_kind", "code", Say("kind of zone", "城乡类型"), codes=ZONE_KIND, key=True),
        year("year", Say("year of the figures", "数据年份"), 1990, 2100),
        Column("schools", "int", Say("schools", "学校数"), "schools", low=0),
        Column("pupils", "int", Say("pupils of the stage", "该学段在校生"), "pupils", low=1),
        Column("nine_year_share", "float",
               Say("part of them that also teaches the primary grades", "其中九年一贯制比例"), "share",
               low=0, high=1, required=False),
        *PROVENANCE,
    ),
)  # fmt: skip

VILLAGES = Table(
    "villages",
    Say("the villages' part of the nation's pupils of one stage", "全国一个学段乡村在校生比例"),
    (
        Column("stage", "code", Say("stage", "学段"), codes=STAGE, key=True),
        Column("share_of_pupils", "float", Say("pupils in villages", "乡村在校生比例"), "share", low=0, high=1),
        Column("share_of_residents", "float", Say("residents in villages", "乡村常住人口比例"), "share", low=0, high=1),
        *PROVENANCE,
    ),
)  # fmt: skip

PERIODS = Table(
    "periods",
    Say("weekly periods of one stage and group of subjects, mean of the grades",
        "一个学段、一组学科的周课时（各年级平均）"),
    (
        Column("stage", "code", Say("stage", "学段"), codes=STAGE, key=True),
        Column("subject", "code", Say("group of subjects", "学科组"), key=True,
               codes={name: Say(name, name) for name in SUBJECT_NAMES}),
        Column("periods", "float", Say("periods a week and class", "每班每周课时"), "periods/week", low=0, high=40),
        *PROVENANCE,
    ),
)  # fmt: skip

DECLARED = {
    "fertility": TABLES["fertility"],
    "fertility_level": TABLES["fertility_level"],
    "mortality": TABLES["mortality"],
    "pyramid": PYRAMID,
    "schools": SCHOOLS,
    "villages": VILLAGES,
    "periods": PERIODS,
}


@cache
def default(name: str) -> TableRead:
    """Return a table of national figures, one of `DECLARED`."""
    return read_table(Path(__file__).parent / f"{name}.csv", DECLARED[name])
