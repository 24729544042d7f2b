"""Arrays kept by what they were made from: in the process, and as files in a folder of the user.

The folder is the one the variable ``SIM_CACHE`` names, else `sim` in the user's folder of caches. It can be taken away
at any time. A folder that cannot be written is no mistake, and a file that cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from sim.base.atomic import write_atomic

MOST_IN_PROCESS = 8  # results; the one used longest ago goes first
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile)
_kept: OrderedDict[str, dict[str, np.ndarray]] = OrderedDict()


def content_key(name: str, arrays: Mapping[str, np.ndarray]) -> str:
    """Return a SHA-256 of named arrays, their types and shapes; `name` tells what is made of them, and how."""
    digest = hashlib.sha256(name.encode())
    for key, values in sorted(arrays.items()):
        digest.update(f"\n{key} {values.dtype.str} {values.shape}\n".encode())
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def cached(
    key: str, names: tuple[str, ...], make: Callable[[], dict[str, np.ndarray]]
) -> dict[str, np.ndarray]:
    """Return the arrays kept under a key, or make and keep them.

    Parameters
    ----------
    key : str
        See `content_key`.
    names : tuple of str
        The arrays that `make` returns; a file without one of them is made anew.
    """
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    path = cache_folder() / f"{key}.npz"
    found = _read(path, names)
    if found is None:
        found = make()
        _write(path, found)
    for values in found.values():
        values.flags.writeable = False
    _kept[key] = found
    while len(_kept) > MOST_IN_PROCESS:
        _kept.popitem(last=False)
    return found


def forget() -> None:
    """Forget what is kept in the process; the files stay."""
    _kept.clear()


def cache_folder() -> Path:
    """Return the folder of the files; it need not exist."""
    told = os.environ.get("SIM_CACHE")
    if told:
        return Path(told)
    of_user = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(of_user) if of_user else Path(os.path.expanduser("~")) / ".cache") / "sim"


def _read(path: Path, names: tuple[str, ...]) -> dict[str, np.ndarray] | None:
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return {name: file[name] for name in names}
    except _UNREADABLE:
        return None


def _write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    content = io.BytesIO()
    np.savez(content, **arrays)
    try:
        write_atomic(path, content.getvalue())
    except OSError:
        return
