"""A register as it is set out: one row a child, class or school, Chinese headers as a bureau has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.reports.workbook.page import Page, Row
from sim.reports.workbook.table import Column
from sim.reports.workbook.words import KINDS, STAGES, ZONES

NUMBER = Column(Say("No.", "序号"), label="number", width=6)
YES, NO = "是", "否"


@dataclass(frozen=True)
class Tie:
    """What of a register must be as many as the records count."""

    what: Say
    rows: int
    recorded: int


@dataclass(frozen=True)
class Sheet:
    """One register.

    Attributes
    ----------
    file : str
        Name of its CSV file without the ending.
    title : Say
    columns : tuple of Column
        After the running number; `label` names the column of `rows`.
    rows : DataFrame
        In the order in which they stand.
    notes : tuple of Say
        How to read it.
    ties : tuple of Tie
    """

    file: str
    title: Say
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    notes: tuple[Say, ...]
    ties: tuple[Tie, ...]

    def page(self, about: tuple[str, ...], source: str) -> Page:
        """Return the sheet of the workbook, in Chinese, the lines `about` first below its title."""
        columns = (NUMBER, *self.columns)
        names = [column.label for column in self.columns]
        cells = self.rows[names].astype(object).where(self.rows[names].notna(), "")
        rows = [Row([k, *row]) for k, row in enumerate(cells.itertuples(index=False, name=None), start=1)]
        notes = (*about, *(note.zh for note in self.notes))
        return Page(self.title.zh, self.title.zh, notes, columns, rows, source, "zh")

    def table(self, marks: Mapping[str, object]) -> pd.DataFrame:
        """Return the rows under Chinese headers in one line, with the marks (header to value) in each row."""
        headers = {column.label: column.full_heading("zh").replace(" / ", "·") for column in self.columns}
        out = self.rows[list(headers)].rename(columns=headers)
        out.insert(0, NUMBER.title.zh, np.arange(1, len(out) + 1))
        return out.assign(**marks)


def text(en: str, zh: str, label: str, width: float = 12) -> Column:
    """Return a column of words or codes."""
    return Column(Say(en, zh), label=label, width=width, form="@")


def whole(en: str, zh: str, label: str, width: float = 9, unit: Say | None = None) -> Column:
    """Return a column of whole numbers or years, free of separators."""
    return Column(Say(en, zh), label=label, width=width, unit=unit, form="0")


def yes_no(flags: np.ndarray | pd.Series) -> np.ndarray:
    """Return flags in words."""
    return np.where(np.asarray(flags).astype(bool), YES, NO)


def zones(codes: pd.Series) -> pd.Series:
    """Return zone kinds in words."""
    return _words(codes, ZONES)


def stages(codes: pd.Series) -> pd.Series:
    """Return stages in words."""
    return _words(codes, STAGES)


def kinds(codes: pd.Series) -> pd.Series:
    """Return kinds of school in words."""
    return _words(codes, KINDS)


def _words(codes: pd.Series, words: Mapping[str, Say]) -> pd.Series:
    return codes.map({name: say.zh for name, say in words.items()})


def names_of(places: pd.DataFrame, level: str) -> dict[str, str]:
    """Return the names of one level of the record table `places` by code."""
    there = places[places.level == level]
    return dict(zip(there.code, there.name, strict=True))
