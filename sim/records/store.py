"""Write the records of one run, complete or not at all, and tell whether a run is there.

A run is one file, written aside and renamed to its place: it is there as a whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.base.atomic import names_to_disk, to_disk
from sim.records.arrow_tables import to_bytes
from sim.records.atomic import disk_errors
from sim.records.columns import RecordTable, TableDeclaration
from sim.records.declared import TABLES
from sim.records.hashing import add_table
from sim.records.layout import RunId, failure, run_file, staging
from sim.records.narrowing import narrow_columns
from sim.records.ordering import sorted_rows
from sim.records.run_file import archive, is_whole, read_note

_FEW = 16  # runs up to which each is waited for by itself


def write_run(
    out: Path,
    run: RunId,
    tables: Mapping[str, RecordTable],
    *,
    seconds: float,
    years: tuple[int, int],
    declared: Mapping[str, TableDeclaration] = TABLES,
) -> dict:
    """Write one run and return what its file tells of it.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    run : RunId
        The run.
    tables : mapping of str to RecordTable
        The record tables by name.
    seconds : float
        Time that the simulation of the run took, in seconds.
    years : (int, int)
        First and last school year.
    declared : mapping
        Declarations of the tables, for their key columns.

    Raises
    ------
    UserError
        When the disk is full or the folder cannot be written; nothing of the run is left then.
    """
    packed, digest = {}, hashlib.sha256()
    for name in sorted(tables):  # one table in order at a time
        keys = declared[name].keys
        narrow, types = narrow_columns(tables[name])
        table = sorted_rows(narrow, keys, name)
        add_table(digest, name, table, types)
        packed[name] = to_bytes(table, keys, types)
    note = {
        "scenario": run.scenario,
        "draw": run.draw,
        "seed": run.seed,
        "status": "ok",
        "records_sha256": digest.hexdigest(),
        "seconds": round(seconds, 3),
        "years": list(years),
    }
    place_run(out, run, archive(packed, note))
    return note


def place_run(out: Path, run: RunId, content: memoryview | bytes) -> None:
    """Put the file of a run, written here or on another machine, in its place; it is no failed run any more.

    Raises
    ------
    UserError
        When the disk is full or the folder cannot be written; nothing of the run is left then.
    """
    path, aside = run_file(out, run), staging(out, run)
    with disk_errors(out):
        try:
            _write(aside, content)
            _rename(aside, path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    failure(out, run).unlink(missing_ok=True)


def settle_runs(out: Path, runs: Sequence[RunId]) -> None:
    """Wait until the files of runs are on the disk, so that a manifest may name them; `place_run` does not wait.

    Waiting for one file takes some milliseconds; for many the system is asked once to write all that it holds.

    Raises
    ------
    UserError
        When the disk is full.
    """
    if not runs:
        return
    with disk_errors(out):
        if len(runs) > _FEW and hasattr(os, "sync"):
            os.sync()
            return
        for run in runs:
            to_disk(run_file(out, run))
        names_to_disk(run_file(out, runs[0]).parent)


def read_marker(out: Path, run: RunId) -> dict | None:
    """Return what the file of a run tells of it, or None when there is none or it cannot be read."""
    return read_note(run_file(out, run))


def is_finished(out: Path, run: RunId) -> bool:
    """Tell whether a run is complete: its file is there, and all of it is as it was written."""
    return read_marker(out, run) is not None and is_whole(run_file(out, run))


def _write(aside: Path, content: memoryview | bytes) -> None:
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_bytes(content)


def _rename(aside: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(aside, path)
