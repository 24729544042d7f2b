"""Quantities (指标量): what a table's numbers are made of, declared as data.

A plain quantity is a sum, a maximum or a count over record rows; the others are made from plain ones. The engine,
the sheet of traces and the explanation of a cell all read the same declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sim.base.errors import Say

PLAIN = ("sum", "maximum", "count")
MADE = {
    "ratio": Say("{of} / {per}, from the sums of each row", "{of} ÷ {per}（按合计数重新计算）"),
    "plus": Say("{of} + {per}", "{of} + {per}"),
    "told": Say("{of}; not known where {per} is 0", "{of}；{per} 为 0 处为未知"),
    "short": Say(
        "{of} - {per} where positive, of each place and stage by itself, then summed",
        "各地、各学段的 {of} − {per} 仅取正值，再相加（不与富余相抵）",
    ),
    "spare": Say(
        "{of} - {per} where negative, of each place and stage by itself, then summed",
        "各地、各学段的 {of} − {per} 仅取负值，再相加（不与缺口相抵）",
    ),
}
FROM_ROWS = ("ratio", "plus", "told")  # made of what each row of the table has; the others place by place
HOW = {
    "sum": Say("sum of {column}", "{column} 求和"),
    "maximum": Say("largest {column}", "{column} 的最大值"),
    "count": Say("number of rows", "行数"),
    **MADE,
}


@dataclass(frozen=True)
class Condition:
    """What a record row must hold: one of some texts or numbers, or a number from `low` to `high`."""

    column: str
    among: tuple = ()
    low: float = -np.inf
    high: float = np.inf

    def holds(self, rows: pd.DataFrame) -> np.ndarray:
        """Return which rows meet the condition, bool (rows,)."""
        values = rows[self.column]
        if self.among:
            return values.isin(self.among).to_numpy()
        return ((values >= self.low) & (values <= self.high)).to_numpy()

    def text(self) -> str:
        """Return the condition as a reader of the records writes it."""
        if self.among:
            held = ", ".join(map(str, self.among))
            return f"{self.column} = {held}" if len(self.among) == 1 else f"{self.column} in ({held})"
        parts = [f"{self.low:g} <= "] if np.isfinite(self.low) else []
        return "".join([*parts, self.column, *([f" <= {self.high:g}"] if np.isfinite(self.high) else [])])


@dataclass(frozen=True)
class Quantity:
    """One quantity of a table.

    Parameters
    ----------
    name : str
    meaning : Say
    how : str
        A key of `HOW`.
    view : str
        Records a plain quantity is made of: a name of `sim.reports.workbook.views.VIEWS`.
    column : str
        What is summed or largest.
    where : tuple of Condition
        Rows that count.
    of, per : str
        Names of the two quantities of the same table that it is made from, where it is not plain.
    keys : mapping of str to str
        Column of the view that carries an axis, where that is not the axis's own.
    only_years_told : bool
        Whether a year of which the view holds no row at all is not defined, instead of 0.
    """

    name: str
    meaning: Say
    how: str
    view: str = ""
    column: str = ""
    where: tuple[Condition, ...] = ()
    of: str = ""
    per: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    only_years_told: bool = False

    @property
    def is_plain(self) -> bool:
        """Tell whether it is made from record rows themselves."""
        return self.how in PLAIN

    def rows_of(self, view: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that count."""
        for condition in self.where:
            view = view[condition.holds(view)]
        return view

    def filter_text(self) -> str:
        """Return the conditions in one line."""
        return " & ".join(condition.text() for condition in self.where) or "-"

    def how_text(self, lang: str, named: Mapping[str, Quantity]) -> str:
        """Return how it is made in one sentence; `named` holds the other quantities of the table."""
        of, per = (f"[{named[name].meaning.text(lang)}]" if name else "" for name in (self.of, self.per))
        return HOW[self.how].text(lang).format(column=self.column, of=of, per=per)


def total(name: str, en: str, zh: str, view: str, column: str, *where: Condition, **keys: str) -> Quantity:
    """Return a sum over record rows."""
    return Quantity(name, Say(en, zh), "sum", view, column, where, keys=keys)


def largest(name: str, en: str, zh: str, view: str, column: str, *where: Condition) -> Quantity:
    """Return a maximum over record rows."""
    return Quantity(name, Say(en, zh), "maximum", view, column, where)


def number(name: str, en: str, zh: str, view: str, *where: Condition, **keys: str) -> Quantity:
    """Return a count of record rows."""
    return Quantity(name, Say(en, zh), "count", view, "", where, keys=keys)


def made(name: str, en: str, zh: str, how: str, of: str, per: str) -> Quantity:
    """Return a quantity made from two others of its table."""
    return Quantity(name, Say(en, zh), how, of=of, per=per)


def among(column: str, *values: object) -> Condition:
    """Return the condition that a column holds one of some values."""
    return Condition(column, among=values)


def between(column: str, low: float = -np.inf, high: float = np.inf) -> Condition:
    """Return the condition that a column lies from `low` to `high`, both included."""
    return Condition(column, low=low, high=high)


def ingredients(quantity: Quantity, named: Mapping[str, Quantity]) -> list[Quantity]:
    """Return the plain quantities that a quantity is made from, itself if it is plain."""
    if quantity.is_plain:
        return [quantity]
    parts = [*ingredients(named[quantity.of], named), *ingredients(named[quantity.per], named)]
    return list({part.name: part for part in parts}.values())


def combine(how: str, of: np.ndarray, per: np.ndarray) -> np.ndarray:
    """Return a made quantity from its two parts; a ratio to nothing, or what nobody told, is NaN."""
    if how == "ratio":
        return np.divide(of, per, out=np.full(np.shape(of), np.nan), where=np.asarray(per) != 0)
    if how == "told":
        return np.where(np.asarray(per) > 0, of, np.nan)
    if how == "plus":
        return of + per
    return np.maximum(of - per, 0.0) if how == "short" else np.minimum(of - per, 0.0)
