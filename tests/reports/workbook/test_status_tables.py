"""表1 to 表4: figures by hand, and totals that tie."""

import pytest

from tests.reports.workbook.hand import ReadBack


@pytest.fixture(scope="module")
def overview(workbook):
    return ReadBack(workbook, "表1")


@pytest.fixture(scope="module")
def schools(workbook):
    return ReadBack(workbook, "表2")


@pytest.fixture(scope="module")
def sizes(workbook):
    return ReadBack(workbook, "表3")


@pytest.fixture(scope="module")
def ages(workbook):
    return ReadBack(workbook, "表4")


def test_the_county_by_hand(overview):
    row = overview.row(县="甲县", 城乡="合计", 学段="合计")
    told = {
        "学校数": 2, "教学点": 1, "教学班/数值": 6, "在校生/数值": 232, "招生数": 152, "在校生中/随迁": 0,
        "在校生中/留守": 2, "在校生中/寄宿": 7, "班均人数": 232 / 6, "最大班额": 62, "大班额，本地口径/数值": 2,
        "超大班额": 0, "专任教师": 15, "生师比": 232 / 15, "核定学位": 365, "利用率": 232 / 365, "床位数": 12,
    }  # fmt: skip
    assert {name: row[name] for name in told} == pytest.approx(told)


def test_a_nine_year_school_counts_once_with_the_junior_schools(overview):
    primary, junior, both = (
        overview.row(县="甲县", 城乡="镇区", 学段=s)["学校数"] for s in ("小学", "初中", "合计")
    )
    assert (primary, junior, both) == (1, 1, 2)


def test_a_closed_school_counts_nowhere(overview, schools):
    assert overview.row(县="乙县", 城乡="合计", 学段="合计")["学校数"] == 1
    assert "c" not in set(schools.data["标识码"])
    assert overview.row(县="乙县", 城乡="合计", 学段="合计")["床位数"] == 30


def test_range_over_the_runs_beside_the_figure(overview):
    # 232 pupils in 甲 and 99, 98 ... 80 in 乙: P10 of 20 values lies at 1.9 steps from the lowest.
    row = overview.row(县="全区域", 城乡="合计", 学段="合计")
    assert row["在校生/数值"] == 331
    assert (row["在校生/P10"], row["在校生/P90"]) == pytest.approx((312 + 1.9, 312 + 17.1))


def test_nothing_to_divide_by_is_a_dash(overview):
    assert overview.row(县="甲县", 城乡="镇区", 学段="初中")["生师比"] == "—"


def test_a_place_without_anything_has_no_row(overview):
    assert overview.data[(overview.data["县"] == "乙县") & (overview.data["城乡"] == "镇区")].empty


def test_the_region_is_the_sum_of_its_counties_zones_and_stages(overview):
    counts = ["学校数", "教学点", "教学班/数值", "在校生/数值", "招生数", "专任教师", "核定学位", "床位数"]
    rows = overview.data[(overview.data["城乡"] == "合计") & (overview.data["学段"] == "合计")].set_index(
        "县"
    )[counts]
    assert (rows.loc["全区域"] == rows.loc[["甲县", "乙县"]].sum()).all()
    for of, whole, parts in (("城乡", "学段", ["城区", "镇区", "乡村"]), ("学段", "城乡", ["小学", "初中"])):
        held = overview.data[(overview.data["县"] == "全区域") & (overview.data[whole] == "合计")].set_index(
            of
        )[counts]
        assert (held.loc["合计"] == held.reindex(parts).dropna().sum()).all()


def test_schools_by_hand(schools):
    row = schools.row(标识码="n")
    assert list(row[["序号", "县", "乡镇/片区", "学校名称", "办学类型", "公/民办", "城乡类型", "数据性质"]]) == [
        1, "甲县", "甲一镇", "九校", "九年一贯制学校", "公办", "镇区", "公认",
    ]  # fmt: skip
    assert list(row[["班级数", "在校生数", "在校生中/寄宿", "班均人数", "最大班额", "大班额数"]]) == [
        2,
        82,
        7,
        41,
        62,
        1,
    ]
    assert list(row[["专任教师", "核定学位", "床位数"]]) == [4, 95, 12]
    assert row["利用率"] == pytest.approx(82 / 95)


def test_the_sum_of_schools_is_the_county_and_the_region(schools, overview):
    counts = [
        "班级数",
        "在校生数",
        "在校生中/随迁",
        "在校生中/留守",
        "大班额数",
        "专任教师",
        "核定学位",
        "床位数",
    ]
    own = schools.data[schools.data["标识码"] != "—"]
    for county in ("甲县", "乙县"):
        total = schools.row(县=county, 学校名称="合计")
        assert (own[own["县"] == county][counts].sum() == total[counts]).all()
    whole = schools.row(县="全区域")
    assert (own[counts].sum() == whole[counts]).all()
    first = overview.row(县="全区域", 城乡="合计", 学段="合计")
    assert (whole["班级数"], whole["在校生数"]) == (first["教学班/数值"], first["在校生/数值"])


def test_a_total_is_as_sure_as_the_least_sure_school(schools):
    assert [schools.row(县=c, 学校名称="合计")["数据性质"] for c in ("甲县", "乙县")] == ["推算", "读取"]


def test_size_bands_by_hand_and_as_classes(sizes, overview):
    row = sizes.row(县="甲县", 年级="合计")
    bands = [name for name in sizes.headers if name.startswith("按班额分")]
    assert len(bands) == 10
    told = {"25人及以下": 2, "36—40人": 1, "41—45人": 1, "56—60人": 1, "61—65人": 1}  # 20, 9; 40; 41; 60; 62
    assert {name.partition("/")[2]: row[name] for name in bands if row[name]} == told
    assert (sizes.data[bands].sum(axis=1) == sizes.data["教学班"]).all()
    assert row["其中复式班"] == 1
    whole = overview.row(县="全区域", 城乡="合计", 学段="合计")
    assert sizes.row(县="全区域", 年级="合计")["教学班"] == whole["教学班/数值"]


def test_grades_add_up_to_stages_and_stages_to_the_total(sizes):
    rows = sizes.data[sizes.data["县"] == "全区域"].set_index("年级")["教学班"]
    assert rows["合计"] == rows["小学"] + rows["初中"] == 8
    assert rows["小学"] == rows.reindex([f"{n}年级" for n in "一二三四五六"]).sum() == 5
    assert rows["初中"] == rows.reindex([f"{n}年级" for n in "七八九"]).sum() == 3


def test_ages_by_hand_and_as_pupils(ages, overview):
    row = ages.row(县="甲县", 年级="一年级")
    # 81 pupils of t1 and 9 of p: one of each is 7, the others 6; half of these are girls, 40 and 4.
    assert [
        row[name] for name in ("在校生", "其中女生", "按9月1日周岁分/6岁及以下", "按9月1日周岁分/7岁")
    ] == [90, 44, 88, 2]
    bands = [name for name in ages.headers if name.startswith("按9月1日周岁分")]
    assert (ages.data[bands].sum(axis=1) == ages.data["在校生"]).all()
    assert ages.row(县="全区域", 年级="合计")["按9月1日周岁分/15岁及以上"] == 1
    for county in ("全区域", "甲县", "乙县"):
        first = overview.row(县=county, 城乡="合计", 学段="合计")
        assert ages.row(县=county, 年级="合计")["在校生"] == first["在校生/数值"]
