"""Read one cell of a written workbook with the keys of its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from sim.base.errors import Say, UserError
from sim.base.language import LANGUAGES
from sim.reports.workbook.cell_reference import CellReference
from sim.reports.workbook.table import Column
from sim.reports.workbook.warning import STATISTICS as WARNINGS

_HEADERS_WITHIN = 20  # rows from the top in which the headers stand


class Book:
    """A written workbook.

    Parameters
    ----------
    path : Path
    first : Say
        Name of a sheet that every workbook has; it tells the language.

    Attributes
    ----------
    base, lang : str
        The base scenario it was written with, empty if the file no longer tells it, and its language.
    """

    def __init__(self, path: Path, first: Say) -> None:
        try:
            self._book = load_workbook(path, read_only=True)
        except FileNotFoundError as error:
            raise UserError(
                Say("there is no workbook to explain yet", "尚无可说明的工作簿"),
                where=str(path),
                remedy=Say("make it with sim report OUT", "请先运行 sim report OUT"),
            ) from error
        except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise _not_ours(path) from error
        self.path, self.base = path, self._book.properties.subject or ""
        found = [lang for lang in LANGUAGES if first.text(lang) in self._book.sheetnames]
        if not found:
            self.close()
            raise _not_ours(path)
        self.lang = found[0]

    @property
    def sheets(self) -> list[str]:
        """Return the names of the sheets."""
        return self._book.sheetnames

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def find(self, sheet: str, cell: CellReference, columns: Sequence[Column]) -> FoundCell:
        """Return a cell of numbers with the labels of its row.

        Raises
        ------
        UserError
            When the cell holds no figure, or the sheet has other columns than it should.
        """
        rows = list(self._book[sheet].iter_rows(values_only=True))
        first, last = self._data_rows(sheet, rows, columns)
        place = f"{sheet}!{cell.address}"
        if not (first <= cell.row <= last and cell.column <= len(columns)) or columns[cell.column - 1].label:
            raise _no_figure(place, columns, first, last, self.lang)
        values = rows[cell.row - 1]
        value = values[cell.column - 1]
        if (
            not isinstance(value, int | float)
            and columns[cell.column - 1].statistic not in WARNINGS
            or value == "—"
        ):
            raise _not_defined(place, value)
        labels = tuple(str(v) for v, column in zip(values, columns, strict=False) if column.label)
        return FoundCell(place, columns[cell.column - 1], value, labels)

    def _data_rows(self, sheet: str, rows: Sequence[tuple], columns: Sequence[Column]) -> tuple[int, int]:
        """Return the first and the last row of data."""
        titles = [column.group_heading(self.lang) or column.heading(self.lang) for column in columns]
        for number, row in enumerate(rows[:_HEADERS_WITHIN], start=1):
            if row[0] == titles[0] and len(row) >= len(titles):
                headers = 1 + any(column.group for column in columns)
                shown = [value for value in row[: len(titles)] if value is not None]
                if shown == list(dict.fromkeys(titles)) or shown == titles:
                    return number + headers, self._last(rows, number + headers)
        raise UserError(
            Say("the sheet has other columns than this version writes", "该工作表的列与本版本所写的不同"),
            where=f"{self.path}:{sheet}",
            remedy=Say("write it again with sim report OUT", "请用 sim report OUT 重新生成"),
        )

    @staticmethod
    def _last(rows: Sequence[tuple], first: int) -> int:
        """Return the last row of data: the source row below it has one cell only."""
        last = first - 1
        while last < len(rows) and sum(value is not None for value in rows[last]) > 1:
            last += 1
        return last


@dataclass(frozen=True)
class FoundCell:
    """A cell of numbers: sheet!cell, its column, its value, and the labels of its row in the order of the columns."""

    place: str
    column: Column
    value: int | float | str
    labels: tuple[str, ...]

    def is_foreign(self) -> UserError:
        """Return the error of a row whose keys the batch does not have."""
        return UserError(
            Say("the keys of the row are not those of this batch: the workbook or the batch was changed",
                "该行的关键字与本批量不符：工作簿或批量已被改动"),
            where=self.place,
            value=" | ".join(self.labels),
            remedy=Say("write it again with sim report OUT", "请用 sim report OUT 重新生成"),
        )  # fmt: skip


def _not_ours(path: Path) -> UserError:
    return UserError(
        Say("the file is not a workbook of sim report", "该文件不是 sim report 生成的工作簿"),
        where=str(path),
        remedy=Say("write it again with sim report OUT", "请用 sim report OUT 重新生成"),
    )


def _no_figure(place: str, columns: Sequence[Column], first: int, last: int, lang: str) -> UserError:
    listed = [
        f"{get_column_letter(number)} {column.full_heading(lang)}"
        for number, column in enumerate(columns, start=1)
        if column.statistic
    ]
    return UserError(
        Say("the cell holds no figure: a title, a header, a key, a note, or nothing",
            "该单元格不是数据：是标题、表头、关键字、说明或空白"),
        where=place,
        rule=Say(f"figures stand in rows {first} to {last}, columns {'; '.join(listed)}",
                 f"数据在第{first}至{last}行，各列为：{'；'.join(listed)}"),
    )  # fmt: skip


def _not_defined(place: str, value: object) -> UserError:
    return UserError(
        Say("the figure is not defined in this row (nothing to divide by, or not told in totals)",
            "该行没有此项数据（分母为零，或合计行不列）"),
        where=place,
        value=value,
    )  # fmt: skip
