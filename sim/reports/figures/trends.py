"""Figures of one number by year for each scenario: pupils, large classes, small schools, retention."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.reports.figures.lines import (
    count_axes,
    draw_intervals,
    draw_scenarios,
    entries,
    year_axis,
)
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import SOFT, WIDTH
from sim.reports.figures.words import (
    STAGES,
    YEAR,
    ZONES,
    dropout_explained,
    heading,
    lines_explained,
    listed,
    source,
)

TARGET = 97.0  # percent; 通市政办发〔2017〕13号: 九年义务教育巩固率 of 97 % and more
_MARGIN = 1.5  # cm beside a panel for its labels


def pupils_by_stage(results: Results, lang: str) -> Figure:
    """Draw pupils by school year, one panel a stage."""
    sheet = Sheet(Say("Pupils by stage", "分学段在校生").text(lang))
    panels = sheet.panels(len(STAGE_NAMES), len(STAGE_NAMES), 6.2, sharey=True)
    for axes, stage in zip(panels, STAGE_NAMES, strict=True):
        draw_scenarios(axes, results, "pupils", stage=stage)
        axes.set_title(heading(STAGES[stage], lang))
    return _pupils(sheet, panels, results, lang)


def pupils_by_zone(results: Results, lang: str) -> Figure:
    """Draw pupils by school year, one panel a zone kind, both stages together."""
    sheet = Sheet(
        Say("Pupils by urban, town and village schools", "分城乡在校生（小学、初中合计）").text(lang)
    )
    panels = sheet.panels(len(ZONE_NAMES), len(ZONE_NAMES), 6.2, sharey=True)
    for axes, zone in zip(panels, ZONE_NAMES, strict=True):
        draw_scenarios(axes, results, "pupils", zone=zone)
        axes.set_title(heading(ZONES[zone], lang))
    return _pupils(sheet, panels, results, lang)


def _pupils(sheet: Sheet, panels: Sequence[Axes], results: Results, lang: str) -> Figure:
    count_axes(panels)
    _year_axes(panels, results, lang)
    panels[0].set_ylabel(Say("pupils", "在校生（人）").text(lang))
    legend = entries(results, lang, with_fan=True)
    return sheet.finish(legend, lines_explained(results, lang) + "\n" + source(results.folder, lang))


def large_classes(results: Results, lang: str) -> Figure:
    """Draw large classes under each definition, every scenario with its interval."""
    names = ("large_classes_local", "large_classes_national", "super_large_classes")
    sheet = Sheet(Say("Large classes under each definition", "大班额（各口径）").text(lang))
    return _counted(sheet, names, results, lang, Say("classes", "教学班（个）"))


def small_schools(results: Results, lang: str) -> Figure:
    """Draw small schools and teaching points, every scenario with its interval."""
    sheet = Sheet(Say("Small schools and teaching points", "小规模学校与教学点").text(lang))
    return _counted(sheet, ("small_schools", "points"), results, lang, Say("schools", "学校（所）"))


def _counted(sheet: Sheet, names: Sequence[str], results: Results, lang: str, unit: Say) -> Figure:
    """Draw counts of every scenario with intervals, one panel an indicator, and say how each is defined."""
    panels, width = sheet.panels(len(names), len(names), 6.2), WIDTH / len(names) - _MARGIN
    for axes, name in zip(panels, names, strict=True):
        draw_intervals(axes, results, name, width)
        count_axes([axes])
        title_axes(axes, sheet, heading(INDICATORS[name].title, lang), width)
    _year_axes(panels, results, lang, len(results.scenarios))
    panels[0].set_ylabel(unit.text(lang))
    mark = Say("{}: {}.", "{}：{}。").text(lang)
    told = [
        mark.format(heading(INDICATORS[name].title, lang), INDICATORS[name].definition.text(lang))
        for name in names
    ]
    bounds = results.interval_of_all
    bars = Say(
        f"Lines: P50 over the runs of a scenario; bars: {bounds.en}, side by side in the same year.",
        f"线为各情景运行结果的P50；竖条为{bounds.zh}，同年各情景并列。",
    ).text(lang)
    return sheet.finish(
        entries(results, lang, with_fan=False),
        listed([*told, bars], lang) + "\n" + source(results.folder, lang),
    )


def retention(results: Results, lang: str) -> Figure:
    """Draw period retention beside the target it is judged on; the axis does not begin at 0."""
    sheet = Sheet(Say("Period retention, grades 1–9", "时期巩固率（一至九年级）").text(lang))
    axes = sheet.panels(1, 1, 6.2)[0]
    draw_scenarios(axes, results, "period_retention")
    axes.axhline(TARGET, color=SOFT, lw=1.0, ls=(0, (6, 3)))
    label = Say(f"target {TARGET:.0f} %", f"目标 {TARGET:.0f}%").text(lang)
    edge = (1, TARGET), (0, 2), axes.get_yaxis_transform(), "offset points"
    axes.annotate(label, *edge, ha="right", color=SOFT)
    year_axis(axes, results.years, WIDTH - _MARGIN)
    axes.set_xlabel(YEAR.text(lang))
    axes.set_ylabel(Say("percent", "%").text(lang))
    judged = Say(
        "Period retention is the measure judged against the target; years of many returns can exceed 100. "
        "The axis does not begin at 0.",
        "时期巩固率为与目标对照的判断口径；复学较多的年份可超过100%。纵轴不从0起。",
    ).text(lang)
    told = [judged, dropout_explained(results, lang), lines_explained(results, lang)]
    notes = listed(told, lang) + "\n" + source(results.folder, lang)
    return sheet.finish(entries(results, lang, with_fan=True), notes)


def _year_axes(panels: Sequence[Axes], results: Results, lang: str, beside: int = 1) -> None:
    for axes in panels:
        year_axis(axes, results.years, WIDTH / len(panels) - _MARGIN, beside)
        axes.set_xlabel(YEAR.text(lang))
