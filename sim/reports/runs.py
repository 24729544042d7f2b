"""Compare runs in memory, as `sim.run.simulate` returns them (运行结果比较)."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say, UserError, unknown
from sim.indicators.levels import RunInMemory, indicators_of
from sim.reports.compare import differences


def compare_runs(first: RunInMemory, *others: RunInMemory, base: str = "") -> pd.DataFrame:
    """Return the paired differences of the indicators of runs to those of a base scenario.

    Parameters
    ----------
    first, *others : Run
        Runs of at least two scenarios; a run is paired with the run of the base of the same draw and seed.
    base : str
        Name of the scenario to compare with; that of the first run when left out.

    Returns
    -------
    DataFrame
        As `sim.reports.compare.compare` says, over the years that all runs have. With one pair p10, p50, p90 and mean
        are the one difference.

    Raises
    ------
    UserError
        When there is one scenario only, the base is not among them, a run is given twice, or none has its pair.
    """
    runs, base = (first, *others), base or first.scenario.name
    _check(runs, base)
    rows = indicators_of(*runs)
    years = set.intersection(*(set(own["year"]) for _, own in rows.groupby(["scenario", "draw", "seed"])))
    frame = differences(rows[rows["year"].isin(years)], base)
    if frame.empty:
        raise UserError(
            Say(
                "no run of another scenario has a run of the base with the same draw and seed, and a year in common",
                "没有任何一次运行能与基准情景的同抽样、同种子、同学年运行配对",
            ),
            where="compare_runs",
            value=", ".join(_label(run) for run in runs),
            rule=Say(f"pairs with a run of {base}", f"须能与 {base} 的运行配对"),
            remedy=Say("simulate both with the same draw and seed", "请以同一 draw 与 seed 模拟两个情景"),
        )
    return frame


def _check(runs: tuple[RunInMemory, ...], base: str) -> None:
    """Refuse runs that cannot be told apart, and a base that is not there."""
    labels = [_label(run) for run in runs]
    names = dict.fromkeys(run.scenario.name for run in runs)
    if base not in names:
        raise unknown(Say("scenario", "情景"), base, names, "compare_runs(base=...)")
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice or len(names) < 2:
        raise UserError(
            Say("two runs of the same scenario, draw and seed", "同一情景、抽样与种子的运行给了两次")
            if twice
            else Say(
                "the runs are of one scenario only: nothing to compare", "各次运行同属一个情景，无从比较"
            ),
            where="compare_runs",
            value=twice or base,
            rule=Say("each scenario has a name of its own", "每个情景名称各异"),
            remedy=Say(
                "change the scenario with with_lever and its like, or name it with with_name",
                "请用 with_lever 等更改情景，或用 with_name 命名",
            ),
        )


def _label(run: RunInMemory) -> str:
    return f"{run.scenario.name} (draw {run.draw}, seed {run.seed})"
