"""The folder of canonical tables: types, encodings, rules between tables."""

import pickle
import shutil

import pytest

from sim.base.errors import UserErrors
from sim.inputs.schema import TABLES
from sim.inputs.tables import read_tables


@pytest.fixture
def folder(small, tmp_path):
    """Return a copy of the small county's tables that a test may spoil."""
    return shutil.copytree(small / "input", tmp_path / "input")


def spoil(folder, table, old, new):
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def mistakes(folder):
    with pytest.raises(UserErrors) as caught:
        read_tables(folder)
    return list(caught.value.errors)


def test_types_order_and_start_year(small):
    tables = read_tables(small / "input")
    assert tables.start_year == 2017
    assert tables.folder == small / "input"
    assert tables.warnings == ()
    assert str(tables.counties["residents"].dtype) == "int64"
    assert str(tables.counties["urban_share"].dtype) == "float64"
    assert str(tables.townships["residents"].dtype) == "Int64"
    assert list(tables.counties["county_code"]) == ["990001"]
    assert list(tables.counties["note"]) == [""]
    for name, table in TABLES.items():
        assert list(getattr(tables, name)) == [column.name for column in table.columns]
    assert list(tables.births["year"]) == list(range(1999, 2026))


def test_the_small_county_is_what_it_is_said_to_be(small):
    tables = read_tables(small / "input")
    assert tables.population["persons"].sum() == tables.counties["residents"].sum() == 2999
    schools = tables.school_totals[["kind", "zone_kind", "schools"]].to_numpy().tolist()
    assert schools == [["primary", "town", 1], ["point", "village", 1], ["junior", "town", 1]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "gb18030"])
def test_every_encoding_reads_the_same(encoding, small, folder):
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_text("utf-8").encode(encoding))
    plain, other = read_tables(small / "input"), read_tables(folder)
    for name in TABLES:
        assert getattr(plain, name).equals(getattr(other, name))


def test_chinese_headers_and_codes(small, folder):
    spoil(
        folder,
        "population",
        "county_code,sex,age_low,age_high,persons",
        "县代码,性别,年龄下限,年龄上限,常住人口",
    )
    path = folder / "population.csv"
    path.write_text(path.read_text("utf-8").replace(",female,", ",女,").replace(",male,", ",男,"), "utf-8")
    assert read_tables(folder).population.equals(read_tables(small / "input").population)


def test_tables_travel_to_another_process(small):
    tables = read_tables(small / "input")
    again = pickle.loads(pickle.dumps(tables))
    assert again.population.equals(tables.population)


def test_an_unknown_file_is_a_warning(folder):
    (folder / "notes.csv").write_text("anything", "utf-8")
    (warning,) = read_tables(folder).warnings
    assert "notes.csv" in warning.en


def test_a_missing_folder_names_the_tables(tmp_path):
    (error,) = mistakes(tmp_path / "nowhere")
    assert error.rule.en == "tables needed: counties.csv"


def test_a_misspelt_file_is_found(folder):
    (folder / "births.csv").rename(folder / "birth.csv")
    (warning,) = read_tables(folder).warnings
    assert warning.en.endswith("if it is births.csv, rename it")
    (folder / "counties.csv").rename(folder / "county.csv")
    (error,) = mistakes(folder)
    assert error.remedy.en == "rename county.csv to counties.csv"


def test_mistakes_of_two_files_come_together(folder):
    spoil(folder, "births", ",registered,", ",somewhere,")
    spoil(folder, "counties", "2999", "many")
    assert {error.where.split("/")[-1] for error in mistakes(folder)} == {
        "births.csv:2:basis",
        "counties.csv:2:residents",
    }


SECOND_COUNTY = "990002,另县,county,0,150,126,42,2018,100,100,0.4,0.35,-0.02,made for the tests,assumption,\n"


def test_a_second_county_needs_everything(folder):
    path = folder / "counties.csv"
    path.write_text(path.read_text("utf-8") + SECOND_COUNTY, "utf-8")
    assert [error.what.en for error in mistakes(folder)] == [
        "two start years",
        "the county has no township that is its seat",
        "the county has no population by age",
        "the county has no population by age",
        "births are missing",
        "the county has no primary school",
        "the county has no junior school",
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "what", "where"),
    [
        ("counties", ",0.4,0.35,", ",0.4,0.45,", "seat_share is larger than urban_share", "2:seat_share"),
        ("counties", "126.0,42.0", "42.0,126.0", "longitude and latitude are swapped", "2:lon"),
        ("school_totals", "990001,junior", "990009,junior", "unknown county", "4:county_code"),
        ("school_totals", "junior,town,1", "junior,town,0", "the county has no junior school", "2:county_code"),
        ("school_totals", "primary,town", "primary,urban", "a county has no urban zone", "2:zone_kind"),
        ("townships", "town,1,", "town,0,", "the county has no township that is its seat", "2:county_code"),
        ("population", "female,3,3", "female,3,4", "an age group begins at 5 and is not empty", "6:age_low"),
        ("population", "female,95,100", "female,95,99", "the oldest ages are missing", "36:age_high"),
        ("mortality", "male,5,9,2015", "male,6,9,2015", "an age group begins at 5 and is not empty", "4:age_low"),
        ("births", "990001,2010,registered", "990001,2030,registered", "births are missing", ":28:county_code"),
        ("fertility", "2,20,", "2,20,9", "value out of bounds", "42:rate"),
        ("fertility_level", "low,2020", "low,2050", "years of the fertility level are missing", ":22:variant"),
    ],
)  # fmt: skip
def test_rules_between_tables(table, old, new, what, where, folder):
    spoil(folder, table, old, new)
    first = mistakes(folder)[0]
    assert first.what.en == what
    assert first.where.endswith(where)
    assert first.rule is not None
    assert first.remedy is not None


def test_a_row_of_the_schedule_is_missing(folder):
    path = folder / "fertility.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("3,17,")]
    path.write_text("\n".join(lines), "utf-8")
    (error,) = mistakes(folder)
    assert error.value == "order 3, age 17"


def test_one_sex_without_death_rates(folder):
    path = folder / "mortality.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("male,")]
    path.write_text("\n".join(lines), "utf-8")
    assert [error.value for error in mistakes(folder)] == ["male, 2015", "male, 2025"]


def test_death_rates_begin_after_the_start(folder):
    path = folder / "mortality.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if ",2015," not in line]
    path.write_text("\n".join(lines), "utf-8")
    (warning,) = read_tables(folder).warnings
    assert warning.en.startswith("mortality begins in 2025, after the start year 2017")


def test_a_table_that_is_a_workbook_alone_is_an_error_not_an_absent_table(folder):
    for name in ("teachers.xlsx", "~$teachers.xlsx"):
        (folder / name).write_bytes(b"PK")
    (error,) = mistakes(folder)
    assert error.where.endswith("/teachers.xlsx")
    assert "under the name teachers.csv" in error.remedy.en


def test_the_required_table_as_a_workbook_is_told_once(folder):
    (folder / "counties.csv").rename(folder / "counties.xlsx")
    assert [error.what.en for error in mistakes(folder)] == ["a workbook, not a CSV table"]


def test_a_workbook_of_another_name_is_warned_of_unless_its_csv_lies_beside(folder):
    for name in ("名单.xlsx", "counties.xlsx"):
        (folder / name).write_bytes(b"PK")
    odd = [warning.en for warning in read_tables(folder).warnings if "workbook" in warning.en]
    assert odd == ["名单.xlsx is a workbook and was not read; a table of the model is saved as CSV UTF-8"]
