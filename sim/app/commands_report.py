"""The command that makes documents of a batch: workbook, figures, and what stands behind a cell of the workbook."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from sim.app.output import csv_text, write_text
from sim.base.errors import Say, UserError
from sim.records.batch_folder import BatchFolder

if TYPE_CHECKING:
    from sim.reports.workbook.batch import Batch


def report(asked: Namespace) -> int:
    """Write the report of a batch, or explain one cell of its workbook."""
    if asked.explain is not None:
        return _explain(asked)
    if asked.csv is not None:
        raise UserError(
            Say(
                "--csv writes the records behind a cell, and none is named",
                "--csv 写出单元格背后的记录，但未指定单元格",
            ),
            where="--csv",
            remedy=Say("name a cell with --explain", "请用 --explain 指定单元格"),
        )
    return _write(asked)


def _write(asked: Namespace) -> int:
    """Write every document and say where it stands and what it does not hold."""
    from sim.indicators.levels import levels
    from sim.reports.entries.folder import read_entries
    from sim.reports.figures.draw import draw_figures
    from sim.reports.figures.zone_maps import require_year
    from sim.reports.workbook.batch import open_batch
    from sim.reports.workbook.build import write_workbook

    entries = read_entries(asked.entries)
    # A wrong folder, base or year is told before the records are read.
    batch = open_batch(asked.out, asked.base, entries)
    require_year(asked.zones_year, *batch.folder.years)
    n_runs = len(batch.folder.finished)
    reading = Say(f"reading the records of {n_runs} runs ...", f"正在读取{n_runs}次运行的记录……")
    print(reading.text(asked.lang), file=sys.stderr, flush=True)
    rows = levels(asked.out)
    written = write_workbook(asked.out, base=batch.base, lang=asked.lang, rows=rows, entries=entries)
    print(written.path.as_posix())
    shown = {"base": batch.status_scenario, "zones_year": asked.zones_year}
    for path in draw_figures(asked.out, **shown, lang=asked.lang, rows=rows, entries=entries):
        print(path.as_posix())
    for note in (*_lacking(batch.folder), *_other_base(batch), *_boxes(batch, asked.lang), *written.absent):
        print(note.text(asked.lang), file=sys.stderr)
    return 0


def _lacking(folder: BatchFolder) -> list[Say]:
    """Return which runs the report does without."""
    kinds = ((folder.failed, Say("failed", "失败")), (folder.missing, Say("missing", "缺失")))
    return [
        Say(
            f"{len(runs)} runs {word.en}, not in the report: {', '.join(run.label for run in runs)}",
            f"{len(runs)}次运行{word.zh}，未计入报告：{'、'.join(run.label for run in runs)}",
        )
        for runs, word in kinds
        if runs
    ]


def _other_base(batch: Batch) -> list[Say]:
    """Return which scenario stands in where the base has no finished run."""
    if batch.status_scenario == batch.base:
        return []
    base, instead = batch.title(batch.base), batch.title(batch.status_scenario)
    return [
        Say(
            f"The base “{base.en}” has no finished run: status tables and figures show “{instead.en}” in its place.",
            f"基准情景“{base.zh}”没有已完成的运行：现状表和图件改用“{instead.zh}”。",
        )
    ]


def _boxes(batch: Batch, lang: str) -> list[Say]:
    """Return which characters the figures show as boxes, because their font does not have them."""
    from sim.reports.figures.font import without_glyph

    titles = [note.title.text(lang) for note in batch.folder.scenarios]
    names = [batch.name("county", code) for code in batch.codes("county")]
    lacking = without_glyph([batch.folder.name, *titles, *names])
    if not lacking:
        return []
    listed = " ".join(lacking)
    return [
        Say(
            f"The font of the figures has no glyph for {listed}: shown as boxes; use other titles or names.",
            f"图件字体中没有以下字符，图中以方框代替：{listed}；请改用其他标题或名称。",
        )
    ]


def _explain(asked: Namespace) -> int:
    """Print what stands behind a cell, or write its record rows as CSV."""
    from sim.reports.entries.folder import read_entries
    from sim.reports.workbook.explain import explain
    from sim.reports.workbook.explain_text import explanation_text

    entries = read_entries(asked.entries)
    told = explain(asked.out, asked.explain, base=asked.base, lang=asked.lang, entries=entries)
    if asked.csv is not None:
        rows = told.all_rows()
        write_text(
            csv_text(rows.astype(object).where(rows.notna(), "").to_dict("records"), list(rows)), asked.csv
        )
    if asked.csv != "-":
        sys.stdout.write(explanation_text(told, asked.lang))
    return 0
