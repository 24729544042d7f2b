"""Objects kept from one process to the next, as files named by what they were made of.

They lie in ``kept`` of the folder that the variable ``SIM_CACHE`` names, else of `sim` in the user's folder of caches;
``SIM_CACHE=off`` keeps nothing. The folder can be taken away at any time. A file is whole or not there, and begins with
the hash of what follows: what cannot be read, or reads otherwise than it was written, is made anew, and so is what
another user has written, for reading it runs code. That nothing can be written is no mistake. The files together stay
under a bound; the one used longest ago goes first.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import TypeVar

import numpy as np

from sim.base.atomic import write_atomic
from sim.base.packed import pack, unpack
from sim.base.program import files_sha256

MOST_BYTES, MOST_FILES = 512_000_000, 500  # of all that is kept
_PACKAGES = ("numba", "numpy", "pandas", "ruamel.yaml", "scipy")  # whose versions may change what is made
_UNREADABLE = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ImportError, EOFError, pickle.UnpicklingError,
)  # fmt: skip
_HASH = hashlib.sha256
_HEAD = _HASH().digest_size
_ALIGNED = 64
Thing = TypeVar("Thing")


def key_of(kind: str, *what: object) -> str:
    """Return the name under which something is kept: of this program, its packages, and what the thing is made of."""
    return f"{kind}-{_HASH(repr((_program(), *what)).encode()).hexdigest()}"


def arrays_sha256(arrays: Mapping[str, np.ndarray]) -> str:
    """Return the hash of named arrays, their types and shapes, for `key_of`."""
    digest = _HASH()
    for name, values in sorted(arrays.items()):
        digest.update(f"\n{name} {values.dtype.str} {values.shape}\n".encode())
        digest.update(np.ascontiguousarray(values))
    return digest.hexdigest()


def kept_or_made(key: str, make: Callable[[], Thing]) -> Thing:
    """Return what is kept under a key, or make and keep it; never None."""
    found = kept(key)
    if found is None:
        found = make()
        keep(key, found)
    return found


@cache
def _program() -> tuple[str, ...]:
    """Return the hash of this program, versions of what it calculates with, and the processor: last bits go by it."""
    from llvmlite.binding import get_host_cpu_name

    return (files_sha256(), python_version(), get_host_cpu_name(), *map(_version, _PACKAGES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def kept(key: str) -> object | None:
    """Return what is kept under a key, or None; what is written to its arrays stays in this process."""
    try:
        with (_folder() / key).open("rb") as file:
            if not _is_own(file.fileno()):
                return None
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
            view = memoryview(mapped)
            if _HASH(view[_ALIGNED:]).digest() != bytes(view[:_HEAD]):
                return None
            os.utime(file.name)
        return unpack(view[_ALIGNED:])
    except _UNREADABLE:
        return None


def keep(key: str, thing: object) -> None:
    """Keep an object under a key."""
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(0o700, parents=True, exist_ok=True)
        content = pack(thing)
        write_atomic(folder / key, _HASH(content).digest().ljust(_ALIGNED, b"\0") + content)
        _make_room()


def _is_own(file: int) -> bool:
    """Tell whether an open file belongs to this user, where the system knows owners."""
    return not hasattr(os, "getuid") or os.fstat(file).st_uid == os.getuid()


def _make_room() -> None:
    """Take away what was used longest ago until the rest is within the bounds."""
    found = sorted(
        ((one.stat(), one.path) for one in os.scandir(_folder())), key=lambda row: -row[0].st_mtime
    )
    total = 0
    for n_before, (told, path) in enumerate(found):
        total += told.st_size
        if total > MOST_BYTES or n_before >= MOST_FILES:
            os.unlink(path)


def _folder() -> Path:
    """Return the folder of the files, which need not exist; raises FileNotFoundError where nothing is to be kept."""
    told = os.environ.get("SIM_CACHE")
    if told == "off":
        raise FileNotFoundError(told)
    of_user = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(told) if told else Path(of_user or os.path.expanduser("~/.cache")) / "sim") / "kept"
