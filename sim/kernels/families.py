"""Births and deaths in families with children, and traits of a child that no policy changes."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, decision, draw_block, draws_for, new_uid, uniform
from sim.kernels.codes import BELOW_AGE, DIED, GROWN_UP, HUKOU_REGION, LEFT, OLDEST, OWNER, STAYS
from sim.kernels.rows import mark_rows

LATE = decision("vitals.late_entry")
MOTHER, FATHER = 1, 2  # marks of which parent dies
FERTILE = 15, 49  # ages of mothers at births
_AGES = 64  # ages told apart where mothers are looked for, the last one older than any
USUAL_AGES = (
    60  # years up to which death rates of parents are bounded together, to pass over most of them at once
)


@njit(cache=True, nogil=True)
def later_births(
    mother_year, n_births, year_last_birth, uid, parents_away, leaving, hazard, level, place_county, settlement,
    seed, what_for, year, found, lo, hi,
):  # fmt: skip
    """Find the households with a second or later birth in the year, rows for `sim.base.chunks.find_chunks`.

    `hazard` (2, OLDEST + 1) is the yearly probability of a second and of a third or later birth by the mother's age;
    none within two years of the last birth, none where both parents are away, none in families that leave.
    """
    luck, may, n = np.empty(BLOCK), np.empty(BLOCK, np.uint8), 0
    highest = np.zeros(2 * _AGES)  # at the highest level there is
    for order in range(2):
        for age in range(FERTILE[0], FERTILE[1] + 1):
            highest[order * _AGES + age] = hazard[order, age] * level.max()
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        draw_block(seed, what_for, year, uid[begin:end], 0, luck)
        born, births = mother_year[begin:end], n_births[begin:end]
        for k in range(end - begin):  # whom it may be, in a loop that vectorises
            cell = max(0, min(year - born[k], _AGES - 1)) + (births[k] != 1) * _AGES
            may[k] = luck[k] < highest[np.uint64(cell)]
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            h = found[j]
            may_now = (mother_year[h] > 0) & (parents_away[h] < 2) & (leaving[h] == STAYS)
            may_now &= year - year_last_birth[h] >= 2
            p = (
                hazard[0 if n_births[h] == 1 else 1, year - mother_year[h]]
                * level[place_county[settlement[h]]]
            )
            found[n] = h
            n += may_now & (luck[h - begin] < p)
    return n


@njit(cache=True, nogil=True)
def give_birth(mothers, year, uid, n_births, year_last_birth):
    """Let the mothers of families (rows) have one child more; return the uids of the families and the birth orders."""
    parents, order = np.empty(len(mothers), np.uint64), np.empty(len(mothers), np.int64)
    for j in range(len(mothers)):
        h = mothers[j]
        n_births[h] += 1
        year_last_birth[h] = year
        parents[j], order[j] = uid[h], n_births[h]
    return parents, order


@njit(cache=True, nogil=True)
def newborn(
    household_uid,
    order,
    year,
    birth_key,
    sex_key,
    month_key,
    sex_ratio,
    seed,
    uid,
    sex,
    birth_year,
    birth_month,
):
    """Fill identity, sex (0 boy, 1 girl) and month of newborns; the uid derives from household and birth order.

    Children of year t are born from September t-1 to August t, months equally likely.
    """
    for i in range(len(uid)):
        uid[i] = new_uid(birth_key, 0, household_uid[i], order[i])
    for i in range(len(uid)):
        sex[i] = uniform(seed, sex_key, year, uid[i], 0) >= sex_ratio / (1.0 + sex_ratio)
    for i in range(len(uid)):
        month = 1 + int(12.0 * uniform(seed, month_key, year, uid[i], 0))
        birth_month[i] = month
        birth_year[i] = year - (month > 8)


@njit(cache=True, nogil=True)
def leavers_by_age(
    birth_year, birth_month, sex, uid, death_rate, seed, what_for, year, reason, found, lo, hi
):
    """Find the children who die in the year or have turned 18, rows for `find_chunks`; `reason` DIED or GROWN_UP.

    `death_rate` (OLDEST + 1, 2) goes by the age at the census a year ago, as in `sim.kernels.demography.survive`.
    `reason` (children,) is set for those found.
    """
    luck, may, n = np.empty(BLOCK), np.empty(BLOCK, np.uint8), 0
    highest = death_rate[:18].max()
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        draw_block(seed, what_for, year, uid[begin:end], 0, luck)
        born, month = birth_year[begin:end], birth_month[begin:end]
        for k in range(end - begin):  # whom it may be, in a loop that vectorises
            may[k] = (luck[k] < highest) | (year - born[k] - (month[k] > 8) >= 18)
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            i = found[j]
            age = year - birth_year[i] - (birth_month[i] > 8)
            dies = luck[i - begin] < death_rate[max(0, min(age - 1, OLDEST)), sex[i]]
            if dies or age >= 18:
                reason[i] = DIED if dies else GROWN_UP
                found[n] = i
                n += 1
    return n


@njit(cache=True, nogil=True)
def parents_die(mother_year, father_year, uid, death_rate, seed, what_for, year, found, lo, hi):
    """Find the households in which a parent dies in the year, by their ages a year ago, for `find_chunks`.

    What is found is four times the row plus `MOTHER` and `FATHER`, as `bury` takes it.
    """
    mothers, fathers, may = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK, np.uint8)
    highest, earliest, n = death_rate[:USUAL_AGES].max(), year - USUAL_AGES, 0
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        draw_block(seed, what_for, year, uid[begin:end], 1, mothers)
        draw_block(seed, what_for, year, uid[begin:end], 2, fathers)
        born, born_father = mother_year[begin:end], father_year[begin:end]
        for k in range(end - begin):  # whom it may be, in a loop that vectorises
            is_old = (born[k] < earliest) | (born_father[k] < earliest)
            may[k] = is_old | (mothers[k] < highest) | (fathers[k] < highest)
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            h = found[j]
            mother_age = min(OLDEST, year - 1 - mother_year[h])
            father_age = min(OLDEST, year - 1 - father_year[h])
            mother = mother_year[h] > 0 and mothers[h - begin] < death_rate[mother_age, 1]
            father = father_year[h] > 0 and fathers[h - begin] < death_rate[father_age, 0]
            if mother or father:
                found[n] = 4 * h + (MOTHER if mother else 0) + (FATHER if father else 0)
                n += 1
    return n


@njit(cache=True, nogil=True)
def without_children(household, status, leaving, is_empty):
    """Fill `is_empty` bool (households,): who stays and has no child that has not left."""
    for h in range(len(leaving)):
        is_empty[h] = leaving[h] == 0
    for i in range(len(household)):
        if status[i] != LEFT:
            is_empty[household[i]] = False


@njit(cache=True, nogil=True)
def hukou_follows(
    hukou, hukou_settlement, settlement, tenure, uid, p_follows, seed, what_for, year, found, lo, hi
):
    """Find who lives in a home of its own, and the hukou from elsewhere follows this year, rows for `find_chunks`."""
    may, ids, luck = np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint64), np.empty(BLOCK)
    n = 0
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        kind, stands = hukou[begin:end], hukou_settlement[begin:end]
        home, owns = settlement[begin:end], tenure[begin:end]
        for k in range(end - begin):  # in a loop that vectorises
            may[k] = (kind[k] == HUKOU_REGION) & (owns[k] == OWNER) & (stands[k] != home[k])
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            ids[j - n] = uid[found[j]]
        draw_block(seed, what_for, year, ids[: stop - n], 0, luck)
        first = n
        for j in range(first, stop):
            found[n] = found[j]
            n += luck[j - first] < p_follows
    return n


def enters_late(uid: np.ndarray, share: float) -> np.ndarray:
    """Return which children enter grade 1 a year late, bool (children,); a trait of the child that no seed changes."""
    return draws_for(0, LATE, 0, uid) < share


@njit(cache=True, nogil=True)
def starters(status, birth_year, birth_month, uid, share_late, late_key, year, found, lo, hi):
    """Find who enters grade 1, rows for `find_chunks`: six years old by the end of August, or seven where late.

    A child is late where its draw by `late_key` is below `share_late`, as in `enters_late`.
    """
    may, ids, luck = np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint64), np.empty(BLOCK)
    n, six = 0, np.int16(year - 6)  # year of birth of who turns six by then
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        state, born, month = status[begin:end], birth_year[begin:end], birth_month[begin:end]
        for k in range(end - begin):  # in a loop that vectorises
            may[k] = (state[k] == BELOW_AGE) & ((born[k] < six) | (born[k] == six) & (month[k] <= 8))
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            ids[j - n] = uid[found[j]]
        draw_block(0, late_key, 0, ids[: stop - n], 0, luck)
        first = n
        for j in range(first, stop):
            i = found[j]
            found[n] = i
            n += (luck[j - first] >= share_late) | (birth_year[i] + (birth_month[i] > 8) < six)
    return n


def poverty_risk(share: float, is_village: np.ndarray) -> np.ndarray:
    """Return the probability of standing on the poverty register; villages 1.5, other places 0.6 times (assumption)."""
    return share * np.where(is_village, 1.5, 0.6)
