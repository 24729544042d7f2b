"""记分卡: every numeric target beside the base, a sheet of one page for each scenario compared."""

from __future__ import annotations

from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill

from sim.base.errors import Say, UserError
from sim.indicators.targets import GROUPS, MET, NO_DATA, NOT_MET, NOT_RUN, OUTSIDE, Verdict
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, Line, Scorecard
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.statements import estimate, source
from sim.reports.workbook.style import LINE_HEIGHT, filled
from sim.reports.workbook.writing import SheetWriter, row_height

NAME = words.TITLE
# Light, dark and hatched: apart in grey print too. No other sheet has them.
FILLS = {
    MET: PatternFill("solid", fgColor="D5E8D4"),
    NOT_MET: PatternFill("solid", fgColor="B85410"),
    **{
        status: PatternFill("lightUp", fgColor="999999", bgColor="FFFFFF")
        for status in (NO_DATA, NOT_RUN, OUTSIDE)
    },
}
_COLOURS = {NOT_MET: "FFFFFF"}
_BLACK, _GREY = "000000", "7F7F7F"
_WIDTHS = (8.5, 27.0, 13.0)  # characters: group, what is asked for, how much from when
_CELL = 9.6  # characters of a verdict
_LINE, _HEAD = 11.6, 17.5  # points: a line, a header row
_GROUP = Say("Group", "类别")
_RECORDS = ("school", "school_grade", "classes", "staff", "money", "admission", "order_events")


def write_scorecard(book: Workbook, batch: Batch, card: Scorecard, lang: str) -> None:
    """Write one sheet, which prints on one page, for each scenario beside the base.

    Parameters
    ----------
    book : Workbook
    batch : Batch
    card : Scorecard
    lang : str
    """
    for number, block in enumerate(card.blocks, start=1):
        name = NAME.text(lang) if number == 1 else f"{NAME.text(lang)} {number}"
        widths = (*_WIDTHS, *[_CELL] * len(card.years) * len(block))
        writer = SheetWriter(book, name, widths, lang)
        writer.sheet.page_setup.orientation = "portrait"
        writer.sheet.page_setup.fitToHeight = 1
        _Writer(writer, card, batch).write(block)
        writer.finish()


def is_scorecard(sheet: str) -> bool:
    """Tell whether a sheet is one of the scorecard, by its name in either language."""
    return sheet.split(" ")[0] in (NAME.en, NAME.zh)


def not_explained(place: str) -> UserError:
    """Return the error of whoever asks for the records behind a cell of the scorecard: it tells all runs at once."""
    return UserError(
        Say(
            "a verdict of the scorecard rests on all runs of its scenario", "记分卡的判定来自该情景的全部运行"
        ),
        where=place,
        remedy=Say(
            "see level, spread and runs with sim scorecard OUT --csv, and what the indicator is with sim indicators",
            "请用 sim scorecard OUT --csv 查看水平、区间和运行次数，用 sim indicators 查看指标定义",
        ),
    )


class _Writer:
    """Pages of the sheet from the top down."""

    def __init__(self, writer: SheetWriter, card: Scorecard, batch: Batch) -> None:
        self.sheet, self.card, self.batch, self.lang = writer, card, batch, writer.lang

    def write(self, block: tuple[str, ...]) -> None:
        """Write the page of one scenario beside the base."""
        self._across(words.block_title(self.card, block), self.sheet.style.title(), 24)
        for note in (words.about_block(self.card, block), *estimate(self.batch)):
            self._across(note, self.sheet.style.note())
        self._heads(block)
        self._group(words.PAIR_HEAD, [self._pair(name, block) for name in PAIR])
        for group, lines in groupby(self.card.lines, key=lambda line: line.target.group):
            self._group(GROUPS[group], [self._line(line, block) for line in lines])
        self._group(Say("", ""), [self._counts(block)])
        self._across(words.ledger_text(), self.sheet.style.verdict(None, _GREY, False))
        for note in (*words.notes(self.card), source(self.batch, _RECORDS)):
            self._across(note, self.sheet.style.note())

    def _heads(self, block: tuple[str, ...]) -> None:
        years = [words.year_text(self.card, year, self.lang) for year in self.card.years]
        roles = [words.role(self.card, name).text(self.lang) for name in block]
        first = [one.text(self.lang).replace("（", "\n（") for one in (_GROUP, *words.HEADS)]
        self.sheet.append(self._filled_heads([*first, *(year for year in years for _ in roles)]), _HEAD)
        self.sheet.append(self._filled_heads([*([""] * len(first)), *(roles * len(years))]), _HEAD)
        row = self.sheet.row
        for column in range(1, len(first) + 1):
            self.sheet.merge(row - 1, column, row, column)
        for left in range(len(first) + 1, len(self.sheet.widths) + 1, len(roles)):
            self.sheet.merge(row - 1, left, row - 1, left + len(roles) - 1)

    def _filled_heads(self, texts: list[str]) -> list[WriteOnlyCell]:
        return [filled(self.sheet.style.head(), text) for text in texts]

    def _group(self, title: Say, rows: list[tuple[str, str, list[WriteOnlyCell]]]) -> None:
        """Write rows, each its title, what is asked for and its cells, under the title of their group."""
        long, top = list(enumerate(_WIDTHS))[1:], self.sheet.row + 1
        for number, (name, asked, cells) in enumerate(rows):
            labels = ("" if number else title.text(self.lang), name, asked)
            lines = max(str(cell.value).count("\n") + 1 for cell in cells)
            lines = max(lines, (row_height(labels, long) or LINE_HEIGHT) / LINE_HEIGHT)
            looks = [filled(self.sheet.style.words(is_total=not place, is_long=True), text)
                     for place, text in enumerate(labels)]  # fmt: skip
            self.sheet.append([*looks, *cells], lines * _LINE + 2)
        self.sheet.merge(top, 1, self.sheet.row, 1)

    def _pair(self, name: str, block: tuple[str, ...]) -> tuple[str, str, list[WriteOnlyCell]]:
        card, lang = self.card, self.lang
        told = [words.pair_text(card, one, name, year, lang) for year in card.years for one in block]
        return words.pair_title(name, lang), "—", [self._plain(text) for text in told]

    def _line(self, line: Line, block: tuple[str, ...]) -> tuple[str, str, list[WriteOnlyCell]]:
        verdicts = [self.card.verdict(name, line, year) for year in self.card.years for name in block]
        cells = [self._verdict(line, one) for one in verdicts]
        return words.line_title(line, self.lang), words.demand(line.target), cells

    def _verdict(self, line: Line, verdict: Verdict) -> WriteOnlyCell:
        status = verdict.status
        look = self.sheet.style.verdict(FILLS.get(status), _COLOURS.get(status, _BLACK), status == NOT_MET)
        told = "\n".join(filter(None, words.cell_lines(line.target, verdict, self.lang)))
        return filled(look, told.replace(" (", "("))

    def _counts(self, block: tuple[str, ...]) -> tuple[str, str, list[WriteOnlyCell]]:
        told = [words.counts_text(self.card, name, year) for year in self.card.years for name in block]
        return words.COUNTS.text(self.lang), "—", [self._plain(text) for text in told]

    def _plain(self, text: str) -> WriteOnlyCell:
        return filled(self.sheet.style.verdict(None, _BLACK, False), text)

    def _across(self, text: Say, cell: WriteOnlyCell, height: float | None = None) -> None:
        self.sheet.across(text.text(self.lang), cell, height)
