"""Random utility over candidate schools: by hand, against a plain form, and whose luck it is."""

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import decision, uniform_of
from sim.kernels import preferences
from sim.kernels.numbers import NUMBERS, preference_weights
from sim.kernels.preferences import N_WEIGHTS, rank_candidates, utilities
from tests.columns import UID

KEY = decision("tests.preferences")
DECLARED = {number.name: number.value for number in NUMBERS}
WEIGHTS = preference_weights(DECLARED)
PLAIN_SCHOOL = {
    "minutes": 0.0, "quality": 0.0, "crowding": 0.0, "is_sibling": False, "is_boarding": False, "quota": 0.0,
    "is_own_zone": False,
}  # fmt: skip


def worth(**given_columns):
    """Return the utility of a school that is plain but for the columns given, at weights made for this page."""
    weights = np.zeros(N_WEIGHTS)
    weights[preferences.MINUTES_10], weights[preferences.QUALITY] = 0.4, 0.8
    weights[preferences.QUALITY_FROM], weights[preferences.CROWDING] = 0.5, 1.5
    weights[preferences.SIBLING], weights[preferences.BOARDING] = 2.0, 0.6
    weights[preferences.QUOTA], weights[preferences.OWN_ZONE] = 1.2, 0.7
    columns = {name: np.array([value]) for name, value in {**PLAIN_SCHOOL, **given_columns}.items()}
    return float(utilities(**columns, weights=weights)[0])


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("minutes", 25.0, -1.0),
        ("quality", 0.5, 0.0), ("quality", -3.0, 0.0), ("quality", 2.0, 1.2),
        ("crowding", -0.4, 0.0), ("crowding", 0.2, -0.3),
        ("is_sibling", True, 2.0), ("is_boarding", True, -0.6), ("quota", 0.5, 0.6), ("is_own_zone", True, 0.7),
    ],
)  # fmt: skip
def test_each_term_by_hand(column, value, expected):
    assert worth(**{column: value}) == pytest.approx(expected)


def test_terms_add_up():
    everything = {
        "minutes": 10.0,
        "quality": 1.5,
        "crowding": 1.0,
        "is_sibling": 1,
        "is_boarding": 1,
        "quota": 1.0,
    }
    assert worth(**everything, is_own_zone=1) == pytest.approx(-0.4 + 0.8 - 1.5 + 2.0 - 0.6 + 1.2 + 0.7)


def test_quality_attracts_at_the_top_only():
    levels = [worth(quality=q) for q in np.linspace(-3, 3, 13)]
    steps = [b - a for a, b in pairwise(levels)]
    assert all(b >= a - 1e-12 for a, b in pairwise(steps))
    assert steps[0] == 0.0 < steps[-1]


def test_declared_weights_reach_their_positions():
    at = {
        "weight_minutes_10": preferences.MINUTES_10, "choice_utility_quality": preferences.QUALITY,
        "prefer_quality_from": preferences.QUALITY_FROM, "prefer_crowding": preferences.CROWDING,
        "prefer_sibling": preferences.SIBLING, "prefer_boarding": preferences.BOARDING,
        "prefer_quota": preferences.QUOTA, "prefer_own_zone": preferences.OWN_ZONE,
    }  # fmt: skip
    numbers = {name: float(place) for place, name in enumerate(at)}
    found = preference_weights(numbers)
    assert {name: found[position] for name, position in at.items()} == numbers
    assert len(found) == N_WEIGHTS
    assert {name for name in DECLARED if name.startswith("prefer_")} <= set(at)


def test_every_cost_is_a_cost_over_its_whole_range():
    low = {number.name: number.low for number in NUMBERS}
    assert all(preference_weights(low)[[k for k in range(N_WEIGHTS) if k != preferences.QUALITY_FROM]] >= 0)


def plain_ranking(first, utility, uid, school_uid, seed, year, scale):
    """Return the pairs of each applicant by utility and Gumbel luck, ties as they came."""
    out = []
    for i, who in enumerate(uid):
        mine = range(first[i], first[i + 1])
        luck = {k: uniform_of(seed, KEY, year, int(who), int(school_uid[k]) & 0xFFFFFFFF) for k in mine}
        total = {k: utility[k] - scale * log(-log(luck[k] + 1e-300) + 1e-300) for k in mine}
        out += sorted(mine, key=lambda k: (-total[k], k))
    return out


@st.composite
def choices(draw):
    """Return lists of candidates with tied utilities and schools told by 64-bit numbers, repeats among them."""
    sizes = draw(st.lists(st.integers(0, 5), max_size=5))
    n = sum(sizes)
    return {
        "first": np.cumsum([0, *sizes]),
        "utility": np.array(draw(st.lists(st.sampled_from([0.0, 0.0, 1.0, -2.0]), min_size=n, max_size=n))),
        "uid": np.array(draw(st.lists(UID, min_size=len(sizes), max_size=len(sizes))), np.uint64),
        "school_uid": np.array(draw(st.lists(UID, min_size=n, max_size=n)), np.uint64),
    }


@given(choices(), st.sampled_from([0.0, 1.0, 3.0]), st.integers(0, 2**32 - 1))
def test_the_same_as_the_plain_form(market, scale, seed):
    found = rank_candidates(**market, seed=seed, what_for=KEY, year=2020, scale=scale)
    assert found.tolist() == plain_ranking(**market, seed=seed, year=2020, scale=scale)


def test_without_noise_the_useful_come_first_and_equals_keep_their_order():
    found = rank_candidates(
        [0, 4, 6], [0.0, 1.0, 0.0, 1.0, -1.0, 5.0], [7, 8], [1, 2, 3, 4, 1, 2], 1, KEY, 2020, 0.0
    )
    assert found.tolist() == [1, 3, 0, 2, 5, 4]


def test_a_new_school_changes_nobodys_order_of_the_others():
    uid, schools = np.arange(50, dtype=np.uint64), np.arange(100, 106)
    old = rank_candidates(
        np.arange(0, 251, 5), np.zeros(250), uid, np.tile(schools[:5], 50), 1, KEY, 2020, 1.0
    )
    new = rank_candidates(np.arange(0, 301, 6), np.zeros(300), uid, np.tile(schools, 50), 1, KEY, 2020, 1.0)
    without = (new % 6).reshape(50, 6)
    for i in range(50):
        assert [k for k in without[i] if k != 5] == (old % 5).reshape(50, 5)[i].tolist()


def test_two_kinds_of_seats_of_one_school_share_their_luck():
    uid = np.arange(100, dtype=np.uint64)
    found = rank_candidates(
        np.arange(0, 301, 3), np.tile([0.0, 0.0, -1e-9], 100), uid, np.tile([9, 5, 9], 100), 3, KEY, 2020, 1.0
    )
    orders = {tuple(row) for row in (found % 3).reshape(100, 3).tolist()}
    assert orders == {(0, 2, 1), (1, 0, 2)}  # seats of school 9 stay together


def test_the_share_of_first_choices_is_that_of_the_logit():
    n = 20_000
    uid = np.arange(n, dtype=np.uint64)
    utility = np.tile([0.0, 1.0, 2.0], n)
    found = rank_candidates(
        np.arange(0, 3 * n + 1, 3), utility, uid, np.tile([11, 12, 13], n), 5, KEY, 2020, 1.0
    )
    shares = np.bincount(found[::3] % 3, minlength=3) / n
    expected = np.exp([0.0, 1.0, 2.0]) / np.exp([0.0, 1.0, 2.0]).sum()
    # Four standard errors of a share of 20,000.
    assert (np.abs(shares - expected) < 4 * np.sqrt(expected * (1 - expected) / n)).all()


def test_no_argument_is_modified():
    market = np.array([0, 2]), np.array([0.0, 1.0]), np.array([5], np.uint64), np.array([1, 2])
    copies = [x.copy() for x in market]
    for x in market:
        x.flags.writeable = False
    rank_candidates(*market, 1, KEY, 2020, 1.0)
    for x, copy in zip(market, copies, strict=True):
        np.testing.assert_array_equal(x, copy)
