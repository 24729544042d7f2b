"""Tables of columns: growth, compaction, referring rows, one writer, read-only views, independent copies."""

import pickle

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


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("removed", [[], [0], [299], [0, 1, 2, 150, 299]])
def test_long_runs_are_carried_whole(removed, threads):
    table = filled(300)
    before, kept = content(table), np.ones(300, bool)
    kept[removed] = False
    rows = [i for i in range(300) if i not in removed]
    new_row = table.keep(kept, threads)
    assert content(table) == {name: [values[i] for i in rows] for name, values in before.items()}
    assert new_row[rows].tolist() == list(range(len(rows)))
    assert (new_row[removed] == -1).all()


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("gone", [0.001, 0.03, 0.2, 0.9])
def test_many_rows_are_carried_as_by_a_mask(gone, threads):
    """Blocks of rows are moved at once when enough rows are gone; a mask picks the same."""
    n = 5000
    people, kept = filled(n), np.arange(n) * 0.618 % 1.0 >= gone
    table = Table("marks", (*COLUMNS, Column("mark", "uint8", "ageing", "code", "one byte")))
    table.append(n, mark=np.arange(n) % 251, **{name: people[name] for name in people.columns})
    before = {name: table[name].copy() for name in table.columns}
    first, behind = table.leave_only(kept, threads)
    assert len(table) == (behind - first).sum() == kept.sum()
    assert all((table[name] == values[kept]).all() for name, values in before.items())


def test_a_copy_has_rows_and_room_of_its_own():
    table = filled(24)
    twin = table.copy()
    assert content(twin) == content(table)
    assert twin.append(2).tolist() == [24, 25]
    assert len(table) == 24
    with twin.writing_as("ageing"):
        twin.writable("age")[:] = 1
    assert table["age"].tolist() == list(range(24))


def test_columns_that_may_not_be_written_are_refused():
    """They are moved by address, where nothing else would stop it."""
    table = filled(10)
    table._data["age"].flags.writeable = False
    with pytest.raises(ValueError, match="may not be written"):
        table.leave_only(np.arange(10) > 3)


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


def test_views_are_of_the_rows_in_use():
    table = filled(3)
    assert len(table["age"]) == 3
    table.append(200, age=7)
    assert table["age"][:5].tolist() == [0, 1, 2, 7, 7]  # of the larger column, not of the one before
    with table.writing_as("ageing"):
        table.writable("age")[0] = 5
    table.keep(np.arange(203) < 2)
    assert table["age"].tolist() == [5, 1]
    again = pickle.loads(pickle.dumps(table))
    assert content(again) == content(table)
    with again.writing_as("ageing"):
        again.writable("age")[:] = 9
    assert again["age"].tolist() == [9, 9]


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


def test_rows_that_come_as_a_whole_leave_room_for_more_alone():
    table = filled(40).copy()  # a copy has room for more rows
    table.put(slice(None), {"age": np.arange(40) + 1})
    assert table["age"].tolist() == list(range(1, 41))
