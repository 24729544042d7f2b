"""表17 and the overflow list (统筹清单) by hand."""

import pytest
from openpyxl import load_workbook

from sim.reports.workbook.build import write_workbook
from sim.reports.workbook.explain import explain
from tests.reports.workbook.hand import ReadBack, frame, tables, write_batch


@pytest.fixture(scope="module")
def migrants(workbook):
    return ReadBack(workbook, "表17")


@pytest.fixture(scope="module")
def overflow(workbook):
    return ReadBack(workbook, "统筹清单")


def test_migrant_pupils_by_origin_owner_and_place(migrants):
    row = migrants.row(情景="维持现状", 县="甲县", 学段="初中", 学年=2018)
    told = {"在校随迁子女/P50": 6, "本省外县，P50/公办": 4, "外省，P50/公办": 2, "本省外县，P50/民办": 0,
            "学校所在，P50/城区": 0, "学校所在，P50/镇区": 6, "公办就读比例P50": 1, "低于85%的概率": 0,
            "在校县内进城生，P50/合计": 9, "在校县内进城生，P50/镇区": 9}  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_a_county_whose_migrant_children_sit_in_a_private_school_lies_below_the_target(migrants):
    row = migrants.row(情景="维持现状", 县="乙县", 学段="初中", 学年=2017)
    assert list(row[["在校随迁子女/P50", "本省外县，P50/民办", "学校所在，P50/城区", "公办就读比例P50"]]) == [
        3,
        3,
        3,
        0,
    ]
    assert row["低于85%的概率"] == 1


def test_the_chance_to_lie_below_the_target_is_not_told_of_places_together(migrants):
    assert migrants.row(情景="维持现状", 县="全区域", 学段="合计", 学年=2017)["低于85%的概率"] == "—"


def test_applications_of_the_year_over_the_runs(migrants):
    # 10 + 0 to 19 applicants of grade 1 and 4 of grade 7; the waiting are 2 + 0 to 19
    row = migrants.row(情景="维持现状", 县="甲县", 学段="合计", 学年=2018)
    told = {"县外户籍当年申请，P50/合计": 14 + 9.5, "县外户籍当年申请，P50/公办": 9,
            "县外户籍当年申请，P50/购买学位": 1, "县外户籍当年申请，P50/民办自费": 1,
            "县外户籍当年申请，P50/待安置": 2 + 9.5, "县外户籍当年申请，P50/返回": 1,
            "县内进城当年申请，P50/合计": 5, "县内进城当年申请，P50/首选录取": 3,
            "县内进城当年申请，P50/统筹": 2}  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_the_first_year_has_no_applications_and_says_so(migrants):
    row = migrants.row(情景="维持现状", 县="全区域", 学段="合计", 学年=2017)
    assert {row[name] for name in migrants.headers if "申请" in name} == {"—"}
    assert migrants.row(情景="维持现状", 县="乙县", 学段="初中", 学年=2018)["县外户籍当年申请，P50/合计"] == 0


def test_the_overflow_list_of_the_reference_run_with_its_middle_and_chance(overflow):
    rows = overflow.data[overflow.data["情景"] == "维持现状"].drop(columns="情景")
    assert rows.to_numpy().tolist() == [
        [2018, "甲县", "—", "—", "九校", "n", "初中", "七年级", "超容量安置", 1, 0.5, 0.5, "公认"],
        [2018, "甲县", "一小", "t1", "二点", "p", "小学", "一年级", "时限内统筹", 5, 5 + 9.5, 1, "推算"],
    ]


def test_a_line_is_explained_by_its_record_row(out, overflow):
    cell = overflow.address("人数", 情景="维持现状", 安置学校标识码="p")
    told = explain(out, f"统筹清单!{cell}", base="do_nothing", lang="zh")
    assert (told.value, told.from_records, told.aggregate) == (5, 5, 5)
    assert told.parts[0].rows[["school_from", "school_to", "n"]].to_numpy().tolist() == [["t1", "p", 5]]


def test_the_chance_below_the_target_is_explained_by_pupils_with_who_runs_the_school(out, migrants):
    cell = migrants.address("低于85%的概率", 情景="维持现状", 县="乙县", 学段="初中", 学年=2017)
    told = explain(out, f"表17!{cell}", base="do_nothing", lang="zh")
    assert told.run_value == pytest.approx(0.85 * 3) == told.aggregate


def test_a_batch_without_overflow_has_no_list_and_says_so(tmp_path):
    out = write_batch(
        tmp_path / "out", {("do_nothing", 0, 1): {**tables(), "overflow": frame("overflow", [])}}
    )
    written = write_workbook(out, base="do_nothing", lang="en")
    assert any("No sheet Overflow" in one.en for one in written.absent)
    assert "T17" in load_workbook(written.path).sheetnames
