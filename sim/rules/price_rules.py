"""Prices of what bureaus order (单价): yuan, prices of 2022 in Tonghua unless the source says otherwise.

`price_<item>` is the price of one unit of an item of `Told.items()`. All are estimates or cases, so that one factor,
`price_level`, drawn with its range once a draw, stands for how far all of them are off.
"""

from dataclasses import dataclass

from sim.rules.field import rule

MOST = 1e9  # yuan; no single thing a bureau orders costs more


@dataclass(frozen=True)
class PriceRules:
    """Fields of the rulebook about prices."""

    price_level: float = rule(
        1.0,
        "factor",
        "assumption: range 0.56-1.56, that of the estimated price of a seat (25,000-70,000 of 45,000)",
        "assumption",
        2022,
        (0.0, 10.0),
        "all prices are multiplied by it",
        "价格水平系数",
    )
    price_room: float = rule(
        2_000_000.0,
        "yuan/room",
        "estimate: 45 x the price of a seat, range 900,000-3,200,000",
        "estimate",
        2022,
        (0.0, MOST),
        "an ordinary room added to a school that stands, with its share of other rooms",
        "扩建普通教室单价(含分摊辅助用房)",
    )
    price_seat: float = rule(
        45_000.0,
        "yuan/seat",
        "estimate from seven projects of 2015-2023, 内蒙古宁城 weighted most; range 25,000-70,000; mostly without land",
        "estimate",
        2022,
        (0.0, MOST),
        "a seat of a new school",
        "新建学校学位单价",
    )
    price_estate_seat: float = rule(
        45_000.0,
        "yuan/seat",
        "assumption: the county pays for the school of an estate as for any other; who pays is in no source",
        "assumption",
        2022,
        (0.0, MOST),
        "a seat of a school that is built for a housing estate, as far as the county pays for it",
        "小区配套学校学位单价(县级承担部分)",
    )
    price_bed: float = rule(
        20_000.0,
        "yuan/bed",
        "estimate: 6-8 m2 gross x 2,500-3,500 yuan, range 10,000-40,000; no source found",
        "estimate",
        2022,
        (0.0, MOST),
        "a bed for a boarder, the dormitory with it and no canteen",
        "寄宿床位单价",
    )
    price_canteen_seat: float = rule(
        4_500.0,
        "yuan/seat",
        "assumption: 1.5 m2 x 3,000 yuan, as for a bed; no source found",
        "assumption",
        2022,
        (0.0, MOST),
        "a seat of a canteen",
        "食堂座位单价",
    )
    price_bus: float = rule(
        204_615.0,
        "yuan/bus",
        "山东无棣 2012: 2,660 万 for 130 buses; range 150,000-350,000",
        "read",
        2012,
        (0.0, MOST),
        "a school bus of 54 seats",
        "校车单价",
    )
    price_land_m2: float = rule(
        0.0,
        "yuan/m2",
        "assumption: land for schools is allotted without a price (划拨)",
        "assumption",
        2022,
        (0.0, MOST),
        "land for a school, by square metre",
        "学校用地单价",
    )
