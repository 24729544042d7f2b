"""Batches on a Dask cluster: the same records, sent back to the driver, and what happens when parts of it are lost."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.base.atomic import write_atomic
from sim.base.errors import UserError
from sim.records.layout import RunId, failure, run_file
from sim.run import cluster as module
from sim.run.batch import run_batch
from sim.run.partitions_on_dask import on_cluster
from sim.run.program import program, refuse_other
from sim.run.tasks import FAILED, Outcome
from tests.run.batches import finished, make_plan, statuses
from tests.run.fake_engine import DIES, DIES_ONCE, FAILS, set_environment

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="the fake engine kills itself by a Unix signal")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own warnings are no defects of ours


@pytest.fixture(scope="module")
def cluster():
    """Return a cluster of two worker processes on this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60
    ) as made:
        yield made


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Wait longer for a scheduler than users would: this machine may have much else to do."""
    monkeypatch.setattr(module, "_SECONDS_TO_ANSWER", 60)


@pytest.fixture
def plan(tmp_path):
    return lambda out="out", **asked: make_plan(tmp_path / out, **asked)


def run(plan, scheduler=None, resume=False):
    return run_batch(
        plan,
        workers=1,
        resume=resume,
        lang="en",
        command="sim batch fake.yaml --out out",
        scheduler=scheduler,
    )


def test_a_cluster_gives_the_same_records(plan, cluster):
    one, other = plan("here"), plan("there")
    here, there = run(one), run(other, cluster.scheduler_address)
    assert statuses(there) == ["ok"] * 12
    assert here.manifest["records_sha256"] == there.manifest["records_sha256"]

    def files(out):
        return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())

    assert files(one.out) == files(other.out)


def test_a_shared_start_is_built_once_for_the_cluster(plan, cluster, tmp_path):
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run(set_environment, FAKE_ENGINE_STARTS=str(tmp_path / "starts"))
    report = run(plan(draws=1, seeds=tuple(range(1, 13))), cluster.scheduler_address)
    assert statuses(report) == ["ok"] * 24
    assert (tmp_path / "starts").read_text(encoding="utf-8").split() == ["0"]


def test_a_run_that_raises_costs_no_other(plan, cluster):
    asked = plan(seeds=(1, FAILS), draws=1)
    assert statuses(run(asked, cluster.scheduler_address)) == ["ok", "failed"] * 2
    text = failure(asked.out, RunId("base", 0, FAILS)).read_text(encoding="utf-8")
    assert text.startswith(f"scenario base, draw 0, seed {FAILS}, years 2017:2018\n")
    assert "ZeroDivisionError: seed 13 fails" in text


def test_only_the_missing_runs_are_done_on_resume(plan, cluster):
    asked = plan()
    whole = run(asked, cluster.scheduler_address).manifest["records_sha256"]
    run_file(asked.out, RunId("other", 2, 1)).unlink()
    write_atomic(failure(asked.out, RunId("other", 2, 1)), "why")
    resumed = run(asked, cluster.scheduler_address, resume=True)
    assert sum(resumed.profile.values()) == pytest.approx(0.01)  # one run was done
    assert not failure(asked.out, RunId("other", 2, 1)).exists()
    assert resumed.manifest["records_sha256"] == whole


@pytest.fixture
def mortal(tmp_path, monkeypatch):
    """Return a cluster whose workers die as the fake engine wants; each is replaced by its nanny."""
    (tmp_path / "died").mkdir()
    monkeypatch.setenv("FAKE_ENGINE_DIED", str(tmp_path / "died"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60
    ) as made:
        yield made


@SIGNALS
def test_a_killed_worker_costs_no_run(plan, mortal, tmp_path):
    asked = plan(seeds=(1, DIES_ONCE), draws=2)
    report = run(asked, mortal.scheduler_address)
    assert statuses(report) == ["ok"] * 8
    assert sorted(path.name for path in (tmp_path / "died").iterdir()) == ["0", "1"]
    straight = run(plan("straight", seeds=(1, DIES_ONCE), draws=2))
    assert report.manifest["records_sha256"] == straight.manifest["records_sha256"]


@SIGNALS
def test_a_run_that_kills_every_worker_is_noted_and_costs_no_other(plan, mortal, capsys):
    with distributed.Client(mortal.scheduler_address, set_as_default=False) as client:
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))
    asked = plan(seeds=tuple(range(1, DIES + 1, 7)), draws=1)  # 1, 8, 15
    report = run(asked, mortal.scheduler_address)
    assert statuses(report) == ["ok", "ok", "failed"] * 2
    text = failure(asked.out, RunId("base", 0, DIES)).read_text(encoding="utf-8")
    assert "KilledWorker" in text


class LosesTheFirst:
    """A client whose tasks end at once; what the first sends back is lost with its worker before it is fetched."""

    def __init__(self):
        self.asked = []

    def nthreads(self):
        return {"worker": 1}

    def submit(self, do, batch, piece, start, **_):
        self.asked.append(piece.runs)
        return (
            LostOnTheWay()
            if len(self.asked) == 1
            else Ended([(Outcome(run, FAILED), b"") for run in piece.runs])
        )


class Ended:
    """A task that has ended."""

    status = "finished"

    def __init__(self, sent=None):
        self.sent = sent

    def add_done_callback(self, tell):
        tell(self)

    def result(self):
        return self.sent


class LostOnTheWay(Ended):
    """A task whose workers were lost when it was done again."""

    def result(self):
        raise distributed.KilledWorker("task", None, 0)


def test_a_result_lost_before_it_was_fetched_and_lost_again_is_tried_alone(plan):
    runs, client = [RunId("base", 0, 1), RunId("base", 1, 1)], LosesTheFirst()
    said = list(module._Batch(plan(), runs, client, "tcp://x:1").outcomes())
    assert client.asked == [(runs[0],), (runs[1],), (runs[0],)]
    assert "workers were lost on 1 runs; each is tried alone at the end" in said[0].en
    assert [outcome.run for outcome in said[1:]] == [runs[1], runs[0]]


class Started:
    """A scheduler and a worker as processes of their own, found by the scheduler's file."""

    def __init__(self, folder, threads=1):
        self.file = folder / "scheduler.json"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = os.environ | {"FAKE_ENGINE_SECONDS": "0.1"}
        self.scheduler, self.worker = (
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self.file), *more],
                cwd=ROOT, env=environment, **quiet,
            )
            for what, more in (
                ("scheduler", ("--port", "0", "--no-dashboard")),
                ("worker", ("--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--death-timeout", "60")),
            )
        )  # fmt: skip

    def end(self):
        for process in (self.scheduler, self.worker):
            process.kill()
            process.wait()


@SIGNALS
def test_a_lost_scheduler_is_said_and_the_batch_resumes(plan, tmp_path, monkeypatch):
    asked = plan(seeds=tuple(range(1, 13)), draws=2)
    started = Started(tmp_path)
    try:
        wait_until(started.file.is_file)
        killing = threading.Thread(
            target=lambda: (
                wait_until(lambda: len(finished(asked)) > 3), started.scheduler.kill()
            )
        )  # fmt: skip
        killing.start()
        with pytest.raises(UserError, match="the Dask scheduler was lost; finished runs are kept"):
            run(asked, str(started.file))
        killing.join()
    finally:
        started.end()
    assert 3 < len(finished(asked)) < 48
    resumed = run(asked, resume=True)
    assert statuses(resumed) == ["ok"] * 48
    straight = run(plan("straight", seeds=tuple(range(1, 13)), draws=2))
    assert resumed.manifest["records_sha256"] == straight.manifest["records_sha256"]


def meet_for_ever(link, number, begun):
    """Meet again and again, as partitions do; begins with a file that says so."""
    Path(begun, str(number)).touch()
    while True:
        link.swap(["to 0", "to 1"])
        time.sleep(0.05)


@SIGNALS
def test_a_scheduler_lost_in_the_middle_of_a_partitioned_run_is_said(tmp_path):
    (begun := tmp_path / "begun").mkdir()
    started = Started(tmp_path, threads=2)
    try:
        wait_until(started.file.is_file)
        with distributed.Client(scheduler_file=str(started.file), set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
        killing = threading.Thread(
            target=lambda: (wait_until(lambda: len(list(begun.iterdir())) == 2), started.scheduler.kill())
        )
        killing.start()
        with pytest.raises(UserError, match="the Dask scheduler was lost; nothing of the run is kept"):
            on_cluster(meet_for_ever, [(0, str(begun)), (1, str(begun))], str(started.file))
        killing.join()
    finally:
        started.end()


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert is_so()


def test_an_address_where_nobody_answers_is_one_clear_error(plan, monkeypatch):
    monkeypatch.setattr(module, "_SECONDS_TO_ANSWER", 0.5)
    with pytest.raises(UserError) as error:
        run(plan(draws=1), "tcp://127.0.0.1:1")
    assert error.value.text("en").splitlines()[:2] == [
        "error: --scheduler: no Dask scheduler answers at this address",
        "  value:  tcp://127.0.0.1:1",
    ]


@pytest.mark.parametrize("address", ["nonsense", "http://x:1", "tcp://127.0.0.1:abc", "README.md", "tests"])
def test_what_is_no_address_is_one_clear_error_at_once(plan, address, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(module, "Client", no_client)
    with pytest.raises(UserError, match="no Dask scheduler answers at this address"):
        run(plan(draws=1), address)


def no_client(*_, **__):
    pytest.fail("a client that waits and cannot be closed takes 20 seconds or more")


def test_plans_of_two_batches_stand_beside_each_other(plan, monkeypatch):
    monkeypatch.setattr(module, "_held", {})
    one, other = module.HeldPlan(plan("one")), module.HeldPlan(plan("other"))
    one.setup(None)
    other.setup(None)
    other.teardown(None)
    assert list(module._held) == [module.key_of(one.plan)]


def test_without_dask_it_is_said_what_to_install(plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "sim.run.cluster", None)
    with pytest.raises(UserError, match="pip install --require-hashes --no-deps -r requirements-dev.txt"):
        run(plan(draws=1), "tcp://127.0.0.1:1")


def test_a_worker_with_another_program_is_refused(plan, cluster, monkeypatch):
    monkeypatch.setattr(module, "program", lambda: {"numpy": "0.1"})
    with pytest.raises(UserError, match="another program or packages") as error:
        run(plan(draws=1), cluster.scheduler_address)
    assert "numpy" in str(error.value.value)


def test_a_worker_beside_a_folder_named_as_the_program_is_refused(monkeypatch):
    monkeypatch.setattr("sim.__file__", None)  # as of an editable install that such a folder hides
    with pytest.raises(UserError, match="started beside a folder that is named as the program"):
        refuse_other(program())


@pytest.mark.parametrize(
    ("n_runs", "workers", "sizes"),
    [(6, 2, [1] * 6), (200, 2, [16] * 12 + [8]), (40, 5, [2] * 20), (3, 0, [1] * 3)],
)
def test_tasks_hold_several_runs_where_there_are_many(n_runs, workers, sizes):
    runs = [RunId("a", 0, seed) for seed in range(n_runs)]
    pieces = module.make_pieces(runs, dict.fromkeys(runs, "0-0"), workers)
    assert [len(piece.runs) for piece in pieces] == sizes
    assert [run for piece in pieces for run in piece.runs] == runs
    assert all(piece.is_shared for piece in pieces)
