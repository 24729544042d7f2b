"""Record tables small enough to add up by hand, and batch folders made of them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from sim.records.columns import Coded
from sim.records.declared import TABLES
from sim.records.layout import RunId
from sim.records.store import write_run

GRADE = (
    "year county school_id grade stage zone_kind "
    "pupils classes n_large_local n_large_national n_super_large n_boarders n_dropouts n_returns"
)
SCHOOL = "year county school_id stage zone_kind pupils seats_rated"

# Two counties. In a, school t2 has 150 pupils in classes of 70, 60 and 20, and school n teaches both stages.
GRADES = [
    (2017, "a", "t1", 1, "primary", "town", 40, 1, 0, 0, 0, 0, 0, 0),
    (2017, "a", "t2", 1, "primary", "town", 150, 3, 2, 2, 1, 5, 2, 1),
    (2017, "a", "v1", 1, "primary", "village", 30, 1, 0, 0, 0, 0, 1, 0),
    (2017, "a", "n", 2, "primary", "town", 10, 1, 0, 0, 0, 1, 0, 0),
    (2017, "a", "n", 7, "junior", "town", 58, 1, 0, 1, 0, 20, 3, 0),
    (2017, "b", "u1", 1, "primary", "urban", 20, 1, 0, 0, 0, 0, 0, 0),
    (2018, "a", "t2", 2, "primary", "town", 90, 2, 0, 0, 0, 4, 0, 0),
]
SCHOOLS = [
    (2017, "a", "t1", "primary", "town", 40, 45),
    (2017, "a", "t2", "primary", "town", 150, 135),
    (2017, "a", "v1", "primary", "village", 30, 90),
    (2017, "a", "n", "primary", "town", 10, 0),
    (2017, "a", "n", "junior", "town", 58, 50),
    (2017, "b", "t9", "primary", "town", 0, 45),
    (2017, "b", "u1", "primary", "urban", 20, 45),
    (2018, "a", "t2", "primary", "town", 90, 90),
]


def frame(columns: str, rows: list[tuple], table: str) -> pd.DataFrame:
    """Return rows as read from the records: narrow unsigned counts, texts as categories."""
    kinds = {column.name: column.dtype for column in TABLES[table].columns}
    made = pd.DataFrame(rows, columns=columns.split())
    return made.astype({name: {"text": "category"}.get(kinds[name], kinds[name]) for name in made})


def tables(grades=GRADES, schools=SCHOOLS) -> dict[str, pd.DataFrame]:
    """Return the two record tables that the indicators need."""
    return {
        "school_grade": frame(GRADE, grades, "school_grade"),
        "school": frame(SCHOOL, schools, "school"),
    }


def with_pupils(pupils: int, boarders: int = 0) -> dict[str, pd.DataFrame]:
    """Return the tables of one village school with one class and 45 seats."""
    return tables(
        [(2017, "a", "v1", 1, "primary", "village", pupils, 1, 0, 0, 0, boarders, 0, 0)],
        [(2017, "a", "v1", "primary", "village", pupils, 45)],
    )


def write_batch(out: Path, runs: dict[tuple[str, int, int], dict[str, pd.DataFrame] | None]) -> Path:
    """Write a batch folder; a run given as None is in the manifest and has no records."""
    rows = []
    for key, content in runs.items():
        run = RunId(*key)
        rows.append({**vars(run), "status": "missing" if content is None else "ok"})
        if content is not None:
            record = {name: {c: _column(table[c]) for c in table} for name, table in content.items()}
            write_run(out, run, record, seconds=1.0, years=(2017, 2018))
    out.mkdir(exist_ok=True)
    (out / "manifest.json").write_text(json.dumps({"runs": rows}), encoding="utf-8")
    return out


def _column(values: pd.Series) -> np.ndarray | Coded:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return Coded(values.cat.codes.to_numpy(np.int32), list(values.cat.categories))
    return values.to_numpy()
