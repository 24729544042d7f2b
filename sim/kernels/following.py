"""Families whose children follow parents who work elsewhere: who may, and how likely."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, draw_block
from sim.kernels.codes import OUT_LEAVING_CHILD, STAY, STAYS
from sim.kernels.family_children import HAS_PUPILS
from sim.kernels.rows import mark_rows

YEARS_TO_SETTLE = 3  # from then on children follow parents who are away at the full rate


def chance_to_follow(year_away: np.ndarray, year: int, rate: float) -> np.ndarray:
    """Return the yearly chance that pupils follow parents who went away in `year_away` (rows,), 0 where none did.

    It rises in equal steps to `rate` in the first years, in which parents settle where they work (an assumption).
    """
    years = np.where(year_away > 0, year - year_away.astype(np.int64), 0)
    return rate * np.clip(years / YEARS_TO_SETTLE, 0.0, 1.0)


@njit(cache=True, nogil=True)
def who_follows(
    choice, seen, leaving, parents_away, year_away, settlement, uid, county, is_by_shares, accompanying, following,
    p_follows, seed, accompany_key, follow_key, year, found, lo, hi,
):  # fmt: skip
    """Find the families with pupils that follow parents by draw, rows for `find_chunks`.

    Where a parent would leave the pupils this year, a share goes along; where a parent is away, a share follows, beside
    those who follow by themselves. Nobody does in counties told by their schools alone, nor in families that leave.

    Parameters
    ----------
    choice : uint8 array (households,)
    seen : uint32 array (households,)
        As of `sim.kernels.family_children.look_at_children`.
    is_by_shares : bool array (counties,)
    accompanying, following : float arrays (counties,)
        Share of the rules that goes along, and that follows.
    p_follows : float
        Yearly chance to follow by itself, as of `chance_to_follow`.
    """
    may, n = np.empty(BLOCK, np.uint8), 0
    ids, along, after = np.empty(BLOCK, np.uint64), np.empty(BLOCK), np.empty(BLOCK)
    is_asked, by_shares = accompanying.max() > 0.0, is_by_shares.any()
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        chosen, marks, goes, away = (
            choice[begin:end],
            seen[begin:end],
            leaving[begin:end],
            parents_away[begin:end],
        )
        for k in range(end - begin):  # in a loop that vectorises
            follows = ((chosen[k] == OUT_LEAVING_CHILD) & is_asked) | ((chosen[k] == STAY) & (away[k] > 0))
            may[k] = follows & (marks[k] & HAS_PUPILS != 0) & (goes[k] == STAYS)
        stop = mark_rows(may, end - begin, begin, found, n)
        for j in range(n, stop):
            ids[j - n] = uid[found[j]]
        draw_block(seed, follow_key, year, ids[: stop - n], 0, after)
        if is_asked:
            draw_block(seed, accompany_key, year, ids[: stop - n], 0, along)
        first = n
        for j in range(first, stop):
            h = found[j]
            at = county[settlement[h]]
            if choice[h] == OUT_LEAVING_CHILD:
                follows = along[j - first] < accompanying[at]
            else:
                years = year - year_away[h] if year_away[h] > 0 else 0
                by_itself = p_follows * min(max(years / YEARS_TO_SETTLE, 0.0), 1.0)
                follows = after[j - first] < 1.0 - (1.0 - following[at]) * (1.0 - by_itself)
            found[n] = h
            n += follows and not (by_shares and is_by_shares[at])
    return n
