"""Transportation problem: whole units from places to sinks at the least total cost."""

import numpy as np
from numba import njit


def least_cost(supply: np.ndarray, demand: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return how many units each place sends to each sink, int array (places, sinks), at the least total cost.

    Parameters
    ----------
    supply : int array (places,)
    demand : int array (sinks,)
        Sums to the supply.
    cost : float array (places, sinks)
        Cost of one unit, not negative.

    Raises
    ------
    ValueError
        If supply and demand do not balance, a number is negative or a cost is not finite.

    Notes
    -----
    Shortest augmenting paths with potentials (Ahuja, Magnanti and Orlin 1993, "Network Flows", section 9.7), on the
    dense bipartite graph: whole numbers in, whole numbers out; ties go to the lower row number.
    """
    supply, demand = (np.ascontiguousarray(a, dtype=np.int64) for a in (supply, demand))
    cost = np.ascontiguousarray(cost, dtype=np.float64)
    if cost.shape != (len(supply), len(demand)):
        raise ValueError("cost must be an array (places, sinks)")
    if (supply < 0).any() or (demand < 0).any() or supply.sum() != demand.sum():
        raise ValueError(f"supply ({supply.sum()}) and demand ({demand.sum()}) must balance")
    if not np.isfinite(cost).all() or (cost < 0).any():
        raise ValueError("costs must be finite and not negative")
    return _send(supply.copy(), demand.copy(), cost)


@njit(cache=True)
def _send(supply, demand, cost):
    n, m = cost.shape
    flow = np.zeros((n, m), np.int64)
    of_place, of_sink = (
        np.zeros(n),
        np.zeros(m),
    )  # potentials: reduced costs stay >= 0, and 0 where units flow
    distance, came_from, is_done = np.empty(m), np.empty(m, np.int64), np.empty(m, np.bool_)
    reached, through = np.empty(n), np.empty(n, np.int64)
    for i in range(n):
        while supply[i] > 0:
            last, length = _shortest(
                i, demand, cost, flow, of_place, of_sink, distance, came_from, is_done, reached, through
            )
            units = _augment(flow, i, last, min(supply[i], demand[last]), came_from, through)
            supply[i] -= units
            demand[last] -= units
            for k in range(n):
                if reached[k] < length:
                    of_place[k] += length - reached[k]
            for j in range(m):
                if is_done[j] and distance[j] < length:
                    of_sink[j] -= length - distance[j]
    return flow


@njit(cache=True)
def _augment(flow, first, last, units, came_from, through):
    """Send what the path from place `first` to sink `last` carries, at most `units`; return it.

    On the way back each place gives up units to the sink it was reached `through` for the next sink.
    """
    p = came_from[last]
    while p != first:
        units = min(units, flow[p, through[p]])
        p = came_from[through[p]]
    j = last
    while True:
        p = came_from[j]
        flow[p, j] += units
        if p == first:
            return units
        j = through[p]
        flow[p, j] -= units


@njit(cache=True)
def _shortest(i, demand, cost, flow, of_place, of_sink, distance, came_from, is_done, reached, through):
    """Find the nearest sink with demand from place `i` by reduced cost; return it and the length of the path."""
    n, m = cost.shape
    is_done[:] = False
    reached[:] = np.inf
    through[:] = -1
    reached[i] = 0.0
    for j in range(m):
        distance[j] = cost[i, j] - of_place[i] - of_sink[j]
        came_from[j] = i
    while True:
        nearest, length = -1, np.inf
        for j in range(m):
            if not is_done[j] and distance[j] < length:
                nearest, length = j, distance[j]
        is_done[nearest] = True
        if demand[nearest] > 0:
            return nearest, length
        for k in range(n):
            if flow[k, nearest] > 0 and reached[k] == np.inf:
                reached[k] = length
                through[k] = nearest
                for j in range(m):
                    further = length + max(0.0, cost[k, j] - of_place[k] - of_sink[j])
                    if not is_done[j] and further < distance[j]:
                        distance[j] = further
                        came_from[j] = k
