"""Figure: scenarios compared with the base as fans of paired differences."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.base.errors import Say
from sim.indicators.cells import ALL
from sim.indicators.declared import INDICATORS
from sim.records.batch_folder import ScenarioNote
from sim.reports.bases import bases_of, said_of_base
from sim.reports.compare import differences
from sim.reports.figures.lines import SHADE, draw_line, entry, year_axis
from sim.reports.figures.results import Fan, Results, interval_name
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import WIDTH, Line, line_of
from sim.reports.figures.words import YEAR, dropout_explained, heading, listed, source

COMPARED = (
    "large_classes_local",
    "seats_short",
    "boarders",
    "pupils_over_limit",
    "dropouts",
    "small_schools",
)
_WIDE = WIDTH / 2 - 1.6  # cm of a panel without its labels


def can_compare(results: Results) -> bool:
    """Tell whether a scenario has a run whose partner in the base is finished too."""
    return bool(_others(results))


def paired_differences(results: Results, lang: str) -> Figure:
    """Draw by year what every scenario has more or less than the base, one panel an indicator."""
    base = results.base.title
    title = Say(f"Scenarios compared with {base.en}", f"各情景与“{base.zh}”之差")
    sheet = Sheet(title.text(lang))
    apart, others = whole_differences(results), _others(results)
    panels = sheet.panels(len(COMPARED), 2, 4.8)
    for axes, name in zip(panels, COMPARED, strict=True):
        axes.axhline(0, color="black", lw=0.8)
        for scenario, line in others:
            fan = fan_of(apart, name, scenario.name)
            axes.fill_between(fan.years, fan.low, fan.high, color=line.colour, alpha=SHADE, lw=0)
            for edge in (fan.low, fan.high):
                axes.plot(fan.years, edge, color=line.colour, ls=line.dash, lw=0.4)
            draw_line(axes, fan, line)
        one = INDICATORS[name]
        with_unit = Say(f"{one.title.en} ({one.unit.en})", f"{one.title.zh}（{one.unit.zh}）")
        title_axes(axes, sheet, heading(with_unit, lang), _WIDE)
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, -1), max(high, 1))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(_signed))
        year_axis(axes, results.years, _WIDE)
    for axes in panels[-2:]:
        axes.set_xlabel(YEAR.text(lang))
    return sheet.finish(
        [entry(one.title.text(lang), line) for one, line in others], _notes(results, apart, lang)
    )


def whole_differences(results: Results) -> pd.DataFrame:
    """Return the paired differences to the base of the indicators compared, all zones and stages together."""
    rows = results.rows
    whole = (rows["zone"] == ALL) & (rows["stage"] == ALL) & rows["indicator"].isin(COMPARED)
    base = results.base.name
    return differences(rows[whole], base, bases_of(results.folder, base))


def fan_of(apart: pd.DataFrame, indicator: str, scenario: str) -> Fan:
    """Return the fan of a paired difference by year."""
    rows = apart[(apart["indicator"] == indicator) & (apart["scenario"] == scenario)].sort_values("year")
    return Fan(*(rows[name].to_numpy() for name in ("year", "p10", "p50", "p90")))


def _others(results: Results) -> list[tuple[ScenarioNote, Line]]:
    """Return the scenarios that have a pair in the base, each with its line."""
    each = [(one, line_of(place)) for place, one in enumerate(results.scenarios)]
    return [
        (one, line)
        for one, line in each[1:]
        if _pairs(results, one.name) & _pairs(results, results.base.name)
    ]


def _pairs(results: Results, scenario: str) -> set[tuple[int, int]]:
    return {(run.draw, run.seed) for run in results.folder.runs_of(scenario)}


def _signed(value: float, _: int) -> str:
    return f"{value:+,.0f}".replace("-", "−") if value else "0"


def _notes(results: Results, apart: pd.DataFrame, lang: str) -> str:
    interval = interval_name(apart["n_pairs"].unique().tolist())
    told = Say(
        f"Scenario minus {results.base.title.en}, paired by draw and seed. Lines: P50; shaded: {interval.en}.",
        f"各情景减“{results.base.title.zh}”，同抽样、同种子配对。线为P50，阴影为{interval.zh}。",
    ).text(lang)
    others = [said_of_base(results.folder, results.base.name, one.name) for one in results.scenarios]
    twins = [
        Say(f"{one.title.en}: {said.en}.", f"“{one.title.zh}”{said.zh}。").text(lang)
        for one, said in zip(results.scenarios, others, strict=True)
        if said is not None
    ]
    told_dropout = dropout_explained(results, lang, {results.base.name, *apart["scenario"].unique()})
    return listed([told, *twins, told_dropout], lang) + "\n" + source(results.folder, lang)
