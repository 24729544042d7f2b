"""Compute a run's hash again from its file alone.

Written apart from `hashing` and `ordering` on purpose, with pyarrow's own sort: two ways to one number.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa

from sim.records.layout import RunId, run_file
from sim.records.run_file import ENDING, read_tables


def table_names(path: Path) -> list[str]:
    """Return the record tables that the file of a run holds, in order."""
    with zipfile.ZipFile(path) as file:
        return sorted(name.removesuffix(ENDING) for name in file.namelist() if name.endswith(ENDING))


def sha256_from_file(out: Path, run: RunId) -> str:
    """Return the records hash of one run, read from its file below ``records/``."""
    path, digest = run_file(out, run), hashlib.sha256()
    for name, table in read_tables(path, dict.fromkeys(table_names(path))).items():
        _add_table(digest, name, table)
    return digest.hexdigest()


def _add_table(digest: hashlib._Hash, name: str, arrow: pa.Table) -> None:
    """Add one table to the hash."""
    plain = pa.table({column: _undictionaried(arrow.column(column)) for column in arrow.column_names})
    keys = arrow.schema.metadata[b"sim.keys"].decode().split(",")
    rows = plain.sort_by([(key, "ascending") for key in keys])
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
