"""What settlements are told of their schools, by hand."""

import numpy as np

from sim.kernels.zones_told import NOBODY, UNTOLD, note_told, with_room


def noted(told, zone, listed, sizes, is_open):
    """Note the junior schools of settlements; return what they are told and which are told something new."""
    zone, is_new = np.pad(np.array(zone, np.int32), ((0, 0), (6, 0))), np.zeros(len(zone), bool)
    sizes = np.array(sizes, np.int32)
    told = with_room(told, len(zone), 3 + int(sizes.max()))
    note_told(zone, 7, 9, np.array(listed, np.int32), sizes, np.array(is_open), told, is_new)
    return told, is_new.tolist()


def test_settlements_are_told_anew_when_a_zone_school_or_a_school_of_the_district_changes():
    zone, listed = [[0, 0, 0], [1, 1, 2]], [[0, 3], [2, 1]]
    told, is_new = noted(np.zeros((0, 0), np.int32), zone, listed, [0, 1], [True] * 4)
    assert is_new == [True, True]  # for the first time
    assert told.tolist() == [[0, 0, 0, NOBODY], [1, 1, 2, 2]]
    assert noted(told, zone, listed, [0, 1], [True] * 4)[1] == [False, False]
    told, is_new = noted(told, zone, listed, [0, 1], [True, True, False, True])
    assert is_new == [False, True]  # the district's school has closed
    assert told[1].tolist() == [1, 1, 2, NOBODY]
    told, is_new = noted(told, [[0, 0, 3], [1, 1, 2]], listed, [0, 0], [True] * 4)
    assert (is_new, told[0].tolist()) == ([True, False], [0, 0, 3, NOBODY])


def test_a_new_settlement_is_told_also_where_it_has_no_school_and_a_longer_district_only_where_it_is():
    zone, listed = [[0, 0, 0]], [[0, 1]]
    told, _ = noted(np.zeros((0, 0), np.int32), zone, listed, [0], [True, True])
    told, is_new = noted(told, zone * 2 + [[NOBODY] * 3], listed * 3, [0, 2, 0], [True, True])
    assert is_new == [False, True, True]
    assert told.tolist() == [[0, 0, 0, NOBODY, NOBODY], [0, 0, 0, 0, 1], [NOBODY] * 5]


def test_room_is_made_for_settlements_and_longer_districts_alone():
    told = np.array([[4, 5]], np.int32)
    assert with_room(told, 1, 2) is told
    assert with_room(told, 2, 3).tolist() == [[4, 5, NOBODY], [UNTOLD] * 3]
