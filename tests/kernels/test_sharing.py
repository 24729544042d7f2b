"""Who takes which place, and which families leave: kernels against plain twins, and cases worked by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import IN_ZONE, OVER_CAPACITY, UNPLACED
from sim.kernels.sharing import pick_families, take_nearest


def plain_nearest(order, x, school_x, places, seats):
    """Return school and how of each child, on a line."""
    places, seats, out = list(places), list(seats), {}
    for i in order:
        open_to = [s for s in range(len(places)) if places[s] > 0]
        if not open_to:
            out[i] = (-1, UNPLACED)
            continue
        s = min(open_to, key=lambda s: (abs(school_x[s] - x[i]), s))
        out[i] = (s, IN_ZONE if seats[s] > 0 else OVER_CAPACITY)
        places[s], seats[s] = places[s] - 1, max(0, seats[s] - 1)
    return out, places, seats


@given(
    st.permutations(range(6)),
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_places_are_taken_as_in_the_plain_twin(order, x, places, seats):
    school_x = np.array([0.0, 2.0, 4.0])
    line, flat, taken, free = np.array(x, float), np.zeros(6), np.array(places), np.array(seats)
    placed, how = np.full(6, -9), np.full(6, 9)
    take_nearest(np.array(order), line, flat, school_x, np.zeros(3), taken, free, placed, how)
    wanted, left, seats_left = plain_nearest(order, x, school_x, places, seats)
    assert {i: (placed[i], how[i]) for i in range(6)} == wanted
    assert taken.tolist() == left
    assert free.tolist() == seats_left


def picked(order, family, cell, grade, of_cell, of_grade, n_families):
    family = np.array(family)
    members = np.argsort(family, kind="stable")
    first = np.searchsorted(family[members], np.arange(n_families + 1))
    of_cell, of_grade = np.array(of_cell), np.array(of_grade)
    goes = np.zeros(n_families, bool)
    pick_families(
        np.array(order), family, np.array(cell), np.array(grade), members, first, of_cell, of_grade, goes
    )
    return goes.tolist(), of_cell.tolist(), of_grade[:3].tolist()


def test_a_sister_goes_along_and_counts_in_her_own_grade():
    """Children 0 and 1 are sisters in cells 0 and 1; one child is wanted of cell 0: child 1 is one beyond her cell."""
    goes, cells, grades = picked([0, 2, 3], [0, 0, 1, 2], [0, 1, 0, 1], [2, 3, 2, 3], [1, 0], [9] * 9, 3)
    assert goes == [True, False, False]
    assert cells == [0, -1]
    assert grades == [9, 8, 8]


def test_no_more_leave_than_the_county_wants_of_a_grade():
    """Cells 0 and 1 want one each, but the grade of both only one: the second child stays and may change school."""
    goes, cells, _ = picked([1, 0], [0, 1], [0, 1], [2, 2], [1, 1], [0, 1, 0, 0, 0, 0, 0, 0, 0], 2)
    assert goes == [False, True]
    assert cells == [1, 0]


@given(
    st.permutations(range(8)),
    st.lists(st.integers(0, 3), min_size=8, max_size=8),
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_as_many_leave_as_wanted_where_there_are_enough(order, family, cell, wanted):
    goes, left, _ = picked(order, family, cell, [2 + c for c in cell], wanted, [9] * 9, 4)
    gone = np.bincount(np.array(cell)[np.array(goes)[family]], minlength=3)
    assert (gone == np.array(wanted) - left).all()
    there = np.bincount(cell, minlength=3)
    assert (gone >= np.minimum(wanted, there)).all()
