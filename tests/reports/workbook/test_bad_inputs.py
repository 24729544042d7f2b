"""Batches that are not whole, folders that are none, files that cannot be replaced."""

import json
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sim.base.errors import UserError
from sim.cli import main
from sim.records.layout import RunId, failure
from sim.reports.workbook.build import write_workbook
from tests.reports.workbook.hand import ReadBack, tables, write_batch


def words(path):
    return "\n".join(str(c.value) for row in load_workbook(path)["说明"].iter_rows() for c in row if c.value)


@pytest.fixture
def partly(tmp_path):
    """Return a batch in which the reference run of one scenario failed, and a run of the other is missing."""
    runs = {
        ("do_nothing", 0, 1): tables(), ("do_nothing", 1, 1): "missing",
        ("cap", 0, 1): "failed", ("cap", 1, 1): tables(2, True),
    }  # fmt: skip
    return write_batch(tmp_path / "out", runs)


def test_failed_and_missing_runs_are_told_and_the_rest_is_reported(partly, capsys):
    assert main(["report", str(partly), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0].endswith("report/tables.xlsx")
    assert all(Path(line).is_file() for line in told.out.splitlines())
    assert "11_paired_differences" not in told.out
    assert "1次运行失败，未计入报告：cap-0-1" in told.err
    assert "1次运行缺失，未计入报告：do_nothing-1-1" in told.err
    assert "没有任何运行能与“维持现状”的同抽样、同种子运行配对" in told.err
    path = partly / "report/tables.xlsx"
    text = words(path)
    assert "失败：cap-0-1" in text
    assert "缺失：do_nothing-1-1" in text
    assert "抽样1，种子1" in text  # the reference run of the scenario whose first run failed
    assert "情景比较" not in load_workbook(path).sheetnames
    row = ReadBack(path, "表9").row(情景="班额上限", 县="甲县", 学段="合计", 学年=2018)
    assert row["在校生/P50"] == 192 + 2
    assert "4次运行中完成2次" in ReadBack(path, "表9").sheet.cell(ReadBack(path, "表9").last + 1, 1).value


def test_a_scenario_without_any_run_is_left_out(tmp_path):
    runs = {("do_nothing", 0, 1): "failed", ("cap", 0, 1): tables(0, True)}
    out = write_batch(tmp_path / "out", runs)
    write_workbook(out, base="do_nothing", lang="zh")
    sheet = ReadBack(out / "report/tables.xlsx", "表1")
    assert sheet.row(县="甲县", 城乡="合计", 学段="合计")["在校生/数值"] == 232
    assert "情景“班额上限”" in sheet.sheet["A2"].value
    assert "情景" not in ReadBack(out / "report/tables.xlsx", "表7").headers


def test_figures_of_a_base_without_any_run_show_another_and_say_so(tmp_path, capsys):
    runs = {("do_nothing", 0, 1): "failed", ("cap", 0, 1): tables(0, True)}
    out = write_batch(tmp_path / "out", runs)
    assert main(["report", str(out), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert "基准情景“维持现状”没有已完成的运行：现状表和图件改用“班额上限”" in told.err
    assert "1次运行失败，未计入报告：do_nothing-0-1" in told.err
    assert "01_pupils_by_stage.svg" in told.out
    assert "11_paired_differences" not in told.out


def test_a_run_whose_failure_was_noted_after_the_manifest_is_told_as_failed(partly, capsys):
    path = failure(partly, RunId("do_nothing", 1, 1))
    path.parent.mkdir(exist_ok=True)
    path.write_text("why")
    assert main(["report", str(partly), "--lang", "zh"]) == 0
    assert "2次运行失败，未计入报告：cap-0-1、do_nothing-1-1" in capsys.readouterr().err


@pytest.mark.parametrize("lost", ["titles", "years", "inputs", "levers", "scenarios"])
def test_a_manifest_that_lacks_something(partly, capsys, lost):
    path = partly / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest[lost]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    for command in ("report", "compare"):
        assert main([command, str(partly), "--lang", "zh"]) == 2
        told = capsys.readouterr().err
        assert "清单文件已损坏或被改动" in told
        assert f"值：{lost}" in told


@pytest.mark.parametrize("runs", [[1], [{"scenario": "cap"}], "runs", {"cap": 1}])
def test_a_manifest_whose_runs_cannot_be_read(partly, capsys, runs):
    path = partly / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "runs": runs}), encoding="utf-8")
    assert main(["report", str(partly), "--lang", "zh"]) == 2
    assert "清单文件已损坏或被改动" in capsys.readouterr().err


def test_one_scenario_is_its_own_base(tmp_path, capsys):
    out = write_batch(tmp_path / "out", {("cap", 0, 1): tables(0, True)})
    assert main(["report", str(out), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert "只有一个情景" in told.err
    assert "没有已完成的运行" not in told.err
    assert "01_pupils_by_stage.svg" in told.out
    assert "没有“情景比较”：本批量只有一个情景" in words(out / "report/tables.xlsx")
    assert (out / "report/figures/01_pupils_by_stage.png").is_file()


def refused(out, base="do_nothing"):
    with pytest.raises(UserError) as caught:
        write_workbook(out, base=base, lang="zh")
    assert not (out / "report").exists()
    return caught.value.text("zh")


def test_an_older_record_format(tmp_path):
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): tables()})
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    (out / "manifest.json").write_text(json.dumps({**manifest, "format": "1"}), encoding="utf-8")
    text = refused(out)
    assert "记录格式与本版本不同" in text
    assert "请用本版本重新运行该批量" in text


def test_no_batch_no_finished_run_no_such_base(tmp_path, partly):
    assert "没有批量结果" in refused(tmp_path / "nothing")
    out = write_batch(tmp_path / "none", {("do_nothing", 0, 1): "failed"})
    assert "没有已完成的运行" in refused(out)
    assert "可用：cap, do_nothing" in refused(partly, "nothing_done")


def test_damaged_records(partly):
    next((partly / "records").iterdir()).write_bytes(b"")
    assert "记录缺失或损坏" in refused(partly)


def test_an_existing_workbook_is_replaced(partly):
    path = partly / "report/tables.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"older")
    write_workbook(partly, base="do_nothing", lang="zh")
    assert load_workbook(path).sheetnames[0] == "说明"


def test_a_locked_workbook_is_told_and_left_as_it_was(partly, monkeypatch, capsys):
    path = partly / "report/tables.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"older")

    def held(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", held)
    assert main(["report", str(partly), "--lang", "zh"]) == 2
    text = capsys.readouterr().err
    assert "工作簿无法写入；原有文件未改动" in text
    assert "请在其他程序中关闭该文件" in text
    assert path.read_bytes() == b"older"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_workbook(partly):
    (partly / "report/tables.xlsx").mkdir(parents=True)
    with pytest.raises(UserError) as caught:
        write_workbook(partly, base="do_nothing", lang="zh")
    assert "工作簿无法写入" in caught.value.text("zh")


def test_a_full_disk(partly, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UserError) as caught:
        write_workbook(partly, base="do_nothing", lang="zh")
    assert "磁盘已满" in caught.value.text("zh")


def test_an_unknown_language(partly, capsys):
    assert main(["report", str(partly), "--lang", "de"]) == 2
    assert "one of: zh, en" in capsys.readouterr().err


def test_csv_needs_a_cell(partly, capsys):
    assert main(["report", str(partly), "--csv", "x.csv", "--lang", "en"]) == 2
    assert "name a cell with --explain" in capsys.readouterr().err


def test_explain_on_the_command_line(out, tmp_path, capsys):
    rows = tmp_path / "rows.csv"
    assert main(["report", str(out), "--lang", "zh", "--explain", "表7!F12", "--csv", str(rows)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("表7!F12  需求P50（人） = ")
    assert text.rstrip().endswith("一致")
    assert rows.read_text(encoding="utf-8").startswith("scenario,draw,seed,part,")
    assert main(["report", str(out), "--lang", "zh", "--explain", "表7!F12", "--csv", "-"]) == 0
    assert capsys.readouterr().out == rows.read_text(encoding="utf-8")
    assert main(["report", str(out), "--lang", "en", "--explain", "T7!A1"]) == 2
    assert "the cell holds no figure" in capsys.readouterr().err


def test_the_english_text_of_an_explanation(out, capsys):
    assert main(["report", str(out), "--lang", "en", "--explain", "T7!F12"]) == 0
    text = capsys.readouterr().out
    assert "How it is made" in text
    assert text.rstrip().endswith("agrees")
