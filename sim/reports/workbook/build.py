"""Make the workbook of a batch and put it in its place."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from sim.base.atomic import write_atomic
from sim.base.errors import Say, UserError
from sim.indicators.levels import levels
from sim.records.atomic import disk_errors
from sim.reports.entries.folder import Entries
from sim.reports.scorecard.card import scorecard
from sim.reports.workbook.about import write_about
from sim.reports.workbook.avoided_page import avoided_page
from sim.reports.workbook.batch import Batch, open_batch
from sim.reports.workbook.collecting import collect
from sim.reports.workbook.comparison import comparison_page, why_absent
from sim.reports.workbook.ledger import ledger_page
from sim.reports.workbook.page import Page
from sim.reports.workbook.pages import axes_of, page_of
from sim.reports.workbook.scorecard_sheet import write_scorecard
from sim.reports.workbook.table import Table
from sim.reports.workbook.tables import TABLES
from sim.reports.workbook.trace import trace_page
from sim.reports.workbook.writing import write_page

FOLDER, FILE = "report", "tables.xlsx"
_AGAIN = Say("make room, then run sim report again", "请腾出空间，然后重新运行 sim report")
_CLOSE = Say(
    "close it in other programs, or make its folder writable, then run sim report again",
    "请在其他程序中关闭该文件，或使其文件夹可写，然后重新运行 sim report",
)


@dataclass(frozen=True)
class Written:
    """What was written: the file, and sentences about what is not in it."""

    path: Path
    absent: tuple[Say, ...]


def workbook_path(out: Path) -> Path:
    """Return where the workbook of a batch folder stands."""
    return Path(out) / FOLDER / FILE


def write_workbook(
    out: Path, *, base: str, lang: str, rows: pd.DataFrame | None = None, entries: Entries | None = None
) -> Written:
    """Write the standard tables of a batch as OUT/report/tables.xlsx; one that is there is replaced.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    base : str
        Scenario that the others are compared with.
    lang : str
        'zh' or 'en'.
    rows : DataFrame, optional
        The indicator levels of the batch, where the caller has read them already.
    entries : Entries, optional
        What the user entered by hand.

    Raises
    ------
    UserError
        When the folder holds no batch of this format or no finished run, when the base is not in it, or when the
        file cannot be written (the one that is there is left as it was).
    """
    batch = open_batch(Path(out), base, entries)
    rows = levels(batch.folder.out) if rows is None else rows
    card = scorecard(batch.folder, batch.base, rows, batch.entries)
    pages, absent = _pages(batch, rows, lang)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "school-network-sim", batch.folder.name
    book.properties.subject = batch.base  # told again by the explanation of a cell
    write_about(book, batch, pages[:-1], absent, lang)
    write_scorecard(book, batch, card, lang)
    for page in pages:
        write_page(book, page, is_hidden=page is pages[-1])
    content = io.BytesIO()
    book.save(content)
    path = workbook_path(out)
    with disk_errors(path, _AGAIN), _held_open(path):
        write_atomic(path, content.getvalue())
    return Written(path, tuple(absent))


def _pages(batch: Batch, rows: pd.DataFrame, lang: str) -> tuple[list[Page], list[Say]]:
    """Return the pages, the trace last, and why others are not there."""
    axes = axes_of(batch, TABLES)
    stacks = collect(batch, TABLES, axes)
    made = [(table, page_of(batch, table, axes, stacks, lang)) for table in TABLES]
    absent = [_nothing_to_tell(table) for table, page in made if page is None]
    pages = [page for _, page in made if page is not None]
    reason = why_absent(batch)
    if reason is None:
        pages += [avoided_page(batch, rows, lang), comparison_page(batch, rows, lang)]
    pages.append(ledger_page(batch.entries, lang))
    there = [table for table, page in made if page is not None]
    return [*pages, trace_page(batch, there, reason is None, lang)], [*absent, *([reason] if reason else [])]


def _nothing_to_tell(table: Table) -> Say:
    return Say(
        f"No sheet {table.name.en} ({table.title.en}): the records have nothing to tell in it.",
        f"没有“{table.name.zh} {table.title.zh}”：记录中没有可列的内容。",
    )


@contextmanager
def _held_open(path: Path) -> Iterator[None]:
    """Turn a file that may not be replaced into a `UserError`; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in (
            errno.EACCES,
            errno.EPERM,
            errno.EISDIR,
            errno.EBUSY,
            errno.EROFS,
            errno.ENOTDIR,
            errno.EEXIST,
        ):
            raise
        raise UserError(
            Say(
                "the workbook cannot be written; what was there is left as it was",
                "工作簿无法写入；原有文件未改动",
            ),
            where=str(path),
            value=os.strerror(error.errno),
            remedy=_CLOSE,
        ) from error
