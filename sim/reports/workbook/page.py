"""A page: one sheet of the workbook as it is to be written, free of how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.reports.workbook.table import Column

Cell = str | int | float


@dataclass(frozen=True)
class Row:
    """Cells of one row; a total stands out; `form` is a number format that wins over those of the columns."""

    cells: Sequence[Cell]
    is_total: bool = False
    form: str = ""


@dataclass(frozen=True)
class Page:
    """One sheet.

    Attributes
    ----------
    name : str
        Name of the sheet.
    title : str
        With the number of the table.
    notes : tuple of str
        Lines below the title.
    columns : tuple of Column
    rows : sequence of Row
    source : str
        The last line.
    lang : str
    is_plain : bool
        Whether the page goes without the fills of results, as what is not simulated does.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    source: str
    lang: str
    is_plain: bool = False
