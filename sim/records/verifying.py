"""Compute a run's hash again from its Parquet files alone.

Written apart from `hashing` and `ordering` on purpose, with pyarrow's own sort: two ways to one number.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.records.layout import RunId
from sim.records.parquet import keys_of


def sha256_from_parquet(out: Path, run: RunId) -> str:
    """Return the records hash of one run, read from the files below ``records/``."""
    digest = hashlib.sha256()
    place = f"scenario={run.scenario}/draw={run.draw}/seed={run.seed}/part.parquet"
    for path in sorted((out / "records").glob(f"*/{place}"), key=lambda path: path.parents[3].name):
        _add_table(digest, path.parents[3].name, path)
    return digest.hexdigest()


def _add_table(digest: hashlib._Hash, name: str, path: Path) -> None:
    """Add one table to the hash."""
    arrow = pq.ParquetFile(path).read()
    plain = pa.table({column: _undictionaried(arrow.column(column)) for column in arrow.column_names})
    rows = plain.sort_by([(key, "ascending") for key in keys_of(path)])
    for column in sorted(rows.column_names):
        values = rows.column(column)
        if pa.types.is_string(values.type):
            texts = values.to_pylist()
            distinct = sorted(set(texts))
            digest.update(f"{name}.{column}\0text\0".encode() + "\n".join(distinct).encode() + b"\0")
            digest.update(np.array([distinct.index(text) for text in texts], dtype="<i4").tobytes())
        else:
            numbers = values.to_numpy()
            digest.update(f"{name}.{column}\0{numbers.dtype.name}\0".encode())
            digest.update(numbers.astype(numbers.dtype.newbyteorder("<")).tobytes())


def _undictionaried(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a text column as plain text."""
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values
