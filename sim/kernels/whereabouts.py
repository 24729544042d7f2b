"""Where the members of families live, and the flows of residents and cohorts that follow when that changes."""

import numpy as np
from numba import njit

from sim.kernels.codes import (
    CAME,
    COHORT_CAME,
    COHORT_MOVED_IN,
    COHORT_MOVED_OUT,
    COHORT_WENT,
    LEFT,
    MOVED_IN,
    MOVED_OUT,
    OLDEST,
    STAYS,
    WENT,
)

NOWHERE = -1  # does not live in the region
LEAVES_FIRST = 2, 1  # parents away from which on the mother, and the father, is one of them


@njit(cache=True, nogil=True)
def homes_of(
    families, children, settlement, leaving, parents_away, mother_year, father_year, household, status, place
):
    """Return the place of the mother and the father of families (rows) and of children (rows), `NOWHERE` if not here.

    Returns
    -------
    parents : int32 array (families, 2)
    own : int32 array (children,)
    """
    parents, own = np.empty((len(families), 2), np.int32), np.empty(len(children), np.int32)
    for j in range(len(families)):
        h = families[j]
        home = place[settlement[h]] if leaving[h] == STAYS else NOWHERE
        parents[j, 0] = home if mother_year[h] > 0 and parents_away[h] < LEAVES_FIRST[0] else NOWHERE
        parents[j, 1] = home if father_year[h] > 0 and parents_away[h] < LEAVES_FIRST[1] else NOWHERE
    for j in range(len(children)):
        i = children[j]
        h = household[i]
        is_here = status[i] != LEFT and leaving[h] == STAYS
        own[j] = place[settlement[h]] if is_here else NOWHERE
    return parents, own


@njit(cache=True, nogil=True)
def note_changes(
    families, children, parents_before, own_before, settlement, leaving, parents_away, mother_year, father_year,
    household, status, place, birth_year, birth_month, sex, year_entered, year, flows, cohort_flows, first,
    place_county,
):  # fmt: skip
    """Add members of families (rows) whose place has changed to the flows of residents and of entry cohorts.

    Parameters
    ----------
    children : int array (n,)
        Rows of their children.
    parents_before, own_before : int32 arrays (families, 2), (n,)
        As of `homes_of`.
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
        Age is that of 1 September.
    cohort_flows : int array (len(COHORT_FLOWS), counties, cohorts)
        The cohort that entered in the school year `first` comes first; who has not entered is in none.
    place_county : int array (places,)
    """
    parents, own = homes_of(
        families,
        children,
        settlement,
        leaving,
        parents_away,
        mother_year,
        father_year,
        household,
        status,
        place,
    )
    for j in range(len(families)):
        h = families[j]
        for k in range(2):
            if parents_before[j, k] != parents[j, k]:
                age = year - (father_year[h] if k else mother_year[h])
                _note(flows, parents_before[j, k], parents[j, k], age, 1 - k)
    for j in range(len(children)):
        i = children[j]
        old, new = own_before[j], own[j]
        if old == new:
            continue
        _note(flows, old, new, year - birth_year[i] - (birth_month[i] > 8), sex[i])
        cohort = year_entered[i] - first
        if cohort < 0:
            continue
        if old == NOWHERE:
            cohort_flows[COHORT_CAME, place_county[new], cohort] += 1
        elif new == NOWHERE:
            cohort_flows[COHORT_WENT, place_county[old], cohort] += 1
        elif place_county[old] != place_county[new]:
            cohort_flows[COHORT_MOVED_OUT, place_county[old], cohort] += 1
            cohort_flows[COHORT_MOVED_IN, place_county[new], cohort] += 1


@njit(cache=True)
def _note(flows, old, new, age, sex):
    age = max(0, min(age, OLDEST))
    if old == NOWHERE:
        flows[CAME, new, age, sex] += 1
    elif new == NOWHERE:
        flows[WENT, old, age, sex] += 1
    else:
        flows[MOVED_OUT, old, age, sex] += 1
        flows[MOVED_IN, new, age, sex] += 1
