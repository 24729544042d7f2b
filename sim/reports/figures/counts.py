"""Classes by size, which the figures count in the records themselves."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say
from sim.records.batch_folder import BatchFolder
from sim.records.reading import read_columns

# Size bands of classes as the yearly statistics (基础基 forms) print them: smallest and largest class, pupils.
BANDS = ((0, 25), *((low, low + 4) for low in range(26, 66, 5)), (66, None))


def band_title(low: int, high: int | None) -> Say:
    """Return what a size band is called."""
    if low == 0:
        return Say(f"{high} and fewer", f"{high}人及以下")
    if high is None:
        return Say(f"{low} and more", f"{low}人及以上")
    return Say(f"{low}–{high}", f"{low}–{high}人")


def by_band(classes: pd.DataFrame) -> pd.DataFrame:
    """Return the number of classes by year (rows) and size band, named by its smallest class (columns)."""
    lowest = [low for low, _ in BANDS]
    band = pd.cut(classes["size"].astype("int64"), [*lowest, float("inf")], right=False, labels=lowest)
    return pd.crosstab(classes["year"].astype("int64"), band, dropna=False)


def classes_by_band(folder: BatchFolder) -> pd.DataFrame:
    """Return the classes of every finished run by (scenario, draw, seed, year) and size band, one file at a time."""
    each = {
        (run.scenario, run.draw, run.seed): by_band(
            read_columns(folder.out, run, "classes", ["year", "size"])
        )
        for run in folder.finished
    }
    return pd.concat(each, names=["scenario", "draw", "seed", "year"])
