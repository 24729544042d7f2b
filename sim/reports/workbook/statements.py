"""Sentences under the title and at the foot of every table: runs, years, estimate, source."""

from __future__ import annotations

from sim.base.errors import Say
from sim.indicators.spread import ENOUGH
from sim.records.batch_folder import BatchFolder
from sim.reports.bases import said_of_scenarios
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.table import BASE, EACH, REFERENCE, Table


def scope(batch: Batch, table: Table) -> Say:
    """Return which year and runs a table tells of."""
    first, last = batch.folder.years
    if table.runs == EACH:
        runs = [(batch.title(name), len(batch.folder.runs_of(name))) for name in table.scenarios(batch)]
        return Say(
            f"School years {first}–{last}; finished runs: {', '.join(f'{t.en} {n}' for t, n in runs)}.",
            f"{first}—{last}学年；已完成运行：{'、'.join(f'{t.zh}{n}次' for t, n in runs)}。",
        )
    run = batch.reference(batch.status_scenario)
    title, usual = batch.title(run.scenario), run.draw == 0
    reference = Say(
        f"School year {first}; reference run: scenario {title.en}, draw {run.draw}"
        f"{' (usual values)' if usual else ''}, seed {run.seed}.",
        f"{first}学年；参照运行：情景“{title.zh}”，抽样{run.draw}{'（常用值）' if usual else ''}，种子{run.seed}。",
    )
    if table.runs == REFERENCE:
        return reference
    n_runs = len(batch.folder.runs_of(batch.status_scenario))
    return Say(
        f"{reference.en} P10 and P90 over {n_runs} runs of that scenario.",
        f"{reference.zh}P10、P90为该情景{n_runs}次运行。",
    )


def estimate(batch: Batch) -> list[Say]:
    """Return the statement that results rest on estimates, where they do."""
    return estimate_of(batch.folder)


def estimate_of(folder: BatchFolder) -> list[Say]:
    """Return the same of a batch folder."""
    if not folder.is_estimate:
        return []
    estimated, every = folder.rows_estimated
    return [
        Say(
            f"ESTIMATE: {estimated:,} of {every:,} input rows are estimated or assumed, and so is every figure "
            "made from them; read counties and the region, not single schools.",
            f"【推算】输入表{every:,}行中有{estimated:,}行为推算或假设，由此得出的数据同为推算：宜看全区域和各县，勿用于单所学校。",
        )
    ]


def dropout_scenarios(batch: Batch) -> list[Say]:
    """Return which dropout scenario (辍学口径) the scenarios follow, for whatever shows dropout or retention."""
    return said_of_scenarios(batch.folder, batch.scenarios)


def few_runs(batch: Batch) -> list[Say]:
    """Return the statement that P10 and P90 are the range, where runs are few."""
    if not batch.has_few_runs:
        return []
    return [
        Say(
            f"A scenario with fewer than {ENOUGH} runs: its P10 and P90 are the smallest and the largest value.",
            f"运行不足{ENOUGH}次的情景，P10、P90为最小值和最大值。",
        )
    ]


def notes(batch: Batch, table: Table) -> list[Say]:
    """Return the lines below the title of a table."""
    few = few_runs(batch) if table.runs in (BASE, EACH) else []
    dropout = said_of_scenarios(batch.folder, table.scenarios(batch)) if table.tells_dropout else []
    said = (*estimate(batch), *dropout, *table.told_of_batch(batch))
    return [scope(batch, table), *said, *table.notes, *few]


def source(batch: Batch, tables: tuple[str, ...]) -> Say:
    """Return the source row: record tables, batch, commit and runs."""
    folder = batch.folder
    done, every = len(folder.finished), len(folder.finished) + len(folder.failed) + len(folder.missing)
    listed = (", ".join(tables), "、".join(tables))
    return Say(
        f"Source: simulation records {listed[0]}; batch {folder.name}, version {folder.commit[:12]}; {done} of {every} "
        "runs finished. How each column is made: hidden sheet Trace, or sim report OUT --explain SHEET!CELL.",
        f"来源：模拟记录表 {listed[1]}；批量 {folder.name}，版本 {folder.commit[:12]}；{every}次运行中完成{done}次。"
        "各列算法见隐藏工作表“溯源”，或用 sim report OUT --explain 表!单元格。",
    )
