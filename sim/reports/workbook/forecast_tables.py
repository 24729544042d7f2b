"""Tables over the years and over all finished runs of each scenario: 表5, 表6, 表7, 表9 and the annex of ages."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook import rows
from sim.reports.workbook.births import births
from sim.reports.workbook.orders import ORDER_COLUMNS, ORDER_QUANTITIES
from sim.reports.workbook.quantity import among, between, made, number, total
from sim.reports.workbook.status_tables import SCHOOL_COUNTS
from sim.reports.workbook.table import (
    EACH,
    RATE,
    SHARE,
    SIGNED,
    Column,
    Table,
    figure,
    key,
    quantiles,
)
from sim.reports.workbook.words import CLASSES, PER_CLASS, PERSONS, PUPILS, SCHOOLS, SEATS

_COUNTY = key("County", "县（市、区）", "county", 12)
_YEAR = key("School year", "学年", "year", 8)
NOT_ADDITIVE = Say(
    "P10, P50 and P90 are taken in each row by itself: they do not add up over rows.",
    "P10、P50、P90 逐行计算，各行之间不可相加。",
)

BIRTHS = Table(
    Say("T5", "表5"),
    Say("Births and entrants", "出生人口与入学人口"),
    lambda batch, scenario: (births(batch, scenario),),
    (
        total("births", "births", "出生人口", "births", "births", births="line"),
        total("entrants", "entrants to grade 1", "小学招生", "entrants", "n_entrants", births="entry"),
        made("ratio", "entrants / births", "入学/出生比", "ratio", "entrants", "births"),
    ),
    (
        key("Year of birth", "年份", "year", 8),
        _COUNTY,
        key("Basis", "户籍/常住出生", "basis", 10),
        key("Clock", "年份口径", "clock", 12),
        *quantiles(Say("Births", "出生人口"), "births", PERSONS),
        key("Enters in", "六岁入学年", "entry", 9),
        *quantiles(Say("Entrants, primary", "小学招生数"), "entrants", PUPILS),
        figure("Entrants / births, P50", "入学/出生比P50", "ratio", "p50", None, SHARE, 10),
        key("Sureness of births", "出生数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Known births by calendar year, later births of the simulation by school year (1 September to 31 August); "
            "who is born in September to December of a calendar year enters a year later than shown. Entrants are "
            "those of the county's schools, children from elsewhere with them. A row stands only where both are known.",
            "已知出生为日历年，其后为模拟的学年（9月1日至次年8月31日）；日历年9—12月出生者实际晚一年入学。"
            "招生数为该县学校一年级招生，含外来子女。仅列出生与招生均已知的年份。"),
        NOT_ADDITIVE,
    ),
    ("history", "county", "school_grade"),
)  # fmt: skip


def _school_ages(stage: str, ages: range, en: str, zh: str) -> tuple[Column, ...]:
    """Return the means by single age, and mean and quantiles of the stage."""
    return (
        *(Column(Say(f"Age {age}", f"{age}岁"), "", f"age_{age}", "mean", PERSONS, width=8,
                 group=Say(f"{en}, mean", f"{zh}，均值")) for age in ages),
        Column(Say("Total", "合计"), "", stage, "mean", PERSONS, group=Say(f"{en}, mean", f"{zh}，均值")),
        *quantiles(Say(f"{en}, total", f"{zh}合计"), stage, PERSONS),
    )  # fmt: skip


SCHOOL_AGES = Table(
    Say("T6", "表6"),
    Say("Forecast of the school-age population", "学龄人口预测"),
    lambda batch, _: (rows.area(batch), rows.zone(), rows.years(batch)),
    (
        *(total(f"age_{age}", f"residents aged {age}", f"{age}岁常住人口", "township_age", "residents",
                among("age", age)) for age in range(6, 15)),
        total("primary", "residents aged 6-11", "6—11岁常住人口", "township_age", "residents", between("age", 6, 11)),
        total("junior", "residents aged 12-14", "12—14岁常住人口", "township_age", "residents", between("age", 12, 14)),
    ),
    (
        _COUNTY,
        key("Zone", "城乡", "zone", 7),
        _YEAR,
        *_school_ages("primary", range(6, 12), "Primary ages", "小学适龄"),
        *_school_ages("junior", range(12, 15), "Junior ages", "初中适龄"),
    ),
    EACH,
    (
        Say("Residents on 1 September by completed years. Single ages are means over the runs, so that they add up to "
            "the mean of the stage (shown rounded).",
            "9月1日常住人口，按周岁。各岁为各次运行的均值，相加等于适龄合计的均值（显示时取整）。"),
        NOT_ADDITIVE,
    ),
    ("township_age",),
)  # fmt: skip

_GAP = Say("Gap + / spare −, P50", "缺口+/富余−，P50")


def _warnings(side: str, group: Say) -> tuple[Column, ...]:
    """Return the warning levels of seats short or spare, and how many runs have any."""
    levels = ((f"{side}_p50", Say("P50", "P50")), (f"{side}_p90", Say("P90", "P90")),
              (f"base_{side}_p50", Say("base, P50", "基准P50")))  # fmt: skip
    chance = Column(
        Say("chance of any", "预警概率"), "", side, f"{side}_chance", None, SHARE, group, 8, in_totals=False
    )
    return (
        *(Column(title, "", side, name, group=group, width=7, in_totals=False) for name, title in levels),
        chance,
    )


SEATS_BALANCE = Table(
    Say("T7", "表7"),
    Say("Seats needed and seats there", "学位供需平衡表"),
    lambda batch, _: (rows.area(batch), rows.zone(), rows.stage(), rows.years(batch)),
    (
        total("pupils", "pupils", "在校生", "school", "pupils"),
        total("seats", "rated seats", "核定学位", "school", "seats_rated"),
        made("short", "seats short", "学位缺口", "short", "pupils", "seats"),
        made("spare", "seats spare (negative)", "学位富余（负数）", "spare", "pupils", "seats"),
        *ORDER_QUANTITIES,
    ),
    (
        _COUNTY,
        key("Zone", "片区", "zone", 7),
        key("Stage", "学段", "stage", 7),
        _YEAR,
        figure("Need P50", "需求P50", "pupils", "p50", PUPILS),
        figure("Need P90", "需求P90", "pupils", "p90", PUPILS),
        figure("Seats there P50", "现有学位P50", "seats", "p50", SEATS, width=11),
        *ORDER_COLUMNS,
        figure("Gap +", "缺口+", "short", "p50", SEATS, SIGNED, group=_GAP),
        figure("Spare −", "富余−", "spare", "p50", SEATS, SIGNED, group=_GAP),
        figure("Chance of a gap", "缺口概率", "short", "share", None, SHARE),
        *_warnings("short", Say("Warning: short", "缺口预警等级")),
        *_warnings("spare", Say("Warning: spare", "富余预警等级")),
    ),
    EACH,
    (
        Say("A district (片区) is a zone kind of a county. Need = pupils on 1 September; seats = usable rooms x "
            "standard of the year. In totals the gaps and the spare seats of districts and stages are added up "
            "apart and never netted: empty village rooms seat nobody in town.",
            "片区为县内的城区、镇区、乡村。需求为9月1日在校生；学位为可用普通教室×当年标准班额。"
            "合计行的缺口与富余由各县、各片区、各学段分别相加，不相抵：乡村的空教室解决不了城区的缺口。"),
        NOT_ADDITIVE,
    ),
    ("school",),
    told_of_batch=lambda batch: (batch.warning_rule.meaning,),
)  # fmt: skip

_NUMBERS = Say("Number, P50", "所数，P50")

SCHOOLS_BY_YEAR = Table(
    Say("T9", "表9"),
    Say("Schools and pupils by stage and year", "分学段分年学校所数与在校生"),
    lambda batch, _: (rows.area(batch), rows.stage(), rows.years(batch)),
    (
        *SCHOOL_COUNTS,
        number("empty", "open schools and points without pupils", "无学生的学校和教学点", "school",
               among("status", "open"), among("pupils", 0)),
        total("pupils", "pupils", "在校生", "school", "pupils"),
        total("classes", "classes", "教学班", "school", "classes"),
        made("mean_size", "pupils per class", "班均人数", "ratio", "pupils", "classes"),
    ),
    (
        _COUNTY,
        key("Stage", "学段", "stage", 7),
        _YEAR,
        figure("Schools", "学校数", "schools", "p50", SCHOOLS, group=_NUMBERS),
        figure("of which nine-year", "其中九年一贯制", "nine_year", "p50", SCHOOLS, group=_NUMBERS),
        figure("Points", "教学点", "points", "p50", SCHOOLS, group=_NUMBERS),
        figure("Without pupils", "其中无学生", "empty", "p50", SCHOOLS, group=_NUMBERS),
        *quantiles(Say("Classes", "教学班"), "classes", CLASSES),
        *quantiles(Say("Pupils", "在校生"), "pupils", PUPILS),
        figure("Mean class, P50", "班均人数P50", "mean_size", "p50", PER_CLASS, RATE),
    ),
    EACH,
    (
        Say("A nine-year school counts with the junior schools. Points do not count as schools. A school whose last "
            "pupils left stays open until a decision closes it.",
            "九年一贯制学校计入初中；学校数不含教学点。学生走空的学校在作出停办决定之前仍计为存在。"),
        NOT_ADDITIVE,
    ),
    ("school",),
)  # fmt: skip

YOUNGER_AND_OLDER = Table(
    Say("Annex ages", "附表 3—5岁、15—17岁人口"),
    Say("Children of 3–5 and 15–17 by township", "分乡镇3—5岁、15—17岁人口"),
    lambda batch, _: (rows.townships(batch), rows.years(batch)),
    (
        total("kindergarten", "residents aged 3-5", "3—5岁常住人口", "township_age", "residents",
              between("age", 3, 5)),
        total("senior", "residents aged 15-17", "15—17岁常住人口", "township_age", "residents",
              between("age", 15, 17)),
    ),
    (
        _COUNTY,
        key("Township", "乡镇（街道）", "township", 20),
        _YEAR,
        *quantiles(Say("Aged 3–5", "3—5岁"), "kindergarten", PERSONS),
        *quantiles(Say("Aged 15–17", "15—17岁"), "senior", PERSONS),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Residents on 1 September: those who will soon need a kindergarten or a senior high school place.",
            "9月1日常住人口，供幼儿园和高中学位展望。"),
        NOT_ADDITIVE,
    ),
    ("township_age", "places"),
)  # fmt: skip
