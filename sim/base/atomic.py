"""Write files whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

_BESIDE = re.compile(r"\..+\.\d+")


def write_atomic(path: Path, content: bytes | str, *, is_lasting: bool = False) -> None:
    """Write a file beside its place and rename it, so that a reader never sees half of it.

    Parameters
    ----------
    path : Path
    content : bytes or str
    is_lasting : bool
        Wait until it is on the disk, so that a power cut leaves the old file or the new one, never an empty one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
        if is_lasting:
            to_disk(beside)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if is_lasting:
        names_to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def names_to_disk(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system lets a program ask for that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_left_over(path: Path) -> bool:
    """Tell whether a file is what `write_atomic` leaves where its process is killed."""
    return _BESIDE.fullmatch(path.name) is not None and path.is_file()
