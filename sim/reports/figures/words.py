"""Words that several figures share."""

from __future__ import annotations

from collections.abc import Collection

from sim.base.errors import Say
from sim.records.batch_folder import BatchFolder
from sim.reports.bases import said_of_scenarios
from sim.reports.figures.results import Results

STAGES = {
    "all": Say("both stages", "各学段"),
    "primary": Say("primary", "小学"),
    "junior": Say("junior", "初中"),
}
ZONES = {"urban": Say("urban", "城区"), "town": Say("town", "镇区"), "village": Say("village", "乡村")}
KINDS = {
    "primary": Say("primary school", "小学"),
    "point": Say("teaching point", "教学点"),
    "junior": Say("junior school", "初中"),
    "nine_year": Say("nine-year school", "九年一贯制"),
}
YEAR = Say("school year", "学年")


def heading(say: Say, lang: str) -> str:
    """Return words as the head of a panel or the beginning of a sentence."""
    text = say.text(lang)
    return text[:1].upper() + text[1:]


def listed(parts: list[str], lang: str) -> str:
    """Return sentences one after the other."""
    return "".join(parts) if lang == "zh" else " ".join(parts)


def lines_explained(results: Results, lang: str) -> str:
    """Return what lines and shading are, for figures that show the base as a fan."""
    low, high = results.interval.en, results.interval.zh
    return Say(
        f"Lines: P50 over the runs of a scenario; shaded: {low} of {results.base.title.en}.",
        f"线为各情景运行结果的P50；阴影为“{results.base.title.zh}”的{high}。",
    ).text(lang)


def dropout_explained(results: Results, lang: str, names: Collection[str] | None = None) -> str:
    """Return which dropout scenario the scenarios (or those named) follow, for figures of dropout or retention."""
    shown = [one.name for one in results.scenarios if names is None or one.name in names]
    said = said_of_scenarios(results.folder, shown)
    return listed([one.text(lang) for one in said], lang)


def source(folder: BatchFolder, lang: str) -> str:
    """Return where the numbers come from: batch, runs, and whether they rest on estimates."""
    parts = [_runs(folder).text(lang)]
    lacking = len(folder.failed) + len(folder.missing)
    if lacking:
        parts.append(
            Say(
                f"{len(folder.failed)} failed and {len(folder.missing)} missing runs are not counted.",
                f"失败{len(folder.failed)}次、缺失{len(folder.missing)}次未计入。",
            ).text(lang)
        )
    if folder.is_estimate:
        estimated, every = folder.rows_estimated
        parts.append(
            Say(
                f"ESTIMATE: {estimated:,} of {every:,} input rows are estimated or assumed.",
                f"【推算】输入表{every:,}行中有{estimated:,}行为推算或假设。",
            ).text(lang)
        )
    return listed(parts, lang)


def _runs(folder: BatchFolder) -> Say:
    n_runs, n_scenarios = len(folder.finished), len({run.scenario for run in folder.finished})
    first, last = folder.years
    scenarios = "1 scenario" if n_scenarios == 1 else f"{n_scenarios} scenarios"
    return Say(
        f"Source: simulation, batch {folder.name}, {n_runs} runs of {scenarios}, {first}–{last}.",
        f"来源：模拟批量“{folder.name}”，{n_scenarios}个情景共{n_runs}次运行，{first}–{last}学年。",
    )
