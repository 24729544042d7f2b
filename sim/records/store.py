"""Write the records of one run, complete or not at all, and tell whether a run is there.

All tables of a run are first written into a staging folder, then renamed to their places; the marker in
``runs/`` is written last.  A run without its marker is not finished, whatever else of it is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sim.base.atomic import write_atomic
from sim.records.atomic import disk_errors
from sim.records.columns import RecordTable, TableDeclaration
from sim.records.declared import TABLES
from sim.records.hashing import records_sha256
from sim.records.layout import RunId, failure, marker, part, staging
from sim.records.ordering import sorted_rows
from sim.records.parquet import to_bytes


def write_run(
    out: Path,
    run: RunId,
    tables: Mapping[str, RecordTable],
    *,
    seconds: float,
    years: tuple[int, int],
    declared: Mapping[str, TableDeclaration] = TABLES,
) -> dict:
    """Write one run and return the content of its marker.

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
    ready = {name: sorted_rows(table, declared[name].keys, name) for name, table in tables.items()}
    content = {
        "scenario": run.scenario,
        "draw": run.draw,
        "seed": run.seed,
        "status": "ok",
        "records_sha256": records_sha256(ready),
        "seconds": round(seconds, 3),
        "years": list(years),
    }
    with disk_errors(out):
        try:
            content["files"] = _place(out, run, _stage(out, run, ready, declared))
            write_atomic(marker(out, run), json.dumps(content, indent=1))
        except BaseException:
            _remove_parts(out, run, ready)
            raise
        finally:
            shutil.rmtree(staging(out, run), ignore_errors=True)
    failure(out, run).unlink(missing_ok=True)
    return content


def read_marker(out: Path, run: RunId) -> dict | None:
    """Return the marker of a run, or None when there is none or it cannot be read."""
    try:
        content = json.loads(marker(out, run).read_text(encoding="utf-8"))
        return content if isinstance(content["files"], dict) and content["records_sha256"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_finished(out: Path, run: RunId) -> bool:
    """Tell whether a run is complete: its marker is there and each file has the size and hash noted in it."""
    content = read_marker(out, run)
    return content is not None and all(
        _is_whole(out / path, noted) for path, noted in content["files"].items()
    )


def _is_whole(path: Path, noted: Mapping[str, object]) -> bool:
    """Tell whether a file is as it was written."""
    try:
        return path.stat().st_size == noted["bytes"] and _sha256(path.read_bytes()) == noted["sha256"]
    except OSError:
        return False


def _stage(
    out: Path, run: RunId, tables: Mapping[str, RecordTable], declared: Mapping[str, TableDeclaration]
) -> dict[str, dict]:
    """Write each table into the staging folder; return size and hash of each file by table."""
    folder = staging(out, run)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    noted = {}
    for name, table in sorted(tables.items()):
        content = to_bytes(table, declared[name].keys)
        (folder / f"{name}.parquet").write_bytes(content)
        noted[name] = {"bytes": len(content), "sha256": _sha256(content)}
    return noted


def _place(out: Path, run: RunId, noted: Mapping[str, dict]) -> dict[str, dict]:
    """Rename the staged files to their places; return size and hash by relative path."""
    for name in noted:
        target = out / part(name, run)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging(out, run) / f"{name}.parquet", target)
    return {part(name, run): each for name, each in noted.items()}


def _remove_parts(out: Path, run: RunId, tables: Mapping[str, RecordTable]) -> None:
    """Take away what was placed of a run that did not become complete."""
    marker(out, run).unlink(missing_ok=True)
    for name in tables:
        (out / part(name, run)).unlink(missing_ok=True)


def _sha256(content: bytes) -> str:
    """Return the hash of some bytes."""
    return hashlib.sha256(content).hexdigest()
