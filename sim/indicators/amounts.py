"""What indicators are made of: amounts that add up over counties, each with the record columns it needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.indicators.cells import with_all
from sim.indicators.run_tables import RunTables

Needs = frozenset[tuple[str, str]]  # (record table, column), apart from the columns that place a row


class Amount(ABC):
    """An amount by county and cell; equal declarations are one amount, made once a run."""

    @property
    @abstractmethod
    def needs(self) -> Needs:
        """Return the record columns it is made from."""

    @abstractmethod
    def make(self, run: RunTables) -> np.ndarray:
        """Return the amount, float (counties, zones, stages, years); NaN where it is not defined."""

    def of(self, run: RunTables) -> np.ndarray:
        """Return the amount, made once a run."""
        return run.once(self, lambda: self.make(run))


@dataclass(frozen=True)
class Total(Amount):
    """The sum of a column over the rows that hold one of the allowed values in another column, or over all rows."""

    table: str
    column: str
    where: tuple[str, tuple] | None = None

    @property
    def needs(self) -> Needs:
        """Return the column, and that of the condition."""
        condition = {(self.table, self.where[0])} if self.where else set()
        return frozenset({(self.table, self.column)} | condition)

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum."""
        rows = run.rows(self.table, *self.where) if self.where else None
        return run.sums(self.table, run.values(self.table, self.column), rows)


@dataclass(frozen=True)
class RowTotal(Amount):
    """The sum of a number that each row gives by itself, such as teachers per pupil; `of_row` takes the columns."""

    table: str
    columns: tuple[str, ...]
    of_row: Callable[..., np.ndarray]
    where: tuple[str, tuple]

    @property
    def needs(self) -> Needs:
        """Return the columns, and that of the condition."""
        return frozenset((self.table, column) for column in (*self.columns, self.where[0]))

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum."""
        columns = (run.values(self.table, column).astype(float) for column in self.columns)
        return run.sums(self.table, self.of_row(*columns), run.rows(self.table, *self.where))


@dataclass(frozen=True)
class Less(Amount):
    """One amount less another."""

    whole: Amount
    part: Amount

    @property
    def needs(self) -> Needs:
        """Return what both need."""
        return self.whole.needs | self.part.needs

    def make(self, run: RunTables) -> np.ndarray:
        """Return the difference."""
        return self.whole.of(run) - self.part.of(run)


@dataclass(frozen=True)
class Together(Amount):
    """Amounts added up."""

    parts: tuple[Amount, ...]

    @property
    def needs(self) -> Needs:
        """Return what all need."""
        return frozenset().union(*(part.needs for part in self.parts))

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum."""
        return sum(part.of(run) for part in self.parts)


@dataclass(frozen=True)
class Excess(Amount):
    """How far one amount exceeds another, in each county, zone kind and stage by itself; never netted in totals."""

    more: Amount
    less: Amount

    @property
    def needs(self) -> Needs:
        """Return what both need."""
        return self.more.needs | self.less.needs

    def make(self, run: RunTables) -> np.ndarray:
        """Return the positive differences, summed."""
        parts = (self.more.of(run) - self.less.of(run))[:, 1:, 1:]
        return with_all(np.maximum(parts, 0.0))


@dataclass(frozen=True)
class Within(Amount):
    """An amount of some zone kinds together, as one number of the whole place."""

    amount: Amount
    zones: tuple[int, ...]

    @property
    def needs(self) -> Needs:
        """Return what the amount needs."""
        return self.amount.needs

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum over the zone kinds in the place of all."""
        out = run.nowhere()
        out[:, 0] = self.amount.of(run)[:, [1 + zone for zone in self.zones]].sum(axis=1)
        return out


@dataclass(frozen=True)
class SinceCensus(Amount):
    """An amount counted from the last census to this one: the first year of a run has none."""

    amount: Amount

    @property
    def needs(self) -> Needs:
        """Return what the amount needs."""
        return self.amount.needs

    def make(self, run: RunTables) -> np.ndarray:
        """Return the amount, NaN in the first year."""
        out = self.amount.of(run).copy()
        out[..., 0] = np.nan
        return out


@dataclass(frozen=True)
class Earlier(Amount):
    """An amount of some years before; NaN where that is before the run."""

    amount: Amount
    years: int

    @property
    def needs(self) -> Needs:
        """Return what the amount needs."""
        return self.amount.needs

    def make(self, run: RunTables) -> np.ndarray:
        """Return the amount of `years` before."""
        values, out = self.amount.of(run), run.nowhere()
        out[..., self.years :] = values[..., : max(values.shape[-1] - self.years, 0)]
        return out
