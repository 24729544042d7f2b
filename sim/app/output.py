"""Print rows as CSV or as a table that lines up in a terminal, Chinese text included."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.base.atomic import write_atomic
from sim.base.errors import Say
from sim.base.width import display_width
from sim.records.atomic import disk_errors

WIDEST = 60


def give(rows: Sequence[Mapping[str, object]], columns: Sequence[str], target: str | None) -> None:
    """Write rows to where the flag ``--csv`` says.

    Parameters
    ----------
    rows : sequence of mappings
        One a row; every one has every column.
    columns : sequence of str
        The columns, in order.
    target : str or None
        None prints a table to read, "-" CSV on standard output, anything else is a CSV file.
    """
    if target is None:
        sys.stdout.write(aligned(rows, columns))
    else:
        write_text(csv_text(rows, columns), target)


def write_text(text: str, target: str) -> None:
    """Write text to standard output ("-") or, whole or not at all, to a file in UTF-8."""
    if target == "-":
        sys.stdout.write(text)
        return
    again = Say("free the file or name another one with --csv", "请使该文件可写，或用 --csv 指定其他文件")
    with disk_errors(Path(target), again):
        write_atomic(Path(target), text)


def csv_text(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Return rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def aligned(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Return rows as lines whose columns line up; long cells are cut."""
    table = [list(columns), *([_cut(str(row[column])) for column in columns] for row in rows)]
    widths = [max(display_width(line[i]) for line in table) for i in range(len(columns))]
    lines = (
        "  ".join(
            cell + " " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)
        )
        for line in table
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def _cut(text: str) -> str:
    """Return a text cut to `WIDEST` terminal columns."""
    if display_width(text) <= WIDEST:
        return text
    while display_width(text) > WIDEST - 3:
        text = text[:-1]
    return text + "..."
