"""The table of people against plain forms; nobody is lost and nobody appears but by a move."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import binomial, poisson
from sim.kernels.codes import (
    AWAY,
    CAME,
    DEAD,
    LOCAL,
    MOVED_IN,
    MOVED_OUT,
    NEWCOMER,
    OLDEST,
    RESIDENT_FLOWS,
    WENT,
)
from sim.kernels.demography import (
    births_away,
    first_births,
    leave_register,
    move_adults,
    poisson_counts,
    survive,
)
from tests.columns import array, choice, rates
from tests.plain_luck import new_uid, uniform

SEED, YEAR = 4, 2021
KEYS = np.array([101, 102, 103, 104, 105], np.uint64)
PLACE_UID = np.array([2**63 + 5, 6, 7], np.uint64)
N_PLACES = len(PLACE_UID)


@st.composite
def adults(draw, ages=(0, 1, 16, 17, 18, 19, 20, 30, 48, 49, 50, 98, 99, 100)):
    """Return a table of people, most cells empty; under 18 only people away."""
    count = np.zeros((N_PLACES, OLDEST + 1, 2, 3), np.int64)
    some = draw(array((N_PLACES, len(ages), 2, 3), choice(np.int64, 0, 0, 1, 2, 30)))
    count[:, ages] = some
    count[:, :18, :, :AWAY] = 0
    return count


def no_flows():
    return np.zeros((len(RESIDENT_FLOWS), N_PLACES, OLDEST + 1, 2), np.int32)


@given(adults(), rates(OLDEST + 1, 2))
def test_survivors_grow_a_year_older(count, death_rate):
    after, expected, dead = count.copy(), np.zeros_like(count), [0] * N_PLACES
    flows, noted = no_flows(), no_flows()
    for (p, a, x, k), n in np.ndenumerate(count):
        if n:
            d = binomial(n, death_rate[a, x], uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], a * 6 + x * 3 + k))
            dead[p] += d
            noted[DEAD, p, min(a + 1, OLDEST), x] += d * (k != AWAY)
            expected[p, min(a + 1, OLDEST), x, k] += n - d
    assert survive(after, death_rate, SEED, KEYS[0], YEAR, PLACE_UID, flows).tolist() == dead
    assert (after == expected).all()
    assert (flows == noted).all()
    assert after.sum() == count.sum() - sum(dead)
    assert (after[:, 0] == 0).all()
    assert (after[:, :18, :, :AWAY] == 0).all()
    assert (after >= 0).all()


def plain_moves(count, rate, scale, seat_of, arrivals, share):
    """Return the table after the moves, their tally and the flows of residents."""
    after, tally, arrived = count.copy(), np.zeros((N_PLACES, 5), np.int64), np.zeros_like(count)
    flows = no_flows()
    for p in range(N_PLACES):
        first, stop = seat_of[p]
        for a in range(18, OLDEST + 1):
            for x in range(2):
                cell, what = after[p, a, x], a * 2 + x

                def some(n, kind, which, what=what, p=p, a=a, x=x):
                    chance = min(1.0, rate[which, a, x] * scale[p, which])
                    if not n or not chance:
                        return 0
                    return binomial(n, chance, uniform(SEED, KEYS[kind], YEAR, PLACE_UID[p], what))

                gone, back, left = some(cell[LOCAL], 1, 1), some(cell[AWAY], 2, 2), some(cell[NEWCOMER], 3, 3)
                come = 0
                if arrivals[p] * share[a]:
                    come = poisson(
                        arrivals[p] * share[a] / 2, uniform(SEED, KEYS[4], YEAR, PLACE_UID[p], what)
                    )
                cell += [back - gone, come - left, gone - back]
                flows[WENT, p, a, x] += gone + left
                flows[CAME, p, a, x] += back + come
                m = 0 if first <= p < stop or first == stop else some(cell[LOCAL], 0, 0)
                cell[LOCAL] -= m
                if m:
                    where = uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], what + 1000)
                    target = first + int(where * (stop - first))
                    arrived[target, a, x, LOCAL] += m
                    flows[MOVED_OUT, p, a, x] += m
                    flows[MOVED_IN, target, a, x] += m
                tally[p] += [m, gone, back, left, come]
    return after + arrived, tally, flows


@given(
    adults(), rates(4, OLDEST + 1, 2), array((N_PLACES, 4), choice(np.float64, 0.0, 0.5, 1.0, 3.0)),
    st.sampled_from([[(0, 1)] * 3, [(0, 2)] * 3, [(1, 1)] * 3, [(0, 1), (0, 1), (2, 3)]]),
    array(N_PLACES, choice(np.float64, 0.0, 40.0)),
)  # fmt: skip
def test_adults_move_and_none_is_lost(count, rate, scale, seat_of, arrivals):
    share = np.zeros(OLDEST + 1)
    share[18:22] = 0.25
    after, tally, flows = count.copy(), np.zeros((N_PLACES, 5), np.int64), no_flows()
    seat_of = np.array(seat_of)
    move_adults(after, rate, scale, seat_of, arrivals, share, SEED, KEYS, YEAR, PLACE_UID, tally, flows)
    expected, counted, noted = plain_moves(count, rate, scale, seat_of, arrivals, share)
    assert (after == expected).all()
    assert (flows == noted).all()
    here = slice(None, AWAY)  # the flows account for every change of residents, cell by cell
    gain = flows[CAME] + flows[MOVED_IN] - flows[WENT] - flows[MOVED_OUT]
    assert ((after - count)[..., here].sum(axis=-1) == gain).all()
    assert (tally == counted).all()
    assert (after >= 0).all()
    assert after.sum() == count.sum() + tally[:, 4].sum() - tally[:, 3].sum()
    assert after[..., AWAY].sum() == count[..., AWAY].sum() + tally[:, 1].sum() - tally[:, 2].sum()
    assert after[..., LOCAL].sum() == count[..., LOCAL].sum() - tally[:, 1].sum() + tally[:, 2].sum()


def births(count, hazard, level, room=2000):
    out = [np.full(room, -1, np.int64) for _ in range(4)] + [np.zeros(room, np.uint64)]
    n = first_births(count, hazard, level, SEED, KEYS[0], KEYS[1], YEAR, PLACE_UID, *out)
    return n, [column[: max(n, 0)].tolist() for column in out]


def plain_births(count, hazard, level):
    """Return new households (place, age, standing, partner's age, uid); `count` loses mothers and partners."""
    out = []
    for p in range(N_PLACES):
        for k in (LOCAL, NEWCOMER):
            for a in range(18, 50):
                women, chance = count[p, a, 1, k], min(1.0, hazard[a] * level[p])
                if not women or not chance:
                    continue
                n = binomial(women, chance, uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], a * 2 + k))
                for j in range(n):
                    gaps = (2, 1, 3, 0, 4, 5, -1, 6, -2, 7, 8, -3, 9, 10)
                    men = [a + d for d in gaps if a + d >= 18 and count[p, a + d, 0, k] > 0]
                    count[p, a, 1, k] -= 1
                    if men:
                        count[p, men[0], 0, k] -= 1
                    uid = new_uid(KEYS[1], YEAR, PLACE_UID[p], (a * 2 + k) * 100000 + j)
                    out.append((p, a, k, men[0] if men else -1, uid))
    return out


@given(adults(), rates(OLDEST + 1), array(N_PLACES, choice(np.float64, 0.0, 0.5, 3.0)))
def test_first_births_take_out_what_they_make(count, hazard, level):
    after, plain = count.copy(), count.copy()
    n, (place, age, standing, partner, uid) = births(after, hazard, level)
    assert list(zip(place, age, standing, partner, uid, strict=True)) == plain_births(plain, hazard, level)
    assert (after == plain).all()
    assert (after >= 0).all()
    partners = sum(b >= 0 for b in partner)
    assert count.sum() - after.sum() == n + partners
    assert (count - after)[:, :, 1].sum() == n
    assert (after[..., AWAY] == count[..., AWAY]).all()
    assert len(set(uid)) == n
    if n:
        assert births(count.copy(), hazard, level, room=n - 1)[0] == -1  # no room: said, not overrun
        assert births(count.copy(), hazard, level, room=n)[0] == n


def test_more_women_leave_the_other_births_as_they_were():
    """Identities follow place, age and ordinal: another family changes nobody's number."""
    count = np.zeros((N_PLACES, OLDEST + 1, 2, 3), np.int64)
    count[:, 18:50, :, :2] = 5
    hazard, level = np.full(OLDEST + 1, 0.3), np.ones(N_PLACES)
    before = set(births(count.copy(), hazard, level)[1][4])
    count[1, 30, 1, LOCAL] += 3
    count[2, 40, 1, LOCAL] = 0
    after = set(births(count.copy(), hazard, level)[1][4])
    lost = {new_uid(KEYS[1], YEAR, PLACE_UID[2], 80 * 100000 + j) for j in range(5)}
    gained = {new_uid(KEYS[1], YEAR, PLACE_UID[1], 60 * 100000 + j) for j in range(8)}
    assert before - after <= lost
    assert after - before <= gained
    assert before - after


@given(adults(), array(N_PLACES, choice(np.float64, 0.0, 0.3, 1.0)))
def test_people_away_take_their_hukou_along(count, rate):
    after, expected, left = count.copy(), count.copy(), [0] * N_PLACES
    for (p, a, x, k), n in np.ndenumerate(count):
        if k == AWAY and n:
            m = binomial(n, rate[p], uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], a * 2 + x))
            expected[p, a, x, AWAY] -= m
            left[p] += m
    assert leave_register(after, rate, SEED, KEYS[0], YEAR, PLACE_UID).tolist() == left
    assert (after == expected).all()
    assert (after >= 0).all()


@given(adults(), rates(N_PLACES, OLDEST + 1), array(N_PLACES, choice(np.float64, 0.0, 0.5, 3.0)))
def test_women_away_bear_children_who_are_away(count, rate, level):
    after, expected, born = count.copy(), count.copy(), [0] * N_PLACES
    for p in range(N_PLACES):
        for a in range(18, 50):
            chance = min(1.0, rate[p, a] * level[p])
            born[p] += binomial(count[p, a, 1, AWAY], chance, uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], a))
        boys = binomial(born[p], 0.52, uniform(SEED, KEYS[1], YEAR, PLACE_UID[p], 0))
        expected[p, 0, :, AWAY] += [boys, born[p] - boys]
    assert births_away(after, rate, level, 0.52, SEED, KEYS[0], KEYS[1], YEAR, PLACE_UID).tolist() == born
    assert (after == expected).all()


@given(array(N_PLACES, choice(np.float64, 0.0, 0.001, 0.5, 1.0, 7.5)))
def test_counts_of_places_are_poisson_by_the_place(expected):
    counts = poisson_counts(expected, SEED, KEYS[0], YEAR, PLACE_UID)
    drawn = [uniform(SEED, KEYS[0], YEAR, u) for u in PLACE_UID]
    assert counts.tolist() == [poisson(m, u) for m, u in zip(expected, drawn, strict=True)]


def test_places_shared_out_over_threads_make_no_difference():
    """A hundred places of which all move to the first two: what comes there is put together from all threads."""
    make, n = np.random.default_rng(5), 100
    people = make.integers(0, 40, (n, OLDEST + 1, 2, 3))
    people[:, :18, :, :AWAY] = 0
    deaths, rate, uid = (
        make.random((OLDEST + 1, 2)) / 9,
        make.random((4, OLDEST + 1, 2)) / 9,
        make.integers(0, 2**62, n),
    )
    share, scale, seats = np.full(OLDEST + 1, 0.01), np.ones((n, 4)), np.tile([0, 2], (n, 1))
    told = []
    for threads in (1, 2, 3):
        count, tally, flows = (
            people.copy(),
            np.zeros((n, 5), np.int64),
            np.zeros((len(RESIDENT_FLOWS), n, OLDEST + 1, 2)),
        )
        died = survive(count, deaths, SEED, KEYS[0], YEAR, uid.astype(np.uint64), flows, threads)
        move_adults(
            count, rate, scale, seats, np.full(n, 9.0), share, SEED, KEYS, YEAR, uid.astype(np.uint64), tally, flows,
            threads,
        )  # fmt: skip
        told.append([count, tally, flows, died])
    assert told[0][2][MOVED_IN][2:].sum() == 0 < told[0][2][MOVED_IN][:2].sum() == told[0][1][:, 0].sum()
    for others in told[1:]:
        assert all((one == other).all() for one, other in zip(told[0], others, strict=True))
