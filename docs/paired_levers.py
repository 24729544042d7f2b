"""Pages of scenarios beside a base: levels of the base, paired differences of the others with their intervals."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markdown_tables import table

from sim.indicators.declared import INDICATORS
from sim.indicators.levels import levels
from sim.policies import catalogue
from sim.records.batch_folder import BatchFolder, ScenarioNote, read_batch_folder
from sim.records.declared import TABLES
from sim.records.reading import read_records
from sim.reports.compare import base_levels, differences
from sim.reports.pairs import summarise

_DECIMALS = 1  # more than a level is told with


@dataclass(frozen=True)
class Paired:
    """What a page tells.

    Attributes
    ----------
    title : str
    made_by : str
        Command that makes the batch and the page.
    batch : str
        Batch file.
    shown : tuple of (indicator, stage)
        Columns of the last year.
    summed : tuple of (indicator, stage)
        Columns of flows, summed over the years after the first.
    """

    title: str
    made_by: str
    batch: str
    shown: tuple[tuple[str, str], ...]
    summed: tuple[tuple[str, str], ...] = ()


def page(out: Path, paired: Paired) -> str:
    """Return the page: the base's levels, then one row a scenario with its paired differences in the last year."""
    folder, rows = read_batch_folder(out), levels(out)
    last, base = folder.years[1], folder.scenarios[0].name
    shown = [f"{name} {stage}" for name, stage in paired.shown]
    cells = rows["indicator"].astype(str) + " " + rows["stage"].astype(str)
    own = rows[(rows["zone"] == "all") & (rows["year"] == last) & cells.isin(shown)]
    told, frame = base_levels(own, base), differences(own, base).set_index(["scenario", "indicator", "stage"])
    head = ("scenario", *(_title(name, stage) for name, stage in paired.shown))
    lines = [(f"`{base}` (level)", *(_level(told, *column) for column in paired.shown))]
    lines += [
        (_named(one), *(_difference(frame, one.name, *column) for column in paired.shown))
        for one in folder.scenarios
        if one.name != base
    ]
    return (
        f"# {paired.title}\n\n{_caption(folder, last, base, paired)}\n\n{table(head, lines)}"
        f"{_over_the_years(folder, rows, base, paired.summed)}{_contract(out, folder, base)}"
    )


def _over_the_years(folder: BatchFolder, rows: pd.DataFrame, base: str, summed) -> str:
    """Return the flows of each scenario summed over the years after the first, differences paired."""
    if not summed:
        return ""
    first, last = folder.years
    cells = rows[(rows["zone"] == "all") & (rows["year"] > first)]
    by_run = {column: _sum_by_run(cells, *column) for column in summed}
    head = ("scenario", *(_title(*column) for column in summed))
    lines = [(f"`{base}` (sum)", *(f"{by_run[column][base].mean():,.0f}" for column in summed))]
    lines += [
        (_named(one), *(_told_pairs(by_run[column][one.name] - by_run[column][base]) for column in summed))
        for one in folder.scenarios
        if one.name != base
    ]
    return (
        f"\n## Summed over the years {first + 1} to {last} ({first + 1}—{last} 学年合计)\n\n"
        f"Differences are paired as above.\n\n{table(head, lines)}"
    )


def _sum_by_run(rows: pd.DataFrame, name: str, stage: str) -> pd.DataFrame:
    """Return an indicator summed over years by draw and seed, one column a scenario."""
    own = rows[(rows["indicator"] == name) & (rows["stage"] == stage)]
    return own.groupby(["draw", "seed", "scenario"], observed=True)["value"].sum().unstack("scenario")


def _told_pairs(pairs: pd.Series) -> str:
    """Return mean and 95 % interval of paired differences, bold where the interval excludes 0."""
    mean, low, high = _interval(pairs.dropna())
    text = "0" if mean == low == high == 0 else f"{mean:+,.0f} ({low:+,.0f} to {high:+,.0f})"
    return f"**{text}**" if low > 0 or high < 0 else text


def _interval(pairs: pd.Series) -> tuple[float, float, float]:
    """Return mean and 95 % interval of differences by draw and seed."""
    told = summarise(pairs.to_numpy(float)[None, :], pairs.index.get_level_values("draw").to_numpy())
    mean, low, high = (float(told[key][0]) for key in ("mean", "mean_lo95", "mean_hi95"))
    return mean, low, high


def _contract(out: Path, folder: BatchFolder, base: str) -> str:
    """Return whether the record column that each lever names moves the way it says, over all years."""
    levers = {one.name: tuple(one.levers) for one in folder.scenarios}
    lines = []
    for name in levers:
        against = _without_its_lever(name, levers, base)
        if against is None:
            continue
        lever = catalogue()[(set(levers[name]) - set(levers[against])).pop()]
        by_run = _sums(out, lever.INDICATOR)
        pairs = (by_run[name] - by_run[against]).dropna()
        mean, low, high = _interval(pairs)
        worst, best = sorted((lever.DIRECTION * low, lever.DIRECTION * high))
        verdict = "yes (是)" if worst > 0 else ("no (相反)" if best < 0 else "not told apart (无法区分)")
        wanted = "up (升)" if lever.DIRECTION > 0 else "down (降)"
        interval = f"{mean:+,.1f} ({low:+,.1f} to {high:+,.1f})"
        lines.append((f"`{name}`", f"`{against}`", f"`{lever.INDICATOR}`", wanted, interval, verdict))
    head = (
        "scenario",
        "minus",
        "record column (记录列)",
        "says",
        "mean and 95 % interval",
        "so it is (是否如此)",
    )
    told = (
        "The record column that a lever names, summed over rows and years, against the scenario that lacks this lever "
        "alone."
    )
    return (
        f"\n## What each lever says of itself (措施自述的方向)\n\n{told}\n\n{table(head, lines)}"
        if lines
        else ""
    )


def _without_its_lever(name: str, levers: dict[str, tuple[str, ...]], base: str) -> str | None:
    """Return the scenario that lacks one lever of this one and is else the same, the base first; None without."""
    mine = set(levers[name])
    fits = [other for other, theirs in levers.items() if set(theirs) < mine and len(mine) == len(theirs) + 1]
    return base if base in fits else (fits[-1] if fits else None)


def _sums(out: Path, column: str) -> pd.DataFrame:
    """Return a record column summed over all its rows, by draw and seed, one column a scenario."""
    holds = next(name for name, one in TABLES.items() if column in {c.name for c in one.columns})
    rows = read_records(out, holds, [column])
    return rows.groupby(["draw", "seed", "scenario"], observed=True)[column].sum().unstack("scenario")


def _caption(folder: BatchFolder, last: int, base: str, paired: Paired) -> str:
    estimated, every = folder.rows_estimated
    draws, seeds = ({getattr(run, name) for run in folder.finished} for name in ("draw", "seed"))
    interval = "seeds" if len(draws) == 1 else "draws"
    ranges = " nor the ranges of the parameters" if len(draws) == 1 else ""
    return (
        f"Written by `{paired.made_by}`: {len(folder.finished)} runs of `{paired.batch}`, school years "
        f"{folder.years[0]} to {last}, {len(draws)} draw(s) of the parameters, {len(seeds)} seeds. Whole region, "
        f"school year {last}: 1 September, and the applications of that year. Each scenario minus `{base}` with the "
        f"same draw and seed, usual numbers: mean and 95 % interval over {interval}; **bold** "
        f"where the interval excludes 0. The interval holds the luck of children and families, not what the model "
        f"leaves out{ranges}. **Estimates**: {estimated:,} of {every:,} input rows are estimated or assumed. "
        "Indicators: [indicators](indicators.md); levers: [levers](levers.md).\n\n"
        f"（由 `{paired.made_by}` 生成：各情景与同抽样、同种子的 `{base}` 逐对相减；"
        f"{last} 学年全区域；均值及其95%区间，区间不含0者加粗。）"
    )


def _title(name: str, stage: str) -> str:
    one = INDICATORS[name]
    of_stage = "" if stage == "all" else f", {stage}"
    return f"{one.title.en} ({one.title.zh}){of_stage}, {one.unit.en}"


def _named(one: ScenarioNote) -> str:
    return f"`{one.name}`: {one.title.en} ({one.title.zh})"


def _level(told: pd.Series, name: str, stage: str) -> str:
    rows = told.reset_index()
    found = rows.loc[(rows["indicator"] == name) & (rows["stage"] == stage), "value"]
    return f"{found.iloc[0]:,.{INDICATORS[name].decimals}f}" if len(found) else "no data"


def _difference(frame: pd.DataFrame, scenario: str, name: str, stage: str) -> str:
    if (scenario, name, stage) not in frame.index:
        return "no data"
    row = frame.loc[(scenario, name, stage)]
    mean, low, high = row["mean"], row["mean_lo95"], row["mean_hi95"]
    if mean == low == high == 0:
        return "0"
    digits = INDICATORS[name].decimals + _DECIMALS
    text = f"{mean:+,.{digits}f} ({low:+,.{digits}f} to {high:+,.{digits}f})"
    return f"**{text}**" if low > 0 or high < 0 else text
