"""A simple builder of lines (线路规划): the farthest settlement first, then whatever lengthens the line least."""

import numpy as np
from numba import njit


@njit(cache=True)
def is_in_time(stops, n_stops, km, allowed, kmh, stop_minutes):
    """Tell whether a line gets every stop's pupils to its end within the minutes each is allowed aboard.

    Parameters
    ----------
    stops : int array
        Places in driving order, `n_stops` of them in use; the end is the last row of `km`.
    km : float array (places + 1, places + 1)
    allowed : float array (places,)
    kmh, stop_minutes : float
        Pace between stops, and how long a bus stands at each stop on the way.
    """
    place, minutes = len(allowed), 0.0
    for k in range(n_stops - 1, -1, -1):
        minutes += 60.0 * km[stops[k], place] / kmh
        if minutes > allowed[stops[k]]:
            return False
        place = stops[k]
        minutes += stop_minutes
    return True


@njit(cache=True)
def _inserted(stops, n_stops, at, place, out):
    """Set `out` to the line with one more stop at a position."""
    out[:at] = stops[:at]
    out[at] = place
    out[at + 1 : n_stops + 1] = stops[at:n_stops]


@njit(cache=True)
def _cheapest(stops, n_stops, room, is_left, km, pupils, allowed, kmh, stop_minutes):
    """Return place and position of the stop that lengthens a line least, (-1, -1) where none is in time and in room."""
    end, trial = len(allowed), np.empty(len(allowed) + 1, np.int64)
    least, which, where = np.inf, -1, -1
    for place in range(end):
        if not is_left[place] or pupils[place] > room:
            continue
        for at in range(n_stops + 1):
            after = stops[at] if at < n_stops else end
            more = km[place, after]
            if at > 0:
                more += km[stops[at - 1], place] - km[stops[at - 1], after]
            if more < least:
                _inserted(stops, n_stops, at, place, trial)
                if is_in_time(trial, n_stops + 1, km, allowed, kmh, stop_minutes):
                    least, which, where = more, place, at
    return which, where


@njit(cache=True)
def far_pairs(riders, beyond, minutes, minutes_from):
    """Return pairs of settlement and school with pupils who have a long way, rows, and how many these are, int64.

    Where the mean trip is longer than `minutes_from` they are all who ride, elsewhere those beyond the limit.

    Parameters
    ----------
    riders, beyond : int arrays (pairs, 3)
        By band of grades.
    minutes : float array (pairs,)
    minutes_from : float
    """
    rows, pupils, n = np.empty(len(minutes), np.int64), np.empty(len(minutes), np.int64), 0
    for k in range(len(minutes)):
        counted, total = riders if minutes[k] > minutes_from else beyond, 0
        for band in range(counted.shape[1]):
            total += counted[k, band]
        if total:
            rows[n], pupils[n] = k, total
            n += 1
    return rows[:n].copy(), pupils[:n].copy()


@njit(cache=True)
def nearest_places(x, y, place_x, place_y, detour):
    """Return the place nearest to each point, int64 (points,), of equals the first, and how far it is.

    Kilometres are those of the straight line x detour; -1 and infinity where there are no places.
    """
    near, km = np.full(len(x), -1), np.full(len(x), np.inf)
    for i in range(len(x)):
        for p in range(len(place_x)):
            east = x[i] - place_x[p]
            if abs(east) * detour > km[i] * 1.000001:
                continue
            away = np.hypot(east, y[i] - place_y[p]) * detour
            if away < km[i]:
                near[i], km[i] = p, away
    return near, km


@njit(cache=True)
def build_lines(km, pupils, allowed, seats, least_pupils, kmh, stop_minutes):
    """Return the lines that serve places, each place at most one.

    The farthest place left begins a line, if a direct one is in time. The stop that adds the fewest kilometres follows,
    as long as everybody aboard is in time and finds a seat. A line with too few pupils is not opened, and its first
    place is set aside; the others may join another line.

    Parameters
    ----------
    km : float array (places + 1, places + 1)
        Road kilometres; the end of the lines is the last row and column.
    pupils : int array (places,)
        Who would ride; a place with more than `seats` fills a line of its own.
    allowed : float array (places,)
        Longest minutes aboard.
    seats : int
        Most pupils of a line.
    least_pupils : int
        Fewest pupils for which a line is opened.
    kmh, stop_minutes : float

    Returns
    -------
    line, position : int arrays (places,)
        The line of each place and its position in it, in driving order; -1 = not served. Lines are numbered in the
        order they were opened.
    """
    n = len(pupils)
    line, position = np.full(n, -1), np.full(n, -1)
    is_left = pupils > 0
    stops, longer, opened = np.empty(n + 1, np.int64), np.empty(n + 1, np.int64), 0
    while is_left.any():
        first = np.argmax(np.where(is_left, km[:n, n], -1.0))
        stops[0], n_stops, load = first, 1, min(pupils[first], seats)
        is_left[first] = False
        if not is_in_time(stops, 1, km, allowed, kmh, stop_minutes):
            continue
        joined = is_left.copy()
        while True:
            place, at = _cheapest(
                stops, n_stops, seats - load, joined, km, pupils, allowed, kmh, stop_minutes
            )
            if place < 0:
                break
            _inserted(stops, n_stops, at, place, longer)
            n_stops += 1
            stops[:n_stops] = longer[:n_stops]
            load += pupils[place]
            joined[place] = False
        if load < least_pupils:
            continue
        for k in range(n_stops):
            line[stops[k]], position[stops[k]] = opened, k
            is_left[stops[k]] = False
        opened += 1
    return line, position
