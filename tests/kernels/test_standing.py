"""Standing in line against plain forms: homes, siblings, groups, lottery numbers and scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.applicants import OWN, RENTS, RENTS_AT_HOME, WITH_RELATIVES
from sim.kernels.codes import ENROLLED, WAITING
from sim.kernels.standing import (
    NO_GROUP,
    draw_and_score,
    first_groups,
    groups_of_cells,
    has_sibling_at,
    homes,
)
from sim.rules.applicant import HOME
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

KEY, SEED, YEAR = np.uint64(0xABCDEF01), 5, 2020
N_SCHOOLS, N_FAMILIES = 3, 4


@given(
    table({"dwelling": choice(np.uint8, OWN, WITH_RELATIVES, RENTS_AT_HOME, RENTS_AT_HOME, RENTS)}),
    st.sampled_from([0.0, 0.4, 1.0]),
)  # fmt: skip
def test_a_share_of_local_families_without_a_home_lives_with_the_grandparents(h, share):
    n = len(h["uid"])
    home, family = np.full(n, 9, np.int16), np.arange(n, dtype=np.int32)[::-1].copy()
    homes(h["dwelling"][family], family, h["uid"], share, SEED, KEY, home, 0, n)
    for i, row in enumerate(family):
        drawn = "grandparents" if uniform(SEED, KEY, 0, h["uid"][row]) < share else "rented"
        expected = {OWN: "parents", WITH_RELATIVES: "grandparents", RENTS_AT_HOME: drawn, RENTS: "rented"}
        assert HOME[home[i]] == expected[h["dwelling"][row]]


@settings(max_examples=150)
@given(
    table({"status": choice(np.uint8, ENROLLED, ENROLLED, WAITING), "school": whole(np.int16, 0, N_SCHOOLS - 1),
           "household": whole(np.int32, 0, N_FAMILIES - 1)}, 1), st.data(),
)  # fmt: skip
def test_siblings_are_other_pupils_of_the_family_at_the_school(c, data):
    n = len(c["uid"])
    row = data.draw(array(data.draw(st.integers(0, 6)), whole(np.int32, 0, n - 1)))
    school = data.draw(array(len(row), whole(np.int32, -1, N_SCHOOLS - 1)))
    found = has_sibling_at(
        row, c["household"][row], school, c["status"], c["school"], c["household"], N_FAMILIES
    )
    for k, i in enumerate(row):
        others = [j for j in range(n) if j != i and c["household"][j] == c["household"][i]]
        there = [j for j in others if c["status"][j] == ENROLLED and c["school"][j] == school[k]]
        assert found[k] == bool(there)


@pytest.mark.parametrize("split", [0, 300, 600])
def test_lines_are_by_right_group_rank_and_lottery(split):
    """700 pairs are more than a block; who has no group and no right to go on stands nowhere."""
    luck, n, ranks = np.random.default_rng(3), 700, 1 << 16
    uid, row = luck.integers(0, 2**64, 50, np.uint64), luck.integers(0, 50, n).astype(np.int32)
    school, group = luck.integers(0, 400, n).astype(np.int32), luck.integers(-1, 4, n).astype(np.int16)
    within, continues = luck.integers(0, 3, n).astype(np.int32), luck.random(n) < 0.1
    lottery, score = np.zeros(n, np.uint32), np.zeros(n)
    for lo, hi in ((0, split), (split, n)):
        draw_and_score(
            row, school, group, within, continues, uid, SEED, KEY, YEAR, ranks, lottery, score, lo, hi
        )
    drawn = [int(uniform(SEED, KEY, YEAR, uid[i], s + 1) * 2**32) for i, s in zip(row, school, strict=True)]
    assert lottery.tolist() == drawn
    stands = continues | (group != NO_GROUP)
    assert (np.isfinite(score) == stands).all()
    rank = [(0 if continues[k] else group[k] + 1, within[k], drawn[k]) for k in range(n)]
    mine = np.flatnonzero(stands).tolist()
    assert np.array(mine)[np.argsort(score[mine], kind="stable")].tolist() == sorted(
        mine, key=lambda k: rank[k]
    )
    assert len({float(score[k]) for k in mine}) == len({rank[k] for k in mine})


def test_the_group_told_is_that_of_the_first_school_by_hand():
    """Who has no group there, or no school, comes after the last group that anybody has."""
    first, group = np.array([0, 2, 3, 3, 4, 5]), np.array([1, 0, 2, NO_GROUP, NO_GROUP], np.int16)
    out, continues = np.zeros(5, np.int16), np.array([False, False, False, False, True])
    first_groups(first, group, continues, out)
    assert out.tolist() == [1, 2, 3, 3, 0]


def test_groups_are_looked_up_by_cell_and_county_by_hand():
    """Two columns of values 0-2 and 0-1 make six cells; the second county has a table of its own."""
    columns = np.array([[0, 1, 2, 2], [1, 0, 1, 1]], np.int16)
    step = np.array([[0, 2, 4], [0, 1, 1]], np.int32)
    groups = np.array([[0, 1, 2, 3, 4, 5], [9, 9, 9, 9, 9, NO_GROUP]], np.int16)
    group = np.zeros(4, np.int16)
    school, county = np.array([0, 0, 0, 1], np.int32), np.array([0, 1], np.int16)
    groups_of_cells(columns, step, groups, np.array([0, 1], np.uint8), county, school, group, 0, 4)
    assert group.tolist() == [1, 2, 5, NO_GROUP]
