"""The builder of lines: by hand, and against every line there is on tiny maps."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.line_builder import build_lines, far_pairs, is_in_time

KMH, STOP = 30.0, 1.0  # two minutes a kilometre


def distances(*points):
    """Return kilometres between points, the end at the last."""
    at = np.array(points, float)
    return np.hypot(*(at[:, None] - at).transpose(2, 0, 1))


def built(km, pupils, *, allowed=60.0, seats=40, least=1):
    n = len(pupils)
    line, position = build_lines(
        km, np.array(pupils), np.broadcast_to(allowed, n).astype(float), seats, least, KMH, STOP
    )  # fmt: skip
    return [
        [int(p) for p in np.flatnonzero(line == k)[np.argsort(position[line == k])]]
        for k in range(line.max(initial=-1) + 1)
    ]


def test_places_on_one_road_make_one_line():
    road = distances((20, 0), (5, 0), (12, 0), (0, 0))
    assert built(road, [3, 3, 3]) == [[0, 2, 1]]
    assert built(road, [3, 0, 3]) == [[0, 2]]


def test_two_sides_make_two_lines_where_time_is_short():
    sides = distances((20, 0), (-18, 0), (-9, 0), (0, 0))
    assert built(sides, [3, 3, 3], allowed=45.0) == [[0], [1, 2]]


def test_a_place_too_far_even_for_a_direct_line_is_left_out():
    road = distances((40, 0), (10, 0), (0, 0))
    assert built(road, [3, 3], allowed=60.0) == [[1]]
    assert built(road, [3, 3], allowed=80.0) == [[0], [1]]  # with a stop on the way 81 minutes
    assert built(road, [3, 3], allowed=81.0) == [[0, 1]]


def test_seats_bound_a_line():
    road = distances((20, 0), (15, 0), (10, 0), (0, 0))
    assert built(road, [10, 12, 9], seats=20) == [[0, 2], [1]]
    assert built(road, [50, 12, 8], seats=20) == [[0], [1, 2]]  # the far place fills a line by itself


def test_few_pupils_make_no_line_but_may_join_one():
    road = distances((20, 0), (15, 0), (0, 9), (0, 0))
    assert built(road, [2, 6, 3], allowed=44.0, least=8) == [[0, 1]]
    assert built(road, [2, 5, 3], allowed=44.0, least=8) == []


def test_who_may_not_ride_longer_bounds_the_way():
    fork = distances((10, 0), (9, 4), (0, 0))
    # direct 20.0 and 19.7 minutes; 8.2 between them, and one at the stop
    assert built(fork, [3, 3]) == [[0, 1]]  # 28.9 minutes from the first
    assert built(fork, [3, 3], allowed=[28.0, 30.0]) == [[1, 0]]  # 29.2 from the second
    assert built(fork, [3, 3], allowed=[28.0, 29.0]) == [[0], [1]]


def served(lines, pupils, seats):
    return sum(min(sum(int(pupils[p]) for p in line), seats) for line in lines)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_against_every_line_on_tiny_maps(data):
    n = data.draw(st.integers(1, 4))
    points = data.draw(
        st.lists(st.tuples(st.integers(-15, 15), st.integers(-15, 15)), min_size=n, max_size=n)
    )
    pupils = np.array(data.draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)))
    allowed = np.array(data.draw(st.lists(st.sampled_from([15.0, 30.0, 50.0]), min_size=n, max_size=n)))
    seats, least = data.draw(st.sampled_from([6, 15])), data.draw(st.sampled_from([1, 5]))
    km = distances(*points, (0, 0))
    lines = built(km, pupils, allowed=allowed, seats=seats, least=least)
    stops = [p for line in lines for p in line]
    assert len(set(stops)) == len(stops)
    possible = [
        order
        for k in range(1, n + 1)
        for order in permutations(range(n), k)
        if is_in_time(np.array(order), k, km, allowed, KMH, STOP) and all(pupils[p] > 0 for p in order)
    ]
    assert all(tuple(line) in possible for line in lines)
    assert all(served([line], pupils, seats) >= least for line in lines)
    if least == 1:  # nobody is left behind whom a direct line gets there in time
        assert set(stops) == {order[0] for order in possible if len(order) == 1}
        assert len(lines) <= fewest_lines(set(stops), possible, pupils, seats) + 1


def fewest_lines(places, possible, pupils, seats):
    """Return the fewest lines that serve all places, each once, by trying every way to share them out."""
    if not places:
        return 0
    first = min(places)
    return 1 + min(
        fewest_lines(places - set(order), possible, pupils, seats)
        for order in possible
        if first in order and set(order) <= places and (len(order) == 1 or sum(pupils[list(order)]) <= seats)
    )


def test_pairs_with_a_long_way_by_hand():
    riders = np.array([[1, 0, 4], [2, 2, 2], [0, 0, 0], [9, 0, 0]])
    beyond = np.array([[1, 0, 1], [0, 1, 2], [0, 0, 0], [0, 0, 0]])
    rows, pupils = far_pairs(riders, beyond, np.array([31.0, 30.0, 60.0, 10.0]), 30.0)
    assert (rows.tolist(), pupils.tolist()) == ([0, 1], [5, 3])
