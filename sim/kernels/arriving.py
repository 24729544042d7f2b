"""Columns of families and children that are new in the region, in the types of their tables."""

import numpy as np
from numba import njit

from sim.base.draws import new_uid
from sim.kernels.codes import (
    BELOW_AGE,
    CONTINUING,
    FINISHED,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    LOCAL,
    OWNER,
    RELATIVES,
    TENANT,
    UNPLACED,
    VILLAGE,
    WAITING,
)


@njit(cache=True, nogil=True)
def traits_of_new_families(
    home, standing, age, partner, zone, luck_poverty, luck_tenure, risks, owns, owns_or_stays, year
):
    """Return columns of families with a first child, (families,) each.

    Parameters
    ----------
    home, standing, age, partner : int arrays (families,)
        Settlement; standing of the mother; age of the mother and of the father, -1 without one.
    zone : int array (settlements,)
    luck_poverty, luck_tenure : float arrays (families,)
    risks : (float, float)
        Probability of standing on the poverty register in villages and elsewhere.
    owns, owns_or_stays : float
        Share that owns its home, and that owns it or lives with relatives.

    Returns
    -------
    hukou_settlement, hukou, is_rural_hukou, tenure, poverty, mother_year, father_year : arrays (families,)
    """
    n = len(home)
    hukou_settlement, hukou, is_rural = np.empty(n, np.int32), np.empty(n, np.uint8), np.empty(n, np.uint8)
    tenure, poverty = np.empty(n, np.uint8), np.empty(n, np.uint8)
    mother, father = np.empty(n, np.int16), np.empty(n, np.int16)
    for j in range(n):
        is_local, is_village = standing[j] == LOCAL, zone[home[j]] == VILLAGE
        hukou_settlement[j] = home[j] if is_local else -1
        hukou[j] = HUKOU_REGION if is_local else HUKOU_PROVINCE
        is_rural[j] = is_village or not is_local
        stays = RELATIVES if luck_tenure[j] < owns_or_stays else TENANT
        tenure[j] = OWNER if luck_tenure[j] < owns else stays
        poverty[j] = luck_poverty[j] < (risks[0] if is_village else risks[1])
        mother[j] = year - age[j]
        father[j] = year - partner[j] if partner[j] >= 0 else 0
    return hukou_settlement, hukou, is_rural, tenure, poverty, mother, father


@njit(cache=True, nogil=True)
def children_of_arrivals(rows, uid, age, second, luck_month, luck_sex, spacing, child_key, year):
    """Return the columns of the children of families that arrive: the first ones, then the second ones.

    Parameters
    ----------
    rows : int array (families,)
    uid : uint64 array (families,)
    age : int array (families,)
        Of the first child, years completed on 1 September; the second is `spacing` years younger.
    second : bool array (families,)
    luck_month, luck_sex : float arrays (families,)
    child_key : uint64

    Returns
    -------
    household, uid, birth_year, birth_month, sex, status, grade, year_entered, placement : arrays (children,)
        Below school age, or waiting for a place in the grade of their age, or past grade 9; those who were at school
        elsewhere count as placed before, but for who enters grade 1 or 7.
    """
    n = len(rows) + np.count_nonzero(second)
    household, ids, born = np.empty(n, np.int32), np.empty(n, np.uint64), np.empty(n, np.int16)
    month, sex, status = np.empty(n, np.uint8), np.empty(n, np.uint8), np.empty(n, np.uint8)
    grade, entered, placement = np.empty(n, np.uint8), np.empty(n, np.int16), np.empty(n, np.uint8)
    k = 0
    for order in range(1, 3):
        for j in range(len(rows)):
            if order == 2 and not second[j]:
                continue
            household[k], ids[k] = rows[j], new_uid(child_key, 0, uid[j], order)
            month[k] = 1 + int(luck_month[j] * 12)
            sex[k] = (luck_sex[j] if order == 1 else 1.0 - luck_sex[j]) < 0.5
            born[k] = year - (age[j] - (spacing if order == 2 else 0)) - (month[k] > 8)
            entry = born[k] + 6 + (month[k] > 8)
            now = year - entry + 1
            status[k] = BELOW_AGE if now < 1 else (FINISHED if now > 9 else WAITING)
            grade[k] = now if status[k] == WAITING else 0
            entered[k] = 0 if now < 1 else entry
            placement[k] = UNPLACED if now <= 1 or now == 7 else CONTINUING
            k += 1
    return household, ids, born, month, sex, status, grade, entered, placement
