"""Who of many does what a number by school and grade asks for: who leaves with the family, who takes which place."""

import numpy as np
from numba import njit

from sim.kernels.codes import IN_ZONE, OVER_CAPACITY, UNPLACED


@njit(cache=True)
def pick_families(order, family, cell, grade, members, first, of_cell, of_grade, goes):
    """Let families leave until as many pupils have left as wanted; brothers and sisters at school go along and count.

    Parameters
    ----------
    order : int array
        Pupils, in the order in which they are asked.
    family, cell, grade : int arrays (pupils,)
        Household row, number of school and grade, and grade 1-9.
    members, first : int arrays
        Pupils ordered by household, and where each household begins, (households + 1,).
    of_cell : int array (cells,)
        Pupils wanted of each cell; reduced in place, below zero where brothers and sisters leave beyond it.
    of_grade : int array (9,)
        Pupils wanted of each grade of the county; reduced in place.
    goes : bool array (households,)
        Output: families that leave.
    """
    for i in order:
        f = family[i]
        if goes[f] or of_cell[cell[i]] <= 0 or of_grade[grade[i] - 1] <= 0:
            continue
        goes[f] = True
        for k in range(first[f], first[f + 1]):
            j = members[k]
            of_cell[cell[j]] -= 1
            of_grade[grade[j] - 1] -= 1


@njit(cache=True)
def take_nearest(order, x, y, school_x, school_y, places, seats, placed, how):
    """Give each child, in order, a place in the nearest school that has one left.

    Parameters
    ----------
    order : int array
        Children in the order they are served; not more than there are places.
    x, y : float arrays (children,); school_x, school_y : float arrays (schools,)
        Km.
    places : int array (schools,)
        Places to be given; reduced in place.
    seats : int array (schools,)
        Free seats; reduced in place, not below zero.
    placed, how : int arrays (children,)
        Outputs: school or -1, and IN_ZONE, OVER_CAPACITY (beyond the seats) or UNPLACED.
    """
    for i in order:
        best, least = -1, np.inf
        for s in range(len(places)):
            if places[s] > 0:
                d = (school_x[s] - x[i]) ** 2 + (school_y[s] - y[i]) ** 2
                if d < least:
                    best, least = s, d
        placed[i], how[i] = best, UNPLACED
        if best < 0:
            continue
        places[best] -= 1
        how[i] = IN_ZONE if seats[best] > 0 else OVER_CAPACITY
        seats[best] = max(0, seats[best] - 1)
