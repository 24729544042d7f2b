"""Posts allotted among schools (编制分配): floors first, the rest pro rata to need, whole, to the last post."""

import numpy as np
from numba import njit

_ROW = 128  # places that are added up in eight lanes; longer arrays are halved
_DEEPEST = 128  # halves that wait at once


@njit(cache=True, nogil=True)
def sum_as_numpy(a, lo, hi):
    """Return the sum of `a[lo:hi]`, added up in the order in which NumPy does: the same to the last bit."""
    if hi - lo <= _ROW:
        return _sum_of_row(a, lo, hi)
    sums, ends = (
        np.empty(_DEEPEST),
        np.empty((_DEEPEST, 2), np.int64),
    )  # halves that wait: from, to; -1 = add two sums
    n_sums, n_ends = 0, 1
    ends[0] = lo, hi
    while n_ends > 0:
        n_ends -= 1
        lo, hi = ends[n_ends]
        if lo < 0:
            n_sums -= 1
            sums[n_sums - 1] += sums[n_sums]
        elif hi - lo <= _ROW:
            sums[n_sums] = _sum_of_row(a, lo, hi)
            n_sums += 1
        else:
            half = (hi - lo) // 2
            middle = lo + half - half % 8
            ends[n_ends] = -1, -1
            ends[n_ends + 1] = middle, hi
            ends[n_ends + 2] = lo, middle
            n_ends += 3
    return sums[0]


@njit(cache=True, nogil=True)
def _sum_of_row(a, lo, hi):
    if hi - lo < 8:
        total = 0.0
        for i in range(lo, hi):
            total += a[i]
        return total
    r0, r1, r2, r3 = a[lo], a[lo + 1], a[lo + 2], a[lo + 3]
    r4, r5, r6, r7 = a[lo + 4], a[lo + 5], a[lo + 6], a[lo + 7]
    whole = hi - (hi - lo) % 8
    for i in range(lo + 8, whole, 8):
        r0, r1, r2, r3 = r0 + a[i], r1 + a[i + 1], r2 + a[i + 2], r3 + a[i + 3]
        r4, r5, r6, r7 = r4 + a[i + 4], r5 + a[i + 5], r6 + a[i + 6], r7 + a[i + 7]
    total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
    for i in range(whole, hi):
        total += a[i]
    return total


@njit(cache=True, nogil=True)
def need_posts(pupils, classes, terms, kind, teacher_share, out):
    """Set `out`, float (3, schools, 2), to the need by pupils, classes and weekly periods of each stage.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
    terms : float array (kinds, 9 or more)
        Pupils a post, posts a class and periods a teacher, of the primary and the junior stage each; weekly periods of
        a class of grades 1-2, 3-6 and 7-9.
    kind : int array (schools,)
        Which terms hold for each school.
    teacher_share : float
        Of all posts: the periods give teachers.
    """
    for s in range(len(pupils)):
        k = kind[s]
        low, high, junior = terms[k, 6], terms[k, 7], terms[k, 8]
        for stage in range(2):
            first, last = (0, 6) if stage == 0 else (6, 9)
            taught, formed, more = 0, 0, 0.0
            for g in range(first, last):
                taught += np.int64(pupils[s, g])
                formed += np.int64(classes[s, g])
                if g > first:
                    more += classes[s, g] * (low if g < 2 else high if g < 6 else junior)
            periods = classes[s, first] * (low if stage == 0 else junior) + more
            out[0, s, stage] = taught / terms[k, stage]
            out[1, s, stage] = formed * terms[k, 2 + stage]
            out[2, s, stage] = periods / teacher_share / terms[k, 4 + stage]


@njit(cache=True, nogil=True)
def ask_posts(
    pupils, classes, boarders, is_protected, terms, kind, small, teacher_share, by_yardstick, by_stage, sums
):
    """Set what schools ask for: needs as above, their means, and the fewest posts of each school.

    Parameters
    ----------
    pupils, classes, terms, kind, teacher_share :
        As above; seven more terms are the weights of the three needs (all by pupils where each is 0), posts of a small
        school, part of the need by classes that a protected school has at least, posts given to a school with boarders
        and for 100 of them.
    small : int
        Pupils below which a school is small.
    boarders, is_protected : int arrays (schools,)
    by_yardstick : float array (3, schools, 2)
        The three needs.
    by_stage : float array (schools, 2)
        Their means.
    sums : float array (4, schools)
        Mean need and need by classes of both stages; posts for boarders; the fewest posts, with those.
    """
    need_posts(pupils, classes, terms, kind, teacher_share, by_yardstick)
    for s in range(len(pupils)):
        k = kind[s]
        for stage in range(2):
            by_stage[s, stage] = _mean_need(
                terms[k, 9], terms[k, 10], terms[k, 11],
                by_yardstick[0, s, stage], by_yardstick[1, s, stage], by_yardstick[2, s, stage],
            )  # fmt: skip
        by_classes, beyond = by_yardstick[1, s, 0] + by_yardstick[1, s, 1], 0.0
        floor = _floor_of_small(pupils, classes, s, small, terms[k, 12], by_classes)
        if is_protected[s] > 0:
            floor = max(floor, np.ceil(terms[k, 13] * by_classes - 1e-9))
        if boarders[s] > 0:
            beyond = np.ceil(terms[k, 14] + boarders[s] / 100.0 * terms[k, 15] - 1e-9)
        sums[0, s], sums[1, s] = by_stage[s, 0] + by_stage[s, 1], by_classes
        sums[2, s], sums[3, s] = beyond, floor + beyond


@njit(cache=True)
def _mean_need(a, b, c, by_pupils, by_classes, by_periods):
    """Return the mean of three needs by the weights `a`, `b` and `c`; by pupils where each is 0."""
    total = a + b + c
    if total <= 0:
        return by_pupils
    return a / total * by_pupils + b / total * by_classes + c / total * by_periods


@njit(cache=True)
def _floor_of_small(pupils, classes, s, small, least, by_classes):
    """Return the fewest posts of school `s`, 0 where it is not small; `least` in full where grades share a class."""
    in_school, is_taught, is_shared = 0, False, False
    for g in range(9):
        in_school += pupils[s, g]
        is_taught |= classes[s, g] > 0
        is_shared |= is_taught & (classes[s, g] == 0) & (pupils[s, g] > 0)
    if not 0 < in_school < small:
        return 0.0
    return least if is_shared else min(least, np.ceil(by_classes - 1e-9))


@njit(cache=True, nogil=True)
def allot_posts(total, need, floor, whole):
    """Set `whole`, int64 (schools,), to posts that sum to `total`; see `sim.world.posts.allot`.

    Parameters
    ----------
    total : int
    need, floor : float arrays (schools,)
    """
    n = len(need)
    if total <= 0 or n == 0:
        whole[:] = 0
        return
    exact, floors = np.empty(n), sum_as_numpy(floor, 0, n)
    for i in range(n):
        exact[i] = max(need[i], floor[i])
    if floors >= total:
        for i in range(n):
            exact[i] = floor[i] * (total / floors)
    elif sum_as_numpy(exact, 0, n) < total:
        _beyond_need(total, need, floor, floors, exact)
    else:
        for i in range(n):
            exact[i] = max(need[i] - floor[i], 0.0)
        above = sum_as_numpy(exact, 0, n)
        for i in range(n):
            exact[i] = floor[i] + exact[i] / above * (total - floors)
    rest, short = np.int64(total), np.empty(n)
    for i in range(n):
        whole[i] = np.int64(np.floor(exact[i]))
        short[i] = whole[i] - exact[i]
        rest -= whole[i]
    order = np.argsort(short, kind="mergesort")
    for k in range(rest):
        whole[order[k]] += 1


@njit(cache=True, nogil=True)
def _beyond_need(total, need, floor, floors, exact):
    """Set `exact` to posts pro rata to need where they exceed the floor, else the floor; all of the total."""
    n = len(need)
    if sum_as_numpy(need, 0, n) == 0:
        for i in range(n):
            exact[i] = floor[i] + (total - floors) / n
        return
    at_floor, free, held = np.zeros(n, np.bool_), np.empty(n), np.empty(n)
    while True:
        n_held, found = 0, False
        for i in range(n):
            free[i] = 0.0 if at_floor[i] else need[i]
            if at_floor[i]:
                held[n_held] = floor[i]
                n_held += 1
        wanted, left = sum_as_numpy(free, 0, n), total - sum_as_numpy(held, 0, n_held)
        for i in range(n):
            exact[i] = free[i] / wanted * left
        for i in range(n):
            if not at_floor[i] and exact[i] < floor[i]:
                at_floor[i] = found = True
        if not found:
            for i in range(n):
                exact[i] = floor[i] if at_floor[i] else exact[i]
            return


@njit(cache=True, nogil=True)
def allot_to_counties(total, need, floor, first, whole):
    """Allot each county's `total`, int64 (counties,), to its schools, rows `first[county]` to `first[county + 1]`."""
    for c in range(len(total)):
        lo, hi = first[c], first[c + 1]
        allot_posts(total[c], need[lo:hi], floor[lo:hi], whole[lo:hi])


@njit(cache=True, nogil=True)
def sums_of_counties(amount, first, out):
    """Set `out` (counties,) to the sums of an amount (schools,), by the rows of each county as above."""
    for c in range(len(out)):
        out[c] = sum_as_numpy(amount, first[c], first[c + 1])


@njit(cache=True, nogil=True)
def split_posts(total, need, teaches, out):
    """Split whole posts of schools by stage in proportion to the need; each school keeps its total.

    Parameters
    ----------
    total : int array (schools,)
    need : float array (schools, 2)
    teaches : bool array (schools, 2)
        Without any need all posts are of the primary stage where it is taught, else of the junior one; who does not
        teach a stage needs none for it.
    out : int64 array (schools, 2)
        Output.
    """
    for s in range(len(total)):
        primary, junior = need[s, 0] * teaches[s, 0], need[s, 1] * teaches[s, 1]
        share = primary / (primary + junior) if primary + junior > 0 else 1.0 * teaches[s, 0]
        out[s, 0] = np.int64(np.rint(total[s] * share))
        out[s, 1] = total[s] - out[s, 0]
