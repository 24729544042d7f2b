"""The sheet of the scorecard: one page a scenario, verdicts apart in grey print too, the ledger uncoloured."""

import pytest
from openpyxl import load_workbook

from sim.base.errors import UserError
from sim.indicators.targets import MET, NO_DATA, NOT_MET
from sim.reports.workbook.build import write_workbook
from sim.reports.workbook.explain import explain
from sim.reports.workbook.scorecard_sheet import FILLS
from tests.reports.workbook.hand import tables, write_batch


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    names = ("do_nothing", "cap", "merge")
    out = write_batch(
        tmp_path_factory.mktemp("three") / "out",
        {(name, draw, 1): tables(draw, name == "cap") for name in names for draw in (0, 1)},
    )
    write_workbook(out, base="do_nothing", lang="zh")
    return out


@pytest.fixture(scope="module")
def sheet(folder):
    return load_workbook(folder / "report/tables.xlsx")["记分卡"]


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value]


def look(fill) -> tuple:
    return fill.fill_type, fill.fgColor.rgb[-6:] if fill.fill_type else None


def grey(rgb: str) -> float:
    """Return how light a colour is in grey print, 0 black to 255 white (ITU-R BT.601)."""
    red, green, blue = (int(rgb[k : k + 2], 16) for k in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_it_is_the_first_sheet_after_the_cover_and_prints_on_a4_portrait(folder, sheet):
    assert load_workbook(folder / "report/tables.xlsx").sheetnames[:2] == ["说明", "记分卡"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


def test_each_scenario_compared_has_a_sheet_beside_the_base(folder):
    book = load_workbook(folder / "report/tables.xlsx")
    assert [name for name in book.sheetnames if name.startswith("记分卡")] == ["记分卡", "记分卡 2"]
    assert [book[name]["A1"].value for name in ("记分卡", "记分卡 2")] == [
        "记分卡：班额上限",
        "记分卡：merge",
    ]
    for name in ("记分卡", "记分卡 2"):
        assert "基准：维持现状（2次运行" in book[name]["A2"].value
        assert "辍学口径" in book[name]["A2"].value


def test_verdicts_have_their_fill_and_nothing_else_has_one(sheet):
    of_mark = {"√": MET, "×": NOT_MET}
    for cell in cells(sheet):
        text = str(cell.value)
        if "\n" in text and text[0] in of_mark:
            assert look(cell.fill) == look(FILLS[of_mark[text[0]]]), text
        elif text in ("无数据", "年份不在模拟期内", "未模拟"):
            assert look(cell.fill) == look(FILLS[NO_DATA]), text
        else:
            assert look(cell.fill) not in {look(fill) for fill in FILLS.values()}, text
    assert any(str(cell.value).startswith("√") for cell in cells(sheet))
    assert any(str(cell.value).startswith("× ") for cell in cells(sheet))


def test_fills_are_apart_in_grey_print():
    light, dark = (grey(FILLS[status].fgColor.rgb[-6:]) for status in (MET, NOT_MET))
    assert light - dark > 80
    assert FILLS[NO_DATA].fill_type == "lightUp"  # hatched
    assert 255 - light > 10


def test_crowding_and_thinness_and_the_ledger_are_not_judged(sheet):
    rows = {str(row[1].value): row for row in sheet.iter_rows() if row[1].value}
    for title in ("城镇挤：超标准班额班级学生占比", "乡村弱：不足100人的乡村学校占比"):
        assert all(cell.fill.fill_type is None for cell in rows[title][3:]), title
    ledger = next(cell for cell in sheet["A"] if "台账事项" in str(cell.value))
    assert "非模拟结果" in ledger.value
    assert ledger.fill.fill_type is None
    assert ledger.font.color.rgb[-6:] == "7F7F7F"


def test_few_runs_are_said(sheet):
    text = "\n".join(str(cell.value) for cell in cells(sheet))
    assert "运行不足20次" in text
    assert "(2/2)" in text
    assert "【推算】" in text


def test_a_cell_of_the_scorecard_is_not_explained_by_rows(folder):
    with pytest.raises(UserError, match="rests on all runs"):
        explain(folder, "记分卡!D8", base="do_nothing", lang="zh")
