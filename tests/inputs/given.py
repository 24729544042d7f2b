"""Helpers of the tests of given tables: the county of three schools, and tables replaced by others."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import InputTables, empty_frame, read_tables
from tests.worlds import ROOT, numbers, run

FOLDER = ROOT / "tests/data/three_schools/input"


@cache
def three_schools() -> InputTables:
    return read_tables(FOLDER)


def rows(name: str, *records: dict) -> pd.DataFrame:
    """Return a canonical table with the given rows; columns not named are missing."""
    empty = empty_frame(name)
    texts = {c for c in empty.columns if empty[c].dtype == empty["source"].dtype}
    filled = {c: [r.get(c, "" if c in texts else None) for r in records] for c in empty.columns}
    return pd.DataFrame({c: pd.Series(v, dtype=empty[c].dtype) for c, v in filled.items()})


def began(tables: InputTables, draw: int = 0, **changed):
    """Return the start of tables, some of them changed."""
    return build_start(replace(tables, **changed), numbers(draw), draw)


def ran(begin, *, draw: int = 0, seed: int = 1, years: int = 1):
    return run("three_schools", begin=begin, draw=draw, seed=seed, years=years, check=True)


def residents_by_township(records: pd.DataFrame, year: int) -> pd.Series:
    """Return recorded residents by township, age and sex."""
    mine = records[records["year"] == year].astype({"residents": "int64"})
    return mine.groupby(["township", "age", "sex"])["residents"].sum()


def spread_over_townships(population: pd.DataFrame, codes: list[str], shares: list[float]) -> pd.DataFrame:
    """Return a county's population told by township, every third group leaning to the first one."""
    parts = []
    for i, (code, share) in enumerate(zip(codes, shares, strict=True)):
        lean = np.where(
            np.arange(len(population)) % 3 == 0, 0.06 if i == 0 else -0.06 / (len(codes) - 1), 0.0
        )
        persons = np.round(population["persons"] * (share + lean)).astype("int64")
        parts.append(population.assign(township_code=code, persons=persons))
    return pd.concat(parts, ignore_index=True)
