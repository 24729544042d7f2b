"""Figure of posts and teachers of the base: posts, need by pupils and by classes, who retires and who is hired."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.reports.figures.lines import count_axes, draw_fan, entry, year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import WIDTH, line_of
from sim.reports.figures.words import YEAR, heading, listed, source

STOCKS = ("posts", "posts_needed_by_pupils", "posts_needed_by_classes", "teachers")
FLOWS = ("retirements", "teachers_hired")
_WIDE = WIDTH / 2 - 1.5  # cm of a panel without its labels


def teachers_and_posts(results: Results, lang: str) -> Figure:
    """Draw posts, need and teachers of the base, and beside them who retires and who is hired."""
    sheet = Sheet(Say("Posts needed, teachers and retirements", "编制需求、教师与退休").text(lang))
    stocks, flows = sheet.panels(2, 2, 6.2)
    legend = [*_lines(stocks, results, STOCKS, 0, lang), *_lines(flows, results, FLOWS, len(STOCKS), lang)]
    for axes, title, unit in (
        (stocks, Say("1 September", "9月1日"), Say("posts, persons", "编制、教师（个、人）")),
        (flows, Say("since the census before", "自上次统计以来"), Say("persons a year", "人/年")),
    ):
        axes.set_title(heading(title, lang))
        axes.set_ylabel(unit.text(lang))
        axes.set_xlabel(YEAR.text(lang))
        count_axes([axes])
        year_axis(axes, results.years, _WIDE)
    return sheet.finish(legend, _notes(results, lang))


def _lines(axes: Axes, results: Results, names: tuple[str, ...], place: int, lang: str) -> list:
    """Draw indicators as fans and return what the legend says of them."""
    for number, name in enumerate(names, place):
        draw_fan(axes, results.fan(name, results.base.name), line_of(number))
    return [
        entry(heading(INDICATORS[name].title, lang), line_of(number))
        for number, name in enumerate(names, place)
    ]


def _notes(results: Results, lang: str) -> str:
    base, interval = results.base.title, results.interval
    told = Say(
        f"{base.en}. Lines: P50 over runs; shaded: {interval.en}. Posts are of all staff, need of public schools by "
        "the census before. Schools with too many and schools with too few posts hide in sums: see table T13.",
        f"{base.zh}。线为各次运行的P50，阴影为{interval.zh}。编制含全部教职工；需求为公办学校按上次统计核算。"
        "合计数掩盖各校超编与缺编并存，见表13。",
    ).text(lang)
    return listed([told], lang) + "\n" + source(results.folder, lang)
