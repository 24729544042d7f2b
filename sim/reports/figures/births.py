"""Figure of births beside the entrants to grade 1 that they become."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.base.errors import Say
from sim.indicators.levels import read_columns
from sim.records.layout import part
from sim.reports.figures.lines import SHADE, count_axes, year_axis
from sim.reports.figures.results import Fan, Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import WIDTH
from sim.reports.figures.words import heading, listed, source

ENTRY_AGE = 6  # completed years on 31 August (义务教育法 art. 11); born from 1 September seven years before
BEFORE_SEPTEMBER = 8 / 12  # assumption: births spread evenly over the months of a calendar year
SHOWN_BEFORE = 6  # school years shown before the run

# Number by year in the runs, series of known years in the input tables, words, colour, dash, marker of known years.
_SERIES = (
    (
        "births_registered",
        "births_registered",
        Say("registered births", "户籍出生"),
        "#0072B2",
        (0, (5, 1.5)),
        "s",
    ),
    ("births", "births_resident", Say("births to residents", "常住出生"), "#D55E00", (0, (1.2, 1.2)), "^"),
    ("entrants", "entrants", Say("entrants to grade 1", "小学招生"), "#000000", "-", "o"),
)


def can_draw_births(results: Results) -> bool:
    """Tell whether the records count births and entrants."""
    return results.has(*(name for name, *_ in _SERIES))


def births_to_entrants(results: Results, lang: str) -> Figure:
    """Draw registered and resident births and entrants to grade 1 by the school year in which the children enter."""
    sheet = Sheet(Say("Births and entrants to grade 1", "出生人口与小学招生").text(lang))
    axes = sheet.panels(1, 1, 7.0)[0, 0]
    known = known_by_entry(results)
    legend: list[Artist] = []
    for name, series, words, *look in _SERIES:
        legend += _draw(axes, entry_fan(results, name), known.get(series), heading(words, lang), look, lang)
    first = results.years[0] - SHOWN_BEFORE
    year_axis(axes, range(first, results.years[-1] + ENTRY_AGE + 1), WIDTH - 1.5)
    count_axes([axes])
    axes.set_ylabel(Say("children", "人数（人）").text(lang))
    axes.set_xlabel(Say("school year in which the children turn six", "六岁入学年（学年）").text(lang))
    return sheet.finish(legend, _notes(results, lang))


def entry_fan(results: Results, name: str) -> Fan:
    """Return the fan of a number of the base by school year of entry.

    Births from one census to the next are all six at the census six years on; entrants are counted when they enter.
    """
    fan = results.fan(name, results.base.name)
    return fan if name == "entrants" else Fan(fan.years + ENTRY_AGE, fan.low, fan.middle, fan.high)


def known_by_entry(results: Results) -> dict[str, pd.Series]:
    """Return the series of the input tables by school year of entry, persons; years that lack a county are left out.

    Of the births of a calendar year `BEFORE_SEPTEMBER` enter six years later, the others seven. Records older than
    these tables know none.
    """
    run = results.reference_run
    if not all((results.folder.out / part(table, run)).is_file() for table in ("history", "places")):
        return {}
    history = read_columns(results.folder.out / part("history", run), ["series", "county", "year", "persons"])
    places = read_columns(results.folder.out / part("places", run), ["level", "code"])
    n_counties = (places["level"] == "county").sum()
    found = {}
    for series, rows in history.groupby("series", observed=True):
        by_year = rows.groupby(rows["year"].astype("int64"))["persons"].agg(["sum", "count"])
        whole = by_year["sum"][by_year["count"] == n_counties].astype(float)
        found[series] = whole if series == "entrants" else _entering(whole)
    return found


def _entering(births: pd.Series) -> pd.Series:
    """Return births of calendar years by the school year in which the children enter."""
    earlier = births.rename(lambda year: year + ENTRY_AGE + 1)
    return (
        BEFORE_SEPTEMBER * births.rename(lambda year: year + ENTRY_AGE) + (1 - BEFORE_SEPTEMBER) * earlier
    ).dropna()


def _draw(axes: Axes, fan: Fan, known: pd.Series | None, label: str, look: list, lang: str) -> list[Artist]:
    """Draw one series: simulated years as a fan, known years as marks; return what the legend says of it."""
    colour, dash, marker = look
    axes.fill_between(fan.years, fan.low, fan.high, color=colour, alpha=SHADE, lw=0)
    shown = axes.plot(fan.years, fan.middle, color=colour, ls=dash, lw=1.4, label=label)
    if known is not None:
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
