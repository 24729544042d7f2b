"""Fields of a table that a bureau has at hand: comma-separated text, a workbook (xlsx) or parquet."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import load_workbook

from sim.base.decoding import decode_text
from sim.base.errors import Say, UserError, unknown
from sim.base.reading import Grid, grid_of_records, grid_of_text
from sim.base.reading_errors import unreadable

TEXTS = (".csv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
PARQUETS = (".parquet", ".pq")

_ZEROS = re.compile("0{2,}")  # number format of a sheet that shows 101001 as 0101001

_LOOKED_AT = 20  # rows from the top among which the header is looked for

Record = tuple[int, list[str]]


def read_sheet(path: Path, sheet: str | None = None) -> tuple[Grid, list[Say]]:
    """Return the fields of a file, numbers as whole digits where they are whole, and what is to be warned of.

    Parameters
    ----------
    path : Path
        The ending tells the kind of file.
    sheet : str, optional
        Name of the sheet of a workbook; by default the first that is a table, with two cells side by side.

    Raises
    ------
    UserError
        When the file cannot be read, is of another kind, or has no such sheet.
    """
    ending = path.suffix.lower()
    if ending not in TEXTS + WORKBOOKS + PARQUETS:
        raise _other_kind(path)
    if sheet and ending not in WORKBOOKS:
        raise _no_workbook(path, sheet)
    try:
        if ending in WORKBOOKS:
            return _of_workbook(path, sheet)
        if ending in PARQUETS:
            return _of_parquet(path), []
        return grid_of_text(decode_text(path.read_bytes(), path.as_posix()), path.as_posix()), []
    except OSError as error:
        raise unreadable(path.as_posix(), error) from None


def _of_parquet(path: Path) -> Grid:
    """Return the fields of a parquet file; the header counts as line 1."""
    with path.open("rb") as file:
        try:
            table = pq.ParquetFile(file).read()
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from None
    columns = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    return _grid(path, [table.column_names], (list(row) for row in zip(*columns, strict=True)))


def _of_workbook(path: Path, sheet: str | None) -> tuple[Grid, list[Say]]:
    """Return the fields of one sheet, and a warning where others are passed over unnamed."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats and rules of the sheet, which are not read
        try:
            names, name, rows = _cells(file, sheet)
        except Exception as error:  # whatever the parts of a damaged archive make of themselves
            raise _damaged(path, error) from None
    if rows is None:
        raise unknown(Say("sheet", "工作表"), sheet or "", names, path.as_posix())
    n_titles = _titles_above(rows)
    said = [_others_passed(path, name, names)] if sheet is None and len(names) > 1 else []
    if n_titles:
        said.append(_titles_passed(path, rows[:n_titles]))
        rows = [[] for _ in range(n_titles)] + rows[n_titles:]
    return _grid(path, rows), said


def _cells(file: BinaryIO, sheet: str | None) -> tuple[list[str], str, list[list[str]] | None]:
    """Return the names of the sheets of cells, which one is read, and its cells as text; None where it lacks."""
    book = load_workbook(file, read_only=True, data_only=True)
    names = [one.title for one in book.worksheets]
    name = sheet if sheet is not None else next(filter(lambda one: _is_table(book[one]), names), names[0])
    if name not in names:
        return names, name, None
    return names, name, [[_cell_text(cell) for cell in row] for row in book[name].iter_rows()]


def _is_table(sheet) -> bool:
    """Tell whether any of the first rows fills two cells: notes to the reader stand in one column."""
    rows = sheet.iter_rows(max_row=_LOOKED_AT, values_only=True)
    return any(sum(value is not None for value in row) > 1 for row in rows)


def _titles_above(rows: list[list[str]]) -> int:
    """Return how many rows stand above the header, such as a title over the whole sheet and the unit below it.

    The header is the first row that fills more than half as many cells as the fullest of the first rows.
    """
    filled = [sum(bool(field.strip()) for field in row) for row in rows[:_LOOKED_AT]]
    return next((i for i, n in enumerate(filled) if 2 * n > max(filled)), 0)


def _grid(path: Path, *rows: Iterable[list[str]]) -> Grid:
    return grid_of_records(_numbered(chain(*rows)), path.as_posix())


def _numbered(rows: Iterable[list[str]]) -> Iterator[Record]:
    """Yield rows that are not blank, with their number, as wide as the first of them at least."""
    width = 0
    for line, row in enumerate(rows, 1):
        if any(field.strip() for field in row):
            width = width or len(row)
            yield line, row + [""] * (width - len(row))


def _cell_text(cell) -> str:
    """Return a cell as text, with the leading zeros that its number format shows."""
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        digits = cell.number_format
        return str(cell.value).zfill(len(digits)) if digits and _ZEROS.fullmatch(digits) else str(cell.value)
    return _text(cell.value)


def _text(value: object) -> str:
    """Return a value as text; nothing for a value that lacks."""
    if value is None:
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _other_kind(path: Path) -> UserError:
    kinds = ", ".join(TEXTS + WORKBOOKS + PARQUETS)
    old = path.suffix.lower() == ".xls"
    return UserError(
        Say("the kind of file is not known", "文件类型无法识别"),
        where=path.as_posix(),
        value=path.suffix or Say("(no ending)", "（无扩展名）"),
        rule=Say(f"tables end with one of: {kinds}", f"表文件的扩展名为：{kinds}"),
        remedy=Say("save the workbook again as .xlsx", "请将工作簿另存为 .xlsx")
        if old
        else Say("save the table as CSV UTF-8 or .xlsx", "请另存为 CSV UTF-8 或 .xlsx"),
    )


def _no_workbook(path: Path, sheet: str) -> UserError:
    return UserError(
        Say("only a workbook has sheets", "只有工作簿才有工作表"),
        where=path.as_posix(),
        value=sheet,
        rule=Say(f"a sheet is named for {', '.join(WORKBOOKS)}", f"工作表名只用于 {'、'.join(WORKBOOKS)}"),
        remedy=Say("leave out --sheet", "请去掉 --sheet"),
    )


def _damaged(path: Path, error: Exception) -> UserError:
    return UserError(
        Say("the file is damaged, or of another kind than its ending says", "文件已损坏，或与扩展名不符"),
        where=path.as_posix(),
        value=str(error).strip("'"),
        remedy=Say("open it and save it again", "请打开后重新保存"),
    )


def _titles_passed(path: Path, rows: list[list[str]]) -> Say:
    told = [field.strip() for row in rows for field in row if field.strip()]
    header = len(rows) + 1
    return Say(
        f"{path.name}: row {header} was read as the header, passing over above it: {' '.join(told)}",
        f"{path.name}：以第 {header} 行为表头，略过其上各行：{' '.join(told)}",
    )


def _others_passed(path: Path, read: str, names: list[str]) -> Say:
    others = ", ".join(name for name in names if name != read)
    return Say(
        f"{path.name}: the sheet {read} was read, not {others}; name another with --sheet",
        f"{path.name}：读取的是工作表 {read}，未读 {others}；如需其他工作表请用 --sheet 指定",
    )
