"""Planning of seats (学位规划): children of today at the ages of a year to come, and whole rooms dealt to schools."""

import numpy as np
from numba import njit

from sim.kernels.zones import FIRST_JUNIOR

STAGE_AGES = (slice(6, 12), slice(12, 15))  # completed years on 1 September of grades 1-6 and 7-9


def change_ratios(censuses: list[np.ndarray]) -> np.ndarray:
    """Return how each cohort changed from one census to the next, float (areas, ages): cohort change ratios.

    Parameters
    ----------
    censuses : list of int arrays (areas, ages)
        Children by single age, newest first. Ratio a is the sum over pairs of censuses of those of age a over those
        of age a - 1 a year before; 1 where there was nobody, at age 0, and where there is only one census.
    """
    ratio = np.ones(censuses[0].shape)
    pairs = list(zip(censuses[:-1], censuses[1:], strict=True))
    if pairs:
        after = sum(later[:, 1:] for later, _ in pairs)
        before = sum(earlier[:, :-1] for _, earlier in pairs)
        ratio[:, 1:] = np.where(before > 0, after / np.maximum(before, 1), 1.0)
    return ratio


def carried_on(children: np.ndarray, ratio: np.ndarray, years: int) -> np.ndarray:
    """Return the children (areas, ages) of `years` years later; those not yet born are as many as those of age 0 now.

    `ratio` float (areas, ages), of `change_ratios`, or ones: then everybody stays where he or she is.
    """
    now = children.astype(float)
    for _ in range(years):
        later = now.copy()
        later[:, 1:] = now[:, :-1] * ratio[:, 1:]
        now = later
    return now


def by_stage(children: np.ndarray) -> np.ndarray:
    """Return the children of primary and junior age, float (areas, 2)."""
    return np.array([children[:, ages].sum(axis=1) for ages in STAGE_AGES]).T


@njit(cache=True)
def split_rooms(rooms, by_classes, teaches):
    """Return rooms by stage, int (schools, 2): a school of both stages splits them by classes, evenly without any.

    Parameters
    ----------
    rooms : int array (schools,)
    by_classes : int array (schools, 2)
        Classes of each stage.
    teaches : bool array (schools, 2)
    """
    out = np.zeros((len(rooms), 2), np.int64)
    for s in range(len(rooms)):
        share, total = (1.0 if teaches[s, 0] else 0.0), by_classes[s, 0] + by_classes[s, 1]
        if teaches[s, 0] and teaches[s, 1]:
            share = by_classes[s, 0] / total if total > 0 else 0.5
        out[s, 0] = np.rint(rooms[s] * share)
        if teaches[s, 1]:
            out[s, 1] = rooms[s] - out[s, 0]
    return out


@njit(cache=True)
def deal_rooms(missing, pupils, classes, may, area, most):
    """Return the rooms each school is given, int (schools,), one after the other where most are missing.

    Parameters
    ----------
    missing : int array (areas, 2)
        Whole rooms short by area and stage.
    pupils, classes : arrays (schools, 2)
        By stage; `classes` with the rooms that are on their way.
    may : bool array (schools, 2)
        Schools that can be extended for a stage.
    area : int array (schools,)
    most : int
        Most rooms of all schools together.

    Notes
    -----
    Within an area the room goes to the school whose pupils would sit most to a class, rooms given before counted; of
    equals to the one of the lowest row.
    """
    given, left = np.zeros((len(area), 2), np.int64), np.zeros(missing.shape, np.int64)
    for s in range(len(area)):
        for stage in range(2):
            if may[s, stage]:
                left[area[s], stage] = missing[area[s], stage]
    for _ in range(most):
        at = np.argmax(left)
        where, stage = at // 2, at % 2
        if left[where, stage] <= 0:
            break
        fullest, which = -1.0, -1
        for s in range(len(area)):
            if may[s, stage] and area[s] == where:
                mean = pupils[s, stage] / max(1, classes[s, stage] + given[s, stage])
                if mean > fullest:
                    fullest, which = mean, s
        given[which, stage] += 1
        left[where, stage] -= 1
    return given[:, 0] + given[:, 1]


@njit(cache=True)
def rooms_lacking(pupils, classes, rooms, is_growing, primary, junior):
    """Return the rooms that bring every class down to the standard, less those without a class, int64 (schools,).

    A grade whose pupils sit in a class of another grade (复式) lacks none, nor does a school that still grows.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
    rooms : int array (schools,)
    is_growing : bool array (schools,)
    primary, junior : int
        Pupils of the standard class.
    """
    out = np.zeros(len(rooms), np.int64)
    for s in range(len(rooms)):
        more, there = 0, 0
        for g in range(classes.shape[1]):
            formed, standard = np.int64(classes[s, g]), primary if g < FIRST_JUNIOR else junior
            there += formed
            if formed > 0:
                more += max(0, (np.int64(pupils[s, g]) + standard - 1) // standard - formed)
        if not is_growing[s]:
            out[s] = max(0, more - max(0, np.int64(rooms[s]) - there))
    return out


@njit(cache=True)
def rooms_until_full(grade_low, grade_high, rooms, planned, primary, junior, most, most_of_both):
    """Return the rooms schools can still be given, int64 (schools,).

    Parameters
    ----------
    grade_low, grade_high, rooms, planned : int arrays (schools,)
        Grades taught; rooms there, and on their way.
    primary, junior : int
        Pupils of the standard class; that of a school from grade 7 on is the junior one.
    most, most_of_both : int
        Most pupils of a school, and of one that teaches both stages.
    """
    out = np.zeros(len(rooms), np.int64)
    for s in range(len(rooms)):
        is_both = grade_low[s] <= FIRST_JUNIOR and grade_high[s] > FIRST_JUNIOR
        standard = junior if grade_low[s] > FIRST_JUNIOR else primary
        pupils = most_of_both if is_both else most
        out[s] = max(0, pupils // standard - np.int64(rooms[s]) - planned[s])
    return out


@njit(cache=True)
def rooms_to_order(lack, planned, until_full, may, strength):
    """Return the whole rooms ordered of what is lacking beside those planned and fits in, int64 (schools,).

    Parameters
    ----------
    lack, planned, until_full : int arrays (schools,)
    may : bool array (schools,)
        Schools that are extended at all.
    strength : float
        Share of each lack that is ordered.
    """
    out = np.zeros(len(lack), np.int64)
    for s in range(len(lack)):
        if may[s]:
            out[s] = np.floor(strength * min(max(0, lack[s] - planned[s]), until_full[s]) + 1e-9)
    return out


@njit(cache=True)
def nearest_heirs(row, x, y, grade_low, grade_high, may, pupils, size, km_most):
    """Return the schools nearest to one that can take it over, int64: several where they are equally near, none at all.

    They teach all its grades and have, with its pupils, at least their `size`.

    Parameters
    ----------
    row : int
        The school that is taken over.
    x, y : float arrays (schools,)
        Kilometres east and north of the region's origin.
    grade_low, grade_high, pupils : int arrays (schools,)
    may : bool array (schools,)
        Schools that may take over another.
    size : float array (schools,)
    km_most : float
    """
    found, n, least = np.empty(len(x), np.int64), 0, np.inf
    for s in range(len(x)):
        teaches = grade_low[s] <= grade_low[row] and grade_high[s] >= grade_high[row]
        if s == row or not may[s] or not teaches or pupils[s] + pupils[row] < size[s]:
            continue
        km = np.hypot(x[s] - x[row], y[s] - y[row])
        if km > km_most or km > least:
            continue
        if km < least:
            least, n = km, 0
        found[n] = s
        n += 1
    return found[:n]
