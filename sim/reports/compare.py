"""Compare scenarios with a base by paired differences (情景比较)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.levels import levels, scenarios_of
from sim.reports.pairs import summarise

CELL = ("indicator", "unit", "zone", "stage", "year")
COLUMNS = (
    *("scenario", "base", *CELL),
    *("p10", "p50", "p90", "mean", "mean_lo95", "mean_hi95", "n_pairs"),
)


def compare(out: Path, base: str = "do_nothing") -> pd.DataFrame:
    """Return the paired differences of every scenario of a batch to the base.

    A difference is the indicator in the scenario minus that in the base, in runs of the same draw and seed; a pair
    counts only where both runs are there.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    base : str
        Name of the scenario to compare with.

    Returns
    -------
    DataFrame
        `COLUMNS`. zone is all, urban, town or village; stage is all, primary or junior.
        p10, p50 and p90 are taken over all pairs, draws and seeds together. **With fewer than 20 pairs (n_pairs)
        p10 and p90 are the range**, the smallest and the largest difference.
        mean is the mean over draws of the mean over seeds; mean_lo95 and mean_hi95 bound its 95 % t interval over
        draws, the independent units (over seeds when there is one draw; NaN with one pair). The interval tells how
        well the mean is known; p10 to p90 how much the effect itself varies.
        Draw 0, every parameter at its usual value, counts as one of the draws.

    Raises
    ------
    UserError
        When the folder holds no batch, the base is not in it, it holds one scenario only, or no run has its pair.
    """
    return compare_with_levels(out, base)[0]


def compare_with_levels(out: Path, base: str) -> tuple[pd.DataFrame, pd.Series]:
    """Return what `compare` returns, and the mean levels of the base, from one reading of the records."""
    out = Path(out)
    _check_scenarios(out, base)
    rows = levels(out)
    frame = differences(rows, base)
    if frame.empty:
        raise UserError(
            Say(
                "no finished run of another scenario has a finished run of the base with the same draw and seed",
                "没有任何一次运行能与基准情景的同抽样、同种子运行配对",
            ),
            where=str(out),
            value=base,
            remedy=Say("finish the batch with sim batch --resume", "请用 sim batch --resume 完成批量运行"),
        )
    return frame, base_levels(rows, base)


def differences(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return the paired differences from indicator levels.

    Parameters
    ----------
    rows : DataFrame
        Levels as `sim.indicators.levels.levels` returns them.
    base : str
        Name of the scenario to compare with.

    Returns
    -------
    DataFrame
        As `compare` says; scenarios without a pair have no rows.
    """
    wide = rows.pivot(index=list(CELL), columns=["scenario", "draw", "seed"], values="value")
    scenarios = [name for name in rows["scenario"].unique() if name != base]
    pieces = []
    for scenario in sorted(scenarios, key=list(rows["scenario"].cat.categories).index):
        changed, unchanged = _paired(wide, scenario, base)
        if changed.shape[1]:
            draw = changed.columns.get_level_values("draw").to_numpy()
            summary = summarise(changed.to_numpy(float) - unchanged.to_numpy(float), draw)
            pieces.append(wide.index.to_frame(index=False).assign(scenario=scenario, base=base, **summary))
    if not pieces:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(pieces, ignore_index=True)[list(COLUMNS)].astype(_plain())


def base_levels(rows: pd.DataFrame, base: str) -> pd.Series:
    """Return the mean level of each indicator, zone, stage and year over the runs of the base."""
    own = rows[rows["scenario"] == base]
    return own.groupby(["indicator", "zone", "stage", "year"], observed=True)["value"].mean()


def _paired(wide: pd.DataFrame, scenario: str, base: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the runs (columns draw, seed) that scenario and base have in common, in the same order."""
    there = set(wide.columns.get_level_values("scenario"))
    if base not in there:
        return wide.iloc[:, :0], wide.iloc[:, :0]
    changed, unchanged = wide[scenario], wide[base]
    common = changed.columns.intersection(unchanged.columns).sort_values()
    return changed[common], unchanged[common]


def _plain() -> dict[str, str]:
    """Return the types of the columns of text and whole numbers, free of categories."""
    return {name: "str" for name in ("scenario", "base", "indicator", "unit", "zone", "stage")} | {
        "year": "int64",
        "n_pairs": "int64",
    }


def _check_scenarios(out: Path, base: str) -> None:
    """Refuse a batch with nothing to compare, or without the base."""
    there = scenarios_of(out)
    if len(there) < 2:
        raise UserError(
            Say("the folder holds one scenario only: nothing to compare", "该文件夹中只有一个情景，无从比较"),
            where=str(out),
            value=", ".join(there),
            remedy=Say(
                "run a batch that lists the base and at least one other scenario",
                "请运行列有基准情景和至少一个其他情景的批量",
            ),
        )
    if base not in there:
        raise UserError(
            Say("the base scenario is not in this batch", "该批量中没有所指定的基准情景"),
            where=str(out),
            value=base,
            rule=Say(f"one of: {', '.join(there)}", f"可选：{'、'.join(there)}"),
            remedy=Say("name one of them with --base", "请用 --base 指定其中之一"),
        )
