"""Offers of lines and seats against plain forms, by hand, and the law that no line makes anybody worse off."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.buses import best_offers, minutes_to_end, rows_of_offers, seats_in_turn
from sim.kernels.codes import ENROLLED, RIDE, WALK
from sim.kernels.travel import day_minutes, road_km
from sim.kernels.ways import no_ways

PACE = np.array([1.25, 2.0, 4.0, 30.0, 6.0])  # detour, longest walk, on foot, riding, waiting
KM = st.sampled_from([0.0, 1.0, 4.0, 8.0, 16.0, 60.0])
FARES = st.sampled_from([0.0, 0.5, 1.0, 3.0])
N_HOMES, N_SCHOOLS, N_LINES = 3, 2, 3


def test_minutes_to_the_end_by_hand():
    # the first of three stops waits at two others
    assert minutes_to_end([12.0, 6.0, 18.0], 1.5).tolist() == [12 + 6 + 18 + 3.0, 6 + 18 + 1.5, 18.0]
    assert minutes_to_end([18.0], 1.5).tolist() == [18.0]


def an_offer(
    minutes, *, fare=1.0, is_bus=True, km=16.0, worth=(0.1, 0.1), waiver=0, poor=False, left_behind=False
):
    """Return line, minutes and freedom from the fee of one rider `km` by road from school with one offer."""
    best, own, is_free = np.full(1, -7, np.int32), np.zeros((1, 2)), np.zeros(1, bool)
    nobody = np.zeros(1, np.int64)
    offers = rows_of_offers(nobody, nobody, nobody, np.array([minutes]), [is_bus], [fare], 1)
    best_offers(
        np.array([ENROLLED]), nobody, nobody, np.array([RIDE]), nobody, np.array([poor]), np.array([left_behind]),
        np.zeros(1), np.zeros(1), np.array([km / 1.25]), np.zeros(1), no_ways(), PACE,
        np.array([waiver]), offers, worth,
        best, own, is_free, 0, 1,
    )  # fmt: skip
    line, told = np.full(1, -7), np.zeros(1)
    seats_in_turn(nobody, nobody, own, is_free, offers, worth[1], np.array([1]), line, told)
    assert line[0] == best[0]
    return int(best[0]), float(told[0]), bool(is_free[0])


def test_a_line_is_taken_where_it_is_cheaper_and_no_slower():
    # 16 km: 6 + 32 = 38 minutes, and 1.6 yuan that are worth 16 minutes: 54 in all
    assert an_offer(38.0) == (0, 38.0, False)  # 38 + 10 minutes' worth of fare
    assert an_offer(38.5)[0] == -1  # cheaper, but slower
    assert an_offer(30.0, fare=2.3)[0] == 0  # 30 + 23 = 53
    assert an_offer(30.0, fare=2.4)[0] == -1  # 54 is no gain
    assert an_offer(30.0, fare=2.4, worth=(0.1, 0.11))[0] == 0  # time is worth more


@pytest.mark.parametrize(
    ("waiver", "poor", "left_behind", "is_free"),
    [(0, True, True, False), (1, True, True, True), (1, True, False, False), (1, False, True, False),
     (2, True, False, True), (2, False, True, False), (3, False, False, True)],
)  # fmt: skip
def test_whose_fee_is_waived(waiver, poor, left_behind, is_free):
    who = {"waiver": waiver, "poor": poor, "left_behind": left_behind}
    assert an_offer(30.0, fare=9.0, **who) == (0 if is_free else -1, 30.0 if is_free else 38.0, is_free)
    assert an_offer(30.0, fare=9.0, is_bus=False, **who)[0] == -1  # a transit fare is paid by everybody


@st.composite
def worlds(draw):
    n = draw(st.integers(0, 6))
    offers = draw(st.lists(st.tuples(
        st.integers(0, N_HOMES - 1), st.integers(0, N_SCHOOLS - 1), st.integers(0, N_LINES - 1),
        st.sampled_from([0.0, 8.0, 11.0, 22.0, 50.0])), max_size=8))  # fmt: skip
    whole = {k: np.array([draw(st.integers(0, top)) for _ in range(n)], np.int64)
             for k, top in (("school", N_SCHOOLS - 1), ("household", 3))}  # fmt: skip
    place, school, line, minutes = (
        np.array([o[k] for o in offers], float if k == 3 else np.int64) for k in range(4)
    )
    lists = st.lists(KM, min_size=N_HOMES, max_size=N_HOMES)
    return {
        "status": np.array([draw(st.sampled_from([ENROLLED, ENROLLED, ENROLLED, 3])) for _ in range(n)], np.uint8),
        **whole, "way": np.array([draw(st.sampled_from([RIDE, RIDE, RIDE, WALK])) for _ in range(n)], np.uint8),
        "settlement": np.array([draw(st.integers(0, N_HOMES - 1)) for _ in range(4)], np.int64),
        "is_poor": np.array(draw(st.lists(st.booleans(), min_size=4, max_size=4))),
        "is_left_behind": np.array(draw(st.lists(st.booleans(), min_size=4, max_size=4))),
        "place_x": np.array(draw(lists)), "place_y": np.array(draw(lists)),
        "school_x": np.array(draw(lists))[:N_SCHOOLS], "school_y": np.array(draw(lists))[:N_SCHOOLS], 
        "ways": no_ways(), "pace": PACE,
        "waiver": np.array([draw(st.integers(0, 3)) for _ in range(N_SCHOOLS)]),
        "offers": rows_of_offers(
            place, school, line, minutes, draw(st.lists(st.booleans(), min_size=N_LINES, max_size=N_LINES)),
            draw(st.lists(FARES, min_size=N_LINES, max_size=N_LINES)), N_HOMES),
        "worth": (draw(st.sampled_from([0.0, 0.1, 0.3])), draw(st.sampled_from([0.05, 0.1, 1.0]))),
    }  # fmt: skip


def plain(w, i):
    """Return own minutes, own cost, and the (cost, line, minutes) of every offer of child `i`, all in plain words."""
    h, s = w["household"][i], w["school"][i]
    p = w["settlement"][h]
    km = road_km(w["place_x"][p], w["place_y"][p], w["school_x"][s], w["school_y"][s], PACE[0])
    own, (yuan_km, yuan_minute), o = day_minutes(km, *PACE[1:]), w["worth"], w["offers"]
    poor, away, code = w["is_poor"][h], w["is_left_behind"][h], w["waiver"][s]
    free = {0: False, 1: poor and away, 2: poor, 3: True}[int(code)]
    found = []
    for k in range(o.first[p], o.first[p + 1]):
        if o.school[k] == s:
            line = int(o.line[k])
            fare = 0.0 if free and o.is_bus[line] else o.fare[line]
            found.append((o.minutes[k] + fare / yuan_minute, line, o.minutes[k]))
    return own, own + km * yuan_km / yuan_minute, found


def rides(w):
    """Return the line each child would take, its own trip and freedom from the fee."""
    n = len(w["status"])
    best, own, is_free = np.full(n, -9, np.int32), np.zeros((n, 2)), np.zeros(n, bool)
    best_offers(*w.values(), best, own, is_free, 0, n)
    return best, own, is_free


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_a_line_is_taken_exactly_where_one_is_better(w):
    best, own, _ = rides(w)
    for i in range(len(best)):
        minutes, cost, found = plain(w, i)
        may = w["status"][i] == ENROLLED and w["way"][i] == RIDE
        better = [one for one in found if may and one[2] <= minutes and one[0] < cost]
        if not better:
            assert best[i] == -1
            continue
        assert own[i].tolist() == [minutes, cost]
        assert min(better)[0] in [one[0] for one in better if one[1] == best[i]]


def costs(w, seats, rows):
    """Return what the trip of each child costs, and the line of each, if `rows` choose in that order."""
    _, own, is_free = rides(w)
    line, minutes = np.full(len(rows), -9), np.zeros(len(rows))
    home, school = w["settlement"][w["household"][rows]], w["school"][rows]
    seats_in_turn(home, school, own[rows], is_free[rows], w["offers"], w["worth"][1], seats, line, minutes)
    out = {}
    for k, i in enumerate(rows):
        _, cost, found = plain(w, i)
        taken = [one[0] for one in found if one[1] == line[k] and one[2] == minutes[k]]
        out[i] = (min(taken) if line[k] >= 0 else cost, int(line[k]))
    return out


SEATS = st.lists(st.integers(-1, 2), min_size=N_LINES, max_size=N_LINES)


def riders(w, data):
    return np.array(data.draw(st.permutations(np.flatnonzero(rides(w)[0] >= 0).tolist())), np.int64)


@settings(max_examples=200, deadline=None)
@given(worlds(), SEATS, st.data())
def test_each_takes_the_best_line_with_a_seat_left(w, seats, data):
    rows, left = riders(w, data), list(seats)
    found = costs(w, np.array(seats), rows)
    for i in rows.tolist():
        minutes, cost, offers = plain(w, i)
        open_ones = [one for one in offers if one[2] <= minutes and one[0] < cost and left[one[1]] != 0]
        assert found[i][0] == min([one[0] for one in open_ones], default=cost)
        assert (found[i][1] >= 0) == bool(open_ones)
        if left[found[i][1]] > 0 and open_ones:
            left[found[i][1]] -= 1
    assert all(sum(line == k for _, line in found.values()) <= n for k, n in enumerate(seats) if n >= 0)


@settings(max_examples=200, deadline=None)
@given(worlds(), SEATS, st.integers(0, N_LINES - 1), st.data())
def test_one_more_line_makes_nobodys_trip_cost_more(w, seats, new, data):
    rows = riders(w, data)
    with_it = costs(w, np.array(seats), rows)
    without = costs(w, np.where(np.arange(N_LINES) == new, 0, seats), rows)
    assert all(with_it[i][0] <= without[i][0] for i in rows.tolist())


def test_who_finds_the_best_line_full_takes_the_next_by_hand():
    two, own = np.zeros(2, np.int64), np.full((2, 2), 60.0)
    offers = rows_of_offers(two, two, np.arange(2), np.array([20.0, 30.0]), [True, False], [0.0, 0.0], 1)
    line, minutes = np.zeros(2, np.int64), np.zeros(2)
    seats_in_turn(two, two, own, np.zeros(2, bool), offers, 0.1, np.array([1, -1]), line, minutes)
    assert (line.tolist(), minutes.tolist()) == ([0, 1], [20.0, 30.0])
