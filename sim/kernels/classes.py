"""Class formation (编班): whole classes within rooms and teachers, and the sizes that follow."""

import numpy as np
from numba import njit


def form_classes(
    pupils, standard, *, rooms=None, previous=None, cutoff=None, merge_below=0.8, multigrade_max=None
):
    """Form whole classes for each school and grade.

    Parameters
    ----------
    pupils : int array (schools, grades)
        Pupils at the census.
    standard : int or int array (grades,)
        Pupils a class is formed for.
    rooms : int array (schools,), optional
        min(usable rooms, classes the teachers can take), at least one; None = no limit.
    previous : int array (schools, grades), optional
        Classes the same cohort had a year ago; 0 = formed anew (entry grades). None = all anew.
    cutoff : int or int array (grades,), optional
        Largest allowed mean of an existing class; a cohort above it gains one class when a room is free.
    merge_below : float
        A cohort loses one class only when the merged mean is <= merge_below x standard.
    multigrade_max : int, optional
        Adjacent grades that together have at most this many pupils share a class (复式), counted at the lowest of them.

    Returns
    -------
    int array (schools, grades)
        Number of classes; 0 where there are no pupils, and for the upper grades of a multi-grade class.

    Raises
    ------
    ValueError
        For shapes that do not match, negative pupils, or a standard below one.

    Notes
    -----
    Rooms go first to the classes that exist, then to grades formed anew, entry grades (columns 1 and 7) first, then to
    splits above the cut-off. Every grade with pupils keeps at least one class (or its share of a multi-grade one), even
    where rooms are fewer: rooms are then used in shifts, which the caller may count.
    """
    pupils = np.ascontiguousarray(pupils, dtype=np.int64)
    if pupils.ndim != 2 or (pupils < 0).any():
        raise ValueError("pupils must be a (schools, grades) array without negative numbers")
    n_schools, n_grades = pupils.shape
    standards = np.broadcast_to(np.asarray(standard, dtype=np.int64), (n_grades,))
    if (standards < 1).any():
        raise ValueError("the standard must be at least one pupil a class")
    no_limit = 1 << 40
    limits = (
        np.full(n_schools, no_limit) if rooms is None else np.maximum(1, np.asarray(rooms, dtype=np.int64))
    )
    before = np.zeros_like(pupils) if previous is None else np.ascontiguousarray(previous, dtype=np.int64)
    if before.shape != pupils.shape or limits.shape != (n_schools,):
        raise ValueError("previous must have the shape of pupils, rooms one number a school")
    largest = np.broadcast_to(np.asarray(no_limit if cutoff is None else cutoff, dtype=np.int64), (n_grades,))
    shared = 0 if multigrade_max is None else int(multigrade_max)
    return form_by_county(
        pupils, np.zeros(n_schools, np.int16), standards[None].copy(), limits, before, largest[None].copy(),
        np.full(1, float(merge_below)), np.full(1, shared),
    )  # fmt: skip


@njit(cache=True)
def form_by_county(pupils, county, standards, rooms, previous, cutoffs, merge_below, multigrade_max):
    """Form whole classes as `form_classes` does, each school by the rules of its county.

    Parameters
    ----------
    pupils, previous : int64 arrays (schools, grades)
    county : int array (schools,)
    standards, cutoffs : int64 arrays (counties, grades)
    rooms : int64 array (schools,)
        At least 1.
    merge_below : float array (counties,)
    multigrade_max : int64 array (counties,)
        0 = no grades share a class.

    Returns
    -------
    int64 array (schools, grades)
    """
    n_schools, n_grades = pupils.shape
    classes = np.zeros((n_schools, n_grades), np.int64)
    merged = np.empty(n_grades, np.int64)
    wanted = np.empty(n_grades, np.int64)
    for s in range(n_schools):
        c = county[s]
        _share_small_grades(pupils[s], multigrade_max[c], merged)
        used = 0
        for g in range(n_grades):
            wanted[g] = _wanted(
                merged[g], pupils[s, g], previous[s, g], standards[c, g], cutoffs[c, g], merge_below[c]
            )
            classes[s, g] = 1 if merged[g] > 0 else 0
            used += classes[s, g]
        for kept in range(3):  # existing classes, then grades formed anew, then splits
            for order in range(2):  # entry grades first
                for g in range(n_grades):
                    if (g == 0 or g == 6) != (order == 0) or classes[s, g] == 0:
                        continue
                    existing = previous[s, g] > 0 and merged[g] == pupils[s, g]
                    target = min(wanted[g], previous[s, g]) if kept == 0 else wanted[g]
                    if (kept < 2) and existing == (kept == 1):
                        continue
                    more = min(max(0, target - classes[s, g]), max(0, rooms[s] - used))
                    classes[s, g] += more
                    used += more
    return classes


@njit(cache=True, inline="always")
def _wanted(shared, pupils, previous, standard, cutoff, merge_below):
    """Return the classes a grade would form if rooms were free."""
    if shared == 0:
        return 0
    if shared != pupils or previous == 0:
        return -(-shared // standard)
    k = min(previous, pupils)
    if pupils > cutoff * k:
        return k + 1
    if k > 1 and pupils <= merge_below * standard * (k - 1) + 1e-9:  # 0.7 x 45 x 2 falls a hair below 63
        return k - 1
    return k


@njit(cache=True, inline="always")
def _share_small_grades(pupils, multigrade_max, merged):
    """Set `merged`: pupils taught at each grade once adjacent small grades of one stage share a class at the lowest."""
    n_grades = len(pupils)
    base = -1
    for g in range(n_grades):
        merged[g] = pupils[g]
        if g == 6:
            base = -1  # primary and junior grades never share
        if pupils[g] == 0:
            continue
        if base >= 0 and merged[base] + pupils[g] <= multigrade_max:
            merged[base] += pupils[g]
            merged[g] = 0
        else:
            base = g


def class_sizes(pupils, classes):
    """Return the list of classes with their sizes.

    Parameters
    ----------
    pupils, classes : int arrays (schools, grades)
        A grade with pupils but no class belongs to the multi-grade class of the nearest lower grade with one.

    Returns
    -------
    tuple of int arrays (n_classes,)
        school (row), grade (column + 1), class_no (from 1), size. Sizes within a grade differ by one at most.

    Raises
    ------
    ValueError
        If a grade has pupils and no class takes them, or a class has no pupils.
    """
    pupils = np.ascontiguousarray(pupils, dtype=np.int64)
    classes = np.ascontiguousarray(classes, dtype=np.int64)
    if pupils.shape != classes.shape:
        raise ValueError("pupils and classes must have the same shape")
    taught = taught_at(pupils, classes)
    if (taught.sum(axis=1) != pupils.sum(axis=1)).any() or (classes > taught).any():
        raise ValueError("a grade has pupils and no class, or a class would be empty")
    out = np.empty((4, classes.sum()), np.int64)
    _list_classes(classes, taught, *out)
    return tuple(out)


@njit(cache=True, nogil=True)
def _list_classes(classes, taught, school, grade, class_no, size):
    """Fill the list of classes, arrays (n_classes,)."""
    row = 0
    for s in range(classes.shape[0]):
        for g in range(classes.shape[1]):
            n = classes[s, g]
            for k in range(n):
                school[row], grade[row], class_no[row] = s, g + 1, k + 1
                size[row] = taught[s, g] // n + (k < taught[s, g] % n)
                row += 1


@njit(cache=True)
def taught_at(pupils, classes):
    """Return the pupils taught at each school and grade (schools, grades), multi-grade pupils at the lowest grade."""
    taught = np.zeros_like(pupils)
    for s in range(pupils.shape[0]):
        base = -1
        for g in range(pupils.shape[1]):
            if classes[s, g] > 0:
                base = g
            if base >= 0:
                taught[s, base] += pupils[s, g]
    return taught


def shared_classes(pupils, classes):
    """Return which grades have a multi-grade class (复式), told at its lowest grade, bool (schools, grades)."""
    return (classes > 0) & (taught_at(pupils, classes) > pupils)
