"""The folder of entries: what is no table in it is told, and what is not there is empty."""

import pytest
from openpyxl import Workbook

from sim.base.errors import UserError
from sim.reports.entries.folder import ENTRY_TABLES, read_entries


def mistakes(folder):
    with pytest.raises(UserError) as error:
        read_entries(folder)
    return error.value.text("en")


def test_without_a_folder_every_table_is_empty():
    entries = read_entries(None)
    for name, table in ENTRY_TABLES.items():
        assert list(entries.rows(name)) == [column.name for column in table.columns]
        assert len(entries.rows(name)) == 0


def test_a_folder_that_is_not_there(tmp_path):
    assert "the folder of entries does not exist" in mistakes(tmp_path / "none")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "ledger.csv").write_text("measure_id,part\n")
    assert "a file, not the folder of entries" in mistakes(tmp_path / "ledger.csv")


def test_a_table_of_another_name_is_told_with_the_nearest(tmp_path):
    (tmp_path / "ledgers.csv").write_text("measure_id\n")
    assert "rename it to ledger.csv" in mistakes(tmp_path)


def test_a_workbook_in_place_of_a_table_is_told(tmp_path):
    Workbook().save(tmp_path / "ledger.xlsx")
    told = mistakes(tmp_path)
    assert "a workbook is no table of entries" in told
    assert "“CSV UTF-8” under the name ledger.csv" in told


def test_a_workbook_that_was_only_renamed_is_told(tmp_path):
    Workbook().save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "ledger.csv")
    told = mistakes(tmp_path)
    assert "neither UTF-8 nor GBK text" in told
    assert "not as a workbook" in told


def test_other_files_and_locks_of_a_spreadsheet_are_left_alone(tmp_path):
    for name in ("README.md", "~$ledger.xlsx", ".hidden.csv"):
        (tmp_path / name).write_text("x")
    assert read_entries(tmp_path).reads == {}
