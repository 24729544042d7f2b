"""The published schema and the templates are the declarations, nothing else."""

import csv

import pytest

from sim.base.errors import UserErrors
from sim.inputs.schema import TABLES
from sim.inputs.tables import read_tables
from sim.inputs.templates import SCHEMA_COLUMNS, schema_rows, write_templates


def test_one_row_a_column():
    rows = schema_rows()
    assert all(tuple(row) == SCHEMA_COLUMNS for row in rows)
    assert len(rows) == sum(len(table.columns) for table in TABLES.values())
    share = next(row for row in rows if (row["file"], row["column"]) == ("counties.csv", "urban_share"))
    assert (share["type"], share["unit"], share["low"], share["high"]) == ("float", "share", "0", "1")
    assert (share["required"], share["key"]) == ("yes", "no")


def test_legal_values_of_the_schema():
    for row in schema_rows():
        assert row["type"] in {"int", "float", "text", "date", "code"}
        assert {row["required"], row["key"]} <= {"yes", "no"}
        assert row["meaning"]
        for bound in (row["low"], row["high"]):
            assert not bound or float(bound) is not None
        if row["type"] in {"int", "float"}:
            assert row["unit"] or row["column"] in {"is_counted_apart", "is_seat", "order"}


def test_codes_stand_in_the_meaning():
    kinds = next(
        row for row in schema_rows("zh") if (row["file"], row["column"]) == ("school_totals.csv", "kind")
    )
    assert "point = 教学点" in kinds["meaning"]


def test_every_table_says_where_its_numbers_come_from():
    for table in TABLES.values():
        assert {"source", "confidence", "note"} <= {column.name for column in table.columns}
        assert table.key


def test_no_alias_means_two_columns():
    for table in TABLES.values():
        names = [name for column in table.columns for name in {column.name, *column.aliases}]
        assert len(names) == len(set(names)), table.name


def test_templates_have_headers_and_are_read_as_empty(tmp_path):
    written = write_templates(tmp_path / "new")
    assert {path.name for path in written} == {table.file for table in TABLES.values()} | {"README.md"}
    for path in written[:-1]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            (header,) = csv.reader(file)
        assert header == [column.name for column in TABLES[path.stem].columns]
    with pytest.raises(UserErrors) as caught:
        read_tables(tmp_path / "new")
    (error,) = caught.value.errors  # the other tables count as not given
    assert (error.what.en, error.where) == (
        "the table has no rows",
        f"{(tmp_path / 'new' / 'counties.csv').as_posix()}:2:county_code",
    )


def test_the_page_beside_the_templates_names_every_table_in_both_languages(tmp_path):
    page = write_templates(tmp_path)[-1].read_text("utf-8")
    for table in TABLES.values():
        assert page.count(f"`{table.file}`") == 2
    assert page.count("| 必填 |") == page.count("| required |") == 1


def test_templates_never_overwrite(tmp_path):
    kept = tmp_path / "births.csv"
    kept.write_text("mine", "utf-8")
    assert kept not in write_templates(tmp_path)
    assert kept.read_text("utf-8") == "mine"
    assert write_templates(tmp_path) == []
