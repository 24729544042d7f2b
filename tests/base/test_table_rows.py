"""Rows of a table that come and go as a whole."""

from sim.base.table import Column, Table

COLUMNS = (
    Column("uid", "uint64", "births", "id", "number"),
    Column("by_grade", "int16", "births", "pupils", "one a grade", 0, 2),
)


def table() -> Table:
    made = Table("children", COLUMNS)
    made.append(3, uid=[7, 8, 9], by_grade=[[1, 2], [3, 4], [5, 6]])
    return made


def test_rows_are_copies():
    made = table()
    rows = made.rows([2, 0])
    rows["uid"][:] = 0
    assert rows["by_grade"].tolist() == [[5, 6], [1, 2]]
    assert made["uid"].tolist() == [7, 8, 9]


def test_rows_are_put_back_whoever_owns_them():
    made = table()
    made.put([1, 2], {"uid": [80, 90], "by_grade": 0})
    assert made["uid"].tolist() == [7, 80, 90]
    assert made["by_grade"].tolist() == [[1, 2], [0, 0], [0, 0]]


def test_rows_at_the_end_are_cut_off_and_make_room():
    made = table()
    made.cut(1)
    assert made["uid"].tolist() == [7]
    assert made.append(1, uid=[10]).tolist() == [1]
    assert made["by_grade"].tolist() == [[1, 2], [0, 0]]
