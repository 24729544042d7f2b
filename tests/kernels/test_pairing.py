"""Who helps whom, by hand."""

import numpy as np

from sim.kernels.pairing import pair

P, J, N = [True, False], [False, True], [True, True]  # primary, junior, nine-year
NOBODY = -1


def paired(helped: list, helpers: list, before: list | None = None, most: int = 1) -> list[int]:
    of_helped, of_helpers = (np.array(rows, bool).reshape(-1, 2) for rows in (helped, helpers))
    last = np.full(len(helped), NOBODY) if before is None else np.array(before, int)
    return pair(of_helped, of_helpers, last, most).tolist()


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
