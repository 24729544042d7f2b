"""The records behind a cell: they come to the run's value, and the runs to the cell."""

import shutil

import pandas as pd
import pytest
from openpyxl import load_workbook

from sim.base.errors import UserError
from sim.reports.workbook import explain as explaining
from sim.reports.workbook.cell_reference import read_reference
from sim.reports.workbook.explain_text import explanation_text
from tests.reports.workbook.hand import ReadBack, tables, write_batch


def explain(folder, reference, lang):
    return explaining.explain(folder, reference, base="do_nothing", lang=lang)


NOTHING, CAP = {"情景": "维持现状"}, {"情景": "班额上限"}
AREA_OF_PRIMARY = {"评估": "优质均衡2017", "学段": "小学", "指标": "生均教学及辅助用房面积"}
CELLS = [
    ("表1", "在校生/P90", {"县": "全区域", "城乡": "合计", "学段": "合计"}),
    ("表1", "学校数", {"县": "甲县", "城乡": "合计", "学段": "合计"}),
    ("表2", "利用率", {"标识码": "n"}),
    ("表2", "最大班额", {"县": "全区域"}),
    ("表3", "按班额分/61—65人", {"县": "甲县", "年级": "初中"}),
    ("表4", "按9月1日周岁分/7岁", {"县": "甲县", "年级": "一年级"}),
    ("表5", "小学招生数/P10", {**NOTHING, "县": "甲县", "年份": 2012}),
    ("表5", "小学招生数/P50", {**NOTHING, "县": "全区域", "年份": 2010}),
    ("表5", "入学/出生比P50", {**CAP, "县": "甲县", "年份": 2012}),
    ("表6", "小学适龄，均值/7岁", {**NOTHING, "县": "甲县", "城乡": "合计", "学年": 2018}),
    ("表7", "需求P90", {**NOTHING, "县": "全区域", "片区": "合计", "学段": "合计", "学年": 2018}),
    (
        "表7",
        "缺口+/富余−，P50/富余−",
        {**NOTHING, "县": "全区域", "片区": "合计", "学段": "合计", "学年": 2017},
    ),
    ("表7", "缺口概率", {**CAP, "县": "甲县", "片区": "镇区", "学段": "初中", "学年": 2018}),
    ("表7", "富余预警等级/预警概率", {**NOTHING, "县": "甲县", "片区": "镇区", "学段": "小学", "学年": 2017}),
    ("表7", "缺口预警等级/P50", {**NOTHING, "县": "甲县", "片区": "镇区", "学段": "初中", "学年": 2017}),
    ("表7", "已定学位，P50/在建", {**CAP, "县": "甲县", "片区": "镇区", "学段": "小学", "学年": 2018}),
    ("表8", "新增学位", {**CAP, "标识码": "t1"}),
    ("表8", "末学年/在校生", {**CAP, "标识码": "n"}),
    ("表10", "现有学生", {**CAP, "标识码": "p"}),
    ("表10", "可能性", {**CAP, "标识码": "p"}),
    ("表11", "床位使用率", {**NOTHING, "县": "甲县", "学段": "合计", "学年": 2017}),
    ("表16", "投资估算", {**CAP, "标识码": "t1", "项目类别": "扩建"}),
    ("表16-2", "合计/P50", {**CAP, "县": "甲县", "学年": 2017}),
    ("表9", "班均人数P50", {**CAP, "县": "全区域", "学段": "合计", "学年": 2018}),
    ("表12", "超额", {**CAP, "标识码": "n"}),
    ("表12", "可能性", {**NOTHING, "标识码": "t1"}),
    ("表13", "缺编（按班师比）/P50", {**CAP, "县": "甲县", "城乡": "乡村", "学段": "小学", "学年": 2017}),
    ("表13", "生师比P50", {**NOTHING, "县": "甲县", "城乡": "合计", "学段": "合计", "学年": 2018}),
    ("表13", "当年退休/P90", {**CAP, "县": "全区域", "城乡": "合计", "学段": "合计", "学年": 2018}),
    ("表13", "交流轮岗，P50/占比", {**CAP, "县": "甲县", "城乡": "镇区", "学段": "合计", "学年": 2018}),
    ("表13-2", "末学年/按班师比需编", {"标识码": "p"}),
    ("表14", "官方差异系数/P50", {**CAP, **AREA_OF_PRIMARY, "县": "甲县", "学年": 2018}),
    ("表14", "官方差异系数/基准P50", {**CAP, **AREA_OF_PRIMARY, "县": "全区域学校合并", "学年": 2018}),
    ("表14", "不加权差异系数/P50", {**CAP, **AREA_OF_PRIMARY, "县": "甲县", "学年": 2017}),
    ("表14", "不超上限的可能性", {**CAP, **AREA_OF_PRIMARY, "县": "甲县", "学年": 2018}),
    ("表14", "达标校数，P50/本情景", {**CAP, **AREA_OF_PRIMARY, "县": "甲县", "学年": 2018}),
    (
        "表14-2",
        "本情景P50",
        {**NOTHING, "县": "甲县", "编号": "G5", "学段": "小学", "学年": 2017},
    ),
    ("表15", "4 生均教学及辅助用房面积（4.5/5.8）/实际", {**CAP, "标识码": "t1", "学年": 2018}),
    ("表15", "达标项数", {**NOTHING, "标识码": "t1", "学年": 2017}),
    ("表18", "时期巩固率/P50", {**NOTHING, "县": "甲县", "学年": 2018}),
    ("表18", "与97%目标对照/差距P50", {**CAP, "县": "全区域", "学年": 2017}),
    ("表18", "与97%目标对照/达标可能性", {**CAP, "县": "乙县", "学年": 2017}),
    ("表18", "在校生P50", {**NOTHING, "县": "全区域", "学年": 2018}),
    ("表19", "本方案/P50", {**CAP, "县": "全区域", "指标": "经常性支出", "口径": "各年合计"}),
    ("表19", "基准情景P50", {**CAP, "县": "甲县", "指标": "经常性支出", "口径": "各年合计"}),
    ("表19", "可能性", {**CAP, "县": "甲县", "指标": "大班额（本地口径）", "口径": "末学年"}),
    ("表19-2", "经常性支出/P50", {**CAP, "县": "全区域", "学年": 2018}),
    ("表19-2", "其中，P50/教师工资", {**NOTHING, "县": "甲县", "学年": 2017}),
    ("表17", "公办就读比例P50", {**NOTHING, "县": "乙县", "学段": "初中", "学年": 2017}),
    ("表17", "低于85%的概率", {**NOTHING, "县": "乙县", "学段": "初中", "学年": 2017}),
    ("表17", "县外户籍当年申请，P50/待安置", {**CAP, "县": "全区域", "学段": "合计", "学年": 2018}),
    ("统筹清单", "人数", {**NOTHING, "安置学校标识码": "p"}),
    ("统筹清单", "可能性", {**CAP, "安置学校标识码": "n"}),
    ("附表 3—5岁、15—17岁人口", "15—17岁/P10", {**NOTHING, "乡镇": "甲一镇", "学年": 2017}),
    ("情景比较", "差值/P50", {"指标": "教学班", "城乡": "镇区", "学段": "合计", "学年": 2018}),
    (
        "情景比较",
        "差值均值/均值",
        {"指标": "大班额（本地口径）", "城乡": "合计", "学段": "初中", "学年": 2018},
    ),
]


@pytest.mark.parametrize(("name", "header", "labels"), CELLS, ids=lambda value: str(value)[:12])
def test_rows_come_to_the_value_of_the_run(out, workbook, name, header, labels):
    sheet = ReadBack(workbook, name)
    address = sheet.address(header, **labels)
    told = explain(out, f"{name}!{address}", "zh")
    assert told.value == sheet.sheet[address].value
    assert told.from_records == (told.value if isinstance(told.value, str) else pytest.approx(told.value))
    assert told.aggregate == pytest.approx(told.run_value)
    run = (told.by_run[["scenario", "draw", "seed"]] == list(vars(told.run).values())).all(axis=1)
    assert list(told.by_run[run]["value"]) == [told.run_value]
    assert sum(len(part.rows) for part in told.parts) > 0
    text = explanation_text(told, "zh")
    assert text.splitlines()[-1].endswith("一致")
    assert "不一致" not in text


def test_every_sheet_of_figures_is_tried(workbook):
    assert {name for name, _, _ in CELLS} == set(load_workbook(workbook).sheetnames) - {
        "说明",
        "记分卡",
        "表18-2",
        "台账",
        "溯源",
    }


def test_a_median_shows_the_nearest_run_with_its_rows(out, workbook):
    address = ReadBack(workbook, "表7").address(
        "需求P50", **NOTHING, 县="乙县", 片区="城区", 学段="初中", 学年=2017
    )
    told = explain(out, f"表7!{address}", "zh")
    assert told.value == 89.5  # between 89 and 90 pupils: the first of the two is taken
    assert (told.run.draw, told.run.seed, told.run_value) == (4, 2, 90)
    assert told.by_run["value"].tolist() == list(range(99, 79, -1))
    rows = told.all_rows()
    assert list(rows[["scenario", "draw", "seed", "school_id", "stage", "year", "pupils"]].iloc[0]) == [
        "do_nothing", 4, 2, "u", "junior", 2017, 90,
    ]  # fmt: skip


def test_a_gap_is_taken_apart_before_it_is_summed(out, workbook):
    labels = {**NOTHING, "县": "全区域", "片区": "合计", "学段": "合计", "学年": 2017}
    told = explain(out, f"表7!{ReadBack(workbook, '表7').address('缺口+/富余−，P50/缺口+', **labels)}", "zh")
    pupils, seats = (amount.value for amount in told.parts[0].amounts)
    assert (pupils - seats, told.aggregate) == (331 - 465, 12)


def test_the_sheet_has_its_name_in_both_languages(out, alone, workbook):
    address = ReadBack(workbook, "表9").address("教学班/P50", **NOTHING, 县="甲县", 学段="合计", 学年=2017)
    assert explain(out, f"T9!{address}", "en").value == explain(out, f"表9!{address}", "zh").value == 6
    told = ReadBack(alone / "report/tables.xlsx", "T9").address("Classes/P50", County="甲县", Stage="Total",
                                                               **{"School year": 2017})  # fmt: skip
    assert explain(alone, f"表9!{told}", "zh").value == 6


def test_a_long_list_of_rows_is_cut_and_says_so(out, workbook):
    address = ReadBack(workbook, "表6").address(
        "小学适龄合计/P50", **NOTHING, 县="全区域", 城乡="合计", 学年=2017
    )
    told = explain(out, f"表6!{address}", "zh")
    told.parts[0] = type(told.parts[0])(told.run, pd.concat([told.parts[0].rows] * 2), told.parts[0].amounts)
    assert "另有6行" in explanation_text(told, "zh")  # 2 x 18 rows, 30 shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("表7!F12", ("表7", 6, 12)), ("'表7'!$F$12", ("表7", 6, 12)), ("T7！aa3", ("T7", 27, 3)),
        ("附表 3—5岁、15—17岁人口!B9", ("附表 3—5岁、15—17岁人口", 2, 9)),
    ],
)  # fmt: skip
def test_reference(text, found):
    cell = read_reference(text)
    assert (cell.sheet, cell.column, cell.row) == found


@pytest.mark.parametrize("text", ["F12", "表7!12", "表7!F", "表7!F0", "!F12", "", "表7!ZZZ1"])
def test_bad_reference(text):
    with pytest.raises(UserError) as caught:
        read_reference(text)
    assert "表7!F12" in caught.value.text("zh")


def refused(folder, reference):
    with pytest.raises(UserError) as caught:
        explain(folder, reference, "zh")
    return caught.value.text("zh"), caught.value.text("en")


@pytest.mark.parametrize("address", ["A1", "F3", "B7", "G8", "A12", "ZZ12", "G9999"])
def test_a_cell_without_a_figure_tells_where_figures_are(out, address):
    chinese, english = refused(out, f"表7!{address}")
    assert "该单元格不是数据" in chinese
    assert "F 需求P50（人）" in chinese
    assert "the cell holds no figure" in english


def test_a_dash_is_no_figure(out, workbook):
    labels = {**NOTHING, "县": "乙县", "学段": "合计", "学年": 2018}
    chinese, _ = refused(out, f"表9!{ReadBack(workbook, '表9').address('班均人数P50', **labels)}")
    assert "没有此项数据" in chinese


@pytest.mark.parametrize("name", ["表20", "说明", "溯源", "Sheet1"])
def test_an_unknown_sheet_tells_the_sheets(out, name):
    chinese, _ = refused(out, f"{name}!F12")
    assert f"值：{name}" in chinese
    assert "表1, 表10, 表11, 表12, 表13, 表13-2, 表14, 表14-2, 表15, 表16, 表16-2, 表17, 表18" in chinese
    assert "情景比较" in chinese


def test_without_a_workbook(tmp_path):
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): tables()})
    assert "请先运行 sim report OUT" in refused(out, "表7!F12")[0]


def test_a_file_that_is_no_workbook(tmp_path):
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): tables()})
    (out / "report").mkdir()
    (out / "report/tables.xlsx").write_bytes(b"not a workbook")
    assert "不是 sim report 生成的工作簿" in refused(out, "表7!F12")[0]


@pytest.fixture
def copied(out, tmp_path):
    return shutil.copytree(out, tmp_path / "copy")


def changed(folder, sheet, address, value):
    book = load_workbook(folder / "report/tables.xlsx")
    book[sheet][address] = value
    book.save(folder / "report/tables.xlsx")


def test_a_row_that_was_changed_is_not_guessed(copied):
    changed(copied, "表7", "B12", "丙县")
    assert "该行的关键字与本批量不符" in refused(copied, "表7!F12")[0]


def test_a_header_that_was_changed_is_not_guessed(copied):
    changed(copied, "表7", "F7", "需求")
    assert "列与本版本所写的不同" in refused(copied, "表7!F12")[0]


def test_rows_that_were_sorted_are_found(copied, workbook):
    first, last = (ReadBack(workbook, "表9").data.iloc[place] for place in (0, 5))
    book = load_workbook(copied / "report/tables.xlsx")
    for column, value in enumerate(last, start=1):
        book["表9"].cell(first.name, column).value = value
    book.save(copied / "report/tables.xlsx")
    told = explain(copied, f"表9!I{first.name}", "zh")
    assert [text for _, text in told.keys] == [str(last[name]) for name in ("情景", "县", "学段", "学年")]
    assert told.value == told.from_records == last["教学班/P10"]


def test_a_figure_that_the_records_no_longer_give_is_told(copied):
    changed(copied, "表7", "F12", 12345)
    told = explain(copied, "表7!F12", "zh")
    assert told.value == 12345
    assert "批量已有变化" in explanation_text(told, "zh")
