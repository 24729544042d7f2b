"""ledger.csv as bureaus write it, and its mistakes, each with its place and remedy."""

import pytest

from sim.base.errors import UserErrors
from sim.reports.entries.folder import read_entries

HEAD = "measure_id,part,what,status,date,note,evidence\n"


def read(tmp_path, rows, head=HEAD, encoding="utf-8"):
    (tmp_path / "ledger.csv").write_text(head + rows, encoding=encoding)
    return read_entries(tmp_path).rows("ledger")


def mistake(tmp_path, rows):
    """Return the one mistake of a table: its place after the file, and its text."""
    with pytest.raises(UserErrors) as error:
        read(tmp_path, rows)
    (one,) = error.value.errors
    return one.where.removeprefix((tmp_path / "ledger.csv").as_posix()), one.text("en")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("未启动", "not_started"),
        ("进行中", "in_progress"),
        ("已完成", "done"),
        ("滞后", "delayed"),
        ("不适用", "not_applicable"),
        ("推进中", "in_progress"),
        ("已落实", "done"),
        ("逾期", "delayed"),
        ("done", "done"),
        ("", ""),
    ],
)
def test_status_in_the_words_of_a_bureau(tmp_path, written, code):
    assert read(tmp_path, f"M5b,1,,{written},,,\n")["status"].tolist() == [code]


def test_chinese_headers_in_gbk(tmp_path):
    rows = read(tmp_path, "M7d,2,已完成,2019-09-01,章程备案\n", "措施编号,序号,进展,日期,备注\n", "gbk")
    (row,) = rows.to_dict("records")
    assert (row["measure_id"], row["part"], row["status"], row["note"]) == ("M7d", 2, "done", "章程备案")
    assert f"{row['date']:%Y-%m-%d}" == "2019-09-01"


@pytest.mark.parametrize(
    ("written", "meant"), [("M99", "M9d"), ("m5B", "M5b"), ("M 5b", "M5b"), ("M5", "M5f")]
)
def test_an_unknown_measure_is_told_with_the_nearest(tmp_path, written, meant):
    where, told = mistake(tmp_path, f"M5b,1,,,,,\n{written},1,,done,,,\n")
    assert where == ":3:measure_id"
    assert "unknown measure" in told
    assert f"did you mean {meant}?" in told


def test_a_title_in_place_of_an_id_is_told_where_ids_stand(tmp_path):
    assert "sim ledger --template" in mistake(tmp_path, "师德建设,1,,,,,\n")[1]


def test_a_measure_that_is_simulated_whole_has_no_line(tmp_path):
    where, told = mistake(tmp_path, "M3a,1,,done,,,\n")
    assert where == ":2:measure_id"
    assert "this measure is simulated: the ledger has no line of it" in told


def test_a_part_that_the_measure_does_not_have_is_told_with_those_it_has(tmp_path):
    where, told = mistake(tmp_path, "M7d,4,,,,,\n")
    assert where == ":2:part"
    assert "2 School charters" in told


def test_the_same_line_twice(tmp_path):
    where, told = mistake(tmp_path, "M7d,2,,done,,,\nM7d,1,,done,,,\nM7d,2,,delayed,,,\n")
    assert where == ":4:measure_id"
    assert "duplicate key" in told
    assert "the same stands in line 2" in told


@pytest.mark.parametrize("written", ["2019-09-01", "2019/9/1", "2019年9月1日", "2019.9.1"])
def test_a_date_as_a_spreadsheet_saves_it(tmp_path, written):
    (date,) = read(tmp_path, f"M5b,1,,done,{written},,\n")["date"]
    assert f"{date:%Y-%m-%d}" == "2019-09-01"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("9/1/2019", "not a date"),
        ("2019.9.31", "not a date"),
        ("2019", "not a date"),
        ("0219-09-01", "no likely day"),
        ("2101-01-01", "no likely day"),
    ],
)
def test_a_date_that_is_none(tmp_path, written, told):
    where, text = mistake(tmp_path, f"M5b,1,,done,{written},,\n")
    assert where == ":2:date"
    assert told in text


def test_a_date_without_a_status(tmp_path):
    where, told = mistake(tmp_path, "M5b,1,,,2020-01-01,,\n")
    assert where == ":2:status"
    assert "a date without a status" in told


def test_an_unknown_status_lists_those_there_are(tmp_path):
    where, told = mistake(tmp_path, "M5b,1,,差不多,,,\n")
    assert where == ":2:status"
    assert "not_started, in_progress, done, delayed, not_applicable" in told


def test_every_mistake_is_told_at_once(tmp_path):
    with pytest.raises(UserErrors) as error:
        read(tmp_path, "M99,1,,,,,\nM3a,1,,,,,\nM7d,9,,,2020-01-01,,\n")
    places = [one.where.split("ledger.csv")[1] for one in error.value.errors]
    assert places == [":2:measure_id", ":3:measure_id", ":4:part", ":4:status"]
