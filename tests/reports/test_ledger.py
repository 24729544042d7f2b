"""The ledger with what was entered."""

from sim.policies.ledger import ledger_lines
from sim.reports.entries.folder import Entries, read_entries
from sim.reports.ledger import COLUMNS, ledger_rows


def test_without_entries_every_line_is_there_and_not_entered():
    rows = ledger_rows(Entries(), "zh")
    assert [(row["measure_id"], row["part"]) for row in rows] == [
        (one.measure_id, one.part) for one in ledger_lines()
    ]
    assert {row["status"] for row in rows} == {"未填报"}


def test_what_was_entered_stands_in_its_line_alone(tmp_path):
    text = "measure_id,part,status,date,note,evidence\nM7d,2,done,2019-09-01,章程,号\nM7h,3,,,待定,\n"
    (tmp_path / "ledger.csv").write_text(text, encoding="utf-8")
    rows = {(row["measure_id"], row["part"]): row for row in ledger_rows(read_entries(tmp_path), "en")}
    told = [rows["M7d", 2][name] for name in ("status", "date", "note", "evidence")]
    assert told == ["done", "2019-09-01", "章程", "号"]
    told = [rows["M7h", 3][name] for name in ("status", "date", "note", "evidence")]
    assert told == ["not entered", "", "待定", ""]
    assert {row["status"] for key, row in rows.items() if key != ("M7d", 2)} == {"not entered"}


def test_every_line_says_that_it_is_not_simulated():
    for lang, words in (("en", "not produced by simulation"), ("zh", "非模拟结果")):
        rows = ledger_rows(Entries(), lang)
        assert all(tuple(row) == tuple(COLUMNS) for row in rows)
        assert {row["origin"] for row in rows} == {words}
