"""Indicators of people (人口): residents, births, the years ahead, and families who move."""

from sim.base.errors import Say
from sim.indicators.amounts import Amount, SinceCensus, Total
from sim.indicators.cells import BY_ZONE, WHOLE
from sim.indicators.indicator import (
    BIRTHS,
    COUNTY_FLOW,
    ENTRANTS_PER_BIRTH,
    FAMILIES,
    MODEL,
    NEVER,
    PERCENT,
    PERSONS,
    PLACE_STOCK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.past_amounts import BirthsBefore
from sim.records.tallies import TALLY_MEANINGS

SCHOOL_ENTRY = 6  # completed years at entry to grade 1 (义务教育法: 年满六周岁)
BEFORE_PRIMARY, AFTER_JUNIOR = (
    (3, 4, 5),
    (15, 16, 17),
)  # ages of planners' look-ahead: kindergarten, senior stage
_MOVES, _ARRIVED = "families_", "families_arrived"
_CENSUS = "人口普查口径 (常住人口: 居住半年以上)"


def _since(column: str) -> Amount:
    return SinceCensus(Total("county", column))


def _tally(name: str, column: str, unit: Say, title: Say, note: Say) -> Indicator:
    """Return the indicator of a yearly tally by county."""
    definition = Say(
        f"{title.en}; counted from the last census to this one{note.en}",
        f"{title.zh}；上次统计至本次统计期间{note.zh}",
    )
    return Indicator(name, title, unit, definition, MODEL, COUNTY_FLOW, Sum(_since(column)), WHOLE)


def _residents_of(ages: tuple[int, ...]) -> Sum:
    return Sum(Total("township_age", "residents", ("age", ages)))


def _moves() -> tuple[Indicator, ...]:
    """Return an indicator for each kind of move that the records tally."""
    left = Say(", by the county they lived in", "，按迁出地所在县计")
    return tuple(
        _tally(f"moves_{name.removeprefix(_MOVES)}", name, FAMILIES, meaning, left)
        for name, (_, meaning) in TALLY_MEANINGS.items()
        if name.startswith(_MOVES) and name != _ARRIVED
    )


PEOPLE = Theme(
    Say("People", "人口与迁移"),
    (
        Indicator(
            "residents",
            Say("residents", "常住人口"),
            PERSONS,
            Say("residents on 1 September", "9月1日常住人口"),
            _CENSUS,
            PLACE_STOCK,
            Sum(Total("township_age", "residents")),
            BY_ZONE,
        ),
        Indicator(
            "urban_share",
            Say("urban share of residents", "城镇化率"),
            PERCENT,
            Say(
                "residents of 城区 and 镇区 / residents, in percent",
                "城区、镇区常住人口 ÷ 常住人口（百分比）",
            ),
            _CENSUS,
            NEVER,
            Ratio(Total("county", "residents_urban_town"), Total("county", "residents"), 100.0),
            WHOLE,
            1,
        ),
        _tally("births_resident", "births", BIRTHS, Say("births to residents", "常住出生"), Say("", "")),
        _tally(
            "births_registered",
            "births_registered",
            BIRTHS,
            Say("births to mothers registered here", "户籍出生"),
            Say(", wherever the mother lives", "，不论母亲现居何处"),
        ),
        Indicator(
            "entrants_per_birth",
            Say("entrants to grade 1 per birth", "入学出生比"),
            ENTRANTS_PER_BIRTH,
            Say(
                "entrants to grade 1 of September t / births to residents from September t-7 to August t-6, of the run "
                "or, before it, a third of the calendar year t-7 and two thirds of t-6 of the input table; no data "
                "where neither tells them",
                "学年 t 小学招生 ÷ t-7 年9月至 t-6 年8月的常住出生；运行内取记录，此前取输入表日历年"
                "（t-7 年三分之一、t-6 年三分之二）；两者均无则无数据",
            ),
            MODEL,
            NEVER,
            Ratio(Total("school_grade", "n_entrants", ("grade", (1,))), BirthsBefore(SCHOOL_ENTRY)),
            WHOLE,
            2,
        ),
        Indicator(
            "children_3_5",
            Say("children of 3 to 5", "3-5岁儿童"),
            PERSONS,
            Say("residents of 3, 4 and 5 completed years on 1 September", "9月1日满3、4、5周岁的常住人口"),
            MODEL,
            PLACE_STOCK,
            _residents_of(BEFORE_PRIMARY),
            BY_ZONE,
        ),
        Indicator(
            "children_15_17",
            Say("young people of 15 to 17", "15-17岁人口"),
            PERSONS,
            Say(
                "residents of 15, 16 and 17 completed years on 1 September",
                "9月1日满15、16、17周岁的常住人口",
            ),
            MODEL,
            PLACE_STOCK,
            _residents_of(AFTER_JUNIOR),
            BY_ZONE,
        ),
        *_moves(),
        _tally(
            _ARRIVED,
            _ARRIVED,
            FAMILIES,
            TALLY_MEANINGS[_ARRIVED][1],
            Say(", by the county they came to", "，按迁入地所在县计"),
        ),
        _tally(
            "children_unplaced",
            "children_unplaced",
            PERSONS,
            TALLY_MEANINGS["children_unplaced"][1],
            Say(", by the county they live in", "，按居住地所在县计"),
        ),
    ),
)
