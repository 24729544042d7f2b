"""Shortest and quickest paths against Floyd-Warshall, pieces, and a table of roads worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels import shortest_paths
from sim.kernels.shortest_paths import graph_of, paths_within, pieces

N = 6
ROAD = st.tuples(
    st.integers(0, N - 1), st.integers(0, N - 1), st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.0, 30.0]),
    st.sampled_from([0.0, 1.0, 3.0, 10.0]),
)  # fmt: skip
ROADS = st.lists(ROAD, min_size=1, max_size=10)


def graph(roads, timed=True):
    """Return the graph of (begin, end, km, minutes) rows."""
    begin, end, km, minutes = (np.array(column) for column in zip(*roads, strict=True))
    return graph_of(begin, end, km, minutes if timed else np.zeros(0), N)


def floyd_warshall(roads, column):
    """Return the least sum of a column from every node to every other, by the plain triple loop."""
    least = [[0.0 if a == b else math.inf for b in range(N)] for a in range(N)]
    for road in roads:
        a, b = road[:2]
        least[a][b] = least[b][a] = min(least[a][b], road[column])
    for via in range(N):
        for a in range(N):
            for b in range(N):
                least[a][b] = min(least[a][b], least[a][via] + least[via][b])
    return least


def told(paths):
    """Return (km, minutes) by (source, target)."""
    return {
        (int(s), int(t)): (km, minutes)
        for s, t, km, minutes in zip(*(paths[k] for k in ("source", "target", "km", "minutes")), strict=True)
    }


@given(ROADS, st.lists(st.integers(0, N - 1), max_size=4), st.sampled_from([0.0, 3.0, 9.0, math.inf]))
def test_paths_are_those_of_the_plain_loop(roads, sources, reach):
    """Loops, roads told twice with other lengths, roads of no length and nodes without a road are among them."""
    km, minutes = floyd_warshall(roads, 2), floyd_warshall(roads, 3)
    targets = np.array([5, 0, 0, 2])
    found = told(paths_within(graph(roads), np.array(sources, int), targets, reach))
    expected = {
        (i, j): (pytest.approx(km[s][t]), pytest.approx(minutes[s][t]))
        for i, s in enumerate(sources)
        for j, t in enumerate(targets)
        if km[s][t] <= reach and km[s][t] < math.inf
    }
    assert found == expected


@given(ROADS)
def test_pieces_are_where_no_path_leads(roads):
    piece, km = pieces(graph(roads)), floyd_warshall(roads, 2)
    for a in range(N):
        assert [piece[a] == piece[b] for b in range(N)] == [km[a][b] < math.inf for b in range(N)]


def test_by_hand():
    """0 - 1 - 2 is 2 + 3 km and slow; 0 - 3 - 2 is 6 km on a good road; 4 - 5 lies apart."""
    roads = [(0, 1, 2.0, 6.0), (1, 2, 3.0, 9.0), (0, 3, 4.0, 4.0), (3, 2, 2.0, 2.0), (4, 5, 1.0, 1.0)]
    found = told(paths_within(graph(roads), np.array([0]), np.arange(N)))
    assert found == {(0, 0): (0, 0), (0, 1): (2, 6), (0, 2): (5, 6), (0, 3): (4, 4)}
    assert sorted(told(paths_within(graph(roads), np.array([0]), np.arange(N), 4.0))) == [
        (0, 0),
        (0, 1),
        (0, 3),
    ]


def test_without_driving_times_there_are_none():
    found = paths_within(graph([(0, 1, 2.0, 6.0)], timed=False), np.array([0]), np.array([1]))
    assert found["km"].tolist() == [2.0]
    assert found["minutes"].tolist() == []


def test_sources_are_searched_some_at_a_time(monkeypatch):
    roads = [(k, k + 1, 1.0 + k, 2.0) for k in range(N - 1)]
    whole = told(paths_within(graph(roads), np.arange(N), np.arange(N)))
    monkeypatch.setattr(shortest_paths, "AT_ONCE", 4)
    assert told(paths_within(graph(roads), np.arange(N), np.arange(N))) == whole
    assert len(whole) == N * N
