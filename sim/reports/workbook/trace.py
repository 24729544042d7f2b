"""溯源: where every column of every sheet comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from sim.base.errors import Say
from sim.reports.workbook import avoided_page, comparison
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.page import Page, Row
from sim.reports.workbook.quantity import Quantity, ingredients
from sim.reports.workbook.table import BASE, EACH, REFERENCE, STATISTICS, Column, Table, key
from sim.reports.workbook.views import VIEWS
from sim.reports.workbook.warning import STATISTICS as WARNINGS

NAME = Say("Trace", "溯源")
_TITLE = Say("Where every column comes from", "各列数据来源与算法")
_NOTE = Say(
    "A cell: records of the table that meet the filter and the row's keys, taken together as told, run by run; then "
    "the statistic over the runs. sim report OUT --explain SHEET!CELL prints the record rows behind a cell.",
    "单元格的算法：在每次运行中取符合筛选条件及该行关键字的记录，按所述方法汇总；再对各次运行取统计量。"
    "sim report OUT --explain 表!单元格 可列出单元格背后的记录。",
)
COLUMNS = (
    key("Sheet", "工作表", "sheet", 14),
    key("Column", "列", "column", 6),
    key("Header", "列名", "header", 24),
    key("Records", "记录表", "records", 34),
    key("Filter", "筛选", "filter", 34),
    key("Taken together", "汇总", "how", 34),
    key("Over runs", "统计量", "statistic", 20),
    key("Runs", "运行", "runs", 16),
    key("Meaning", "含义", "meaning", 30),
)
_RUNS = {
    REFERENCE: Say("reference run of the base", "基准情景的参照运行"),
    BASE: Say("finished runs of the base", "基准情景已完成的运行"),
    EACH: Say("finished runs of each scenario", "各情景已完成的运行"),
}
_KEY = Say("key of the row", "行关键字")
_PLACES = Say("places and other records, manifest", "记录表 places 等，manifest")
_PAIRED_RUNS = Say("pairs of finished runs, same draw and seed", "同抽样、同种子的已完成运行")
_SUMMED = Say(
    "levels of the indicators in each run, summed over the school years", "逐次运行的指标水平，各学年合计"
)
_PAIRED = Say(
    "level of the indicator in each run (sim indicators), scenario minus base",
    "逐次运行计算指标水平（见 sim indicators），情景减基准",
)


def trace_page(batch: Batch, tables: Sequence[Table], compares: bool, lang: str) -> Page:
    """Return the page that tells where each column of the sheets comes from."""
    rows = [row for table in tables for row in _rows(table, table.columns_of(batch), lang)]
    if compares:
        rows += [*_avoided_rows(batch, lang), *_comparison_rows(batch, lang)]
    return Page(NAME.text(lang), _TITLE.text(lang), (_NOTE.text(lang),), COLUMNS, rows, "", lang)


def _rows(table: Table, columns: Sequence[Column], lang: str) -> Iterator[Row]:
    for number, column in enumerate(columns, start=1):
        head = [table.name.text(lang), get_column_letter(number), column.full_heading(lang)]
        if column.label:
            yield Row([*head, _PLACES.text(lang), "-", _KEY.text(lang), "-", "-", column.title.text(lang)])
        else:
            yield Row([*head, *made_of(table, column, lang)])


def made_of(table: Table, column: Column, lang: str) -> list[str]:
    """Return records, filter, aggregation, statistic, runs and meaning of a column of numbers."""
    quantity = table.named[column.quantity]
    plain = ingredients(quantity, table.named)
    runs = _RUNS[REFERENCE] if column.statistic == "reference" and table.runs == BASE else _RUNS[table.runs]
    if column.statistic == "reference" and table.runs == EACH:
        runs = Say("reference run of each scenario", "各情景的参照运行")
    if column.statistic.startswith("base"):
        runs = _RUNS[BASE]
    meaning = STATISTICS[column.statistic] if column.statistic in WARNINGS else quantity.meaning
    return [
        _joined(plain, lambda one: VIEWS[one.view].meaning.text(lang), lang),
        _joined(plain, Quantity.filter_text, lang),
        _how(quantity, table, lang),
        STATISTICS[column.statistic].text(lang),
        runs.text(lang),
        meaning.text(lang),
    ]


def _how(quantity: Quantity, table: Table, lang: str) -> str:
    """Return how a quantity is made, and after it how its parts are."""
    parts = [quantity.how_text(lang, table.named)]
    if not quantity.is_plain:
        for name in (quantity.of, quantity.per):
            part = table.named[name]
            parts.append(f"[{part.meaning.text(lang)}]: {part.how_text(lang, table.named)}")
    return "; ".join(parts)


def _joined(plain: Sequence[Quantity], text, lang: str) -> str:
    """Return a text of each plain quantity, said once where it is the same for all."""
    texts = {one.name: text(one) for one in plain}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return "; ".join(f"[{one.meaning.text(lang)}] {texts[one.name]}" for one in plain)


def _avoided_rows(batch: Batch, lang: str) -> Iterator[Row]:
    for number, column in enumerate(avoided_page.columns(batch), start=1):
        head = [avoided_page.NAME.text(lang), get_column_letter(number), column.full_heading(lang)]
        if column.label:
            yield Row([*head, "manifest", "-", _KEY.text(lang), "-", "-", column.title.text(lang)])
            continue
        statistic = avoided_page.STATISTICS[column.statistic].text(lang)
        how = [_SUMMED.text(lang), statistic, _PAIRED_RUNS.text(lang), statistic]
        yield Row([*head, avoided_page.RECORDS, "-", *how])


def _comparison_rows(batch: Batch, lang: str) -> Iterator[Row]:
    for number, column in enumerate(comparison.columns(batch), start=1):
        head = [comparison.NAME.text(lang), get_column_letter(number), column.full_heading(lang)]
        if column.label:
            yield Row([*head, "manifest", "-", _KEY.text(lang), "-", "-", column.title.text(lang)])
            continue
        records = Say("record tables of the indicator", "该指标所用的记录表")
        statistic = comparison.STATISTICS[column.statistic]
        texts = (
            records,
            Say("zone, stage, year of the row", "该行的城乡、学段、学年"),
            _PAIRED,
            statistic,
            _PAIRED_RUNS,
            statistic,
        )
        yield Row([*head, *(say.text(lang) for say in texts)])
