"""The record tables of one run on common axes, and sums over their rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import numpy as np
import pandas as pd

from sim.indicators.cells import STAGES, ZONES, with_all
from sim.kernels.codes import GRADES, OPEN, SCHOOL_STATUS_NAMES, STAGE_NAMES, ZONE_NAMES
from sim.records.declared import TABLES

AXES = ("year", "county", "zone_kind", "stage")
N_ZONES, N_STAGES = len(ZONE_NAMES), len(STAGE_NAMES)
IS_OPEN = SCHOOL_STATUS_NAMES[OPEN]


def axes_of(table: str) -> list[str]:
    """Return the columns of a record table that place its rows in counties, zone kinds, stages and years."""
    declared = {column.name for column in TABLES[table].columns}
    return [name for name in AXES if name in declared]


class RunTables:
    """The record tables of one run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables by name, with at least the columns that are asked for.

    Attributes
    ----------
    counties : tuple of str
        Codes, in order.
    years : int array (years,)
        School years from the first to the last.

    Notes
    -----
    Amounts are float arrays (counties, zones, stages, years) in the order of `ZONES` and `STAGES`; NaN where there
    is no such cell: the table does not tell zone kind or stage. What was made once is kept.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables, self._kept = tables, {}
        county = tables["county"]
        self.counties = tuple(sorted(county["county"].astype(str).unique()))
        self.years = np.arange(county["year"].min(), int(county["year"].max()) + 1, dtype=np.int64)

    def once(self, key: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Return what `make` makes, made once for a key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def values(self, table: str, column: str) -> np.ndarray:
        """Return a column of numbers."""
        return self._tables[table][column].to_numpy()

    def texts(self, table: str, column: str) -> list[str]:
        """Return the different texts a column may hold, in order."""
        return sorted(self._tables[table][column].astype("category").cat.categories.astype(str))

    def codes(self, table: str, column: str, names: tuple[str, ...]) -> np.ndarray:
        """Return a column of text as places in `names`, int64 (rows,).

        Raises
        ------
        ValueError
            When a row holds another text: it would be lost in silence.
        """
        text = self._tables[table][column].astype("category")
        place = pd.Index(names).get_indexer(text.cat.categories.astype(str)).astype(np.int64)
        codes = text.cat.codes.to_numpy()
        if len(codes) and codes.min() < 0:
            raise ValueError(f"{table}.{column}: a row names nothing")
        unknown = (np.bincount(codes, minlength=len(place)) > 0) & (place < 0)
        if unknown.any():
            raise ValueError(f"{table}.{column}: {text.cat.categories[unknown][0]!r} is not known")
        return place[codes]

    def year_codes(self, table: str) -> np.ndarray:
        """Return the year of each row as its place in `years`."""
        return self.once((table, "year"), lambda: self.values(table, "year").astype(np.int64) - self.years[0])

    def county_codes(self, table: str) -> np.ndarray:
        """Return the county of each row as its place in `counties`."""
        return self.once((table, "county"), lambda: self.codes(table, "county", self.counties))

    def zone_codes(self, table: str) -> np.ndarray:
        """Return the zone kind of each row."""
        return self.once((table, "zone_kind"), lambda: self.codes(table, "zone_kind", ZONE_NAMES))

    def stage_codes(self, table: str) -> np.ndarray:
        """Return the stage of each row."""
        return self.once((table, "stage"), lambda: self.codes(table, "stage", STAGE_NAMES))

    def rows(self, table: str, column: str, allowed: tuple) -> np.ndarray:
        """Return which rows hold an allowed text or whole number (0-255) in a column, bool (rows,)."""
        return self.once((table, column, allowed), lambda: self._rows(table, column, allowed))

    def _rows(self, table: str, column: str, allowed: tuple) -> np.ndarray:
        if isinstance(allowed[0], str):
            text = self._tables[table][column].astype("category")
            return np.append(text.cat.categories.isin(allowed), False)[text.cat.codes.to_numpy()]
        return np.isin(np.arange(256), allowed)[self.values(table, column)]

    def sums(self, table: str, weights: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Return sums over rows (all, or those of a mask), an amount as the notes of the class say."""
        axes = axes_of(table)
        cell = self.once((table, "cell"), lambda: self._cell(table))
        shape = [N_ZONES] * ("zone_kind" in axes) + [N_STAGES] * ("stage" in axes)
        return self._placed(self._count(cell, weights, rows, shape), axes)

    def sums_by_grade(self, column: str) -> np.ndarray:
        """Return sums of a column of `school_grade` by grade, (9, counties, zones, stages, years)."""
        return self.once(("by grade", column), lambda: self._sums_by_grade(column))

    def _sums_by_grade(self, column: str) -> np.ndarray:
        n = len(self.counties) * N_ZONES * N_STAGES * len(self.years)
        cell = self.once(("school_grade", "cell"), lambda: self._cell("school_grade"))
        cell = (self.values("school_grade", "grade").astype(np.int64) - 1) * n + cell
        summed = np.bincount(cell, self.values("school_grade", column), n * GRADES)
        return with_all(summed.reshape(GRADES, len(self.counties), N_ZONES, N_STAGES, -1))

    def _cell(self, table: str) -> np.ndarray:
        axes, cell = axes_of(table), self.county_codes(table)
        if "zone_kind" in axes:
            cell = cell * N_ZONES + self.zone_codes(table)
        if "stage" in axes:
            cell = cell * N_STAGES + self.stage_codes(table)
        return cell * len(self.years) + self.year_codes(table)

    def count_at(self, place: np.ndarray, stage: np.ndarray, year: np.ndarray, weights=None) -> np.ndarray:
        """Return sums (counties, 3 zone kinds, 2 stages, years) of rows at county x zone kind `place`."""
        cell = (place * N_STAGES + stage) * len(self.years) + year
        return self._count(cell, weights, None, [N_ZONES, N_STAGES])

    def _count(self, cell, weights, rows, shape) -> np.ndarray:
        if rows is not None:
            cell, weights = cell[rows], None if weights is None else weights[rows]
        n = len(self.counties) * int(np.prod(shape)) * len(self.years)
        return np.bincount(cell, weights, n).reshape(len(self.counties), *shape, -1).astype(float)

    def nowhere(self) -> np.ndarray:
        """Return an amount that is defined in no cell."""
        return np.full((len(self.counties), len(ZONES), len(STAGES), len(self.years)), np.nan)

    def _placed(self, summed: np.ndarray, axes: list[str]) -> np.ndarray:
        """Return sums as an amount: by zone kind and stage as far as the table tells them."""
        if "stage" in axes and "zone_kind" in axes:
            return with_all(summed)
        out = self.nowhere()
        if "zone_kind" in axes:
            out[:, 1:, 0] = summed
            out[:, 0, 0] = summed.sum(axis=1)
        elif "stage" in axes:
            out[:, 0, 1:] = summed
            out[:, 0, 0] = summed.sum(axis=1)
        else:
            out[:, 0, 0] = summed
        return out
