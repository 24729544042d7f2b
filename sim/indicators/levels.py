"""The levels of every indicator in every finished run of a batch folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.base.errors import Say, UserError
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import measure, needed_columns
from sim.records.batch_folder import BatchFolder, read_batch_folder
from sim.records.layout import RunId, part
from sim.records.parquet import FORMAT

COLUMNS = ("scenario", "draw", "seed", "indicator", "unit", "zone", "stage", "year", "value")


def levels(out: Path, county: str | None = None) -> pd.DataFrame:
    """Return the indicator levels of a batch folder.

    Each run is read and summed by itself, so that memory does not grow with the records, and only the columns and
    files that the indicators need are touched.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    county : str, optional
        The code of one county, whose levels are wanted; those of the whole region by default.

    Returns
    -------
    DataFrame
        `COLUMNS`; one row for each finished run, indicator, zone, stage and year in which the indicator is defined.
        Scenario, indicator, unit, zone and stage are ordered categories: scenarios as the batch lists them, indicators
        as declared.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, records that cannot be read, or no such county.
    """
    folder = read_batch_folder(Path(out))
    if not folder.finished:
        raise UserError(
            Say("the batch has no finished run", "该批量没有已完成的运行"),
            where=str(out),
            remedy=Say("finish it with sim batch --resume", "请用 sim batch --resume 完成运行"),
        )
    if county is not None:
        _check_county(county, county_names(folder), str(folder.out))
    names = [scenario.name for scenario in folder.scenarios]
    each = [_rows(measure(_tables(folder.out, run), county), run, names) for run in folder.finished]
    return pd.concat(each, ignore_index=True)


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
    indicator, cell = np.nonzero(np.isfinite(values))
    zone, stage, year = (wide.index.get_level_values(name)[cell] for name in ("zone", "stage", "year"))
    units = [one.unit.en for one in INDICATORS.values()]
    unit_of = np.array([list(dict.fromkeys(units)).index(unit) for unit in units])
    return pd.DataFrame(
        {
            "scenario": _category(np.full(len(cell), scenarios.index(run.scenario)), scenarios),
            "draw": run.draw,
            "seed": run.seed,
            "indicator": _category(indicator, list(INDICATORS)),
            "unit": _category(unit_of[indicator], list(dict.fromkeys(units))),
            "zone": pd.Categorical(zone, ZONES, ordered=True),
            "stage": pd.Categorical(stage, STAGES, ordered=True),
            "year": np.asarray(year, np.int64),
            "value": values[indicator, cell],
        },
        columns=list(COLUMNS),
    )


def _category(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, list(names), ordered=True)


def county_names(folder: BatchFolder) -> dict[str, str]:
    """Return the names of the counties of a batch by code, from the records of its first finished run."""
    return counties_of(
        read_columns(folder.out / part("places", folder.finished[0]), ["level", "code", "name"])
    )


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


def _tables(out: Path, run: RunId) -> dict[str, pd.DataFrame]:
    return {name: read_columns(out / part(name, run), columns) for name, columns in needed_columns().items()}


def read_columns(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return some columns of one record file.

    Raises
    ------
    UserError
        When the file is missing or damaged, or of another format: a column is not there.
    """
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            lacking = [name for name in columns if name not in schema.names]
            if lacking or (schema.metadata or {}).get(b"sim.format", FORMAT.encode()) != FORMAT.encode():
                raise _other_format(path, lacking)
            return file.read(columns=list(columns)).to_pandas()
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(
            Say("records of a finished run are missing or damaged", "已完成运行的记录缺失或损坏"),
            where=str(path),
            remedy=Say("make them again with sim batch --resume", "请用 sim batch --resume 重新生成"),
        ) from error


def _other_format(path: Path, lacking: Sequence[str]) -> UserError:
    return UserError(
        Say("the records have another format, probably an older one", "记录的格式不同，可能由较早版本写出"),
        where=str(path),
        value=", ".join(lacking) or None,
        rule=Say(f"format {FORMAT} with every column needed", f"格式 {FORMAT}，且所需各列齐全"),
        remedy=Say(
            "run the batch again with this version, or read it with the version that wrote it (see manifest.json)",
            "请用当前版本重新运行，或用写出它的版本读取（见 manifest.json）",
        ),
    )
