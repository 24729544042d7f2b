"""Strict reading of one table of comma-separated text.

Every mistake of a file is collected and reported with its line in the file, the value, the rule and the
remedy; nothing is guessed.  What the table must look like stands in a `sim.base.declaration.Table`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.base import reading_errors as mistakes
from sim.base.declaration import Column, Table
from sim.base.decoding import decode_text
from sim.base.errors import UserError, UserErrors
from sim.base.fields import Value, parse_field


@dataclass(frozen=True)
class TableRead:
    """A table as read: columns of checked values.

    Parameters
    ----------
    file : str
        The path as it is shown in errors.
    columns : dict of str to list
        One list of values a declared column, in the order of the file; None where an optional value is
        missing.
    lines : list of int
        The line of each row in the file; the header is line 1.
    """

    file: str
    columns: dict[str, list[Value]]
    lines: list[int]

    def where(self, row: int, column: str) -> str:
        """Return ``file:line:column`` of a row counted from 0."""
        return f"{self.file}:{self.lines[row]}:{column}"

    def where_last(self, column: str, value: Value) -> str:
        """Return the place of the last row that holds `value`, or of the last row: what lacks follows there."""
        rows = [row for row, found in enumerate(self.columns[column]) if found == value]
        return self.where(rows[-1] if rows else len(self.lines) - 1, column)


@dataclass(frozen=True)
class Grid:
    """The fields of a table as text, before they are checked.

    Parameters
    ----------
    file : str
        The path as it is shown in errors.
    header_line : int
    header : list of str
        Names of the columns without blanks around them; none = the file is empty.
    lines : list of int
        The line of each row.
    rows : list of list of str
        As many fields each as the header.
    errors : list of UserError
        Rows of another width, which are not among `rows`.
    """

    file: str
    header_line: int
    header: list[str]
    lines: list[int]
    rows: list[list[str]]
    errors: list[UserError]


def read_table(path: Path, table: Table) -> TableRead:
    """Read and check one table.

    Parameters
    ----------
    path : Path
        The file; shown in errors as given.
    table : Table
        What it must hold.

    Raises
    ------
    UserErrors
        With every mistake found.
    """
    file = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserErrors([mistakes.unreadable(file, error)]) from None
    try:
        return read_text(decode_text(data, file), table, file)
    except UserErrors:
        raise
    except UserError as error:
        raise UserErrors([error]) from None


def read_text(text: str, table: Table, file: str) -> TableRead:
    """Read and check the text of one table; see `read_table`.  An optional table may be a header alone."""
    return read_grid(grid_of_text(text, file), table)


def grid_of_text(text: str, file: str) -> Grid:
    """Return the fields of comma-separated text."""
    return grid_of_records(_records(text, file), file)


def grid_of_records(records: Iterator[tuple[int, list[str]]], file: str) -> Grid:
    """Return the fields of records, each with its line, as a grid; the first is the header."""
    header_line, header = next(records, (1, []))
    if len(header) == 1 and (mark := mistakes.other_mark(header[0])):
        raise UserErrors([mistakes.other_separator(header[0], mark, header_line, file)])
    # A spreadsheet writes the columns it once touched: blank ones behind the last name hold nothing.
    width = max((i for i, name in enumerate(header, 1) if name.strip()), default=0)
    grid = Grid(file, header_line, [name.strip() for name in header[:width]], [], [], [])
    for line, record in records:
        if not width <= len(record) <= len(header) or any(field.strip() for field in record[width:]):
            grid.errors.append(mistakes.wrong_width(record, header[:width], line, file))
        else:
            grid.lines.append(line)
            grid.rows.append(record[:width])
    return grid


def read_grid(grid: Grid, table: Table) -> TableRead:
    """Check the fields of one table; see `read_table`."""
    if not grid.header:
        raise UserErrors([mistakes.empty_file(table, grid.file)])
    columns = _header(grid.header, grid.header_line, table, grid.file)
    read = TableRead(grid.file, {column.name: [] for column in table.columns}, grid.lines)
    errors = list(grid.errors)
    for line, record in zip(grid.lines, grid.rows, strict=True):
        values, wrong = _row(record, columns, f"{grid.file}:{line}")
        errors.extend(wrong)
        for column in table.columns:
            read.columns[column.name].append(values.get(column.name))
    if not grid.lines and not errors and table.required:
        errors.append(mistakes.no_rows(table, grid.file, grid.header_line))
    errors.extend(_repeated_keys(read, table))
    if errors:
        raise UserErrors(errors)
    return read


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, fields) of every record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UserErrors([mistakes.broken_quotes(file, line, error)]) from None
        if any(field.strip() for field in record):
            yield line, record


def _row(record: list[str], columns: list[Column], place: str) -> tuple[dict[str, Value], list[UserError]]:
    """Return the values of one record by column name, and the errors among them."""
    values: dict[str, Value] = {}
    errors: list[UserError] = []
    for text, column in zip(record, columns, strict=True):
        try:
            values[column.name] = parse_field(text, column, f"{place}:{column.name}")
        except UserError as error:
            errors.append(error)
    return values, errors


def _header(header: list[str], line: int, table: Table, file: str) -> list[Column]:
    """Return the declared column of each header field."""
    known = {name: column for column in table.columns for name in (column.name, *column.aliases)}
    errors: list[UserError] = []
    found: list[Column] = []
    for name in header:
        column = known.get(name)
        if column is None:
            errors.append(mistakes.unknown_column(name, line, table, file))
        elif column in found:
            errors.append(mistakes.repeated_column(name, line, column, file))
        else:
            found.append(column)
    errors.extend(
        mistakes.missing_column(column, line, table, file)
        for column in table.columns
        if column.required and column not in found
    )
    if errors:
        raise UserErrors(errors)
    return found


def _repeated_keys(read: TableRead, table: Table) -> list[UserError]:
    """Return one error for every row whose key stands in an earlier row."""
    if not table.key:
        return []
    first: dict[tuple[Value, ...], int] = {}
    errors: list[UserError] = []
    for row, key in enumerate(zip(*(read.columns[name] for name in table.key), strict=True)):
        if any(read.columns[name][row] is None and table.column(name).required for name in table.key):
            continue  # a missing or wrong key value has its own error
        if key in first:
            where = read.where(row, table.key[0])
            errors.append(mistakes.repeated_key(where, read.lines[first[key]], " + ".join(table.key), key))
        else:
            first[key] = row
    return errors
