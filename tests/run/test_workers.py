"""Worker processes: a start built once for all, and a batch that goes on when a worker is killed."""

import os
import sys
from multiprocessing import Pipe

import pytest

from sim.base.errors import UserError
from sim.records.layout import RunId, failure
from sim.run import workers as module
from sim.run.batch import run_batch
from sim.run.workers import serve as module_serve
from tests.run.batches import make_plan, statuses
from tests.run.fake_engine import DIES, DIES_ONCE, FAILS

SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="the fake engine kills itself by a Unix signal")


@pytest.fixture
def plan(tmp_path):
    return lambda out="out", **asked: make_plan(tmp_path / out, **asked)


def run(plan, workers=2, resume=False):
    return run_batch(plan, workers=workers, resume=resume, lang="en", command="sim batch fake.yaml --out out")


def test_a_shared_start_is_built_once_for_all_workers(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE_STARTS", str(tmp_path / "starts"))
    monkeypatch.setenv("FAKE_ENGINE_SECONDS", "0.05")
    report = run(plan(draws=1, seeds=tuple(range(1, 10))))
    assert statuses(report) == ["ok"] * 18
    assert (tmp_path / "starts").read_text(encoding="utf-8").split() == ["0"]


def ended_at_once(pipe, plan, environment):
    os._exit(7)


@SIGNALS
def test_a_killed_worker_is_replaced_and_its_run_tried_again(plan, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FAKE_ENGINE_DIED", str(tmp_path))
    asked = plan(seeds=(1, DIES_ONCE), draws=2)
    report = run(asked)
    assert statuses(report) == ["ok"] * 8
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["0", "1"]
    error = capsys.readouterr().err
    assert error.count("a worker was lost (by signal 9 (memory may be short)) on ") == 2
    assert "runs 8/8, time" in error
    straight = run(plan("straight", seeds=(1, DIES_ONCE), draws=2), workers=1)
    assert report.manifest["records_sha256"] == straight.manifest["records_sha256"]


@SIGNALS
def test_a_run_that_kills_every_worker_is_noted_and_costs_no_other(plan, monkeypatch):
    asked = plan(seeds=(1, DIES), draws=1)
    report = run(asked)
    assert statuses(report) == ["ok", "failed"] * 2
    text = failure(asked.out, RunId("base", 0, DIES)).read_text(encoding="utf-8")
    assert text.startswith(f"scenario base, draw 0, seed {DIES}, years 2017:2018\nfile good.yaml\n")
    assert "the worker was lost 3 times, at last by signal 9 (memory may be short)" in text
    monkeypatch.setenv("FAKE_ENGINE_MENDED", "1")
    resumed = run(asked, resume=True)
    assert statuses(resumed) == ["ok"] * 4
    assert not failure(asked.out, RunId("base", 0, DIES)).exists()


def test_workers_that_never_begin_end_the_batch_with_a_word(plan, monkeypatch):
    monkeypatch.setattr(module, "serve", ended_at_once)
    with pytest.raises(
        UserError,
        match="worker processes end before they begin; finished runs are kept\n  value:  with exit code 7",
    ):
        run(plan(draws=1))


def test_failed_runs_are_counted_on_the_line(plan, capsys):
    run(plan(seeds=(1, FAILS), draws=1))
    assert "runs 4/4, 2 failed, time" in capsys.readouterr().err


def test_a_worker_has_the_environment_of_the_driver_and_no_other(monkeypatch):
    """The server that forks keeps the environment it began with, maybe that of an earlier batch."""
    monkeypatch.setattr(os, "environ", {"OLD": "1", "SAME": "1", "CHANGED": "1"})
    monkeypatch.setattr(module, "Starts", lambda plan, told: None)
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)
    ours, theirs = Pipe()
    ours.close()
    module_serve(theirs, None, {"SAME": "1", "CHANGED": "2", "NEW": "1"})
    assert os.environ == {"SAME": "1", "CHANGED": "2", "NEW": "1"}


@SIGNALS
def test_the_last_try_is_made_when_no_other_run_is_going_on(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE_RUNS", str(tmp_path / "begun"))
    run(plan(seeds=(1, DIES, 20, 21, 22), draws=1))
    begun = [line.split()[1] for line in (tmp_path / "begun").read_text(encoding="utf-8").splitlines()]
    assert sorted(begun[-2:]) == [f"base-0-{DIES}", f"other-0-{DIES}"]
    assert begun.count(f"base-0-{DIES}") == 3


def test_the_others_go_on_when_further_workers_do_not_begin(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE_DIED", str(tmp_path))
    monkeypatch.setenv("FAKE_ENGINE_SECONDS", "0.05")
    monkeypatch.setattr(module, "serve", only_the_first_serves)
    assert statuses(run(plan(seeds=tuple(range(20, 40)), draws=1), workers=3)) == ["ok"] * 40


def only_the_first_serves(pipe, plan, environment):
    try:
        os.mkdir(os.path.join(environment["FAKE_ENGINE_DIED"], "first"))
    except FileExistsError:
        os._exit(7)
    module_serve(pipe, plan, environment)


@SIGNALS
def test_workers_are_gone_when_the_batch_has_ended(plan, monkeypatch):
    import multiprocessing

    run(plan(draws=1))
    assert multiprocessing.active_children() == []
