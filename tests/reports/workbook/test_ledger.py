"""台账: what is not simulated never looks like a result."""

import pytest
from openpyxl import load_workbook

from sim.base.errors import UserError
from sim.policies.ledger import ledger_lines
from sim.reports.entries.folder import read_entries
from sim.reports.workbook.build import write_workbook
from sim.reports.workbook.explain import explain
from tests.reports.workbook.hand import ReadBack, tables, write_batch

ENTERED = """measure_id,part,status,date,note,evidence
M7d,2,done,2019-09-01,全部学校章程已备案,=1+1
M10c,1,delayed,,,
O1,1,not_applicable,,,
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "ledger.csv").write_text(ENTERED, encoding="utf-8")
    batch = write_batch(folder / "out", {("do_nothing", 0, 1): tables(0), ("cap", 0, 1): tables(4)})
    write_workbook(batch, base="do_nothing", lang="zh", entries=read_entries(folder))
    return batch


@pytest.fixture(scope="module")
def book(out):
    return load_workbook(out / "report" / "tables.xlsx")


def looks(sheet):
    """Return the colours of the cells of a sheet: of fills, and of letters that are not black."""
    found = set()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.fill.fill_type:
                found.add(("fill", cell.fill.fgColor.value))
            if cell.font.color is not None and cell.font.color.value not in (1, "FF000000"):
                found.add(("letters", cell.font.color.value))
    return found


def test_no_cell_has_a_colour_so_none_that_results_have(book):
    results = set().union(*(looks(book[name]) for name in book.sheetnames if name != "台账"))
    assert ("fill", "00D9E2EC") in results  # else the next line could not fail
    assert looks(book["台账"]) & results == set()
    assert looks(book["台账"]) == set()
    assert len(book["台账"].conditional_formatting) == 0


def test_every_line_stands_in_it_and_says_that_it_is_not_simulated(out):
    told = ReadBack(out / "report" / "tables.xlsx", "台账").data
    assert len(told) == len(ledger_lines())
    assert set(told["性质"]) == {"非模拟结果"}
    assert list(zip(told["措施编号"], told["序号"], strict=True)) == [
        (line.measure_id, line.part) for line in ledger_lines()
    ]
    assert not told.isna().any().any()


def test_what_was_entered_stands_in_its_line_a_formula_as_text(out, book):
    told = ReadBack(out / "report" / "tables.xlsx", "台账").data.set_index(["措施编号", "序号"])
    assert list(told.loc[("M7d", 2), ["填报状态", "状态日期", "说明与佐证"]]) == [
        "已完成", "2019-09-01", "全部学校章程已备案\n=1+1",
    ]  # fmt: skip
    assert told.loc[("M10c", 1), "填报状态"] == "滞后"
    assert told["填报状态"].value_counts()["未填报"] == len(told) - 3
    assert "已完成1项、滞后1项、不适用1项、未填报" in book["台账"]["A3"].value


def test_no_cell_is_a_number_but_the_part(book):
    sheet = book["台账"]
    numbers = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, int | float)]
    assert {cell.column_letter for cell in numbers} == {"B"}


def test_it_prints_on_a4_landscape_with_its_header_on_every_page_and_wraps(book, out):
    sheet, told = book["台账"], ReadBack(out / "report" / "tables.xlsx", "台账")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    header = told.first - 1
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes.endswith(str(told.first))
    for title in ("文件措施", "未模拟的内容", "不模拟的原因", "责任单位", "说明与佐证"):
        cell = sheet.cell(told.first, told.headers.index(title) + 1)
        assert cell.alignment.wrap_text, title


def test_the_about_sheet_names_it(book):
    assert any("台账 未作模拟的措施" in str(row[0].value) for row in book["说明"].iter_rows())


@pytest.mark.parametrize("reference", ["台账!I5", "Ledger!I5"])
def test_no_record_stands_behind_a_cell(out, reference):
    with pytest.raises(UserError) as error:
        explain(out, reference, base="do_nothing", lang="en")
    assert "not produced by simulation: no record stands behind it" in error.value.text("en")


def test_the_english_sheet(tmp_path):
    batch = write_batch(tmp_path / "out", {("do_nothing", 0, 1): tables(0)})
    write_workbook(batch, base="do_nothing", lang="en")
    sheet = load_workbook(batch / "report" / "tables.xlsx")["Ledger"]
    text = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
    assert text.count("not produced by simulation") >= len(ledger_lines())
    assert looks(sheet) == set()
