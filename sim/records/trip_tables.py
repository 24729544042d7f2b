"""The record table of ways to school: day pupils by whole minutes, for quantiles."""

from sim.base.errors import Say
from sim.records.columns import COUNTY, STAGE, YEAR, ZONE, TableDeclaration, count, key

MOST_MINUTES = 255

TRIP_MINUTES = TableDeclaration(
    "trip_minutes", ("year", "county", "stage", "zone_kind", "minutes"),
    (
        YEAR, COUNTY, STAGE, ZONE,
        key("minutes", "uint8", "minutes", f"one-way minutes, {MOST_MINUTES} = {MOST_MINUTES} and more", "单程分钟"),
        count("pupils", "day pupils on 1 September", "走读生"),
    ),
    Say("day pupils by the minutes of their way to school, by where the school stands",
        "走读生按上学单程时间分布（按学校所在城乡）"),
)  # fmt: skip
