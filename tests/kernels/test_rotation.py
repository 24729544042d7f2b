"""Who rotates and where to: against every choice there is, and cases worked by hand."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.rotation import pair_nearest, pick_rotating, send_where_needed


def picked(cell, backbone, stage, spare, room, wanted, wanted_backbone):
    """Return who is picked, asked in the order of their rows, and what is left of spare and room."""
    n = len(cell)
    out, spare, room = np.zeros(n, bool), np.array(spare), np.array(room)
    columns = (np.array(column, np.int64) for column in (cell, stage))
    cells, stages = columns
    pick_rotating(
        np.arange(n), cells, np.array(backbone, bool), stages, spare, room, wanted, wanted_backbone, out
    )
    return out, spare, room


def best_numbers(cell, backbone, stage, spare, room, wanted):
    """Return the most teachers that may go, and the most backbone teachers, by trying every choice."""
    most = most_backbone = 0
    for size in range(1, wanted + 1):
        for who in combinations(range(len(cell)), size):
            fits = all(sum(cell[i] == c for i in who) <= spare[c] for c in range(len(spare)))
            fits = fits and all(sum(stage[i] == k for i in who) <= room[k] for k in range(2))
            if fits:
                most = max(most, size)
                if all(backbone[i] for i in who):
                    most_backbone = max(most_backbone, size)
    return most, most_backbone


CELLS = st.tuples(st.integers(0, 3), st.booleans())  # cells 0 and 1 are primary, 2 and 3 junior


@settings(deadline=None)
@given(
    st.lists(CELLS, max_size=8),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.lists(st.integers(0, 4), min_size=2, max_size=2),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_no_choice_sends_more_teachers_or_more_backbone_teachers(
    teachers, spare, room, wanted, wanted_backbone
):
    cell, backbone = [c for c, _ in teachers], [b for _, b in teachers]
    stage = [c // 2 for c in cell]
    out, spare_left, room_left = picked(cell, backbone, stage, spare, room, wanted, wanted_backbone)
    most, most_backbone = best_numbers(cell, backbone, stage, spare, room, wanted)
    assert out.sum() == most
    assert (out & np.array(backbone, bool)).sum() >= min(wanted_backbone, most_backbone)
    for c in range(4):
        assert spare[c] - spare_left[c] == sum(out[i] for i in range(len(cell)) if cell[i] == c) <= spare[c]
    for k in range(2):
        assert room[k] - room_left[k] == sum(out[i] for i in range(len(cell)) if stage[i] == k) <= room[k]


def test_backbone_teachers_first_then_whoever_is_next():
    """Of three wanted one must be of the backbone: teacher 3, the first of them; then 0 and 1 in turn."""
    out, _, _ = picked([0] * 5, [0, 0, 0, 1, 1], [0] * 5, [9], [9, 0], 3, 1)
    assert out.tolist() == [True, True, False, True, False]


def sent(backbone, classes, pupils, staff, of_backbone, room, x=None):
    """Return where teachers of home school 0, at km 0, go to, primary alone; the hosts are schools 1 and 2."""
    n, y = len(backbone), np.zeros(3)
    by_stage = [np.stack([np.array(one), np.zeros(3, np.int64)], axis=1) for one in (classes, pupils, staff)]
    of_backbone, room = (
        np.stack([np.array(one), np.zeros(3, np.int64)], axis=1) for one in (of_backbone, room)
    )
    out, x = np.full(n, -1), np.array([0.0, 5.0, 3.0] if x is None else x)
    zeros = np.zeros(n, np.int64)
    send_where_needed(
        np.arange(n), zeros, np.array(backbone, bool), zeros, np.array([1, 2]), x, y, *by_stage, of_backbone, room, out
    )  # fmt: skip
    return out.tolist(), by_stage[2][:, 0].tolist(), of_backbone[:, 0].tolist(), room[:, 0].tolist()


def test_each_goes_where_fewest_teachers_a_class_are():
    """School 1 has 6 teachers of 6 classes, 2 has 4 of 3: two go to 1, then 8 of 6 equals 4 of 3 and 2 is nearer."""
    out, staff, _, room = sent([0, 0, 0], [0, 6, 3], [0, 90, 60], [20, 6, 4], [0, 0, 0], [0, 6, 3])
    assert out == [1, 1, 2]
    assert staff == [20, 8, 5]
    assert room == [0, 4, 2]


def test_backbone_teachers_go_where_fewest_of_them_a_pupil_are():
    """1 of 90 pupils at school 1, 1 of 60 at school 2; the second finds 2 of 90, more than 1 of 60."""
    out, _, backbone, _ = sent([0, 1, 1], [0, 6, 3], [0, 90, 60], [20, 9, 3], [0, 1, 1], [0, 1, 3])
    assert out[1:] == [1, 2]
    assert backbone == [0, 2, 2]
    assert out[0] == 2  # school 1 has no room left


def test_nobody_is_sent_where_there_is_no_room():
    out, staff, _, room = sent([0, 0], [0, 6, 3], [0, 90, 60], [20, 6, 4], [0, 0, 0], [0, 0, 1])
    assert out == [2, -1]
    assert (staff, room) == ([20, 6, 5], [0, 0, 0])


def test_principals_are_paired_with_the_nearest_free_one_of_their_stage():
    """Of 0, 1 and 2 two pairs are wanted: 0 (junior) has none of its stage, 1 takes the nearest, 2 the other."""
    partner = np.full(5, -1)
    stage, home = np.array([1, 0, 0, 0, 0]), np.arange(5)
    x = np.array([0.0, 1.0, 2.0, 6.0, 3.0])
    pair_nearest(np.array([0, 1, 2]), np.array([3, 4]), stage, home, x, np.zeros(5), 2, partner)
    assert partner.tolist() == [-1, 4, 3, 2, 1]
    partner[:] = -1
    pair_nearest(np.array([0, 1, 2]), np.array([3, 4]), stage, home, x, np.zeros(5), 1, partner)
    assert partner.tolist() == [-1, 4, -1, -1, 1]
