"""Counts by place, age and sex as rows of groups of places, without the empty ones."""

import numpy as np
from numba import njit


def rows_by_group(
    group: np.ndarray, stocks: tuple[np.ndarray, ...], flows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Sum counts over the places of a group and return the cells that are not empty, by group, age and sex.

    The second sex comes first: so rows stand in the order of the words female and male, in which records are kept.

    Parameters
    ----------
    group : int array (places,)
    stocks : tuple of int64 arrays (places, ages, 2)
        Below 2 ** 32, as the flows.
    flows : int array (k, places, ages, 2)

    Returns
    -------
    group, age, sex : int32, uint8 and uint8 arrays (rows,)
    values : uint32 array (stocks + k, rows)
        The counts of each in turn.
    """
    order = np.argsort(group, kind="stable")
    most = len(group) * stocks[0][0].size  # rows there can be
    found, age, sex = np.empty(most, np.int32), np.empty(most, np.uint8), np.empty(most, np.uint8)
    values = np.empty((len(stocks) + len(flows), most), np.uint32)
    n_places, flat = len(group), tuple(one.reshape(len(group), -1) for one in stocks)
    n = _rows(order, group, flat, flows.reshape(len(flows), n_places, -1), found, age, sex, values)
    return found[:n], age[:n], sex[:n], values[:, :n]


@njit(cache=True, nogil=True)
def _rows(order, group, stocks, flows, found, age, sex, values):
    """Fill the rows, group by group in ascending order, and return how many they are."""
    n_cells, n_stocks, n_flows = stocks[0].shape[1], len(stocks), len(flows)
    total, cells = np.zeros((n_stocks + n_flows, n_cells), np.uint32), np.empty(n_cells, np.int64)
    n, begin = 0, 0
    while begin < len(order):
        end = begin
        total[:] = 0
        while end < len(order) and group[order[end]] == group[order[begin]]:
            place = order[end]
            for k in range(n_stocks):
                _add(stocks[k][place], total[k])
            for k in range(n_flows):
                _add(flows[k, place], total[n_stocks + k])
            end += 1
        n_busy = _busy(total, cells)
        for j in range(n_busy):
            found[n + j], age[n + j], sex[n + j] = group[order[begin]], cells[j] // 2, cells[j] % 2
        for k in range(len(total)):
            for j in range(n_busy):
                values[k, n + j] = total[k, np.uint64(cells[j])]
        n, begin = n + n_busy, end
    return n


@njit(cache=True, nogil=True)
def _add(counts, total):
    for cell in range(len(total)):
        total[cell] += np.uint32(counts[cell])


@njit(cache=True, nogil=True)
def _busy(total, cells):
    """Fill `cells` with those in which anything is counted, of each age the second sex first; return their number."""
    is_busy, n = np.zeros(total.shape[1], np.uint8), 0
    for k in range(len(total)):
        row = total[k]
        for cell in range(len(row)):
            is_busy[cell] |= row[cell] != 0
    for step in range(len(is_busy)):
        cells[n] = step ^ 1
        n += is_busy[step ^ 1]
    return n
