"""The file of one run: a zip archive with each record table as ``TABLE.arrow``, and ``run.json`` that tells of the run.

The archive is stored, not compressed again: its directory, at the end, tells where each table stands and its checksum.
A file that was cut off has no directory, and is no archive.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pyarrow as pa

from sim.records.arrow_tables import from_bytes

NOTE = "run.json"
ENDING = ".arrow"
_END = 22  # bytes of the last record of a zip archive without a comment
_COUNT = slice(10, 12)  # where it tells the number of entries
DAMAGES = (OSError, zipfile.BadZipFile, pa.ArrowInvalid, EOFError, RuntimeError, ValueError)


def archive(packed: Mapping[str, pa.Buffer], note: Mapping[str, object]) -> memoryview:
    """Return the file of a run from its tables, as `to_bytes` packs them, and its note."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in packed.items():
            file.writestr(zipfile.ZipInfo(name + ENDING), memoryview(content))
        file.writestr(zipfile.ZipInfo(NOTE), json.dumps(note, indent=1))
    return stream.getbuffer()


def read_note(path: Path) -> dict | None:
    """Return what a file tells of its run, or None when there is no such file or it is not whole."""
    try:
        with _opened(path) as file:
            note = json.loads(file.read(NOTE))
        return note if note["records_sha256"] else None
    except (*DAMAGES, KeyError, TypeError):
        return None


def is_whole(path: Path) -> bool:
    """Tell whether everything in a file is as it was written."""
    try:
        with _opened(path) as file:
            return file.testzip() is None
    except DAMAGES:
        return False


def holds(path: Path, table: str) -> bool:
    """Tell whether a file has a record table; errors are those of `DAMAGES`."""
    with _opened(path) as file:
        return _has(file, table)


def read_tables(path: Path, columns: Mapping[str, Sequence[str] | None]) -> dict[str, pa.Table]:
    """Return tables of a run, each with the columns named (all with None); nothing else of the file is read.

    Raises
    ------
    KeyError
        With the table or the columns that the file lacks.
    OSError, BadZipFile, ArrowInvalid and the others of `DAMAGES`
        When the file is missing or damaged.
    """
    with _opened(path) as file:
        lacking = [name for name in columns if not _has(file, name)]
        if lacking:
            raise KeyError(*lacking)
        return {name: from_bytes(file.read(name + ENDING), wanted) for name, wanted in columns.items()}


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Hold a file open whose directory is as `archive` makes it: nothing compressed, no entry skipped."""
    with path.open("rb") as stream, zipfile.ZipFile(stream) as file:
        stream.seek(-_END, os.SEEK_END)
        n_entries = int.from_bytes(stream.read(_END)[_COUNT], "little")
        stored = [one.compress_type == zipfile.ZIP_STORED for one in file.infolist()]
        if len(stored) != n_entries or not all(stored):
            raise zipfile.BadZipFile(path)
        yield file


def _has(file: zipfile.ZipFile, table: str) -> bool:
    """Tell whether an open file has a table; where a name in the directory has changed, it is damaged."""
    if table + ENDING in file.NameToInfo:
        return True
    if file.testzip() is not None:
        raise zipfile.BadZipFile(table)
    return False
