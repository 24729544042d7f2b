"""What 表18 is made of: the measures of retention, of the region and of each county by themselves."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS, records_of
from sim.indicators.measures import measure_places, needed_columns
from sim.indicators.targets import TARGETS
from sim.reports.workbook.view import Frames, View

RETENTION_TARGET = next(one for one in TARGETS if one.name == "retention")
_INDICATORS = (RETENTION_TARGET.indicator, "raw_retention", "adjusted_retention", "junior_retention")


def retention(frames: Frames) -> pd.DataFrame:
    """Return the measures where they have data, with the margin on the target and whether that is met."""
    rows = measure_places(frames, _INDICATORS).rename(columns={"county": "place"})
    return rows.assign(
        margin=RETENTION_TARGET.margin(rows["value"]),
        is_met=RETENTION_TARGET.is_met(rows["value"]).astype(float),
        records=[records_of(INDICATORS[name]) for name in rows["indicator"]],
    )


DROPOUT_VIEWS: dict[str, View] = {
    "retention": View(
        Say(
            "levels of the measures of retention (sim indicators) from record tables school_grade and history, of the "
            "region and each county by themselves; "
            f"margin = level - {RETENTION_TARGET.value:g}; the column records tells which records",
            "由记录表 school_grade、history 计算的各巩固率指标水平（见 sim indicators），全区域与各县分别计算；"
            f"margin＝水平－{RETENTION_TARGET.value:g}；records 列为所用记录",
        ),
        {table: tuple(columns) for table, columns in needed_columns(_INDICATORS).items()},
        retention,
    ),
}
