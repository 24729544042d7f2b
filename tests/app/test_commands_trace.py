"""`sim trace`: a recorded run made again, and what it tells of children and schools."""

import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from sim.cli import main
from sim.records.layout import RunId, run_file
from sim.records.reading import read_records
from sim.records.store import read_marker
from tests.records.tables import renote

SMALL = Path(__file__).parents[1] / "data" / "small"
PRIMARY = "990001-P001"
YEARS = range(2017, 2023)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Return a folder with the small county and `out`, a run of its scenario cap."""
    folder = tmp_path_factory.mktemp("trace")
    shutil.copytree(SMALL, folder / "small")
    assert (
        main(["run", str(folder / "small" / "cap.yaml"), "--out", str(folder / "out"), "--lang", "en"]) == 0
    )
    return folder


@pytest.fixture
def out(world):
    return str(world / "out")


@pytest.fixture
def copied(world, tmp_path):
    """Return a copy of the results that a test may spoil."""
    return shutil.copytree(world / "out", tmp_path / "out")


def rows(capsys, *command):
    """Return the rows of CSV that a trace prints."""
    capsys.readouterr()
    assert main(["trace", *command, "--csv", "--lang", "en"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def details(row):
    return dict(item.split("=", 1) for item in row["details"].split("; ") if item)


def cell(out, school, grade, year):
    """Return the row of `school_grade`."""
    table = read_records(out, "school_grade")
    (row,) = table[(table.school_id == school) & (table.grade == grade) & (table.year == year)].to_dict(
        "records"
    )
    return row


def refused(capsys, *command):
    """Return the message of a command that ends with 2 and prints nothing else."""
    capsys.readouterr()
    assert main(["trace", *command, "--lang", "en"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("error: ") == 1
    assert "Traceback" not in printed.err
    return printed.err


@pytest.mark.parametrize(("grade", "year"), [(1, 2020), (6, 2017), (3, 2022)])
def test_the_list_is_the_census_of_a_school_and_grade(out, capsys, grade, year):
    found = rows(capsys, out, "--list", f"school={PRIMARY}", f"grade={grade}", f"year={year}")
    assert len(found) == len({row["uid"] for row in found}) == cell(out, PRIMARY, grade, year)["pupils"] > 0
    assert {(r["school"], r["grade"], r["year"]) for r in found} == {(PRIMARY, str(grade), str(year))}
    minutes = sum(int(row["minutes"]) for row in found)
    assert minutes == cell(out, PRIMARY, grade, year)["minutes_sum"]


def test_lists_of_a_year_and_of_a_grade(out, capsys):
    table = read_records(out, "school_grade")
    assert len(rows(capsys, out, "--list", "year=2021")) == table[table.year == 2021].pupils.sum()
    assert len(rows(capsys, out, "--list", "grade=9")) == table[table.grade == 9].pupils.sum()


def test_the_story_of_a_child_is_that_of_its_cells(out, capsys):
    """A pupil of grade 3 in 2017 is in the grades 3, 4, 5, ... of the schools whose cells the records hold."""
    uid = rows(capsys, out, "--list", f"school={PRIMARY}", "grade=3", "year=2017")[0]["uid"]
    stays = {
        year: {row["uid"] for row in rows(capsys, out, "--list", f"year={year}", f"grade={grade}")}
        for year, grade in ((2018, 4), (2019, 5), (2020, 6), (2021, 7), (2022, 8))
    }
    assert all(uid in pupils for pupils in stays.values()), "this child neither repeats nor leaves"
    story = rows(capsys, out, "--child", uid)
    assert {row["uid"] for row in story} == {uid}
    assert story[0]["event"] == "start.there"
    assert details(story[0])["grade"] == "3"
    seen = [details(row) | {"year": row["year"]} for row in story if row["event"] == "census.pupil"]
    assert [(int(one["year"]), int(one["grade"])) for one in seen] == [(y, y - 2014) for y in YEARS]
    for one in seen:
        recorded = cell(out, one["school"], int(one["grade"]), int(one["year"]))
        assert (int(one["pupils"]), int(one["classes"])) == (recorded["pupils"], recorded["classes"])
    promoted = [(row["year"], details(row)["grade"]) for row in story if row["event"] == "ageing.promoted"]
    assert promoted == [("2018", "4"), ("2019", "5"), ("2020", "6"), ("2022", "8")]
    assert [row["year"] for row in story if row["event"] == "ageing.asks"] == ["2021"]


def test_the_story_in_words(out, capsys):
    uid = rows(capsys, out, "--list", f"school={PRIMARY}", "grade=3", "year=2017")[0]["uid"]
    assert main(["trace", out, "--child", uid, "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0].startswith(f"Child {uid} in run cap-0-1 of out, records ")
    assert "Children of the model are no persons." in told.out
    assert f"pupil of grade 3 at 甲镇小学1（合成） ({PRIMARY})" in told.out
    assert "2018-09  moved up to grade 4" in told.out
    sha = read_marker(Path(out), RunId("cap", 0, 1))["records_sha256"]
    assert f"the same records: records_sha256 of the run {sha}" in told.err
    assert main(["trace", out, "--child", hex(int(uid)), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert f"儿童 {uid}" in told.out
    assert "2018年9月  升入四年级" in told.out
    assert f"记录一致：单次运行的 records_sha256 {sha}" in told.err


def test_a_school_year_by_year(out, capsys):
    found = [row for row in rows(capsys, out, "--school", PRIMARY) if row["what"] == "pupils"]
    told = {(int(r["year"]), int(r["grade"])): int(r["children"]) for r in found}
    table = read_records(out, "school_grade")
    mine = table[(table.school_id == PRIMARY) & (table.pupils > 0)]
    assert told == dict(zip(zip(mine.year, mine.grade, strict=True), mine.pupils, strict=True))
    assert main(["trace", out, "--school", PRIMARY, "--lang", "en"]) == 0
    pupils = mine[mine.year == 2020].pupils.sum()
    assert f"2020-09: {pupils} pupils in " in capsys.readouterr().out


def test_csv_into_a_file(out, capsys, tmp_path):
    uid = rows(capsys, out, "--list", "grade=1", "year=2018")[0]["uid"]
    told = rows(capsys, out, "--child", uid)
    assert main(["trace", out, "--child", uid, "--csv", str(tmp_path / "s.csv"), "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == told


def test_the_run_of_a_batch_is_chosen(world, capsys, tmp_path):
    out = tmp_path / "batch"
    small = world / "small" / "batch.yaml"
    assert main(["batch", str(small), "--workers", "1", "--out", str(out), "--lang", "en"]) == 0
    table = read_records(out, "school_grade")
    here = table[(table.school_id == PRIMARY) & (table.grade == 1) & (table.year == 2021)]
    for chosen, flags in (
        (("do_nothing", 0, 7), []),
        (("cap", 0, 7), ["--scenario", "cap"]),
        (("do_nothing", 2, 8), ["--draw", "2", "--seed", "8"]),
        (("cap", 1, 8), ["--scenario", "cap", "--draw", "1", "--seed", "8"]),
    ):
        (pupils,) = here[
            (here[["scenario", "draw", "seed"]] == pd.Series(chosen, ["scenario", "draw", "seed"])).all(
                axis=1
            )
        ].pupils
        assert (
            len(rows(capsys, str(out), "--list", f"school={PRIMARY}", "grade=1", "year=2021", *flags))
            == pupils
        )
    said = refused(capsys, str(out), "--seed", "9", "--child", "1")
    assert "no such finished run" in said
    assert "do_nothing-0-7, do_nothing-0-8, do_nothing-1-7" in said


@pytest.mark.parametrize(
    ("flags", "message", "value"),
    [
        (["--child", "12"], "no such child in this run", "12"),
        (["--child", "x"], "not the number of a child", "x"),
        (["--child", "-1"], "not the number of a child", "-1"),
        (["--child", str(2**64)], "not the number of a child", str(2**64)),
        (["--school", "990001-P009"], "unknown school", "990001-P009"),
        (["--list", "school=here"], "unknown school", "here"),
        (["--list", "year=2040"], "the run has no such year", "year=2040"),
        (["--list", "grade=10"], "no such grade", "grade=10"),
        (["--list", "class=1"], "unknown key", "class"),
        (["--list", "grade"], "not of the form key=value", "grade"),
        (["--list", "grade=1", "grade=2"], "grade stands twice", "grade=2"),
        (["--scenario", "other", "--child", "1"], "no such finished run", "--scenario other"),
    ],
)  # fmt: skip
def test_mistakes_are_one_clear_error(out, capsys, flags, message, value):
    flags = [f"{flags[0]}={flags[1]}", *flags[2:]] if flags[0] == "--child" else flags
    said = refused(capsys, out, *flags)
    assert message in said
    assert f"value:  {value}\n" in said


def test_a_folder_without_results(capsys, tmp_path):
    assert "the folder holds no batch" in refused(capsys, str(tmp_path), "--child", "1")


def test_records_that_were_changed_are_not_explained(copied, capsys):
    path = run_file(copied, RunId("cap", 0, 1))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = refused(capsys, str(copied), "--list", "year=2018")
    assert "the records of the run were changed after they were written" in said


def test_records_of_another_run_are_not_explained(copied, capsys):
    content = renote(run_file(copied, RunId("cap", 0, 1)), records_sha256="0" * 64)
    said = refused(capsys, str(copied), "--list", "year=2018")
    assert "the run made again has other records" in said
    assert f"value:  {content['records_sha256']}" in said
    assert f"records_sha256 {'0' * 64}" in said


def test_another_commit_is_said_and_the_records_decide(copied, capsys):
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    (copied / "manifest.json").write_text(json.dumps(manifest | {"commit": "an-older-one"}), encoding="utf-8")
    assert main(["trace", str(copied), "--list", "year=2018", "--lang", "en"]) == 0
    assert "warning: the run was made by commit an-older-one" in capsys.readouterr().err
    assert main(["trace", str(copied), "--list", "year=2018", "--lang", "zh"]) == 0
    assert "该次运行由提交 an-older-one 完成" in capsys.readouterr().err


def test_input_tables_that_moved_or_changed(world, capsys, tmp_path):
    folder = shutil.copytree(world / "small", tmp_path / "small")
    out = str(tmp_path / "out")
    assert main(["run", str(folder / "cap.yaml"), "--out", out, "--lang", "en"]) == 0
    moved = (folder / "input").rename(tmp_path / "elsewhere")
    said = refused(capsys, out, "--list", "year=2018")
    assert "the input tables of the run are not there" in said
    assert "name their folder with --input" in said
    assert rows(capsys, out, "--list", "year=2018", "--input", str(moved))
    assert "--input: the input tables" in refused(
        capsys, out, "--list", "year=2018", "--input", str(folder / "no")
    )
    with (moved / "births.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    said = refused(capsys, out, "--list", "year=2018", "--input", str(moved))
    assert "the input tables are not those of the run" in said


def test_a_folder_of_an_earlier_version_does_not_tell_its_tables(copied, capsys):
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    del manifest["input_sha256"]
    (copied / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert rows(capsys, str(copied), "--list", "year=2018")


def test_a_resolved_scenario_that_is_missing_or_unknown_to_this_version(copied, capsys):
    path = copied / "resolved" / "cap.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("class_size_cap:", "class_size_top:"), encoding="utf-8")
    assert "unknown lever" in refused(capsys, str(copied), "--list", "year=2018")
    path.write_text("name: {value: cap}\n", encoding="utf-8")
    assert main(["trace", str(copied), "--list", "year=2018", "--lang", "en"]) == 2
    assert "the key title is missing" in capsys.readouterr().err
    path.unlink()
    assert "file not found" in refused(capsys, str(copied), "--list", "year=2018")


@pytest.mark.parametrize(
    "command",
    [["trace"], ["trace", "o"], ["trace", "o", "--child", "1", "--school", "2"], ["trace", "o", "--list"]],
)
def test_a_wrong_command_line_ends_with_2(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2


def test_help_says_that_children_are_no_persons(capsys):
    with pytest.raises(SystemExit):
        main(["trace", "--help"])
    said = capsys.readouterr().out
    assert "no personal data" in " ".join(said.split())
    assert "不含个人信息" in said
