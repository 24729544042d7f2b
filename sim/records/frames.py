"""Record tables as pandas frames that are safe to calculate with: whole numbers int64, texts plain strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from sim.records.columns import Coded, RecordTable
from sim.records.declared import TABLES
from sim.records.hashing import records_sha256
from sim.records.ordering import sorted_rows


class RecordFrames(Mapping[str, pd.DataFrame]):
    """The record tables of one run by name, each made a frame when it is first asked for.

    The narrow unsigned counts of the records wrap when one is taken from another; frames hold int64. Rows stand in the
    order of the key columns, as in the files.
    """

    def __init__(self, records: Mapping[str, RecordTable]) -> None:
        self._records = dict(records)
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = frame_of(self._sorted(name))
        return self._frames[name].copy(deep=False)  # a new column of the user stays out of the run

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, name: object) -> bool:
        return name in self._records

    def __repr__(self) -> str:
        return f"record tables: {', '.join(self)}"

    def rows_of(self, name: str) -> int:
        """Return the number of rows of a table."""
        values = next(iter(self._records[name].values()))
        return len(values.codes if isinstance(values, Coded) else values)

    def sha256(self) -> str:
        """Return the hash of the records as `sim.records.hashing` defines it."""
        return records_sha256({name: self._sorted(name) for name in self})

    def _sorted(self, name: str) -> RecordTable:
        return sorted_rows(self._records[name], TABLES[name].keys, name)


def frame_of(table: RecordTable) -> pd.DataFrame:
    """Return one record table as a frame of int64, float64 and plain strings."""
    return pd.DataFrame({name: _plain(values) for name, values in table.items()})


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of narrow counts and categories, as the files hold them, as `frame_of` would."""
    whole = {name: np.int64 for name in frame if pd.api.types.is_integer_dtype(frame[name])}
    texts = {name: str for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    return frame.astype(whole | texts)


def _plain(values: np.ndarray | Coded) -> np.ndarray:
    if isinstance(values, Coded):
        return np.array(values.names, dtype=object)[values.codes]
    return values.astype(np.int64) if np.issubdtype(values.dtype, np.integer) else values
