"""`sim registers`: the files it writes, and what it refuses."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sim.cli import main
from sim.records.layout import RunId, run_file
from sim.records.reading import read_records
from tests.records.tables import renote

SMALL = Path(__file__).parents[1] / "data" / "small"
NAMES = ["left_behind", "dropout_control", "transfers", "large_classes", "standards"]
SHEETS = [
    "说明",
    "留守儿童档案",
    "控辍保学台账",
    "学籍异动",
    "大班额销号台账",
    "标准化建设台账",
    "栏目 Columns",
]
LEAVING = """
name: leaving
title: {zh: 辍学多, en: Many drop out}
extends: do_nothing.yaml
parameters: {p_dropout_primary: 0.1, p_dropout_junior: 0.2, is_survey_dropout: 0}
years: [2017, 2019]
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Return a folder with the small county and `out`, a run in which many drop out."""
    folder = tmp_path_factory.mktemp("registers")
    shutil.copytree(SMALL, folder / "small")
    (folder / "small" / "leaving.yaml").write_text(LEAVING, encoding="utf-8")
    scenario = str(folder / "small" / "leaving.yaml")
    assert main(["run", scenario, "--out", str(folder / "out"), "--lang", "en"]) == 0
    return folder


@pytest.fixture(scope="module")
def made(world):
    """Return the folder of the registers of 2018."""
    assert main(["registers", str(world / "out"), "--year", "2018", "--lang", "en"]) == 0
    return world / "out" / "registers" / "leaving-0-1-2018"


@pytest.fixture
def copied(world, tmp_path):
    """Return a copy of the results that a test may spoil."""
    return shutil.copytree(world / "out", tmp_path / "out")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refused(capsys, *command):
    """Return the message of a command that ends with 2."""
    capsys.readouterr()
    assert main(["registers", *command, "--lang", "en"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    return printed.err


def test_one_workbook_and_one_file_a_register(made):
    assert sorted(path.name for path in made.iterdir()) == sorted(
        ["registers.xlsx", *(f"{name}.csv" for name in NAMES)]
    )
    assert load_workbook(made / "registers.xlsx").sheetnames == SHEETS


def test_the_rows_are_as_many_as_the_records_count(made, world):
    cells = read_records(world / "out", "school_grade")
    cells = cells[cells.year == 2018]
    rows = {name: read(made / f"{name}.csv") for name in NAMES}
    assert len(rows["left_behind"]) == cells.n_left_behind.sum() > 0
    new = [row for row in rows["dropout_control"] if row["台账类别"] == "本学年新增"]
    assert len(new) == cells.n_dropouts.sum() > 0
    kinds = [row["异动类别"] for row in rows["transfers"]]
    assert kinds.count("辍学") == cells.n_dropouts.sum()
    assert kinds.count("复学") == cells.n_returns.sum()
    assert kinds.count("转入") == (cells.n_in_before + cells.n_transfer_in).sum()
    left = (cells.n_out_before + cells.n_transfer_out - cells.n_deaths).sum()
    assert kinds.count("转出") == left > 0
    assert kinds.count("死亡") == cells.n_deaths.sum()
    assert kinds.count("留级") == cells.n_repeaters.sum()
    assert len(rows["standards"]) == 3


def test_every_row_says_from_which_run_it_is_and_that_nobody_is_real(made):
    for name in NAMES:
        for row in read(made / f"{name}.csv"):
            assert (row["学年"], row["批量"], row["情景"]) == ("2018", "leaving", "leaving")
            assert (row["参数抽样"], row["随机种子"], row["辍学口径"]) == ("0", "1", "登记口径")
            assert "模拟儿童，非真实个人" in row["数据性质"]
            assert "simulated children, not real ones" in row["数据性质"]
            assert "推算 (estimate)" in row["数据性质"]


def test_every_sheet_says_so_and_holds_the_same_rows_as_its_file(made):
    book = load_workbook(made / "registers.xlsx")
    for sheet, name in zip(SHEETS[1:-1], NAMES, strict=True):
        values = [
            [cell for cell in row if cell is not None] for row in book[sheet].iter_rows(values_only=True)
        ]
        above = " ".join(str(cell) for row in values[:6] for cell in row)
        assert "模拟儿童，非真实个人" in above
        assert "2018学年；批量 leaving；情景“辍学多”（leaving）；参数抽样0；随机种子1" in above
        assert "【推算】" in above
        assert "辍学口径：登记口径" in above
        numbered = [row for row in values if isinstance(row[0], int)]
        table = read(made / f"{name}.csv")
        assert [str(row[0]) for row in numbered] == [row["序号"] for row in table]
        if name != "large_classes" and name != "standards":
            assert [row[1] for row in numbered] == [row["学生编号（散列）"] for row in table]
    ties = [row for row in book["说明"].iter_rows(values_only=True) if row[6] in ("是", "否")]
    assert len(ties) == 28
    assert {row[6] for row in ties} == {"是"}


def test_the_same_files_again_and_in_another_folder(made, world, tmp_path):
    to = tmp_path / "there"
    command = [
        "registers",
        str(world / "out"),
        "--year",
        "2018",
        "--out",
        str(to),
        "--threads",
        "1",
        "--lang",
        "zh",
    ]
    assert main(command) == 0
    for name in NAMES:
        assert (to / f"{name}.csv").read_bytes() == (made / f"{name}.csv").read_bytes()


def test_the_last_year_by_default(world, capsys):
    assert main(["registers", str(world / "out"), "--lang", "zh"]) == 0
    printed = capsys.readouterr()
    assert "leaving-0-1-2019/registers.xlsx" in printed.out
    assert "模拟儿童，非真实个人" in printed.err


@pytest.mark.parametrize("year", ["2016", "2020"])
def test_a_year_that_the_run_does_not_have(world, capsys, year):
    said = refused(capsys, str(world / "out"), "--year", year)
    assert "the run has no such year" in said
    assert f"value:  {year}" in said
    assert "years 2017 to 2019" in said


def test_a_run_that_is_not_there(world, capsys):
    assert "no such finished run" in refused(capsys, str(world / "out"), "--seed", "5")


def test_a_folder_without_results(capsys, tmp_path):
    assert "the folder holds no batch" in refused(capsys, str(tmp_path))


def test_a_run_that_comes_out_otherwise_writes_nothing(copied, capsys, tmp_path):
    renote(run_file(copied, RunId("leaving", 0, 1)), records_sha256="0" * 64)
    said = refused(capsys, str(copied), "--out", str(tmp_path / "to"))
    assert "the run made again has other records" in said
    assert not (tmp_path / "to").exists()


def test_another_commit_is_said_and_the_records_decide(copied, capsys):
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    (copied / "manifest.json").write_text(json.dumps(manifest | {"commit": "an-older-one"}), encoding="utf-8")
    assert main(["registers", str(copied), "--lang", "en"]) == 0
    assert "warning: the run was made by commit an-older-one" in capsys.readouterr().err


def test_changed_inputs(world, capsys, tmp_path):
    changed = shutil.copytree(world / "small" / "input", tmp_path / "input")
    with (changed / "births.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    said = refused(capsys, str(world / "out"), "--input", str(changed))
    assert "the input tables are not those of the run" in said


def test_a_folder_that_cannot_be_written(world, capsys, tmp_path):
    (tmp_path / "file").write_text("")
    said = refused(capsys, str(world / "out"), "--out", str(tmp_path / "file" / "to"))
    assert "cannot be written" in said
    assert "--out" in said


def test_help_says_that_nobody_is_real(capsys):
    with pytest.raises(SystemExit):
        main(["registers", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "simulated, not real ones" in said
    assert "hashed" in said
