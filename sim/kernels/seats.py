"""Seats (学位): what a school can take in each grade at the census to come."""

from numba import njit


@njit(cache=True)
def entry_seats(pupils, rooms, kept, size, seats):
    """Fill `seats` (schools, 9) with free seats at the census-to-be.

    Parameters
    ----------
    pupils, kept : int arrays (schools, 9)
        Pupils already there (promoted and repeating) and classes their cohorts keep.
    rooms : int array (schools,)
    size : int array (schools, 9)
        Largest class size the rules allow to be planned for.

    Notes
    -----
    Entry grades (1 and 7) form new classes in the rooms left, shared evenly where a school teaches both stages; other
    grades fill the classes they have, or one class where they have none.
    """
    for s in range(pupils.shape[0]):
        free = rooms[s]
        for g in range(9):
            if g != 0 and g != 6:
                free -= kept[s, g]
        for g in range(9):
            if g == 0 or g == 6:
                planned = max(1, free // 2 if _two_stages(pupils, s, kept) else free)
                seats[s, g] = max(0, planned * size[s, g] - pupils[s, g])
            else:
                seats[s, g] = max(0, max(1, kept[s, g]) * size[s, g] - pupils[s, g])


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
