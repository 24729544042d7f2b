"""Dropout (辍学): yearly hazard, a logit in what is known of the child."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.boarding import YOUNG
from sim.kernels.codes import BOARD, BY_OTHER, BY_POVERTY, ENROLLED

# Positions in the vector of log odds ratios.
(
    POOR,
    LEFT_BEHIND,
    PER_30_MINUTES,
    YOUNG_BOARDER,
    PER_YEAR_OVER_AGE,
    LOW_ATTAINMENT,
    DISPLACED,
    DISPLACED_GIRL,
    PER_GRADE,
    PER_1000_YUAN,
) = range(10)
N_TERMS = 10

# Columns of the child table that the hazard looks at, in the order kernels take them.
LOOKED_AT = (
    "status", "grade", "sex", "way", "minutes", "household", "uid", "birth_year", "birth_month", "year_displaced",
    "aid_yuan",
)  # fmt: skip


@njit(cache=True, inline="always")
def parts_of_log_odds(
    terms, poor, aid_yuan, parents_away, minutes, way, grade, years_over, attainment, displaced, is_girl, staffed
):  # fmt: skip
    """Return what each cause adds to the log odds of one child, as `CAUSE_NAMES`; the last is its grade.

    `aid_yuan` is the living aid it gets, which takes off what poverty adds; `attainment` is a standard score;
    `displaced` tells that its school was closed within the last two years; `staffed` is what the boarding staff of its
    school adds for a young boarder.
    """
    poverty = (terms[POOR] if poor else 0.0) + terms[PER_1000_YUAN] * aid_yuan / 1000.0
    away = terms[LEFT_BEHIND] if parents_away else 0.0
    distance = terms[PER_30_MINUTES] * minutes / 30.0
    boarding = terms[YOUNG_BOARDER] + staffed if way == BOARD and grade <= YOUNG else 0.0
    learning = terms[PER_YEAR_OVER_AGE] * years_over - terms[LOW_ATTAINMENT] * attainment
    closure = terms[DISPLACED] + (terms[DISPLACED_GIRL] if is_girl else 0.0) if displaced else 0.0
    within = grade - 3.5 if grade < 7 else grade - 8.0
    return poverty, away, distance, boarding, learning, closure, terms[PER_GRADE] * within


@njit(cache=True, inline="always")
def _sum_of(parts):
    return parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5] + parts[6]


@njit(cache=True, inline="always")
def attainment_of(uid, what_for):
    """Return the child's latent attainment: a lasting standard score, uniform, of unit variance."""
    return (uniform(0, what_for, 0, uid, 0) - 0.5) * 3.4641016151377544


@njit(cache=True, nogil=True)
def decide_dropout(
    status, grade, sex, way, minutes, household, uid, birth_year, birth_month, year_displaced, aid_yuan,
    poverty, parents_away, school, staffed, offset, terms, intercepts, upper, attainment_key, drop_key, seed, year,
    is_out, lo, hi,
):  # fmt: skip
    """Set `is_out` of each child: 1 drops out during the year, else 0.

    `upper` is a bound on the hazard: the logit is computed only for draws below it, which changes no result as long as
    no hazard exceeds it (hazards are capped there). `staffed` (schools,) are log odds that the boarding staff of a
    school adds for its young boarders, `offset` (children,) those that care adds for a child.
    """
    for i in range(lo, hi):
        is_out[i] = 0
        if status[i] == ENROLLED:
            u = uniform(seed, drop_key, year, uid[i], 0)
            if u >= upper:
                continue
            h, g = household[i], grade[i]
            x = intercepts[0 if g < 7 else 1] + offset[i] + _sum_of(parts_of_log_odds(
                terms, poverty[h] > 0, aid_yuan[i], parents_away[h] > 0, minutes[i], way[i], g,
                years_over_age(year, birth_year[i], birth_month[i], g), 0.0, year - year_displaced[i] < 2, sex[i] == 1,
                staffed[school[i]],
            ))  # fmt: skip
            if u >= _hazard_bound(x + abs(terms[LOW_ATTAINMENT]) * 1.7320508075688774):
                continue  # not even the lowest attainment would do: no need to look at it
            x -= terms[LOW_ATTAINMENT] * attainment_of(uid[i], attainment_key)
            if u * (1.0 + np.exp(-x)) < 1.0:
                is_out[i] = 1


@njit(cache=True, inline="always")
def _hazard_bound(x):
    """Return a bound on the logistic of `x` without an exponential."""
    if x <= -6.0:
        return 0.0024727
    if x <= -4.0:
        return 0.0179863
    return 0.1192030 if x <= -2.0 else 1.0


@njit(cache=True, inline="always")
def years_over_age(year, birth_year, birth_month, grade):
    """Return by how many years a child is over age for its grade, 0 if by none."""
    age = year - birth_year - (1 if birth_month > 8 else 0)
    return max(0, age - (grade + 5))


@njit(cache=True)
def decide_causes(
    rows, status, grade, sex, way, minutes, household, uid, birth_year, birth_month, year_displaced, aid_yuan,
    poverty, parents_away, school, staffed, terms, attainment_key, cause_key, seed, year, cause,
):  # fmt: skip
    """Set `cause` (rows,) of who drops out, `BY_POVERTY` to `BY_OTHER`, by one draw each; see `cause_of`."""
    for j in range(len(rows)):
        i = rows[j]
        h, g = household[i], grade[i]
        parts = parts_of_log_odds(
            terms, poverty[h] > 0, aid_yuan[i], parents_away[h] > 0, minutes[i], way[i], g,
            years_over_age(year, birth_year[i], birth_month[i], g), attainment_of(uid[i], attainment_key),
            year - year_displaced[i] < 2, sex[i] == 1, staffed[school[i]],
        )  # fmt: skip
        cause[j] = cause_of(parts, uniform(seed, cause_key, year, uid[i], 0))


@njit(cache=True)
def cause_of(parts, u):
    """Return the cause of a dropout for a draw `u` in [0, 1).

    Without all that speaks for it, the sum S of the positive parts, the odds would be exp(-S) of what they are: with
    this probability the child would have left anyway, by `BY_OTHER`. The rest, the attributable fraction (归因分值),
    is shared among the causes in proportion to their positive parts.
    """
    total = 0.0
    for k in range(6):
        total += max(0.0, parts[k])
    anyway = np.exp(-total)
    if u < anyway or total <= 0.0:
        return BY_OTHER
    point, found = (u - anyway) / (1.0 - anyway) * total, BY_OTHER
    for k in range(6):
        if parts[k] > 0.0:
            if point < 0.0:
                break
            point -= parts[k]
            found = BY_POVERTY + k
    return found


@njit(cache=True)
def mean_odds(
    status, grade, sex, way, minutes, household, uid, birth_year, birth_month, year_displaced, aid_yuan,
    poverty, parents_away, terms, attainment_key, year, stage,
):  # fmt: skip
    """Return the mean odds multiplier exp(terms) over enrolled children of a stage (0 primary, 1 junior)."""
    total, n = 0.0, 0
    for i in range(len(status)):
        g = grade[i]
        if status[i] != ENROLLED or (g >= 7) != (stage == 1):
            continue
        h = household[i]
        total += np.exp(
            _sum_of(parts_of_log_odds(
                terms, poverty[h] > 0, aid_yuan[i], parents_away[h] > 0, minutes[i], way[i], g,
                years_over_age(year, birth_year[i], birth_month[i], g), attainment_of(uid[i], attainment_key),
                year - year_displaced[i] < 2, sex[i] == 1, 0.0,
            ))
        )  # fmt: skip
        n += 1
    return total / max(1, n)
