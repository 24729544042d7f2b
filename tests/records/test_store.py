"""Records are written whole or not at all, read back as written, and hashed in one way that two functions share."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.records import store
from sim.records.columns import Coded
from sim.records.hashing import batch_sha256, records_sha256
from sim.records.layout import RunId, marker, part, staging
from sim.records.ordering import ranks, sorted_rows
from sim.records.parquet import from_file
from sim.records.store import is_finished, write_run
from sim.records.verifying import sha256_from_parquet
from tests.records.tables import DECLARED, small_tables

RUN = RunId("base", 0, 1)
KEYS = DECLARED["grades"].keys


def write(out, tables=None):
    return write_run(out, RUN, tables or small_tables(), seconds=1.5, years=(2017, 2018), declared=DECLARED)


def files_of(out):
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())


def shuffled(order):
    tables = small_tables()
    tables["grades"] = {
        name: Coded(values.codes[order], values.names) if isinstance(values, Coded) else values[order]
        for name, values in tables["grades"].items()
    }
    return tables


def test_hash_is_the_one_written_down(tmp_path):
    # By hand: one table, one number column, one text column, in the layout that the module documents.
    import hashlib

    table = {
        "b": Coded(np.array([1, 0], dtype=np.int32), ["z", "甲"]),
        "a": np.array([258, 1], dtype=np.uint16),
    }
    by_hand = b"t.a\0uint16\0" + b"\x01\x00\x02\x01" + b"t.b\0text\0" + "z\n甲".encode() + b"\0"
    by_hand += b"\0\0\0\0" + b"\x01\0\0\0"
    ready = {"t": sorted_rows(table, ("a",), "t")}
    assert records_sha256(ready) == hashlib.sha256(by_hand).hexdigest()


def test_two_ways_to_the_hash_agree(tmp_path):
    content = write(tmp_path)
    assert sha256_from_parquet(tmp_path, RUN) == content["records_sha256"]


@given(order=st.permutations(range(5)))
def test_order_of_rows_does_not_count(order):
    expected = {"grades": sorted_rows(small_tables()["grades"], KEYS, "grades")}
    found = {"grades": sorted_rows(shuffled(np.array(order))["grades"], KEYS, "grades")}
    assert records_sha256(found) == records_sha256(expected)


def test_one_other_value_gives_another_hash(tmp_path):
    first = write(tmp_path / "a")
    second = write(tmp_path / "b", small_tables(shift=1))
    assert first["records_sha256"] != second["records_sha256"]


def test_columns_of_the_run_stand_outside_the_hash():
    ready = {"t": {"a": np.array([1, 2])}}
    with_run = {"t": {**ready["t"], "seed": np.array([7, 7]), "draw": np.array([0, 0])}}
    assert records_sha256(with_run) == records_sha256(ready)


def test_names_twice_or_unused_leave_no_trace():
    indices, values = ranks(small_tables()["grades"]["zone"])
    assert values == ["town", "village", "城区"]
    assert indices.tolist() == [2, 1, 0, 1, 2]


def test_rows_with_one_key_are_a_defect():
    table = {"n": np.array([1, 1]), "x": np.array([1, 2])}
    with pytest.raises(ValueError, match="two rows share the key n"):
        sorted_rows(table, ("n",), "t")


def test_sorted_rows_are_not_sorted_again(monkeypatch):
    monkeypatch.setattr(np, "lexsort", lambda columns: pytest.fail("sorted again"))
    rows = {"n": np.arange(4), "m": np.array([3, 2, 1, 0])}
    assert sorted_rows(rows, ("n", "m"), "t")["m"].tolist() == [3, 2, 1, 0]


def test_read_back_as_written(tmp_path):
    write(tmp_path)
    table = from_file(tmp_path / part("grades", RUN))
    assert {name: table[name].dtype.name for name in ("year", "pupils", "share")} == {
        "year": "uint16",
        "pupils": "uint32",
        "share": "float64",
    }
    zones = [table["zone"].names[code] for code in table["zone"].codes]
    assert list(zip(table["year"].tolist(), zones, table["pupils"].tolist(), strict=True)) == [
        (2017, "town", 3),
        (2017, "village", 4),
        (2017, "城区", 5),
        (2018, "village", 2),
        (2018, "城区", 1),
    ]
    odd = from_file(tmp_path / part("odd", RUN), ["is_open"])
    assert list(odd) == ["is_open"]
    assert odd["is_open"].tolist() == [True, False, True]


def test_an_empty_table_is_kept(tmp_path):
    tables = {"odd": {name: values[:0] if not isinstance(values, Coded) else Coded(values.codes[:0], [])
                      for name, values in small_tables()["odd"].items()}}  # fmt: skip
    content = write(tmp_path, tables)
    assert is_finished(tmp_path, RUN)
    assert sha256_from_parquet(tmp_path, RUN) == content["records_sha256"]


def test_a_finished_run_leaves_nothing_behind(tmp_path):
    write(tmp_path)
    assert files_of(tmp_path) == sorted([part("grades", RUN), part("odd", RUN), "runs/base-0-1.json"])
    assert is_finished(tmp_path, RUN)
    assert not staging(tmp_path, RUN).exists()


@pytest.mark.parametrize("change", ["truncate", "remove", "alter", "marker"])
def test_a_damaged_run_is_not_finished(tmp_path, change):
    write(tmp_path)
    path = tmp_path / part("grades", RUN)
    content = path.read_bytes()
    if change == "truncate":
        path.write_bytes(content[:-1])
    elif change == "remove":
        path.unlink()
    elif change == "alter":
        path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    else:
        marker(tmp_path, RUN).write_text(json.dumps({"status": "ok"})[:-3], encoding="utf-8")
    assert not is_finished(tmp_path, RUN)


@pytest.mark.parametrize("fails_at", ["_stage", "_place", "write_atomic"])
def test_a_run_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch, fails_at):
    original = getattr(store, fails_at)

    def full(*args, **kwargs):
        original(*args, **kwargs)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, fails_at, full)
    with pytest.raises(UserError, match="the disk is full"):
        write(tmp_path)
    assert files_of(tmp_path) == []
    assert not is_finished(tmp_path, RUN)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are set per process on Unix only")
def test_a_full_disk_is_one_clear_error(tmp_path):
    script = f"""
import resource, sys
from pathlib import Path
from sim.base.errors import UserError
from tests.records.test_store import write
resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
try:
    write(Path({str(tmp_path)!r}))
except UserError as error:
    sys.exit(error.text("en"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {tmp_path}: the disk is full; nothing half-written was kept\n")
    assert files_of(tmp_path) == []


def test_hash_of_a_batch_does_not_depend_on_the_order():
    runs = [("b", 0, 1, "x"), ("a", 0, 2, "y"), ("a", 0, 10, "z")]
    assert batch_sha256(runs) == batch_sha256(reversed(runs))
    assert batch_sha256(runs) != batch_sha256(runs[:2])
