"""One relation between tables, and what the relations share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables


@dataclass(frozen=True)
class Tie:
    """One relation between tables.

    Parameters
    ----------
    what : Say
        The relation.
    found : Say
        The figures found.
    holds : bool
        Whether they are within bounds.
    """

    what: Say
    found: Say
    holds: bool


LISTED = 8  # places named where a tie is broken

Relation = Callable[[InputTables], Iterator[Tie]]


def given(*names: str) -> Callable[[Relation], Relation]:
    """Mark a relation with the tables of which a row must have been read."""

    def mark(relation: Relation) -> Relation:
        relation.needs = names
        return relation

    return mark


def names_of(tables: InputTables) -> pd.Series:
    """Return the names of the counties by code."""
    return tables.counties.set_index("county_code")["county"]


def residents_of(tables: InputTables) -> pd.DataFrame:
    """Return the population rows of residents: those of persons away left out."""
    return tables.population[tables.population["hukou"] != "away"]


def county_births(tables: InputTables) -> pd.DataFrame:
    """Return the births of whole counties: those of townships left out."""
    return tables.births[tables.births["township_code"] == ""]


def over_counties(what: Say, values: pd.Series, bounds: tuple[float, float], names: pd.Series) -> Tie:
    """Return the tie of a figure a county (or township): its range, its bounds and the places outside them."""
    low, high = bounds
    values = values.astype(float)
    least, most = _figure(values.min()), _figure(values.max())
    span = least if least == most else f"{least}..{most}"
    outside = [names[code] for code in values.index[~values.between(low, high)]]
    if len(outside) > LISTED:
        outside = [*outside[:LISTED], f"... ({len(outside)})"]
    apart, apart_zh = f"; outside: {', '.join(outside)}", f"；超出：{'、'.join(outside)}"
    return Tie(
        what,
        Say(
            f"{span}, expected {low:g}..{high:g}{apart if outside else ''}",
            f"{span}，正常范围 {low:g}..{high:g}{apart_zh if outside else ''}",
        ),
        not outside,
    )


def _figure(value: float) -> str:
    """Return a figure with three decimals at most, large ones with none; the ratio to nothing is infinite."""
    if math.isinf(value):
        return "∞"
    return f"{value:.0f}" if abs(value) >= 100 else f"{round(value, 3) + 0.0:.10g}"
