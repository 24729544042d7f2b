"""How cells look: fonts, borders, fills, alignment; a table that prints well in black and white."""

from __future__ import annotations

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

_FONTS = {"zh": ("宋体", "黑体"), "en": ("Arial", "Arial")}  # text and headings
_LINE = Side(style="thin", color="808080")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
PLAIN_HEAD = Border(left=_LINE, right=_LINE, top=_LINE, bottom=Side(style="medium", color="808080"))
HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
TOTAL_FILL = PatternFill("solid", fgColor="F2F2F2")
SIZE, SMALL, LARGE = 10, 9, 15  # points
LINE_HEIGHT = 13.5  # points a line of SIZE or SMALL


class Style:
    """Cells of one sheet, made once a look and filled again and again."""

    def __init__(self, sheet, lang: str) -> None:
        self._sheet, (self._text, self._heading) = sheet, _FONTS[lang]

    def title(self) -> WriteOnlyCell:
        """Return the cell of a title."""
        return self._cell(Font(self._heading, LARGE, bold=True), Alignment("center", "center"))

    def heading(self) -> WriteOnlyCell:
        """Return the cell of a section's heading."""
        return self._cell(Font(self._heading, SIZE + 1, bold=True), Alignment("left", "center"))

    def note(self) -> WriteOnlyCell:
        """Return the cell of a note or source."""
        return self._cell(Font(self._text, SMALL), Alignment("left", "center", wrap_text=True))

    def head(self, is_plain: bool = False) -> WriteOnlyCell:
        """Return the cell of a header; a plain one has a strong line below it in place of a fill."""
        look = Alignment("center", "center", wrap_text=True)
        fill, border = (None, PLAIN_HEAD) if is_plain else (HEAD_FILL, GRID)
        return self._cell(Font(self._heading, SIZE, bold=True), look, fill, border)

    def words(self, is_total: bool = False, is_long: bool = False) -> WriteOnlyCell:
        """Return the cell of a text or key in the grid: a short one in the middle, a long one left and wrapped."""
        look = Alignment("left" if is_long else "center", "center", wrap_text=is_long)
        return self._cell(Font(self._text, SIZE, bold=is_total), look, TOTAL_FILL if is_total else None, GRID)

    def number(self, form: str, is_total: bool = False) -> WriteOnlyCell:
        """Return the cell of a number in the grid."""
        cell = self._cell(
            Font(self._text, SIZE, bold=is_total),
            Alignment("right", "center"),
            TOTAL_FILL if is_total else None,
            GRID,
        )
        cell.number_format = form
        return cell

    def verdict(self, fill: PatternFill | None, colour: str, is_bold: bool) -> WriteOnlyCell:
        """Return the cell of a verdict: in the middle, wrapped, on a fill of its own."""
        look = Alignment("center", "center", wrap_text=True)
        return self._cell(Font(self._text, SMALL, bold=is_bold, color=colour), look, fill, GRID)

    def _cell(
        self, font: Font, alignment: Alignment, fill: PatternFill | None = None, border: Border | None = None
    ):
        cell = WriteOnlyCell(self._sheet)
        cell.font, cell.alignment = font, alignment
        if fill is not None:
            cell.fill = fill
        if border is not None:
            cell.border = border
        return cell


def filled(cell: WriteOnlyCell, value: str | int | float) -> WriteOnlyCell:
    """Return a cell with a value; a text is a text, also where it looks like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
