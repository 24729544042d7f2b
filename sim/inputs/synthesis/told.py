"""What the tables tell that only the records pass on: names, confidence of rows, births and entrants of the past."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from sim.base.table import Table
from sim.inputs.tables import InputTables
from sim.kernels.codes import KIND_NAMES
from sim.world.start import Told

_KINDS = dict(zip(KIND_NAMES, ("小学", "教学点", "初中", "九年一贯制学校"), strict=True))
ENTRANTS_SERIES = {1: "entrants", 7: "entrants_junior"}  # by grade entered
MADE_UP = "assumption"  # of a school that stands for one of a total: its place and name are nobody's


def told_by(
    tables: InputTables, schools: Table, school_ids: tuple[str, ...], settlement_codes: Sequence[str]
) -> Told:
    """Return names, confidence and history; schools made up from totals get a name that says so (合成)."""
    listed = tables.schools.set_index("school_code")
    names, sure = _made_up_names(tables, schools), np.full(len(school_ids), MADE_UP, object)
    for row, code in enumerate(school_ids):
        if code in listed.index:
            names[row], sure[row] = listed.loc[code, "school"], listed.loc[code, "confidence"]
    confidence = {
        "county": tuple(tables.counties["confidence"]),
        "township": tuple(tables.townships["confidence"]),
        "school": tuple(sure),
    }
    villages = dict(zip(tables.settlements["settlement_code"], tables.settlements["settlement"], strict=True))
    codes = tuple(str(code) for code in settlement_codes)
    return Told(
        confidence, tuple(names), codes, tuple(villages.get(code, "") for code in codes),
        _history(tables),
    )  # fmt: skip


def _made_up_names(tables: InputTables, schools: Table) -> list[str]:
    """Return township, kind and running number, marked as made up."""
    townships, seen, names = list(tables.townships["township"]), Counter(), []
    for township, kind in zip(schools["township"], schools["kind"], strict=True):
        what = f"{townships[township]}{_KINDS[KIND_NAMES[kind]]}"
        seen[what] += 1
        names.append(f"{what}{seen[what]}（合成）")
    return names


@lru_cache(maxsize=2)
def _history(tables: InputTables) -> tuple[tuple[str, str, int, int, str], ...]:
    """Return births and entrants of the past: series, county, year, persons, confidence."""
    entrants = tables.entrants_history
    return (*_births(tables.births), *_entrants(entrants, 1), *_entrants(entrants, 7))


def _births(births: pd.DataFrame) -> list[tuple[str, str, int, int, str]]:
    """Return births by county, basis and calendar year: the rows of whole counties, which townships' add up to."""
    whole = births[births["township_code"] == ""]
    return _summed(whole.assign(series="births_" + births["basis"].astype(str)), "births")


def _entrants(entrants: pd.DataFrame, grade: int) -> list[tuple[str, str, int, int, str]]:
    """Return entrants to a grade by county and school year; those of schools summed where no total is given."""
    first = entrants[entrants["grade"] == grade]
    whole = first[first["school_code"].fillna("") == ""]
    given = set(zip(whole["county_code"], whole["year"], strict=True))
    keys = pd.Series(list(zip(first["county_code"], first["year"], strict=True)), first.index, dtype=object)
    rest = first[~keys.isin(given)]
    return _summed(pd.concat([whole, rest]).assign(series=ENTRANTS_SERIES[grade]), "entrants")


def _summed(rows: pd.DataFrame, column: str) -> list[tuple[str, str, int, int, str]]:
    keys = ["series", "county_code", "year"]
    total = rows.groupby(keys, sort=True)[column].sum()
    sure = rows.drop_duplicates(keys).set_index(keys)["confidence"].reindex(total.index)
    return [
        (str(series), str(county), int(year), int(number), str(confidence))
        for ((series, county, year), number), confidence in zip(total.items(), sure, strict=True)
    ]
