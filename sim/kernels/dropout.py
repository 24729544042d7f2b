"""Dropout (辍学): yearly hazard, a logit in what is known of the child."""

import numpy as np
from numba import njit

from sim.base.draws import draw_block, uniform
from sim.kernels.boarding import BLOCK, YOUNG
from sim.kernels.codes import BOARD, BY_OTHER, BY_POVERTY, ENROLLED
from sim.kernels.logistic import logistic_bound
from sim.kernels.marks import marked
from sim.kernels.seated import any_enrolled

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
OVER_AGE, SPAN = 3, 32  # for bounds: so many years over age or more stand together, and so many minutes
MOST_AID = 65_535  # yuan; the column holds no more

# Columns of the child table that the hazard looks at, in the order kernels take them.
OF_PUPIL = (
    "grade", "sex", "way", "minutes", "household", "uid", "birth_year", "birth_month", "year_displaced", "aid_yuan",
)  # fmt: skip
LOOKED_AT = ("status", *OF_PUPIL)


@njit(cache=True, inline="always")
def parts_of_log_odds(
    terms, poor, aid_yuan, parents_away, minutes, way, grade, years_over, attainment, displaced, is_girl, staffed
):  # fmt: skip
    """Return what each cause adds to the log odds of one child, as `CAUSE_NAMES`; the last is its grade.

    `aid_yuan` is the living aid it gets, which takes off what poverty adds; `attainment` is a standard score;
    `displaced` tells that its school was closed within the last two years; `staffed` is what the boarding staff of its
    school adds for a young boarder.
    """
    of_poor, left_behind, young, closed = (
        terms[POOR],
        terms[LEFT_BEHIND],
        terms[YOUNG_BOARDER],
        terms[DISPLACED],
    )
    of_girl = terms[DISPLACED_GIRL]  # all is read by now: what follows are choices between numbers, not jumps
    poverty = (of_poor if poor else 0.0) + terms[PER_1000_YUAN] * aid_yuan / 1000.0
    away = left_behind if parents_away else 0.0
    distance = terms[PER_30_MINUTES] * minutes / 30.0
    boarding = young + staffed if (way == BOARD) & (grade <= YOUNG) else 0.0
    learning = terms[PER_YEAR_OVER_AGE] * years_over - terms[LOW_ATTAINMENT] * attainment
    closure = closed + (of_girl if is_girl else 0.0) if displaced else 0.0
    within = grade - (3.5 if grade < 7 else 8.0)
    return poverty, away, distance, boarding, learning, closure, terms[PER_GRADE] * within


@njit(cache=True, inline="always")
def _sum_of(parts):
    return parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5] + parts[6]


@njit(cache=True, inline="always")
def attainment_of(uid, what_for):
    """Return the child's latent attainment: a lasting standard score, uniform, of unit variance."""
    return (uniform(0, what_for, 0, uid, 0) - 0.5) * 3.4641016151377544


@njit(cache=True, nogil=True, error_model="numpy")
def decide_dropout(
    status, grade, sex, way, minutes, household, uid, birth_year, birth_month, year_displaced, aid_yuan,
    poverty, parents_away, school, staffed, is_cared, of_care, terms, intercepts, bounds, attainment_key, drop_key,
    seed, year, found, lo, hi,
):  # fmt: skip
    """Find the children who drop out during the year; return how many they are.

    `bounds` are those of `hazard_bounds`, where hazards are capped: only for draws below them is the logit computed.
    `staffed` (schools,) are log odds that the boarding staff of a
    school adds for its young boarders, `of_care` those that care adds for a child that
    `is_cared` (children,) for. `found` int64 (children + 1,) is the output: their rows, ascending, at the front.
    """
    n_found, usual = 0, bounds[1:, :OVER_AGE].max()
    may, rows, luck = np.zeros(BLOCK, np.uint8), np.empty(BLOCK, np.int64), np.empty(BLOCK)
    eights = may.view(np.uint64)
    for first in range(lo, hi, BLOCK):
        end = min(hi, first + BLOCK)
        if not any_enrolled(status[first:end]):
            continue
        draw_block(seed, drop_key, year, uid[first:end], 0, luck)
        their, g_of, born, month = (
            status[first:end],
            grade[first:end],
            birth_year[first:end],
            birth_month[first:end],
        )
        may[end - first :] = 0
        for k in range(end - first):  # of all who are not far over age a draw above every bound settles it
            is_far_over = year - born[k] - (month[k] > 8) - g_of[k] - 5 >= OVER_AGE
            may[k] = (their[k] == ENROLLED) & ((luck[k] < usual) | is_far_over)
        for j in range(marked(may, eights, rows)):
            i, u = first + rows[j], luck[rows[j]]
            g = grade[i]
            over = years_over_age(year, birth_year[i], birth_month[i], g)
            if u >= bounds[g, min(over, OVER_AGE), minutes[i] // SPAN]:
                continue
            h = household[i]
            x = intercepts[0 if g < 7 else 1] + of_care * is_cared[i] + _sum_of(parts_of_log_odds(
                terms, poverty[h] > 0, aid_yuan[i], parents_away[h] > 0, minutes[i], way[i], g, over, 0.0,
                year - year_displaced[i] < 2, sex[i] == 1, staffed[school[i]],
            ))  # fmt: skip
            if u >= logistic_bound(x + abs(terms[LOW_ATTAINMENT]) * 1.7320508075688774):
                continue  # not even the lowest attainment would do: no need to look at it
            x -= terms[LOW_ATTAINMENT] * attainment_of(uid[i], attainment_key)
            found[n_found] = i
            n_found += u * (1.0 + np.exp(-x)) < 1.0
    return n_found


@njit(cache=True)
def hazard_bounds(terms, intercepts, upper, most_staffed, of_care):
    """Return what no hazard exceeds by grade (0-9), years over age (0, 1, 2, more) and minutes in steps of `SPAN`.

    Everything else is taken at its worst; nothing is above `upper`. `most_staffed` is the largest of `staffed` (at
    least 0), the rest as in `decide_dropout`.
    """
    rest = max(0.0, of_care) + max(0.0, terms[YOUNG_BOARDER] + most_staffed)
    rest += (
        max(0.0, terms[PER_1000_YUAN]) * MOST_AID / 1000.0 + abs(terms[LOW_ATTAINMENT]) * 1.7320508075688774
    )
    for term in (POOR, LEFT_BEHIND, DISPLACED, DISPLACED_GIRL):
        rest += max(0.0, terms[term])
    out = np.full((10, OVER_AGE + 1, 256 // SPAN), upper)
    for g in range(1, 10):
        for over in range(OVER_AGE if terms[PER_YEAR_OVER_AGE] > 0.0 else OVER_AGE + 1):
            x = rest + intercepts[0 if g < 7 else 1] + terms[PER_YEAR_OVER_AGE] * over
            x += terms[PER_GRADE] * (g - (3.5 if g < 7 else 8.0))
            for step in range(256 // SPAN):
                low, high = (
                    terms[PER_30_MINUTES] * step * SPAN / 30.0,
                    terms[PER_30_MINUTES] * (step + 1) * SPAN / 30.0,
                )
                out[g, over, step] = min(upper, 1.000001 / (1.0 + np.exp(-(x + max(low, high)))))
    return out


@njit(cache=True, inline="always")
def years_over_age(year, birth_year, birth_month, grade):
    """Return by how many years a child is over age for its grade, 0 if by none."""
    age = year - birth_year - (1 if birth_month > 8 else 0)
    return max(0, age - (grade + 5))


@njit(cache=True)
def decide_causes(
    rows, grade, sex, way, minutes, household, uid, birth_year, birth_month, year_displaced, aid_yuan, poverty,
    parents_away, school, staffed, terms, attainment_key, cause_key, seed, year, cause,
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
