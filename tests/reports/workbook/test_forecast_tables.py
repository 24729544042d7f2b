"""表5, 6, 7, 9 and the annex: quantiles by hand over twenty runs, and over three."""

import pytest

from tests.reports.workbook.hand import ReadBack

NOTHING = {"情景": "维持现状"}


def quantiles(row, group):
    return tuple(row[f"{group}/{name}"] for name in ("P10", "P50", "P90"))


def test_births_and_their_entrants(workbook):
    sheet = ReadBack(workbook, "表5")
    row = sheet.row(**NOTHING, 县="甲县", 年份=2012)
    assert (row["户籍/常住出生"], row["年份口径"], row["六岁入学年"], row["出生数据性质"]) == (
        "户籍",
        "日历年",
        2018,
        "公认",
    )
    assert quantiles(row, "出生人口") == (90, 90, 90)
    assert quantiles(row, "小学招生数") == pytest.approx((20 + 1.9, 20 + 9.5, 20 + 17.1))
    assert row["入学/出生比P50"] == pytest.approx(29.5 / 90)


def test_births_before_the_run_need_known_entrants(workbook):
    sheet = ReadBack(workbook, "表5")
    whole = sheet.row(**NOTHING, 县="全区域", 年份=2010)
    assert (whole["出生人口/P50"], whole["小学招生数/P50"], whole["六岁入学年"]) == (130, 120, 2016)
    # Told entrants of 2017 are not added to those of the run: 81 in t1 and 9 in p.
    assert sheet.row(**NOTHING, 县="甲县", 年份=2011, **{"户籍/常住出生": "户籍"})["小学招生数/P50"] == 90


def test_a_region_has_no_row_where_the_births_of_a_county_are_not_known(workbook):
    sheet = ReadBack(workbook, "表5")
    resident = sheet.data[sheet.data["户籍/常住出生"] == "常住"]
    assert set(zip(resident["县"], resident["年份"], strict=True)) == {("甲县", 2011)}


def test_school_ages_are_means_that_add_up(workbook):
    sheet = ReadBack(workbook, "表6")
    row = sheet.row(**NOTHING, 县="甲县", 城乡="镇区", 学年=2017)
    ages = [row[f"小学适龄，均值/{age}岁"] for age in range(6, 12)]
    assert ages == pytest.approx([100 + age + 9.5 for age in range(6, 12)])
    assert sum(ages) == row["小学适龄，均值/合计"] == pytest.approx(651 + 6 * 9.5)
    assert quantiles(row, "小学适龄合计") == pytest.approx((651 + 6 * 1.9, 651 + 6 * 9.5, 651 + 6 * 17.1))
    assert quantiles(row, "初中适龄合计") == pytest.approx((339 + 3 * 1.9, 339 + 3 * 9.5, 339 + 3 * 17.1))


def test_means_add_up_over_zones_and_counties(workbook):
    data = ReadBack(workbook, "表6").data
    now = data[(data["情景"] == "维持现状") & (data["学年"] == 2018)].set_index(["县", "城乡"])[
        "小学适龄，均值/合计"
    ]
    zones = now.xs("全区域")
    assert zones["合计"] == pytest.approx(zones[["城区", "镇区", "乡村"]].sum())
    assert zones["合计"] == pytest.approx(now["甲县", "合计"] + now["乙县", "合计"])


@pytest.fixture(scope="module")
def balance(workbook):
    return ReadBack(workbook, "表7")


WARNED = ("P50", "P90", "基准P50")
SHORT, SPARE = "缺口+/富余−，P50/缺口+", "缺口+/富余−，P50/富余−"


def test_a_district_by_hand(balance):
    row = balance.row(
        **NOTHING, 县="乙县", 片区="城区", 学段="初中", 学年=2017
    )  # 99, 98 ... 80 pupils, 100 seats
    assert (row["需求P50"], row["需求P90"], row["现有学位P50"]) == pytest.approx((89.5, 97.1, 100))
    assert (row[SHORT], row[SPARE], row["缺口概率"]) == (0, -10.5, 0)
    assert [row[f"{side}预警等级/{at}"] for side in ("缺口", "富余") for at in WARNED] == [
        "无",
        "黄色",
        "无",
    ] + ["无"] * 3
    row = balance.row(**NOTHING, 县="甲县", 片区="镇区", 学段="初中", 学年=2017)  # 62 pupils, 50 seats: 24 %
    assert (row[SHORT], row[SPARE], row["缺口概率"]) == (12, 0, 1)
    assert [row[f"{side}预警等级/{at}"] for side in ("缺口", "富余") for at in WARNED] == ["红色"] * 3 + [
        "无"
    ] * 3


def test_gaps_are_never_netted_in_totals(balance):
    # Town of 甲: junior short by 12, primary spare by 225 - 161 = 64. Villages spare 81.
    town = balance.row(**NOTHING, 县="甲县", 片区="镇区", 学段="合计", 学年=2017)
    assert (town[SHORT], town[SPARE]) == (12, -64)
    county = balance.row(**NOTHING, 县="甲县", 片区="合计", 学段="合计", 学年=2017)
    assert (county[SHORT], county[SPARE]) == (12, -64 - 81)
    region = balance.row(**NOTHING, 县="全区域", 片区="合计", 学段="合计", 学年=2017)
    assert (region[SHORT], region[SPARE]) == (12, -64 - 81 - 10.5)
    assert region["缺口预警等级/P50"] == "—"


def test_ordered_seats(balance):
    # 2 rooms for t1 ordered in 2017 open in 2019; for the 3 for n there is no money in 2018.
    def ordered(year, stage):
        row = balance.row(情景="班额上限", 县="甲县", 片区="镇区", 学段=stage, 学年=year)
        return row["已定学位，P50/在建"], row["已定学位，P50/规划"]

    assert [ordered(2017, stage) for stage in ("小学", "初中")] == [(2 * 45, 0), (0, 0)]
    assert [ordered(2018, stage) for stage in ("小学", "初中")] == [(2 * 45, 0), (0, 0)]
    row = balance.row(**NOTHING, 县="甲县", 片区="镇区", 学段="小学", 学年=2017)
    assert (row["已定学位，P50/在建"], row["已定学位，P50/规划"]) == (0, 0)


def test_without_orders_there_is_no_such_column(alone):
    assert not [name for name in ReadBack(alone / "report/tables.xlsx", "T7").headers if "rdered" in name]


def test_schools_by_year(workbook):
    sheet = ReadBack(workbook, "表9")
    row = sheet.row(**NOTHING, 县="全区域", 学段="合计", 学年=2018)
    counts = [row[f"所数，P50/{name}"] for name in ("学校数", "其中九年一贯制", "教学点", "其中无学生")]
    assert counts == [3, 1, 1, 1]  # nobody is left in u
    assert quantiles(row, "教学班") == (6, 6, 6)
    assert quantiles(row, "在校生") == pytest.approx((192 + 1.9, 192 + 9.5, 192 + 17.1))
    assert row["班均人数P50"] == pytest.approx(201.5 / 6)
    assert sheet.row(情景="班额上限", 县="甲县", 学段="初中", 学年=2018)["教学班/P50"] == 2


def test_townships(workbook):
    sheet = ReadBack(workbook, "附表 3—5岁、15—17岁人口")
    row = sheet.row(**NOTHING, 乡镇="甲一镇", 学年=2017)
    assert quantiles(row, "3—5岁") == pytest.approx((312 + 3 * 1.9, 312 + 3 * 9.5, 312 + 3 * 17.1))
    assert quantiles(row, "15—17岁") == pytest.approx((348 + 3 * 1.9, 348 + 3 * 9.5, 348 + 3 * 17.1))
    assert row["数据性质"] == "推算"  # the name was read, the residents are computed
    assert sheet.row(**NOTHING, 县="甲县", 乡镇="合计", 学年=2017)["3—5岁/P50"] == pytest.approx(
        312 + 3 * 9.5 + 30
    )


def test_few_runs_tell_the_range_and_say_so(alone):
    sheet = ReadBack(alone / "report/tables.xlsx", "T9")
    row = sheet.row(County="乙县", Stage="Junior", **{"School year": 2017})  # 99, 95 and 89 pupils
    assert quantiles(row, "Pupils") == (89, 95, 99)
    notes = [sheet.sheet.cell(number, 1).value for number in range(2, sheet.first)]
    assert any("fewer than 20 runs" in str(note) for note in notes)


def test_enough_runs_do_not_speak_of_a_range(workbook):
    sheet = ReadBack(workbook, "表9")
    assert not any("不足20次" in str(sheet.sheet.cell(number, 1).value) for number in range(2, sheet.first))
