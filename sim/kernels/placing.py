"""What is kept of places given by right, applicant by applicant."""

import numpy as np
from numba import njit

from sim.kernels.codes import BY_CHOICE, BY_ZONE, IN_ZONE, OWN_SCHOOL


@njit(cache=True, nogil=True)
def take_places(pair, school, grade, continues, has_choice, placed, outcome, pupils):
    """Place whoever got a seat by right: school, outcome and the pupils of the school.

    Parameters
    ----------
    pair : int array (applicants,)
        Accepted pair, -1 = none.
    school : int array (pairs,)
    grade : int array (applicants,)
        Grade asked for, 1-9.
    continues, has_choice : bool arrays (applicants,)
        Goes on at the own school; ranks the schools of a district.
    placed, outcome : int arrays (applicants,)
        School, and codes of `sim.kernels.codes.OUTCOME_NAMES`; changed in place.
    pupils : int array (schools, 9)
        Those placed are added in place.
    """
    for i in range(len(pair)):
        if pair[i] < 0:
            continue
        placed[i] = school[pair[i]]
        pupils[placed[i], grade[i] - 1] += 1
        if continues[i]:
            outcome[i] = OWN_SCHOOL
        else:
            outcome[i] = BY_CHOICE if has_choice[i] else BY_ZONE


@njit(cache=True, nogil=True)
def may_exceed(placed, continues, is_local, has_zone, county, has_stop):
    """Return who has no place and a sure one in the zone, be it beyond the seats; int64 (applicants found,).

    Parameters
    ----------
    placed : int array (applicants,)
        School, negative without one.
    continues, is_local, has_zone : bool arrays (applicants,)
        Goes on at the own school, is a local child, has a right to the school of the zone.
    county : int array (applicants,)
    has_stop : int array (counties,)
        Not 0 where classes may not exceed the cut-off for anybody but who goes on.
    """
    found, n = np.empty(len(placed) + 1, np.int64), 0
    for i in range(len(placed)):
        if placed[i] < 0:
            is_sure = continues[i] | (is_local[i] & (has_stop[county[i]] == 0))
            found[n] = i
            n += has_zone[i] & is_sure
    return found[:n]


@njit(cache=True, nogil=True)
def may_overflow(first, score, is_local, placed):
    """Return who is placed elsewhere when no seat by right is left, int64 (applicants found,).

    All who have no place but newcomers refused wherever they asked.

    Parameters
    ----------
    first, score : int and float arrays (applicants + 1,), (pairs,)
        Where the pairs of each begin; their scores, infinite where the applicant may not be admitted.
    is_local : bool array (applicants,)
    placed : int array (applicants,)
        School, negative without one.
    """
    found, n = np.empty(len(placed), np.int64), 0
    for i in range(len(placed)):
        if placed[i] < 0:
            may = is_local[i] or first[i] == first[i + 1]
            for k in range(first[i], first[i + 1]):
                may |= score[k] < float("inf")
            if may:
                found[n] = i
                n += 1
    return found[:n]


@njit(cache=True, nogil=True)
def ways_of_coming(placed, outcome, wish, way_of, how):
    """Fill `how` each came to its school; return how many found one, and who is away from the one asked for first.

    Parameters
    ----------
    placed, outcome, wish : int arrays (applicants,)
        School, -1 none; codes of `sim.kernels.codes.OUTCOME_NAMES`; school asked for first, -1 none.
    way_of : int array (codes,)
        How a child came to its school, by outcome.
    how : int array (applicants,)
        Output.

    Returns
    -------
    int
    int64 array
        Applicants placed otherwise than by right at another school than their first wish.
    """
    away, n, found = np.empty(len(placed) + 1, np.int64), 0, 0
    for i in range(len(placed)):
        how[i] = way_of[outcome[i]]
        found += placed[i] >= 0
        away[n] = i
        n += (placed[i] >= 0) & (wish[i] >= 0) & (placed[i] != wish[i]) & (how[i] != IN_ZONE)
    return found, away[:n]


@njit(cache=True, nogil=True)
def first_wishes(first, school, asked, wish):
    """Fill `wish`, int (applicants,), with the school asked for first: the first listed, else that of the address.

    Parameters
    ----------
    first, school : int arrays (applicants + 1,), (pairs,)
    asked : int array (applicants,)
    """
    for i in range(len(asked)):
        wish[i] = school[first[i]] if first[i + 1] > first[i] else asked[i]


@njit(cache=True, nogil=True)
def rules_and_groups(
    first, group, rule, begins, continues, no_right, grade, asked, of_school, rule_told, told
):
    """Fill the rule of the school of the address, and the group at the school asked for first, of each applicant.

    Parameters
    ----------
    first, group, rule : int arrays (applicants + 1,), (pairs,), (pairs,)
    begins : int array (rules,)
        Position of the first group of each rule among all names.
    continues : bool array (applicants,)
        Position 0 is of those who go on.
    no_right : int
        Position of those who are in no group.
    grade, asked : int arrays (applicants,)
        Grade 1-9 and school of the address, or the own one; -1 none.
    of_school : int array (2, schools)
        Rule by stage and school.
    rule_told, told : int arrays (applicants,)
        Outputs: rule, -1 without a school; position of the group.
    """
    for i in range(len(continues)):
        rule_told[i] = of_school[1 if grade[i] > 6 else 0, asked[i]] if asked[i] >= 0 else -1
        k = first[i]
        if continues[i]:
            told[i] = 0
        elif k < first[i + 1] and group[k] >= 0:
            told[i] = begins[rule[k]] + group[k]
        else:
            told[i] = no_right
