"""The explanation of a cell as lines for the terminal."""

from __future__ import annotations

import math

import pandas as pd

from sim.base.errors import Say
from sim.base.width import display_width, pad
from sim.reports.workbook.explanation import Explanation, Part

SHOWN_ROWS = 30  # record rows printed; the CSV holds all
_CHOSEN = Say(
    "Of these runs the records of one are printed: the nearest to the cell, for a chance the first that counts.",
    "以下列出其中一次运行的记录：其值最接近该单元格；比例则取首次计入的运行。",
)
_CLOSE = 1e-6  # relative difference of two sums of the same numbers


def explanation_text(told: Explanation, lang: str) -> str:
    """Return the lines that explain a cell: value, keys, how it is made, value by run, and record rows of one run."""
    lines = [f"{told.place}  {told.heading} = {_number(told.value)}"]
    if _differs(told.value, told.from_records):
        lines.append(
            Say(
                f"The records now give {_number(told.from_records)}: the batch has changed; run sim report again.",
                f"按现有记录应为 {_number(told.from_records)}：批量已有变化，请重新运行 sim report。",
            ).text(lang)
        )
    lines += _block(Say("Row", "所在行"), told.keys, lang)
    lines += _block(
        Say("How it is made", "算法"), [(name.text(lang), text) for name, text in told.made], lang
    )
    lines += ["", Say("Value by run", "逐次运行的值").text(lang), *_table(told.by_run)]
    if len(told.by_run) > 1:
        lines += ["", _CHOSEN.text(lang)]
    for part in told.parts:
        lines += ["", *_part(part, lang)]
    lines += ["", _sum_up(told, lang)]
    return "\n".join(lines) + "\n"


def _part(part: Part, lang: str) -> list[str]:
    """Return the record rows of a part below what they come to, the first of many."""
    run, n_rows = part.run, len(part.rows)
    heading = Say(
        f"Records of the run {run.scenario}, draw {run.draw}, seed {run.seed}: {n_rows} rows",
        f"运行 {run.scenario}（抽样{run.draw}，种子{run.seed}）的记录：{n_rows}行",
    )
    amounts = [f"{one.name.text(lang)}: {one.how.text(lang)} = {_number(one.value)}" for one in part.amounts]
    lines = [heading.text(lang), *(f"  {one}" for one in amounts), *_table(part.rows.head(SHOWN_ROWS))]
    if n_rows > SHOWN_ROWS:
        more = n_rows - SHOWN_ROWS
        rest = Say(
            f"  ... {more} more rows (--csv FILE writes all)", f"  ……另有{more}行（--csv FILE 写出全部）"
        )
        lines.append(rest.text(lang))
    return lines


def _sum_up(told: Explanation, lang: str) -> str:
    agrees = not _differs(told.aggregate, told.run_value)
    verdict = Say("agrees", "一致") if agrees else Say("DOES NOT AGREE", "不一致")
    return Say(
        f"These rows come to {_number(told.aggregate)}; value of that run {_number(told.run_value)}: {verdict.en}",
        f"以上记录合计为 {_number(told.aggregate)}；该次运行的值 {_number(told.run_value)}：{verdict.zh}",
    ).text(lang)


def _differs(shown: float | str, found: float | str) -> bool:
    if isinstance(shown, str) or isinstance(found, str):
        return shown != found
    return not math.isclose(shown, found, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _block(heading: Say, pairs: list[tuple[str, str]], lang: str) -> list[str]:
    width = max(display_width(name) for name, _ in pairs)
    return ["", heading.text(lang), *(f"  {pad(name, width)}  {text}" for name, text in pairs)]


def _number(value: float | str) -> str:
    """Return a number with as many decimals as it has, at most four."""
    if isinstance(value, str):
        return value
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _table(rows: pd.DataFrame) -> list[str]:
    """Return rows as lines whose columns line up."""
    texts = [
        [str(name) for name in rows],
        *([_cell(value) for value in row] for row in rows.itertuples(index=False)),
    ]
    widths = [max(map(display_width, column)) for column in zip(*texts, strict=True)]
    return ["  " + "  ".join(map(pad, line, widths)).rstrip() for line in texts]


def _cell(value: object) -> str:
    return _number(value) if isinstance(value, float) else str(value)
