"""Sizes, colours and lines of the figures, as they are printed.

Colours are those of Okabe and Ito (distinct to the colour-blind), taken in steps of lightness; in grey print lines are
told apart by dashes and markers too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib import colormaps

from sim.reports.figures.font import register

CM = 1 / 2.54  # inches
POINT = 1 / 72  # inches
WIDTH = 16.0  # cm: the text column of a planning document on A4
DPI = 300  # dots an inch

TITLE, HEAD, TEXT = 10.0, 9.0, 8.0  # points: title of the figure, head of a panel, all else

INK, SOFT, RULE = "#000000", "#4D4D4D", "#D9D9D9"  # text and lines; notes; grid


@dataclass(frozen=True)
class Line:
    """How the line of a scenario is drawn; `first` is the place of the first year marked, so that marks stand apart."""

    colour: str
    dash: str | tuple
    marker: str
    width: float
    first: int = 0


BASE = Line(INK, "-", "", 1.6)
OTHERS = (
    Line("#D55E00", (0, (5, 1.5)), "o", 1.1, 0),
    Line("#0072B2", (0, (1.2, 1.2)), "s", 1.1, 1),
    Line("#56B4E9", (0, (6, 1.5, 1.2, 1.5)), "^", 1.1, 2),
    Line("#009E73", (0, (9, 2)), "D", 1.1, 3),
    Line("#CC79A7", (0, (3, 1, 1, 1, 1, 1)), "v", 1.1, 0),
    Line("#E69F00", "-", "P", 1.1, 1),
)


def shades(number: int) -> list[tuple]:
    """Return colours in steps from light to dark, also in grey print."""
    return [colormaps["YlGnBu"](0.1 + 0.9 * step / (number - 1)) for step in range(number)]


def line_of(place: int) -> Line:
    """Return the line of a scenario by its place, the base being 0; each round of colours has other dashes."""
    if place == 0:
        return BASE
    later, number = divmod(place - 1, len(OTHERS))
    other = OTHERS[(number + later) % len(OTHERS)]
    return replace(OTHERS[number], dash=other.dash, marker=other.marker)


def settings() -> dict[str, object]:
    """Return matplotlib's settings for the figures."""
    return {
        "font.family": [register()],
        "font.size": TEXT,
        "text.parse_math": False,  # a name with $ is a name
        "axes.unicode_minus": True,
        "axes.titlesize": HEAD,
        "axes.titlelocation": "left",
        "axes.titlepad": 4,
        "axes.labelsize": TEXT,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": RULE,
        "grid.linewidth": 0.5,
        "xtick.labelsize": TEXT,
        "ytick.labelsize": TEXT,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.size": 2.5,
        "ytick.major.size": 2.5,
        "legend.fontsize": TEXT,
        "legend.frameon": False,
        "legend.handlelength": 2.6,
        "legend.columnspacing": 1.4,
        "legend.borderaxespad": 0,
        "legend.borderpad": 0,
        "lines.markersize": 3.2,
        "lines.solid_capstyle": "butt",
        "hatch.linewidth": 0.5,
        "figure.dpi": DPI,
        "savefig.dpi": DPI,
        "svg.fonttype": "path",  # looks the same where the font is not installed
        "svg.hashsalt": "school-network-sim",  # the same figure is the same file
    }
