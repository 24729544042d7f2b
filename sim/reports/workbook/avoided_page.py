"""表18-2: dropouts avoided per million yuan, of each scenario under both dropout scenarios or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.declared import INDICATORS, records_of
from sim.records.dropout_scenario import REGISTER, SURVEY, TITLES
from sim.reports.avoided import Avoided, avoided
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.page import Cell, Page, Row
from sim.reports.workbook.statements import dropout_scenarios, estimate, few_runs, source
from sim.reports.workbook.table import VARIES, Column, scenario_column
from sim.reports.workbook.words import NOT_APPLICABLE, PUPILS

NAME = Say("T18b", "表18-2")
TITLE = Say("Dropouts avoided per million yuan", "每百万元避免辍学")
_MILLION_YUAN = Say("million yuan", "百万元")
_FIGURES = (
    ("avoided", "mean", Say("Avoided, mean", "避免辍学均值"), PUPILS),
    ("avoided", "p10", Say("P10", "P10"), PUPILS),
    ("avoided", "p90", Say("P90", "P90"), PUPILS),
    ("money", "mean", Say("Money on top, mean", "增加支出均值"), _MILLION_YUAN),
    ("ratio", "per_million", Say("Avoided per million", "每百万元避免"), Say("pupils", "人")),
)
STATISTICS = {
    "mean": Say("mean of the paired differences to the base", "与基准情景配对差值的均值"),
    "p10": Say("P10 of the paired differences to the base", "与基准情景配对差值的P10"),
    "p90": Say("P90 of the paired differences to the base", "与基准情景配对差值的P90"),
    "per_million": Say("mean dropouts avoided / mean money on top", "避免辍学均值÷增加支出均值"),
}
RECORDS = ";".join(sorted({records_of(INDICATORS[name]) for name in
                           ("net_dropouts", "money_spent_running", "money_spent_capital")}))  # fmt: skip
_NOTES = (
    Say("Base minus scenario for dropouts less returns, scenario minus base for money, of the same draw and seed and "
        "the same dropout scenario, summed over all school years. Money: all that is spent, running and capital, "
        "whatever it is for and without inflation; what the measures do beside dropout is not in the ratio.",
        "净辍学（辍学减复学）为基准减情景，支出为情景减基准，均为同抽样、同种子、同一辍学口径，各学年合计。"
        "支出含全部经常性与基建支出，不论用途，不含物价变动；措施的其他效果不计入比值。"),
    Say("Told under both dropout scenarios or not at all, also where the scenario costs more under one of them alone: "
        "the level of dropout is not known well enough for one of them. A batch has both with dropout: both. “—”: see "
        "the remark.",
        "两种辍学口径同时给出，否则不给出，仅一种口径下支出增加时亦然：真实辍学水平尚无定论。"
        "批量文件写 dropout: both 即含两种口径。“—”见备注。"),
)  # fmt: skip


def columns(batch: Batch) -> tuple[Column, ...]:
    """Return the columns of the page."""
    figures = tuple(
        Column(Say(f"{title.en} ({unit.en})", f"{title.zh}（{unit.zh}）"), "", f"{quantity}_{which}", statistic,
               form=VARIES, group=TITLES[which], width=13)
        for which in (REGISTER, SURVEY)
        for quantity, statistic, title, unit in _FIGURES
    )  # fmt: skip
    return (scenario_column(batch), *figures, Column(Say("Remark", "备注"), label="remark", width=26))


def avoided_page(batch: Batch, rows: pd.DataFrame, lang: str) -> Page:
    """Return the page; `rows` are the indicator levels of the batch."""
    told = avoided(batch.folder, batch.base, rows)
    notes = [*estimate(batch), *dropout_scenarios(batch), *_NOTES, *few_runs(batch)]
    return Page(
        NAME.text(lang),
        f"{NAME.text(lang)} {TITLE.text(lang)}",
        tuple(note.text(lang) for note in notes),
        columns(batch),
        [Row([one.title.text(lang), *_figures(one), _remark(one, lang)]) for one in told],
        source(batch, ("school_grade", "money")).text(lang),
        lang,
    )


def not_explained(place: str) -> UserError:
    """Return the error of whoever asks for the records behind a cell of the page: it rests on four sets of runs."""
    return UserError(
        Say("the figure rests on all runs of four scenarios", "该数据来自四个情景的全部运行"),
        where=place,
        remedy=Say("explain dropouts and spending in the sheet of the comparison", "请在“情景比较”中查看辍学与支出"),
    )  # fmt: skip


def _figures(one: Avoided) -> Iterator[Cell]:
    for which in (REGISTER, SURVEY):
        for quantity, statistic, _, _ in _FIGURES:
            value = _value(one, which, quantity, statistic)
            yield value if np.isfinite(value) else NOT_APPLICABLE


def _value(one: Avoided, which: str, quantity: str, statistic: str) -> float:
    if quantity == "ratio" or which not in one.effects:
        return one.per_million(which)
    return getattr(one.effects[which], quantity)[statistic]


def _remark(one: Avoided, lang: str) -> str:
    """Return why figures lack or what is to be known of them, by dropout scenario."""
    if one.lacking is not None:
        return one.lacking.text(lang)
    said = [
        Say(f"{TITLES[which].en}: {effect.remark.en}", f"{TITLES[which].zh}：{effect.remark.zh}").text(lang)
        for which, effect in one.effects.items()
        if effect.remark is not None
    ]
    return Say("; ", "；").text(lang).join(said) or NOT_APPLICABLE
