"""Figure of seats short and seats idle by stage and zone kind, side by side and never netted."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.base.errors import Say
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.reports.figures.lines import draw_line, entries, year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import SOFT, WIDTH, line_of
from sim.reports.figures.words import STAGES, YEAR, ZONES, heading, listed, source

SHORT, IDLE = "#0072B2", "#D9D9D9"  # dark and light: told apart in grey print
_ROOM = 0.15  # share of the depth of idle seats that stays free above 0, for words
_WIDE = WIDTH / 3 - 1.2  # cm of a panel without its labels


def seats_gap(results: Results, lang: str) -> Figure:
    """Draw seats short (upward) and idle (downward) of the base by year; of the others the P50."""
    sheet = Sheet(Say("Seats short and seats idle", "学位缺口与富余").text(lang))
    cells, columns = list(product(STAGE_NAMES, ZONE_NAMES)), len(ZONE_NAMES)
    panels = sheet.panels(len(cells), columns, 5.0, sharex=True, sharey="row")
    for axes, (stage, zone) in zip(panels, cells, strict=True):
        _panel(axes, results, zone, stage, lang)
    for axes in panels[::columns]:
        low, high = min(axes.get_ylim()[0], -1), axes.get_ylim()[1]  # those of the row
        axes.set_ylim(low, max(high, -_ROOM * low))
        axes.set_ylabel(Say("seats: idle | short", "学位（个）：富余 | 缺口").text(lang))
    for axes in panels[-columns:]:
        axes.set_xlabel(YEAR.text(lang))
    return sheet.finish(_legend(results, lang), _notes(results, lang))


def _panel(axes: Axes, results: Results, zone: str, stage: str, lang: str) -> None:
    for name, sign, colour in (("seats_short", 1, SHORT), ("seats_idle", -1, IDLE)):
        fan = results.fan(name, results.base.name, zone, stage)
        axes.bar(fan.years, sign * fan.middle, 0.8, color=colour, lw=0)
        axes.vlines(fan.years, sign * fan.low, sign * fan.high, color="black", lw=0.6)
        for place, other in enumerate(results.scenarios[1:], 1):
            theirs = results.fan(name, other.name, zone, stage)
            if theirs.middle.any():
                draw_line(axes, replace(theirs, middle=sign * theirs.middle), line_of(place))
    axes.axhline(0, color="black", lw=0.6)
    axes.set_title(
        heading(Say(f"{STAGES[stage].en}, {ZONES[zone].en}", f"{STAGES[stage].zh}·{ZONES[zone].zh}"), lang)
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    year_axis(axes, results.years, _WIDE)
    _tell_most(axes, results, zone, stage, lang)


def _tell_most(axes: Axes, results: Results, zone: str, stage: str, lang: str) -> None:
    """Write how many seats the base is short of at most: beside many idle seats a bar of few is too low to read."""
    fan = results.fan("seats_short", results.base.name, zone, stage)
    middle, high = (f"{most:,.0f}" for most in (fan.middle.max(), fan.high.max()))
    told = Say(f"most short: {middle}, high {high}", f"最大缺口：中值{middle}，高值{high}")
    text = (told if high != "0" else Say("none short", "无缺口")).text(lang)
    axes.annotate(text, (1, 1), (0, -2), "axes fraction", "offset points", ha="right", va="top", color=SOFT)


def _legend(results: Results, lang: str) -> list[Artist]:
    base = results.base.title.text(lang)
    bars = [
        Patch(facecolor=SHORT, label=Say(f"{base}: short", f"{base}：缺口").text(lang)),
        Patch(facecolor=IDLE, label=Say(f"{base}: idle", f"{base}：富余").text(lang)),
    ]
    return [*bars, *entries(results, lang, with_fan=False)[1:]]


def _notes(results: Results, lang: str) -> str:
    interval = results.interval
    told = Say(
        "Short: pupils beyond rated seats; idle: rated seats beyond pupils, both by county, summed apart and never "
        f"netted. Bars and lines: P50; thin strokes: {interval.en}. "
        "Written: the greatest P50 and upper end of any year.",
        "缺口：在校生超出核定学位之数；富余：核定学位超出在校生之数；分县计算、分别相加，不相抵。"
        f"柱与线为P50，细竖线为{interval.zh}；文字为各年P50和上端的最大值。",
    ).text(lang)
    return listed([told], lang) + "\n" + source(results.folder, lang)
