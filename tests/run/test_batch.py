"""Batches: the same records however they are run, nothing lost, nothing twice, and a clear word where it goes wrong."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.records.batch_folder import read_batch_folder
from sim.records.layout import RunId, failure, part
from sim.records.lock import only_writer
from sim.records.manifest import BatchHead
from sim.records.reading import read_records
from sim.records.verifying import sha256_from_parquet
from sim.run.batch import run_batch
from sim.run.plan import Plan
from sim.run.scenario import load_scenario
from sim.run.tasks import make_tasks
from tests.run.fake_engine import DIES, FAILS, HANGS

ENGINE = "tests.run.fake_engine"


@pytest.fixture
def plan(tmp_path):
    """Return a maker of plans over two scenarios, three draws and the seeds given."""
    good = load_scenario(Path(__file__).parents[1] / "bad_scenarios" / "good.yaml")

    def make(out="out", seeds=(1, 2), content="a", draws=3):
        scenarios = {name: replace(good, name=name) for name in ("base", "other")}
        head = BatchHead("fake", tuple(scenarios), tuple(range(draws)), tuple(seeds), (2017, 2018), content)
        return Plan(head, scenarios, {good.input_dir: "tables"}, tmp_path / out, engine=ENGINE)

    return make


def run(plan, workers=1, resume=False):
    return run_batch(plan, workers=workers, resume=resume, lang="en", command="sim batch fake.yaml --out out")


def statuses(report):
    return [row["status"] for row in report.manifest["runs"]]


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
        assert sha256_from_parquet(asked.out, run_id) == row["records_sha256"]
    assert len({row["records_sha256"] for row in on_disk["runs"]}) == 12
    readme = (asked.out / "README.md").read_text(encoding="utf-8")
    assert "class_size_cap" in readme
    assert (asked.out / "resolved" / "other.yaml").exists()
    assert not (asked.out / ".writing").exists()


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
    kept = (asked.out / part("classes", RunId("base", 0, 1))).stat().st_mtime_ns
    monkeypatch.setenv("FAKE_ENGINE_MENDED", "1")
    resumed = run(asked, workers=2, resume=True)
    assert statuses(resumed) == ["ok"] * 18
    assert (asked.out / part("classes", RunId("base", 0, 1))).stat().st_mtime_ns == kept
    straight = run(plan("straight", seeds=(1, HANGS, 3)))
    assert resumed.manifest["records_sha256"] == straight.manifest["records_sha256"]


@pytest.mark.skipif(sys.platform == "win32", reason="the fake engine kills itself by a Unix signal")
def test_a_killed_worker_is_said_and_resumed(plan, monkeypatch):
    asked = plan(seeds=(1, DIES))
    with pytest.raises(UserError, match="a worker process was killed"):
        run(asked, workers=2)
    assert json.loads((asked.out / "manifest.json").read_text(encoding="utf-8"))["runs"]
    monkeypatch.setenv("FAKE_ENGINE_MENDED", "1")
    resumed = run(asked, workers=2, resume=True)
    assert statuses(resumed) == ["ok"] * 12
    assert (
        resumed.manifest["records_sha256"]
        == run(plan("straight", seeds=(1, DIES))).manifest["records_sha256"]
    )


def test_a_truncated_file_is_made_again(plan):
    asked = plan()
    before = run(asked).manifest["records_sha256"]
    path = asked.out / part("classes", RunId("other", 2, 2))
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


def test_a_disk_that_fills_ends_the_batch_with_one_error(plan, monkeypatch):
    import sim.records.store as store

    asked, count = plan(), []
    original = store._stage

    def full(*args):
        count.append(1)
        if len(count) > 3:
            raise OSError(28, "No space left on device")
        return original(*args)

    monkeypatch.setattr(store, "_stage", full)
    with pytest.raises(UserError, match="the disk is full"):
        run(asked)
    monkeypatch.undo()
    assert len(list((asked.out / "runs").iterdir())) == 3
    resumed = run(asked, resume=True)
    shutil.rmtree(asked.out)
    assert resumed.manifest["records_sha256"] == run(asked).manifest["records_sha256"]


@pytest.mark.parametrize(
    ("workers", "draws", "expected"), [(1, 2, 2), (2, 2, 2), (2, 1, 2), (8, 1, 6), (4, 3, 6)]
)
def test_tasks_keep_a_draw_together_but_leave_no_worker_idle(plan, workers, draws, expected):
    runs = plan(seeds=(1, 2, 3), draws=draws).head.runs()
    tasks = make_tasks(runs, workers)
    assert len(tasks) == expected
    assert sorted(run for task in tasks for run in task) == sorted(runs)
    assert all(len({run.draw for run in task}) == 1 for task in tasks)
