"""Causes of dropout against a plain twin: the attributable fraction, its shares, and that more aid loses nobody."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from sim.kernels.codes import (
    BY_BOARDING,
    BY_CLOSURE,
    BY_DISTANCE,
    BY_LEARNING,
    BY_OTHER,
    BY_PARENTS_AWAY,
    BY_POVERTY,
    CAUSE_NAMES,
    ENROLLED,
)
from sim.kernels.dropout import OF_PUPIL, cause_of, decide_causes
from tests.columns import array, choice, table
from tests.kernels.test_dropout import (
    ATTAINMENT,
    AWAY,
    CHILDREN,
    INTERCEPTS,
    POVERTY,
    SEED,
    STAFFED,
    TERMS,
    YEAR,
    age_of,
    kernel,
)
from tests.plain_luck import uniform

CAUSE = np.uint64(33)


def plain_parts(c, i, poverty, away, terms):
    """Return what each cause but the last adds to the log odds of a child; model.md, step 9."""
    poor, left, half_hour, young, over, low, displaced, girl, _, aid = terms.tolist()
    g, h = int(c["grade"][i]), int(c["household"][i])
    attainment = (uniform(0, ATTAINMENT, 0, c["uid"][i]) - 0.5) * math.sqrt(12)
    boards = c["way"][i] == 2 and g <= 4
    closed = c["year_displaced"][i] in (YEAR, YEAR - 1)
    return {
        BY_POVERTY: poor * int(poverty[h] > 0) + aid * int(c["aid_yuan"][i]) / 1000,
        BY_PARENTS_AWAY: left * int(away[h] > 0),
        BY_DISTANCE: half_hour * int(c["minutes"][i]) / 30,
        BY_BOARDING: (young + STAFFED[i % 2]) * int(boards),
        BY_LEARNING: over * max(0, age_of(c, i) - g - 5) - low * attainment,
        BY_CLOSURE: (displaced + girl * int(c["sex"][i])) * int(closed),
    }


def plain_cause(parts, u):
    """Return the cause by a draw: first who would have left anyway, then the causes in proportion."""
    speaks = {cause: part for cause, part in parts.items() if part > 0}
    total = sum(speaks.values())
    shares = [math.exp(-total), *((1 - math.exp(-total)) * part / total for part in speaks.values())]
    at = int(np.searchsorted(np.cumsum(shares), u, side="right"))
    return [BY_OTHER, *speaks][min(at, len(speaks))]


def causes(c, rows, poverty, away, terms):
    found = np.zeros(len(rows), np.uint8)
    school, staffed = np.arange(len(c["uid"])) % 2, np.array(STAFFED)
    decide_causes(
        rows, *(c[name] for name in OF_PUPIL), poverty, away, school, staffed, terms, ATTAINMENT, CAUSE, SEED, YEAR,
        found,
    )  # fmt: skip
    return found.tolist()


@settings(max_examples=200)
@given(table(CHILDREN, min_rows=1), POVERTY, AWAY, TERMS)
def test_causes_are_the_plain_form(c, poverty, away, terms):
    rows = np.flatnonzero(c["status"] == ENROLLED)
    expected = [
        plain_cause(plain_parts(c, i, poverty, away, terms), uniform(SEED, CAUSE, YEAR, c["uid"][i]))
        for i in rows
    ]
    assert causes(c, rows, poverty, away, terms) == expected


def share(parts, n=200_000):
    """Return the share of each cause over draws spread evenly."""
    found = [cause_of(parts, (k + 0.5) / n) for k in range(n)]
    return [found.count(cause) / n for cause in range(1, 8)]


def test_the_attributable_fraction_by_hand():
    """Poverty log 2 and distance log 4 make the odds 8 times: 1 in 8 would have left anyway, 7/8 go 1 : 2."""
    parts = (
        math.log(2),
        0.0,
        math.log(4),
        0.0,
        -1.0,
        0.0,
        2.5,
    )  # what keeps a child, and the grade, cause nothing
    assert share(parts) == pytest.approx([7 / 24, 0, 14 / 24, 0, 0, 0, 1 / 8], abs=1e-5)


def test_a_child_for_whom_nothing_speaks_leaves_by_another_cause():
    assert share((0.0, -0.3, 0.0, 0.0, -1.0, 0.0, 0.7), 100) == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("cause", range(6), ids=CAUSE_NAMES[:6])
def test_a_cause_alone_has_the_whole_fraction(cause):
    parts = tuple(math.log(4) if k == cause else 0.0 for k in range(7))
    expected = [0.75 if k == cause else 0.0 for k in range(6)]
    assert share(parts, 10_000) == pytest.approx([*expected, 0.25], abs=1e-4)


def test_the_last_draw_below_one_has_a_cause():
    assert cause_of((0.1, 0.2, 0.3, 0.0, 0.7, 0.0, 0.0), math.nextafter(1, 0)) == BY_LEARNING


@settings(max_examples=200)
@given(
    table(CHILDREN, min_rows=1), POVERTY, AWAY, TERMS, INTERCEPTS, array(10, choice(np.uint16, 0, 500, 3000))
)
def test_with_the_same_luck_more_aid_loses_nobody(c, poverty, away, terms, intercepts, more):
    terms = np.append(terms[:9], -abs(terms[9]))
    richer = {**c, "aid_yuan": (c["aid_yuan"] + np.resize(more, len(c["uid"]))).astype(np.uint16)}
    less, after = (np.array(kernel(one, poverty, away, terms, intercepts, 0.6)) for one in (c, richer))
    assert (after <= less).all()
