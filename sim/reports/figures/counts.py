"""What the figures count in the records of one run beside the indicators: by year, one column a count."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sim.base.errors import Say
from sim.indicators.levels import read_columns
from sim.kernels.codes import MOVE_NAMES
from sim.records.layout import RunId, part
from sim.reports.figures.stand_ins import over_limit_by_year, schools_by_year

# Size bands of classes as the yearly statistics (基础基 forms) print them: smallest and largest class, pupils.
BANDS = ((0, 25), *((low, low + 4) for low in range(26, 66, 5)), (66, None))
MOVES = tuple(f"families_{name}" for name in MOVE_NAMES[1:])
BIRTHS = ("births", "births_registered")

COLUMNS = {
    "classes": ["year", "size"],
    "county": ["year", *BIRTHS, *MOVES],
    "school": ["year", "school_id", "status", "kind", "pupils"],
    "school_grade": ["year", "grade", "n_entrants", "n_over_limit"],
}


def band_name(low: int) -> str:
    """Return the name of the count of classes in the band that begins at `low` pupils."""
    return f"classes_from_{low}"


def band_title(low: int, high: int | None) -> Say:
    """Return what a size band is called."""
    if low == 0:
        return Say(f"{high} and fewer", f"{high}人及以下")
    if high is None:
        return Say(f"{low} and more", f"{low}人及以上")
    return Say(f"{low}–{high}", f"{low}–{high}人")


def classes_by_band(classes: pd.DataFrame) -> pd.DataFrame:
    """Return the number of classes by year (rows) and size band (columns) of the record table `classes`."""
    edges = [low for low, _ in BANDS] + [float("inf")]
    band = pd.cut(
        classes["size"].astype("int64"), edges, right=False, labels=[band_name(low) for low, _ in BANDS]
    )
    return pd.crosstab(classes["year"].astype("int64"), band, dropna=False)


def flows_by_year(county: pd.DataFrame) -> pd.DataFrame:
    """Return births and moves of families by year, all counties.

    A row counts from the last census to that of its year; the first census of a run has none before it, and no row.
    """
    sums = county[[*BIRTHS, *MOVES]].astype("int64").groupby(county["year"].astype("int64")).sum()
    return sums.iloc[1:]


def entrants_by_year(school_grade: pd.DataFrame) -> pd.DataFrame:
    """Return the entrants to grade 1 by school year."""
    first = school_grade[school_grade["grade"] == 1]
    return (
        first["n_entrants"].astype("int64").groupby(first["year"].astype("int64")).sum().to_frame("entrants")
    )


def _of_grades(school_grade: pd.DataFrame) -> pd.DataFrame:
    return entrants_by_year(school_grade).join(over_limit_by_year(school_grade))


_COUNTS = {
    "classes": classes_by_band,
    "county": flows_by_year,
    "school": schools_by_year,
    "school_grade": _of_grades,
}


def counts_of(out: Path, run: RunId) -> pd.DataFrame:
    """Return every count of one run, indexed by year; each record file is read once.

    A table that the run does not have (records older than the table) gives no columns.
    """
    found: Mapping[str, pd.DataFrame] = {
        table: count(read_columns(out / part(table, run), COLUMNS[table]))
        for table, count in _COUNTS.items()
        if (out / part(table, run)).is_file()
    }
    return pd.concat(found.values(), axis=1) if found else pd.DataFrame()
