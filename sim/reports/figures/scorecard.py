"""Figure: the scorecard, a table of marks with the probability of every target, scenario by scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.base.errors import Say
from sim.indicators.targets import GROUPS, MET, NO_DATA, NOT_MET, NOT_RUN, OUTSIDE, STATUSES, Verdict
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, RULE, SOFT, WIDTH
from sim.reports.figures.words import listed, source
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, Scorecard, scorecard

_TITLE_CM, _ASKED_CM, _SIDE_CM = 5.2, 1.95, 0.3
_CELLS_CM = WIDTH - _TITLE_CM - _ASKED_CM - _SIDE_CM
_ROW_CM, _LINE_CM, _HEAD_CM = 0.09, 0.31, 0.36  # a row without its lines, a line of text, a head
_SMALL, _SMALLEST = 6.0, 5.0  # points: figures in the cells and years; those of `_LONG` characters and more
_LONG = 5
_MOST_COLUMNS = 16  # narrower cells do not hold their figures
_NO = (NO_DATA, NOT_RUN, OUTSIDE)
# Light, dark and hatched, apart in grey print too: face, text, hatch.
_LOOKS = {
    MET: ("#D5E8D4", INK, ""),
    NOT_MET: ("#B85410", "#FFFFFF", ""),
    **dict.fromkeys(_NO, ("#FFFFFF", SOFT, "//////")),
}
_EDGE = "#808080"
_NOT_IN_FORCE = Say("(in brackets) not in force that year", "（加括号）当年不在目标期")
_PLAIN, _OPEN = ("#FFFFFF", INK, ""), ("#FFFFFF", SOFT, "")


@dataclass(frozen=True)
class _Row:
    """One row: its words, its height in cm, and a text and look for each cell; a group has no cells."""

    title: str
    asked: str = ""
    height: float = _HEAD_CM
    cells: Sequence[tuple[str, tuple[str, str, str]]] = ()


def scorecard_figure(results: Results, lang: str) -> Figure:
    """Draw the marks of every target in every year, the base first."""
    card = scorecard(results.folder, results.base.name, results.rows, results.entries)
    shown = card.shown[: max(_MOST_COLUMNS // len(card.years), 1)]
    sheet = Sheet(Say("Scorecard: targets met and how likely", "记分卡：目标达标情况与概率").text(lang))
    names = [sheet.wrapped(card.folder.note(name).title.text(lang), _block_cm(shown)) for name in shown]
    rows = list(_rows(card, shown, sheet, lang))
    head = max(name.count("\n") + 1 for name in names) * _LINE_CM + _HEAD_CM
    total = head + sum(row.height for row in rows)
    (axes,) = sheet.panels(1, 1, total)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH - _SIDE_CM)
    axes.set_ylim(total, 0)
    _draw_heads(axes, card, shown, names, head, lang)
    top = head
    for row in rows:
        _draw_row(axes, row, top)
        top += row.height
    return sheet.finish(_legend(lang), _notes(results, card, shown, lang))


def _block_cm(shown: Sequence[str]) -> float:
    return _CELLS_CM / len(shown) - 0.15


def _rows(card: Scorecard, shown: Sequence[str], sheet: Sheet, lang: str) -> Iterator[_Row]:
    """Yield the pair of G1, then the lines by group, then how many are met."""
    places = [(name, year) for name in shown for year in card.years]
    yield _Row(words.PAIR_HEAD.text(lang) + " (%)")
    for name in PAIR:
        cells = [(_pair(card, one, name, year), _PLAIN) for one, year in places]
        yield _row(sheet, words.pair_title(name, lang), "", cells)
    for group, lines in groupby(card.lines, key=lambda line: line.target.group):
        yield _Row(GROUPS[group].text(lang))
        for line in lines:
            cells = [_cell(card.verdict(one, line, year)) for one, year in places]
            yield _row(sheet, words.line_title(line, lang), words.demand(line.target), cells)
    counts = [(words.counts_text(card, one, year), _PLAIN) for one, year in places]
    yield _row(sheet, words.COUNTS.text(lang), "", counts)


def _row(sheet: Sheet, title: str, asked: str, cells: Sequence[tuple[str, tuple[str, str, str]]]) -> _Row:
    told = sheet.wrapped(title[:1].upper() + title[1:], _TITLE_CM - 0.1)
    return _Row(told, asked, _ROW_CM + _LINE_CM * (told.count("\n") + 1), cells)


def _pair(card: Scorecard, scenario: str, name: str, year: int) -> str:
    level = words.pair_level(card, scenario, name, year)
    return "" if math.isnan(level) else f"{level:.0f}"


def _cell(verdict: Verdict) -> tuple[str, tuple[str, str, str]]:
    """Return the probability of a verdict, in brackets where the target is not in force, with its look."""
    if verdict.status in _NO:
        return "", _LOOKS[verdict.status]
    told = words.probability_text(verdict).rstrip("%")
    return (told, _LOOKS[verdict.status]) if verdict.status in _LOOKS else (f"({told})", _OPEN)


def _draw_heads(
    axes: Axes, card: Scorecard, shown: Sequence[str], names: Sequence[str], head: float, lang: str
) -> None:
    """Write scenarios over their years."""
    wide = _CELLS_CM / (len(shown) * len(card.years))
    for place, name in enumerate(names):
        left = _left(place * len(card.years), wide)
        axes.text(
            left + 0.05, head - _HEAD_CM, name, va="bottom", fontweight="bold" if not place else "normal"
        )
        for number, year in enumerate(card.years):
            mark = "*" if year == card.mid_term else ""
            middle = left + (number + 0.5) * wide
            axes.text(middle, head - _HEAD_CM / 2, f"{year}{mark}", ha="center", va="center", fontsize=_SMALL)
    axes.text(0, head - _HEAD_CM / 2, words.HEADS[0].text(lang), va="center")
    asked = Say("Asked, from", "目标值、起始").text(lang)
    axes.text(_TITLE_CM, head - _HEAD_CM / 2, asked, va="center")


def _left(column: int, wide: float) -> float:
    return _TITLE_CM + _ASKED_CM + column * wide


def _draw_row(axes: Axes, row: _Row, top: float) -> None:
    middle = top + row.height / 2
    if not row.cells:
        axes.add_patch(Rectangle((0, top), WIDTH - _SIDE_CM, row.height, facecolor="#EDEDED", lw=0))
        axes.text(0.05, middle, row.title, va="center")
        return
    axes.plot([0, WIDTH - _SIDE_CM], [top, top], color=RULE, lw=0.5)
    axes.text(0.05, middle, row.title, va="center", linespacing=1.1)
    axes.text(_TITLE_CM, middle, row.asked, va="center")
    wide = _CELLS_CM / len(row.cells)
    for column, (text, (face, ink, hatch)) in enumerate(row.cells):
        left = _left(column, wide)
        axes.add_patch(
            Rectangle((left, top), wide, row.height, facecolor=face, edgecolor=_EDGE, hatch=hatch, lw=0.4)
        )
        axes.text(left + wide / 2, middle, text, ha="center", va="center", fontsize=_size(text), color=ink)


def _size(text: str) -> float:
    """Return the size of a figure in its cell; a long one is smaller."""
    return _SMALL if len(text) < _LONG else _SMALLEST


def _legend(lang: str) -> list[Patch]:
    told = [
        *((_LOOKS[status], STATUSES[status]) for status in (MET, NOT_MET, NO_DATA)),
        (_OPEN, _NOT_IN_FORCE),
    ]
    return [
        Patch(facecolor=face, edgecolor=_EDGE, hatch=hatch, lw=0.4, label=word.text(lang))
        for (face, _, hatch), word in told
    ]


def _notes(results: Results, card: Scorecard, shown: Sequence[str], lang: str) -> str:
    told = [
        Say(
            "Light or dark: whether the middle of the runs (P50) meets the target. Number: the share of the runs that "
            "meet it, in percent.",
            "深浅按各次运行的中位数判定；数字为达标概率（%，达标运行所占比例）。",
        ),
        *([words.few_runs()] if card.has_few_runs else []),
        *([Say("* mid-term assessment.", "* 为中期评估学年。")] if card.mid_term else []),
        words.dropout_text(card),
        *_left_out(card, shown),
        words.ledger_text(),
    ]
    return listed([one.text(lang) for one in told], lang) + "\n" + source(results.folder, lang)


def _left_out(card: Scorecard, shown: Sequence[str]) -> list[Say]:
    """Return how many scenarios the width does not take."""
    number = len(card.shown) - len(shown)
    if not number:
        return []
    return [
        Say(
            f"Scenarios not drawn, see the sheet of the scorecard: {number}.",
            f"另有{number}个情景见“记分卡”表。",
        )
    ]
