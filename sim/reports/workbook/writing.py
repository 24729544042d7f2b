"""Write pages as sheets of a workbook: title, notes, headers, rows, source; ready to filter and to print."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from sim.base.errors import Say
from sim.base.width import display_width
from sim.reports.workbook.page import Cell, Page
from sim.reports.workbook.style import LINE_HEIGHT, Style, filled
from sim.reports.workbook.table import VARIES, Column

FROZEN_WIDTH = 52  # characters of key columns that stay in sight
_SMALLER = 1.15  # characters of a note in a width that holds one of the column widths' font
_LONG = 18  # key columns from this width on hold long texts: to the left, and wrapped
_A4 = 9  # paper size code of the format
_PAGE = Say("Page &P of &N", "第&P页 共&N页")


class SheetWriter:
    """Rows of one sheet from the top down."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float], lang: str) -> None:
        self.sheet, self.lang, self.widths = book.create_sheet(name), lang, list(widths)
        self.style = Style(self.sheet, lang)
        self.row = 0
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        _print_setup(self.sheet, lang)

    def across(self, text: str, cell: WriteOnlyCell, height: float | None = None) -> None:
        """Write one text over all columns, as high as it needs."""
        lines = math.ceil(display_width(text) / (sum(self.widths) * _SMALLER))
        self.append([filled(cell, text)], height or LINE_HEIGHT * lines)
        self.merge(self.row, 1, self.row, len(self.widths))

    def append(self, cells: Sequence[WriteOnlyCell | None], height: float | None = None) -> None:
        """Write a row."""
        self.row += 1
        if height is not None:
            self.sheet.row_dimensions[self.row].height = height
        self.sheet.append(cells)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take cells together, where they are several."""
        if (top, left) != (bottom, right):
            self.sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")

    def finish(self, first_header: int = 0, last_header: int = 0) -> None:
        """Set the print area, and the header rows that repeat on each page, where there are such rows."""
        last = get_column_letter(len(self.widths))
        self.sheet.print_area = f"A1:{last}{self.row}"
        if first_header:
            self.sheet.print_title_rows = f"{first_header}:{last_header}"


def header_rows(page: Page) -> tuple[int, int]:
    """Return the first and the last header row of a page."""
    first = 2 + len(page.notes)
    return first, first + any(column.group for column in page.columns)


def write_page(book: Workbook, page: Page, is_hidden: bool = False) -> None:
    """Write one page as a sheet."""
    writer = SheetWriter(book, page.name, [column.width for column in page.columns], page.lang)
    first, last = header_rows(page)
    _freeze(writer.sheet, page.columns, last)
    writer.across(page.title, writer.style.title(), 26)
    for note in page.notes:
        writer.across(note, writer.style.note())
    _write_headers(writer, page)
    _write_rows(writer, page)
    letter = get_column_letter(len(page.columns))
    writer.sheet.auto_filter.ref = f"A{last}:{letter}{max(writer.row, last)}"
    if page.source:
        writer.across(page.source, writer.style.note())
    writer.finish(first, last)
    if is_hidden:
        writer.sheet.sheet_state = "hidden"


def _write_headers(writer: SheetWriter, page: Page) -> None:
    """Write one header row, or two where columns stand under a common header."""
    titles = [column.heading(writer.lang) for column in page.columns]
    groups = [column.group_heading(writer.lang) for column in page.columns]
    lines = max(map(_lines, titles, writer.widths))
    if any(groups):
        spans = _spans(groups)
        upper = max(_lines(groups[left], sum(writer.widths[left : right + 1])) for left, right in spans)
        top = [group or title for group, title in zip(groups, titles, strict=True)]
        _append_headers(writer, page.is_plain, top, upper)
        lower = [title if group else "" for group, title in zip(groups, titles, strict=True)]
        _append_headers(writer, page.is_plain, lower, max(lines - upper, 2))
        for left, right in spans:
            writer.merge(writer.row - 1, left + 1, writer.row - 1 if groups[left] else writer.row, right + 1)
    else:
        _append_headers(writer, page.is_plain, titles, lines)


def _append_headers(writer: SheetWriter, is_plain: bool, texts: Sequence[str], lines: int) -> None:
    writer.append([filled(writer.style.head(is_plain), text) for text in texts], LINE_HEIGHT * lines + 4)


def _lines(text: str, width: float) -> int:
    """Return the lines that a text takes in a width."""
    return sum(max(1, math.ceil(display_width(line) / max(width - 0.5, 1))) for line in text.split("\n"))


def _spans(groups: Sequence[str]) -> list[tuple[int, int]]:
    """Return first and last place of neighbours under the same header; a column without one stands alone."""
    spans: list[tuple[int, int]] = []
    for place, group in enumerate(groups):
        if group and spans and groups[spans[-1][0]] == group:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


def _write_rows(writer: SheetWriter, page: Page) -> None:
    """Write the rows; each look has one cell a column, filled again and again."""
    looks: dict[tuple[bool, str], list[Callable[[Cell], WriteOnlyCell]]] = {}
    long = [(place, column.width) for place, column in enumerate(page.columns) if column.width >= _LONG]
    for row in page.rows:
        key = (row.is_total, row.form)
        if key not in looks:
            looks[key] = [_filler(writer, column, *key) for column in page.columns]
        writer.append(
            [fill(value) for fill, value in zip(looks[key], row.cells, strict=True)],
            row_height(row.cells, long),
        )


def row_height(cells: Sequence[Cell], long: Iterable[tuple[int, float]]) -> float | None:
    """Return the height that long texts at some places and widths need, None where one line does."""
    lines = max((_lines(str(cells[place]), width) for place, width in long), default=1)
    return LINE_HEIGHT * lines if lines > 1 else None


def _filler(
    writer: SheetWriter, column: Column, is_total: bool, form: str
) -> Callable[[Cell], WriteOnlyCell]:
    """Return what makes a cell of a column from its value."""
    style = writer.style
    words = style.words(is_total, is_long=column.width >= _LONG)
    number = style.number(form if form and column.form == VARIES else column.form, is_total)
    words.number_format = column.form

    def fill(value: Cell) -> WriteOnlyCell:
        return filled(words if column.label or isinstance(value, str) else number, value)

    return fill


def _freeze(sheet, columns: Sequence[Column], last_header: int) -> None:
    """Keep the headers and the first key columns in sight."""
    frozen, width = 0, 0.0
    for column in columns:
        width += column.width
        if not column.label or width > FROZEN_WIDTH:
            break
        frozen += 1
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{last_header + 1}"


def _print_setup(sheet, lang: str) -> None:
    """Print on A4 landscape, all columns on one page's width."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.75, 0.3
    sheet.oddFooter.center.text = _PAGE.text(lang)
    sheet.oddFooter.left.text = "&A"
