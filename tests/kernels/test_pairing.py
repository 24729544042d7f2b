"""Who helps whom, by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.pairing import pair_schools

P, J, N = [True, False], [False, True], [True, True]  # primary, junior, nine-year
NOBODY = -1


def paired(helped: list, helpers: list, before: list | None = None, most: int = 1) -> list[int]:
    of_helped, of_helpers = (np.array(rows, bool).reshape(-1, 2) for rows in (helped, helpers))
    last = np.full(len(helped), NOBODY) if before is None else np.array(before, int)
    return pair_schools(of_helped, of_helpers, last, most).tolist()


def test_the_strongest_helps_the_weakest_and_each_helps_one_before_any_helps_two():
    assert paired([P, P, P], [P, P], most=2) == [0, 1, 0]


def test_a_school_without_a_place_left_is_helped_by_nobody():
    assert paired([P, P, P, P, P], [P, P], most=2) == [0, 1, 0, 1, NOBODY]


def test_only_schools_of_a_stage_in_common_are_paired():
    assert paired([J, P, J], [P, J]) == [1, 0, NOBODY]
    assert paired([J, N], [N, P]) == [0, 1]


def test_pairs_of_last_year_stay_before_new_ones_are_made():
    assert paired([P, P], [P, P], before=[NOBODY, 0]) == [1, 0]


def test_a_pair_ends_when_its_stages_part_or_fewer_are_helped():
    assert paired([J, P], [P, J], before=[0, NOBODY]) == [1, 0]
    assert paired([P, P], [P, P], before=[0, 0], most=1) == [0, 1]


def test_without_schools_there_are_no_pairs():
    assert paired([], [P]) == []
    assert paired([P], []) == [NOBODY]


_STAGES = st.sampled_from([P, J, N])


@given(st.lists(_STAGES, max_size=8), st.lists(_STAGES, max_size=5), st.integers(1, 3), st.data())
def test_pairs_are_within_the_rules_and_nobody_is_left_out_without_need(helped, helpers, most, data):
    position = st.integers(NOBODY, len(helpers) - 1)
    before = data.draw(st.lists(position, min_size=len(helped), max_size=len(helped)))
    found = paired(helped, helpers, before, most)
    busy = [found.count(one) for one in range(len(helpers))]
    assert max(busy, default=0) <= most
    for own, helper in zip(helped, found, strict=True):
        fits = [k for k, other in enumerate(helpers) if np.logical_and(own, other).any()]
        if helper == NOBODY:
            assert all(busy[k] == most for k in fits)
        else:
            assert helper in fits
    kept = [old for old, new in zip(before, found, strict=True) if old == new != NOBODY]
    asked_again = [
        old for own, old in zip(helped, before, strict=True)
        if old != NOBODY and np.logical_and(own, helpers[old]).any()
    ]  # fmt: skip
    assert len(kept) >= sum(min(most, asked_again.count(one)) for one in range(len(helpers)))


@given(st.integers(0, 6), st.integers(1, 6), st.integers(1, 3))
def test_in_one_stage_as_many_are_helped_as_there_are_places(helped, helpers, most):
    found = paired([P] * helped, [P] * helpers, most=most)
    assert sum(one != NOBODY for one in found) == min(helped, helpers * most)
