"""Household moves (家庭迁移): a yearly choice in which schools already matter."""

import numpy as np
from numba import njit

from sim.base.draws import decision, draw_block
from sim.kernels.codes import (
    COUNTY_SEAT,
    HUKOU_REGION,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    PLAIN,
    RETURN,
    STAY,
    STAYS,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
)
from sim.kernels.family_children import (
    OF_THINKING,
    entry_weight,
    is_closed,
    is_near_exam,
    youngest_grade,
)
from sim.kernels.rows import mark_rows

N_ALTERNATIVES = 7

# Positions in the vector of utility weights.
(
    INCOME, HOME, KM_10, QUALITY, MINUTES_10, CLOSED_SCHOOL, PERMIT, HUKOU_BACK, SEAT_RENT, EXAM,
    RELATIVES, ESTATE, TURNED_AWAY, YEAR_AWAY, EXAM_RETURN,
) = range(15)  # fmt: skip
N_WEIGHTS = 15
# Positions in a county's rules for newcomers: years of permit asked for, share of the right to sit the exam here.
PERMIT_YEARS, EXAM_RIGHTS = range(2)
# Whose children were turned away at a seat last year: hukou elsewhere in the county, outside it.
OF_COUNTY, FROM_OUTSIDE = range(2)
KIN = decision("move.relatives_at_seat")  # a lasting trait of the family, the same for every seed
CLOSED_TO_ALL = -1e9  # utility of an alternative nobody can choose

# Steps of income and shares of the school terms (assumptions; the weights they multiply are declared and drawn).
STEP_TOWNSHIP, STEP_AWAY = (
    0.3,
    2.0,
)  # income gain of the township seat and of leaving, the county seat's being 1
PARENT_BACK = 1.0  # utility of living together again
SHARE_SOON, SHARE_LATER = (
    0.5,
    0.25,
)  # of the school terms: a child soon to start, and in other years; 1 at the door
PUSH_AWAY = 0.5  # share of the closed-school push that works towards leaving the region
SCHOOL_LOST = 0.5  # quality given up, in SD, by a family that returns to its village
MOST_YEARS_AWAY = 10  # the chance that a parent comes back falls no further

AT_ONCE = 2048  # families whose draws are made before they choose: some hundred of them think about moving
# Gumbel draws between bounds: of the k-th of equal parts of [0, 1), so that most need no logarithm.
PARTS = 1024
_EDGES = np.arange(PARTS + 1) / PARTS
_BOUNDS = -np.log(-np.log(_EDGES + 1e-300) + 1e-300)
GUMBEL_LOW, GUMBEL_HIGH = _BOUNDS[:-1] - 1e-9, _BOUNDS[1:] + 1e-9


@njit(cache=True, inline="always")
def utilities(
    u, rank, km_seat, tenure, hukou, income, parents_away, years_away, has_hukou_elsewhere_here, entry, closed,
    near_exam, quality_here, quality_township, quality_seat, minutes_here, minutes_township, minutes_seat, permit_wait,
    exam_barrier, kin_township, kin_seat, supply, turned_away, elsewhere, constants, county, weights,
):  # fmt: skip
    """Fill `u` (7,) with the utility of each alternative; `CLOSED_TO_ALL` marks one that is not open to the family.

    School terms are differences to staying and count in full for families at the door of grade 1 or 7 (entry 2), half
    for a child soon to start (entry 1), a quarter otherwise; none without a child of school age or near it.
    `exam_barrier` is the share of the right to sit the exam here that a family is refused, 0 where it does not concern
    it. `kin_township` and `kin_seat` tell of relatives or a hukou there, `supply` (2,) the log of new over old
    dwellings at township and county seat, `turned_away` the share of children like the family's refused at the seat
    last year, `elsewhere` what the same is worth (<= 0) over the seats of other counties.
    """
    weight = 1.0 if entry == 2 else (SHARE_SOON if entry == 1 else SHARE_LATER)
    if minutes_here < 0.0:
        weight = 0.0
    home, of_estate, of_closed = weights[HOME], weights[ESTATE] * income, weights[CLOSED_SCHOOL]
    sticky = (
        home if tenure == OWNER else 0.0
    )  # all is read by now: these are choices between numbers, not jumps
    estate = of_estate if tenure == OWNER else 0.0
    push = of_closed if closed else 0.0
    u[STAY] = sticky
    school = (
        weights[QUALITY] * (quality_township - quality_here)
        - weights[MINUTES_10] * (minutes_township - minutes_here) / 10.0
    )
    drawn = weights[RELATIVES] * kin_township + estate * supply[0]
    worth = (
        constants[county, TO_TOWNSHIP_SEAT] + weights[INCOME] * STEP_TOWNSHIP + drawn + weight * school + push
    )
    u[TO_TOWNSHIP_SEAT] = worth if rank == PLAIN else CLOSED_TO_ALL
    school = (
        weights[QUALITY] * (quality_seat - quality_here)
        - weights[MINUTES_10] * (minutes_seat - minutes_here) / 10.0
        - weights[TURNED_AWAY] * turned_away
    )
    drawn = weights[RELATIVES] * kin_seat + estate * supply[1]
    cost = weights[KM_10] * km_seat / 10.0 + weights[SEAT_RENT] * (1.0 - income)
    wait = weights[PERMIT] * permit_wait
    newcomer = wait if hukou != HUKOU_REGION else 0.0
    worth = (
        constants[county, TO_COUNTY_SEAT] + weights[INCOME] - cost - newcomer + drawn + weight * school + push
    )
    u[TO_COUNTY_SEAT] = worth if rank != COUNTY_SEAT else CLOSED_TO_ALL
    u[TO_OTHER_COUNTY] = constants[county, TO_OTHER_COUNTY] + weights[INCOME] + weight * elsewhere
    no_exam = weights[EXAM] * exam_barrier
    u[OUT_WITH_CHILD] = (
        constants[county, OUT_WITH_CHILD] + weights[INCOME] * STEP_AWAY + PUSH_AWAY * push + no_exam
    )
    worth = constants[county, OUT_LEAVING_CHILD] + weights[INCOME] * STEP_AWAY * (1.0 - income)
    u[OUT_LEAVING_CHILD] = worth if parents_away < 2 else CLOSED_TO_ALL
    settled = weights[YEAR_AWAY] * min(years_away, MOST_YEARS_AWAY)
    parents = constants[county, RETURN] + PARENT_BACK - settled + weights[EXAM_RETURN] * near_exam
    whole = (
        constants[county, RETURN] + weights[HUKOU_BACK] + -weight * weights[QUALITY] * SCHOOL_LOST + no_exam
    )
    whole = whole if has_hukou_elsewhere_here else CLOSED_TO_ALL
    u[RETURN] = parents if parents_away > 0 else whole


@njit(cache=True, nogil=True)
def choose_moves(
    uid, settlement, hukou_settlement, hukou, tenure, income, parents_away, year_away, leaving, seen, rank, km_seat,
    seat_of_township, seat_sample, county, zone, zone_minutes, quality, rules, supply, turned_away,
    elsewhere, p_consider, constants, weights, share_kin, kin_key,
    is_expected, seed, consider_key, choice_key, year, choice, expected, lo, hi,
):  # fmt: skip
    """Choose for each household one of seven alternatives: stay, township seat, county seat, other county, out, ...

    Those that leave stay where they are. A family thinks about moving with probability `p_consider[closed, entry]`;
    then it takes the alternative with the largest utility plus an own Gumbel draw for each, so that a policy changes
    only families for whom the changed alternative wins or loses.

    Parameters
    ----------
    year_away : int array (households,)
        School year in which a parent went away; not looked at where none is.
    seen : uint32 array (households,)
        What families look at in their children, as of `sim.kernels.family_children.look_at_children`.
    zone, zone_minutes : arrays (settlements, 9)
        Zone school of each grade and minutes to it.
    quality : float array (2, schools + 1)
        Drawing power for families whose youngest pupil is in primary and in junior grades; the last column serves
        places without a school.
    seat_of_township, seat_sample : int arrays (settlements,)
        The settlement of the township seat, and one typical settlement of the county seat.
    rules : float array (counties, 2)
        By `PERMIT_YEARS` and `EXAM_RIGHTS`. The right concerns families with hukou outside the county and a child in
        grades 6-9.
    supply : float array (settlements, 2)
        At the township seat and the county seat of each place: log of all dwellings over those there were without the
        ones that estates still have.
    turned_away : float array (counties, 2, 2)
        Share of last year's applicants turned away at the seat, by stage and `OF_COUNTY`, `FROM_OUTSIDE`.
    elsewhere : float array (counties,)
        What the same at the seats of other counties is worth to a family at the door of a grade, utility, at most 0.
    p_consider : float array (2, 3)
        By closed school and entry weight.
    constants : float array (counties, 7); weights : float array (N_WEIGHTS,)
    share_kin : float; kin_key : uint64
        Share of families with relatives at the county seat, a lasting trait drawn by the key.
    is_expected : bool
        True: fill `expected` (households, 7) with choice probabilities instead of drawing.
    """
    u, consider, kin = np.empty(N_ALTERNATIVES), np.empty(AT_ONCE), np.empty(AT_ONCE)
    may, p_by_marks = np.empty(AT_ONCE, np.uint8), np.empty(OF_THINKING + 1)
    for marks in range(OF_THINKING + 1):
        p_by_marks[marks] = p_consider[is_closed(marks), entry_weight(marks)]
    who, ids, luck = (
        np.empty(AT_ONCE + 1, np.int64),
        np.empty(AT_ONCE, np.uint64),
        np.empty((N_ALTERNATIVES, AT_ONCE)),
    )
    for begin in range(lo, hi, AT_ONCE):
        end = min(begin + AT_ONCE, hi)
        draw_block(seed, consider_key, year, uid[begin:end], 0, consider)
        choice[begin:end] = STAY
        marks_of, goes = seen[begin:end], leaving[begin:end]
        for i in range(end - begin):  # in a loop that vectorises
            thinks = consider[i] < p_by_marks[np.uint64(marks_of[i] & OF_THINKING)]
            may[i] = (is_expected | thinks) & (goes[i] == STAYS)
        n = mark_rows(may, end - begin, begin, who, 0)
        for j in range(n):
            ids[j] = uid[who[j]]
        draw_block(0, kin_key, 0, ids[:n], 0, kin)
        if not is_expected:
            for k in range(N_ALTERNATIVES):
                draw_block(seed, choice_key, year, ids[:n], k, luck[k])
        for j in range(n):
            h = np.uint64(who[j])
            marks, lives, origin = seen[h], settlement[h], hukou_settlement[h]
            e, closed, near_exam = entry_weight(marks), is_closed(marks), is_near_exam(marks)
            here, youngest = np.uint64(lives), youngest_grade(marks)
            grade = np.uint64(max(1, youngest) - 1)
            at_township = seat_of_township[here]
            town, seat, own = np.uint64(at_township), np.uint64(seat_sample[here]), np.uint64(county[here])
            has_child = youngest > 0
            stage = np.uint64(1 if youngest > 6 else 0)
            is_from_outside = _is_newcomer(hukou[h], origin, lives, county)
            is_of_seat = not is_from_outside and rank[origin] == COUNTY_SEAT
            barrier = refused = 0.0
            if near_exam and is_from_outside:
                barrier = 1.0 - rules[own, EXAM_RIGHTS]
            if not is_of_seat:
                refused = turned_away[own, stage, FROM_OUTSIDE if is_from_outside else OF_COUNTY]
            has_kin = is_of_seat or kin[j] < share_kin
            utilities(
                u, rank[here], km_seat[here], tenure[h], hukou[h], income[h], parents_away[h], year - year_away[h],
                hukou[h] == HUKOU_REGION and origin != lives, e, closed, near_exam,
                quality[stage, zone[here, grade]], quality[stage, zone[town, grade]], quality[stage, zone[seat, grade]],
                zone_minutes[here, grade] if has_child else -1.0, zone_minutes[town, grade], zone_minutes[seat, grade],
                rules[own, PERMIT_YEARS], barrier, not is_from_outside and origin == at_township, has_kin,
                (supply[here, 0], supply[here, 1]), refused, elsewhere[own], constants, own, weights,
            )  # fmt: skip
            if is_expected:
                _probabilities(u, p_consider[closed, e], expected[h])
            else:
                choice[h] = _best(u, luck, j)


@njit(cache=True, inline="always")
def _best(u, luck, j):
    """Return the alternative whose utility and Gumbel draw together are largest, of equals the first.

    Only those whose upper bound reaches the largest lower bound can be it; a single one needs no logarithm. One that
    is closed never reaches it: no draw makes up for `CLOSED_TO_ALL`.
    """
    least, rivals, best_of, j = -1e18, 0, STAY, np.uint64(j)
    for k in range(N_ALTERNATIVES):
        least = max(least, u[k] + GUMBEL_LOW[np.uint64(int(luck[k, j] * PARTS))])
    for k in range(N_ALTERNATIVES):
        is_rival = u[k] + GUMBEL_HIGH[np.uint64(int(luck[k, j] * PARTS))] >= least
        rivals += is_rival
        best_of = k if is_rival else best_of
    if rivals == 1:
        return best_of
    best = -1e18
    for k in range(N_ALTERNATIVES):
        if u[k] + GUMBEL_HIGH[int(luck[k, j] * PARTS)] >= least:
            worth = u[k] - np.log(-np.log(luck[k, j] + 1e-300) + 1e-300)
            if worth > best:
                best, best_of = worth, k
    return best_of


@njit(cache=True, inline="always")
def _is_newcomer(hukou, hukou_settlement, here, county):
    """Tell whether a family's hukou stands outside the county it lives in."""
    return hukou != HUKOU_REGION or county[hukou_settlement] != county[here]


@njit(cache=True, inline="always")
def _probabilities(u, p_consider, out):
    total = 0.0
    for k in range(N_ALTERNATIVES):
        total += np.exp(u[k])
    for k in range(N_ALTERNATIVES):
        out[k] = p_consider * np.exp(u[k]) / total
    out[STAY] += 1.0 - p_consider
