"""Indicators of travel and boarding (路途与寄宿)."""

from sim.base.errors import Say
from sim.indicators.amounts import Less, Total
from sim.indicators.indicator import (
    BEDS,
    MINUTES,
    MODEL,
    NEVER,
    PERCENT,
    PUPILS,
    STOCK,
    YEARBOOK,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.quantiles import Quantile
from sim.indicators.school_amounts import OPEN_ONLY
from sim.indicators.themes.classes import ENROLLED

_BOARDERS = Total("school_grade", "n_boarders")
_DAY_PUPILS = Less(ENROLLED, _BOARDERS)
_OVER_LIMIT = Total("school_grade", "n_over_limit")
_URBAN = ("zone_kind", ("urban",))
_LIMITS = "国办发〔2018〕27号 (grades 1-3: 30 minutes); grades 4-9: assumption of the rulebook"

TRAVEL = Theme(
    Say("Travel and boarding", "路途与寄宿"),
    (
        Indicator(
            "mean_minutes",
            Say("mean way to school", "平均上学单程时间"),
            MINUTES,
            Say(
                "one-way minutes of day pupils / day pupils; boarders are not counted",
                "走读生上学单程时间合计 ÷ 走读生数；不含寄宿生",
            ),
            MODEL,
            NEVER,
            Ratio(Total("school_grade", "minutes_sum"), _DAY_PUPILS),
            decimals=1,
        ),
        Indicator(
            "p90_minutes",
            Say("way to school that nine in ten do not exceed", "上学单程时间的九成分位"),
            MINUTES,
            Say(
                "the smallest whole minutes that at least 90 % of day pupils do not go beyond; boarders are not "
                "counted",
                "至少90%的走读生单程不超过的最小整分钟数；不含寄宿生",
            ),
            MODEL,
            NEVER,
            Quantile("trip_minutes", "minutes", "pupils", 0.9),
        ),
        Indicator(
            "pupils_over_limit",
            Say("day pupils beyond the travel limit", "超路途时限走读生"),
            PUPILS,
            Say(
                "day pupils whose way takes longer than the limit of their grade in the rulebook of the year",
                "上学单程时间超过当年规则表本年级时限的走读生",
            ),
            _LIMITS,
            STOCK,
            Sum(_OVER_LIMIT),
        ),
        Indicator(
            "young_over_limit",
            Say("day pupils of grades 1-3 beyond the travel limit", "一至三年级超路途时限走读生"),
            PUPILS,
            Say(
                "day pupils of grades 1-3 whose way takes longer than the limit of their grade in the rulebook of the "
                "year, 30 minutes unless a lever changes it",
                "上学单程时间超过当年规则表时限（一般30分钟）的一至三年级走读生",
            ),
            _LIMITS,
            STOCK,
            Sum(Total("school_grade", "n_over_limit", ("grade", (1, 2, 3)))),
        ),
        Indicator(
            "share_over_limit",
            Say("share of day pupils beyond the travel limit", "超路途时限走读生占比"),
            PERCENT,
            Say(
                "day pupils beyond the travel limit / day pupils, in percent",
                "超路途时限走读生 ÷ 走读生（百分比）",
            ),
            _LIMITS,
            NEVER,
            Ratio(_OVER_LIMIT, _DAY_PUPILS, 100.0),
            decimals=1,
        ),
        Indicator(
            "share_in_radius",
            Say("share of urban pupils within the service radius", "城区学生服务半径覆盖率"),
            PERCENT,
            Say(
                "pupils of urban schools whose settlement (a point that stands for all its homes) lies within the "
                "service radius of their school by straight line / pupils of urban schools, in percent; other schools "
                "have no radius and are left out",
                "城区学校中，所住社区（以点代表）至就读学校直线距离在服务半径以内的学生 ÷ 城区学校在校生（百分比）；"
                "镇区、乡村学校无服务半径要求，不计入",
            ),
            "GB50180 (primary 500 m, junior 1,000 m); 通市政办发〔2017〕13号 M1a",
            NEVER,
            Ratio(
                Total("school_grade", "n_in_radius", _URBAN), Total("school_grade", "pupils", _URBAN), 100.0
            ),
            decimals=1,
        ),
        Indicator(
            "boarders",
            Say("boarders", "寄宿生"),
            PUPILS,
            Say("pupils who board on 1 September", "9月1日寄宿生数"),
            YEARBOOK,
            STOCK,
            Sum(_BOARDERS),
        ),
        Indicator(
            "beds",
            Say("beds", "床位"),
            BEDS,
            Say(
                "beds of open schools; those of a nine-year school stand with its junior stage",
                "开办学校的床位数；九年一贯制学校的床位计入初中",
            ),
            YEARBOOK,
            STOCK,
            Sum(Total("school", "beds", OPEN_ONLY)),
        ),
        Indicator(
            "boarders_without_bed",
            Say("would-be boarders without a bed", "需寄宿而无床位学生"),
            PUPILS,
            Say(
                "day pupils who would board, had their school a bed left; empty beds elsewhere are not set against it",
                "本校有床位即会寄宿的走读生数；他校空床不得相抵",
            ),
            "通市政办发〔2017〕13号 (一人一床位)",
            STOCK,
            Sum(Total("school_grade", "n_without_bed")),
        ),
        Indicator(
            "share_boarding",
            Say("share of pupils who board", "寄宿生占比"),
            PERCENT,
            Say("boarders / pupils, in percent", "寄宿生 ÷ 在校生（百分比）"),
            YEARBOOK,
            NEVER,
            Ratio(_BOARDERS, ENROLLED, 100.0),
            decimals=1,
        ),
    ),
)
