"""What planners look ahead with: children about to enter by township, and warning levels of seats (学位预警)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.base.number import Number
from sim.indicators.run_tables import RunTables
from sim.indicators.themes.classes import ENROLLED
from sim.indicators.themes.people import AFTER_JUNIOR, BEFORE_PRIMARY
from sim.indicators.themes.seats import RATED
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES


@dataclass(frozen=True)
class SeatWarning:
    """One warning level: it holds where gap / rated seats lies above its threshold and above none of a worse level."""

    level: str
    title: Say
    above: Number


def _above(name: str, value: float, source: str, confidence: str, year: str, en: str, zh: str) -> Number:
    return Number(
        f"warning_{name}_above", value, value, value, "share of rated seats", source, confidence, year, Say(en, zh),
        (-1.0, 1.0),
    )  # fmt: skip


# From the worst to the mildest.
WARNINGS = (
    SeatWarning("red", Say("red", "红色"), _above("red", 0.1, "assumption", "assumption", "-",
        "more than a tenth of the seats is lacking", "缺口超过核定学位的十分之一")),
    SeatWarning("orange", Say("orange", "橙色"), _above("orange", 0.0, "成都市2026年学位预警", "read", "2026",
        "more pupils than seats (the source: registered children of a catchment)",
        "在校生超过核定学位（原文为学区户籍适龄儿童）")),
    SeatWarning("yellow", Say("yellow", "黄色"), _above("yellow", -0.05, "assumption", "assumption", "-",
        "less than a twentieth of the seats is free", "空余不足核定学位的二十分之一")),
)  # fmt: skip
NO_WARNING, NO_DATA = "none", "no_data"


def warning_level(gap_share: np.ndarray) -> np.ndarray:
    """Return the warning level of a share.

    Parameters
    ----------
    gap_share : float array
        (pupils - seats_rated) / seats_rated; NaN where there are neither.

    Returns
    -------
    array of str
        red, orange, yellow, `none`, or `no_data` where the share is NaN.
    """
    share = np.asarray(gap_share, float)
    conditions = [np.isnan(share), *(share > one.above.value for one in WARNINGS)]
    return np.select(conditions, [NO_DATA, *(one.level for one in WARNINGS)], NO_WARNING)


def seat_warnings(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the warning level of each county, zone kind and stage in each year.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables of one run: `school_grade`, `school`, `county`.

    Returns
    -------
    DataFrame
        county, zone_kind, stage, year, pupils, seats_rated, gap (pupils - seats_rated), gap_share (of the seats;
        infinite without any) and level; no row where there are neither pupils nor seats.
    """
    run = RunTables(tables)
    pupils, seats = (amount.of(run)[:, 1:, 1:] for amount in (ENROLLED, RATED))
    at = np.nonzero((pupils > 0) | (seats > 0))
    names = (run.counties, ZONE_NAMES, STAGE_NAMES, run.years)
    place = {
        column: np.array(axis)[code]
        for column, axis, code in zip(("county", "zone_kind", "stage", "year"), names, at, strict=True)
    }
    gap = pupils[at] - seats[at]
    share = np.divide(gap, seats[at], out=np.full(len(gap), np.inf), where=seats[at] > 0)
    counts = {
        name: values.astype(np.int64)
        for name, values in (("pupils", pupils[at]), ("seats_rated", seats[at]), ("gap", gap))
    }
    return pd.DataFrame({**place, **counts, "gap_share": share, "level": warning_level(share)})


def children_by_township(township_age: pd.DataFrame) -> pd.DataFrame:
    """Return the residents about to enter primary school and those who left junior school, by township.

    Parameters
    ----------
    township_age : DataFrame
        Record table of one run, with year, county, township, age and residents.

    Returns
    -------
    DataFrame
        year, county, township, children_3_5 and children_15_17, persons on 1 September; sorted by these; townships
        with residents of any age.
    """
    keys = ["year", "county", "township"]
    columns = {"children_3_5": BEFORE_PRIMARY, "children_15_17": AFTER_JUNIOR}
    rows = township_age[keys].assign(
        **{
            name: township_age["residents"].astype(np.int64).where(township_age["age"].isin(ages), 0)
            for name, ages in columns.items()
        }
    )
    summed = rows.groupby(keys, observed=True, sort=True)[list(columns)].sum().reset_index()
    return summed.astype({"year": np.int64, "county": "str", "township": "str"})
