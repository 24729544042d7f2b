"""Kernels are read from the cache without what only compiling needs, and can still be compiled with."""

import os
import subprocess
import sys
from pathlib import Path

from sim.base import kernel_loading

ROOT = Path(kernel_loading.__file__).parents[2]
KERNELS = """
from numba import njit

@njit(cache=True)
def add(x):
    return x + 1

@njit(cache=True)
def total(values):
    out = 0.0
    for value in values:
        out += add(value)
    return out
"""
ASK = """
import sys
import sim.base.kernel_cache
import numpy as np
from numba import njit
from summing import add, total

COMPILING = "numba.np.arraymath"
values = np.arange(4.0)
out = [total(values), COMPILING in sys.modules, sum(total.stats.cache_hits.values())]
[read] = total.overloads.values()
out.append(type(read.library).__name__)

@njit
def twice(values):
    return total(values) + total(values) + add(values[0])

print(*out, twice(values), COMPILING in sys.modules)
"""


def ask(folder: Path, **variables: str) -> list[str]:
    """Return what a new process says of two kernels: see `ASK`."""
    (folder / "summing.py").write_text(KERNELS)
    told = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=folder, env=told, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_kernel_of_the_cache_is_read_alone_and_linked_when_another_is_compiled(tmp_path):
    assert ask(tmp_path) == ["10.0", "True", "0", "JITCodeLibrary", "21.0", "True"]
    assert ask(tmp_path) == ["10.0", "False", "1", "LoadedLibrary", "21.0", "True"]


def test_kernels_of_others_are_read_as_usual(tmp_path):
    others = {"NUMBA_CACHE_LOCATOR_CLASSES": "InTreeCacheLocator"}
    ask(tmp_path, **others)
    assert ask(tmp_path, **others)[:3] == ["10.0", "True", "1"]


def test_a_numba_of_another_version_reads_in_its_own_way(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import numba\nnumba.__version__ = '0.99.0'\n")
    other = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    ask(tmp_path, **other)
    assert ask(tmp_path, **other) == ["10.0", "True", "1", "JITCodeLibrary", "21.0", "True"]
