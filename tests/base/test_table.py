"""Tables of columns: growth, compaction, referring rows, one writer, read-only views, independent copies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.base.table import Column, OwnershipError, Table

COLUMNS = (
    Column("uid", "uint64", "births", "id", "lasting number"),
    Column("age", "int16", "ageing", "years", "age", 7),
    Column("home", "int32", "moves", "row", "home", -1, refers_to="homes"),
    Column("share", "float32", "moves", "share", "share", 0.5),
    Column("by_grade", "int32", "ageing", "pupils", "pupils by grade", 2, width=9),
)


def filled(n: int, rows: int = 0) -> Table:
    table = Table("people", COLUMNS, rows)
    uid = np.arange(n, dtype=np.uint64) + np.uint64(2**63)
    table.append(n, uid=uid, age=np.arange(n), home=np.arange(n) - 1, by_grade=np.arange(9 * n).reshape(n, 9))
    return table


def content(table: Table) -> dict[str, list]:
    return {name: table[name].tolist() for name in table.columns}


def test_new_rows_take_defaults_and_types():
    table = Table("people", COLUMNS)
    assert len(table) == 0
    assert table.append(2, uid=np.array([5, 6], np.uint64)).tolist() == [0, 1]
    assert table.append(1, age=3).tolist() == [2]
    assert content(table) == {
        "uid": [5, 6, 0], "age": [7, 7, 3], "home": [-1] * 3, "share": [0.5] * 3, "by_grade": [[2] * 9] * 3,
    }  # fmt: skip
    assert all(table[c.name].dtype == c.dtype for c in COLUMNS)
    assert table["by_grade"].shape == (3, 9)
    assert table.bytes_per_row() == 8 + 2 + 4 + 4 + 36


@given(st.lists(st.integers(0, 90), max_size=8), st.integers(0, 20))
def test_growth_keeps_values(steps, rows):
    """Any sequence of appends gives what one append gives, whatever room was set aside."""
    table, n = Table("people", COLUMNS, rows), 0
    whole = filled(sum(steps))
    for more in steps:
        part = {c: whole[c][n : n + more] for c in whole.columns}
        assert table.append(more, **part).tolist() == list(range(n, n + more))
        n += more
    assert content(table) == content(whole)


@given(hnp.arrays(bool, st.integers(0, 200)))
def test_compaction_carries_every_column(kept):
    table = filled(len(kept))
    before = content(table)
    new_row = table.keep(kept)
    rows = [i for i, stays in enumerate(kept) if stays]
    assert content(table) == {name: [values[i] for i in rows] for name, values in before.items()}
    assert new_row.tolist() == [rows.index(i) if i in rows else -1 for i in range(len(kept))]
    assert new_row.dtype == np.int32
    table.append(2)
    assert table["age"].tolist()[-2:] == [7, 7]  # nothing of a removed row shines through
    assert table["by_grade"].tolist()[-2:] == [[2] * 9] * 2


def test_referring_rows_follow_a_compaction():
    homes, people = filled(5), filled(6)  # homes of the people: -1, 0, 1, 2, 3, 4
    homes_uid = homes["uid"].copy()
    people.remap("home", homes.keep(np.array([True, False, True, False, True])))
    assert people["home"].tolist() == [-1, 0, -1, 1, -1, 2]
    for person in (1, 3, 5):
        assert homes["uid"][people["home"][person]] == homes_uid[person - 1]
    with pytest.raises(ValueError, match=r"people\.age refers to no table"):
        people.remap("age", np.arange(5))


def test_only_the_owner_writes():
    table = filled(3)
    with pytest.raises(OwnershipError, match=r"people\.age belongs to 'ageing'; None"):
        table.writable("age")
    with table.writing_as("ageing"):
        table.writable("age")[1] = 40
        with table.writing_as("moves"):
            table.writable("home")[:] = 2
            with pytest.raises(OwnershipError, match="'moves' may not write it"):
                table.writable("age")
        table.writable("by_grade")[2, 8] = 99  # the writer before is back
        with pytest.raises(OwnershipError):
            table.writable("home")
    assert table["age"].tolist() == [0, 40, 2]
    assert table["home"].tolist() == [2, 2, 2]
    assert table["by_grade"][2].tolist() == [*range(18, 26), 99]
    with pytest.raises(OwnershipError):
        table.writable("age")


def test_the_right_to_write_ends_with_an_error():
    table = filled(1)
    with pytest.raises(ZeroDivisionError), table.writing_as("ageing"):
        _ = 1 / 0
    with pytest.raises(OwnershipError):
        table.writable("age")


def test_views_are_read_only_and_live():
    table = filled(3, rows=10)
    view = table["age"]
    with pytest.raises(ValueError, match="read-only"):
        view[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        table["by_grade"][0, 0] = 1
    with table.writing_as("ageing"):
        table.writable("age")[0] = 9
    assert view[0] == 9
    assert len(view) == 3


def test_a_copy_is_independent():
    table = filled(4, rows=50)
    before = content(table)
    with table.writing_as("ageing"):
        twin = table.copy()
        with pytest.raises(OwnershipError):
            twin.writable("age")  # the right to write is not copied
        table.writable("age")[:] = -1
    assert content(twin) == before
    with twin.writing_as("ageing"):
        twin.writable("by_grade")[:] = 0
    twin.keep(np.array([True, False, False, False]))
    twin.append(100)
    assert len(table) == 4
    assert table["age"].tolist() == [-1] * 4
    assert table["by_grade"].tolist() == before["by_grade"]


def test_mistakes_are_refused():
    with pytest.raises(KeyError, match="people has no column"):
        Table("people", COLUMNS).append(1, weight=3)
    with pytest.raises(ValueError, match="declared twice"):
        Table("people", (*COLUMNS, COLUMNS[0]))
    with pytest.raises(KeyError):
        filled(1)["weight"]
