"""Wrong tables: each ends as one clear error with its place, never as a traceback."""

import openpyxl
import pytest

from sim.base.errors import UserError
from sim.calibration.backtest.options import check_entry_age, check_grades, parse_columns
from sim.calibration.backtest.reading import read_history
from tests.calibration.backtest.tables import GRADES, changed, mistakes, only, read, steady, write

CONTRADICTION = "the kind of change and the grades contradict each other"
TWO_NUMBERS = "two numbers that are said to be one school have pupils in one year"


@pytest.mark.parametrize(
    ("cell", "what", "remedy"),
    [
        ("12人", "not a whole number", "write digits only"),
        ("１２", "not a whole number", "half-width"),
        ('"1,200"', "not a whole number", "without thousands separator"),
        ("<10", "a mark stands in place of a number", '--suppressed "<10"'),
        ("*", "a mark stands in place of a number", "leave suppressed cells empty"),
        ("s", "a mark stands in place of a number", '--suppressed "s"'),
        ("NaN", "a mark stands in place of a number", "leave suppressed cells empty"),
        ("-", "a mark stands in place of a number", "leave suppressed cells empty"),
        ("-3", "value out of bounds", "correct the value"),
        ("12.5", "not a whole number", "no mean"),
        ("20001", "value out of bounds", "correct the value"),
    ],
)
def test_cells_that_are_no_pupils(cell, what, remedy, tmp_path):
    error = only(tmp_path, changed("0101,2013,12,13,14", f"0101,2013,12,{cell},14"))
    assert error.where == (tmp_path / "t.csv").as_posix() + ":4:g1"
    assert error.what.en == what
    assert remedy in error.remedy.en
    assert str(error.value) == cell.strip('"')


def test_marks_that_the_user_did_not_name(tmp_path):
    error = only(tmp_path, changed("0101,2013,12,13,14", "0101,2013,12,<10,14"), suppressed=("*", "<5"))
    assert error.value == "<10"


@pytest.mark.parametrize(
    ("year", "what"),
    [
        ("2013-2015", "not a whole number"),
        ("13", "value out of bounds"),
        ("20132014", "value out of bounds"),
        ("last", "not a whole number"),
        ("", "missing value"),
    ],
)
def test_years_that_are_none(year, what, tmp_path):
    error = only(tmp_path, changed("0101,2013,12,13,14", f"0101,{year},12,13,14"))
    assert (error.what.en, error.where.split(":")[-2:]) == (what, ["4", "year"])


def test_errors_bear_the_names_of_the_file(tmp_path):
    lines = ["学校代码,学年,k,g1,g2", *changed("0101,2013,12,13,14", "0101,last,12,13,14")[1:]]
    assert only(tmp_path, lines).where.endswith("t.csv:4:学年")


@pytest.mark.parametrize("pupils", ["12,13,14", "1,2,3"])
def test_a_row_that_stands_twice_names_both_lines(pupils, tmp_path):
    error = only(tmp_path, [*steady(), f"0101,2013,{pupils}"])
    assert (error.what.en, error.value) == ("duplicate key", "0101, 2013")
    assert error.where.endswith("t.csv:12:school_id")
    assert "line 4" in error.rule.en


def test_a_cell_that_stands_twice_in_a_long_table(tmp_path):
    rows = [f"A,{year},{grade},5" for year in range(2011, 2016) for grade in GRADES]
    error = only(tmp_path, ["school_id,year,grade,pupils", *rows, "A,2011-2012,K,5"])
    assert (error.what.en, error.value) == ("duplicate key", "A, 2011, k")


def test_a_missing_column_lists_what_is_there(tmp_path):
    error = only(tmp_path, ["shool,year,k,g1,g2", *steady()[1:]])
    assert (error.what.en, error.value.en) == ("missing column", "columns there: shool, year, k, g1, g2")
    assert error.remedy.en == "is it shool? then say --columns school_id=shool"


def test_grades_that_are_not_there(tmp_path):
    error = only(tmp_path, steady(), grades=("k", "grade1", "g2"))
    assert (error.what.en, error.value) == ("columns of grades are not in the table", "grade1")
    assert "school_id, year, k, g1, g2" in error.rule.en


def test_a_wide_table_with_a_column_of_grades_stays_wide(tmp_path):
    lines = [steady()[0] + ",grade", *(f"{line},K-5" for line in steady()[1:])]
    assert read(tmp_path, lines)[1] == []
    assert only(tmp_path, lines, grades=("k", "g1", "g3")).value == "g3"


def test_grades_that_no_row_of_a_long_table_has(tmp_path):
    rows = [f"A,{year},{grade},5" for year in range(2011, 2016) for grade in ("k", "g1")]
    error = only(tmp_path, ["school_id,year,grade,pupils", *rows])
    assert (error.what.en, error.value) == ("grades have no row in the table", "g2")
    assert "g1, k" in error.rule.en


def test_a_long_table_without_pupils(tmp_path):
    assert only(tmp_path, ["school_id,year,grade,n", "A,2011,k,5"]).where.endswith(":1:pupils")


@pytest.mark.parametrize(("n_years", "is_enough"), [(1, False), (4, False), (5, True)])
def test_five_years_are_enough(n_years, is_enough, tmp_path):
    lines = steady(years=range(2011, 2011 + n_years))
    if is_enough:
        assert read(tmp_path, lines)[0].pupils.shape == (2, 5, 3)
    else:
        error = only(tmp_path, lines)
        assert error.what.en == "too few years for a backtest"
        assert error.value.en.startswith(f"{n_years} years: 2011")
        assert "at least 5 school years" in error.rule.en


def test_years_with_gaps_are_too_few(tmp_path):
    error = only(tmp_path, steady(years=(2011, 2012, 2014, 2015, 2017)))
    assert error.value.en == "5 years: 2011-2012, 2014-2015, 2017"


@pytest.mark.parametrize(("cell", "words"), [("0", "every cell is 0"), ("", "every cell is empty")])
def test_nothing_but_zeros_or_nothing_at_all(cell, words, tmp_path):
    lines = [steady()[0], *(f"A,{year},{cell},{cell},{cell}" for year in range(2011, 2016))]
    error = only(tmp_path, lines)
    assert (error.what.en, error.value.en) == ("the table holds no pupils in the grades asked for", words)


def test_a_row_of_the_whole_county(tmp_path):
    total = [f"合计,{2011 + i},{20 + 2 * i},{22 + 2 * i},{24 + 2 * i}" for i in range(5)]
    error = only(tmp_path, [*steady(), *total])
    assert (error.what.en, error.value) == ("a row holds a sum of other schools", "合计")


@pytest.mark.parametrize("name", ["合计", "小计", "TOTAL"])
def test_a_row_that_is_called_a_sum_though_it_is_of_some_schools_or_years(name, tmp_path):
    error = only(tmp_path, [*steady(), f"{name},2015,5,6,7"])
    assert (error.what.en, error.value) == ("a row holds a sum of other schools", name)


def test_a_title_in_the_first_line_of_a_text(tmp_path):
    error = only(tmp_path, ["Pupils of the county,,,,", *steady()])
    assert error.what.en == "the first line names no column of the table"
    assert error.where == (tmp_path / "t.csv").as_posix() + ":1"
    assert error.remedy.en.startswith("remove titles above the header")


def test_files_that_cannot_be_read(tmp_path):
    for name, data, what in (
        ("none.csv", None, "the file cannot be read"),
        ("empty.csv", b"", "the file is empty"),
        ("head.csv", b"school_id,year,k,g1,g2\n", "the table has no rows"),
        ("semi.csv", b"school_id;year;k;g1;g2\nA;2011;1;2;3\n", "the fields are not separated by commas"),
        ("book.csv", b"PK\x03\x04\x00\x00", "the file is neither UTF-8 nor GBK text"),
        ("text.xlsx", b"school_id,year\n", "the file is damaged, or of another kind than its ending says"),
        ("text.parquet", b"school_id,year\n", "the file is damaged, or of another kind than its ending says"),
        ("old.xls", b"x", "the kind of file is not known"),
    ):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(UserError) as caught:
            read_history(path, GRADES)
        assert caught.value.what.en == what, name
        assert caught.value.where.startswith(path.as_posix())
        assert "：" in caught.value.text("zh")


def test_a_row_of_another_width(tmp_path):
    error = only(tmp_path, changed("0101,2013,12,13,14", "0101,2013,12,13"))
    assert (error.what.en, error.where.split(":")[-2:]) == ("too few fields", ["4", "g2"])


def test_sheets(tmp_path):
    path = tmp_path / "t.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "pupils"
    for line in steady():
        made.active.append(line.split(","))
    made.create_sheet("notes")
    made.save(path)
    history, said = read_history(path, GRADES)
    assert history.pupils[1, 4].tolist() == [14, 15, 16]
    assert said[0].en == "t.xlsx: the sheet pupils was read, not notes; name another with --sheet"
    with pytest.raises(UserError) as caught:
        read_history(path, GRADES, sheet="pupil")
    assert "did you mean pupils?" in str(caught.value)
    assert only(tmp_path, steady(), sheet="pupils").what.en == "only a workbook has sheets"


def test_mistakes_of_all_files_come_together(tmp_path):
    found = mistakes(
        tmp_path,
        changed("0101,2013,12,13,14", "0101,2013,12,x,14"),
        births=write(tmp_path / "b.csv", ["year,births", "2008,1.5"]),
        locations=write(tmp_path / "p.csv", ["school_id,lon,lat", "0101,200,"]),
        events=write(tmp_path / "e.csv", ["school_id,year,grades", "0101,2013,g7"]),
    )
    assert {error.where.split("/")[-1] for error in found} == {
        "t.csv:4:g1",
        "b.csv:2:births",
        "p.csv:2:lon",
        "e.csv:2:grades",
    }


@pytest.mark.parametrize(
    ("option", "lines", "what"),
    [
        ("births", ["year,births", "2008,0"], "all births are 0"),
        ("births", ["year,births", "1990,7"], "the births are of no year whose children enter here"),
        ("births", ["year,births", "2008,12万"], "not a whole number"),
        ("births", ["year,n", "2008,12"], "missing column"),
        ("locations", ["school_id,lon,lat", "0101,125,"], "half a coordinate"),
        ("locations", ["school_id,x,y", "0101,125,41"], "the file tells no places"),
        ("locations", ["school_id,lon,lat", "9999,125,41"], "unknown school"),
        ("locations", ["school_id,lon,lat", "0101,125,41", "0101,125,42"], "duplicate key"),
        ("events", ["school_id,year,grades", "0303,2013,k"], "unknown school"),
        ("events", ["school_id,year,grades", "0101,2013,k-g9"], "unknown grade"),
        ("events", ["school_id,year,grades", "0101,2013,g2-k"], "a range of grades runs backwards"),
        ("events", ["school_id,year,grades,kind", "0101,2013,,open"], CONTRADICTION),
        ("events", ["school_id,year,grades,kind", "0101,2013,k,close"], CONTRADICTION),
        ("events", ["school_id,year,grades,kind", "0101,2013,k,burnt"], "not one of the codes"),
        ("events", ["school_id,year", "0101,2013"], "missing column"),
        ("same_schools", ["old,new", "0101,0303"], "unknown school"),
        ("same_schools", ["old,new", "0101,0202", "0202,0101"], "the new number leads back to the old one"),
        ("same_schools", ["old,new", "0101,0202"], TWO_NUMBERS),
    ],
)  # fmt: skip
def test_mistakes_of_the_files_beside(option, lines, what, tmp_path):
    found = mistakes(tmp_path, steady(), **{option: write(tmp_path / "side.csv", lines)})
    assert {error.what.en for error in found} == {what}


def test_two_numbers_of_one_school_name_both_lines(tmp_path):
    same = write(tmp_path / "same.csv", ["old,new", "0101,0202"])
    error = mistakes(tmp_path, steady(), same_schools=same)[0]
    assert (error.value, error.where.split(":")[-2]) == ("0202, 2011", "7")
    assert "0101 has pupils in that year in line 2" in error.rule.en


def test_options_that_are_wrong(tmp_path):
    for grades, what in (((), "no grades are named"), (("k", "g1", "k"), "a grade stands twice")):
        with pytest.raises(UserError) as caught:
            check_grades(grades)
        assert caught.value.what.en == what
    for age in (2, 13):
        with pytest.raises(UserError, match="3..12"):
            check_entry_age(age)
    with pytest.raises(UserError, match="NAME=COLUMN"):
        parse_columns("school_id")
    assert only(tmp_path, steady(), columns={"shool_id": "x"}).remedy.en == "did you mean school_id?"
    assert only(tmp_path, steady(), columns={"year": "yeer"}).remedy.en == "did you mean year?"
    assert only(tmp_path, steady(), columns={"g1": "k"}).what.en == "one column is taken for two things"
