"""Seven area and room norms of a school (办学条件标准): what it needs by them, and how far it meets them.

The seven: teaching and auxiliary area, sports area, site, ordinary rooms, multimedia rooms, equipment, beds: those
that tables of schools tell. Rooms for music and art (每12班各1间以上) have no column and stay an item of the ledger.
"""

import numpy as np
from numba import njit

# Named as the columns of schools that hold the amounts.
NORMS = ("teaching_m2", "sports_m2", "site_m2", "rooms", "multimedia_rooms", "equipment_yuan", "beds")
ROOMS, BEDS = NORMS.index("rooms"), NORMS.index("beds")
_ROUNDING = 1e-9  # of what is needed: sums of shares are not exact


def norm_needs(
    pupils: np.ndarray, classes: np.ndarray, boarders: np.ndarray, kind: np.ndarray, per_pupil: np.ndarray,
    standard: np.ndarray, beds_per_boarder: float,
) -> np.ndarray:  # fmt: skip
    """Return what each school needs to meet the norms, float (schools, 7) in the order of `NORMS`.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
        By grade at a census.
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    kind : int array (schools,)
        Whose needs each school has, a place in the next two.
    per_pupil : float array (kinds, 9, 7)
        What a pupil of each grade needs; what stands at rooms and beds is not looked at.
    standard : int array (9,) or (kinds, 9)
        Pupils of a standard class by grade.
    beds_per_boarder : float or float array (schools,)

    Notes
    -----
    Rooms are whole: one for each class of the standard in each grade. A grade that shares a class (复式: pupils, and no
    class of its own) needs no room of its own.
    """
    needs = np.zeros((len(pupils), len(NORMS)))
    _add_needs(
        *(np.ascontiguousarray(one, np.int64) for one in (pupils, classes, kind)), np.ascontiguousarray(per_pupil),
        np.zeros(per_pupil.shape[:2], np.int64) + standard, needs,
    )  # fmt: skip
    needs[:, BEDS] = beds_per_boarder * boarders
    return needs


@njit(cache=True, nogil=True, error_model="numpy")
def _add_needs(pupils, classes, kind, per_pupil, standard, needs):
    """Add what the pupils of each grade need to `needs`, float (schools, 7), and set the rooms."""
    for s in range(len(needs)):
        one, rooms = kind[s], 0
        for g in range(pupils.shape[1]):
            n = pupils[s, g]
            if n > 0:
                for k in range(needs.shape[1]):
                    needs[s, k] += n * per_pupil[one, g, k]
                rooms += -(-n // standard[one, g]) if classes[s, g] > 0 else 0
        needs[s, ROOMS] = rooms


@njit(cache=True, nogil=True, error_model="numpy")
def count_usable_beds(beds, dormitory_m2, county, m2_per_bed, usable):
    """Set `usable`, int64 (schools,), to the beds that have the area asked for, `m2_per_bed` float (counties,)."""
    for s in range(len(beds)):
        asked = m2_per_bed[county[s]]
        room_for = np.int64(np.floor(dormitory_m2[s] / asked + 1e-6)) if asked > 0 else np.int64(beds[s])
        usable[s] = min(np.int64(beds[s]), room_for)


def needs_of_room(per_pupil: np.ndarray, standard: np.ndarray, grade_low: int, grade_high: int) -> np.ndarray:
    """Return what a school needs for each ordinary room with a standard class in it, float (7,).

    Rooms spread evenly over the grades taught; `per_pupil` (9, 7) and `standard` (9,) as in `norm_needs`.
    """
    grades = slice(grade_low - 1, grade_high)
    of_grades = per_pupil[grades] * np.asarray(standard)[grades, None]
    return of_grades.sum(axis=0) / len(of_grades)


def norm_ratios(have: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """Return what schools have over what they need, arrays (..., 7); 1 where nothing is needed."""
    return np.divide(have, needs, out=np.ones(np.shape(needs)), where=needs > 0)


def norms_met(have: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """Return which norms are met, bool (..., 7); one that asks for nothing is."""
    return have >= needs * (1.0 - _ROUNDING)


def is_below(have: np.ndarray, needs: np.ndarray, met_least: int, share_least: float) -> np.ndarray:
    """Return which schools are weak (薄弱), bool (schools,): too few norms met, or one missed by too much.

    Parameters
    ----------
    have, needs : float arrays (schools, 7)
    met_least : int or int array (schools,)
        Norms a school must meet.
    share_least : float or float array (schools,)
        Share of what is needed that it must have of those it misses.
    """
    return falls_short(norms_met(have, needs), norm_ratios(have, needs).min(axis=1), met_least, share_least)


def falls_short(met: np.ndarray, lowest: np.ndarray, met_least: int, share_least: float) -> np.ndarray:
    """Return `is_below` of the norms met, bool (schools, 7), and of the lowest of `norm_ratios`, float (schools,)."""
    return (met.sum(axis=1) < met_least) | (lowest < share_least * (1.0 - _ROUNDING))


def amounts_short(have: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """Return what schools lack of each norm, float (..., 7), in whole units (m2, rooms, yuan, beds)."""
    return np.where(norms_met(have, needs), 0.0, np.ceil(needs - have - _ROUNDING * needs))
