"""What is said to be done for each measure."""

import pytest

from sim.policies import catalogue
from sim.policies.coverage import COLUMNS, coverage_rows, done


@pytest.mark.parametrize(
    ("kind", "levers", "lines", "told"),
    [
        ("lever", "a", 0, "simulated by 1 lever"),
        ("lever", "a;b", 1, "simulated by 2 levers; 1 ledger line not produced by simulation"),
        ("lever", "", 0, "no lever"),
        ("lever+ledger", "a;b;c", 2, "partly by 3 levers; 2 ledger lines not produced by simulation"),
        ("lever+ledger", "a", 0, "partly by 1 lever; no line in the ledger"),
        ("lever+ledger", "", 1, "no lever; 1 ledger line not produced by simulation"),
        ("ledger", "", 1, "1 ledger line not produced by simulation"),
        ("ledger", "a", 2, "2 ledger lines not produced by simulation; 1 lever beside it"),
        ("ledger", "", 0, "no line in the ledger"),
    ],
)
def test_done_says_what_there_is_and_what_lacks(kind, levers, lines, told):
    assert done(kind, levers, lines).en == told


def test_done_in_chinese():
    assert done("lever+ledger", "a;b", 1).zh == "由2项措施部分模拟；台账1项（非模拟结果）"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_blank_for_any_of_the_76(lang):
    rows = coverage_rows(catalogue(), lang)
    assert len(rows) == 76
    for row in rows:
        assert tuple(row) == COLUMNS
        assert all(str(value).strip() for value in row.values()), row


def test_a_measure_of_the_ledger_is_never_called_simulated():
    for row in coverage_rows(catalogue(), "en"):
        if row["kind"] == "ledger":
            assert "not produced by simulation" in row["done"]
            assert "simulated by" not in row["done"]
            assert "partly" not in row["done"]
