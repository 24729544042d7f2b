"""The levels of every indicator in every finished run of a batch folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.base.errors import Say, UserError
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import measure, needed_columns
from sim.records.layout import RunId, part
from sim.records.parquet import FORMAT
from sim.records.reading import finished_runs, read_manifest

COLUMNS = ("scenario", "draw", "seed", "indicator", "unit", "zone", "stage", "year", "value")


def levels(out: Path) -> pd.DataFrame:
    """Return the indicator levels of a batch folder.

    Each run is read and summed by itself, so that memory does not grow with the records, and only the columns and
    files that the indicators need are touched.

    Returns
    -------
    DataFrame
        `COLUMNS`; one row for each finished run, indicator, zone, stage and year. Scenario, indicator, zone and
        stage are ordered categories: scenarios as the manifest lists them, indicators as declared.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, or records that cannot be read.
    """
    out = Path(out)
    names = scenarios_of(out)
    runs = finished_runs(out)
    if not runs:
        raise UserError(
            Say("the batch has no finished run", "该批量没有已完成的运行"),
            where=str(out),
            remedy=Say("finish it with sim batch --resume", "请用 sim batch --resume 完成运行"),
        )
    each = [
        measure(_tables(out, run)).assign(scenario=run.scenario, draw=run.draw, seed=run.seed) for run in runs
    ]
    return _rows(pd.concat(each).reset_index(), names)


class RunInMemory(Protocol):
    """What `sim.run.simulate` returns, as far as indicators look at it."""

    scenario: Any
    draw: int
    seed: int
    tables: Mapping[str, pd.DataFrame]


def indicators_of(first: RunInMemory, *others: RunInMemory) -> pd.DataFrame:
    """Return the indicator levels of runs in memory, with the columns of `levels`; scenarios in the order given."""
    runs = (first, *others)
    each = [
        measure(run.tables).assign(scenario=run.scenario.name, draw=run.draw, seed=run.seed) for run in runs
    ]
    return _rows(pd.concat(each).reset_index(), list(dict.fromkeys(run.scenario.name for run in runs)))


def scenarios_of(out: Path) -> list[str]:
    """Return the scenarios of a batch folder in the order of its manifest, finished or not."""
    return list(dict.fromkeys(run["scenario"] for run in read_manifest(Path(out))["runs"]))


def _rows(wide: pd.DataFrame, scenarios: Sequence[str]) -> pd.DataFrame:
    """Return one row a level from one column an indicator."""
    labels = ["scenario", "draw", "seed", "zone", "stage", "year"]
    rows = wide.melt(id_vars=labels, value_vars=list(INDICATORS), var_name="indicator")
    rows["unit"] = rows["indicator"].map({name: one.unit.en for name, one in INDICATORS.items()})
    orders = {"scenario": scenarios, "indicator": list(INDICATORS), "zone": ZONES, "stage": STAGES}
    for name, order in orders.items():
        rows[name] = pd.Categorical(rows[name], order, ordered=True)
    return rows[list(COLUMNS)]


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
