"""Records of a made-up prefecture that are easy to reckon by hand, and batch folders of them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from sim.calibration.facts import Fact, national_births, read_facts
from sim.records.columns import Coded
from sim.records.declared import TABLES
from sim.records.layout import FORMAT, RunId
from sim.records.store import write_run

COUNTIES = ("220502", "220503", "220521", "220523", "220524", "220581", "220582")
APART = "220581"


def fact(id_: str, **differently) -> Fact:
    """Return the first fact of an id, changed where asked."""
    first = next(one for one in read_facts() if one.id == id_)
    return Fact(**{**vars(first), **differently})


def typed(table: str, rows: dict[str, list]) -> pd.DataFrame:
    """Return rows in the types of the records."""
    kinds = {column.name: column.dtype for column in TABLES[table].columns}
    return pd.DataFrame(rows).astype(
        {name: {"text": "category"}.get(kinds[name], kinds[name]) for name in rows}
    )


def county(years=range(2017, 2028), scale: float = 1.0) -> pd.DataFrame:
    """Return counties of 100,000 residents in the first year, 1,000 more each; a tenth less every year.

    60 % live in towns; a quarter more are registered; 1,200 registered births a year.
    """
    rows = [(year, code, i) for year in years for i, code in enumerate(COUNTIES)]
    residents = [round(scale * (100_000 + 1_000 * i) * 0.9 ** (year - years[0])) for year, _, i in rows]
    return typed(
        "county",
        {
            "year": [year for year, _, _ in rows],
            "county": [code for _, code, _ in rows],
            "is_counted_apart": [int(code == APART) for _, code, _ in rows],
            "residents": residents,
            "residents_urban_town": [round(0.6 * n) for n in residents],
            "hukou_population": [round(1.25 * n) for n in residents],
            "births_registered": [1_200 for _ in rows],
        },
    )


def township_age(years=range(2017, 2028)) -> pd.DataFrame:
    """Return 100 children of each age 2 to 6 in 2017 and 10 fewer every year, in each county."""
    rows = [(year, code, age) for year in years for code in COUNTIES for age in range(2, 7)]
    return typed(
        "township_age",
        {
            "year": [year for year, _, _ in rows],
            "county": [code for _, code, _ in rows],
            "age": [age for _, _, age in rows],
            "residents": [100 - 10 * (year - 2017) if year < 2027 else 1 for year, _, _ in rows],
        },
    )


def school_grade(years=range(2017, 2028)) -> pd.DataFrame:
    """Return grades 1 and 7 in three zone kinds of each county: 60, 40 and 20 pupils a class and county, falling."""
    sizes = {"urban": 60, "town": 40, "village": 20}
    rows = [
        (year, code, grade, zone) for year in years for code in COUNTIES for grade in (1, 7) for zone in sizes
    ]
    return typed(
        "school_grade",
        {
            "year": [year for year, *_ in rows],
            "county": [code for _, code, *_ in rows],
            "stage": ["primary" if grade == 1 else "junior" for *_, grade, _ in rows],
            "grade": [grade for *_, grade, _ in rows],
            "zone_kind": [zone for *_, zone in rows],
            "pupils": [sizes[zone] - (year - 2017) for year, *_, zone in rows],
            "classes": [1 if zone == "urban" else 2 for *_, zone in rows],
            "n_large_national": [int(zone == "urban" and year < 2022) for year, *_, zone in rows],
            "n_dropouts": [int(grade == 7 and year == 2019) for year, _, grade, _ in rows],
            "n_returns": [0 for _ in rows],
        },
    )


def school(years=range(2017, 2028)) -> pd.DataFrame:
    """Return for each county a nine-year school of 70 and 30 pupils, a point of 5, and a closed school."""
    each = [
        ("n", "primary", "open", 70),
        ("n", "junior", "open", 30),
        ("p", "primary", "open", 5),
        ("c", "primary", "closed", 0),
    ]
    rows = [(year, code, *one) for year in years for code in COUNTIES for one in each]
    columns = ("year", "county", "school_id", "stage", "status", "pupils")
    made = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    made["school_id"] = [f"{row[1]}{row[2]}" for row in rows]
    return typed("school", made)


def births_input(code: str = "220502", **by_year: int) -> pd.DataFrame:
    """Return registered births of one county, as y2014=3000; and resident ones that must not be read."""
    years = [int(year[1:]) for year in by_year]
    both = [("registered", n) for n in by_year.values()] + [("resident", 1) for _ in by_year]
    return pd.DataFrame(
        {
            "county_code": code,
            "township_code": "",
            "year": years * 2,
            "basis": [basis for basis, _ in both],
            "births": [n for _, n in both],
        }
    )


def tables(**differently: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return everything that the functions of facts look at."""
    nation = national_births()
    usual = {
        "county": county(),
        "township_age": township_age(),
        "school_grade": school_grade(),
        "births_national": pd.DataFrame({"year": list(nation), "births": list(nation.values())}),
    }
    return {**usual, **differently}


def write_facts_batch(
    out: Path, n_draws: int = 2, years: tuple[int, int] = (2017, 2027), scenario="baseline", scales=None
) -> Path:
    """Write a batch folder of the made-up prefecture; its input is that of Tonghua."""
    span = range(years[0], years[1] + 1)
    rows = []
    for draw in range(n_draws):
        run = RunId(scenario, draw, 1)
        frames = {
            "county": county(span, scale=scales[draw] if scales else 1.0),
            "township_age": township_age(span).assign(township="t", zone_kind="town", sex="male"),
            "school_grade": school_grade(span),
            "school": school(span),
        }
        rows.append({**vars(run), "status": "ok"})
        named = {name: _with_keys(name, frame) for name, frame in frames.items()}
        record = {name: {c: _column(frame[c]) for c in frame} for name, frame in named.items()}
        write_run(out, run, record, seconds=1.0, years=years)
    (out / "resolved").mkdir(parents=True)
    (out / "resolved" / f"{scenario}.yaml").write_text(
        "input: {value: scenarios/tonghua/input}\n", encoding="utf-8"
    )
    manifest = {
        "name": "hand",
        "format": FORMAT,
        "years": list(years),
        "commit": "c0ffee",
        "records_sha256": "f00d",
        "runs": rows,
    }
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def _with_keys(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the key columns that the store sorts by."""
    lacking = [key for key in TABLES[name].keys if key not in frame]
    made = frame.assign(**{key: frame["zone_kind"] if key == "school_id" else "x" for key in lacking})
    if "school_id" in lacking:
        made["school_id"] = made["county"].astype(str) + made["zone_kind"].astype(str)
    return made


def _column(values: pd.Series) -> np.ndarray | Coded:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return Coded(values.cat.codes.to_numpy(np.int32), list(values.cat.categories))
    if values.dtype.kind in "OT" or str(values.dtype).startswith("str"):
        names = sorted(set(values))
        return Coded(np.array([names.index(one) for one in values], np.int32), names)
    return values.to_numpy()
