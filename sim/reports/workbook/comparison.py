"""情景比较: paired differences of every scenario to the base, early, in the middle and in the last year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import needed_columns
from sim.reports.bases import bases_of, said_of_base
from sim.reports.compare import differences
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.page import Cell, Page, Row
from sim.reports.workbook.statements import dropout_scenarios, estimate, source
from sim.reports.workbook.table import COUNT, VARIES, Column, key, scenario_column
from sim.reports.workbook.words import NOT_APPLICABLE, STAGES, TOTAL, ZONES

NAME = Say("Comparison", "情景比较")
_SPREAD = Say("Difference over runs", "差值（各次运行）")
_MEAN = Say("Mean difference", "差值均值")


def _difference(title: Say, statistic: str, group: Say, width: float = 10) -> Column:
    return Column(title, "", "difference", statistic, form=VARIES, group=group, width=width)


_COLUMNS = (
    key("Indicator", "指标", "indicator", 30),
    key("Unit", "单位", "unit", 10),
    key("Zone", "城乡", "zone", 7),
    key("Stage", "学段", "stage", 7),
    key("School year", "学年", "year", 8),
    *(_difference(Say(name.upper(), name.upper()), name, _SPREAD) for name in ("p10", "p50", "p90")),
    _difference(Say("Mean", "均值"), "mean", _MEAN),
    _difference(Say("95 % from", "95%区间下限"), "mean_lo95", _MEAN, 12),
    _difference(Say("95 % to", "95%区间上限"), "mean_hi95", _MEAN, 12),
    Column(Say("Pairs", "配对数"), "", "difference", "n_pairs", form=COUNT, width=8),
)
STATISTICS = {
    "p10": Say("P10 of the paired differences", "配对差值的P10"),
    "p50": Say("P50 of the paired differences", "配对差值的P50"),
    "p90": Say("P90 of the paired differences", "配对差值的P90"),
    "mean": Say("mean over draws of the mean over seeds", "各抽样（对种子取均值后）的均值"),
    "mean_lo95": Say("lower bound of the 95 % interval of the mean", "均值95%区间下限"),
    "mean_hi95": Say("upper bound of the 95 % interval of the mean", "均值95%区间上限"),
    "n_pairs": Say("number of pairs", "配对数"),
}
_NOTES = (
    Say(
        "Scenario minus base in runs of the same draw and seed, so that the measures cause the difference. P10 to "
        "P90 tell how much the effect varies (fewer than 20 pairs: the range); the 95 % interval how well its mean is "
        "known.",
        "同一抽样、同一种子的运行逐对相减（情景−基准），差异由措施引起。P10—P90 表示效果的变动范围"
        "（不足20对时为最小至最大），95%区间表示均值的把握程度。",
    ),
    Say(
        "Per-pupil figures rise by themselves when pupils vanish: read them beside the levels of the base.",
        "学生减少时人均指标会自行上升，应与基准情景的水平对照阅读。",
    ),
)


def _bases(batch: Batch) -> Iterator[Say]:
    """Yield what is to be known of the base of each scenario that is not compared with the base alone."""
    for note in batch.folder.scenarios:
        said = said_of_base(batch.folder, batch.base, note.name)
        if said is not None:
            yield Say(f"{note.title.en}: {said.en}.", f"“{note.title.zh}”{said.zh}。")


def columns(batch: Batch) -> tuple[Column, ...]:
    """Return the columns of the page."""
    return (
        scenario_column(batch),
        scenario_column(batch, Say("Base", "基准情景"), "base"),
        *_COLUMNS,
    )


def why_absent(batch: Batch) -> Say | None:
    """Return why there is nothing to compare, None where there is."""
    if len(batch.folder.scenarios) == 1:
        return Say("No comparison: the batch has one scenario only.", "没有“情景比较”：本批量只有一个情景。")
    base = {(run.draw, run.seed) for run in batch.folder.runs_of(batch.base)}
    if any((run.draw, run.seed) in base for run in batch.folder.finished if run.scenario != batch.base):
        return None
    return Say(
        f"No comparison: no run of another scenario has a finished run of {batch.base} with the same draw and seed.",
        f"没有“情景比较”：没有任何运行能与“{batch.title(batch.base).zh}”的同抽样、同种子运行配对。",
    )


def comparison_page(batch: Batch, rows: pd.DataFrame, lang: str) -> Page:
    """Return the page of paired differences; `rows` are the indicator levels of the batch."""
    frame = differences(rows, batch.base, bases_of(batch.folder, batch.base))
    notes = [*estimate(batch), *dropout_scenarios(batch), *_NOTES, *_bases(batch)]
    return Page(
        NAME.text(lang),
        Say(f"Scenarios compared with {batch.title(batch.base).en}",
            f"情景比较（与“{batch.title(batch.base).zh}”相比）").text(lang),
        tuple(note.text(lang) for note in notes),
        columns(batch),
        list(_rows(batch, shown_part(batch, frame), lang)),
        source(batch, tuple(needed_columns())).text(lang),
        lang,
    )  # fmt: skip


def shown_part(batch: Batch, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the differences that the page shows: three years, and zones or stages but not each with each.

    The start is the same in every scenario, so the first year told is the one after it.
    """
    first, last = batch.folder.years
    years = {min(first + 1, last), (first + last) // 2, last}
    plain = (frame["zone"] == "all") | (frame["stage"] == "all")
    return frame[frame["year"].isin(years) & plain & frame["p50"].notna()]


def labels(batch: Batch, row, lang: str) -> list[Cell]:
    """Return what the label cells of a difference show; `row` has scenario, base, indicator, zone, stage and year."""
    one = INDICATORS[row.indicator]
    return [
        batch.title(row.scenario).text(lang),
        batch.title(row.base).text(lang),
        one.title.text(lang),
        one.unit.text(lang),
        ZONES.get(row.zone, TOTAL).text(lang),
        STAGES.get(row.stage, TOTAL).text(lang),
        int(row.year),
    ]


def _rows(batch: Batch, frame: pd.DataFrame, lang: str) -> Iterator[Row]:
    for row in frame.itertuples(index=False):
        numbers = [getattr(row, column.statistic) for column in _COLUMNS if column.statistic]
        cells = [value if np.isfinite(value) else NOT_APPLICABLE for value in numbers]
        is_total = row.zone == row.stage == "all"
        yield Row(
            [*labels(batch, row, lang), *cells], is_total, _form(INDICATORS[row.indicator].decimals + 1)
        )


def _form(decimals: int) -> str:
    """Return the number format of signed differences: one decimal more than their levels have."""
    whole = f"#,##0.{'0' * decimals}"
    return f"+{whole};-{whole};{whole}"
