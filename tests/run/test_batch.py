"""Batches: the same records however they are run, nothing lost, nothing twice, and a clear word where it goes wrong."""

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.records.batch_folder import read_batch_folder
from sim.records.layout import RunId, failure, run_file
from sim.records.lock import only_writer
from sim.records.reading import read_records
from sim.run.batch import run_batch
from tests.records.verifying import sha256_from_file
from tests.run.batches import make_plan, statuses
from tests.run.fake_engine import FAILS, GROWS, HANGS


@pytest.fixture
def plan(tmp_path):
    """Return a maker of plans over two scenarios, three draws and the seeds given."""
    return lambda out="out", **asked: make_plan(tmp_path / out, **asked)


def run(plan, workers=1, resume=False):
    return run_batch(plan, workers=workers, resume=resume, lang="en", command="sim batch fake.yaml --out out")


def test_a_batch_says_what_it_did(plan):
    asked = plan()
    report = run(asked)
    on_disk = json.loads((asked.out / "manifest.json").read_text(encoding="utf-8"))
    assert on_disk == report.manifest
    assert statuses(report) == ["ok"] * 12
    assert on_disk["draws"] == [0, 1, 2]
    assert on_disk["seeds"] == [1, 2]
    for row in on_disk["runs"]:
        run_id = RunId(row["scenario"], row["draw"], row["seed"])
        assert sha256_from_file(asked.out, run_id) == row["records_sha256"]
    assert len({row["records_sha256"] for row in on_disk["runs"]}) == 12
    readme = (asked.out / "README.md").read_text(encoding="utf-8")
    assert "class_size_cap" in readme
    assert (asked.out / "resolved" / "other.yaml").exists()
    assert not (asked.out / ".writing").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="files are named by their handles there alone")
@pytest.mark.parametrize(("seeds", "asked_once"), [((1,), False), ((1, 2, 3), True)])
def test_runs_are_on_the_disk_before_a_manifest_names_them(plan, monkeypatch, seeds, asked_once):
    happened = []
    sync, fsync, replaced = os.sync, os.fsync, os.replace

    def name_of(handle):
        return (
            Path(os.readlink(f"/proc/self/fd/{handle}")).name
            if isinstance(handle, int)
            else Path(handle).name
        )

    monkeypatch.setattr(os, "sync", lambda: (happened.append("all on disk"), sync()))
    monkeypatch.setattr(
        os, "fsync", lambda handle: (happened.append(f"{name_of(handle)} on disk"), fsync(handle))
    )
    monkeypatch.setattr(
        os, "replace", lambda aside, to: (happened.append(f"{name_of(to)} in place"), replaced(aside, to))
    )
    asked = plan(seeds=seeds)
    run(asked)
    runs = sorted(path.name for path in (asked.out / "records").iterdir())
    ready = {"all on disk"} if asked_once else {*(f"{name} on disk" for name in runs), "records on disk"}
    last_run = max(happened.index(f"{name} in place") for name in runs)
    end = len(happened) - happened[::-1].index("manifest.json in place") - 1
    assert ready <= set(happened[last_run + 1 : end])
    assert happened[end - 1].startswith(".manifest.json.")
    assert happened[end - 1].endswith(" on disk")
    assert happened[end + 1] == f"{asked.out.name} on disk"


def test_a_scenario_that_differs_by_its_rule_alone_is_told_apart(plan):
    asked = plan()
    listed = asked.scenarios["other"].with_rule("points", {"from": 2018, "source": "one | other"})
    run(replace(asked, scenarios={**asked.scenarios, "other": listed}))
    manifest = json.loads((asked.out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["admission"]["base"] == {}
    assert manifest["admission"]["other"]["points"] == {
        "title": {"zh": "积分入学（厦门 2020-22）", "en": "Points (Xiamen 2020-22)"},
        "source": "one | other", "from": 2018, "area": "everywhere", "stage": "both",
    }  # fmt: skip
    readme = (asked.out / "README.md").read_text(encoding="utf-8").splitlines()
    at = readme.index("## Rules of admission of each scenario (各情景的招生办法)")
    assert readme[at + 4 : at + 6] == [
        "| base | none (无) | | |",
        "| other | Points (Xiamen 2020-22) (points)<br>积分入学（厦门 2020-22）（points） "
        "| everywhere, primary and junior, from 2018<br>全域，小学、初中，2018学年起 | one \\| other |",
    ]
    folder = read_batch_folder(asked.out)
    assert [one.admission for one in folder.scenarios] == list(manifest["admission"].values())
    assert "levers: class_size_cap; rules of admission: points" in repr(folder).splitlines()[2]


def test_a_batch_without_rules_has_no_section_of_them(plan):
    asked = plan()
    run(asked)
    assert "Rules of admission" not in (asked.out / "README.md").read_text(encoding="utf-8")
    assert "rules of admission" not in repr(read_batch_folder(asked.out))


def test_a_folder_that_tells_no_rules_is_read(plan):
    asked = plan()
    run(asked)
    path = asked.out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["admission"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert [one.admission for one in read_batch_folder(asked.out).scenarios] == [{}, {}]


def test_records_are_read_with_their_run(plan):
    asked = plan()
    run(asked)
    frame = read_records(asked.out, "classes", ["year", "size"])
    assert list(frame) == ["scenario", "draw", "seed", "year", "size"]
    assert len(frame) == 24
    one = frame[(frame.scenario == "other") & (frame.draw == 2) & (frame.seed == 1) & (frame.year == 2018)]
    assert one["size"].tolist() == [18 + 200 + 1 + 10 * len("other")]


def test_one_worker_and_two_give_the_same(plan):
    one, two = run(plan("one")), run(plan("two"), workers=2)
    assert statuses(two) == ["ok"] * 12
    assert one.manifest["records_sha256"] == two.manifest["records_sha256"]


def test_the_start_is_built_once_a_draw(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE_STARTS", str(tmp_path / "starts"))
    run(plan())
    assert (tmp_path / "starts").read_text(encoding="utf-8").split() == ["0", "1", "2"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_raises_costs_no_other(plan, workers, monkeypatch):
    asked = plan(seeds=(1, FAILS))
    report = run(asked, workers)
    assert report.count("failed") == 6
    assert report.count("ok") == 6
    text = failure(asked.out, RunId("base", 1, FAILS)).read_text(encoding="utf-8")
    assert text.startswith(f"scenario base, draw 1, seed {FAILS}, years 2017:2018\n")
    assert "ZeroDivisionError: seed 13 fails" in text
    monkeypatch.setenv("FAKE_ENGINE_MENDED", "1")
    mended = run(asked, resume=True)
    assert statuses(mended) == ["ok"] * 12
    assert not failure(asked.out, RunId("base", 1, FAILS)).exists()
    assert (
        mended.manifest["records_sha256"]
        == run(plan("straight", seeds=(1, FAILS))).manifest["records_sha256"]
    )


def test_ctrl_c_keeps_what_is_finished_and_resume_does_the_rest(plan, monkeypatch, tmp_path):
    asked = plan(seeds=(1, HANGS, 3))
    report = run(asked)
    assert report.interrupted
    assert statuses(report) == ["ok"] + ["missing"] * 17
    kept = run_file(asked.out, RunId("base", 0, 1)).stat().st_mtime_ns
    monkeypatch.setenv("FAKE_ENGINE_MENDED", "1")
    resumed = run(asked, workers=2, resume=True)
    assert statuses(resumed) == ["ok"] * 18
    assert run_file(asked.out, RunId("base", 0, 1)).stat().st_mtime_ns == kept
    straight = run(plan("straight", seeds=(1, HANGS, 3)))
    assert resumed.manifest["records_sha256"] == straight.manifest["records_sha256"]


def test_a_truncated_file_is_made_again(plan):
    asked = plan()
    before = run(asked).manifest["records_sha256"]
    path = run_file(asked.out, RunId("other", 2, 2))
    path.write_bytes(path.read_bytes()[:-7])
    (asked.out / ".writing" / "left over").mkdir(parents=True)
    after = run(asked, resume=True)
    assert after.manifest["records_sha256"] == before
    assert sum(after.profile.values()) == pytest.approx(0.01)  # one run was done
    assert not (asked.out / ".writing").exists()


def test_finished_runs_are_not_done_again_unasked(plan):
    asked = plan()
    run(asked)
    with pytest.raises(UserError) as error:
        run(asked)
    assert error.value.text("en") == (
        f"error: {asked.out}: the output folder already holds finished runs of this batch\n"
        "  value:  12 of 12 runs\n"
        "  remedy: use sim batch --resume to finish the missing ones, or choose another folder"
    )


@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_of_another_batch_is_left_alone(plan, resume):
    asked = plan()
    run(asked)
    held = {path: path.read_bytes() for path in asked.out.rglob("*") if path.is_file()}
    with pytest.raises(UserError) as error:
        run(plan(content="b"), resume=resume)
    assert error.value.text("en") == (
        f"error: {asked.out}: the output folder holds another batch or other files\n"
        "  value:  fake\n"
        "  rule:   one folder, one batch: the same scenarios, input tables, draws, seeds and years\n"
        "  remedy: choose another folder with --out"
    )
    assert {path: path.read_bytes() for path in asked.out.rglob("*") if path.is_file()} == held


def test_a_folder_of_other_files_is_left_alone(plan):
    asked = plan()
    asked.out.mkdir()
    (asked.out / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="another batch or other files"):
        run(asked)
    assert (asked.out / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert not (asked.out / "manifest.json").exists()


def test_output_that_is_a_file_is_refused(plan):
    asked = plan()
    asked.out.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="the output folder cannot be written"):
        run(asked)


def test_two_writers_in_one_folder_are_refused(plan):
    asked = plan()
    with only_writer(asked.out), pytest.raises(UserError, match="another batch is writing into this folder"):
        run(asked)
    assert statuses(run(asked)) == ["ok"] * 12


def test_a_run_that_grows_too_large_is_told_without_a_traceback_and_costs_no_other(plan):
    asked = plan(seeds=(1, GROWS), draws=1)
    assert statuses(run(asked)) == ["ok", "failed"] * 2
    text = failure(asked.out, RunId("base", 0, GROWS)).read_text(encoding="utf-8")
    assert text.splitlines()[3:] == [
        "error: too large",
        f"  value:  {GROWS}",
        "错误：过大",
        f"  值：{GROWS}",
    ]


def test_a_single_run_that_grows_too_large_says_so_at_once(plan):
    whole = plan(seeds=(GROWS,), draws=1)
    one = replace(whole, head=replace(whole.head, scenarios=("base",)))
    with pytest.raises(UserError, match="too large"):
        run(one)


def test_a_disk_that_fills_ends_the_batch_with_one_error(plan, monkeypatch):
    import sim.records.store as store

    asked, count = plan(), []
    original = store._write

    def full(*args):
        count.append(1)
        if len(count) > 3:
            raise OSError(28, "No space left on device")
        return original(*args)

    monkeypatch.setattr(store, "_write", full)
    with pytest.raises(UserError, match="the disk is full"):
        run(asked)
    monkeypatch.undo()
    assert len(list((asked.out / "records").iterdir())) == 3
    resumed = run(asked, resume=True)
    shutil.rmtree(asked.out)
    assert resumed.manifest["records_sha256"] == run(asked).manifest["records_sha256"]
