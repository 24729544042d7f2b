"""Batches by hand whose figures can be worked out, and every text of a figure."""

import json
from collections.abc import Iterator
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.reports.figures.draw import DRAWINGS
from sim.reports.figures.results import Results, read_results
from sim.reports.figures.style import settings
from tests.indicators.hand import COUNTIES, GRADES, HISTORY, PLACES, SCHOOLS, frame, tables, write_batch

BASE = "base"
LONG = {
    "base": {"zh": "维持现状", "en": "Do nothing"},
    "cap": {"zh": "班额控制与标准班额分步达标方案", "en": "Cap on class size, standard reached step by step"},
    "merge": {"zh": "撤并小规模学校并改善寄宿条件", "en": "Merge small schools, with boarding places"},
    "estates": {"zh": "住宅区配建学校（交钥匙工程）", "en": "Turnkey schools of housing estates"},
}
YEARS = range(2017, 2036)
# (level, code, name, within, x_km, y_km); school z stands nowhere.
POINTS = [
    *(("county", code, name, "", float("nan"), float("nan")) for _, code, name in PLACES),
    ("township", "a1", "甲一镇", "a", 0.0, 0.0), ("township", "a2", "甲二乡", "a", 9.0, 9.0),
    ("township", "b1", "乙一街道", "b", 20.0, 0.0),
    ("school", "t1", "一小", "a1", 1.0, 2.0), ("school", "t2", "二小", "a1", 0.0, 0.0),
    ("school", "v1", "村小", "a2", 9.0, 30.0), ("school", "n", "九年制学校", "a1", 2.0, 2.0),
    ("school", "u1", "城小", "b1", 20.0, 1.0), ("school", "t9", "镇九小", "b1", float("nan"), float("nan")),
]  # fmt: skip


def places(rows=POINTS):
    """Return the table `places` from rows as `POINTS` has them."""
    names = ("level", "code", "name", "within", "x_km", "y_km")
    return frame("places", (dict(zip(names, row, strict=True)) for row in rows))


def with_factor(factor: int = 1) -> dict:
    """Return the tables of `tests.indicators.hand` with their pupils and moves times a factor, and points."""
    grades = [(*row[:5], row[5] * factor, *row[6:]) for row in GRADES]
    schools = [(*row[:6], row[6] * factor, row[7], {**row[8], "classes": _classes(row)}) for row in SCHOOLS]
    counties = [(*row[:4], {name: n * factor for name, n in row[4].items()}) for row in COUNTIES]
    return {**tables(grades, schools, counties=counties), "places": places()}


def _classes(school: tuple) -> int:
    """Return the classes of a school and stage in a year."""
    return sum(row[6] for row in GRADES if row[:3] == school[:3] and (row[3] < 7) == (school[3] == "primary"))


def short_batch(out: Path) -> Path:
    """Return a batch of two scenarios and three draws of two years; the base's pupils are times 1, 2 and 6."""
    runs = {(BASE, draw, 1): with_factor(factor) for draw, factor in enumerate((1, 2, 6))}
    runs |= {("merge", draw, 1): with_factor(factor) for draw, factor in enumerate((1, 3, 5))}
    return write_batch(out, runs)


def long_batch(out: Path) -> Path:
    """Return a batch of four scenarios with long titles and 19 years, numbers as large as those of a prefecture."""
    runs = {(name, draw, 1): _over_years(place, draw) for place, name in enumerate(LONG) for draw in range(3)}
    path = write_batch(out, runs) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "titles": LONG}), encoding="utf-8")
    return out


def _over_years(place: int, draw: int) -> dict:
    grades, schools, classes, counties = [], [], [], []
    for year in YEARS:
        more = 300 + 40 * place + 20 * draw + 10 * (year - YEARS[0]) * (place - 1)
        grades += [(year, *row[1:5], row[5] * more, row[6] * more, row[7]) for row in GRADES[:6]]
        schools += [
            (year, *row[1:6], row[6] * more, row[7] * 290, {**row[8], "classes": _classes(row) * more})
            for row in SCHOOLS[:8]
        ]
        classes += [(year, "t1", 1, tuple(range(20 - draw, 75 - 8 * place, 3)))]
        counties += [
            (year, "a", 900, 500, dict.fromkeys(_FLOWS, more)),
            (year, "b", 9, 9, dict.fromkeys(_FLOWS, 70)),
        ]
    return {**tables(grades, schools, classes, counties, history=HISTORY), "places": places()}


_FLOWS = ("births", "births_registered", "families_arrived", "families_county_seat", "families_return")


def results_of(out: Path) -> Results:
    """Return what the figures of a batch show."""
    return read_results(out, BASE)


def drawn(results: Results, name: str, lang: str = "zh") -> Figure:
    """Return one figure, by the name of its file."""
    (drawing,) = (one for one in DRAWINGS if one.name == name)
    with matplotlib.rc_context(settings()):
        return drawing.draw(results, lang)


def panels(figure: Figure) -> list[Axes]:
    """Return the panels of a figure that are seen."""
    return [axes for axes in figure.axes if axes.get_visible()]


def texts(figure: Figure) -> Iterator[Text]:
    """Yield every text of a figure that is printed: titles, labels, ticks, legends, notes, annotations."""
    hidden = {text for axes in figure.axes for text in _not_printed(axes)}
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in hidden:
            yield text


def _not_printed(axes: Axes) -> Iterator[Text]:
    """Yield the texts of hidden axes, and of ticks beyond the ends of an axis."""
    if not axes.get_visible():
        yield from axes.findobj(Text)
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not axes.axison or not low <= tick.get_loc() <= high:
                yield from tick.findobj(Text)
