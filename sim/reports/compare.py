"""Compare scenarios with a base by paired differences (情景比较)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.declared import INDICATORS
from sim.indicators.levels import county_names
from sim.indicators.streamed import levels_by_indicator
from sim.records.batch_folder import BatchFolder, ScenarioNote, read_batch_folder
from sim.reports.bases import bases_of
from sim.reports.pairs import summarise

CELL = ("indicator", "unit", "zone", "stage", "year")
COLUMNS = (
    *("scenario", "base", *CELL),
    *("p10", "p50", "p90", "mean", "mean_lo95", "mean_hi95", "n_pairs"),
)


@dataclass(frozen=True)
class Comparison:
    """The scenarios of a batch beside a base.

    Attributes
    ----------
    folder : BatchFolder
    base : str
        Name of the scenario compared with.
    frame : DataFrame
        Paired differences, as `compare` says.
    base_levels : Series
        Mean levels of the base, as `base_levels` says.
    county : str
        Code and name of the county whose cells are compared; empty for the whole region.
    twin_levels : mapping of str to Series
        The same of the twin of the base, by its name, where scenarios are compared with it.
    """

    folder: BatchFolder
    base: str
    frame: pd.DataFrame
    base_levels: pd.Series
    county: str = ""
    twin_levels: Mapping[str, pd.Series] = field(default_factory=dict)

    def levels_beside(self, scenario: str) -> pd.Series:
        """Return the mean levels of what a scenario is compared with."""
        beside = self.frame.loc[self.frame["scenario"] == scenario, "base"]
        return self.twin_levels.get(beside.iloc[0] if len(beside) else self.base, self.base_levels)

    @property
    def others(self) -> list[ScenarioNote]:
        """Return the scenarios compared, in the order of the batch."""
        return [one for one in self.folder.scenarios if one.name != self.base]


def compare(out: Path, base: str = "do_nothing", county: str | None = None) -> pd.DataFrame:
    """Return the paired differences of every scenario of a batch to the base.

    A difference is the indicator in the scenario minus that in the base, in runs of the same draw and seed; a pair
    counts only where both runs are there and the indicator is defined in both. A scenario under the other dropout
    scenario (辍学口径) is compared with the twin of the base that follows the same one, where the batch has it.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    base : str
        Name of the scenario to compare with.
    county : str, optional
        The code of one county, whose cells are compared; those of the whole region by default.

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
        When the folder holds no batch, the base is not in it, it holds one scenario only, no run has its pair, or
        the records hold no such county.
    """
    return compare_all(out, base, county).frame


def compare_all(
    out: Path, base: str = "do_nothing", county: str | None = None, names: Iterable[str] = tuple(INDICATORS)
) -> Comparison:
    """Return what `compare` returns with what it was made from, from one reading of the records.

    `names` are the indicators wanted; only what these need is read. UserError when there is no such indicator.
    """
    folder = read_batch_folder(Path(out))
    _check_scenarios(folder, base)
    bases = bases_of(folder, base)
    twins = [one for one in dict.fromkeys(bases.values()) if one != base]
    frames, told = [], {one: [] for one in (base, *twins)}
    for rows in levels_by_indicator(folder, county, names):
        frames.append(differences(rows, base, bases))
        for one, parts in told.items():
            parts.append(base_levels(rows, one))
    frame = _by_scenario(frames, folder)
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
    place = f"{county} {county_names(folder)[county]}" if county else ""
    beside = {one: pd.concat(parts) for one, parts in told.items()}
    return Comparison(folder, base, frame, beside.pop(base), place, beside)


def _by_scenario(frames: list[pd.DataFrame], folder: BatchFolder) -> pd.DataFrame:
    """Return differences told indicator by indicator as one frame, scenario by scenario."""
    whole = pd.concat([one for one in frames if len(one)] or frames[:1], ignore_index=True)
    places = {one.name: i for i, one in enumerate(folder.scenarios)}
    return whole.sort_values(
        "scenario", key=lambda names: names.map(places), kind="stable", ignore_index=True
    )


def differences(rows: pd.DataFrame, base: str, bases: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the paired differences from indicator levels.

    Parameters
    ----------
    rows : DataFrame
        Levels as `sim.indicators.levels.levels` returns them.
    base : str
        Name of the scenario to compare with.
    bases : mapping of str to str, optional
        With what a scenario is compared where that is another one; `base` for those that are not in it.

    Returns
    -------
    DataFrame
        As `compare` says; scenarios and cells without a pair have no rows.
    """
    bases = bases or {}
    wide = rows.pivot(index=list(CELL), columns=["scenario", "draw", "seed"], values="value")
    scenarios = [name for name in rows["scenario"].unique() if name != base]
    pieces = []
    for scenario in sorted(scenarios, key=list(rows["scenario"].cat.categories).index):
        beside = bases.get(scenario, base)
        changed, unchanged = _paired(wide, scenario, beside)
        if changed.shape[1]:
            draw = changed.columns.get_level_values("draw").to_numpy()
            summary = summarise(changed.to_numpy(float) - unchanged.to_numpy(float), draw)
            made = wide.index.to_frame(index=False).assign(scenario=scenario, base=beside, **summary)
            pieces.append(made[made["n_pairs"] > 0])
    if not pieces:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(pieces, ignore_index=True)[list(COLUMNS)].astype(_plain())


def base_levels(rows: pd.DataFrame, base: str) -> pd.Series:
    """Return the mean level of each indicator, zone, stage and year over the runs of the base that define it."""
    own = rows[rows["scenario"] == base]
    return own.groupby(["indicator", "zone", "stage", "year"], observed=True)["value"].mean()


def twin_levels(rows: pd.DataFrame, base: str, bases: Mapping[str, str]) -> dict[str, pd.Series]:
    """Return the levels of what scenarios are compared with beside the base, by name."""
    return {one: base_levels(rows, one) for one in dict.fromkeys(bases.values()) if one != base}


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


def _check_scenarios(folder: BatchFolder, base: str) -> None:
    """Refuse a batch with nothing to compare, or without the base."""
    there = [scenario.name for scenario in folder.scenarios]
    if len(there) < 2:
        raise UserError(
            Say("the folder holds one scenario only: nothing to compare", "该文件夹中只有一个情景，无从比较"),
            where=str(folder.out),
            value=", ".join(there),
            remedy=Say(
                "run a batch that lists the base and at least one other scenario",
                "请运行列有基准情景和至少一个其他情景的批量",
            ),
        )
    if base not in there:
        raise UserError(
            Say("the base scenario is not in this batch", "该批量中没有所指定的基准情景"),
            where=str(folder.out),
            value=base,
            rule=Say(f"one of: {', '.join(there)}", f"可选：{'、'.join(there)}"),
            remedy=Say("name one of them with --base", "请用 --base 指定其中之一"),
        )
