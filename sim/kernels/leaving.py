"""Who joins and leaves the tables of people, counted where each belongs: in the adults, in flows and in tallies."""

import numpy as np
from numba import njit

from sim.kernels.codes import (
    AWAY,
    BORN,
    COHORT_DIED,
    COHORT_GREW_UP,
    DEAD,
    DIED,
    HUKOU_REGION,
    LOCAL,
    NEWCOMER,
    OLDEST,
)
from sim.kernels.families import FATHER, MOTHER
from sim.kernels.whereabouts import LEAVES_FIRST

MOTHERS, FATHERS = 1, 0  # sex of the parents
COMES_OF_AGE = 18


@njit(cache=True, nogil=True)
def count_births(mothers, sex, settlement, hukou, hukou_settlement, place, county, flows, births, registered):
    """Count the newborn of families (rows, one child each) where they live, and where the hukou stands if it is here.

    Parameters
    ----------
    sex : uint8 array (n,)
    settlement, hukou, hukou_settlement : arrays (households,)
    place, county : int arrays (settlements,)
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
    births, registered : int arrays (counties,)
        All of them are added to.
    """
    for j in range(len(mothers)):
        h = mothers[j]
        flows[BORN, place[settlement[h]], 0, sex[j]] += 1
        births[county[settlement[h]]] += 1
        if hukou[h] == HUKOU_REGION:
            registered[county[hukou_settlement[h]]] += 1


@njit(cache=True, nogil=True)
def count_by_age(
    rows, reason, household, birth_year, birth_month, sex, year_entered, settlement, hukou, place, county, year, first,
    flows, cohort_flows, adults, died, grown_up,
):  # fmt: skip
    """Count children (rows) who die or come of age; the latter join the adults where they live.

    Parameters
    ----------
    reason : uint8 array (children,)
        DIED, or else the child has come of age.
    place, county : int arrays (settlements,)
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
    cohort_flows : int array (len(COHORT_FLOWS), counties, cohorts)
        The cohort that entered in the school year `first` comes first.
    adults : int array (places, OLDEST + 1, 2, 3)
    died, grown_up : int arrays (counties,)
        All of them are added to.
    """
    for i in rows:
        h = household[i]
        home = settlement[h]
        cohort = year_entered[i] - first
        if reason[i] == DIED:
            flows[DEAD, place[home], year - birth_year[i] - (birth_month[i] > 8), sex[i]] += 1
            died[county[home]] += 1
        else:
            standing = LOCAL if hukou[h] == HUKOU_REGION else NEWCOMER
            adults[place[home], COMES_OF_AGE, sex[i], standing] += 1
            grown_up[county[home]] += 1
        if cohort >= 0:
            cohort_flows[COHORT_DIED if reason[i] == DIED else COHORT_GREW_UP, county[home], cohort] += 1


@njit(cache=True, nogil=True)
def bury(found, mother_year, father_year, parents_away, settlement, place, county, year, flows, deaths):
    """Take the parents who die out of their families and count them.

    Parameters
    ----------
    found : int64 array (n,)
        As `sim.kernels.families.parents_die` finds it: four times the row plus `MOTHER` and `FATHER`.
    mother_year, father_year : arrays (households,)
        Years of birth, set to 0 of who dies.
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
        Added to, for those who lived at home.
    deaths : int array (counties,)
        Added to, for all of them.
    """
    for j in range(len(found)):
        h = found[j] >> 2
        home = settlement[h]
        if found[j] & MOTHER:
            if parents_away[h] < LEAVES_FIRST[0]:
                flows[DEAD, place[home], max(0, min(year - mother_year[h], OLDEST)), MOTHERS] += 1
            mother_year[h] = 0
            deaths[county[home]] += 1
        if found[j] & FATHER:
            if parents_away[h] < LEAVES_FIRST[1]:
                flows[DEAD, place[home], max(0, min(year - father_year[h], OLDEST)), FATHERS] += 1
            father_year[h] = 0
            deaths[county[home]] += 1


@njit(cache=True, nogil=True)
def return_parents(
    families, settlement, hukou, parents_away, mother_year, father_year, place, place_county, year, adults, gone
):  # fmt: skip
    """Return the parents of families (rows) without children to the table of `adults`, in place.

    Who neither lives here nor has the hukou here is added to `gone` (counties,) instead. Of parents the father is the
    first to be away.
    """
    for h in families:
        at, standing = place[settlement[h]], LOCAL if hukou[h] == HUKOU_REGION else NEWCOMER
        for k in range(2):
            born, sex = (mother_year[h], MOTHERS) if k == 0 else (father_year[h], FATHERS)
            is_away = parents_away[h] >= LEAVES_FIRST[k]
            if born == 0:
                continue
            if is_away and standing == NEWCOMER:
                gone[place_county[at]] += 1
            else:
                age = max(COMES_OF_AGE, min(year - born, OLDEST))
                adults[at, age, sex, AWAY if is_away else standing] += 1


@njit(cache=True, nogil=True)
def count_leaving_region(
    families, children, household, birth_year, birth_month, sex, settlement, hukou, hukou_settlement, mother_year,
    father_year, place, county, n_counties, year, adults,
):  # fmt: skip
    """Count families (rows) that leave the region and their children (rows); return tallies, int64 (4, counties).

    All children, by where they lived; children, and parents, who keep a hukou in the region, by where it stands, and
    these are added to the people away in `adults`; parents who have none here, by where they lived.
    """
    tallies = np.zeros((4, n_counties), np.int64)
    left, kept_children, kept_parents, others = tallies
    for i in children:
        h = household[i]
        left[county[settlement[h]]] += 1
        if hukou[h] == HUKOU_REGION:
            age = max(0, min(year - birth_year[i] - (birth_month[i] > 8), OLDEST))
            adults[place[hukou_settlement[h]], age, sex[i], AWAY] += 1
            kept_children[county[hukou_settlement[h]]] += 1
    for h in families:
        for k in range(2):
            born, of_sex = (mother_year[h], MOTHERS) if k == 0 else (father_year[h], FATHERS)
            if born == 0:
                continue
            if hukou[h] == HUKOU_REGION:
                adults[place[hukou_settlement[h]], max(0, min(year - born, OLDEST)), of_sex, AWAY] += 1
                kept_parents[county[hukou_settlement[h]]] += 1
            else:
                others[county[settlement[h]]] += 1
    return tallies
