"""A batch gives the same records however it is run: one worker or two, straight or resumed, one run or many."""

import json

import pytest

from sim.cli import main
from sim.records.layout import RunId, run_file
from tests.records.verifying import sha256_from_file


def batch(small, out, *options: str) -> dict:
    assert main(["batch", str(small / "batch.yaml"), "--out", str(out), *options]) == 0
    return json.loads((out / "manifest.json").read_text())


@pytest.fixture(scope="module")
def straight(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("straight")
    return out, batch(small, out, "--workers", "1")


def hashes(manifest: dict) -> dict:
    return {(r["scenario"], r["draw"], r["seed"]): r["records_sha256"] for r in manifest["runs"]}


def test_every_run_is_there_and_differs(straight):
    found = hashes(straight[1])
    assert len(found) == 12
    assert len(set(found.values())) == 12


def test_two_workers_give_the_records_of_one(straight, small, tmp_path):
    assert batch(small, tmp_path / "out", "--workers", "2")["records_sha256"] == straight[1]["records_sha256"]


def test_a_resumed_batch_gives_the_records_of_a_straight_one(straight, small, tmp_path):
    out = tmp_path / "out"
    batch(small, out, "--workers", "1")
    for run in (RunId("do_nothing", 1, 7), RunId("cap", 2, 8)):
        run_file(out, run).unlink()
    again = batch(small, out, "--workers", "1", "--resume")
    assert again["records_sha256"] == straight[1]["records_sha256"]


def test_the_hash_can_be_computed_from_the_files_alone(straight):
    out, manifest = straight
    for (scenario, draw, seed), sha in list(hashes(manifest).items())[::5]:
        assert sha256_from_file(out, RunId(scenario, draw, seed)) == sha


def test_a_single_run_is_draw_0_of_the_batch(straight, small, tmp_path):
    out = tmp_path / "one"
    options = ["--seed", "7", "--years", "2017:2021", "--threads", "2", "--check", "--out", str(out)]
    assert main(["run", str(small / "cap.yaml"), *options]) == 0
    manifest = json.loads((out / "manifest.json").read_text())
    assert hashes(manifest)["cap", 0, 7] == hashes(straight[1])["cap", 0, 7]
