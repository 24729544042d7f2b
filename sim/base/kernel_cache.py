"""Where compiled kernels are kept: beside their sources as numba keeps them, and stale when any file they use changes.

Numba looks at the file of a function alone. A kernel that calls one of another file would go on with the old one
after that file has changed, and nobody would be told. `sim` names these locators in the variable
``NUMBA_CACHE_LOCATOR_CLASSES``, and to a numba that was imported before.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple, Self

from numba.core.caching import InTreeCacheLocator, UserProvidedCacheLocator, UserWideCacheLocator
from numba.core.dispatcher import Dispatcher

from sim.base.kernel_loading import are_known_insides, load_alone

_PACKAGE = Path(__file__).parents[1]
_IMPORT = re.compile(rf"^from ({_PACKAGE.name}(?:\.\w+)+) import", re.MULTILINE)


class _AllSources:
    """Take the stamp of every source that a kernel can reach, and try a folder once for all kernels of a file."""

    _py_file: str
    _fits: ClassVar[dict[tuple[type, str], bool]] = {}

    def get_source_stamp(self) -> str:
        """Return a hash of the file and of the files of this package that it imports, directly or not."""
        return sources_sha256(Path(self._py_file))

    @classmethod
    def from_function(cls, py_func: Callable, py_file: str) -> Self | None:
        """Return the locator of a kernel, or None; a folder is tried once for all kernels of a file."""
        fits = cls._fits.get((cls, py_file))
        if fits:
            return cls(py_func, py_file)
        found = super().from_function(py_func, py_file) if fits is None else None
        cls._fits[cls, py_file] = found is not None
        return found


class NamedFolder(_AllSources, UserProvidedCacheLocator):
    """In the folder of the variable ``NUMBA_CACHE_DIR``."""


class BesideSource(_AllSources, InTreeCacheLocator):
    """In ``__pycache__`` beside the source."""


class OfUser(_AllSources, UserWideCacheLocator):
    """In the user's folder of caches, where the sources stand in a folder that cannot be written."""


class Temporary(_AllSources, UserWideCacheLocator):
    """Among temporary files, where the user has no home that can be written, as often in a container."""

    def __init__(self, py_func: Callable, py_file: str) -> None:
        super().__init__(py_func, py_file)
        self.folder = Path(
            tempfile.gettempdir(), f"sim-kernels-{os.getuid() if hasattr(os, 'getuid') else ''}"
        )
        self._cache_path = str(self.folder / self.get_suitable_cache_subpath(py_file))

    def ensure_cache_path(self) -> None:
        """Make the folder; raise OSError where another user may write into it, for what is read there is run."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        about = self.folder.lstat()
        if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
            raise PermissionError(self.folder)
        super().ensure_cache_path()


def sources_of(path: Path) -> tuple[Path, ...]:
    """Return a source file and the files of this package that it imports, directly or not, by name."""
    reached, waiting = set(), [path.resolve()]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += _read(one)[1]
    return tuple(sorted(reached))


@cache
def sources_sha256(path: Path) -> str:
    """Return the hash of the contents of `sources_of` a file."""
    return hashlib.sha256(b"".join(_read(one)[0] for one in sources_of(path))).hexdigest()


@cache
def _read(path: Path) -> tuple[bytes, tuple[Path, ...]]:
    """Return the hash of a file, and the files of this package that it imports."""
    raw = path.read_bytes()
    modules = _IMPORT.findall(raw.decode(errors="replace"))
    files = (_PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py") for module in modules)
    return hashlib.sha256(raw).digest(), tuple(file for file in files if file.is_file())


class Compiled(NamedTuple):
    """Kernels of this process: signatures read from the cache, and signatures compiled here."""

    from_cache: int
    here: tuple[str, ...]


def compiled_kernels() -> Compiled:
    """Return what this process has read and compiled so far, by names such as ``sim.kernels.roll.count_roll``."""
    read, made = 0, []
    for one in gc.get_objects():
        if isinstance(one, Dispatcher) and one.py_func.__module__.split(".")[0] == _PACKAGE.name:
            hits, misses = one.stats.cache_hits, one.stats.cache_misses
            read += sum(hits.values())
            made += [f"{one.py_func.__module__}.{one.py_func.__name__}"] * sum(misses.values())
    return Compiled(read, tuple(sorted(made)))


if are_known_insides():
    load_alone(lambda locator: isinstance(locator, _AllSources))
