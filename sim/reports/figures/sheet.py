"""One figure on its page: title and legend above, panels, notes at the foot, all inside the printed width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from sim.reports.figures.style import CM, DPI, POINT, SOFT, TEXT, TITLE, WIDTH

_EDGE = 3.0  # points free at each side of the page
_GAP = 5.0  # points between title, legend, panels and notes
_INSIDE = WIDTH - 2 * _EDGE * POINT / CM  # cm
_HANDLE = 1.5  # cm that line and gaps of an entry of the legend take
_SIDE = _EDGE * POINT / (WIDTH * CM)  # share of the width
_SPACING = 1.35  # height of a line of text over its size
# A Chinese character with the punctuation that may not begin a line, or a word.
_PIECE = re.compile(r"[“（《]*(?:[一-鿿]|[^\s一-鿿“（《]+)[，。；：、）》”]*|\s+|[“（《]+")


class Sheet:
    """One figure of the printed width; its height follows from what stands on it.

    Parameters
    ----------
    title : str
        The title of the figure.
    """

    def __init__(self, title: str) -> None:
        self.figure = Figure(figsize=(WIDTH * CM, WIDTH * CM), dpi=DPI, layout="constrained")
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self._title = title
        self._panels_cm = 0.0

    def panels(self, number: int, columns: int, height: float, **options) -> list[Axes]:
        """Return axes row by row, each row `height` cm high with its labels; the last `columns` stand lowest."""
        rows = -(-number // columns)
        self._panels_cm = rows * height
        every = self.figure.subplots(rows, columns, squeeze=False, **options).ravel()
        for left in every[number:]:
            left.set_visible(False)
        return list(every[:number])

    def wrapped(self, text: str, width: float, size: float = TEXT) -> str:
        """Return a text broken into lines of at most `width` cm at a size in points."""
        lines, line = [], ""
        for piece in _PIECE.findall(text):
            if line and self._wide(line + piece, size) > width * CM * DPI:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return "\n".join([*lines, line])

    def finish(self, entries: Sequence[Artist], notes: str, columns: int | None = None) -> Figure:
        """Set title, legend and notes around the panels and fix where everything stands.

        Parameters
        ----------
        entries : sequence of Artist
            What the legend explains, each with its label.
        notes : str
            Sentences below the panels; the last says where the numbers come from.
        columns : int, optional
            Columns of the legend; as many as the width takes by default.
        """
        title = self.wrapped(self._title, _INSIDE, TITLE)
        foot = "\n".join(self.wrapped(note, _INSIDE) for note in notes.split("\n"))
        legend = self._legend(entries, columns or min(len(entries), 6)) if entries else None
        tall = legend.get_window_extent(self._renderer).height * 72 / DPI + _GAP if legend else 0.0
        head = _lines(title) * TITLE * _SPACING + _GAP + _EDGE
        below = _lines(foot) * TEXT * _SPACING + _GAP + _EDGE
        points = head + tall + below + self._panels_cm * CM / POINT
        self.figure.set_size_inches(WIDTH * CM, points * POINT)
        self._text(title, 1 - _EDGE / points, "top", size=TITLE)
        self._text(foot, _EDGE / points, "bottom", size=TEXT, color=SOFT)
        if legend:
            legend.set_bbox_to_anchor((_SIDE, 1 - head / points), self.figure.transFigure)
        self._lay_out(below / points, 1 - (head + tall) / points)
        return self.figure

    def _lay_out(self, low: float, high: float) -> None:
        """Set the panels between two heights (shares of the page), once: both files of a figure are then alike."""
        engine = self.figure.get_layout_engine()
        engine.set(
            rect=(0, low, 1, high - low), w_pad=_EDGE * POINT, h_pad=2 * POINT, hspace=0.04, wspace=0.05
        )
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def _legend(self, entries: Sequence[Artist], most: int) -> Legend:
        """Return a legend of as many columns as the width takes, its rows alike in length; a long label is broken."""
        for one in entries:
            one.set_label(self.wrapped(str(one.get_label()), _INSIDE - _HANDLE))
        for columns in range(most, 0, -1):
            even = -(-len(entries) // -(-len(entries) // columns))
            legend = self.figure.legend(handles=list(entries), loc="upper left", ncols=even)
            if columns == 1 or legend.get_window_extent(self._renderer).width <= _INSIDE * CM * DPI:
                return legend
            legend.remove()
        raise AssertionError("one column always returns")

    def _text(self, text: str, y: float, side: str, **options) -> None:
        self.figure.text(_SIDE, y, text, ha="left", va=side, linespacing=_SPACING, **options)

    def _wide(self, text: str, size: float) -> float:
        """Return the width of a text in dots."""
        return Text(0, 0, text, size=size, figure=self.figure).get_window_extent(self._renderer).width


def title_axes(axes: Axes, sheet: Sheet, text: str, width: float) -> None:
    """Set the head of a panel, its lines broken into ones of at most `width` cm."""
    size = axes.title.get_size()
    axes.set_title("\n".join(sheet.wrapped(line, width, size) for line in text.split("\n")))


def _lines(text: str) -> int:
    return text.count("\n") + 1
