"""Records are written whole or not at all, read back as written, and hashed in one way that two functions share."""

import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.records import ordering, store
from sim.records.arrow_tables import from_bytes, to_bytes
from sim.records.collecting import to_table
from sim.records.columns import Coded
from sim.records.hashing import batch_sha256, records_sha256
from sim.records.layout import RunId, run_file
from sim.records.narrowing import narrow_columns
from sim.records.ordering import ranks, sorted_rows
from sim.records.run_file import read_tables
from sim.records.store import is_finished, read_marker, write_run
from tests.records.tables import DECLARED, declared, small_tables
from tests.records.verifying import sha256_from_file

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
    assert sha256_from_file(tmp_path, RUN) == content["records_sha256"]


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


KEPT = declared(
    "kept", ("year", "zone"), year="uint16", zone="text", pupils="uint32", yuan="int64", mean="float64"
)


def test_rows_that_a_recorder_keeps_narrow_are_hashed_and_read_back_as_declared(tmp_path):
    # The same rows twice: as the recorder keeps them, and as plain columns in the declared types.
    def rows(year, codes, pupils, yuan):
        zones = Coded(np.array(codes), ["village", "town"])
        columns = {"pupils": pupils, "yuan": yuan, "mean": [0.5] * len(codes), "year": [year] * len(codes)}
        return {"zone": zones, **{name: np.array(values) for name, values in columns.items()}}

    kept = to_table(KEPT, [rows(2017, [0, 1], [7, 300], [-5, 5_000_000_000]), rows(2018, [1], [2], [0])])
    declared = {"kept": KEPT}
    told = write_run(tmp_path / "a", RUN, {"kept": kept}, seconds=1.0, years=(2017, 2018), declared=declared)
    plain = write_run(
        tmp_path / "b", RUN, {"kept": dict(kept)}, seconds=1.0, years=(2017, 2018), declared=declared
    )
    assert told["records_sha256"] == plain["records_sha256"] == sha256_from_file(tmp_path / "a", RUN)
    back = read_tables(run_file(tmp_path / "a", RUN), {"kept": None})["kept"]
    assert back.column("zone").to_pylist() == ["town", "village", "town"]
    assert back.column("yuan").to_pylist() == [5_000_000_000, -5, 0]
    assert [str(back.schema.field(name).type) for name in ("pupils", "yuan", "year")] == [
        "uint32",
        "int64",
        "uint16",
    ]


@pytest.mark.parametrize("rows", [1, 5_000], ids=["few", "many"])
def test_names_of_long_and_short_columns_are_ranked_alike(rows):
    # Few and many names (more than are looked for one by one), the last one not in use, the second twice.
    for names in (["c", "a", "b", "a", "z"], [f"{k:02}" for k in (*range(20, 0, -1), 1, 99)]):
        codes = np.tile(np.arange(len(names) - 1), rows)
        indices, values = ranks(Coded(codes, names))
        assert values == sorted(set(names[:-1]))
        assert [values[i] for i in indices[: len(names)]] == [names[code] for code in codes[: len(names)]]


def test_keys_too_many_for_one_number_are_sorted_all_the_same():
    far = np.array([1 << 40, 0, 1 << 40, 5], dtype=np.int64)
    found = sorted_rows({"n": far, "m": far[::-1].copy(), "row": np.arange(4)}, ("n", "m"), "t")
    assert found["row"].tolist() == [1, 3, 2, 0]
    shares = {"n": np.array([0.5, -0.5]), "row": np.arange(2)}
    assert sorted_rows(shares, ("n",), "t")["row"].tolist() == [1, 0]


def test_names_twice_or_unused_leave_no_trace():
    indices, values = ranks(small_tables()["grades"]["zone"])
    assert values == ["town", "village", "城区"]
    assert indices.tolist() == [2, 1, 0, 1, 2]


def test_rows_with_one_key_are_a_defect():
    table = {"n": np.array([2, 1, 1]), "x": np.array([1, 2, 3])}
    with pytest.raises(ValueError, match="two rows share the key n"):
        sorted_rows(table, ("n",), "t")


@pytest.mark.parametrize(
    ("dtype", "far"),
    [(np.int64, -3), (np.uint8, 3), (np.uint16, 2**16 - 9), (np.uint32, 2**32 - 9), (np.uint64, 2**63)],
)
@given(keys=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 200)), unique=True, max_size=40))
def test_rows_are_sorted_by_each_key_in_turn(dtype, far, keys):
    # The keys take 11, 24 and 40 bits, and more than 64: one number for all, of either length, or none.
    n, m = (np.array([key[k] + (0 if k else far) for key in keys], dtype) for k in (0, 1))
    found = sorted_rows({"m": m, "n": n, "row": np.arange(len(keys))}, ("n", "m"), "t")
    assert found["row"].tolist() == sorted(range(len(keys)), key=keys.__getitem__)


def test_sorted_rows_are_not_sorted_again(monkeypatch):
    monkeypatch.setattr(ordering.np, "lexsort", lambda columns: pytest.fail("sorted again"))
    for dtype in (np.uint8, np.int64):
        rows = {"n": np.arange(4, dtype=dtype), "m": np.array([3, 2, 1, 0], dtype)}
        assert sorted_rows(rows, ("n", "m"), "t")["m"].tolist() == [3, 2, 1, 0]


def read(out, **columns):
    return read_tables(run_file(out, RUN), columns)


def test_read_back_as_written(tmp_path):
    write(tmp_path)
    table = read(tmp_path, grades=None)["grades"]
    assert {name: str(table.schema.field(name).type) for name in ("year", "pupils", "share")} == {
        "year": "uint16",
        "pupils": "uint32",
        "share": "double",
    }
    rows = table.select(["year", "zone", "pupils"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (2017, "town", 3),
        (2017, "village", 4),
        (2017, "城区", 5),
        (2018, "village", 2),
        (2018, "城区", 1),
    ]
    odd = read(tmp_path, odd=["note", "is_open"])["odd"]
    assert odd.column_names == ["note", "is_open"]
    assert odd.column("is_open").to_pylist() == [True, False, True]


@pytest.mark.parametrize(
    ("largest", "stored"), [(255, "uint8"), (256, "uint16"), (65_535, "uint16"), (65_536, "uint32")]
)
def test_counts_are_stored_in_as_few_bits_as_they_need_and_read_as_declared(largest, stored):
    table, types = narrow_columns({"n": np.array([0, largest], dtype=np.uint32)})
    content = to_bytes(table, ("n",), types)
    assert str(pa.ipc.open_file(content).schema.field("n").type) == stored
    back = from_bytes(content)
    assert (str(back.schema.field("n").type), back.column("n").to_pylist()) == ("uint32", [0, largest])


def test_other_programs_open_the_tables(tmp_path):
    write(tmp_path)
    with zipfile.ZipFile(run_file(tmp_path, RUN)) as file:
        found = pd.read_feather(file.open("grades.arrow"))
        told = json.loads(file.read("run.json"))
    assert found["pupils"].tolist() == [3, 4, 5, 2, 1]
    assert found["zone"].tolist() == ["town", "village", "城区", "village", "城区"]
    assert (told["scenario"], told["draw"], told["seed"], told["years"]) == ("base", 0, 1, [2017, 2018])


def test_columns_that_are_not_asked_for_are_not_read(tmp_path):
    write(tmp_path)
    path = run_file(tmp_path, RUN)
    read_before = read(tmp_path, odd=["n"])["odd"]
    assert read_before.column_names == ["n"]
    assert read_before.nbytes == 3  # three rows of 8 bits
    with pytest.raises(KeyError, match="nothing"):
        read_tables(path, {"odd": ["n", "nothing"]})
    with pytest.raises(KeyError, match="nowhere"):
        read_tables(path, {"nowhere": None})


def test_an_empty_table_is_kept(tmp_path):
    tables = {"odd": {name: values[:0] if not isinstance(values, Coded) else Coded(values.codes[:0], [])
                      for name, values in small_tables()["odd"].items()}}  # fmt: skip
    content = write(tmp_path, tables)
    assert is_finished(tmp_path, RUN)
    assert sha256_from_file(tmp_path, RUN) == content["records_sha256"]


def test_a_finished_run_leaves_nothing_behind(tmp_path):
    write(tmp_path)
    assert files_of(tmp_path) == ["records/base-0-1.zip"]
    assert is_finished(tmp_path, RUN)


def test_a_run_written_again_takes_the_place_of_the_first(tmp_path):
    write(tmp_path)
    second = write(tmp_path, small_tables(shift=1))
    assert files_of(tmp_path) == ["records/base-0-1.zip"]
    assert read_marker(tmp_path, RUN) == second
    assert sha256_from_file(tmp_path, RUN) == second["records_sha256"]


def test_a_file_cut_off_anywhere_is_no_run(tmp_path):
    write(tmp_path)
    path = run_file(tmp_path, RUN)
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        assert read_marker(tmp_path, RUN) is None
        assert not is_finished(tmp_path, RUN)


def test_a_flipped_bit_is_noticed_or_changes_nothing(tmp_path):
    content = write(tmp_path)
    path = run_file(tmp_path, RUN)
    whole = bytearray(path.read_bytes())
    missed = 0
    for place in range(len(whole)):
        whole[place] ^= 1 << place % 8
        path.write_bytes(whole)
        if is_finished(tmp_path, RUN):  # a date or a mode that nobody reads
            missed += 1
            assert sha256_from_file(tmp_path, RUN) == content["records_sha256"]
        whole[place] ^= 1 << place % 8
    assert missed < 0.05 * len(whole)


def test_a_file_that_is_gone_or_of_something_else_is_no_run(tmp_path):
    write(tmp_path)
    path = run_file(tmp_path, RUN)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("run.json", "[]")
    assert not is_finished(tmp_path, RUN)
    path.unlink()
    assert not is_finished(tmp_path, RUN)


@pytest.mark.parametrize("fails_at", ["_write", "_rename"])
def test_a_run_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch, fails_at):
    original = getattr(store, fails_at)

    def full(aside, other):
        if fails_at == "_write":
            original(aside, bytes(100))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, fails_at, full)
    with pytest.raises(UserError, match="the disk is full"):
        write(tmp_path)
    assert files_of(tmp_path) == []
    assert not is_finished(tmp_path, RUN)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are set per process on Unix only")
@pytest.mark.parametrize("room", [0, 600, 2000])  # bytes; the run takes more
def test_a_full_disk_is_one_clear_error(tmp_path, room):
    script = f"""
import resource, sys
from pathlib import Path
from sim.base.errors import UserError
from tests.records.test_store import write
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    write(Path({str(tmp_path)!r}))
except UserError as error:
    sys.exit(error.text("en") + error.text("zh"))
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {tmp_path}: the disk is full; nothing half-written was kept\n")
    assert "磁盘已满；未留下写了一半的文件" in done.stderr
    assert files_of(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix signal")
def test_a_writer_killed_at_any_moment_leaves_a_whole_run_or_none(tmp_path):
    script = f"""
from pathlib import Path
from tests.records.test_store import write
print("begun", flush=True)
while True:
    write(Path({str(tmp_path)!r}))
"""
    for moment in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        with writer:
            assert writer.stdout.readline()
            time.sleep(0.0007 * moment)
            writer.kill()
        if run_file(tmp_path, RUN).exists():
            assert is_finished(tmp_path, RUN)


def test_hash_of_a_batch_does_not_depend_on_the_order():
    runs = [("b", 0, 1, "x"), ("a", 0, 2, "y"), ("a", 0, 10, "z")]
    assert batch_sha256(runs) == batch_sha256(reversed(runs))
    assert batch_sha256(runs) != batch_sha256(runs[:2])
