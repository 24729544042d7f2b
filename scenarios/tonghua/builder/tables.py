"""Every canonical table of a start year, made and written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from builder.birth_tables import birth_rows
from builder.futures import fertility_level_rows
from builder.people import population_rows
from builder.places import county_rows, township_rows
from builder.rates import fertility_rows, mortality_rows
from builder.schools import school_rows
from builder.target import Target


def build(target: Target, folder: Path) -> None:
    """Write every table of `target` into `folder`, which is made when it does not exist."""
    counties = county_rows(target)
    population = population_rows(target, counties)
    tables = {
        "counties": counties,
        "townships": township_rows(target, counties),
        "population": population,
        "births": birth_rows(counties),
        "fertility": fertility_rows(),
        "fertility_level": fertility_level_rows(),
        "mortality": mortality_rows(),
        "school_totals": school_rows(target, counties, population),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        if target.is_estimate:
            rows = [_as_estimate(row, target) for row in rows]
        write(name, rows, folder)


def _as_estimate(row: dict, target: Target) -> dict:
    """Mark a row as an estimate; what was read stays said in the note."""
    if row["confidence"] == "estimate":
        return row
    kept = f"{row['confidence']} in the source, taken for {target.year} and after"
    return row | {"confidence": "estimate", "note": "; ".join(part for part in (row["note"], kept) if part)}


def write(name: str, rows: list[dict], folder: Path) -> None:
    """Write one canonical table; every row has source, confidence and note."""
    table = pd.DataFrame(rows)
    last = ["source", "confidence", "note"]
    table = table[[column for column in table if column not in last] + last]
    table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
