"""Tables of a bureau become a history: hand-made tables with known cells, in every form that is read."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.calibration.backtest.options import parse_columns, parse_list
from sim.calibration.backtest.reading import read_history
from tests.calibration.backtest.tables import GRADES, changed, read, steady, write

PUPILS = np.array([[[10 + i, 11 + i, 12 + i] for i in range(5)]] * 2, float)


def test_a_wide_table(tmp_path):
    history, said = read(tmp_path, steady())
    assert (history.name, history.schools, history.grades) == ("t", ("0101", "0202"), GRADES)
    assert history.years.tolist() == [2011, 2012, 2013, 2014, 2015]
    np.testing.assert_array_equal(history.pupils, PUPILS)
    assert history.townships is None
    assert history.places is None
    assert (dict(history.births), history.entry_age, history.events) == ({}, 6, ())
    assert said == []


def test_order_of_rows_and_other_columns_do_not_matter(tmp_path):
    head, *rows = steady()
    mixed = ["name,total," + head, *(f"P.S. x,999,{row}" for row in reversed(rows))]
    history, _ = read(tmp_path, mixed)
    assert history.schools == ("0101", "0202")
    np.testing.assert_array_equal(history.pupils, PUPILS)


def test_grades_are_taken_in_the_order_asked_for(tmp_path):
    history, _ = read(tmp_path, steady(), grades=("g2", "k"))
    np.testing.assert_array_equal(history.pupils[0, 0], [12, 10])


def long_lines() -> list[str]:
    lines = ["school,grade,学年,enrollment"]
    for school in ("0101", "0202"):
        for i in range(5):
            for k, grade in enumerate(GRADES):
                lines.append(f"{school},{grade.upper()},{2011 + i}-{2012 + i},{10 + k + i}")
    return lines


def test_a_long_table_gives_the_same(tmp_path):
    history, said = read(tmp_path, [*long_lines(), "0101,total,2011,9999", "0101,total,2011,many"])
    np.testing.assert_array_equal(history.pupils, PUPILS)
    assert said == []


def test_a_long_table_without_zeros_leaves_them_out(tmp_path):
    lines = [line for line in long_lines() if not line.startswith("0202,G2")]
    history, said = read(tmp_path, lines)
    assert history.pupils[1, :, 2].tolist() == [0] * 5
    assert said == [
        "the table writes no 0: 5 grades without a row, in years in which the school has other rows, are read as "
        "0 pupils"
    ]


def test_a_long_table_with_zeros_leaves_out_what_is_unknown(tmp_path):
    lines = [line for line in long_lines() if line != "0202,G2,2013-2014,14"]
    lines = changed("0101,K,2011-2012,10", "0101,K,2011-2012,0", lines)
    history, said = read(tmp_path, lines)
    assert np.argwhere(np.isnan(history.pupils)).tolist() == [[1, 2, 2]]
    assert said[0] == "1 of 30 cells (3.3 %) are empty and taken as unknown, not as 0"


def test_an_empty_cell_of_a_long_table_is_unknown(tmp_path):
    history, _ = read(tmp_path, changed("0202,G2,2013-2014,14", "0202,G2,2013-2014,", long_lines()))
    assert np.argwhere(np.isnan(history.pupils)).tolist() == [[1, 2, 2]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headers_in_every_encoding(encoding, tmp_path):
    lines = [
        line.replace("school_id,year,k,g1,g2", "学校标识码,年份,学前班,一年级,二年级,乡镇")
        for line in steady()
    ]
    lines = [lines[0], *(f"{line},东来乡" for line in lines[1:])]
    path = write(tmp_path / "t.csv", lines, encoding)
    history, _ = read_history(path, ("学前班", "一年级", "二年级"))
    np.testing.assert_array_equal(history.pupils, PUPILS)
    assert history.townships == ("东来乡", "东来乡")


@pytest.mark.parametrize(
    "year", ["2013-2014", "2013/14", "2013–14", "2013学年", "2013-2014学年", "2013.0", "2013年"]
)
def test_school_years_as_they_are_written(year, tmp_path):
    history, _ = read(tmp_path, changed("0101,2013,12,13,14", f"0101,{year},12,13,14"))
    np.testing.assert_array_equal(history.pupils, PUPILS)


def test_whole_numbers_written_with_a_point(tmp_path):
    history, _ = read(tmp_path, changed("0101,2013,12,13,14", "0101,2013,12.0,13.,14.00"))
    np.testing.assert_array_equal(history.pupils, PUPILS)


def test_empty_is_missing_and_zero_is_none(tmp_path):
    history, said = read(tmp_path, changed("0101,2013,12,13,14", "0101,2013,,0,"))
    np.testing.assert_array_equal(history.pupils[0, 2], [np.nan, 0, np.nan])
    assert said == ["2 of 30 cells (6.7 %) are empty and taken as unknown, not as 0"]


def test_named_marks_are_missing(tmp_path):
    lines = changed("0101,2013,12,13,14", "0101,2013,*,S,<5")
    history, _ = read(tmp_path, lines, suppressed=parse_list("*,s,<5"))
    assert np.isnan(history.pupils[0, 2]).all()


def test_the_user_names_columns(tmp_path):
    lines = ["BEDS_CODE,YR,k,g1,二年级", *steady()[1:]]
    columns = parse_columns("school_id=BEDS_CODE, year=YR,g2=二年级")
    history, _ = read(tmp_path, lines, columns=columns)
    np.testing.assert_array_equal(history.pupils, PUPILS)


def test_a_number_comes_before_a_name(tmp_path):
    lines = ["school," + steady()[0], *(f"same name,{line}" for line in steady()[1:])]
    assert read(tmp_path, lines)[0].schools == ("0101", "0202")


def frame() -> pd.DataFrame:
    head, *rows = steady()
    made = pd.DataFrame([row.split(",") for row in rows], columns=head.split(","))
    return made.astype({name: float for name in GRADES}).astype({"year": int})


def test_parquet(tmp_path):
    made = frame()
    made.loc[0, "k"] = np.nan
    made.to_parquet(tmp_path / "t.parquet")
    history, _ = read_history(tmp_path / "t.parquet", GRADES)
    assert np.isnan(history.pupils[0, 0, 0])
    np.testing.assert_array_equal(history.pupils.ravel()[1:], PUPILS.ravel()[1:])


def test_a_workbook_keeps_leading_zeros_of_text(tmp_path):
    frame().to_excel(tmp_path / "t.xlsx", index=False)
    history, said = read_history(tmp_path / "t.xlsx", GRADES)
    assert history.schools == ("0101", "0202")
    np.testing.assert_array_equal(history.pupils, PUPILS)
    assert said == []


def book(path, schools=(101, 202), number_format="General"):
    made = openpyxl.Workbook()
    made.active.title = "notes"
    sheet = made.create_sheet("pupils")
    sheet.append([])  # a blank line above the header
    sheet.append(["学校", "学年", *GRADES, None])
    for school in schools:
        for i in range(5):
            sheet.append([school, f"{2011 + i}-{2012 + i}", 10 + i, 11.0 + i, 12 + i])
            sheet.cell(sheet.max_row, 1).number_format = number_format
    made.save(path)
    return path


def test_numbers_of_schools_stored_as_numbers(tmp_path):
    history, _ = read_history(book(tmp_path / "t.xlsx"), GRADES, sheet="pupils")
    assert history.schools == ("101", "202")
    np.testing.assert_array_equal(history.pupils, PUPILS)


def test_zeros_that_a_number_format_shows_are_kept(tmp_path):
    path = book(tmp_path / "t.xlsx", number_format="00000")
    assert read_history(path, GRADES, sheet="pupils")[0].schools == ("00101", "00202")


def test_townships_of_the_table_and_the_last_one_counts(tmp_path):
    head, *rows = steady()
    lines = [
        head + ",township",
        *(f"{row},{'A' if '2015' in row else 'B'}" for row in rows[:5]),
        *(f"{row}," for row in rows[5:]),
    ]
    history, said = read(tmp_path, lines)
    assert history.townships == ("A", "")
    assert said == ["schools whose township changes; that of the last year counts: 0101"]


def test_locations(tmp_path):
    places = write(tmp_path / "p.csv", ["school_id,经度,纬度,township", "0202,125.5,41.7,B", "9,1,2,C"])
    history, said = read(tmp_path, steady(), locations=places)
    np.testing.assert_array_equal(history.places, [[np.nan, np.nan], [125.5, 41.7]])
    assert history.townships == ("", "B")
    assert said == [
        "locations of schools without a row in the table are not used: 9",
        "schools without a location: 0101",
    ]


def test_locations_may_tell_townships_only(tmp_path):
    places = write(tmp_path / "p.csv", ["school_id,township", "0101,A", "0202,B"])
    history, said = read(tmp_path, steady(), locations=places)
    assert (history.places, history.townships, said) == (None, ("A", "B"), [])


def test_births_enter_at_the_entry_age(tmp_path):
    lines = ["年份,出生人数", *(f"{year},{year - 1000}" for year in range(2006, 2011))]
    births = write(tmp_path / "b.csv", lines)
    history, said = read(tmp_path, steady(), births=births, entry_age=5)
    assert (history.births[2006], history.births[2010], history.entry_age) == (1006.0, 1010.0, 5)
    assert said == []
    _, said = read(tmp_path, steady(), births=births)
    assert said == ["births lack for the entrants of 2011 (born 6 years before)"]


def test_numbers_of_one_school_are_joined(tmp_path):
    lines = (
        steady(("A",), range(2011, 2013))
        + steady(("B",), range(2013, 2014))[1:]
        + steady(("C",), range(2014, 2016))[1:]
    )
    same = write(tmp_path / "same.csv", ["old,new", "A,B", "B,C"])
    history, _ = read(tmp_path, [*lines, "C,2011,0,0,0"], same_schools=same)
    assert history.schools == ("C",)
    assert history.pupils[0, :, 0].tolist() == [10, 11, 10, 10, 11]


def test_locations_of_an_old_number_are_of_the_school(tmp_path):
    same = write(tmp_path / "same.csv", ["old,new", "A,B"])
    places = write(tmp_path / "p.csv", ["school_id,lon,lat", "A,1,2"])
    lines = steady(("A",), range(2011, 2014)) + steady(("B",), range(2014, 2016))[1:]
    history, said = read(tmp_path, lines, same_schools=same, locations=places)
    assert history.places.tolist() == [[1.0, 2.0]]
    assert said == []


@pytest.mark.needs_data
@pytest.mark.parametrize(
    ("table", "shape", "rows"),
    [("nyc_school_grade_2013_2021", (1921, 9, 9), 16379), ("wy_school_grade_1999_2006", (405, 8, 9), 2940)],
)
def test_open_tables(table, shape, rows, sim_data):
    grades = ("k", *(f"g{n}" for n in range(1, 9)))
    history, _ = read_history(sim_data / f"enrolment/{table}.csv", grades)
    assert history.pupils.shape == shape
    assert (~np.isnan(history.pupils)).sum() == rows * 9


@pytest.mark.needs_data
def test_open_places(sim_data):
    folder = sim_data / "enrolment"
    history, said = read_history(
        folder / "nyc_school_grade_2013_2021.csv", ("k", "g1"), locations=folder / "nyc_school_locations.csv"
    )
    placed = ~np.isnan(history.places).any(axis=1)
    assert placed.sum() == 1869
    assert any(one.en.startswith("schools without a location") and "52 in all" in one.en for one in said)


@pytest.mark.parametrize(
    "titles", [[["在校生统计表"]], [["在校生统计表"], [], ["单位：人", "", "填报：教育局"]]]
)
def test_titles_above_the_header_of_a_workbook_are_passed_over_and_told(titles, tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    for row in [*titles, *(line.split(",") for line in steady())]:
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.save(path)
    told, said = read_history(path, GRADES)
    assert told.pupils[1, 4].tolist() == [14, 15, 16]
    assert said[0].en.startswith(
        f"t.xlsx: row {len(titles) + 1} was read as the header, passing over above it: 在校生统计表"
    )
    wrong = [line.split(",") for line in changed("0101,2013,12,13,14", "0101,last,12,13,14")]
    for row, line in enumerate(wrong, len(titles) + 1):
        for column, value in enumerate(line, 1):
            book.active.cell(row, column).value = value
    book.save(path)
    with pytest.raises(UserError) as caught:
        read_history(path, GRADES)
    assert caught.value.errors[0].where.endswith(f"t.xlsx:{len(titles) + 4}:year")  # the row of the sheet


def test_a_sheet_of_notes_before_the_table_is_passed_over(tmp_path):
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "说明"
    for note in ("填表说明", "单位：人"):
        book.active.append([note])
    table = book.create_sheet("在校生")
    for line in steady():
        table.append(line.split(","))
    book.save(path)
    told, said = read_history(path, GRADES)
    assert told.pupils[1, 4].tolist() == [14, 15, 16]
    assert said[0].en == "t.xlsx: the sheet 在校生 was read, not 说明; name another with --sheet"
