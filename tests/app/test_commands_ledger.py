"""sim ledger: what is not simulated, and the tables to fill in."""

import csv
import io
from pathlib import Path

import pytest

from sim.cli import main
from sim.policies.ledger import ledger_lines
from sim.reports.entries.folder import ENTRY_TABLES, read_entries
from sim.reports.ledger import COLUMNS


def told(capsys, *words):
    assert main(["--lang", "en", "ledger", *words]) == 0
    return capsys.readouterr().out


def test_a_terminal_shows_every_line_as_not_simulated(capsys):
    first, _, *lines = told(capsys).splitlines()
    assert first.startswith(f"{len(ledger_lines())} lines, not produced by simulation (非模拟结果)")
    assert len(lines) == len(ledger_lines())
    assert all(line.endswith("not produced by simulation") for line in lines)


def test_csv_has_every_column(capsys):
    rows = list(csv.DictReader(io.StringIO(told(capsys, "--csv"))))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(ledger_lines())


def test_the_template_is_read_back_as_nothing_entered(tmp_path, capsys):
    written = told(capsys, "--template", str(tmp_path / "entries")).splitlines()
    names = {table.file for table in ENTRY_TABLES.values()} | {"README.md"}
    assert {Path(path).name for path in written} == names
    rows = read_entries(tmp_path / "entries").rows("ledger")
    assert list(zip(rows["measure_id"], rows["part"], strict=True)) == [
        (line.measure_id, line.part) for line in ledger_lines()
    ]
    assert set(rows["what"]) == {line.what.en for line in ledger_lines()}
    assert set(rows["status"]) == {""}
    assert told(capsys, "--entries", str(tmp_path / "entries"), "--csv") == told(capsys, "--csv")


def test_the_template_says_what_every_column_takes(tmp_path, capsys):
    told(capsys, "--template", str(tmp_path))
    page = (tmp_path / "README.md").read_text("utf-8")
    for table in ENTRY_TABLES.values():
        assert f"## {table.file}" in page
        for column in table.columns:
            assert f"| {column.name} | " in page
    assert "未启动、进行中、已完成、滞后、不适用" in page


def test_a_table_that_was_filled_in_is_never_written_over(tmp_path, capsys):
    told(capsys, "--template", str(tmp_path))
    (tmp_path / "ledger.csv").write_text("measure_id,part,status\nM5b,1,done\n")
    assert "every table is there already" in told(capsys, "--template", str(tmp_path))
    rows = csv.DictReader(io.StringIO(told(capsys, "--entries", str(tmp_path), "--csv")))
    assert [row["measure_id"] for row in rows if row["status"] == "done"] == ["M5b"]


@pytest.mark.parametrize("words", [("--entries", "nowhere"), ("--entries", "nowhere", "--csv")])
def test_a_folder_that_is_not_there_is_a_mistake(words, capsys):
    assert main(["--lang", "en", "ledger", *words]) == 2
    assert "the folder of entries does not exist" in capsys.readouterr().err


def test_a_template_is_written_or_entries_are_shown_not_both(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "--template", "one", "--entries", "other"])
    assert stopped.value.code == 2
