"""Two starts (两个起点): where a run of 2017 stands in a later year, beside the tables a later start is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.calibration.evaluate import input_folder, runs_of
from sim.indicators.spread import spread
from sim.inputs.tables import InputTables, read_tables
from sim.records.layout import RunId
from sim.records.reading import read_manifest, read_run

AGES = {"children_0_5": (0, 5), "children_6_11": (6, 11), "children_12_14": (12, 14)}
COLUMNS: dict[str, list[str]] = {
    "county": ["year", "county", "is_counted_apart", "residents", "residents_urban_town", "hukou_population"],
    "township_age": ["year", "county", "age", "residents"],
    "school": ["year", "county", "school_id", "status", "stage", "pupils"],
}
PERSONS = Say("persons", "人")
MEASURES: dict[str, tuple[Say, Say]] = {
    "residents": (Say("residents", "常住人口"), PERSONS),
    "children_0_5": (Say("children of 0 to 5", "0-5岁儿童"), PERSONS),
    "children_6_11": (Say("children of 6 to 11", "6-11岁儿童"), PERSONS),
    "children_12_14": (Say("children of 12 to 14", "12-14岁儿童"), PERSONS),
    "hukou_population": (Say("registered population", "户籍人口"), PERSONS),
    "urban_share": (Say("urban share of residents", "城镇化率"), Say("%", "%")),
    "schools": (Say("open schools", "学校数"), Say("schools", "所")),
    "primary": (Say("primary pupils", "小学在校生"), PERSONS),
    "junior": (Say("junior pupils", "初中在校生"), PERSONS),
}


@dataclass(frozen=True)
class Gap:
    """One measure of one area: P10, P50, P90 of the earlier start's runs, and the later start's figure."""

    measure: str
    area: str
    earlier: tuple[float, float, float]
    later: float
    later_from: str

    @property
    def difference(self) -> float:
        """Return the earlier start's P50 less the later start's figure, in percent of it (points for a share)."""
        if self.measure == "urban_share":
            return self.earlier[1] - self.later
        return 100.0 * (self.earlier[1] / self.later - 1.0) if self.later else float("nan")


def compare_starts(earlier: Path, earlier_scenario: str, later: Path, later_scenario: str) -> list[Gap]:
    """Return the gaps of every measure, for the whole region, without the county counted apart, and by county.

    Residents, children, registered population and urban share of the later start are those of its input tables;
    schools and pupils are of its first census, for the tables need not hold them.

    Raises
    ------
    UserError
        When a folder holds no such runs, or the earlier one does not reach the later start.
    """
    runs, later_runs = runs_of(earlier, earlier_scenario), runs_of(later, later_scenario)
    tables = read_tables(input_folder(later, later_scenario))
    year = tables.start_year
    _check_reach(earlier, year)
    first = [_frame(earlier, run, year) for run in runs]
    second = pd.concat([_frame(later, run, year) for run in later_runs])
    second = second.groupby(level=0, sort=False).median()
    given = from_tables(tables)
    names = dict(zip(tables.counties["county_code"], tables.counties["county"], strict=True))
    areas = {
        "all counties": list(names),
        "without counties counted apart": list(tables.counties.query("is_counted_apart == 0")["county_code"]),
        **{name: [code] for code, name in names.items()},
    }
    return [
        _gap(measure, area, codes, first, given if measure in given else second, measure in given)
        for measure in MEASURES
        for area, codes in areas.items()
    ]


def from_records(tables: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return every measure that adds up by county (index) at the census of a year; residents of towns as `urban`."""
    county, age, school = (_of_year(tables[name], year) for name in ("county", "township_age", "school"))
    out = county.set_index("county")[["residents", "hukou_population"]].astype(float)
    out["urban"] = county.set_index("county")["residents_urban_town"].astype(float)
    for name, (low, high) in AGES.items():
        out[name] = age[age["age"].between(low, high)].groupby("county")["residents"].sum().astype(float)
    opened = school[school["status"] == "open"]
    out["schools"] = opened.groupby("county")["school_id"].nunique().astype(float)
    for stage in ("primary", "junior"):
        out[stage] = school[school["stage"] == stage].groupby("county")["pupils"].sum().astype(float)
    return out.fillna(0.0)


def from_tables(tables: InputTables) -> pd.DataFrame:
    """Return what input tables say of people, by county, in the columns of `from_records`, as far as they say it."""
    counties = tables.counties.set_index("county_code")
    out = pd.DataFrame({"residents": counties["residents"].astype(float)})
    registered = (
        counties["hukou_population"].astype("Float64").fillna(counties["residents"].astype("Float64"))
    )
    out["hukou_population"] = registered.astype(float)
    out["urban"] = out["residents"] * counties["urban_share"].astype(float)
    out["urban_share"] = 100.0 * counties["urban_share"].astype(float)
    here = tables.population[tables.population["hukou"] != "away"]
    if here.empty or not here["year"].fillna(tables.start_year).eq(tables.start_year).all():
        return out  # no ages of the start year given: those of the first census stand in for them
    for name, (low, high) in AGES.items():
        first = here["age_low"].astype(float).clip(lower=low)
        last = here["age_high"].astype(float).clip(upper=high)
        inside = (last - first + 1).clip(lower=0) / (here["age_high"] - here["age_low"] + 1).astype(float)
        out[name] = (here["persons"] * inside).groupby(here["county_code"]).sum()
    return out.fillna(0.0)


def _gap(
    measure: str,
    area: str,
    codes: Sequence[str],
    first: Sequence[pd.DataFrame],
    other: pd.DataFrame,
    given: bool,
) -> Gap:
    value: Callable[[pd.DataFrame], float] = _share if measure == "urban_share" else _sum_of(measure)
    low, middle, high = spread(np.array([value(frame.loc[codes]) for frame in first]))
    source = "input tables" if given else "first census"
    return Gap(measure, area, (float(low), float(middle), float(high)), value(other.loc[codes]), source)


def _share(rows: pd.DataFrame) -> float:
    return 100.0 * float(rows["urban"].sum()) / float(rows["residents"].sum())


def _sum_of(measure: str) -> Callable[[pd.DataFrame], float]:
    return lambda rows: float(rows[measure].sum())


def _frame(out: Path, run: RunId, year: int) -> pd.DataFrame:
    return from_records(read_run(out, run, COLUMNS), year)


def _of_year(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    return rows[rows["year"] == year].assign(county=lambda r: r["county"].astype(str))


def _check_reach(earlier: Path, year: int) -> None:
    first, last = read_manifest(earlier)["years"]
    if not first < year <= last:
        raise UserError(
            Say("the earlier batch does not reach the later start", "较早批量未覆盖较晚的起始年"),
            where=str(earlier),
            value=f"{first}:{last}",
            rule=Say(f"records of {year} are needed", f"需要 {year} 学年的记录"),
            remedy=Say("run the batch scenarios/facts.yaml", "请运行批量 scenarios/facts.yaml"),
        )
