"""What the maps of school zones (学区划分图) show: zones in force in two years, by county, stage and scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.kernels.codes import STAGE_NAMES
from sim.records.batch_folder import ScenarioNote
from sim.records.layout import RunId
from sim.records.reading import has_table, read_columns
from sim.reports.figures.results import Results

PREFIX = "12_zones"  # of the names of the files
ENTRY = {"primary": 1, "junior": 7}  # grade whose zone stands for the stage
BY_TABLE = ("district", "also")  # bases of rows that districts.csv tells
_TEXTS = ("county", "code", "zone_kind", "rank", "stage", "school_id", "basis")
_NUMBERS = ("year", "settlement", "x_km", "y_km", "residents", "grade_low")


@dataclass(frozen=True)
class ZoneMap:
    """The zones of one county and stage in one scenario.

    Attributes
    ----------
    county, name : str
        Code and name of the county.
    stage : str
    scenario : ScenarioNote
    run : RunId
        The run the zones are of.
    years : (int, int)
        The first year, and that of the zones beside it.
    now, later : DataFrame
        In these years a row for each settlement and school: settlement, code, rank, x_km, y_km, residents, school_id
        ('' = none), basis.
    schools : DataFrame
        Schools that teach the stage in either year: school_id (index), name, kind, x_km, y_km.
    """

    county: str
    name: str
    stage: str
    scenario: ScenarioNote
    run: RunId
    years: tuple[int, int]
    now: pd.DataFrame
    later: pd.DataFrame
    schools: pd.DataFrame

    @property
    def is_redrawn(self) -> bool:
        """Tell whether any zone of the later year is not that of the first."""
        return _differ(self.now, self.later)

    @property
    def is_by_table(self) -> bool:
        """Tell whether districts.csv tells a zone in either year."""
        return bool(pd.concat([self.now, self.later])["basis"].isin(BY_TABLE).any())

    @property
    def changed(self) -> set[int]:
        """Return the settlements whose zone school, or whose district, is another in the later year."""
        before, after = (
            rows.groupby("settlement")["school_id"].agg(frozenset) for rows in (self.now, self.later)
        )
        return {place for place, schools in after.items() if before.get(place) != schools}


def zone_maps(results: Results, year: int | None) -> list[ZoneMap]:
    """Return the maps a batch carries, by scenario (the base first), county and stage.

    Counties are shown in which districts.csv tells a zone; every county with zones when a year is asked for. Of another
    scenario than the base they are shown where zones are not those of the base.

    Parameters
    ----------
    year : int, optional
        School year whose zones stand beside those of the first year, by default the last.

    Raises
    ------
    UserError
        When the year is none of the batch.
    """
    first, last = int(results.years[0]), int(results.years[-1])
    require_year(year, first, last)
    years = first, last if year is None else year
    maps, of_base = [], {}
    for scenario in results.scenarios:
        for one in _maps_of(results, scenario, years):
            of_base.setdefault((one.county, one.stage), one)
            base = of_base[one.county, one.stage]
            is_news = one is base or _differ(base.later, one.later)
            if is_news and (year is not None or one.is_by_table):
                maps.append(one)
    return maps


def _maps_of(results: Results, scenario: ScenarioNote, years: tuple[int, int]) -> Iterator[ZoneMap]:
    run = results.folder.runs_of(scenario.name)[0]
    out = results.folder.out
    if not has_table(out, run, "zones"):
        return
    rows = read_columns(out, run, "zones", [*_TEXTS, *_NUMBERS]).astype(dict.fromkeys(_TEXTS, "str"))
    places, taught = _places(results, run), _taught(results, run, years)
    for county in sorted(rows["county"].unique()):
        for stage in STAGE_NAMES:
            mine = rows[(rows["county"] == county) & (rows["stage"] == stage)]
            if mine.empty:
                continue
            now, later = (_in_force(mine, year, stage) for year in years)
            ids = set(taught[taught["stage"] == stage]["school_id"]) | set(now["school_id"])
            within = places[places["county"] == county]
            schools = within.join(
                taught.drop_duplicates("school_id").set_index("school_id")["kind"], how="inner"
            )
            yield ZoneMap(
                county, places.loc[county, "name"], stage, scenario, run, years, now, later,
                schools[schools.index.isin(ids)],
            )  # fmt: skip


def _in_force(rows: pd.DataFrame, year: int, stage: str) -> pd.DataFrame:
    """Return the zones that hold in a year: of each settlement the rows of the latest year told up to it."""
    told = rows[rows["year"] <= year]
    latest = told.groupby("settlement")["year"].transform("max")
    held = told[told["year"] == latest]
    return held[(held["grade_low"] == ENTRY[stage]) | (held["basis"] == "also")]


def _differ(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    keys = ["settlement", "school_id"]
    return set(one[keys].itertuples(index=False)) != set(other[keys].itertuples(index=False))


def _places(results: Results, run: RunId) -> pd.DataFrame:
    """Return counties and schools by code: name, county, x_km, y_km."""
    texts = ["level", "code", "name", "within"]
    places = read_columns(results.folder.out, run, "places", [*texts, "x_km", "y_km"])
    places = places.astype(dict.fromkeys(texts, "str")).set_index("code")
    county = (
        places["within"].map(places["within"]).where(places["level"] == "school", places.index.to_series())
    )
    return places.assign(county=county)[places["level"] != "township"]


def _taught(results: Results, run: RunId, years: tuple[int, int]) -> pd.DataFrame:
    """Return which schools teach which stage in the years shown: stage, school_id, kind."""
    texts = ["school_id", "stage", "kind", "status"]
    rows = read_columns(results.folder.out, run, "school", ["year", *texts])
    rows = rows.astype(dict.fromkeys(texts, "str"))
    return rows[rows["year"].isin(np.array(years)) & (rows["status"] == "open")]


def map_files(folder: Path) -> list[Path]:
    """Return the files of zone maps in a folder of figures."""
    return sorted(path for path in folder.glob(f"{PREFIX}_*") if path.suffix in (".svg", ".png"))


def file_name(one: ZoneMap, base: ScenarioNote) -> str:
    """Return the name of the map's file, without ending."""
    scenario = "" if one.scenario.name == base.name else f"_{one.scenario.name}"
    return f"{PREFIX}_{one.county}_{one.stage}{scenario}"


def require_year(year: int | None, first: int, last: int) -> None:
    """Check that a year is one of the batch, if there is one.

    Raises
    ------
    UserError
        When it is not.
    """
    if year is not None and not first <= year <= last:
        raise UserError(
            Say("no such school year in this batch", "该批量没有这一学年"),
            where="--zones-year",
            value=year,
            rule=Say(f"a school year from {first} to {last}", f"{first}—{last}学年"),
            remedy=Say("name one of them", "请改为其中一个学年"),
        )
