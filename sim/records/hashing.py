"""The hash of one run's records, defined so that anyone can compute it again.

SHA-256 over the tables in the order of their names; rows sorted by the key columns; columns in the order of
their names, without scenario, draw and seed.  Each column is preceded by ``table.column``, a zero byte, its
dtype and a zero byte.  Numbers enter as little-endian values of the stored dtype; a text column as its sorted
distinct values joined by line feeds in UTF-8, a zero byte, and each row's index as little-endian int32.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from sim.records.columns import Coded, RecordTable

_AS_STORED: Mapping[str, str] = MappingProxyType({})
RUN_COLUMNS = ("scenario", "draw", "seed")


def records_sha256(tables: Mapping[str, RecordTable]) -> str:
    """Return the hash of tables that `sorted_rows` has put in order."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        add_table(digest, name, tables[name])
    return digest.hexdigest()


def add_table(
    digest: hashlib._Hash, name: str, table: RecordTable, types: Mapping[str, str] = _AS_STORED
) -> None:
    """Add a table that `sorted_rows` has put in order to a hash; tables are added in the order of their names.

    Parameters
    ----------
    digest : hash of `hashlib`
    name : str
    table : RecordTable
    types : mapping of str to str
        The dtypes in which columns of numbers enter, where they are kept narrower.
    """
    for column in sorted(table):
        if column in RUN_COLUMNS:
            continue
        values = table[column]
        if isinstance(values, Coded):
            texts = "\n".join(values.names)
            about, values, dtype = f"text\0{texts}", values.codes, "int32"
        else:
            about = dtype = types.get(column) or dtype_name(values.dtype)
        digest.update(f"{name}.{column}\0{about}\0".encode())
        digest.update(np.ascontiguousarray(values, _lowest_first(dtype)))


def batch_sha256(runs: Iterable[tuple[str, int, int, str]]) -> str:
    """Return the hash of the sorted lines ``scenario draw seed sha``, each ended by a line feed."""
    lines = sorted(f"{scenario} {draw} {seed} {sha}\n" for scenario, draw, seed, sha in runs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@cache
def dtype_name(dtype: np.dtype) -> str:
    """Return the name of a dtype, which numpy puts together anew each time."""
    return dtype.name


@cache
def _lowest_first(dtype: str) -> np.dtype:
    """Return a dtype with the lowest byte of each number first."""
    return np.dtype(dtype).newbyteorder("<")
