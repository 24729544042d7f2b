"""Units are taken one by one where most is left."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.filling import (
    largest_first,
    largest_first_of_groups,
    matched,
    new_homes,
    ordinals,
    ordinals_of,
)
from tests.columns import array, choice, table, whole


def test_by_hand():
    amount, km = np.array([3, 1, 3, -2]), np.array([9.0, 1.0, 2.0, 0.0])
    # 3 at both: the nearer; 3 at place 0; 2 at 2; 2 at 0; then 1 at 1 (1 km), 1 at 2, 1 at 0
    assert largest_first(amount, 5, km).tolist() == [2, 0, 2, 0, 1]
    assert largest_first(amount, 99, km).tolist() == [2, 0, 2, 0, 1, 2, 0]
    assert largest_first(amount, 0).tolist() == []
    assert largest_first(np.zeros(0, np.int64), 4).tolist() == []


def test_matched_within_groups_by_hand():
    """Group 0: place 0 has 3 over, places 1 and 2 lack 2 and 1; group 1: place 3 has 1 over, 4 lacks 4."""
    surplus, short = np.array([3, -2, -1, 1, -4, 5]), np.array([-3, 2, 1, -1, 4, -5])
    group = np.array([0, 0, 0, 1, 1, 2])
    giver, receiver, lacked = matched(surplus, short, group, np.arange(6))
    assert giver.tolist() == [0, 0, 0, 3]
    assert receiver.tolist() == [1, 1, 2, 4]
    assert lacked.tolist() == [2, 1, 1, 4]


AMOUNTS = st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 4)), min_size=1, max_size=9)


@given(AMOUNTS, st.integers(0, 40))
def test_as_one_who_takes_them_one_by_one(places, n):
    amount, tie = (np.array(column) for column in zip(*places, strict=True))
    left, expected = amount.tolist(), []
    for _ in range(n):
        best = min(range(len(left)), key=lambda k: (-left[k], tie[k], k))
        if left[best] <= 0:
            break
        expected.append(best)
        left[best] -= 1
    assert largest_first(amount, n, tie).tolist() == expected


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 2)), min_size=1, max_size=12))
def test_each_group_gives_and_gets_what_it_can(places):
    amount, group = (np.array(column) for column in zip(*places, strict=True))
    giver, receiver, _ = matched(amount, -amount, group, np.arange(len(amount)))
    assert (group[giver] == group[receiver]).all()
    given_, got = (np.bincount(rows, minlength=len(amount)) for rows in (giver, receiver))
    assert (given_ <= np.maximum(amount, 0)).all()
    assert (got <= np.maximum(-amount, 0)).all()
    for one in np.unique(group):
        mine = amount[group == one]
        assert got[group == one].sum() == min(mine[mine > 0].sum(), -mine[mine < 0].sum())


def test_ordinals_count_equal_keys_before():
    assert ordinals_of(np.array([5, 2, 5, 5, 2])).tolist() == [0, 0, 1, 2, 1]
    assert ordinals_of(np.zeros(0, np.int64)).tolist() == []


@given(st.lists(st.tuples(st.integers(-3, 6), st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=12))
def test_units_of_groups_are_those_each_group_gives_by_itself(places):
    amount, group, tie = (np.array(column) for column in zip(*places, strict=True))
    wanted, expected = np.array([0, 3, 9]), []
    for one, n in enumerate(wanted):
        mine = np.flatnonzero(group == one)
        expected += mine[largest_first(amount[mine], n, tie[mine])].tolist()
    assert largest_first_of_groups(amount, wanted, group, tie).tolist() == expected


def test_ordinals_by_hand():
    assert ordinals(np.array([4, 4, 4, 2, 7, 7])).tolist() == [0, 1, 2, 0, 0, 1]
    assert ordinals(np.zeros(0, np.int64)).tolist() == []


N_SCHOOLS = 5
WITHOUT_HOME = {"home": whole(np.int16, 0, N_SCHOOLS - 1), "stage": whole(np.uint8, 0, 1)}
SCHOOLS = {
    "county": whole(np.int16, 0, 1), "x": choice(np.float64, 0.0, 1.0, 3.0), "y": choice(np.float64, 0.0, 4.0),
    "uid": choice(np.uint64, 3, 8, 2**63 + 1),
}  # fmt: skip


def plain_homes(home, stage, s, teaches, vacant):
    """Return the school and stage of each teacher, found one after the other, and what is then vacant."""
    found, left = [], vacant.copy()
    for lost, wanted in zip(home.tolist(), stage.tolist(), strict=True):
        of_stage = {
            g: [k for k in range(N_SCHOOLS) if s["county"][k] == s["county"][lost] and teaches[k, g]]
            for g in (wanted, 1 - wanted)
        }
        g = next((g for g, may in of_stage.items() if may), None)
        if g is None:
            found.append((-1, wanted))
            continue

        def turn(k, g=g, lost=lost):
            km = np.hypot(s["x"][k] - s["x"][lost], s["y"][k] - s["y"][lost])
            return -max(0, left[k, g]), km, s["uid"][k], k

        best = min(of_stage[g], key=turn)
        left[best, g] -= 1
        found.append((best, g))
    return found, left


@given(
    table(WITHOUT_HOME), table(SCHOOLS, min_rows=N_SCHOOLS, max_rows=N_SCHOOLS),
    array((N_SCHOOLS, 2), choice(np.bool_, False, True)), array((N_SCHOOLS, 2), whole(np.int64, -2, 3)),
)  # fmt: skip
def test_teachers_without_a_school_go_where_most_is_vacant(t, s, teaches, vacant):
    expected, then_vacant = plain_homes(t["home"], t["stage"], s, teaches, vacant)
    stage, to, left = t["stage"].copy(), np.empty(len(t["home"]), np.int64), vacant.copy()
    new_homes(t["home"], stage, s["county"], teaches, left, s["x"], s["y"], s["uid"], to)
    assert list(zip(to.tolist(), stage.tolist(), strict=True)) == expected
    assert left.tolist() == then_vacant.tolist()


def test_new_homes_by_hand():
    """School 0 is lost; 1 (3 km) lacks one, 2 (1 km) none; 3, of another county, lacks nine; nobody teaches juniors."""
    county, teaches = np.array([0, 0, 0, 1], np.int16), np.array([[0, 0], [1, 0], [1, 0], [1, 1]], bool)
    vacant, x = np.array([[0, 0], [1, 0], [-1, 0], [9, 9]]), np.array([0.0, 3.0, 1.0, 0.0])
    stage, to = np.array([0, 0, 1, 1], np.uint8), np.empty(4, np.int64)
    new_homes(
        np.array([0, 0, 0, 3], np.int16), stage, county, teaches, vacant, x, np.zeros(4),
        np.arange(4, dtype=np.uint64), to,
    )  # fmt: skip
    assert to.tolist() == [1, 2, 2, 3]  # where one is vacant, then twice to the nearest
    assert stage.tolist() == [0, 0, 0, 1]
    assert vacant.tolist() == [[0, 0], [0, 0], [-3, 0], [9, 8]]
