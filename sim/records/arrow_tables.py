"""One record table as the bytes of an Arrow file (Feather), and back.

Any program that reads Arrow files opens them: pandas, R, polars.  Columns are compressed one by one (LZ4), so that a
reader takes a column without the others.  Whole numbers are stored in no more bits than they need; the file names its
key columns and the declared types, which `from_bytes` gives back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from sim.records.arrow_arrays import arrow_numbers, arrow_texts
from sim.records.columns import Coded, RecordTable
from sim.records.hashing import dtype_name
from sim.records.layout import FORMAT

_HASTE = -10  # of LZ4: an eighth more bytes than at 1 for half the time
_LZ4 = pa.ipc.IpcWriteOptions(compression=pa.Codec("lz4", compression_level=_HASTE), use_threads=False)
_SMALL = 1 << 14  # bytes below which a table is stored as it is
_PLAIN = pa.ipc.IpcWriteOptions(use_threads=False)
_AS_STORED: Mapping[str, str] = MappingProxyType({})
_CODED = {
    kind: pa.dictionary(pa.from_numpy_dtype(kind), pa.string()) for kind in (np.int8, np.int16, np.int32)
}
_KEYS, _FORMAT, _TYPES = "sim.keys", "sim.format", "sim.types"


def to_bytes(table: RecordTable, keys: Sequence[str], types: Mapping[str, str] = _AS_STORED) -> pa.Buffer:
    """Return the Arrow file of a table, its columns in the order of their names; `types` as `narrow_columns` tells."""
    names = sorted(table)
    types = {name: kind for name, kind in types.items() if dtype_name(table[name].dtype) != kind}
    about = {_KEYS: ",".join(keys), _FORMAT: FORMAT, _TYPES: json.dumps(types)}
    batch = pa.RecordBatch.from_arrays([_arrow(table[name]) for name in names], names=names, metadata=about)
    sink = pa.BufferOutputStream()
    options = _PLAIN if sum(map(_size, table.values())) < _SMALL else _LZ4
    with pa.ipc.new_file(sink, batch.schema, options=options) as file:
        file.write_batch(batch)
    return sink.getvalue()


def from_bytes(content: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the table, or some columns of it, with numbers in their declared types and texts as dictionaries.

    Raises
    ------
    KeyError
        With the columns that the file lacks.
    ArrowInvalid
        When the bytes are no Arrow file.
    """
    file = pa.ipc.open_file(content)
    schema = file.schema
    if columns is not None:
        lacking = [name for name in columns if name not in schema.names]
        if lacking:
            raise KeyError(*lacking)
        places = [schema.get_field_index(name) for name in columns]
        file = pa.ipc.open_file(
            content, options=pa.ipc.IpcReadOptions(included_fields=places, use_threads=False)
        )
    read, types = file.read_all(), json.loads(schema.metadata[_TYPES.encode()])
    names = read.column_names if columns is None else list(columns)
    return pa.table(
        {name: _declared(read.column(name), types.get(name)) for name in names}, metadata=schema.metadata
    )


def format_of(table: pa.Table) -> str:
    """Return the record format that a table was written in."""
    return (table.schema.metadata or {}).get(_FORMAT.encode(), b"").decode()


def _size(values: np.ndarray | Coded) -> int:
    """Return the bytes of a column, a byte a letter of its texts."""
    return values.codes.nbytes + len("".join(values.names)) if isinstance(values, Coded) else values.nbytes


def _arrow(values: np.ndarray | Coded) -> pa.Array:
    """Return a column as Arrow holds it."""
    if not isinstance(values, Coded):
        return arrow_numbers(values)
    n_names = len(values.names)
    dtype = np.int8 if n_names <= 1 << 7 else np.int16 if n_names <= 1 << 15 else np.int32
    codes = [None, pa.py_buffer(values.codes.astype(dtype))]
    return pa.DictionaryArray.from_buffers(
        _CODED[dtype], len(values.codes), codes, _texts(tuple(values.names))
    )


@lru_cache(maxsize=512)  # the same places and words in many tables, and in the next run
def _texts(names: tuple[str, ...]) -> pa.Array:
    """Return texts as Arrow holds them."""
    return arrow_texts(names)


def _declared(values: pa.ChunkedArray, dtype: str | None) -> pa.ChunkedArray:
    """Return a column in its declared type; the indices of texts have 32 bits, so that runs can be put together."""
    if not pa.types.is_dictionary(values.type):
        return values if dtype is None else values.cast(dtype)
    chunks = [
        pa.DictionaryArray.from_arrays(chunk.indices.cast(pa.int32()), chunk.dictionary)
        for chunk in values.chunks
    ]
    return pa.chunked_array(chunks, pa.dictionary(pa.int32(), pa.string()))
