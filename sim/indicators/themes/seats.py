"""Indicators of seats (学位供需): short and idle apart, never netted."""

from sim.base.errors import Say
from sim.indicators.amounts import Excess, Total
from sim.indicators.indicator import GAP, MODEL, NEVER, PERCENT, SEATS, STOCK, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.themes.classes import ENROLLED

RATED = Total("school", "seats_rated")

SEATS_THEME = Theme(
    Say("Seats", "学位供需"),
    (
        Indicator(
            "seats_rated",
            Say("rated seats", "核定学位"),
            SEATS,
            Say(
                "usable ordinary rooms of open schools x the standard class of the year",
                "开办学校可用普通教室数 × 当年标准班额",
            ),
            MODEL,
            STOCK,
            Sum(RATED),
        ),
        Indicator(
            "seats_short",
            Say("seats short", "学位缺口"),
            SEATS,
            Say(
                "pupils beyond the rated seats of their county, zone kind and stage (pupils - seats_rated where "
                "positive), summed",
                "各县分城乡、分学段的在校生超出核定学位之数（仅取正值）之和",
            ),
            MODEL,
            GAP,
            Sum(Excess(ENROLLED, RATED)),
        ),
        Indicator(
            "seats_idle",
            Say("seats idle", "学位富余"),
            SEATS,
            Say(
                "rated seats of a county, zone kind and stage beyond its pupils (seats_rated - pupils where "
                "positive), summed",
                "各县分城乡、分学段的核定学位超出在校生之数（仅取正值）之和",
            ),
            MODEL,
            GAP,
            Sum(Excess(RATED, ENROLLED)),
        ),
        Indicator(
            "seat_use",
            Say("use of rated seats", "学位利用率"),
            PERCENT,
            Say("pupils / rated seats, in percent", "在校生 ÷ 核定学位（百分比）"),
            MODEL,
            NEVER,
            Ratio(ENROLLED, RATED, 100.0),
            decimals=1,
        ),
    ),
)
