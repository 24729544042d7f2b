"""Figure of births beside the entrants to grade 1 that they become."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.base.errors import Say
from sim.base.school_year import school_year_births
from sim.indicators.themes.people import SCHOOL_ENTRY
from sim.records.reading import read_columns
from sim.reports.figures.lines import SHADE, count_axes, year_axis
from sim.reports.figures.results import Fan, Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, WIDTH
from sim.reports.figures.words import heading, listed, source

SHOWN_BEFORE = 6  # school years shown before the run

# Indicator and series of the input tables, stage, words, colour, dash, and the marker of years the tables tell.
_SERIES = (
    ("births_registered", "all", Say("registered births", "户籍出生"), "#0072B2", (0, (5, 1.5)), "s"),
    ("births_resident", "all", Say("births to residents", "常住出生"), "#D55E00", (0, (1.2, 1.2)), "^"),
    ("entrants", "primary", Say("entrants to grade 1", "小学招生"), INK, "-", "o"),
)


def births_to_entrants(results: Results, lang: str) -> Figure:
    """Draw registered and resident births and entrants to grade 1 by the school year in which the children enter."""
    sheet = Sheet(Say("Births and entrants to grade 1", "出生人口与小学招生").text(lang))
    axes = sheet.panels(1, 1, 7.0)[0]
    known = known_by_entry(results)
    legend: list[Artist] = []
    for name, stage, words, *look in _SERIES:
        fan = entry_fan(results.fan(name, results.base.name, stage=stage), name)
        legend += _draw(axes, fan, known.get(name), heading(words, lang), look, lang)
    first = results.years[0] - SHOWN_BEFORE
    year_axis(axes, range(first, results.years[-1] + SCHOOL_ENTRY + 1), WIDTH - 1.5)
    count_axes([axes])
    axes.set_ylabel(Say("children", "人数（人）").text(lang))
    axes.set_xlabel(Say("school year in which the children turn six", "六岁入学年（学年）").text(lang))
    return sheet.finish(legend, _notes(results, lang))


def entry_fan(fan: Fan, name: str) -> Fan:
    """Return a fan by the school year in which the children enter.

    Births from one census to the next are all six at the census six years on; entrants are counted when they enter.
    """
    return fan if name == "entrants" else replace(fan, years=fan.years + SCHOOL_ENTRY)


def known_by_entry(results: Results) -> dict[str, pd.Series]:
    """Return the series of the input tables by school year of entry, persons; years that lack a county are left out."""
    out, run = results.folder.out, results.reference_run
    history = read_columns(out, run, "history", ["series", "county", "year", "persons"])
    n_counties = read_columns(out, run, "county", ["county"])["county"].nunique()
    found = {}
    for series, rows in history.groupby("series", observed=True):
        by_year = rows.groupby(rows["year"].astype("int64"))["persons"].agg(["sum", "count"])
        whole = by_year["sum"][by_year["count"] == n_counties].astype(float)
        found[series] = whole if series == "entrants" else _entering(whole)
    return found


def _entering(births: pd.Series) -> pd.Series:
    """Return births of calendar years by the school year in which the children enter."""
    year_before = births.rename(lambda year: year + SCHOOL_ENTRY + 1)
    return school_year_births(year_before, births.rename(lambda year: year + SCHOOL_ENTRY)).dropna()


def _draw(axes: Axes, fan: Fan, known: pd.Series | None, label: str, look: list, lang: str) -> list[Artist]:
    """Draw one series: simulated years as a fan, known years as marks; return what the legend says of it."""
    colour, dash, marker = look
    axes.fill_between(fan.years, fan.low, fan.high, color=colour, alpha=SHADE, lw=0)
    shown = axes.plot(fan.years, fan.middle, color=colour, ls=dash, lw=1.4, label=label)
    if known is not None and len(known):
        marks = Line2D(known.index, known, color=colour, ls="", marker=marker, mfc="white", mew=0.8)
        marks.set_label(Say(f"{label}, input tables", f"{label}（输入表）").text(lang))
        axes.add_line(marks)
        shown.append(marks)
    return shown


def _notes(results: Results, lang: str) -> str:
    base, interval = results.base.title, results.interval
    told = Say(
        f"Lines and shading: P50 and {interval.en} of {base.en}. Births stand at the school year in which the children "
        "turn six (born 1 September to 31 August). Marks: input tables; births of a calendar year divided 8:4 between "
        "the years of entry (assumption: evenly over the months).",
        f"线和阴影为“{base.zh}”的P50和{interval.zh}。出生数按满六周岁入学的学年列示（9月1日至次年8月31日出生）。"
        "空心点为输入表所载，日历年出生数按8:4分入两个入学年（假设各月均匀）。",
    ).text(lang)
    return listed([told], lang) + "\n" + source(results.folder, lang)
