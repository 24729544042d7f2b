"""The way from a settlement to a school: by the table, beyond it, and without one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.travel import trip_minutes
from sim.kernels.ways import REACH_KM, Ways, day_way, day_ways, no_ways, rows_of_ways

PACE = np.array([1.3, 2.0, 4.0, 30.0, 6.0])  # detour, km on foot at most, km/h on foot and riding, wait
N_PLACES, N_SCHOOLS = 4, 5


def way(ways, place, school, line):
    return day_way(ways, place, school, line, PACE)


def ways_of(told: dict[tuple[int, int], tuple[float, float]]) -> Ways:
    """Return ways in which the last settlement and the last school stand in a county without roads."""
    pairs = np.array([(p, s, *way) for (p, s), way in told.items()], float).reshape(-1, 4)
    place_node, school_node = np.zeros(N_PLACES, np.int32), np.zeros(N_SCHOOLS, np.int32)
    place_node[-1] = school_node[-1] = -1
    rows = rows_of_ways(pairs[:, 0].astype(int), pairs[:, 1].astype(int), pairs[:, 2], pairs[:, 3], N_PLACES)
    return Ways(place_node, school_node, *rows)


KM = st.sampled_from([0.0, 0.5, 1.5, 2.0, 2.5, 12.0, 60.0])
TOLD = st.dictionaries(
    st.tuples(st.integers(0, N_PLACES - 2), st.integers(0, N_SCHOOLS - 2)), st.tuples(KM, KM), max_size=9
)


@given(TOLD, st.sampled_from([0.0, 1.0, 3.0, 80.0]))
def test_each_pair_has_the_way_it_was_told(told, line):
    ways = ways_of(told)
    for p in range(N_PLACES):
        for s in range(N_SCHOOLS):
            if (p, s) in told:
                km, riding = told[p, s]
            elif p == N_PLACES - 1 or s == N_SCHOOLS - 1:
                km, riding = line, 2 * line
            else:
                km = max(line, REACH_KM)
                riding = 2 * km
            minutes = 15 * km if km <= 2 else 6 + riding
            assert way(ways, p, s, line) == pytest.approx((km, minutes))


@given(st.lists(st.floats(0, 300), min_size=1, max_size=20))
def test_without_a_table_a_way_is_the_straight_line_to_the_last_bit(line):
    line, rows = np.array(line), np.zeros(len(line), np.int64)
    km, minutes = day_ways(no_ways(), rows, rows, line, PACE)
    assert km.tolist() == line.tolist()
    assert minutes.tolist() == trip_minutes(line, PACE).tolist()


def test_by_hand():
    """A school across the river: 1 km by straight line, 9 km by the bridge and 12 minutes in the bus."""
    ways = ways_of({(0, 2): (9.0, 12.0), (0, 3): (1.5, 1.0)})
    assert way(ways, 0, 2, 1.3) == (9.0, 18.0)
    assert way(ways, 0, 3, 1.3) == (1.5, 22.5)  # on foot, though the ride would be shorter
    assert way(ways, 0, 1, 1.3) == (60.0, 126.0)  # farther than what is kept
    assert way(ways, 3, 2, 1.3) == (1.3, 19.5)
