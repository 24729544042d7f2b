"""Rows piled up year by year: packed narrow, told as declared."""

import numpy as np
import pytest

from sim.base.errors import Say, TooLargeError
from sim.records import collecting
from sim.records.collecting import Pile, to_table
from sim.records.columns import YEAR, Coded, TableDeclaration, count, text
from sim.records.declared import TABLES

DECLARED = TableDeclaration(
    "t", ("year", "place"), (YEAR, text("place", "place", "地点"), count("n", "people", "人")), Say("t", "表")
)


def rows(year: int, names: list[str], n: list[int]) -> dict:
    return {"year": np.full(len(n), year), "place": Coded(np.arange(len(n)), names), "n": np.array(n)}


def plain(table) -> list[tuple]:
    place = table["place"]
    return list(
        zip(table["year"].tolist(), (place.names[k] for k in place.codes), table["n"].tolist(), strict=True)
    )


@pytest.mark.parametrize("room", [0, 1000], ids=["packed every year", "packed at the end"])
def test_a_pile_tells_what_was_put_on_it_in_the_declared_types(monkeypatch, room):
    monkeypatch.setattr(collecting, "_LOOSE_BYTES", room)
    pile, years = Pile(DECLARED), [rows(2017, ["a", "b"], [1, 70_000]), rows(2018, ["b", "c"], [3, 4])]
    for one in years:
        pile.add(one)
    expected = [(2017, "a", 1), (2017, "b", 70_000), (2018, "b", 3), (2018, "c", 4)]
    for table in (pile.table(), pile.table(), to_table(DECLARED, years)):
        assert plain(table) == expected
        assert {name: table[name].dtype for name in ("year", "n")} == {"year": np.uint16, "n": np.uint32}
        assert list(table) == ["year", "place", "n"]


def test_names_that_grow_at_the_end_keep_their_codes():
    years = [rows(2017, ["a", "b"], [1, 2]), rows(2018, [], []), rows(2019, ["a", "b", "c"], [3, 4, 5])]
    table = to_table(DECLARED, years)
    assert [row[1:] for row in plain(table)] == [("a", 1), ("b", 2), ("a", 3), ("b", 4), ("c", 5)]
    assert table["place"].names == ["a", "b", "c"]
    assert table["place"].codes.dtype == np.uint8


def test_a_column_of_one_value_takes_no_memory_until_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(collecting, "_LOOSE_BYTES", 0)
    pile = Pile(DECLARED)
    pile.add(rows(2017, ["a", "b"], [7, 7]))
    pile.add(rows(2018, ["a", "b"], [7, 8]))
    table = pile.table()
    assert [part["n"].strides for part in pile._packed] == [(0,), (1,)]
    assert plain(table) == [(2017, "a", 7), (2017, "b", 7), (2018, "a", 7), (2018, "b", 8)]
    kept, types = collecting.kept_columns(table)
    assert (kept["n"].dtype, kept["n"].tolist(), types["n"]) == (np.uint8, [7, 7, 7, 8], "uint32")
    assert kept["n"].flags.c_contiguous


@pytest.mark.parametrize("told", [np.int64, np.int32, np.uint64, np.uint32])
def test_numbers_told_wide_are_kept_narrow(told):
    year = rows(2017, ["a", "b"], [1, 2])
    table = to_table(DECLARED, [year | {"n": np.array([1, 200], told)}])
    pile = Pile(DECLARED)
    pile.add(year | {"n": np.array([1, 200], told)})
    kept, _ = collecting.kept_columns(pile.table())
    assert (kept["n"].dtype, table["n"].dtype) == (np.uint8, np.uint32)
    assert kept["n"].tolist() == table["n"].tolist() == [1, 200]


def test_keys_that_stay_the_same_for_many_rows_take_less_memory(monkeypatch):
    monkeypatch.setattr(collecting, "_LOOSE_BYTES", 0)
    monkeypatch.setattr(collecting, "_MANY", 1)
    pile, many = Pile(DECLARED), np.repeat(np.array([0, 1]), [60, 40])
    for year in (2017, 2018):
        place = Coded(many, ["a", "b"])
        pile.add({"year": np.full(100, year), "place": place, "n": np.arange(100)})
    as_it_is, part = pile._packed
    assert as_it_is["place"].codes.tolist() == many.tolist()
    assert part["place"].lengths.tolist() == [60, 40]
    assert part["place"].values.codes.tolist() == [0, 1]
    expected = [(year, "ab"[k], n) for year in (2017, 2018) for n, k in enumerate(many)]
    assert plain(pile.table()) == expected
    kept, _ = collecting.kept_columns(pile.table())
    assert kept["place"].codes.tolist() == [*many, *many]


def test_a_pile_without_rows_has_the_declared_columns():
    table = Pile(DECLARED).table()
    assert plain(table) == []
    assert table["n"].dtype == np.uint32


def test_more_classes_in_a_grade_than_records_can_number_are_one_clear_error():
    pile = Pile(TABLES["classes"])
    n = np.arange(1, 257)
    pile.add(
        {
            "year": n * 0 + 2017,
            "school_id": Coded(n * 0, ["a school"]),
            "grade": n * 0 + 1,
            "class_no": n,
            "size": n,
        }
    )
    with pytest.raises(TooLargeError) as error:
        pile.table()
    assert error.value.text("en").splitlines()[:3] == [
        "error: classes.class_no: a number of the run is too large for the records",
        "  value:  256",
        "  rule:   number of the class in its grade: at most 255 (uint8)",
    ]


def test_a_number_that_does_not_fit_is_refused():
    pile = Pile(DECLARED)
    pile.add(rows(2017, ["a"], [-1]))
    with pytest.raises(OverflowError, match=r"t\.n: -1\.\.-1 does not fit uint32"):
        pile.table()
