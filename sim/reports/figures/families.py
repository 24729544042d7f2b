"""Figure of the moves of families by kind."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.reports.figures.lines import count_axes, draw_scenarios, entries, year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import WIDTH
from sim.reports.figures.words import YEAR, heading, lines_explained, listed, source

MOVES = tuple(name for name in INDICATORS if name.startswith(("moves_", "families_")))
_COLUMNS = 3
_WIDE = WIDTH / _COLUMNS - 1.2  # cm of a panel without its labels


def moves_of_families(results: Results, lang: str) -> Figure:
    """Draw the families that moved from one census to the next, one panel a kind of move."""
    sheet = Sheet(Say("Moves of families with children", "有未成年子女家庭的迁移").text(lang))
    panels = sheet.panels(len(MOVES), _COLUMNS, 4.5, sharey=True)
    for axes, name in zip(panels, MOVES, strict=True):
        draw_scenarios(axes, results, name)
        title_axes(axes, sheet, heading(kind(name), lang), _WIDE)
        year_axis(axes, results.years, _WIDE)
    count_axes(panels)
    for axes in panels[-_COLUMNS:]:
        axes.set_xlabel(YEAR.text(lang))
    for axes in panels[::_COLUMNS]:
        axes.set_ylabel(Say("families a year", "家庭（户/年）").text(lang))
    told = Say(
        "Moves from the census of the year before to that of the year shown.",
        "为上年9月1日至当年9月1日之间的迁移。",
    ).text(lang)
    notes = listed([told, lines_explained(results, lang)], lang) + "\n" + source(results.folder, lang)
    return sheet.finish(entries(results, lang, with_fan=True), notes)


def kind(name: str) -> Say:
    """Return what a move is called in a few words: without `families` before it and the remark behind it."""
    say = INDICATORS[name].title
    en, zh = say.en.removeprefix("families: "), say.zh.removeprefix("家庭：")
    return Say(en.partition(";")[0], zh.partition("（")[0])
