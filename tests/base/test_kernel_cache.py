"""Compiled kernels: made once, kept, and made anew when a file they call has changed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sim.base import kernel_cache
from sim.base.kernel_cache import Temporary, sources_of

PACKAGE = Path(kernel_cache.__file__).parents[1]
CALLER = """
from numba import njit
from sim.base.called import add

@njit(cache=True)
def twice(x):
    return add(add(x))
"""
CALLED = """
from numba import njit

@njit(cache=True)
def add(x):
    return x + {step}
"""
ASK = """
from sim.caller import twice
from sim.base.kernel_cache import compiled_kernels
print(twice(0), len(compiled_kernels().here))
"""


def test_sources_of_a_kernel_are_its_file_and_what_that_imports():
    found = {path.name for path in sources_of(PACKAGE / "kernels" / "moves.py")}
    assert {"moves.py", "draws.py", "codes.py"} <= found
    assert "dropout.py" not in found


def small_package(folder: Path) -> Path:
    """Write a package `sim` of two files whose kernels call each other, with the locators of this one."""
    base = folder / "sim" / "base"
    base.mkdir(parents=True)
    shutil.copy(PACKAGE / "__init__.py", folder / "sim")
    for name in ("kernel_cache.py", "kernel_loading.py"):
        shutil.copy(PACKAGE / "base" / name, base)
    (base / "__init__.py").touch()
    (folder / "sim" / "caller.py").write_text(CALLER)
    (base / "called.py").write_text(CALLED.format(step=1))
    return base / "called.py"


def ask(folder: Path, before: str = "", **variables: str) -> list[int]:
    """Return what the kernel says in a new process, and how many kernels that process compiled."""
    kept = {"NUMBA_CACHE_LOCATOR_CLASSES", "NUMBA_CACHE_DIR", "PYTHONPATH"}
    told = {name: value for name, value in os.environ.items() if name not in kept} | variables
    done = subprocess.run(
        [sys.executable, "-c", before + ASK], cwd=folder, env=told, capture_output=True, text=True, check=True
    )
    return [int(word) for word in done.stdout.split()]


def test_kernel_is_kept_and_made_anew_when_a_file_it_calls_changes(tmp_path):
    called = small_package(tmp_path)
    assert ask(tmp_path)[0] == 2
    assert ask(tmp_path) == [2, 0]
    called.write_text(CALLED.format(step=10))
    assert ask(tmp_path)[0] == 20


def test_the_same_where_numba_was_imported_before(tmp_path):
    """As in a notebook, or on a Dask worker that did other work."""
    called = small_package(tmp_path)
    assert ask(tmp_path)[0] == 2
    assert ask(tmp_path, "import numba") == [2, 0]
    called.write_text(CALLED.format(step=10))
    assert ask(tmp_path, "import numba")[0] == 20


def test_kernels_are_kept_where_neither_sources_nor_home_can_be_written(tmp_path):
    """Files stand where folders would have to be made, for root may write everywhere."""
    package, home, temporary = tmp_path / "package", tmp_path / "home", tmp_path / "temporary"
    base = small_package(package).parent
    for path in (base / "__pycache__", base.parent / "__pycache__", home):
        path.touch()
    temporary.mkdir()
    told = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(temporary)}
    assert ask(package, **told) == [2, 2]
    assert ask(package, **told) == [2, 0]
    [folder] = temporary.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="owners are told otherwise")
def test_no_kernel_is_read_from_a_temporary_folder_into_which_others_may_write(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = Temporary(sources_of, kernel_cache.__file__)
    found.ensure_cache_path()
    found.folder.chmod(0o777)
    with pytest.raises(PermissionError):
        found.ensure_cache_path()
