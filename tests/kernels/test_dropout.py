"""Dropout against plain forms; the shortcuts of the kernel change no result."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from sim.base.draws import uniforms
from sim.kernels.codes import DROPPED_OUT, ENROLLED
from sim.kernels.dropout import attainment_of, decide_dropout, hazard_bounds, mean_odds
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

SEED, YEAR = 12, 2019
ATTAINMENT, DROP = np.uint64(31), np.uint64(32)
N_HOUSEHOLDS = 4
STAFFED = [0.4, -0.3]  # of two schools, which children attend in turn
OF_CARE, CARED = (-0.5, 0.25), [0, 1, 1]  # log odds that care adds, and who is in it: children in turn
CHILD = (
    "status",
    "grade",
    "sex",
    "way",
    "minutes",
    "household",
    "uid",
    "birth_year",
    "birth_month",
    "year_displaced",
    "aid_yuan",
)
CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, DROPPED_OUT, 0, 2, 4, 5),
    "grade": whole(np.uint8, 1, 9),
    "sex": whole(np.uint8, 0, 1),
    "way": whole(np.uint8, 0, 2),
    "minutes": choice(np.uint8, 0, 30, 60, 255),
    "household": whole(np.int32, 0, N_HOUSEHOLDS - 1),
    "birth_year": whole(np.int16, YEAR - 17, YEAR - 5),
    "birth_month": choice(np.uint8, 1, 8, 9, 12),
    "year_displaced": choice(np.int16, 0, YEAR, YEAR - 1, YEAR - 2),
    "aid_yuan": choice(np.uint16, 0, 0, 500, 2500),
}
POVERTY, AWAY = array(N_HOUSEHOLDS, whole(np.uint8, 0, 1)), array(N_HOUSEHOLDS, whole(np.uint8, 0, 2))
TERMS = array(10, choice(np.float64, -0.3, 0.0, 0.2, 0.7))
INTERCEPTS = array(2, choice(np.float64, -7.0, -3.0, 0.0, 2.0))


def age_of(c, i):
    return YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)


def plain_log_odds(c, i, poverty, away, terms):
    """Return the sum of the terms of one child; model.md, step 9."""
    poor, left, half_hour, young, over, low, displaced, girl, by_grade, aid = terms.tolist()
    g, h = int(c["grade"][i]), int(c["household"][i])
    attainment = (uniform(0, ATTAINMENT, 0, c["uid"][i]) - 0.5) * math.sqrt(12)
    x = half_hour * int(c["minutes"][i]) / 30 + over * max(0, age_of(c, i) - g - 5) - low * attainment
    x += poor * int(poverty[h] > 0) + left * int(away[h] > 0)
    x += young * int(c["way"][i] == 2 and g <= 4)
    if c["year_displaced"][i] in (YEAR, YEAR - 1):
        x += displaced + girl * int(c["sex"][i])
    x += aid * int(c["aid_yuan"][i]) / 1000
    return x + by_grade * (g - (3.5 if g <= 6 else 8))


def hazards(c, poverty, away, terms, intercepts, of_care=OF_CARE[0]):
    """Return each enrolled child's hazard, by row."""
    out = {}
    for i in np.flatnonzero(c["status"] == ENROLLED):
        x = intercepts[0 if c["grade"][i] <= 6 else 1] + plain_log_odds(c, i, poverty, away, terms)
        x += STAFFED[i % 2] if c["way"][i] == 2 and c["grade"][i] <= 4 else 0.0
        out[i] = 1 / (1 + math.exp(-x - of_care * CARED[i % 3]))
    return out


def plain_events(c, poverty, away, terms, intercepts, upper, of_care):
    hazard = hazards(c, poverty, away, terms, intercepts, of_care)
    return [
        int(i in hazard and uniform(SEED, DROP, YEAR, c["uid"][i]) < min(hazard[i], upper))
        for i in range(len(c["uid"]))
    ]


def kernel(c, poverty, away, terms, intercepts, upper=1.0, lo=0, of_care=OF_CARE[0]):
    is_out, found = np.full(len(c["uid"]), 9, np.uint8), np.empty(len(c["uid"]) + 1, np.int64)
    rows = [c[name] for name in CHILD]
    school, staffed = np.arange(len(is_out)) % 2, np.array(STAFFED)
    is_cared = np.resize(np.array(CARED, np.uint8), len(is_out))
    bounds = hazard_bounds(terms, intercepts, upper, max(0.0, *STAFFED), of_care)
    n = decide_dropout(
        *rows, poverty, away, school, staffed, is_cared, of_care, terms, intercepts, bounds, ATTAINMENT, DROP,
        SEED, YEAR, found, lo, len(is_out),
    )  # fmt: skip
    is_out[lo:] = 0
    is_out[found[:n]] = 1
    return is_out.tolist()


@settings(max_examples=200)
@given(table(CHILDREN, min_rows=1), POVERTY, AWAY, TERMS, INTERCEPTS)
def test_events_are_the_plain_form(c, poverty, away, terms, intercepts):
    for upper, of_care in product((1.0, 0.05, 0.6), OF_CARE):
        expected = plain_events(c, poverty, away, terms, intercepts, upper, of_care)
        assert kernel(c, poverty, away, terms, intercepts, upper, 0, of_care) == expected
        assert kernel(c, poverty, away, terms, intercepts, upper, 1, of_care) == [9, *expected[1:]]


@given(table(CHILDREN, min_rows=1), POVERTY, AWAY, TERMS, INTERCEPTS)
def test_the_bound_changes_nothing_above_every_hazard(c, poverty, away, terms, intercepts):
    hazard = hazards(c, poverty, away, terms, intercepts)
    bound = max(hazard.values(), default=0.0) * (1 + 1e-12)
    assert kernel(c, poverty, away, terms, intercepts, bound) == kernel(
        c, poverty, away, terms, intercepts, 1.0
    )
    assert 1 not in kernel(c, poverty, away, terms, intercepts, 0.0)


@given(table(CHILDREN), POVERTY, AWAY, TERMS)
def test_mean_odds_is_the_plain_form(c, poverty, away, terms):
    for stage, grades in enumerate((range(1, 7), range(7, 10))):
        mine = [i for i in np.flatnonzero(c["status"] == ENROLLED) if c["grade"][i] in grades]
        odds = [math.exp(plain_log_odds(c, i, poverty, away, terms)) for i in mine]
        found = mean_odds(*(c[name] for name in CHILD), poverty, away, terms, ATTAINMENT, YEAR, stage)
        assert found == pytest.approx(sum(odds) / max(1, len(odds)), rel=1e-12)


def pupils(n, **fixed):
    """Return `n` pupils alike but for their luck and attainment."""
    usual = {
        "status": ENROLLED, "grade": 8, "minutes": 30, "way": 1, "birth_year": YEAR - 13,
        "birth_month": 1, "household": 0,
    }  # fmt: skip
    c = {name: np.full(n, {**usual, **fixed}.get(name, 0), kind[0]) for name, kind in CHILDREN.items()}
    c["uid"] = np.arange(n, dtype=np.uint64) + np.uint64(2**50)
    return c


NOBODY = np.zeros(N_HOUSEHOLDS, np.uint8)


@pytest.mark.parametrize("intercept", [-7.0, -5.0, -3.0, -1.0, 1.0])
def test_the_share_that_drops_out_is_the_hazard(intercept):
    """At every level, also where the exponential is skipped: 200,000 pupils, within four standard errors."""
    n, terms = 200_000, np.array([0, 0, 0.3, 0, 0, 0.5, 0, 0, 0, 0.0])
    c = pupils(n)
    attainment = (np.arange(20_000) + 0.5) / 20_000 - 0.5
    x = intercept + 0.3 - 0.5 * math.sqrt(12) * attainment
    p = (1 / (1 + np.exp(-x))).mean()
    found = np.mean(kernel(c, NOBODY, NOBODY, terms, np.full(2, intercept), of_care=0.0))
    assert abs(found - p) < 4 * math.sqrt(p * (1 - p) / n)


@pytest.mark.parametrize("low", [-1.5, 0.0, 1.5])
def test_shortcuts_change_no_event(low):
    """Against the hazard of every pupil, at every level: 60,000 pupils, those of low attainment among them."""
    n, terms = 60_000, np.array([0, 0, 0, 0, 0, low, 0, 0, 0, 0.0])
    c, luck, attainment = pupils(n), np.empty(n), np.empty(n)
    uniforms(SEED, DROP, YEAR, c["uid"], 0, luck, 0, n)
    uniforms(0, ATTAINMENT, 0, c["uid"], 0, attainment, 0, n)
    for intercept in np.arange(-9.0, 3.0, 0.5):
        x = intercept - low * (attainment - 0.5) * math.sqrt(12)
        found = kernel(c, NOBODY, NOBODY, terms, np.full(2, intercept), of_care=0.0)
        assert found == (luck < 1 / (1 + np.exp(-x))).astype(int).tolist()


def test_attainment_is_a_standard_score():
    key, size = np.uint64(5), 50_000
    score = np.array([attainment_of(np.uint64(u), key) for u in range(size)])
    assert abs(score.mean()) < 4 / math.sqrt(size)
    assert abs(score.std() - 1) < 4 * math.sqrt(0.8 / 4 / size)  # kurtosis 1.8 of a uniform number
    assert abs(score).max() <= math.sqrt(3)


@pytest.mark.parametrize(
    ("term", "change", "steps"),
    [
        (0, {"household": 1}, 1), (1, {"household": 2}, 1), (2, {"minutes": 60}, 1),
        (3, {"way": 2, "grade": 4}, 1), (3, {"way": 2, "grade": 5}, 0),
        (4, {"birth_year": YEAR - 15}, 2), (4, {"birth_year": YEAR - 12}, 0),
        (6, {"year_displaced": YEAR - 1}, 1), (6, {"year_displaced": YEAR - 2}, 0),
        (7, {"year_displaced": YEAR, "sex": 1}, 1), (7, {"year_displaced": YEAR}, 0), (7, {"sex": 1}, 0),
        (8, {"grade": 9}, 1), (8, {"grade": 7}, -1), (8, {"grade": 6}, 2.5),
        (9, {"aid_yuan": 1000}, 1), (9, {"aid_yuan": 2500}, 2.5),
    ],
    ids=str,
)  # fmt: skip
def test_each_term_by_hand(term, change, steps):
    """A grade-8 pupil of 13 with half an hour's way; a single term of log 2 doubles the odds at each step."""
    terms = np.zeros(10)
    terms[term] = math.log(2)
    poverty, away = np.array([0, 1, 0, 0], np.uint8), np.array([0, 0, 1, 0], np.uint8)
    usual = pupils(1, birth_year=YEAR - 13 + max(0, 8 - change.get("grade", 8)))  # of age for the grade
    changed = pupils(1, **{"birth_year": usual["birth_year"][0], **change})
    base, other = (plain_log_odds(c, 0, poverty, away, terms) for c in (usual, changed))
    assert (other - base) / math.log(2) == pytest.approx(steps)
    stage = 0 if changed["grade"][0] < 7 else 1
    found = mean_odds(*(changed[name] for name in CHILD), poverty, away, terms, ATTAINMENT, YEAR, stage)
    assert found == pytest.approx(math.exp(base) * 2.0**steps)
