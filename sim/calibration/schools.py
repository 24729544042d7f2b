"""Facts of schools: from the records of one run to a number. Pure functions."""

from __future__ import annotations

import pandas as pd

from sim.calibration.facts import Fact
from sim.calibration.people import Tables, in_area
from sim.indicators.retention import period_retention

COMPULSORY = "compulsory"  # both stages


def _primary(tables: Tables, fact: Fact, year: int) -> pd.DataFrame:
    rows = in_area(tables, "school_grade", fact.model_area)
    return rows[(rows["stage"] == "primary") & (rows["year"] == year)]


def primary_change(tables: Tables, fact: Fact) -> float:
    """Return the change of primary pupils between two years, in percent."""
    first, last = (float(_primary(tables, fact, year)["pupils"].sum()) for year in fact.years)
    return 100.0 * (last / first - 1.0)


def zone_share(tables: Tables, fact: Fact) -> float:
    """Return the pupils in primary schools of the zone kind of the part, in percent of all primary pupils."""
    rows = _primary(tables, fact, fact.years[0])
    return (
        100.0 * float(rows.loc[rows["zone_kind"] == fact.part, "pupils"].sum()) / float(rows["pupils"].sum())
    )


def mean_class(tables: Tables, fact: Fact) -> float:
    """Return primary pupils for each class in the zone kind of the part."""
    rows = _primary(tables, fact, fact.years[0])
    rows = rows[rows["zone_kind"] == fact.part]
    return float(rows["pupils"].sum()) / float(rows["classes"].sum())


def large_classes(tables: Tables, fact: Fact) -> float:
    """Return classes of 56 and more in percent of all classes of the stage of the part, or of both (compulsory)."""
    rows = in_area(tables, "school_grade", fact.model_area)
    rows = rows[(rows["year"] == fact.years[0]) & ((rows["stage"] == fact.part) | (fact.part == COMPULSORY))]
    return 100.0 * float(rows["n_large_national"].sum()) / float(rows["classes"].sum())


def retention_lowest(tables: Tables, fact: Fact) -> float:
    """Return the lowest period retention of the years, in percent."""
    first, last = fact.years
    each = period_retention(in_area(tables, "school_grade", fact.model_area))
    return float(each.loc[first:last].min())
