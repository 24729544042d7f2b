"""Runs and batches of the small county through the command line, with the real engine."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.cli import main
from sim.records.layout import RunId
from sim.records.store import is_finished
from tests.records.verifying import sha256_from_file

ROOT = Path(__file__).parents[2]
GOOD = str(ROOT / "tests" / "bad_scenarios" / "good.yaml")
BATCH = """
name: small
scenarios: [{good}, nothing.yaml]
draws: {draws}
seeds: {seeds}
"""
NOTHING = """
name: nothing
title: {{zh: 维持, en: Nothing}}
extends: {good}
levers:
  class_size_cap:
"""


@pytest.fixture
def batch_file(tmp_path):
    """Return a maker of batch files over the small county."""
    good = Path(GOOD).as_posix()

    def make(draws=2, seeds=1):
        (tmp_path / "nothing.yaml").write_text(NOTHING.format(good=good), encoding="utf-8")
        path = tmp_path / "batch.yaml"
        path.write_text(BATCH.format(good=good, draws=draws, seeds=seeds), encoding="utf-8")
        return str(path)

    return make


def manifest(out):
    return json.loads((Path(out) / "manifest.json").read_text(encoding="utf-8"))


def run(out, *flags):
    assert main(["run", GOOD, "--lang", "en", "--out", str(out), *flags]) == 0
    return manifest(out)


def process(*command):
    # Ctrl-C is let through: a test run in the background of a shell would hand down that it is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "sim", *command, "--lang", "en"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)


def test_same_seed_same_records_whatever_the_threads(tmp_path):
    one, two = run(tmp_path / "1", "--threads", "1"), run(tmp_path / "2", "--threads", "2", "--check")
    assert one["records_sha256"] == two["records_sha256"]
    assert one["runs"][0]["records_sha256"] == sha256_from_file(tmp_path / "1", RunId("good", 0, 1))
    assert run(tmp_path / "3", "--seed", "2")["records_sha256"] != one["records_sha256"]


def test_profile_prints_the_seconds_and_bytes_of_each_process(tmp_path, capsys):
    run(tmp_path / "out", "--profile")
    said = capsys.readouterr().out
    rows = {line.split()[-1]: line.split() for line in said.splitlines() if " s " in line}
    assert {"ageing", "census", "record_tables"} <= rows.keys()
    seconds, unit, peak, kept, _ = rows["record_tables"]
    assert unit == "s"
    assert float(seconds) > 0
    assert float(peak) >= max(0.0, float(kept))
    assert "1 of 1 runs in " in said


def test_run_is_draw_0_of_a_batch_and_years_end_where_asked(tmp_path, batch_file):
    single = run(tmp_path / "run")
    assert main(["batch", batch_file(draws=1), "--workers", "1", "--out", str(tmp_path / "batch")]) == 0
    rows = {row["scenario"]: row for row in manifest(tmp_path / "batch")["runs"]}
    assert rows["good"]["records_sha256"] == single["runs"][0]["records_sha256"]
    assert single["years"] == [2017, 2018]
    assert run(tmp_path / "short", "--years", "2017:2017")["years"] == [2017, 2017]


def test_workers_and_resume_change_nothing(tmp_path, batch_file):
    file, one, two = batch_file(), tmp_path / "one", tmp_path / "two"
    assert main(["batch", file, "--workers", "1", "--out", str(one)]) == 0
    assert main(["batch", file, "--workers", "2", "--out", str(two)]) == 0
    whole = manifest(one)["records_sha256"]
    assert manifest(two)["records_sha256"] == whole
    (two / "records" / "good-1-1.zip").unlink()
    assert main(["batch", file, "--resume", "--out", str(two)]) == 0
    assert manifest(two)["records_sha256"] == whole


def test_an_output_folder_is_used_once(tmp_path, capsys):
    run(tmp_path / "out")
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    assert main(["run", GOOD, "--lang", "en", "--out", str(tmp_path / "out")]) == 2
    assert "already holds finished runs" in capsys.readouterr().err
    assert main(["run", GOOD, "--lang", "en", "--seed", "9", "--out", str(tmp_path / "out")]) == 2
    assert "holds another batch" in capsys.readouterr().err
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before


def test_a_run_that_raises_ends_with_3(tmp_path, batch_file, monkeypatch, capsys):
    import sim.run.engine as engine

    original = engine.run_one

    def one_fails(scenario, tables, **asked):
        if scenario.name == "nothing":
            raise ZeroDivisionError("on purpose")
        return original(scenario, tables, **asked)

    monkeypatch.setattr(engine, "run_one", one_fails)
    out = tmp_path / "out"
    assert main(["batch", batch_file(), "--workers", "1", "--lang", "en", "--out", str(out)]) == 3
    assert "2 runs failed; see " in capsys.readouterr().err
    assert [row["status"] for row in manifest(out)["runs"]] == ["ok", "failed"] * 2
    assert "on purpose" in (out / "failed" / "nothing-1-1.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are set per process on Unix only")
def test_a_full_disk_is_one_clear_error_and_the_batch_resumes(tmp_path, batch_file, capsys):
    file, out = batch_file(), tmp_path / "out"
    command = ["batch", file, "--workers", "1", "--lang", "en", "--out", str(out)]
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        f"from sim.cli import main; sys.exit(main({command!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "the disk is full; nothing half-written was kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(out.rglob("*.zip*"))
    assert main(["batch", file, "--workers", "1", "--resume", "--out", str(out)]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a Unix signal")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_with_130_and_keeps_finished_runs(tmp_path, batch_file, workers):
    file, out = batch_file(draws=40, seeds=2), tmp_path / "out"
    batch = process("batch", file, "--workers", workers, "--out", str(out))
    deadline = time.monotonic() + 600  # the first run may compile
    while len(list(out.glob("records/*.zip"))) < 2 and time.monotonic() < deadline and batch.poll() is None:
        time.sleep(0.02)
    batch.send_signal(signal.SIGINT)
    _, error = batch.communicate(timeout=120)
    assert batch.returncode == 130
    assert "finish with the same command and --resume" in error
    assert "Traceback" not in error
    rows = manifest(out)["runs"]
    finished = [RunId(row["scenario"], row["draw"], row["seed"]) for row in rows if row["status"] == "ok"]
    assert 2 <= len(finished) < len(rows)
    assert all(is_finished(out, run) for run in finished)
    assert not (out / ".writing").exists()


def test_a_run_that_is_stopped_is_to_be_run_again(tmp_path, monkeypatch, capsys):
    import sim.run.engine as engine

    def stopped(*given, **asked):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "run_one", stopped)
        assert main(["run", GOOD, "--lang", "en", "--out", str(tmp_path / "out")]) == 130
    assert (
        capsys.readouterr().err.splitlines()[-1]
        == "stopped; a run is not resumed: run the same command again"
    )
    run(tmp_path / "out")  # which then does what was said


def test_a_run_in_partitions_has_the_records_of_one_process(tmp_path, capsys):
    whole = run(tmp_path / "whole")
    parts = run(tmp_path / "parts", "--partitions", "1", "--profile")
    assert parts["records_sha256"] == whole["records_sha256"]
    assert "families_move" in capsys.readouterr().out


def test_partitions_that_cannot_be_are_refused_in_words(tmp_path, capsys):
    assert main(["run", GOOD, "--lang", "en", "--out", str(tmp_path / "two"), "--partitions", "2"]) == 2
    assert "more partitions than counties" in capsys.readouterr().err
    assert (
        main(["run", GOOD, "--lang", "en", "--out", str(tmp_path / "on"), "--scheduler", "tcp://none"]) == 2
    )
    assert "--partitions N" in capsys.readouterr().err
