"""Seats (学位): the classes a school can hold in each grade at the census to come."""

from numba import njit


@njit(cache=True)
def planned_classes(pupils, rooms, kept, planned):
    """Fill `planned` (schools, 9) with the classes each grade may have at the census-to-be, at least one.

    Parameters
    ----------
    pupils, kept : int arrays (schools, 9)
        Pupils already there (promoted and repeating) and classes their cohorts keep.
    rooms : int array (schools,)

    Notes
    -----
    Entry grades (1 and 7) form new classes in the rooms left, shared evenly where a school teaches both stages; other
    grades have the classes they had, or one class where they had none.
    """
    for s in range(pupils.shape[0]):
        free = rooms[s]
        for g in range(9):
            if g != 0 and g != 6:
                free -= kept[s, g]
        for g in range(9):
            if g == 0 or g == 6:
                planned[s, g] = max(1, free // 2 if _two_stages(pupils, s, kept) else free)
            else:
                planned[s, g] = max(1, kept[s, g])


@njit(cache=True, inline="always")
def _two_stages(pupils, s, kept):
    """Tell whether a school teaches both stages, so that its free rooms serve two entry grades."""
    primary, junior = False, False
    for g in range(9):
        if kept[s, g] + pupils[s, g] > 0:
            if g < 6:
                primary = True
            else:
                junior = True
    return primary and junior
