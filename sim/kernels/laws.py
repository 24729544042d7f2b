"""What the laws of the model ask of schools and teachers, counted: 0 where all is as it must be."""

import numpy as np
from numba import njit

from sim.kernels.codes import OPEN, PRIVATE


@njit(cache=True, nogil=True)
def seated_where_none_is_taught(seated, status, grade_low, grade_high):
    """Return how many schools and grades have pupils, int (schools, 9), that are not open or do not teach the grade."""
    wrong = 0
    for s in range(len(seated)):
        for g in range(seated.shape[1]):
            is_taught = (status[s] == OPEN) & (grade_low[s] <= g + 1) & (g + 1 <= grade_high[s])
            wrong += (seated[s, g] != 0) & (not is_taught)
    return wrong


@njit(cache=True, nogil=True)
def schools_with_wrong_classes(pupils, classes):
    """Return how many schools have classes and no pupils, pupils and no class, or more classes than pupils.

    `pupils` and `classes` are int arrays (schools, 9).
    """
    wrong = 0
    for s in range(len(pupils)):
        taught, formed = np.int64(0), np.int64(0)
        for g in range(pupils.shape[1]):
            taught += pupils[s, g]
            formed += classes[s, g]
        wrong += ((taught > 0) != (formed > 0)) | (formed > taught)
    return wrong


@njit(cache=True, nogil=True)
def teachers_out_of_place(home_school, school, status, ownership, county):
    """Return how many teachers have their home or serve in a school that is not open or private, or in two counties."""
    wrong = 0
    for i in range(len(school)):
        home, at = np.uint64(home_school[i]), np.uint64(school[i])
        if home >= len(status) or at >= len(status):  # of no school at all: below zero is far above
            wrong += 1
            continue
        stands = (status[home] == OPEN) & (ownership[home] != PRIVATE)
        stands &= (status[at] == OPEN) & (ownership[at] != PRIVATE) & (county[home] == county[at])
        wrong += not stands
    return wrong
