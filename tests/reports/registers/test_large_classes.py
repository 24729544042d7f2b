"""The ledger of large classes against spells worked by hand."""

import pandas as pd

from sim.reports.registers.large_classes import large_classes

# school, year, grade, class, size: A's first class is large in 2017 and 2018; A's second from 2018 on; B's finishes
# primary; C's is split in 2019; D's grade is given up; E's breaks off and is large again.
CLASSES = [
    ("A", 2017, 1, 1, 60), ("A", 2018, 2, 1, 56), ("A", 2019, 3, 1, 55),
    ("A", 2017, 1, 2, 55), ("A", 2018, 2, 2, 57), ("A", 2019, 3, 2, 66),
    ("B", 2017, 6, 1, 58), ("B", 2018, 7, 1, 62), ("B", 2019, 8, 1, 61),
    ("C", 2017, 7, 1, 60), ("C", 2018, 8, 1, 61), ("C", 2019, 9, 1, 31), ("C", 2019, 9, 2, 31),
    ("D", 2018, 3, 1, 70),
    ("E", 2017, 1, 1, 56), ("E", 2018, 2, 1, 55), ("E", 2019, 3, 1, 56),
]  # fmt: skip
RULES = {
    "class_standard_primary": 45, "class_standard_junior": 50, "large_local_primary": 56, "large_local_junior": 61,
    "super_large": 66,
}  # fmt: skip
YEARS = (2017, 2018, 2019)


def frames():
    classes = pd.DataFrame(CLASSES, columns=["school_id", "year", "grade", "class_no", "size"])
    large = (classes["size"] >= 61) | ((classes.grade <= 6) & (classes["size"] >= 56))
    cells = classes.assign(county="990001", n_large_local=large.astype(int))
    cells = cells.groupby(["year", "county", "school_id", "grade"], as_index=False).n_large_local.sum()
    rules = [(year, "990001", field, float(value)) for year in YEARS for field, value in RULES.items()]
    places = [("county", "990001", "试验县"), *(("school", code, f"{code}校") for code in "ABCDE")]
    events = [
        ("A", 2017, "extend", "paid"),
        ("A", 2019, "extend", "carried_out"),
        ("A", 2019, "close", "paid"),
    ]
    return {
        "classes": classes,
        "school_grade": cells,
        "rulebook": pd.DataFrame(rules, columns=["year", "county", "field", "value"]),
        "places": pd.DataFrame(places, columns=["level", "code", "name"]),
        "order_events": pd.DataFrame(events, columns=["target", "year", "kind", "event"]),
    }


def ledger(year):
    rows = large_classes(frames(), year).rows
    names = ["school_id", "grade_opened", "class_no", "year_opened", "size_last", "year_cancelled", "why"]
    return [tuple(row) for row in rows[names].astype(object).where(rows[names].notna(), None).to_numpy()]


def test_the_first_year_opens_what_is_large():
    """C's class of 60 in grade 7 is none: junior classes are large from 61 on."""
    assert ledger(2017) == [
        ("A", 1, 1, 2017, 60, None, ""),
        ("B", 6, 1, 2017, 58, None, ""),
        ("E", 1, 1, 2017, 56, None, ""),
    ]


def test_a_ledger_knows_nothing_of_later_years():
    assert ledger(2018) == [
        ("A", 1, 1, 2017, 56, None, ""),
        ("A", 2, 2, 2018, 57, None, ""),
        ("B", 6, 1, 2017, 58, 2018, "毕业离校"),
        ("B", 7, 1, 2018, 62, None, ""),
        ("C", 8, 1, 2018, 61, None, ""),
        ("D", 3, 1, 2018, 70, None, ""),
        ("E", 1, 1, 2017, 56, 2018, "人数减少或重新编班"),
    ]


def test_classes_are_cancelled_with_their_reason_and_may_be_listed_again():
    assert ledger(2019) == [
        ("A", 1, 1, 2017, 56, 2019, "人数减少或重新编班"),
        ("A", 2, 2, 2018, 66, None, ""),
        ("B", 6, 1, 2017, 58, 2018, "毕业离校"),
        ("B", 7, 1, 2018, 61, None, ""),
        ("C", 8, 1, 2018, 61, 2019, "增班分流"),
        ("D", 3, 1, 2018, 70, 2019, "学校（年级）停办"),
        ("E", 1, 1, 2017, 56, 2018, "人数减少或重新编班"),
        ("E", 3, 1, 2019, 56, None, ""),
    ]


def test_the_open_rows_are_the_large_classes_of_the_census():
    for year in YEARS:
        sheet = large_classes(frames(), year)
        assert sheet.ties[0].rows == sheet.ties[0].recorded == (sheet.rows.status == "在账").sum() > 0


def test_what_stands_beside_a_class():
    rows = large_classes(frames(), 2019).rows.set_index(["school_id", "year_opened"])
    one = rows.loc[("A", 2018)]
    assert (one.size_opened, one.standard, one.beyond, one.is_super) == (57, 45, 21, "是")
    assert (one.grade_last, one.is_from_start, one.school_name) == (3, "否", "A校")
    assert one.orders == "2019学年扩建：已实施"
    assert rows.loc[("A", 2017)].orders == "2017学年扩建：已安排资金；2019学年扩建：已实施"
    assert rows.loc[("B", 2018)].stage_name == "初中"
    assert rows.loc[("B", 2018)].beyond == 11
