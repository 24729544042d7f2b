"""The table of measures and the levers that carry them."""

from collections import Counter

import pytest

from sim.policies import catalogue
from sim.policies.measures import COLUMNS, measures_rows, read_measures


def test_the_document_has_76_measures_of_three_kinds():
    rows = read_measures()
    assert Counter(row["kind"] for row in rows) == {"lever": 22, "lever+ledger": 35, "ledger": 19}
    assert len({row["measure_id"] for row in rows}) == 76
    assert all(row["title"] and row["section"] and row["source"] and row["confidence"] for row in rows)


def test_each_measure_names_its_levers():
    rows = {row["measure_id"]: row for row in measures_rows(catalogue())}
    assert all(tuple(row) == COLUMNS for row in rows.values())
    assert "class_size_cap" in rows["M3a"]["levers"].split(";")
    for name, lever in catalogue().items():
        for measure in lever.MEASURES:
            assert name in rows[measure]["levers"].split(";")


def test_no_lever_stands_for_a_measure_of_the_ledger_only():
    assert [row for row in measures_rows(catalogue()) if row["kind"] == "ledger" and row["levers"]] == []


def test_a_lever_with_an_unknown_measure_is_a_defect():
    class Odd:
        MEASURES = ("M99",)

    with pytest.raises(ValueError, match="lever odd names the unknown measure M99"):
        measures_rows({"odd": Odd})


def test_the_name_of_a_lever_is_the_name_of_its_file():
    for name, lever in catalogue().items():
        assert lever.__module__ == f"sim.policies.{name}"
        assert name == lever.NAME
