"""Sheets as a bureau uses them: names, headers, units, formats, filters, printing; and the sheet of traces."""

import re

import pytest
from openpyxl import load_workbook

from sim.records.declared import TABLES as RECORDS
from sim.reports.workbook.build import write_workbook
from sim.reports.workbook.tables import TABLES
from tests.reports.workbook.hand import ReadBack, tables, write_batch

NAMES = [
    "表1",
    "表2",
    "表3",
    "表4",
    "表5",
    "表6",
    "表7",
    "表8",
    "表9",
    "表10",
    "表11",
    "表12",
    "表13",
    "表13-2",
    "表14",
    "表14-2",
    "表15",
    "表16",
    "表16-2",
    "表17",
    "统筹清单",
    "表18",
    "表19",
    "表19-2",
    "附表 3—5岁、15—17岁人口",
    "表18-2",
    "情景比较",
]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def book(workbook):
    return load_workbook(workbook)


def test_sheets_in_order_the_trace_hidden(book):
    assert book.sheetnames == ["说明", "记分卡", *NAMES, "台账", "溯源"]
    assert [name for name in book.sheetnames if book[name].sheet_state == "hidden"] == ["溯源"]


@pytest.mark.parametrize("name", NAMES)
def test_sheet_is_ready_to_filter_and_to_print(book, workbook, name):
    sheet, told = book[name], ReadBack(workbook, name)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes.endswith(str(told.first))
    assert sheet.print_title_rows.split(":")[-1].strip("$") == str(told.first - 1)
    assert sheet.print_area == f"'{name}'!$A$1:${told.letters[-1]}${sheet.max_row}"
    assert sheet.cell(sheet.max_row, 1).value.startswith("来源：模拟记录表")
    assert sheet.cell(1, 1).value.startswith(name.split()[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_header_is_chinese_and_no_column_is_blank(workbook, name):
    told = ReadBack(workbook, name)
    for header in told.headers:
        assert CHINESE.search(header), header
        assert CHINESE.search(header.split("/")[-1]) or header.split("/")[-1] in ("P10", "P50", "P90"), header
    assert not told.data.isna().any().any()
    assert not (told.data == "").any().any()


def test_every_column_of_numbers_has_a_unit_or_is_a_share_or_key(book):
    units = {
        c.value
        for name in NAMES[:-1]
        for row in book[name].iter_rows(max_row=12)
        for c in row
        if c.fill.fill_type
    }
    for text in (
        "在校生数\n（人）",
        "班级数\n（个班）",
        "核定学位\n（个）",
        "出生人口（人）",
        "班均人数\n（人/班）",
    ):
        assert text in units


def test_number_formats(book, workbook):
    told = ReadBack(workbook, "表2")
    forms = {h: book["表2"].cell(told.first, n).number_format for n, h in enumerate(told.headers, start=1)}
    assert (forms["在校生数"], forms["利用率"], forms["班均人数"]) == ("#,##0", "0.0%", "0.0")
    told = ReadBack(workbook, "表7")
    forms = {h: book["表7"].cell(told.first, n).number_format for n, h in enumerate(told.headers, start=1)}
    assert forms["学年"] == "0"
    assert forms["缺口+/富余−，P50/缺口+"].startswith("+")


def test_every_column_of_figures_is_traced(book, workbook):
    trace = ReadBack(workbook, "溯源").data
    traced = {(row["工作表"], row["列"]): row for _, row in trace.iterrows()}
    for name in NAMES:
        told = ReadBack(workbook, name)
        for letter, header in zip(told.letters, told.headers, strict=True):
            row = traced[name, letter]
            assert (
                row["列名"].split(" / ")[-1].split("（")[0] == header.split("/")[-1].split("（")[0]
                or "/" in header
            )
            if row["汇总"] != "行关键字":
                assert any(one in row["记录表"] for one in RECORDS) or name == "情景比较"
                assert row["统计量"] != "-"
    assert len(traced) == sum(len(ReadBack(workbook, name).headers) for name in NAMES)


def test_the_trace_tells_table_filter_and_aggregation(workbook):
    trace = ReadBack(workbook, "溯源").data
    row = trace[(trace["工作表"] == "表3") & (trace["列名"] == "按班额分（个班） / 26—30人")].iloc[0]
    assert (row["记录表"], row["筛选"], row["汇总"]) == (
        "记录表 classes，并以 school 配上学校所在县", "26 <= size <= 30", "行数",
    )  # fmt: skip
    row = trace[(trace["工作表"] == "表7") & (trace["列名"] == "需求P90（人）")].iloc[0]
    told = ["school", "pupils 求和", "P90", "各情景已完成的运行"]
    assert list(row[["记录表", "汇总", "统计量", "运行"]]) == told


def words(sheet):
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)


def test_about_tells_scenarios_levers_and_how_to_read(book):
    text = words(book["说明"])
    for told in (
        "维持现状", "班额上限", "消除大班额与标准班额", "常用值", "cap.yaml", "schools（一所学校或教学点）",
        "P50为各次运行的中位数",
        "不可相加", "0123456789abcdef", "2个情景×10组参数抽样×2个随机种子", "40次运行中完成40次",
        "【推算】输入表5行中有2行",
    ):  # fmt: skip
        assert told in text, told
    row = next(
        row for row in book["说明"].iter_rows(values_only=True) if str(row[2]).startswith("cutoff_primary")
    )
    assert row[3:5] == (56, "人/班")
    assert "roads" not in text  # a table without rows


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", ("班额上限", "招生规则：积分（own）", "县 a，小学，2018学年起", "—", "—", "=一份 文件")),
     ("en", ("Cap", "Rule of admission: Points (own)", "county a, primary, from 2018", "—", "—", "=一份 文件"))],
)  # fmt: skip
def test_about_tells_the_rules_of_admission(tmp_path, lang, told):
    own = {
        "title": {"zh": "积分", "en": "Points"}, "source": "=一份\n文件", "from": 2018, "area": {"county": ["a"]},
        "stage": "primary",
    }  # fmt: skip
    runs = {("do_nothing", 0, 1): tables(), ("cap", 0, 1): tables()}
    out = write_batch(tmp_path / "out", runs, levers={"do_nothing": {}}, admission={"cap": {"own": own}})
    write_workbook(out, base="do_nothing", lang=lang)
    sheet = load_workbook(out / "report/tables.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert told in rows
    none = {"zh": ("维持现状", "无"), "en": ("Do nothing", "none")}[lang]
    assert [row[:2] for row in rows if row[2] == "—"] == [none]


def test_every_table_of_estimates_says_so(book):
    for name in NAMES:
        assert "【推算】" in words(book[name]), name


def test_differences_are_those_of_compare(workbook, out):
    from sim.reports.compare import compare

    told = ReadBack(workbook, "情景比较").row(指标="大班额（本地口径）", 城乡="镇区", 学段="合计", 学年=2018)
    frame = compare(out, "do_nothing")
    keys = {"indicator": "large_classes_local", "zone": "town", "stage": "all", "year": 2018}
    row = frame[(frame[list(keys)] == list(keys.values())).all(axis=1)].iloc[0]
    shown = [told[f"差值/{name}"] for name in ("P10", "P50", "P90")] + [told["差值均值/均值"], told["配对数"]]
    assert shown == [row[name] for name in ("p10", "p50", "p90", "mean", "n_pairs")] == [-1, -1, -1, -1, 20]


def test_english_workbook(alone):
    book = load_workbook(alone / "report/tables.xlsx")
    there = [table for table in TABLES if table.name.en in book.sheetnames]
    assert book.sheetnames == ["About", "Scorecard", *(table.name.en for table in there), "Ledger", "Trace"]
    without_orders = {"T8", "T10", "T16", "T16b"}
    assert {table.name.en for table in TABLES} - {table.name.en for table in there} == without_orders
    for table in TABLES:
        assert not CHINESE.search("".join(column.full_heading("en") for column in table.columns))
    for table in there:
        told = ReadBack(alone / "report/tables.xlsx", table.name.en)
        assert not CHINESE.search("".join(told.headers)), told.headers
    assert "No comparison: the batch has one scenario only." in words(book["About"])


def test_one_county_has_no_row_of_the_region(tmp_path):
    from sim.reports.workbook.build import write_workbook
    from tests.reports.workbook.hand import tables, write_batch

    content = {
        name: table[table["county"] == "a"] if "county" in table else table
        for name, table in tables().items()
    }
    places = content["places"]
    lies_in_b = places["within"].isin(["b", "b1"]) | (places["code"] == "b")
    content["places"] = places[~lies_in_b]
    content["classes"] = content["classes"][content["classes"]["school_id"] != "u"]
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): content})
    write_workbook(out, base="do_nothing", lang="zh")
    for name in ("表1", "表2", "表7"):
        assert set(ReadBack(out / "report/tables.xlsx", name).data["县"]) == {"甲县"}


def test_a_name_that_looks_like_a_formula_stays_a_text(tmp_path):
    from sim.reports.workbook.build import write_workbook
    from tests.reports.workbook.hand import tables, write_batch

    content = tables()
    names = content["places"]["name"].astype(str).replace("一小", "=1+1")
    content["places"] = content["places"].assign(name=names.astype("category"))
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): content})
    write_workbook(out, base="do_nothing", lang="zh")
    cell = load_workbook(out / "report/tables.xlsx")["表2"]["D11"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
