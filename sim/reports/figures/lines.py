"""Fans and lines by year, and the axes they stand on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.reports.figures.results import Fan, Results
from sim.reports.figures.style import BASE, Line, line_of

SHADE = 0.22  # how dark a fan is, as a share of its line
_LABEL = 1.05  # cm that the label of a year takes on its axis
_BESIDE = 0.1  # cm between bars that stand side by side


def draw_line(axes: Axes, fan: Fan, line: Line) -> Line2D:
    """Draw the middle of a fan."""
    marked = (line.first, max(1, len(fan.years) // 5))
    return axes.plot(
        fan.years,
        fan.middle,
        color=line.colour,
        ls=line.dash,
        lw=line.width,
        marker=line.marker,
        markevery=marked,
    )[0]


def draw_fan(axes: Axes, fan: Fan, line: Line) -> Line2D:
    """Draw a fan: its middle as a line, low to high shaded."""
    axes.fill_between(fan.years, fan.low, fan.high, color=line.colour, alpha=SHADE, lw=0)
    return draw_line(axes, fan, line)


def draw_scenarios(axes: Axes, results: Results, name: str, zone: str = "all", stage: str = "all") -> None:
    """Draw a number by year: the base as a fan, the other scenarios as lines in front of it."""
    for place, scenario in enumerate(results.scenarios):
        draw = draw_line if place else draw_fan
        draw(axes, results.fan(name, scenario.name, zone, stage), line_of(place))


def draw_intervals(axes: Axes, results: Results, name: str, width: float) -> None:
    """Draw a number by year: each scenario as a line, with bars from low to high in the labelled years.

    The bars of one year stand side by side, the middle of each marked on it.
    """
    n_scenarios = len(results.scenarios)
    for place, scenario in enumerate(results.scenarios):
        fan, line = results.fan(name, scenario.name), line_of(place)
        axes.plot(fan.years, fan.middle, color=line.colour, ls=line.dash, lw=line.width)
        at = slice(None, None, year_step(fan.years, width))
        beside = fan.years[at] + (place - (n_scenarios - 1) / 2) * _apart(fan.years, width)
        axes.vlines(beside, fan.low[at], fan.high[at], color=line.colour, lw=1.2)
        axes.plot(beside, fan.middle[at], color=line.colour, ls="", marker=line.marker or "_")


def entries(results: Results, lang: str, *, with_fan: bool) -> list[Artist]:
    """Return what the legend says of the scenarios: the line of each, after that of the base its fan."""
    lines = [entry(note.title.text(lang), line_of(place)) for place, note in enumerate(results.scenarios)]
    label = f"{results.base.title.text(lang)} {results.interval.text(lang)}"
    fan = [Patch(facecolor=BASE.colour, alpha=SHADE, lw=0, label=label)] if with_fan else []
    return [lines[0], *fan, *lines[1:]]


def entry(label: str, line: Line) -> Line2D:
    """Return what the legend says of a line."""
    return Line2D([], [], color=line.colour, ls=line.dash, lw=line.width, marker=line.marker, label=label)


def year_step(years: Sequence[int], width: float) -> int:
    """Return the years between labels on an axis of `width` cm; one that labels the last year too, if it fits."""
    gaps = len(years) - 1
    fit = [step for step in range(1, gaps + 2) if gaps // step * _LABEL <= width]
    return next((step for step in fit[: fit[0]] if gaps % step == 0), fit[0])


def year_axis(axes: Axes, years: Sequence[int], width: float, beside: int = 1) -> None:
    """Label an axis of `width` cm with school years, the first among them, with room for `beside` bars in each."""
    axes.set_xticks(np.asarray(years)[:: year_step(years, width)])
    room = max(0.6, (beside + 1) / 2 * _apart(years, width))
    axes.set_xlim(years[0] - room, years[-1] + room)


def _apart(years: Sequence[int], width: float) -> float:
    """Return the years between bars of one year on an axis of `width` cm."""
    return _BESIDE * len(years) / width


def count_axes(panels: Sequence[Axes]) -> None:
    """Let axes of a count begin at 0 and end at one round whole number above what is drawn, thousands apart."""
    highest = max(axes.dataLim.y1 for axes in panels)
    ticks = MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True).tick_values(0, max(1.0, highest))
    for axes in panels:
        axes.set_yticks(ticks)
        axes.set_ylim(0, ticks[-1])
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
