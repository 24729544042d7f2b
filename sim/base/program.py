"""The files of this program as one hash: what a process keeps for the next, or does for another, goes by it."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

_COUNTED = (".py", ".csv", ".yaml")


@cache
def files_sha256() -> str:
    """Return the hash of all sources and tables of this package, names and contents."""
    package = str(Path(__file__).parents[1])
    digest = hashlib.sha256()
    for path in sorted(_files(package)):
        with open(path, "rb") as file:
            digest.update(Path(path[len(package) :]).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _files(folder: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_COUNTED):
                found.append(entry.path)
            elif entry.is_dir():
                found += _files(entry.path)
    return found
