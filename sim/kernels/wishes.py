"""The schools a child may be given by right, listed by applicant: its zone, or those of a zone of several."""

import numpy as np
from numba import njit

ADDRESS, FED, NEAREST = range(3)  # where the schools of an applicant come from


@njit(cache=True, nogil=True)
def zone_lists(
    source, home, grade, asked, width, fed, candidates_primary, candidates_junior, minutes_primary, minutes_junior,
    district_sizes, limit, serves, first,
):  # fmt: skip
    """Return the schools of each applicant, int32 (pairs,), and fill `first` with where those of each begin.

    Who has none by its source is listed at the school of its address alone, or nowhere without one.

    Parameters
    ----------
    source : int array (applicants,)
        `ADDRESS`: the school asked for; `FED`: those of `fed`; `NEAREST`: those that the table of districts names where
        it names several, else the `width` nearest that serve the grade within the limit, the school of the address
        among them whatever its way.
    home, grade, asked, width : int arrays (applicants,)
        Settlement, grade 1-9, school of the address (-1 none), schools of the zone.
    fed : int array (applicants, k)
        -1 = no more.
    candidates_primary, candidates_junior : int arrays (settlements, k)
        Schools a settlement may use, -1 = no more.
    minutes_primary, minutes_junior : float arrays (settlements, k)
    district_sizes : int array (2, settlements)
        How many of the first candidates of each stage are the district by the table.
    limit : float array (applicants,)
        Longest day trip, minutes.
    serves : bool array (schools, 9)
        Which grades of which schools children are given by right.
    first : int array (applicants + 1,)
        Output.
    """
    most = max(candidates_primary.shape[1], candidates_junior.shape[1], fed.shape[1], 1)
    school, n = np.empty(max(1024, 2 * len(home)), np.int32), 0
    for i in range(len(home)):
        first[i] = n
        if n + most > len(school):
            longer = np.empty(2 * len(school) + most, np.int32)
            longer[:n] = school[:n]
            school = longer
        if source[i] == FED:
            for k in range(fed.shape[1]):
                if fed[i, k] >= 0:
                    school[n] = fed[i, k]
                    n += 1
        elif source[i] == NEAREST:
            junior = grade[i] > 6
            listed = candidates_junior[home[i]] if junior else candidates_primary[home[i]]
            minutes = minutes_junior[home[i]] if junior else minutes_primary[home[i]]
            named = district_sizes[1 if junior else 0, home[i]]
            for k in range(len(listed)):
                s = listed[k]
                if s < 0 or not serves[s, grade[i] - 1]:
                    continue
                if named > 1:
                    is_in = k < named
                else:
                    is_in = n - first[i] < width[i] and (minutes[k] <= limit[i] or s == asked[i])
                if is_in:
                    school[n] = s
                    n += 1
        if n == first[i] and asked[i] >= 0:
            school[n] = asked[i]
            n += 1
    first[len(home)] = n
    return school[:n].copy()
