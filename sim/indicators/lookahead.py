"""What planners look ahead with: children about to enter by township, and warning levels of seats (学位预警)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.indicators.run_tables import RunTables
from sim.indicators.seat_warnings import SHORT, SPARE, WarningRule, share_short
from sim.indicators.themes.classes import ENROLLED
from sim.indicators.themes.people import AFTER_JUNIOR, BEFORE_PRIMARY
from sim.indicators.themes.seats import RATED
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES


def seat_warnings(tables: Mapping[str, pd.DataFrame], rule: WarningRule | None = None) -> pd.DataFrame:
    """Return the warning levels of each county, zone kind and stage in each year.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables of one run: `school_grade`, `school`, `county`.
    rule : WarningRule, optional
        The usual thresholds by default.

    Returns
    -------
    DataFrame
        county, zone_kind, stage, year, pupils, seats_rated, gap (pupils - seats_rated), gap_share (of the seats;
        infinite without any), level_short and level_spare; no row where there are neither pupils nor seats.
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
    share, rule = share_short(pupils[at], seats[at]), rule or WarningRule()
    counts = {
        name: values.astype(np.int64)
        for name, values in (("pupils", pupils[at]), ("seats_rated", seats[at]), ("gap", gap))
    }
    levels = {"level_short": rule.levels(SHORT, share), "level_spare": rule.levels(SPARE, -share)}
    return pd.DataFrame({**place, **counts, "gap_share": share, **levels})


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
