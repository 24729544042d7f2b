"""From the records of one run to the quantities of a table: summed to the finest keys, then rolled up to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.reports.workbook.axes import Axis, Carrier
from sim.reports.workbook.quantity import FROM_ROWS, Quantity, combine

_ROLL = {"sum": np.add, "count": np.add, "maximum": np.maximum}


class Measuring:
    """Quantities of one table in one run, each made once.

    Parameters
    ----------
    axes : sequence of Axis
        The rows of the table are their product, the last axis running fastest.
    named : mapping of str to Quantity
        The quantities of the table by name.
    views : mapping of str to DataFrame
        The views they are made from.
    """

    def __init__(
        self, axes: Sequence[Axis], named: Mapping[str, Quantity], views: Mapping[str, pd.DataFrame]
    ) -> None:
        self._axes, self._named, self._views = axes, named, views
        self._leaves: dict[str, np.ndarray] = {}
        self._positions: dict[tuple[str, str], np.ndarray] = {}
        self._carriers: dict[tuple[str, str], Carrier] = {}

    def values(self, name: str) -> np.ndarray:
        """Return a quantity in every row of the table, float (rows,)."""
        return self._rolled(self._named[name]).ravel()

    def _rolled(self, quantity: Quantity) -> np.ndarray:
        """Return a quantity by node of each axis."""
        if quantity.how in FROM_ROWS:
            of, per = (self._rolled(self._named[name]) for name in (quantity.of, quantity.per))
            return combine(quantity.how, of, per)
        values = self._by_leaf(quantity)
        how = _ROLL.get(quantity.how, np.add)
        for place, carrier in enumerate(self._carried(quantity)):
            values = carrier.rolled(values, place, how)
        return values

    def _carried(self, quantity: Quantity) -> list[Carrier]:
        """Return the axes as the quantity's records carry them."""
        plain = quantity if quantity.is_plain else self._named[quantity.of]
        return [self._carrier(axis, plain.keys.get(axis.name, axis.column)) for axis in self._axes]

    def _carrier(self, axis: Axis, column: str) -> Carrier:
        if (axis.name, column) not in self._carriers:
            self._carriers[axis.name, column] = axis.carrier(column)
        return self._carriers[axis.name, column]

    def _by_leaf(self, quantity: Quantity) -> np.ndarray:
        """Return a quantity by leaf of each axis."""
        if quantity.name not in self._leaves:
            make = self._counted if quantity.is_plain else self._apart
            self._leaves[quantity.name] = make(quantity)
        return self._leaves[quantity.name]

    def _apart(self, quantity: Quantity) -> np.ndarray:
        of, per = (self._by_leaf(self._named[name]) for name in (quantity.of, quantity.per))
        return combine(quantity.how, of, per)

    def _counted(self, quantity: Quantity) -> np.ndarray:
        """Return sums, counts or maxima of record rows by leaf."""
        view = self._views[quantity.view]
        counts = np.ones(len(view), bool)
        for condition in quantity.where:
            counts &= condition.holds(view)
        cell, shape = np.zeros(len(view), np.int64), []
        for axis, carrier in zip(self._axes, self._carried(quantity), strict=True):
            place = self._placed(quantity, axis, carrier)
            counts &= place >= 0
            cell = cell * len(carrier.leaves) + place
            shape.append(len(carrier.leaves))
        weights = view[quantity.column].to_numpy(float)[counts] if quantity.column else None
        values = _into_cells(cell[counts], weights, int(np.prod(shape)), quantity.how).reshape(shape)
        return self._of_years_told(values, view["year"]) if quantity.only_years_told else values

    def _of_years_told(self, values: np.ndarray, years: pd.Series) -> np.ndarray:
        """Return numbers by leaf, NaN in the years of which the view has no row."""
        place = next(k for k, axis in enumerate(self._axes) if axis.name == "year")
        leaves = self._carrier(self._axes[place], "year").leaves
        is_told = np.isin(leaves, years.unique())
        return np.where(np.expand_dims(is_told, tuple(range(1, values.ndim - place))), values, np.nan)

    def _placed(self, quantity: Quantity, axis: Axis, carrier: Carrier) -> np.ndarray:
        """Return the leaf of each row of the quantity's view on one axis."""
        column = quantity.keys.get(axis.name, axis.column)
        key = (quantity.view, f"{axis.name}.{column}")
        if key not in self._positions:
            self._positions[key] = carrier.positions(self._views[quantity.view][column])
        return self._positions[key]


def _into_cells(cell: np.ndarray, weights: np.ndarray | None, n_cells: int, how: str) -> np.ndarray:
    if how == "maximum":
        most = np.zeros(n_cells)
        np.maximum.at(most, cell, weights)
        return most
    return np.bincount(cell, weights, n_cells).astype(float)
