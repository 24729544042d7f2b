"""Figures of a backtest: error by lead, forecast against actual, coverage of intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.base.errors import Say
from sim.reports.figures.lines import entry
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import BASE, INK, SOFT, WIDTH, Line, line_of, shades
from sim.reports.figures.words import YEAR
from sim.reports.figures.writing import drawing, files_of, write_figure

FOLDER = "figures"
AGAIN = Say("free the folder, then run sim backtest again", "请使该文件夹可写，然后重新运行 sim backtest")
NOMINAL = {"cover50": 50, "cover80": 80, "cover95": 95}  # percent that each interval is to hold
# The measure each level is judged by, and what the panel is called.
_PANELS = {
    "school": ("mape", Say("school totals, mean error", "学校总数，平均误差")),
    "school_grade": ("wape", Say("grades of schools, weighted error", "学校分年级，加权误差")),
    "system": ("mape", Say("total of all schools, mean error", "全部学校总数，平均误差")),
}
MOST_YEARS = 4  # marked along the axis of a panel
_AHEAD = Say("years ahead", "提前年数")
_WIDE = 1.3  # cm beside a panel for its labels


@dataclass(frozen=True)
class Drawn:
    """What the figures are drawn from.

    Parameters
    ----------
    scores, summary : DataFrame
        As a backtest writes them.
    titles : mapping of method to Say
        In order; the first is drawn as the one that the others are compared with.
    lang : str
    """

    scores: pd.DataFrame
    summary: pd.DataFrame
    titles: Mapping[str, Say]
    lang: str

    @property
    def tables(self) -> list[str]:
        """Return the tables, the main one first."""
        return list(self.summary["table"].unique())

    @property
    def with_intervals(self) -> list[str]:
        """Return the methods that tell intervals."""
        known = self.summary[self.summary["cover80"].notna()]["method"].unique()
        return [name for name in self.titles if name in known]

    def line(self, method: str) -> Line:
        """Return how a method is drawn."""
        return line_of(list(self.titles).index(method))

    def say(self, en: str, zh: str) -> str:
        """Return words in the language of the figures."""
        return Say(en, zh).text(self.lang)


def draw_backtest(
    scores: pd.DataFrame, summary: pd.DataFrame, out: Path, *, lang: str, titles: Mapping[str, Say]
) -> list[Path]:
    """Draw the figures of a backtest into its folder `FOLDER` and return the files.

    Raises
    ------
    UserError
        When the font package is not installed, or the files cannot be written.
    """
    drawn = Drawn(scores, summary, titles, lang)
    figures = {"01_error_by_lead": error_by_lead, "02_forecast_and_actual": forecast_and_actual}
    if drawn.with_intervals:
        figures["03_coverage"] = coverage
    written = []
    with drawing(out / FOLDER, AGAIN):
        for name, draw in figures.items():
            files = files_of(out / FOLDER, name)
            write_figure(draw(drawn), files)
            written += files.values()
    return written


def error_by_lead(drawn: Drawn) -> Figure:
    """Draw the error by years ahead, a line a method; a row of panels a table."""
    sheet = Sheet(drawn.say("Error by years ahead", "不同提前年数的预测误差"))
    panels = sheet.panels(len(drawn.tables) * len(_PANELS), len(_PANELS), 5.4)
    for row, table in enumerate(drawn.tables):
        for axes, (level, (measure, title)) in zip(
            panels[row * len(_PANELS) :], _PANELS.items(), strict=False
        ):
            rows = drawn.summary[(drawn.summary["table"] == table) & (drawn.summary["level"] == level)]
            for method in reversed(drawn.titles):
                one, line = rows[rows["method"] == method], drawn.line(method)
                axes.plot(
                    one["lead"],
                    one[measure],
                    color=line.colour,
                    ls=line.dash,
                    lw=line.width,
                    marker=line.marker or ".",
                )
            _name(axes, sheet, title, table, drawn)
            _lead_axis(axes, rows["lead"].unique())
    for axes in panels[-len(_PANELS) :]:
        axes.set_xlabel(_AHEAD.text(drawn.lang))
    for axes in panels:
        axes.margins(y=0.08)
        axes.set_ylim(0)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    legend = [entry(title.text(drawn.lang), drawn.line(name)) for name, title in drawn.titles.items()]
    notes = drawn.say(
        "Mean of |forecast - actual| / actual, for grades sum of |forecast - actual| / sum of actual, over all "
        f"origins. {_counting().en}",
        f"误差为|预测－实际|÷实际的平均值；分年级为|预测－实际|之和÷实际之和；各起点合并。{_counting().zh}",
    )
    return sheet.finish(legend, notes, columns=4)


def _name(axes: Axes, sheet: Sheet, title: Say, table: str, drawn: Drawn) -> None:
    """Set the head of a panel; where there are several tables, it tells which."""
    text = title.text(drawn.lang)
    if len(drawn.tables) > 1:
        text = f"{table}{drawn.say(': ', '：')}{text}"
    title_axes(axes, sheet, text, WIDTH / len(_PANELS) - _WIDE)


def _lead_axis(axes: Axes, leads: Sequence[int]) -> None:
    axes.set_xticks(sorted(leads))
    axes.margins(x=0.08)


def _ahead(lead: int) -> Say:
    return Say(f"{lead} year{'s' if lead > 1 else ''} ahead", f"提前{lead}年")


def _counting() -> Say:
    return Say(
        "Schools with pupils at the origin and at least 20 at the target.",
        "统计起点年有学生、目标年不少于20人的学校。",
    )


def forecast_and_actual(drawn: Drawn) -> Figure:
    """Draw forecasts with their intervals beside what happened: the system and three schools, a row a lead."""
    method = drawn.with_intervals[0] if drawn.with_intervals else next(iter(drawn.titles))
    rows = drawn.scores[drawn.scores["method"] == method]
    leads, units = _leads(rows), _units(rows)
    sheet = Sheet(
        drawn.say(f"Forecast and actual: {drawn.titles[method].en}", f"预测与实际：{drawn.titles[method].zh}")
    )
    panels = sheet.panels(len(leads) * len(units), len(units), 4.8)
    for row, lead in enumerate(leads):
        for axes, ((level, unit), title) in zip(panels[row * len(units) :], units.items(), strict=False):
            one = rows[(rows["lead"] == lead) & (rows["level"] == level) & (rows["unit"] == unit)]
            _beside(axes, one.sort_values("target_year"))
            head = f"{title.text(drawn.lang)}\n{_ahead(lead).text(drawn.lang)}"
            title_axes(axes, sheet, head, WIDTH / len(units) - _WIDE)
    for axes in panels[-len(units) :]:
        axes.set_xlabel(YEAR.text(drawn.lang))
    return sheet.finish(_beside_entries(drawn), _counting().text(drawn.lang), columns=4)


def _leads(rows: pd.DataFrame) -> list[int]:
    """Return one year ahead, or the shortest, and the longest up to three years."""
    there = sorted(rows["lead"].unique())
    return sorted({there[0], max([lead for lead in there if lead <= 3], default=there[0])})


def _units(rows: pd.DataFrame) -> dict[tuple[str, str], Say]:
    """Return the system, and the largest, the median and the fastest growing school with most target years."""
    units = {("system", "all"): Say("all schools", "全部学校")}
    school = rows[(rows["level"] == "school") & (rows["lead"] == rows["lead"].min())]
    by_unit = (
        school.sort_values("target_year")
        .groupby("unit", observed=True)["actual"]
        .agg(["size", "first", "last"])
    )
    full = by_unit[by_unit["size"] == by_unit["size"].max()].sort_values("last", kind="stable")
    growth = (full["last"] / full["first"]).sort_values(kind="stable")
    picked = {
        str(full.index[-1]): Say("largest", "规模最大"),
        str(full.index[len(full) // 2]): Say("median", "规模居中"),
        str(growth.index[-1]): Say("growing", "增长最快"),
    }
    for unit, word in picked.items():
        units["school", unit] = Say(f"{unit} ({word.en})", f"{unit}（{word.zh}）")
    return units


def _beside(axes: Axes, one: pd.DataFrame) -> None:
    """Draw actual as a line, forecasts as points with their intervals."""
    years = one["target_year"]
    axes.plot(years, one["actual"], color=INK, lw=BASE.width, marker="o")
    colour = line_of(1).colour
    told = one["p10"].notna()
    axes.vlines(years[told], one["p2_5"][told], one["p97_5"][told], color=colour, lw=0.8)
    axes.vlines(years[told], one["p10"][told], one["p90"][told], color=colour, lw=2.6, alpha=0.5)
    axes.plot(years, one["forecast"], color=colour, ls="", marker="D")
    axes.set_xticks(np.arange(years.min(), years.max() + 1, 1 + (years.max() - years.min()) // MOST_YEARS))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.set_xlim(years.min() - 0.6, years.max() + 0.6)


def _beside_entries(drawn: Drawn) -> list[Artist]:
    colour = line_of(1).colour
    entries = [
        Line2D([], [], color=INK, lw=BASE.width, marker="o", label=drawn.say("actual", "实际")),
        Line2D([], [], color=colour, ls="", marker="D", label=drawn.say("forecast", "预测")),
    ]
    if drawn.with_intervals:
        entries += [
            Line2D([], [], color=colour, lw=2.6, alpha=0.5, label=drawn.say("80 % interval", "80%区间")),
            Line2D([], [], color=colour, lw=0.8, label=drawn.say("95 % interval", "95%区间")),
        ]
    return entries


def coverage(drawn: Drawn) -> Figure:
    """Draw what share of outcomes each interval held against what it promised, a line a lead."""
    table, methods = drawn.tables[0], drawn.with_intervals
    rows = drawn.summary[drawn.summary["table"] == table]
    levels = {level: title for level, title in _PANELS.items() if level != "system"}
    sheet = Sheet(drawn.say("Coverage of intervals", "预测区间的覆盖率"))
    panels = sheet.panels(len(methods) * len(levels), len(levels), 6.2)
    leads = sorted(rows["lead"].unique())
    colours = dict(zip(leads, shades(len(leads) + 1)[1:], strict=True))
    for axes, (method, level) in zip(panels, [(m, level) for m in methods for level in levels], strict=True):
        axes.plot([40, 100], [40, 100], color=SOFT, lw=0.8, ls="--")
        one = rows[(rows["method"] == method) & (rows["level"] == level)]
        for row in one.to_dict("records"):
            values = [row[name] for name in NOMINAL]
            axes.plot(list(NOMINAL.values()), values, color=colours[row["lead"]], marker="o", lw=1.1)
        title = levels[level][1].text(drawn.lang).split("，" if drawn.lang == "zh" else ",")[0]
        head = f"{drawn.titles[method].text(drawn.lang)}{drawn.say(': ', '：')}{title}"
        title_axes(axes, sheet, head, WIDTH / len(levels) - _WIDE)
        axes.set_xticks(list(NOMINAL.values()))
        axes.set_ylim(min(20.0, np.floor(axes.dataLim.y0 / 10) * 10), 100)
        axes.set_xlabel(drawn.say("promised, percent", "标称（%）"))
    for axes in panels[:: len(levels)]:
        axes.set_ylabel(drawn.say("held, percent", "实际包含（%）"))
    legend = [
        Line2D([], [], color=colours[lead], marker="o", lw=1.1, label=_ahead(lead).text(drawn.lang))
        for lead in leads
    ]
    notes = drawn.say(
        f"Table {table}. On the dashed line an interval holds what it promises; below it is too narrow. "
        f"{_counting().en}",
        f"数据：{table}。虚线表示与标称一致，低于虚线表示区间偏窄。{_counting().zh}",
    )
    return sheet.finish(legend, notes)
