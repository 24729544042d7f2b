"""What the maps share: markers of schools, the frame, names of places, scale bar and entries of the legend."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from sim.base.errors import Say
from sim.reports.figures.style import CM, INK, POINT, SOFT, TEXT, WIDTH
from sim.reports.figures.words import heading

MARKERS = {"primary": "o", "point": "v", "junior": "s", "nine_year": "D"}
# Where the name of a place may stand: steps of half its width and height from the point, near before far.
_AROUND = np.array(
    [(x, y) for far in (0, 2, 3.5, 5) for x, y in ((0, far), (0, -far), (0.8, far), (-0.8, far))]
)
_CORNERS = np.array([(-0.9, 0), (-0.45, 0), (0, 0), (0.45, 0), (0.9, 0)])  # points that stand for a name
_BARS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)  # km a scale bar may stand for


def frame(places: pd.DataFrame) -> tuple[float, float, float, float]:
    """Return west, east, south and north of the map, km, with a margin."""
    x, y = places["x_km"].dropna(), places["y_km"].dropna()
    margin = 0.025 * max(np.ptp(x), np.ptp(y), 1.0)
    return x.min() - margin, x.max() + margin, y.min() - margin, y.max() + margin


def write_names(axes: Axes, places: pd.DataFrame, taken: np.ndarray) -> None:
    """Write the name of each place at its point or beside it, within the map, where it hides the fewest points.

    Parameters
    ----------
    places : DataFrame
        name, x_km, y_km.
    taken : float array (points, 2)
        Points that names should not hide, km.
    """
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    halo = [withStroke(linewidth=2, foreground="white", alpha=0.85)]
    for _, place in places.iterrows():
        half = np.array([len(place["name"]) / 2, 0.6]) * _letter(axes)
        around = np.array([place["x_km"], place["y_km"]]) + _AROUND * half
        around = np.clip(around, [west + half[0], south + half[1]], [east - half[0], north - half[1]])
        hidden = [(np.abs(taken - point) < half).all(axis=1).sum() for point in around]
        point = around[int(np.argmin(hidden))]
        taken = np.vstack([taken, point + half * _CORNERS])
        axes.text(*point, place["name"], ha="center", va="center", path_effects=halo, zorder=5)


def _letter(axes: Axes) -> float:
    """Return the height of a letter in km."""
    west, east = axes.get_xlim()
    return TEXT * POINT / CM * (east - west) / (WIDTH / 2 - 0.5)


def scale_bar(axes: Axes, width: float, lang: str) -> None:
    """Draw a scale bar of about a quarter of the map and say where north is."""
    length = max([km for km in _BARS if km <= width / 3] or [_BARS[0]])
    x, y = axes.get_xlim()[0] + 0.02 * width, axes.get_ylim()[0] + 0.02 * width
    axes.plot([x, x + length], [y, y], color=INK, lw=1.4)
    label = Say(f"{length} km, north is up", f"{length}千米（上为北）").text(lang)
    axes.annotate(label, (x, y), (0, 3), textcoords="offset points", color=SOFT)


def mark(marker: str, size: float, meaning: Say, lang: str) -> Line2D:
    """Return an entry of the legend: a hollow marker of a size in points, and what it means."""
    return Line2D(
        [], [], ls="", marker=marker, ms=size, mfc="white", mec=INK, mew=0.6, label=heading(meaning, lang)
    )


def words(text: str) -> Line2D:
    """Return an entry of the legend of words alone."""
    return Line2D([], [], ls="", label=text)
