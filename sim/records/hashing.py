"""The hash of one run's records, defined so that anyone can compute it again.

SHA-256 over the tables in the order of their names; rows sorted by the key columns; columns in the order of
their names, without scenario, draw and seed.  Each column is preceded by ``table.column``, a zero byte, its
dtype and a zero byte.  Numbers enter as little-endian values of the stored dtype; a text column as its sorted
distinct values joined by line feeds in UTF-8, a zero byte, and each row's index as little-endian int32.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np

from sim.records.columns import Coded, RecordTable

RUN_COLUMNS = ("scenario", "draw", "seed")


def records_sha256(tables: Mapping[str, RecordTable]) -> str:
    """Return the hash of tables that `sorted_rows` has put in order."""
    digest = hashlib.sha256()
    for table in sorted(tables):
        for column in sorted(set(tables[table]) - set(RUN_COLUMNS)):
            for piece in _pieces(f"{table}.{column}", tables[table][column]):
                digest.update(piece)
    return digest.hexdigest()


def batch_sha256(runs: Iterable[tuple[str, int, int, str]]) -> str:
    """Return the hash of the sorted lines ``scenario draw seed sha``, each ended by a line feed."""
    lines = sorted(f"{scenario} {draw} {seed} {sha}\n" for scenario, draw, seed, sha in runs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _pieces(name: str, values: np.ndarray | Coded) -> Iterable[bytes | memoryview]:
    """Yield what one column adds to the hash."""
    if isinstance(values, Coded):
        yield f"{name}\0text\0".encode()
        yield "\n".join(values.names).encode() + b"\0"
        yield _little_endian(values.codes.astype(np.int32, copy=False))
    else:
        yield f"{name}\0{values.dtype.name}\0".encode()
        yield _little_endian(values)


def _little_endian(values: np.ndarray) -> memoryview:
    """Return the bytes of an array, lowest byte first."""
    ordered = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    return ordered.view(np.uint8).data
