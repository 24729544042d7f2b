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
from sim.indicators.spread import ENOUGH
from sim.indicators.targets import MET, NO_DATA, NOT_MET, NOT_RUN, OUTSIDE, STATUSES, Verdict
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, RULE, SOFT, WIDTH
from sim.reports.figures.words import listed, source
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, Scorecard, scorecard

_TITLE_CM, _ASKED_CM, _SIDE_CM = 4.8, 1.1, 0.3
_CELLS_CM = WIDTH - _TITLE_CM - _ASKED_CM - _SIDE_CM
_ROW_CM, _LINE_CM, _YEARS_CM = 0.06, 0.31, 0.36  # a row without its lines, a line of text, the row of years
_YEAR_CM = 0.75  # a cell that holds four digits
_MOST_COLUMNS = 15  # narrower cells do not hold their numbers
_NO = (NO_DATA, NOT_RUN, OUTSIDE)
# Light, dark and hatched, apart in grey print too: face, text, hatch.
_LOOKS = {
    MET: ("#D5E8D4", INK, ""),
    NOT_MET: ("#B85410", "#FFFFFF", ""),
    **dict.fromkeys(_NO, ("#FFFFFF", SOFT, "//////")),
}
_EDGE, _STRONG = "#808080", 0.8
_NOT_IN_FORCE = Say("grey: not in force that year, or not judged", "灰字：当年不在目标期，或不判定")
_PLAIN, _OPEN = ("#FFFFFF", INK, ""), ("#FFFFFF", SOFT, "")


@dataclass(frozen=True)
class _Row:
    """One row: its words, a text and look for each cell, its height in cm, and whether a group begins with it."""

    title: str
    asked: str
    cells: Sequence[tuple[str, tuple[str, str, str]]]
    height: float
    is_first: bool


def scorecard_figure(results: Results, lang: str) -> Figure:
    """Draw how likely every target is met in every year, the base first."""
    card = scorecard(results.folder, results.base.name, results.rows, results.entries)
    shown = card.shown[: max(_MOST_COLUMNS // len(card.years), 1)]
    sheet = Sheet(Say("Scorecard: targets met and how likely", "记分卡：目标达标情况与概率").text(lang))
    wide = _CELLS_CM / len(shown) - 0.15
    names = [sheet.wrapped(card.folder.note(name).title.text(lang), wide) for name in shown]
    rows = list(_rows(card, shown, sheet, lang))
    head = max(name.count("\n") + 1 for name in names) * _LINE_CM + _YEARS_CM
    total = head + sum(row.height for row in rows)
    (axes,) = sheet.panels(1, 1, total)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH - _SIDE_CM)
    axes.set_ylim(total, 0)
    _draw_heads(axes, card, names, (head, total), lang)
    top = head
    for row in rows:
        _draw_row(axes, row, top)
        top += row.height
    axes.plot([0, WIDTH - _SIDE_CM], [total, total], color=INK, lw=_STRONG)
    return sheet.finish(_legend(lang), _notes(results, card, shown, lang))


def _rows(card: Scorecard, shown: Sequence[str], sheet: Sheet, lang: str) -> Iterator[_Row]:
    """Yield the pair of G1, then the lines by group, then how many are met."""
    places = [(name, year) for name in shown for year in card.years]
    for name in PAIR:
        cells = [(_pair(card, one, name, year), _PLAIN) for one, year in places]
        yield _row(sheet, words.pair_title(name, lang), "%", cells, name == PAIR[0])
    for _, lines in groupby(card.lines, key=lambda line: line.target.group):
        for number, line in enumerate(lines):
            cells = [_cell(card.verdict(one, line, year)) for one, year in places]
            yield _row(sheet, words.line_title(line, lang), line.target.demand, cells, not number)
    counts = [words.counts(card, one, year) for one, year in places]
    for place, title in enumerate(words.COUNTED):
        cells = [(str(count[place]), _PLAIN) for count in counts]
        yield _row(sheet, title.text(lang), "", cells, not place)


def _row(
    sheet: Sheet, title: str, asked: str, cells: Sequence[tuple[str, tuple[str, str, str]]], is_first: bool
) -> _Row:
    told = sheet.wrapped(title[:1].upper() + title[1:], _TITLE_CM - 0.1)
    return _Row(told, asked, cells, _ROW_CM + _LINE_CM * (told.count("\n") + 1), is_first)


def _pair(card: Scorecard, scenario: str, name: str, year: int) -> str:
    level = words.pair_level(card, scenario, name, year)
    return "" if math.isnan(level) else f"{level:.0f}"


def _cell(verdict: Verdict) -> tuple[str, tuple[str, str, str]]:
    """Return the probability of a verdict in percent, where runs are few how many meet the target, with its look."""
    if verdict.status in _NO:
        return "", _LOOKS[verdict.status]
    return words.probability_text(verdict).rstrip("%").split("/")[0], _LOOKS.get(verdict.status, _OPEN)


def _draw_heads(
    axes: Axes, card: Scorecard, names: Sequence[str], span: tuple[float, float], lang: str
) -> None:
    """Write scenarios over their years, and part them down to the last row; `span` in cm from the top."""
    head, total = span
    wide, middle = _CELLS_CM / (len(names) * len(card.years)), head - _YEARS_CM / 2
    for place, name in enumerate(names):
        left = _left(place * len(card.years), wide)
        axes.plot([left, left], [head - _YEARS_CM, total], color=INK, lw=_STRONG, zorder=4)
        axes.text(left + 0.05, head - _YEARS_CM, name, va="bottom", linespacing=1.1)
        for number, year in enumerate(card.years):
            told = str(year) if wide > _YEAR_CM else f"'{year % 100:02d}"
            axes.text(left + (number + 0.5) * wide, middle, told, ha="center", va="center")
    axes.text(0, middle, words.HEADS[0].text(lang), va="center")
    axes.text(_TITLE_CM, middle, Say("Asked", "目标值").text(lang), va="center")


def _left(column: int, wide: float) -> float:
    return _TITLE_CM + _ASKED_CM + column * wide


def _draw_row(axes: Axes, row: _Row, top: float) -> None:
    middle = top + row.height / 2
    strength = {"color": INK, "lw": _STRONG} if row.is_first else {"color": RULE, "lw": 0.5}
    axes.plot([0, WIDTH - _SIDE_CM], [top, top], zorder=3, **strength)
    axes.text(0.05, middle, row.title, va="center", linespacing=1.1)
    axes.text(_TITLE_CM, middle, row.asked, va="center")
    wide = _CELLS_CM / len(row.cells)
    for column, (text, (face, ink, hatch)) in enumerate(row.cells):
        left = _left(column, wide)
        axes.add_patch(
            Rectangle((left, top), wide, row.height, facecolor=face, edgecolor=_EDGE, hatch=hatch, lw=0.4)
        )
        axes.text(left + wide / 2, middle, text, ha="center", va="center", color=ink)


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
        *_few(card),
        *([_mid_term(card.mid_term)] if card.mid_term else []),
        words.dropout_text(card),
        *_left_out(card, shown),
        words.ledger_text(),
    ]
    return listed([one.text(lang) for one in told], lang) + "\n" + source(results.folder, lang)


def _few(card: Scorecard) -> list[Say]:
    """Return that the numbers of scenarios with few runs count runs."""
    few = sorted({card.n_runs(name) for name in card.shown if card.n_runs(name) < ENOUGH})
    if not few:
        return []
    en, zh = " or ".join(map(str, few)), "、".join(map(str, few))
    return [
        Say(
            f"Scenarios with {en} runs, fewer than {ENOUGH}: how many of them meet the target, not percent.",
            f"运行{zh}次、不足{ENOUGH}次的情景：数字为达标次数，不是百分比。",
        )
    ]


def _mid_term(year: int) -> Say:
    return Say(f"Mid-term assessment: {year}.", f"中期评估学年：{year}。")


def _left_out(card: Scorecard, shown: Sequence[str]) -> list[Say]:
    """Return how many scenarios the width does not take."""
    number = len(card.shown) - len(shown)
    if not number:
        return []
    return [
        Say(
            f"Not drawn, see the sheet of the scorecard: {number} scenarios.",
            f"另有{number}个情景见“记分卡”表。",
        )
    ]
