"""Write docs/admission_levers.md from a finished batch of scenarios/admission_levers.yaml: `make admission`."""

import sys
from pathlib import Path

import pandas as pd
from markdown_tables import table

from sim.indicators.declared import INDICATORS
from sim.indicators.levels import levels
from sim.records.batch_folder import BatchFolder, ScenarioNote, read_batch_folder
from sim.reports.compare import base_levels, differences

PAGE = Path(__file__).parent / "admission_levers.md"
# Indicator and stage of each column.
SHOWN = (
    ("large_classes_local", "all"),
    ("n_overflow", "all"),
    ("mean_minutes", "all"),
    ("migrants_placed", "all"),
    ("share_migrants_placed", "all"),
    ("in_county_placed", "all"),
    ("share_in_county_first", "all"),
    ("dissimilarity_migrant", "primary"),
    ("dissimilarity_migrant", "junior"),
    ("dissimilarity_in_county", "primary"),
    ("dissimilarity_in_county", "junior"),
)
_DECIMALS = 1  # more than a level is told with


def page(out: Path) -> str:
    """Return the page: the base's levels, then one row a lever with its paired differences in the last year."""
    folder, rows = read_batch_folder(out), levels(out)
    last, base = folder.years[1], folder.scenarios[0].name
    shown = [f"{name} {stage}" for name, stage in SHOWN]
    cells = rows["indicator"].astype(str) + " " + rows["stage"].astype(str)
    own = rows[(rows["zone"] == "all") & (rows["year"] == last) & cells.isin(shown)]
    told, frame = base_levels(own, base), differences(own, base).set_index(["scenario", "indicator", "stage"])
    head = ("scenario", *(_title(name, stage) for name, stage in SHOWN))
    lines = [(f"`{base}` (level)", *(_level(told, *column) for column in SHOWN))]
    lines += [
        (_named(one), *(_difference(frame, one.name, *column) for column in SHOWN))
        for one in folder.scenarios
        if one.name != base
    ]
    return f"# Levers of admission on Tonghua (招生政策比较)\n\n{_caption(folder, last, base)}\n\n{table(head, lines)}"


def _caption(folder: BatchFolder, last: int, base: str) -> str:
    estimated, every = folder.rows_estimated
    draws, seeds = ({getattr(run, name) for run in folder.finished} for name in ("draw", "seed"))
    interval = "seeds" if len(draws) == 1 else "draws"
    ranges = " nor the ranges of the parameters" if len(draws) == 1 else ""
    return (
        f"Written by `make admission`: {len(folder.finished)} runs of `scenarios/admission_levers.yaml`, school years "
        f"{folder.years[0]} to {last}, {len(draws)} draw(s) of the parameters, {len(seeds)} seeds. Whole region, "
        f"school year {last}: 1 September, and the applications of that year. Each lever beside `{base}`, with its "
        f"usual numbers, minus `{base}` with the same draw and seed: mean and 95 % interval over {interval}; **bold** "
        f"where the interval excludes 0. The interval holds the luck of children and families, not what the model "
        f"leaves out{ranges}. **Estimates**: {estimated:,} of {every:,} input rows are estimated or assumed. "
        "Indicators: [indicators](indicators.md); levers: [levers](levers.md).\n\n"
        f"（由 `make admission` 生成：每项措施在 `{base}` 之上单独采用常用参数，与同抽样、同种子的 `{base}` 逐对相减；"
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


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8", newline="\n")
