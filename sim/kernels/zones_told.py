"""What settlements are told of their schools (学区公布): noted, with those told something new marked."""

import numpy as np
from numba import njit

NOBODY, UNTOLD = -1, -2


def with_room(told: np.ndarray, settlements: int, width: int) -> np.ndarray:
    """Return what was told, int32 (rows, k), with so many rows and columns at least; new rows are `UNTOLD`."""
    rows, columns = told.shape
    if rows >= settlements and columns >= width:
        return told
    wider = np.full((max(rows, settlements), max(columns, width)), NOBODY, np.int32)
    wider[:rows, :columns] = told
    wider[rows:] = UNTOLD
    return wider


@njit(cache=True, nogil=True)
def note_told(zone, first, last, listed, sizes, is_open, told, is_new):
    """Note the schools of each settlement and mark those that were told others before.

    Parameters
    ----------
    zone : int array (settlements, 9)
        Zone school of each grade, -1 none.
    first, last : int
        Grades of the stage.
    listed : int array (settlements, k)
        Schools; the first `sizes`, int (settlements,), are those of the district the table names.
    is_open : bool array (schools,)
    told : int32 array (settlements, n)
        Changed: zone schools by grade of the stage, then the open schools of the district, `NOBODY` = no more.
    is_new : bool array (settlements,)
        Output.
    """
    grades = last - first + 1
    for i in range(len(zone)):
        for k in range(told.shape[1]):
            school = NOBODY
            if k < grades:
                school = zone[i, first - 1 + k]
            elif k - grades < sizes[i] and is_open[listed[i, k - grades]]:
                school = listed[i, k - grades]
            is_new[i] |= told[i, k] != school
            told[i, k] = school
