"""One record table as the bytes of a Parquet file, and back.

Each file holds one run in one row group, so that a reader takes a run, a table and a column without touching
others.  Numbers keep their narrow types, text is a dictionary, and the file itself names its key columns.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.records.columns import Coded, RecordTable

FORMAT = "4"  # raised when a reader would misread the files of another version, or miss tables


def to_bytes(table: RecordTable, keys: Sequence[str]) -> bytes:
    """Return a Parquet file (zstd level 1) of a table, its columns in the order of their names."""
    names = sorted(table)
    arrays = [_arrow(table[name]) for name in names]
    metadata = {"sim.keys": ",".join(keys), "sim.format": FORMAT}
    arrow = pa.Table.from_arrays(arrays, names=names).replace_schema_metadata(metadata)
    buffer = io.BytesIO()
    pq.write_table(
        arrow,
        buffer,
        compression="zstd",
        compression_level=1,
        row_group_size=max(len(arrow), 1),
        write_statistics=False,
    )
    return buffer.getvalue()


def from_file(path: Path, columns: Sequence[str] | None = None) -> RecordTable:
    """Return the table (or some columns) of a Parquet file as `to_bytes` stored it."""
    arrow = pq.ParquetFile(path).read(columns=list(columns) if columns is not None else None)
    return {name: _column(arrow.column(name)) for name in arrow.column_names}


def keys_of(path: Path) -> tuple[str, ...]:
    """Return the key columns that a file names itself."""
    return tuple(pq.read_schema(path).metadata[b"sim.keys"].decode().split(","))


def _arrow(values: np.ndarray | Coded) -> pa.Array:
    """Return a column as Arrow holds it."""
    if isinstance(values, Coded):
        indices = pa.array(values.codes.astype(np.int32, copy=False))
        return pa.DictionaryArray.from_arrays(indices, pa.array(values.names, type=pa.string()))
    return pa.array(np.ascontiguousarray(values))


def _column(values: pa.ChunkedArray) -> np.ndarray | Coded:
    """Return a column as the recorder made it."""
    if not pa.types.is_dictionary(values.type):
        return values.to_numpy()
    whole = values.combine_chunks()
    whole = whole if isinstance(whole, pa.DictionaryArray) else pa.concat_arrays(whole.chunks)
    return Coded(whole.indices.to_numpy(zero_copy_only=False).astype(np.int32), whole.dictionary.to_pylist())
