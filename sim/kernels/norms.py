"""Seven area and room norms of a school (办学条件标准): what it needs by them, and how far it meets them.

The seven: teaching and auxiliary area, sports area, site, ordinary rooms, multimedia rooms, equipment, beds: those
that tables of schools tell. Rooms for music and art (每12班各1间以上) have no column and stay an item of the ledger.
"""

import numpy as np

# Named as the columns of schools that hold the amounts.
NORMS = ("teaching_m2", "sports_m2", "site_m2", "rooms", "multimedia_rooms", "equipment_yuan", "beds")
ROOMS, BEDS = NORMS.index("rooms"), NORMS.index("beds")
_ROUNDING = 1e-9  # of what is needed: sums of shares are not exact


def norm_needs(
    pupils: np.ndarray, classes: np.ndarray, boarders: np.ndarray, per_pupil: np.ndarray, standard: np.ndarray,
    beds_per_boarder: float,
) -> np.ndarray:  # fmt: skip
    """Return what each school needs to meet the norms, float (schools, 7) in the order of `NORMS`.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
        By grade at a census.
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    per_pupil : float array (schools, 9, 7)
        What a pupil of each grade needs; what stands at rooms and beds is not looked at.
    standard : int array (9,)
        Pupils of a standard class by grade.
    beds_per_boarder : float

    Notes
    -----
    Rooms are whole: one for each class of the standard in each grade. A grade that shares a class (复式: pupils, and no
    class of its own) needs no room of its own.
    """
    needs = np.einsum("sg,sgn->sn", pupils.astype(float), per_pupil)
    whole = -(-pupils.astype(np.int64) // np.asarray(standard, np.int64))
    needs[:, ROOMS] = np.where(classes > 0, whole, 0).sum(axis=1)
    needs[:, BEDS] = beds_per_boarder * boarders
    return needs


def needs_of_room(per_pupil: np.ndarray, standard: np.ndarray, grade_low: int, grade_high: int) -> np.ndarray:
    """Return what a school needs for each ordinary room with a standard class in it, float (7,).

    Rooms spread evenly over the grades taught; `per_pupil` (9, 7) and `standard` (9,) as in `norm_needs`.
    """
    return (per_pupil * np.asarray(standard)[:, None])[grade_low - 1 : grade_high].mean(axis=0)


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
    met_least : int
        Norms a school must meet.
    share_least : float
        Share of what is needed that it must have of those it misses.
    """
    too_few = norms_met(have, needs).sum(axis=1) < met_least
    return too_few | (norm_ratios(have, needs).min(axis=1) < share_least * (1.0 - _ROUNDING))


def amounts_short(have: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """Return what schools lack of each norm, float (..., 7), in whole units (m2, rooms, yuan, beds)."""
    return np.where(norms_met(have, needs), 0.0, np.ceil(needs - have - _ROUNDING * needs))
