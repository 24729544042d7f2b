"""Write the results that README shows from a finished demo: `make results`, after `make demo`.

The table goes between two marks of README.md, the pictures into docs/pictures.
"""

import shutil
import sys
from pathlib import Path

import pandas as pd
from markdown_tables import table

from sim.indicators.declared import INDICATORS
from sim.indicators.levels import levels
from sim.indicators.spread import spread
from sim.records.batch_folder import BatchFolder, read_batch_folder
from sim.reports.compare import base_levels, differences

ROOT = Path(__file__).parent.parent
BASE = "do_nothing"
BEGIN, END = "<!-- begin results: written by `make results` -->\n", "<!-- end results -->"
PICTURES = ("04_large_classes", "11_paired_differences")
SHOWN = (
    "pupils", "classes", "large_classes_local", "pupils_over_standard", "seats_short", "small_schools", "points",
    "boarders", "boarders_without_bed", "pupils_over_limit", "displaced",
)  # fmt: skip


def main(out: Path) -> None:
    """Bring README.md and docs/pictures up to date with a batch folder whose report is made."""
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(before + BEGIN + results(out) + END + after, encoding="utf-8", newline="\n")
    for name in PICTURES:
        shutil.copy(out / "report" / "figures" / f"{name}.png", ROOT / "docs" / "pictures" / f"{name}.png")


def results(out: Path) -> str:
    """Return levels of the base and differences to it, of the whole region, as Markdown."""
    folder, rows = read_batch_folder(out), levels(out)
    whole = rows[(rows["zone"] == "all") & (rows["stage"] == "all") & rows["indicator"].isin(SHOWN)]
    first, last = folder.years
    middle = first + 8
    others = [one for one in folder.scenarios if one.name != BASE]
    head = ("indicator", *(f"`{BASE}` {year}" for year in (first, middle, last)),
            *(f"`{one.name}` {middle}" for one in others))  # fmt: skip
    frame = differences(whole, BASE)
    told = base_levels(whole, BASE)
    lines = [
        (
            f"{INDICATORS[name].title.en} ({INDICATORS[name].title.zh}), {INDICATORS[name].unit.en}",
            *(_level(whole, name, year) for year in (first, middle, last)),
            *(_difference(frame, name, one.name, middle) for one in others),
        )
        for name in SHOWN
        if name in told.index.get_level_values("indicator")
    ]
    return f"{_caption(folder, middle)}\n\n{table(head, lines)}"


def _caption(folder: BatchFolder, middle: int) -> str:
    estimated, rows = folder.rows_estimated
    return (
        f"{len(folder.finished)} runs of `scenarios/demo.yaml`, whole region, 1 September. Levels: P50 (P10 to P90) "
        f"over the runs of `{BASE}`. Differences to it in {middle}: mean, with the 95 % interval of the mean. "
        f"**Estimates**: {estimated:,} of {rows:,} input rows are estimated or assumed."
    )


def _level(rows: pd.DataFrame, name: str, year: int) -> str:
    own = rows[(rows["scenario"] == BASE) & (rows["indicator"] == name) & (rows["year"] == year)]
    if own.empty:
        return "no data"
    p10, p50, p90 = spread(own["value"].to_numpy())
    return f"{p50:,.0f} ({p10:,.0f} to {p90:,.0f})"


def _difference(frame: pd.DataFrame, name: str, scenario: str, year: int) -> str:
    row = frame[
        (frame["indicator"] == name) & (frame["scenario"] == scenario) & (frame["year"] == year)
    ].iloc[0]
    return f"{row['mean']:+,.0f} ({row['mean_lo95']:+,.0f} to {row['mean_hi95']:+,.0f})"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
