"""Compare runs in memory, as `sim.run.simulate` returns them (运行结果比较)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserError, unknown
from sim.indicators.levels import RunInMemory, counties_of, indicators_of
from sim.records.batch_folder import BatchFolder, ScenarioNote
from sim.records.dropout_scenario import dropout_note
from sim.records.layout import RunId
from sim.reports.bases import bases_of
from sim.reports.compare import Comparison, base_levels, differences, twin_levels
from sim.reports.summary import summary_text
from sim.rules.admission_notes import rule_notes


def compare_runs(
    first: RunInMemory, *others: RunInMemory, base: str = "", county: str | None = None
) -> pd.DataFrame:
    """Return the paired differences of the indicators of runs to those of a base scenario.

    Parameters
    ----------
    first, *others : Run
        Runs of at least two scenarios; a run is paired with the run of the base of the same draw and seed.
    base : str
        Name of the scenario to compare with; that of the first run when left out.
    county : str, optional
        The code of one county, whose cells are compared; those of the whole region by default.

    Returns
    -------
    DataFrame
        As `sim.reports.compare.compare` says, over the years that all runs have. With one pair p10, p50, p90 and mean
        are the one difference.

    Raises
    ------
    UserError
        When there is one scenario only, the base is not among them, a run is given twice, none has its pair, or the
        records hold no such county.
    """
    return _compared((first, *others), base, county).frame


def runs_text(
    first: RunInMemory,
    *others: RunInMemory,
    base: str = "",
    county: str | None = None,
    year: int | None = None,
    lang: str = "en",
    top: int = 15,
) -> str:
    """Return what moved most in a school year, as `sim compare` prints it.

    `year` is the last school year looked at, by default the last that all runs have; `top` the lines of a scenario at
    most; the rest is as in `compare_runs`.
    """
    return summary_text(_compared((first, *others), base, county, year), lang, top)


def _compared(
    runs: tuple[RunInMemory, ...], base: str, county: str | None, last: int | None = None
) -> Comparison:
    """Return the comparison of runs; what `sim compare` reads in a folder comes from the runs themselves."""
    base = base or runs[0].scenario.name
    _check(runs, base)
    rows = indicators_of(*runs, county=county)
    by_run = rows.groupby(["scenario", "draw", "seed"], observed=True)["year"]
    years = {
        year for year in set.intersection(*(set(own) for _, own in by_run)) if last is None or year <= last
    }
    if not years:
        raise _no_pair(runs, base)
    rows = rows[rows["year"].isin(years)]
    folder = _folder_of(runs, sorted(years))
    bases = bases_of(folder, base)
    frame = differences(rows, base, bases)
    if frame.empty:
        raise _no_pair(runs, base)
    place = f"{county} {counties_of(runs[0].tables['places'])[county]}" if county else ""
    return Comparison(folder, base, frame, base_levels(rows, base), place, twin_levels(rows, base, bases))


def _folder_of(runs: tuple[RunInMemory, ...], years: list[int]) -> BatchFolder:
    """Return what a batch folder would tell of these runs."""
    scenarios = {run.scenario.name: run.scenario for run in runs}
    notes = [
        _note(name, one.title, one.resolved(), rule_notes(one.admission)) for name, one in scenarios.items()
    ]
    finished = [RunId(run.scenario.name, run.draw, run.seed) for run in runs]
    span = (years[0], years[-1])
    return BatchFolder(Path(), "runs in memory", tuple(notes), span, {}, tuple(sorted(finished)), (), (), "")


def _note(name: str, title: Say, resolved: Mapping, admission: Mapping) -> ScenarioNote:
    told = dropout_note(resolved)
    return ScenarioNote(name, title, resolved["levers"], admission, told["scenario"], told["rest_sha256"])


def _check(runs: tuple[RunInMemory, ...], base: str) -> None:
    """Refuse runs that cannot be told apart, and a base that is not there."""
    labels = [_label(run) for run in runs]
    names = dict.fromkeys(run.scenario.name for run in runs)
    if base not in names:
        raise unknown(Say("scenario", "情景"), base, names, "base")
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice or len(names) < 2:
        raise UserError(
            Say("two runs of the same scenario, draw and seed", "同一情景、抽样与种子的运行给了两次")
            if twice
            else Say(
                "the runs are of one scenario only: nothing to compare", "各次运行同属一个情景，无从比较"
            ),
            value=twice or base,
            rule=Say("each scenario has a name of its own", "每个情景名称各异"),
            remedy=Say(
                "change the scenario with with_lever and its like, or name it with with_name",
                "请用 with_lever 等更改情景，或用 with_name 命名",
            ),
        )


def _no_pair(runs: tuple[RunInMemory, ...], base: str) -> UserError:
    return UserError(
        Say(
            "no run of another scenario has a run of the base with the same draw and seed, and a year in common",
            "没有任何一次运行能与基准情景的同抽样、同种子、同学年运行配对",
        ),
        value=", ".join(_label(run) for run in runs),
        rule=Say(f"pairs with a run of {base}", f"须能与 {base} 的运行配对"),
        remedy=Say("simulate both with the same draw and seed", "请以同一 draw 与 seed 模拟两个情景"),
    )


def _label(run: RunInMemory) -> str:
    return f"{run.scenario.name} (draw {run.draw}, seed {run.seed})"
