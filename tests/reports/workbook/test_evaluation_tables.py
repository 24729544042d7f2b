"""表14, 表14-2 and 表15 against figures worked by hand, and what the folder of entries does to them."""

import math
from dataclasses import replace

import pytest

from sim.base.errors import UserError, UserErrors
from sim.indicators.measures import measure
from sim.reports.entries.evaluation import Judged, judged_items, unit_rule
from sim.reports.entries.folder import Entries, read_entries
from sim.reports.entries.templates import write_entry_templates
from sim.reports.workbook.batch import open_batch
from sim.reports.workbook.collecting import collect
from sim.reports.workbook.evaluation_rows import chosen_years
from sim.reports.workbook.evaluation_tables import COEFFICIENTS, ITEMS, STANDARDS_BY_SCHOOL
from sim.reports.workbook.evaluation_views import coefficients, further_items
from sim.reports.workbook.pages import axes_of, page_of
from tests.reports.workbook.hand import ReadBack, tables, write_batch

A_PRIMARY = {"情景": "维持现状", "县": "甲县", "学段": "小学", "评估": "优质均衡2017", "学年": 2017}
BASIC = {**A_PRIMARY, "评估": "基本均衡2012"}


@pytest.fixture(scope="module")
def sheet(workbook):
    return ReadBack(workbook, "表14")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Return a batch of one scenario of three runs, all told, no workbook."""
    runs = {("do_nothing", draw, 1): tables(extra) for draw, extra in enumerate((0, 4, 10))}
    return write_batch(tmp_path_factory.mktemp("three") / "out", runs)


def entries_of(folder, **files: str) -> Entries:
    """Return entries read from CSV files."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_entries(folder)


def page_rows(out, table, entries) -> list[dict]:
    """Return the rows of a page by header, Chinese."""
    batch = open_batch(out, "do_nothing", entries)
    axes = axes_of(batch, (table,))
    page = page_of(batch, table, axes, collect(batch, (table,), axes), "zh")
    headings = [column.full_heading("zh") for column in page.columns]
    return [dict(zip(headings, row.cells, strict=True)) for row in page.rows]


def test_the_coefficient_of_a_county_by_hand(sheet):
    """t1: 705 m2 of 141 pupils (5), n: 60 m2 of 20 pupils (3); of the point, nine pupils, nothing counts."""
    row = sheet.row(**A_PRIMARY, 指标="生均教学及辅助用房面积")
    assert row["官方差异系数/P50"] == pytest.approx(2 * math.sqrt(141 * 20) / 765)
    assert row["官方差异系数/基准P50"] == row["官方差异系数/P50"]
    assert row["不加权差异系数/P50"] == pytest.approx(1 / 4)
    assert (row["参评校数，P50"], row["达标校数，P50/本情景"]) == (2, 1)  # 5 of 4.5, 3 not
    assert (row["学校标准"], row["差异系数上限"], row["不超上限的可能性"]) == ("4.5", "≤0.50", 1)


def test_the_region_is_not_judged_and_says_what_it_is(sheet):
    row = sheet.row(**{**A_PRIMARY, "县": "全区域学校合并"}, 指标="生均教学及辅助用房面积")
    assert row["不超上限的可能性"] == "—"
    assert any(
        "不是各县平均" in str(cell.value) for line in sheet.sheet.iter_rows(max_row=8) for cell in line
    )


def test_a_missing_input_has_no_data_and_takes_the_composite_with_it(sheet):
    gone = sheet.row(**BASIC, 指标="每百名学生拥有计算机台数")
    joint = sheet.row(**BASIC, 指标="八项平均（综合差异系数）")
    books = sheet.row(**BASIC, 指标="生均图书册数")
    assert [
        gone["官方差异系数/P50"],
        gone["不超上限的可能性"],
        joint["官方差异系数/P50"],
        joint["不超上限的可能性"],
    ] == ["—"] * 4
    # 2820 of 141 (20) and 300 of 20 (15)
    assert books["官方差异系数/P50"] == pytest.approx(5 * math.sqrt(141 * 20) / 3120)


def test_schools_stand_by_standard_and_those_left_out_tell_why(workbook):
    told = ReadBack(workbook, "表15")
    of_2017 = {"情景": "维持现状", "学年": 2017}
    one, nine = told.row(**of_2017, 标识码="t1"), told.row(**of_2017, 标识码="n", 学段="小学")
    # t1: 6/141 = 4.26 of 4.2; 1.42 of 1; no PE and arts; 5 of 4.5; 6.38 of 7.5 (85.1 %); 2000; 2.84 of 2.3
    heads = [header for header in told.headers if header.endswith("/判定")]
    assert [one[header] for header in heads] == ["达标", "达标", "未达标", "达标", "≥85%", "达标", "达标"]
    assert (one["达标项数"], one["学校判定"], one["参评情况"], one["数据性质"]) == (
        5,
        "未达标",
        "参评",
        "读取",
    )
    assert one["4 生均教学及辅助用房面积（4.5/5.8）/实际"] == 5
    assert nine["6 生均教学仪器设备值（2000/2500）/判定"] == "≥85%"  # 1950
    assert nine["数据性质"] == "推算"  # its sports area was made up
    point, private = told.row(**of_2017, 标识码="p"), told.row(**of_2017, 标识码="u")
    assert (point["参评情况"], point["学校判定"], point["达标项数"]) == ("不参评：不足50人", "—", "—")
    assert private["参评情况"] == "不参评：民办"


def test_items_without_a_simulated_figure_have_none(workbook):
    told = ReadBack(workbook, "表14-2").data
    theirs = told[~told["来源"].eq("模拟")]
    assert len(theirs) > 0
    assert (theirs[["本情景P50", "基准情景P50", "达标可能性"]] == "—").all(axis=None)
    assert set(theirs["来源"]) == {"非模拟：未填报", "非模拟：由各县填报"}
    ours = told[told["来源"].eq("模拟")]
    assert set(ours["编号"]) == {"G4", "G5", "G6", "G8", "G9", "G11a", "G11b", "G13", "G15", "Q1", "Q4"}


def test_levels_of_tables_are_those_of_the_indicators():
    run = tables()
    found = coefficients(run)
    found = found[(found["sites"] == "usual") & (found["county"] == "a")].set_index(["line", "year"])
    levels = measure(
        run, "a", ["cv2017_teaching_area", "cv2012_books_unweighted", "share_classes_in_standard"]
    )
    assert found.loc[("primary|2017|teaching_area", 2018), "official"] == pytest.approx(
        levels.loc[("all", "primary", 2018), "cv2017_teaching_area"]
    )
    assert found.loc[("primary|2012|books", 2017), "unweighted"] == pytest.approx(
        levels.loc[("all", "primary", 2017), "cv2012_books_unweighted"]
    )
    one = further_items(run).set_index("line").loc["a|G5|primary|2017", "value"]
    assert one == levels.loc[("all", "primary", 2017), "share_classes_in_standard"]


def test_the_switch_lets_the_point_count_with_its_central_school(three, tmp_path):
    """t1 and p: 750 m2 of 150 pupils, 5 a pupil; n 3."""
    entries = entries_of(tmp_path, evaluation="校点,是否参评\n规模不足的校点,是\n")
    assert unit_rule(entries).least_pupils == 0
    found = [row for row in page_rows(three, COEFFICIENTS, entries)
             if (row["县（市、区）"], row["学段"], row["指标"], row["学年"])
             == ("甲县", "小学", "生均教学及辅助用房面积", 2017)]  # fmt: skip
    assert found[0]["官方差异系数（按学生加权） / P50"] == pytest.approx(2 * math.sqrt(150 * 20) / 810)
    schools = {row["标识码"]: row["参评情况"] for row in page_rows(three, STANDARDS_BY_SCHOOL, entries)}
    assert schools["p"] == "计入一小"


def test_what_was_entered_stands_beside_and_never_as_a_simulated_figure(three, tmp_path):
    rows = (
        "item,county_code,met,value,note\nG12,,met,100%,证书台账\nG12,b,not_met,98%,\nG15,a,met,,关爱方案\n"
    )
    told = page_rows(three, ITEMS, entries_of(tmp_path, items=rows))
    certified = {row["县（市、区）"]: row for row in told if row["编号"] == "G12"}
    assert [certified[name]["自评（填报）"] for name in ("甲县", "乙县")] == ["达标", "未达标"]
    assert certified["甲县"]["数值与说明（填报）"] == "100%；证书台账"
    assert {row["来源"] for name, row in certified.items() if name != "全区域学校合并"} == {"填报"}
    assert {row["本情景P50（%）"] for row in certified.values()} == {"—"}
    migrants = [row for row in told if row["编号"] == "G15" and row["县（市、区）"] == "甲县"]
    assert {(row["来源"], row["自评（填报）"]) for row in migrants} == {("模拟", "达标")}


def test_the_template_of_items_can_be_read_as_it_is_and_says_nothing(tmp_path):
    write_entry_templates(tmp_path, "zh")
    text = (tmp_path / "items.csv").read_text("utf-8-sig")
    assert text.splitlines()[1].startswith("G1,县域内义务教育学校规划布局合理")
    assert judged_items(read_entries(tmp_path), ["a"]) == {}
    filled = text.replace(
        "G7,特殊教育学校生均公用经费不低于6000元,,,,", "G7,特殊教育学校生均公用经费不低于6000元,,,6500元,"
    )
    assert filled != text
    (tmp_path / "items.csv").write_text(filled, "utf-8")
    assert judged_items(read_entries(tmp_path), ["a"]) == {("a", "G7"): Judged("not_judged", "6500元", "")}


def test_an_entered_county_that_the_batch_does_not_have(tmp_path):
    entries = entries_of(tmp_path, items="item,county_code,met\nG12,,met\nG3,220599,met\n")
    with pytest.raises(UserError) as caught:
        judged_items(entries, ["220502", "220521"])
    assert "items.csv:3" in caught.value.text("zh")
    assert "220599" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("items", "item,met\nG99,met\n"), ("items", "item,met\nG12,maybe\n"), ("items", "item,met\nG12,met\nG12,met\n"),
        ("evaluation", "sites,counts\nlarge,yes\n"), ("evaluation", "sites,counts\nsmall,\n"),
    ],
)  # fmt: skip
def test_bad_entries_are_told_with_their_place(tmp_path, name, text):
    with pytest.raises(UserErrors) as caught:
        entries_of(tmp_path, **{name: text})
    assert all(f"{name}.csv:" in error.text("zh") for error in caught.value.errors)


def test_years_shown_are_the_first_the_last_and_every_fifth(three):
    batch = open_batch(three, "do_nothing")
    assert chosen_years(batch) == (2017, 2018)
    longer = replace(batch, folder=replace(batch.folder, years=(2017, 2026)))
    assert chosen_years(longer) == (2017, 2020, 2025, 2026)
