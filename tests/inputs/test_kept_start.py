"""Tables and starts kept between processes: the same as those made anew, and made anew when anything has changed."""

import pickle
import shutil
import subprocess
import sys
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from numba import typeof

from sim.base.errors import UserErrors
from sim.base.table import Table
from sim.inputs import kept_start
from sim.inputs.kept_tables import KeptTables, folder_sha256, known_of
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import InputTables, read_tables
from tests.worlds import FOLDERS, ROOT, numbers


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "cache"))
    shutil.copytree(FOLDERS["small"], tmp_path / "input")
    return tmp_path / "input"


def tables_of(folder) -> KeptTables:
    return KeptTables(folder, folder_sha256(folder))


def assert_same(found, made):
    """Assert that two things full of arrays are equal, types as kernels see them included."""
    assert type(found) is type(made)
    if isinstance(made, np.ndarray):
        assert typeof(found) == typeof(made)
        np.testing.assert_array_equal(found, made)
    elif isinstance(made, Table):
        assert (len(found), [*found.columns]) == (len(made), [*made.columns])
        for name in made.columns:
            assert_same(found[name], made[name])
    elif is_dataclass(made):
        for field in fields(made):
            assert_same(getattr(found, field.name), getattr(made, field.name))
    elif isinstance(made, dict):
        assert found.keys() == made.keys()
        for key in made:
            assert_same(found[key], made[key])
    elif isinstance(made, tuple | list):
        for one, other in zip(found, made, strict=True):
            assert_same(one, other)
    else:
        assert found == made or (found != found and made != made)


@pytest.mark.parametrize("place", [FOLDERS["small"], ROOT / "scenarios/table_only/input"])
def test_a_start_that_was_kept_is_the_one_that_was_built(place, folder, monkeypatch):
    built = build_start(read_tables(place), numbers(), 0)
    assert_same(kept_start.build_start(tables_of(place), numbers(), 0), built)
    monkeypatch.setattr(kept_start, "_built", None)
    monkeypatch.setattr(KeptTables, "tables", None)
    assert_same(kept_start.build_start(tables_of(place), numbers(), 0), built)


@pytest.mark.parametrize("change", ["table", "number", "draw"])
def test_a_start_of_anything_else_is_built(folder, monkeypatch, change):
    kept_start.build_start(tables_of(folder), numbers(), 0)
    times = []
    monkeypatch.setattr(kept_start, "_built", lambda *given: times.append(given) or build_start(*given))
    kept_start.build_start(tables_of(folder), numbers(), 0)
    assert not times
    told, draw = dict(numbers()), 0
    if change == "table":
        path = folder / "counties.csv"
        path.write_bytes(path.read_bytes() + b"\n")
    elif change == "number":
        told["detour"] *= 1.01
    else:
        draw = 1
    kept_start.build_start(tables_of(folder), told, draw)
    assert len(times) == 1


def test_large_starts_and_those_of_draws_are_not_kept(folder, monkeypatch):
    def files() -> int:
        return len(list((folder.parent / "cache" / "kept").glob("start-*")))

    kept_start.build_start(tables_of(folder), numbers(1), 1)
    monkeypatch.setattr(kept_start, "MOST_CHILDREN", 10)
    kept_start.build_start(tables_of(folder), numbers(), 0)
    assert files() == 0
    monkeypatch.undo()
    monkeypatch.setenv("SIM_CACHE", str(folder.parent / "cache"))
    kept_start.build_start(tables_of(folder), numbers(), 0)
    assert files() == 1


def test_what_a_plan_asks_is_known_without_reading_and_a_row_is_read(folder, monkeypatch):
    expected = known_of(read_tables(folder))
    assert tables_of(folder).known == expected
    read = []
    monkeypatch.setattr("sim.inputs.tables.read_tables", lambda path: read.append(path) or read_tables(path))
    again = tables_of(folder)
    assert again.known == expected
    assert not read
    assert list(again.counties["county_code"]) == sorted(expected.counties)
    assert read == [folder]


def test_tables_with_a_mistake_are_read_until_it_is_mended(folder):
    path = folder / "counties.csv"
    right = path.read_bytes()
    path.write_bytes(right.replace(b"2017", b"two", 1))
    for _ in range(2):
        with pytest.raises(UserErrors):
            tables_of(folder)
    path.write_bytes(right)
    assert tables_of(folder).known == known_of(read_tables(folder))


def test_another_machine_gets_the_tables_themselves(folder):
    tables_of(folder)
    assert isinstance(pickle.loads(pickle.dumps(tables_of(folder))), InputTables)


def test_a_known_folder_is_planned_and_begun_without_pandas_and_scipy(folder):
    code = (
        "import sys; from pathlib import Path; from sim.inputs.kept_start import build_start;"
        "from sim.inputs.kept_tables import *; from sim.run.engine import simulate;"
        f"f = Path({str(folder)!r}); t = KeptTables(f, folder_sha256(f));"
        f"start = build_start(t, {dict(numbers())!r}, 0);"
        "print([m for m in ('pandas', 'scipy.linalg', 'scipy.sparse', 'mesa.space') if m in sys.modules])"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert "pandas" in said[0]
    assert said[1].strip() == "[]"
