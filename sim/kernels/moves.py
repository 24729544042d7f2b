"""Household moves (家庭迁移): a yearly choice in which schools already matter."""

import numpy as np
from numba import njit

from sim.base.draws import decision, uniform
from sim.kernels.codes import (
    BELOW_AGE,
    COUNTY_SEAT,
    ENROLLED,
    GRADES,
    HUKOU_REGION,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    PLAIN,
    RETURN,
    STAY,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
    WAITING,
)

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
EXAM_GRADES = 6, 9  # grades in which a family looks at where the child may sit the exam after grade 9 (中考)
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
YEARS_A_LOSS_COUNTS = 2  # a school lost longer ago pushes nobody: its pupils have other schools by now
MOST_YEARS_AWAY = 10  # the chance that a parent comes back falls no further
YEARS_TO_SETTLE = 3  # from then on children follow parents who are away at the full rate


@njit(cache=True)
def summarise_children(
    household,
    status,
    grade,
    year_displaced,
    birth_year,
    birth_month,
    settlement,
    year_lost,
    year,
    n_households,
):
    """Return what families look at: arrays (households,) of entry weight, grade, a closed-school and an exam flag.

    Entry weight is 2 for a family with a child at the door of grade 1 or 7 this year, 1 with a child who starts grade 1
    in the next two years, else 0; `youngest_grade` is the grade (1-9) of the child with the most school years
    ahead, 0 without one;
    `closed` tells that in one of the last two years a child lost its school, or the place where the family lives lost
    the zone school of a grade that a child comes to in the next two years, or now without a place in it; `near_exam`
    that a child is in grades 6-9.

    Parameters
    ----------
    settlement : int array (households,)
    year_lost : int array (settlements, 9)
        Last school year in which the zone school of a grade closed, or ceased to teach the grade; 0 never.
    """
    entry = np.zeros(n_households, np.int8)
    youngest_grade = np.zeros(n_households, np.int8)
    closed = np.zeros(n_households, np.int8)
    near_exam = np.zeros(n_households, np.int8)
    for i in range(len(household)):
        h, st = household[i], status[i]
        if st == BELOW_AGE:
            age = year - birth_year[i] - (1 if birth_month[i] > 8 else 0)
            if age >= 4:
                entry[h] = max(entry[h], 1)
                youngest_grade[h] = 1
                if year - year_lost[settlement[h], 0] <= YEARS_A_LOSS_COUNTS:
                    closed[h] = 1
        elif st in (ENROLLED, WAITING):
            g = grade[i]
            if youngest_grade[h] == 0 or g < youngest_grade[h]:
                youngest_grade[h] = g
            at_door = st == WAITING and (g == 1 or g == 7)
            if at_door:
                entry[h] = 2
            if year - year_displaced[i] <= YEARS_A_LOSS_COUNTS:
                closed[h] = 1
            for ahead in range(g if at_door else g + 1, min(g + 2, GRADES) + 1):
                if year - year_lost[settlement[h], ahead - 1] <= YEARS_A_LOSS_COUNTS:
                    closed[h] = 1
            if EXAM_GRADES[0] <= g <= EXAM_GRADES[1]:
                near_exam[h] = 1
    return entry, youngest_grade, closed, near_exam


def chance_to_follow(year_away: np.ndarray, year: int, rate: float) -> np.ndarray:
    """Return the yearly chance that pupils follow parents who went away in `year_away` (rows,), 0 where none did.

    It rises in equal steps to `rate` in the first years, in which parents settle where they work (an assumption).
    """
    years = np.where(year_away > 0, year - year_away.astype(np.int64), 0)
    return rate * np.clip(years / YEARS_TO_SETTLE, 0.0, 1.0)


@njit(cache=True, inline="always")
def utilities(
    u, rank, km_seat, tenure, hukou, income, parents_away, years_away, has_hukou_elsewhere_here, entry, closed,
    near_exam, quality_here, quality_township, quality_seat, minutes_here, minutes_township, minutes_seat, permit_wait,
    exam_barrier, kin_township, kin_seat, supply, turned_away, elsewhere, constants, weights,
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
    sticky = weights[HOME] if tenure == OWNER else 0.0
    estate = weights[ESTATE] * income if tenure == OWNER else 0.0
    push = weights[CLOSED_SCHOOL] if closed else 0.0
    u[STAY] = sticky
    for k in range(1, N_ALTERNATIVES):
        u[k] = CLOSED_TO_ALL
    if rank == PLAIN:
        school = (
            weights[QUALITY] * (quality_township - quality_here)
            - weights[MINUTES_10] * (minutes_township - minutes_here) / 10.0
        )
        drawn = weights[RELATIVES] * kin_township + estate * supply[0]
        u[TO_TOWNSHIP_SEAT] = (
            constants[TO_TOWNSHIP_SEAT] + weights[INCOME] * STEP_TOWNSHIP + drawn + weight * school + push
        )
    if rank != COUNTY_SEAT:
        school = (
            weights[QUALITY] * (quality_seat - quality_here)
            - weights[MINUTES_10] * (minutes_seat - minutes_here) / 10.0
            - weights[TURNED_AWAY] * turned_away
        )
        drawn = weights[RELATIVES] * kin_seat + estate * supply[1]
        cost = weights[KM_10] * km_seat / 10.0 + weights[SEAT_RENT] * (1.0 - income)
        newcomer = weights[PERMIT] * permit_wait if hukou != HUKOU_REGION else 0.0
        u[TO_COUNTY_SEAT] = (
            constants[TO_COUNTY_SEAT] + weights[INCOME] - cost - newcomer + drawn + weight * school + push
        )
    u[TO_OTHER_COUNTY] = constants[TO_OTHER_COUNTY] + weights[INCOME] + weight * elsewhere
    no_exam = weights[EXAM] * exam_barrier
    u[OUT_WITH_CHILD] = constants[OUT_WITH_CHILD] + weights[INCOME] * STEP_AWAY + PUSH_AWAY * push + no_exam
    if parents_away < 2:
        u[OUT_LEAVING_CHILD] = constants[OUT_LEAVING_CHILD] + weights[INCOME] * STEP_AWAY * (1.0 - income)
    if parents_away > 0:
        settled = weights[YEAR_AWAY] * min(years_away, MOST_YEARS_AWAY)
        u[RETURN] = constants[RETURN] + PARENT_BACK - settled + weights[EXAM_RETURN] * near_exam
    elif has_hukou_elsewhere_here:
        u[RETURN] = (
            constants[RETURN] + weights[HUKOU_BACK] + -weight * weights[QUALITY] * SCHOOL_LOST + no_exam
        )


@njit(cache=True, nogil=True)
def choose_moves(
    uid, settlement, hukou_settlement, hukou, tenure, income, parents_away, year_away, entry, youngest_grade, closed,
    near_exam, rank, km_seat, seat_of_township, seat_sample, county, zone, zone_minutes, quality, rules,
    supply, turned_away, elsewhere, p_consider, constants, weights, share_kin, kin_key,
    is_expected, seed, consider_key, choice_key, year, choice, expected, lo, hi,
):  # fmt: skip
    """Choose for each household one of seven alternatives: stay, township seat, county seat, other county, out, ...

    A family thinks about moving with probability `p_consider[closed, entry]`; then it takes the alternative with the
    largest utility plus an own Gumbel draw for each, so that a policy changes only families for whom the changed
    alternative wins or loses.

    Parameters
    ----------
    year_away : int array (households,)
        School year in which a parent went away; not looked at where none is.
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
    u = np.empty(N_ALTERNATIVES)
    for h in range(lo, hi):
        choice[h] = STAY
        e = entry[h]
        p = p_consider[closed[h], e]
        if not is_expected and uniform(seed, consider_key, year, uid[h], 0) >= p:
            continue
        here, origin = settlement[h], hukou_settlement[h]
        g = max(1, youngest_grade[h])
        town, seat = seat_of_township[here], seat_sample[here]
        has_child = youngest_grade[h] > 0
        stage = 1 if g > 6 else 0
        draws = quality[stage]
        is_from_outside = _is_newcomer(hukou[h], origin, here, county)
        is_of_seat = not is_from_outside and rank[origin] == COUNTY_SEAT
        barrier = refused = 0.0
        if near_exam[h] and is_from_outside:
            barrier = 1.0 - rules[county[here], EXAM_RIGHTS]
        if not is_of_seat:
            refused = turned_away[county[here], stage, FROM_OUTSIDE if is_from_outside else OF_COUNTY]
        has_kin = is_of_seat or uniform(0, kin_key, 0, uid[h], 0) < share_kin
        utilities(
            u, rank[here], km_seat[here], tenure[h], hukou[h], income[h], parents_away[h], year - year_away[h],
            hukou[h] == HUKOU_REGION and origin != here, e, closed[h], near_exam[h],
            draws[zone[here, g - 1]], draws[zone[town, g - 1]], draws[zone[seat, g - 1]],
            zone_minutes[here, g - 1] if has_child else -1.0, zone_minutes[town, g - 1], zone_minutes[seat, g - 1],
            rules[county[here], PERMIT_YEARS], barrier, not is_from_outside and origin == town, has_kin, supply[here],
            refused, elsewhere[county[here]], constants[county[here]], weights,
        )  # fmt: skip
        if is_expected:
            _probabilities(u, p, expected[h])
            continue
        best = -1e18
        for k in range(N_ALTERNATIVES):
            if u[k] <= -1e8:
                continue
            luck = -np.log(-np.log(uniform(seed, choice_key, year, uid[h], k) + 1e-300) + 1e-300)
            if u[k] + luck > best:
                best = u[k] + luck
                choice[h] = k


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
