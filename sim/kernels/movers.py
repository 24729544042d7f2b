"""Families that move and their children, counted by what they chose and where they lived."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, draw_block
from sim.kernels.codes import (
    ENROLLED,
    HUKOU_REGION,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    RETURN,
    TENANT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
    WAITING,
)


@njit(cache=True, nogil=True)
def count_moves(
    choice, families, children, household, status, grade, settlement, hukou, hukou_settlement, parents_away, county,
    of_families, of_children, juniors_gone,
):  # fmt: skip
    """Count families (rows) that move and their children (rows), and the juniors from elsewhere who go.

    Parameters
    ----------
    choice : uint8 array (households,)
        Codes of `MOVE_NAMES`.
    household, status, grade : arrays (children,)
    settlement, hukou, hukou_settlement, parents_away : arrays (households,)
    county : int array (settlements,)
    of_families, of_children : int64 arrays (len(MOVE_NAMES), counties)
        Added to, by choice and the county lived in.
    juniors_gone : int64 array (counties,)
        Added to: children in grades 7-9, hukou outside the county, whose family goes back to its hukou or out.
    """
    for h in families:
        of_families[choice[h], county[settlement[h]]] += 1
    for i in children:
        h = household[i]
        chosen, home = choice[h], county[settlement[h]]
        of_children[chosen, home] += 1
        is_junior = (status[i] == ENROLLED or status[i] == WAITING) and grade[i] >= 7
        if is_junior and (chosen == OUT_WITH_CHILD or (chosen == RETURN and parents_away[h] == 0)):
            is_newcomer = hukou[h] != HUKOU_REGION or county[hukou_settlement[h]] != home
            juniors_gone[home] += is_newcomer


@njit(cache=True, nogil=True)
def who_relocates(choice, families, settlement, county, uid):
    """Return who of families (rows) moves within the region: rows, counties lived in and uids, (n,) each."""
    rows, at = np.empty(len(families), np.int64), np.empty(len(families), np.int64)
    ids, n = np.empty(len(families), np.uint64), 0
    for h in families:
        rows[n], at[n], ids[n] = h, county[settlement[h]], uid[h]
        n += (choice[h] >= TO_TOWNSHIP_SEAT) & (choice[h] <= TO_OTHER_COUNTY)
    return rows[:n], at[:n], ids[:n]


@njit(cache=True, nogil=True)
def extend_permits(months, longest):
    """Let residence permits, `months` int16 (households,), be a year older, in place; counted up to `longest`."""
    last = np.int16(longest - 12)
    for h in range(len(months)):
        months[h] = min(months[h], last) + np.int16(12)


@njit(cache=True, nogil=True)
def relocate(
    rows, target, luck, p_owner, choice, seat_of_township, year, settlement, tenure, year_moved, permit_months
):
    """Let families (rows) move to a settlement each, `target` (n,), or to their township seat if they have chosen it.

    They own the home there with probability `p_owner` by their `luck` (n,), and their permits begin anew.
    """
    for j in range(len(rows)):
        h = rows[j]
        to_township = choice[h] == TO_TOWNSHIP_SEAT
        settlement[h] = seat_of_township[settlement[h]] if to_township else target[j]
        tenure[h] = OWNER if luck[j] < p_owner else TENANT
        year_moved[h], permit_months[h] = year, 0


@njit(cache=True, nogil=True)
def part_or_return(
    families, choice, uid, hukou_settlement, father_year, p_both, seed, both_key, year, settlement, tenure, year_moved,
    parents_away, year_away,
):  # fmt: skip
    """Let parents of families (rows) go who leave the children, and those of them come back who return.

    Both parents go with probability `p_both`, a mother on her own, or where the other is away. A family from which
    nobody is away returns to the place of its hukou, where it owns its home.
    """
    ids, rows, luck = np.empty(BLOCK, np.uint64), np.empty(BLOCK + 1, np.int64), np.empty(BLOCK)
    for begin in range(0, len(families), BLOCK):
        n = 0
        for h in families[begin : begin + BLOCK]:
            if choice[h] == OUT_LEAVING_CHILD:
                rows[n], ids[n] = h, uid[h]
                n += 1
            elif choice[h] == RETURN and parents_away[h] > 0:
                parents_away[h] = year_away[h] = 0
            elif choice[h] == RETURN and hukou_settlement[h] >= 0:
                settlement[h], tenure[h], year_moved[h] = hukou_settlement[h], OWNER, year
        draw_block(seed, both_key, year, ids[:n], 0, luck)
        for j in range(n):
            h = rows[j]
            if year_away[h] <= 0:
                year_away[h] = year
            goes = 2 if father_year[h] == 0 or luck[j] < p_both else 1
            parents_away[h] = min(2, parents_away[h] + goes)
