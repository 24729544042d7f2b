"""表12: the register of large classes."""

import pandas as pd
import pytest

from sim.reports.workbook.build import write_workbook
from tests.reports.workbook.hand import ReadBack, frame, tables, write_batch


def told(sheet, scenario, school):
    return sheet.data[(sheet.data["情景"] == scenario) & (sheet.data["标识码"] == school)]


@pytest.fixture(scope="module")
def register(workbook):
    return ReadBack(workbook, "表12")


def test_an_entry_by_hand(register):
    row = told(register, "班额上限", "n").iloc[0]
    assert list(row[["登记学年", "县", "学校", "年级", "班级", "现有人数", "标准", "超额"]]) == [
        2017, "甲县", "九校", "七年级", 1, 62, 50, 12,
    ]  # fmt: skip
    assert list(row[["完成时限", "销号学年", "可能性", "数据性质"]]) == [2018, 2018, 1, "公认"]
    assert row["措施"] == "消除大班额与标准班额（2018学年起）"  # for the rooms of 2018 there is no money
    assert told(register, "班额上限", "t1").iloc[0]["措施"].endswith("；扩建教室2间（2019学年）")


def test_without_a_cut_off_the_cohort_stays(register):
    row = told(register, "维持现状", "n")
    assert len(row) == 1  # entered once, though the class of 62 is there in both years
    assert list(row.iloc[0][["措施", "完成时限", "销号学年"]]) == ["无", "未规定", "未销号"]


def test_a_cohort_that_finished_its_stage_is_struck_off(register):
    assert told(register, "维持现状", "t1").iloc[0]["销号学年"] == 2018


def with_class(content, size):
    """Return the records with one more class in grade 9 of u in 2018, whose cohort has had no large class before."""
    more = {"year": 2018, "school_id": "u", "grade": 9, "class_no": 1, "size": size}
    classes = pd.concat([content["classes"].astype({"school_id": str}), frame("classes", [more])])
    return {**content, "classes": classes.astype({"school_id": "category"})}


def test_chance_is_the_share_of_runs_with_a_large_class_of_that_cohort(tmp_path):
    sizes = (61, 60, 70, 12)
    runs = {("do_nothing", draw, 1): with_class(tables(), size) for draw, size in enumerate(sizes)}
    out = write_batch(tmp_path / "out", runs)
    write_workbook(out, base="do_nothing", lang="zh")
    row = ReadBack(out / "report/tables.xlsx", "表12").row(标识码="u")
    assert (row["登记学年"], row["现有人数"], row["可能性"], row["销号学年"]) == (2018, 61, 0.5, "未销号")


def test_a_batch_without_large_classes_has_no_register_and_says_so(tmp_path):
    content = tables()
    small = content["classes"].assign(size=content["classes"]["size"].clip(upper=50))
    out = write_batch(tmp_path / "out", {("do_nothing", 0, 1): {**content, "classes": small}})
    written = write_workbook(out, base="do_nothing", lang="zh")
    assert "表12" in "".join(one.zh for one in written.absent)
