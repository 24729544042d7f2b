"""The adult table against plain forms; nobody is lost and nobody appears but by a move."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import binomial, poisson
from sim.kernels.codes import AWAY, LOCAL, NEWCOMER, OLDEST
from sim.kernels.demography import first_births, move_adults, survive
from tests.columns import array, choice, rates
from tests.plain_luck import new_uid, uniform

SEED, YEAR = 4, 2021
KEYS = np.array([101, 102, 103, 104, 105], np.uint64)
PLACE_UID = np.array([2**63 + 5, 6, 7], np.uint64)
N_PLACES = len(PLACE_UID)


@st.composite
def adults(draw, ages=(17, 18, 19, 20, 30, 48, 49, 50, 98, 99, 100)):
    """Return a table of adults, most cells empty."""
    count = np.zeros((N_PLACES, OLDEST + 1, 2, 3), np.int64)
    some = draw(array((N_PLACES, len(ages), 2, 3), choice(np.int64, 0, 0, 1, 2, 30)))
    count[:, ages] = some
    count[:, 17] = 0
    return count


@given(adults(), rates(OLDEST + 1, 2))
def test_survivors_grow_a_year_older(count, death_rate):
    after, expected, dead = count.copy(), np.zeros_like(count), [0] * N_PLACES
    for (p, a, x, k), n in np.ndenumerate(count):
        if n:
            d = binomial(n, death_rate[a, x], uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], a * 6 + x * 3 + k))
            dead[p] += d
            expected[p, min(a + 1, OLDEST), x, k] += n - d
    assert survive(after, death_rate, SEED, KEYS[0], YEAR, PLACE_UID).tolist() == dead
    assert (after == expected).all()
    assert after.sum() == count.sum() - sum(dead)
    assert (after[:, 18] == 0).all()
    assert (after >= 0).all()


def plain_moves(count, rate, scale, seat_of, arrivals, share):
    """Return the table after the moves and their tally."""
    after, tally, arrived = count.copy(), np.zeros((N_PLACES, 5), np.int64), np.zeros_like(count)
    for p in range(N_PLACES):
        first, stop = seat_of[p]
        for a in range(18, OLDEST + 1):
            for x in range(2):
                cell, what = after[p, a, x], a * 2 + x

                def some(n, kind, which, what=what, p=p, a=a):
                    chance = rate[which, a] * scale[p, which]
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
                m = 0 if first <= p < stop or first == stop else some(cell[LOCAL], 0, 0)
                cell[LOCAL] -= m
                if m:
                    where = uniform(SEED, KEYS[0], YEAR, PLACE_UID[p], what + 1000)
                    arrived[first + int(where * (stop - first)), a, x, LOCAL] += m
                tally[p] += [m, gone, back, left, come]
    return after + arrived, tally


@given(
    adults(), rates(4, OLDEST + 1), array((N_PLACES, 4), choice(np.float64, 0.0, 0.5, 1.0)),
    st.sampled_from([[(0, 1)] * 3, [(0, 2)] * 3, [(1, 1)] * 3, [(0, 1), (0, 1), (2, 3)]]),
    array(N_PLACES, choice(np.float64, 0.0, 40.0)),
)  # fmt: skip
def test_adults_move_and_none_is_lost(count, rate, scale, seat_of, arrivals):
    share = np.zeros(OLDEST + 1)
    share[18:22] = 0.25
    after, tally = count.copy(), np.zeros((N_PLACES, 5), np.int64)
    seat_of = np.array(seat_of)
    move_adults(after, rate, scale, seat_of, arrivals, share, SEED, KEYS, YEAR, PLACE_UID, tally)
    expected, counted = plain_moves(count, rate, scale, seat_of, arrivals, share)
    assert (after == expected).all()
    assert (tally == counted).all()
    assert (after >= 0).all()
    assert after.sum() == count.sum() + tally[:, 4].sum() - tally[:, 3].sum()
    assert after[..., AWAY].sum() == count[..., AWAY].sum() + tally[:, 1].sum() - tally[:, 2].sum()
    assert after[..., LOCAL].sum() == count[..., LOCAL].sum() - tally[:, 1].sum() + tally[:, 2].sum()


def births(count, hazard, level, room=2000):
    out = [np.full(room, -1, np.int64) for _ in range(3)] + [np.zeros(room, np.uint64)]
    n = first_births(count, hazard, level, SEED, KEYS[0], KEYS[1], YEAR, PLACE_UID, *out)
    return n, [column[: max(n, 0)].tolist() for column in out]


def plain_births(count, hazard, level):
    """Return new households (place, age, standing, uid); `count` loses mothers and partners."""
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
                    out.append((p, a, k if men else k + 4, uid))
    return out


@given(adults(), rates(OLDEST + 1), array(N_PLACES, choice(np.float64, 0.0, 0.5, 3.0)))
def test_first_births_take_out_what_they_make(count, hazard, level):
    after, plain = count.copy(), count.copy()
    n, (place, age, standing, uid) = births(after, hazard, level)
    assert list(zip(place, age, standing, uid, strict=True)) == plain_births(plain, hazard, level)
    assert (after == plain).all()
    assert (after >= 0).all()
    partners = sum(s < 4 for s in standing)
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
    before = set(births(count.copy(), hazard, level)[1][3])
    count[1, 30, 1, LOCAL] += 3
    count[2, 40, 1, LOCAL] = 0
    after = set(births(count.copy(), hazard, level)[1][3])
    lost = {new_uid(KEYS[1], YEAR, PLACE_UID[2], 80 * 100000 + j) for j in range(5)}
    gained = {new_uid(KEYS[1], YEAR, PLACE_UID[1], 60 * 100000 + j) for j in range(8)}
    assert before - after <= lost
    assert after - before <= gained
    assert before - after
