"""The levels of every indicator in every finished run of a batch folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError, unknown
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import measure, needed_columns
from sim.records.batch_folder import BatchFolder, read_batch_folder
from sim.records.layout import RunId
from sim.records.reading import read_columns, read_run

COLUMNS = ("scenario", "draw", "seed", "indicator", "unit", "zone", "stage", "year", "value")


def levels(out: Path, county: str | None = None, names: Iterable[str] = tuple(INDICATORS)) -> pd.DataFrame:
    """Return the indicator levels of a batch folder.

    Each run is read and summed by itself, so that memory does not grow with the records, and only the columns and
    files that the indicators need are touched.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    county : str, optional
        The code of one county, whose levels are wanted; those of the whole region by default.
    names : iterable of str
        The indicators wanted; all by default. Only the columns that these need are read.

    Returns
    -------
    DataFrame
        `COLUMNS`; one row for each finished run, indicator, zone, stage and year in which the indicator is defined.
        Scenario, indicator, unit, zone and stage are ordered categories: scenarios as the batch lists them, indicators
        as declared.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, records that cannot be read, or no such county or indicator.
    """
    folder = read_batch_folder(Path(out))
    wide = each_run(folder, county, names)
    scenarios = [scenario.name for scenario in folder.scenarios]
    return pd.concat([_rows(one, run, scenarios) for run, one in wide], ignore_index=True)


def each_run(
    folder: BatchFolder, county: str | None = None, names: Iterable[str] = tuple(INDICATORS)
) -> Iterator[tuple[RunId, pd.DataFrame]]:
    """Yield each finished run of a batch with its indicators, as `sim.indicators.measures.measure` returns them.

    Parameters and errors are those of `levels`.
    """
    names = tuple(names)
    for name in names:
        if name not in INDICATORS:
            raise unknown(Say("indicator", "指标"), name, INDICATORS)
    if not folder.finished:
        raise UserError(
            Say("the batch has no finished run", "该批量没有已完成的运行"),
            where=str(folder.out),
            remedy=Say("finish it with sim batch --resume", "请用 sim batch --resume 完成运行"),
        )
    if county is not None:
        _check_county(county, county_names(folder), str(folder.out))
    needed = needed_columns(names)
    for run in folder.finished:
        yield run, measure(read_run(folder.out, run, needed), county, names)


class RunInMemory(Protocol):
    """What `sim.run.simulate` returns, as far as indicators and reports look at it."""

    scenario: Any
    draw: int
    seed: int
    tables: Mapping[str, pd.DataFrame]


def indicators_of(first: RunInMemory, *others: RunInMemory, county: str | None = None) -> pd.DataFrame:
    """Return the indicator levels of runs in memory, as `levels` does of a batch; scenarios in the order given."""
    runs = (first, *others)
    for run in runs if county is not None else ():
        _check_county(county, counties_of(run.tables["places"]), f"indicators_of: {run.scenario.name}")
    names = list(dict.fromkeys(run.scenario.name for run in runs))
    each = [
        _rows(measure(run.tables, county), RunId(run.scenario.name, run.draw, run.seed), names)
        for run in runs
    ]
    return pd.concat(each, ignore_index=True)


def _rows(wide: pd.DataFrame, run: RunId, scenarios: Sequence[str]) -> pd.DataFrame:
    """Return one row a level from one column an indicator; what is not defined has none."""
    values = wide.to_numpy().T
    column, cell = np.nonzero(np.isfinite(values))
    zone, stage, year = (wide.index.get_level_values(name)[cell] for name in ("zone", "stage", "year"))
    place = np.array([list(INDICATORS).index(name) for name in wide.columns], np.int64)
    return pd.DataFrame(
        {
            "scenario": _category(np.full(len(cell), scenarios.index(run.scenario)), scenarios),
            "draw": run.draw,
            "seed": run.seed,
            **indicator_columns(place[column]),
            "zone": pd.Categorical(zone, ZONES, ordered=True),
            "stage": pd.Categorical(stage, STAGES, ordered=True),
            "year": np.asarray(year, np.int64),
            "value": values[column, cell],
        },
        columns=list(COLUMNS),
    )


def indicator_columns(place: np.ndarray) -> dict[str, pd.Categorical]:
    """Return the columns that name indicators, told by their place among those declared, and their units."""
    units = [one.unit.en for one in INDICATORS.values()]
    unit_of = np.array([list(dict.fromkeys(units)).index(unit) for unit in units])
    return {
        "indicator": _category(place, list(INDICATORS)),
        "unit": _category(unit_of[place], list(dict.fromkeys(units))),
    }


def _category(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, list(names), ordered=True)


def county_names(folder: BatchFolder) -> dict[str, str]:
    """Return the names of the counties of a batch by code, from the records of its first finished run."""
    return counties_of(read_columns(folder.out, folder.finished[0], "places", ["level", "code", "name"]))


def counties_of(places: pd.DataFrame) -> dict[str, str]:
    """Return the names of the counties of a record table `places` by code."""
    counties = places.loc[places["level"] == "county", ["code", "name"]].astype(str).sort_values("code")
    return dict(zip(counties["code"], counties["name"], strict=True))


def _check_county(county: str, names: Mapping[str, str], where: str) -> None:
    """Refuse a county that the records do not hold, with the codes and names of those they do."""
    if county not in names:
        told = [f"{code} {name}" for code, name in names.items()]
        raise UserError(
            Say("no county of the records has this code", "记录中没有该代码的县"),
            where=where,
            value=county,
            rule=Say(f"one of: {', '.join(told)}", f"可选：{'、'.join(told)}"),
            remedy=Say("give the code of one of them", "请给出其中一个县的代码"),
        )
