"""What a matching market must be before it is matched; every error is a `ValueError` that names the row."""

import numpy as np
from numba import njit

_LARGEST = np.uint64(np.iinfo(np.int64).max)


def whole_numbers(values, name: str, n_axes: int) -> np.ndarray:
    """Return `values` as an int64 or int32 array of `n_axes` axes, a copy only where it must be.

    Floats are taken where they are whole; `True` and `False` are not numbers. An array without elements is taken
    whatever its type.
    """
    array = _shaped(values, name, n_axes)
    kind = array.dtype.kind
    if array.size == 0:
        return array.astype(np.int64)
    if kind == "u":
        return np.minimum(array.astype(np.uint64), _LARGEST).astype(np.int64)
    if kind == "f":
        _refuse(~(np.isfinite(array) & (np.floor(array) == array) & (np.abs(array) < 2.0**53)), array, name)
    elif kind != "i":
        raise ValueError(f"{name}: whole numbers are wanted, not {array.dtype}")
    return array.astype(np.int32 if array.dtype.itemsize <= 4 and kind == "i" else np.int64, copy=False)


def real_numbers(values, name: str, n_axes: int) -> np.ndarray:
    """Return `values` as a float64 array of `n_axes` axes without NaN, a copy only where it must be."""
    array = _shaped(values, name, n_axes)
    if array.size and array.dtype.kind not in "iuf":
        raise ValueError(f"{name}: numbers are wanted, not {array.dtype}")
    array = array.astype(np.float64, copy=False)
    if np.isnan(array).any():
        _refuse(np.isnan(array), array, name)
    return array


def seats_of(capacities) -> np.ndarray:
    """Return capacities as an array (places,), none below zero."""
    seats = whole_numbers(capacities, "capacities", 1)
    if seats.size and seats.min() < 0:
        row = int(np.argmax(seats < 0))
        raise ValueError(f"capacities, row {row}: {seats[row]} is negative")
    return seats.astype(np.int64, copy=False)


def order_of(order, n_applicants: int) -> np.ndarray:
    """Return an order in which each applicant row stands once, int64 (applicants,)."""
    rows = whole_numbers(order, "order", 1)
    if len(rows) != n_applicants:
        raise ValueError(f"order: {len(rows)} rows for {n_applicants} applicants")
    strange = (rows < 0) | (rows >= n_applicants)
    if strange.any():
        row = int(np.argmax(strange))
        raise ValueError(f"order, row {row}: there is no applicant {rows[row]}")
    seen = np.zeros(n_applicants, bool)
    seen[rows] = True
    if not seen.all():
        values, at = np.unique(rows, return_index=True)
        row = int(np.setdiff1d(np.arange(n_applicants), at)[0])
        raise ValueError(f"order, row {row}: applicant {rows[row]} a second time")
    return rows.astype(np.int64, copy=False)


def lists_of(first, cell, n_cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Return lists of places by applicant, int64 (applicants + 1,) and int32 (pairs,), every place once a list."""
    first = whole_numbers(first, "first", 1).astype(np.int64, copy=False)
    cell = whole_numbers(cell, "cell", 1)
    if len(first) == 0 or first[0] != 0 or first[-1] != len(cell):
        raise ValueError(f"first: must begin with 0 and end with the {len(cell)} pairs")
    falling = first[1:] < first[:-1]
    if falling.any():
        raise ValueError(f"first, row {int(np.argmax(falling)) + 1}: smaller than the row before")
    if len(cell) and (cell.min() < 0 or cell.max() >= n_cells):
        pair = int(np.argmax((cell < 0) | (cell >= n_cells)))
        row = int(np.searchsorted(first, pair, side="right")) - 1
        raise ValueError(
            f"applicant row {row}: there is no place {cell[pair]} among the {n_cells}, from 0 on"
        )
    first, cell = fixed(first), fixed(cell.astype(np.int32, copy=False))
    pair, row = _first_repeat(first, cell, n_cells)
    if pair >= 0:
        raise ValueError(f"applicant row {row}: place {cell[pair]} stands twice in the list")
    return first, cell


def fixed(array: np.ndarray) -> np.ndarray:
    """Return a contiguous read-only view, or copy, so that each kernel is compiled once for all callers."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


@njit(cache=True)
def _first_repeat(first, cell, n_cells):
    """Return the first pair whose place stood in the list before, and its applicant; -1, -1 without one."""
    last_seen = np.full(n_cells, -1, np.int64)
    for i in range(len(first) - 1):
        for k in range(first[i], first[i + 1]):
            if last_seen[cell[k]] == i:
                return k, i
            last_seen[cell[k]] = i
    return -1, -1


def _shaped(values, name, n_axes):
    """Return an array of `n_axes` axes; rows of unequal length are named."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name}{_odd_row(values)}: rows of unequal length") from error
    if array.ndim == n_axes - 1 == 1 and array.size == 0:  # an empty list of rows
        array = array.reshape(0, 0)
    if array.ndim != n_axes:
        raise ValueError(f"{name}: shape {array.shape}, an array of {n_axes} axes is wanted")
    return array


def _odd_row(values):
    lengths = [np.shape(row) if np.isscalar(row) else len(row) for row in values]
    return f", row {next((i for i, length in enumerate(lengths) if length != lengths[0]), 0)}"


def _refuse(wrong, array, name):
    """Raise an error that names the first wrong element, if there is one."""
    if wrong.any():
        at = tuple(int(k) for k in np.argwhere(wrong)[0])
        column = f", column {at[1]}" if len(at) == 2 else ""
        raise ValueError(f"{name}, row {at[0]}{column}: {array[at]} cannot be used")
