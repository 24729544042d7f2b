"""表13 and 表19 by hand."""

import pytest

from sim.reports.workbook.explain import explain
from sim.reports.workbook.options import LINES
from sim.reports.workbook.views import VIEWS
from tests.reports.workbook import hand
from tests.reports.workbook.hand import ReadBack

NEED, ROTATION = "应核编制，P50", "交流轮岗，P50"
SURPLUS, SHORT = "超编（按生师比）/P50", "缺编（按班师比）/P50"


def sheet(name):
    return pytest.fixture(lambda workbook: ReadBack(workbook, name), scope="module")


staffing, by_school, options = (sheet(name) for name in ("表13", "表13-2", "表19"))


def of(staffing, year, zone="合计", stage="合计", county="甲县"):
    return staffing.row(情景="维持现状", 县=county, 城乡=zone, 学段=stage, 学年=year)


def test_the_point_needs_few_posts_by_pupils_and_many_by_classes(staffing):
    row = of(staffing, 2017, "乡村", "小学")
    assert [row[f"{NEED}/{name}"] for name in ("按生师比", "按班师比", "按教学量")] == [0.5, 7.25, 6]
    assert [row[name] for name in ("核编P50", "在编P50", "空缺P50", SURPLUS, SHORT)] == [3, 1, 1, 2.5, 4.25]
    assert [row[f"任教教师，P50/{name}"] for name in ("合计", "特岗", "体音美", "55岁及以上")] == [2, 1, 1, 2]
    assert (row["生师比P50"], row["班师比P50"], row["未开齐体音美P50"]) == (4.5, 2, 2)


def test_surplus_and_shortage_stand_side_by_side(staffing):
    """t1 has 6 posts for a need of 4.5 and 5.5; n has 1 for 1.5 and 1.75 in primary, 4 for 3 and 3 in junior school."""
    town = of(staffing, 2017, "镇区")
    assert (town[SURPLUS], town[SHORT]) == (1.5 + 1, 0.75)
    whole = of(staffing, 2017)
    assert (whole[SURPLUS], whole[SHORT]) == (5, 5)


def test_private_and_closed_schools_have_no_posts(staffing):
    assert "乙县" not in set(staffing.data["县"])


def test_flows_are_told_from_the_second_year_on(staffing):
    told = [
        "当年退休/P50",
        "招聘P50",
        *(f"{ROTATION}/{name}" for name in ("人数", "占比", "其中骨干", "骨干占比")),
    ]
    assert set(of(staffing, 2017)[told]) == {"—"}
    assert of(staffing, 2018)[told].tolist() == [2, 2, 2, 0.2, 1, 0.5]
    assert of(staffing, 2018, "乡村")[told[0]] == 0


def test_schools_one_by_one_in_the_first_and_the_last_year(by_school):
    row = by_school.row(标识码="n")  # both stages together
    told = ("按生师比需编", "按班师比需编", "按教学量需编", "核编", "在编")
    assert [row[f"起始学年/{name}"] for name in told] == [4.5, 4.75, 4, 5, 4]
    point = by_school.row(标识码="p")
    assert [point[f"末学年/{name}"] for name in ("特岗", "55岁及以上", "体音美", "未开齐学科")] == [
        1,
        2,
        1,
        2,
    ]
    assert "u" not in set(by_school.data.loc[by_school.data["起始学年/核编"] > 0, "标识码"])


def line(options, scenario, indicator, county="全区域", over="末学年"):
    return options.row(情景=scenario, 县=county, 指标=indicator, 口径=over)


def test_running_money_is_summed_over_the_years_with_the_base_beside(options):
    row = line(options, "班额上限", "经常性支出", over="各年合计")
    assert (row["本方案/P50"], row["基准情景P50"], row["单位"]) == (175, 160, "万元")
    own = line(options, "班额上限", "经常性支出", "甲县", "各年合计")
    assert (own["本方案/P10"], own["基准情景P50"]) == (165, 150)
    assert line(options, "维持现状", "经常性支出", over="各年合计")["本方案/P90"] == 160


def test_what_comes_in_is_told_by_kind_beside_what_it_pays_for(options):
    """9 of public funds, 2 for heating and 64 of the county in each of two years."""
    told = ("收入：生均公用经费", "收入：取暖费补助", "收入：县级财政安排")
    found = [line(options, "班额上限", name, "甲县", "各年合计")["本方案/P50"] for name in told]
    assert found == [18, 4, 128]


def test_the_chance_that_a_large_class_is_left(options):
    """n has a class of 62 in grade 8 of 2018 that the cap splits in two of 31."""
    assert line(options, "维持现状", "大班额（本地口径）")["可能性"] == 1
    assert line(options, "班额上限", "大班额（本地口径）")["可能性"] == 0


def test_shortage_by_classes_is_that_of_the_last_year(options):
    assert line(options, "班额上限", "缺编（按班师比）")["本方案/P50"] == 5


def test_a_line_of_an_option_names_its_records(out, options):
    labels = {"情景": "班额上限", "县": "甲县", "指标": "经常性支出", "口径": "各年合计"}
    told = explain(out, f"表19!{options.address('本方案/P50', **labels)}", base="do_nothing", lang="zh")
    rows = told.parts[0].rows
    assert rows[["county", "year", "value"]].to_numpy().tolist() == [["a", 2017, 82.5], ["a", 2018, 82.5]]
    assert set(rows["records"]) == {"money.kind;money.yuan"}
    beside = explain(out, f"表19!{options.address('基准情景P50', **labels)}", base="do_nothing", lang="zh")
    assert (beside.value, set(beside.by_run["scenario"])) == (150, {"do_nothing"})


def test_money_by_year_and_kind(out, workbook):
    money = ReadBack(workbook, "表19-2")
    row = money.row(情景="班额上限", 县="甲县", 学年=2018)
    assert [row[f"经常性支出/{name}"] for name in ("P10", "P50", "P90")] == [82.5, 82.5, 82.5]
    told = ("其中，P50/教师工资", "经常性收入，P50/生均公用经费", "经常性收入，P50/县级财政安排")
    assert [row[name] for name in told] == [82.5, 9, 64]
    other = money.row(情景="维持现状", 县="乙县", 学年=2018)
    assert [other[name] for name in ("经常性支出/P50", "其中，P50/校车、公交运营")] == [5, 5]
    assert not [header for header in money.headers if "取暖支出" in header]  # no yuan of that kind
    heated = [money.row(情景="班额上限", 县=county, 学年=2018)["经常性收入，P50/取暖费补助"]
              for county in ("甲县", "乙县", "全区域")]  # fmt: skip
    assert heated == [2, "—", 2]  # the second county tells no rate: a gap
    at = money.address("经常性收入，P50/取暖费补助", 情景="班额上限", 县="甲县", 学年=2018)
    assert explain(out, f"表19-2!{at}", base="do_nothing", lang="zh").value == 2


def test_heating_that_no_county_tells_is_a_gap_and_no_zero(options):
    told = options.data[options.data["指标"].str.contains("取暖支出")]
    assert not (told["本方案/P50"] == 0).any()
    assert line(options, "维持现状", "支出：校车、公交运营", over="各年合计")["本方案/P50"] == 10


def test_options_have_the_coefficients_of_each_stage():
    told = VIEWS["options"].make(hand.tables(is_capped=True))
    shares = told[told["indicator"] == "share_meeting_2017"].set_index(["line", "county", "year"])["value"]
    assert shares["share_meeting_2017|primary|last", "a", 2018] == 0
    assert {year for _, _, year in shares.index} == {2018}
    of_stage = {line.code for line in LINES if line.stage != "all"}
    assert {f"cv2017_highest|{stage}|last" for stage in ("primary", "junior")} <= of_stage
    (highest,) = (line for line in LINES if line.code == "cv2017_highest|junior|last")
    assert (highest.factor, highest.unit.zh) == (100, "系数×100")
    assert highest.title.zh.endswith("（初中）")
