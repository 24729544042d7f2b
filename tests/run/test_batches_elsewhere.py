"""The small county through the command line, with the real engine: workers that share a start, and a Dask cluster."""

import json
from pathlib import Path

import pytest

from sim.cli import main

distributed = pytest.importorskip("distributed")

GOOD = (Path(__file__).parents[1] / "bad_scenarios" / "good.yaml").as_posix()
BATCH = f"""
name: small
scenarios: [{GOOD}, nothing.yaml]
draws: 2
seeds: 2
"""
NOTHING = f"""
name: nothing
title: {{zh: 维持, en: Nothing}}
extends: {GOOD}
levers:
  class_size_cap:
"""


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Return what does the batch in a new folder and returns its manifest."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "nothing.yaml").write_text(NOTHING, encoding="utf-8")
    (folder / "batch.yaml").write_text(BATCH, encoding="utf-8")

    def do(name, *options):
        command = ["batch", str(folder / "batch.yaml"), "--lang", "en", "--out", str(folder / name), *options]
        assert main(command) == 0
        return json.loads((folder / name / "manifest.json").read_text(encoding="utf-8"))

    return do


@pytest.fixture(scope="module")
def alone(batch):
    """Return the hash of the batch on one worker."""
    return batch("alone", "--workers", "1")["records_sha256"]


def test_five_workers_that_share_two_starts_give_the_same_records(batch, alone):
    assert batch("five", "--workers", "5")["records_sha256"] == alone


@pytest.mark.filterwarnings("default")  # Dask's own warnings are no defects of ours
def test_a_cluster_gives_the_same_records(batch, alone):
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60
    ) as cluster:
        there = batch("cluster", "--scheduler", cluster.scheduler_address)
    assert there["records_sha256"] == alone
    assert [row["status"] for row in there["runs"]] == ["ok"] * 8


def test_a_batch_is_done_by_workers_or_by_a_cluster(tmp_path, capsys):
    command = ["batch", GOOD, "--out", str(tmp_path), "--workers", "2", "--scheduler", "tcp://here:1"]
    with pytest.raises(SystemExit, match="2"):
        main(command)
    assert "not allowed with argument --workers" in capsys.readouterr().err
