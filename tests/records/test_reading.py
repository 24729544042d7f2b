"""Reading records of a batch folder: whole runs only, no half file taken for a run, one table for other programs."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.base.atomic import is_left_over
from sim.base.errors import UserError
from sim.records.batch_folder import read_batch_folder
from sim.records.export import export_table
from sim.records.layout import RunId, run_file
from sim.records.lock import only_writer
from sim.records.reading import finished_runs, has_table, read_columns, read_records
from tests.indicators.hand import with_pupils, write_batch
from tests.records.verifying import table_names

ROOT = Path(__file__).parents[2]
LAST = RunId("b", 1, 1)


@pytest.fixture
def out(tmp_path):
    """Return a batch of two scenarios and two draws with 40 to 43 pupils."""
    runs = {("a", 0, 1): 40, ("a", 1, 1): 41, ("b", 0, 1): 42, ("b", 1, 1): 43}
    return write_batch(tmp_path / "out", {run: with_pupils(pupils) for run, pupils in runs.items()})


def cut_off(out, run=LAST):
    path = run_file(out, run)
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize("read", [
    finished_runs, read_batch_folder, lambda out: read_records(out, "county"),
    lambda out: read_columns(out, LAST, "county", ["year"]), lambda out: has_table(out, LAST, "county"),
    lambda out: export_table(out, "county", out / "county.csv"),
])  # fmt: skip
def test_a_run_that_was_cut_off_is_never_read(out, read):
    cut_off(out)
    with pytest.raises(UserError) as error:
        read(out)
    assert "records of a finished run are missing or damaged" in error.value.text("en")
    assert "请用 sim batch --resume 重新生成" in error.value.text("zh")
    assert error.value.where.endswith("b-1-1.zip")


def test_one_byte_of_a_column_that_changed_is_noticed(out):
    path = run_file(out, LAST)
    content = bytearray(path.read_bytes())
    place = content.index(b"school_grade.arrow") + 2000
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        read_columns(out, LAST, "school_grade", ["pupils"])


@pytest.mark.parametrize("bit", range(8))
def test_a_directory_that_changed_hides_no_table(out, bit):
    path = run_file(out, LAST)
    whole = path.read_bytes()
    names = table_names(path)
    for place in range(whole.index(b"PK\x01\x02"), len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << bit
        path.write_bytes(changed)
        try:
            assert all(has_table(out, LAST, name) for name in names)
        except UserError as error:
            assert "damaged" in str(error)  # noqa: PT017 - either is right


def test_a_run_that_is_gone_is_missing(out):
    run_file(out, LAST).unlink()
    assert len(finished_runs(out)) == 3
    assert read_batch_folder(out).missing == (LAST,)


def test_records_of_another_format_are_refused(out):
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    (out / "manifest.json").write_text(json.dumps({**manifest, "format": "4"}), encoding="utf-8")
    with pytest.raises(UserError, match="another record format"):
        read_records(out, "county")


def test_one_file_of_all_runs(out, tmp_path):
    path = tmp_path / "pupils.parquet"
    columns = ["year", "school_id", "pupils"]
    n_rows = export_table(out, "school_grade", path, columns)
    expected = read_records(out, "school_grade", columns)
    found = pd.read_parquet(path)
    assert n_rows == len(found) == len(expected)
    assert list(found) == ["scenario", "draw", "seed", *columns]
    assert found["pupils"].tolist() == expected["pupils"].tolist()
    assert found["scenario"].astype(str).tolist() == expected["scenario"].tolist()
    of_draw_1 = pd.read_parquet(path, filters=[("draw", "=", 1), ("scenario", "=", "b")])
    assert len(of_draw_1) == len(expected.query("draw == 1 and scenario == 'b'")) > 0
    about = pq.ParquetFile(path).metadata
    draws = [about.row_group(k).column(1).statistics for k in range(about.num_row_groups)]
    assert [(one.min, one.max) for one in draws] == [(0, 0), (1, 1), (0, 0), (1, 1)]  # a run a row group


def test_csv_of_all_runs(out, tmp_path):
    export_table(out, "county", tmp_path / "county.csv", ["year", "births"])
    found, expected = pd.read_csv(tmp_path / "county.csv"), read_records(out, "county", ["year", "births"])
    assert found.to_numpy().tolist() == expected.to_numpy().tolist()


def test_a_file_that_cannot_be_finished_leaves_the_one_before(out, tmp_path):
    path = tmp_path / "county.csv"
    path.write_text("before", encoding="utf-8")
    cut_off(out)
    with pytest.raises(UserError):
        export_table(out, "county", path)
    assert path.read_text(encoding="utf-8") == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["county.csv", "out"]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix signal")
def test_the_folder_of_a_writer_that_was_killed_is_free_again(tmp_path):
    script = f"""
import sys, time
from pathlib import Path
from sim.records.lock import only_writer
with only_writer(Path({str(tmp_path)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT) as writer:
        assert writer.stdout.readline() == b"held\n"
        with pytest.raises(UserError) as error, only_writer(tmp_path):
            pass
        writer.kill()
    assert "another batch is writing into this folder" in error.value.text("en")
    assert "另一个批量正在写入该文件夹" in error.value.text("zh")
    with only_writer(tmp_path):
        pass


def test_what_a_killed_driver_left_over_is_told_from_files_of_the_user(tmp_path):
    for name in (".manifest.json.4711", ".hidden", "manifest.json.4711"):
        (tmp_path / name).touch()
    assert [path.name for path in tmp_path.iterdir() if is_left_over(path)] == [".manifest.json.4711"]
