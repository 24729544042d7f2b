"""Residents by single age and sex, children in sibling groups, parents, and the adults that remain."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numba import njit

from sim.base.draws import decision, new_uid, uniform
from sim.inputs.tables import InputTables
from sim.kernels.codes import OLDEST

OLD_AGE_FALL = 0.25  # per year of age; assumption: how persons fall within the open oldest group
# Sibling groups and parents of the start (assumptions).
NEAREST_SIBLING, SPACINGS = 2, 7  # years between a later-born child and the eldest: 2-8, equally likely
MOST_BIRTHS = 3  # of a family at the start
YEARS_TO_ELDER = 4  # a mother whose elder child is grown up is this much older than at a first birth
FATHER_OLDER = 2  # years between father and mother
OLDEST_MOTHER = 60
LATER_BORN_SCALE = 1.27  # found by trial: the share of later-born for which families hold the children wanted
_SEX = {"male": 0, "female": 1}
_HOUSEHOLD, _CHILD = decision("synthesis.household"), decision("synthesis.child")
_SPACING, _SIBLING, _MONTH, _MOTHER = (
    decision(f"synthesis.{name}") for name in ("spacing", "sibling", "month", "mother")
)


@dataclass(frozen=True)
class Persons:
    """Persons of the tables by county, single age 0-100 and sex (0 male), int arrays (counties, 101, 2).

    Attributes
    ----------
    residents : array
    newcomers : array, optional
        Residents whose hukou stands elsewhere; None where the tables do not tell.
    away : array, optional
        Registered in the county, living elsewhere; None where the tables do not tell.
    """

    residents: np.ndarray
    newcomers: np.ndarray | None
    away: np.ndarray | None


@lru_cache(maxsize=2)
def persons_by_age(tables: InputTables) -> Persons:
    """Return the persons of the population table; counties told by township or settlement are their sums."""
    rows = tables.population
    by_hukou = {kind: rows[rows["hukou"] == kind] for kind in ("", "here", "elsewhere", "away")}
    out = {kind: _of_counties(mine, list(tables.counties["county_code"])) for kind, mine in by_hukou.items()}
    return Persons(
        out[""] + out["here"] + out["elsewhere"],
        out["elsewhere"] if len(by_hukou["elsewhere"]) else None,
        out["away"] if len(by_hukou["away"]) else None,
    )


def _of_counties(rows: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Return persons by county, single age and sex, int (counties, 101, 2): the sum of its townships' own ages."""
    parts = rows.groupby(["county_code", "township_code"], sort=True)
    by_part = counted(rows, parts.ngroup().to_numpy(), parts.ngroups)
    out = np.zeros((len(codes), OLDEST + 1, 2), np.int64)
    np.add.at(out, [codes.index(county) for county, _ in parts.groups], by_part)
    return out


def counted(rows: pd.DataFrame, place: np.ndarray, n_places: int) -> np.ndarray:
    """Return persons of population rows by place, single age and sex, int array (places, 101, 2).

    Groups are spread over their ages by `smooth_ages`; they tie. `place` is the place number of each row.
    """
    out = np.zeros((n_places, OLDEST + 1, 2), np.int64)
    groups = (
        rows.assign(place=place)
        .groupby(["place", "sex", "age_low", "age_high"], as_index=False)["persons"]
        .sum()
    )
    for (p, sex), mine in groups.groupby(["place", "sex"]):
        low, high, persons = (mine[name].to_numpy(np.int64) for name in ("age_low", "age_high", "persons"))
        out[p, :, _SEX[sex]] = smooth_ages(low, np.minimum(high, OLDEST), persons)
    return out


def smooth_ages(low: np.ndarray, high: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return persons by single age 0-100, int array (101,), of age groups in ascending order.

    The cumulated counts are interpolated by a monotone cubic (Fritsch and Carlson 1980), so that numbers run smoothly
    from group to group; the open oldest group falls with age; the largest remainders get the persons left, so that
    every group ties.
    """
    from scipy.interpolate import PchipInterpolator

    out = np.zeros(OLDEST + 1, np.int64)
    edges, total = np.append(low, high[-1] + 1), np.append(0, np.cumsum(persons))
    curve = PchipInterpolator(edges, total)
    for a, b, n in zip(low, high, persons, strict=True):
        ages = np.arange(a, b + 2)
        if b == OLDEST:
            weights = np.exp(-OLD_AGE_FALL * (ages[:-1] - a))
        else:
            weights = np.diff(curve(ages))
        out[a : b + 1] = largest_remainder(weights, int(n))
    return out


def largest_remainder(weights: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers in proportion to `weights` that sum to `total` (int array of the weights' shape)."""
    if weights.sum() <= 0:
        weights = np.ones_like(weights, dtype=float)
    exact = weights / weights.sum() * total
    whole = np.floor(exact).astype(np.int64)
    rest = int(total - whole.sum())
    if rest:
        order = np.argsort(-(exact - whole), kind="stable")
        whole[order[:rest]] += 1
    return whole


def split_rows(weights: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Return `largest_remainder` of each total over the same weights, int array (totals, weights)."""
    if weights.sum() <= 0:
        weights = np.ones_like(weights, dtype=float)
    exact = (weights / weights.sum())[None, :] * totals[:, None]
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, axis=1, kind="stable")
    place = np.argsort(order, axis=1)
    return whole + (place < (totals - whole.sum(axis=1))[:, None])


@dataclass
class Families:
    """Children of a county in families, before they have a home.

    Attributes
    ----------
    child_family, child_age, child_sex, child_month : int arrays (children,)
    child_uid, family_uid : uint64 arrays
    mother_age, father_age, n_births, years_since_birth : int arrays (families,)
    """

    child_family: np.ndarray
    child_age: np.ndarray
    child_sex: np.ndarray
    child_month: np.ndarray
    child_uid: np.ndarray
    family_uid: np.ndarray
    mother_age: np.ndarray
    father_age: np.ndarray
    n_births: np.ndarray
    years_since_birth: np.ndarray


def joined(parts: list[Families]) -> Families:
    """Return the families of several groups as one, in order."""
    if len(parts) == 1:
        return parts[0]
    firsts = np.cumsum([0] + [len(f.family_uid) for f in parts[:-1]])
    columns = {
        name: np.concatenate([getattr(f, name) for f in parts]) for name in Families.__dataclass_fields__
    }
    columns["child_family"] = np.concatenate(
        [f.child_family + first for f, first in zip(parts, firsts, strict=True)]
    )
    return Families(**columns)


def families_of(
    county: int, children: np.ndarray, per_household: float, first_birth: np.ndarray, draw: int
) -> Families:
    """Group the children of a county (ages 0-17 x sex counts, (18, 2)) into sibling groups.

    Each age has openers, who start a family, and later-born, who join one whose eldest is 2-8 years older; a later-born
    whose elder would be grown up starts a family of its own with an earlier birth. Shares of later-born are equal over
    ages and such that families hold `per_household` children.
    """
    n = int(children.sum())
    age = np.repeat(np.arange(17, -1, -1, dtype=np.int16), children[::-1].sum(axis=1))
    sex = np.repeat(np.tile(np.arange(2, dtype=np.uint8), 18), children[::-1].ravel())
    within = np.arange(n) - np.repeat(
        np.cumsum(children[::-1].sum(axis=1)) - children[::-1].sum(axis=1), children[::-1].sum(axis=1)
    )
    ident = np.uint64(county + 1) * np.uint64(1 << 40) + (age.astype(np.int64) * 10_000_000 + within).astype(
        np.uint64
    )
    # some later-born find no open elder, and those of the oldest start families: scale the share up for the target
    later = min(0.9, LATER_BORN_SCALE * (1.0 - 1.0 / per_household))
    distribution = np.cumsum(first_birth / first_birth.sum())
    family, month, uid, f_uid, mother, father, births, since = _group(age, ident, later, distribution, draw)
    return Families(family, age, sex, month, uid, f_uid, mother, father, births, since)


@njit(cache=True)
def _group(age, ident, later, mother_distribution, draw):
    n = len(age)
    family, month = np.full(n, -1, np.int32), np.ones(n, np.uint8)
    uid, f_uid = np.zeros(n, np.uint64), np.zeros(n, np.uint64)
    mother, father = np.zeros(n, np.int16), np.zeros(n, np.int16)
    births, since = np.zeros(n, np.uint8), np.zeros(n, np.int16)
    first_of_age = np.zeros(
        20, np.int64
    )  # families opened by children of an age: contiguous, as ages run downwards
    last_of_age = np.zeros(20, np.int64)
    opened = 0
    for i in range(n):
        a = age[i]
        if i == 0 or age[i - 1] != a:
            first_of_age[a] = opened
        month[i] = 1 + int(12 * uniform(draw, _MONTH, 0, ident[i], 0))
        is_later = uniform(draw, _SIBLING, 0, ident[i], 0) < later
        elder = a + NEAREST_SIBLING + int(SPACINGS * uniform(draw, _SPACING, 0, ident[i], 0))
        joined = False
        if is_later and elder <= 17 and last_of_age[elder] > first_of_age[elder]:
            span = last_of_age[elder] - first_of_age[elder]
            for attempt in range(4):
                f = first_of_age[elder] + int(span * uniform(draw, _SPACING, 1 + attempt, ident[i], 1))
                if births[f] < MOST_BIRTHS and since[f] >= a + NEAREST_SIBLING:
                    births[f] += 1
                    since[f] = a
                    family[i] = f
                    uid[i] = new_uid(_CHILD, 0, f_uid[f], births[f])
                    joined = True
                    break
        if not joined:
            f = opened
            opened += 1
            last_of_age[a] = opened
            births[f] = 2 if is_later else 1
            since[f] = a
            family[i] = f
            f_uid[f] = new_uid(_HOUSEHOLD, draw, ident[i], 0)
            uid[i] = new_uid(_CHILD, 0, f_uid[f], births[f])
            at_birth = np.searchsorted(
                mother_distribution, uniform(draw, _MOTHER, 0, ident[i], 0), side="right"
            )
            mother[f] = min(OLDEST_MOTHER, a + max(18, at_birth) + (YEARS_TO_ELDER if is_later else 0))
            father[f] = mother[f] + FATHER_OLDER
    return (
        family,
        month,
        uid,
        f_uid[:opened],
        mother[:opened],
        father[:opened],
        births[:opened],
        since[:opened],
    )


def remaining_adults(residents: np.ndarray, families: Families) -> np.ndarray:
    """Return resident adults by age and sex without the parents in families, int array (101, 2); totals tie."""
    adults = residents.copy()
    adults[:18] = 0
    return without_parents(adults, families.mother_age, families.father_age)


def without_parents(people: np.ndarray, mother_age: np.ndarray, father_age: np.ndarray) -> np.ndarray:
    """Return people by age and sex less the parents of these ages, int array (101, 2).

    Where an age has fewer people than parents, the difference is taken from the other ages between 20 and 64.
    """
    left = people.copy()
    for x, ages in ((1, mother_age), (0, father_age)):
        left[:, x] -= np.bincount(np.clip(ages, 18, OLDEST), minlength=OLDEST + 1)
        short = int(-left[left[:, x] < 0, x].sum())
        left[:, x] = np.maximum(left[:, x], 0)
        if short:
            take = left[20:65, x]
            left[20:65, x] -= np.minimum(
                take, largest_remainder(take.astype(float), min(short, int(take.sum())))
            )
    return left
