"""The driver of a batch is killed: what is finished stays, nothing is done twice, and resuming gives the same batch."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import psutil
import pytest

from sim.run.batch import run_batch
from tests.run.batches import finished, make_plan
from tests.run.drive import DRAWS, N_RUNS, SEEDS

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds, on a machine with much else to do
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by Unix signals")


@pytest.fixture
def drive(tmp_path):
    """Return a starter of the driver; a run takes 20 ms and is noted when it begins, and `most` runs may end."""
    begun = []
    environment = os.environ | {
        "FAKE_ENGINE_SECONDS": "0.02",
        "FAKE_ENGINE_RUNS": str(tmp_path / "begun"),
    }

    def start(out, workers, most=0):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.run.drive", str(out), str(workers)],
            cwd=ROOT, env=environment | {"FAKE_ENGINE_MOST": str(most)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        begun.append(process)
        return process

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def wait_for(process, is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_so()


def kill(process):
    """Kill a driver, and return the processes it had started."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    return children


def still_alive(processes):
    """Return the processes that do not end; one that its new parent has not waited for has ended all the same."""
    deadline = time.monotonic() + PATIENCE
    while (alive := [one for one in processes if runs(one)]) and time.monotonic() < deadline:
        time.sleep(0.005)
    return alive


def runs(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def runs_begun(folder):
    path = folder / "begun"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_three_times_and_resumed_is_the_same_batch(tmp_path, drive, workers):
    plan, luck = make_plan(tmp_path / "out", seeds=SEEDS, draws=DRAWS), Random(workers)
    out = plan.out
    for share in (0.0, 0.3, 0.7):
        process = drive(out, workers, most=int(0.9 * N_RUNS))
        wait_for(process, lambda share=share: len(runs_begun(tmp_path)) > share * N_RUNS)
        time.sleep(luck.uniform(0, 0.2))
        assert not still_alive(kill(process))
    kept = finished(plan)
    assert 0.3 * N_RUNS < len(kept) < N_RUNS
    before = len(runs_begun(tmp_path))
    last = drive(out, workers)
    last.communicate(timeout=PATIENCE)
    assert last.returncode == 0
    again = Counter(line.split()[1] for line in runs_begun(tmp_path)[before:])
    assert set(again) == {run.label for run in finished(plan)} - {run.label for run in kept}
    assert set(again.values()) == {1}
    assert len(finished(plan)) == N_RUNS
    assert kept.items() <= finished(plan).items()
    straight = make_plan(tmp_path / "straight", seeds=SEEDS, draws=DRAWS)
    run_batch(straight, workers=1, resume=False, lang="en", command="sim batch")
    assert manifest(out)["records_sha256"] == manifest(straight.out)["records_sha256"]
    assert not (out / ".writing").exists()


def manifest(out):
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_workers_end_with_a_driver_that_is_killed(tmp_path, drive):
    process = drive(tmp_path / "out", 2, most=2)
    wait_for(process, lambda: len({line.split()[0] for line in runs_begun(tmp_path)}) == 2)
    children = psutil.Process(process.pid).children(recursive=True)
    assert {int(line.split()[0]) for line in runs_begun(tmp_path)} <= {child.pid for child in children}
    assert not still_alive(kill(process))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_polite_end_is_taken_as_a_stop(tmp_path, drive, workers):
    plan = make_plan(tmp_path / "out", seeds=SEEDS, draws=DRAWS)
    out = plan.out
    process = drive(out, workers, most=N_RUNS // 2)
    wait_for(process, lambda: len(runs_begun(tmp_path)) > 4)
    process.send_signal(signal.SIGTERM)
    _, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, error
    told = Counter(row["status"] for row in manifest(out)["runs"])
    assert told == {"ok": len(finished(plan)), "missing": N_RUNS - len(finished(plan))}
    assert not (out / ".writing").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_asked_to_end_again_and_again_the_manifest_is_still_written(tmp_path, drive, workers):
    """As SLURM does when the time of a job is up."""
    plan = make_plan(tmp_path / "out", seeds=SEEDS, draws=DRAWS)
    process = drive(plan.out, workers, most=N_RUNS // 2)
    wait_for(process, lambda: len(finished(plan)) > 4)
    while process.poll() is None:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.001)
    told = Counter(row["status"] for row in manifest(plan.out)["runs"])
    assert 4 < len(finished(plan)) < N_RUNS
    assert told == {"ok": len(finished(plan)), "missing": N_RUNS - len(finished(plan))}
