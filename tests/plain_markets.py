"""Plain forms of the matching mechanisms, small markets full of ties and zeros, and what a matching must be."""

from itertools import permutations, product

import numpy as np
from hypothesis import strategies as st

INF = float("inf")


def plain_lists(preferences):
    """Return the schools of each row up to the first -1."""
    rows = [[int(s) for s in row] for row in preferences]
    return [row[: row.index(-1)] if -1 in row else row for row in rows]


def _first_in_line(applicants, priority):
    return sorted((i for i in applicants if priority[i] < INF), key=lambda i: (priority[i], i))


def plain_deferred(preferences, priorities, capacities):
    """Return the school of each applicant: all who hold nothing apply to their next, schools keep the best."""
    lists = plain_lists(preferences)
    held, asked = [[] for _ in capacities], [0] * len(lists)
    while True:
        waiting = set(range(len(lists))) - {i for school in held for i in school}
        asking = [i for i in waiting if asked[i] < len(lists[i])]
        if not asking:
            return _schools_of(held, len(lists))
        for i in asking:
            held[lists[i][asked[i]]].append(i)
            asked[i] += 1
        held = [_first_in_line(h, p)[:c] for h, p, c in zip(held, priorities, capacities, strict=True)]


def plain_immediate(preferences, priorities, capacities):
    """Return the school of each applicant: in round r schools fill what is left from their r-th choices."""
    lists = plain_lists(preferences)
    held = [[] for _ in capacities]
    for r in range(max(map(len, lists), default=0)):
        given = {i for school in held for i in school}
        for s, school in enumerate(held):
            asking = [i for i in range(len(lists)) if i not in given and lists[i][r : r + 1] == [s]]
            school += _first_in_line(asking, priorities[s])[: capacities[s] - len(school)]
    return _schools_of(held, len(lists))


def plain_trading(preferences, priorities, capacities):
    """Return the school of each applicant: one cycle of pointers at a time, all pointers anew after each."""
    lists, seats = plain_lists(preferences), [int(c) for c in capacities]
    here, out = set(range(len(lists))), [-1] * len(lists)
    while here:
        wish = {i: next((s for s in lists[i] if seats[s] > 0 and priorities[s][i] < INF), -1) for i in here}
        if -1 in wish.values():
            here -= {i for i, s in wish.items() if s < 0}
            continue
        top = {s: _first_in_line(here, priorities[s])[0] for s in set(wish.values())}
        path = [min(here)]
        while path.count(path[-1]) == 1:
            path.append(top[wish[path[-1]]])
        for i in path[path.index(path[-1]) + 1 :]:
            out[i] = wish[i]
            seats[wish[i]] -= 1
            here.remove(i)
    return out


def plain_dictatorship(preferences, order, capacities):
    """Return the school of each applicant, chosen in order."""
    lists, seats = plain_lists(preferences), [int(c) for c in capacities]
    out = [-1] * len(lists)
    for i in order:
        out[i] = next((s for s in lists[i] if seats[s] > 0), -1)
        if out[i] >= 0:
            seats[out[i]] -= 1
    return out


def _schools_of(held, n):
    return [next((s for s, school in enumerate(held) if i in school), -1) for i in range(n)]


def blocking_pairs(matching, preferences, priorities, capacities):
    """Return (applicant, school) where both would rather have each other than what the matching gives."""
    out = []
    for i, listed in enumerate(plain_lists(preferences)):
        better = listed[: listed.index(matching[i])] if matching[i] >= 0 else listed
        for s in better:
            inside = [j for j in range(len(matching)) if matching[j] == s]
            claim = (priorities[s][i], i)
            beats = len(inside) < capacities[s] or any(claim < (priorities[s][j], j) for j in inside)
            if priorities[s][i] < INF and beats:
                out.append((i, s))
    return out


def is_allowed(matching, preferences, priorities, capacities):
    """Tell whether everybody got a school that he listed and that takes him, and no seat was given twice."""
    lists = plain_lists(preferences)
    return all(s < 0 or (s in lists[i] and priorities[s][i] < INF) for i, s in enumerate(matching)) and all(
        list(matching).count(s) <= c for s, c in enumerate(capacities)
    )


def places_in_lists(matching, lists):
    """Return the place of what each got in his list, the list's length where he got nothing."""
    return [row.index(s) if s >= 0 else len(row) for s, row in zip(matching, lists, strict=True)]


def all_matchings(preferences, priorities, capacities):
    """Return every allowed matching."""
    options = [[*row, -1] for row in plain_lists(preferences)]
    return [m for m in product(*options) if is_allowed(m, preferences, priorities, capacities)]


def all_reports(n_schools):
    """Return every list an applicant may hand in, as rows filled up with -1."""
    lists = [p for n in range(n_schools + 1) for p in permutations(range(n_schools), n)]
    return [[*p, *[-1] * (n_schools - len(p))] for p in lists]


@st.composite
def markets(draw, max_applicants=7, max_schools=4, distinct=False):
    """Return (preferences, priorities, capacities): ties, no seats, not eligible, and junk behind the first -1."""
    n, m = draw(st.integers(0, max_applicants)), draw(st.integers(0, max_schools))
    rows = draw(st.lists(st.permutations(range(m)), min_size=n, max_size=n))
    kept = draw(st.lists(st.integers(0, m), min_size=n, max_size=n))
    width = draw(st.integers(max(kept, default=0), m + 2))
    preferences = np.full((n, width), -1)
    for i, (row, k) in enumerate(zip(rows, kept, strict=True)):
        preferences[i, :k] = row[:k]
        preferences[i, k + 1 :] = draw(st.sampled_from([-1, 0, 99]))
    if distinct:
        lines = draw(st.lists(st.permutations(range(n)), min_size=m, max_size=m))
        priorities = np.array(lines, float).reshape(m, n)
    else:
        values = st.sampled_from([0.0, 0.0, 1.0, 2.5, -1.0, INF])
        priorities = np.array(draw(st.lists(values, min_size=n * m, max_size=n * m))).reshape(m, n)
    seats = draw(st.lists(st.sampled_from([0, 1, 1, 2, 3]), min_size=m, max_size=m))
    return preferences, priorities, np.array(seats, np.int64)


def as_pairs(preferences, priorities):
    """Return a market by applicant: where lists begin, the places, and the score of each pair."""
    lists = plain_lists(preferences)
    first = np.cumsum([0, *map(len, lists)])
    cell = np.array([s for row in lists for s in row], np.int32)
    score = np.array([priorities[s][i] for i, row in enumerate(lists) for s in row], float)
    return first, cell, score
