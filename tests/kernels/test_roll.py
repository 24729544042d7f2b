"""The roll against a plain form, and by hand: what it misses, for how long, and how it is counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import (
    BELOW_AGE,
    CLOSED,
    DIED,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    GROWN_UP,
    LEFT,
    MOVED_AWAY,
    OPEN,
    STAYS,
    WAITING,
)
from sim.kernels.roll import NOWHERE, OUTSIDE, follow_roll
from tests.columns import choice, table, whole
from tests.plain_luck import uniform

SEED, YEAR, KEY = 3, 2021, np.uint64(9)
# Schools: grades 1-6, 1-9 and 7-9 of county 0, 1-6 of county 1, and 1-6 of county 0 closed.
SCHOOLS = {
    "school_status": np.array([OPEN, OPEN, OPEN, OPEN, CLOSED], np.uint8),
    "grade_low": np.array([1, 1, 7, 1, 1], np.uint8),
    "grade_high": np.array([6, 9, 9, 6, 6], np.uint8),
    "school_county": np.array([0, 0, 0, 1, 0], np.int16),
}
CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, ENROLLED, BELOW_AGE, WAITING, DROPPED_OUT, FINISHED, LEFT),
    "leaving": choice(np.uint8, MOVED_AWAY, MOVED_AWAY, DIED, GROWN_UP, STAYS),
    "school": whole(np.int16, 0, 3),
    "grade": whole(np.uint8, 1, 9),
    "register_school": whole(np.int16, -2, 4),
    "years_behind": whole(np.uint8, 0, 2),
}
RULES = st.tuples(
    st.lists(st.sampled_from([0.0, 0.4, 1.0]), min_size=2, max_size=2),
    st.lists(st.integers(0, 3), min_size=2, max_size=2),
)


def kernel(c, share, lag) -> list[tuple[int, int]]:
    """Return roll and years behind of each child after the census."""
    on, behind = c["register_school"].copy(), c["years_behind"].copy()
    looked_at = [c[name] for name in ("uid", "status", "leaving", "school", "grade")]
    rules = np.array(share, float), np.array(lag, np.int64)
    n, gone, found = len(on), [], np.empty(len(on) + 1, np.int64)
    for lo, hi in ((0, n // 2), (n // 2, n)):  # a split changes nothing
        k = follow_roll(*looked_at, *SCHOOLS.values(), *rules, SEED, KEY, YEAR, on, behind, found, lo, hi)
        gone += found[:k].tolist()
    assert gone == np.flatnonzero((c["status"] == LEFT) & (on >= 0)).tolist()
    return list(zip(on.tolist(), behind.tolist(), strict=True))


def plain(c, share, lag, i) -> tuple[int, int]:
    status, grade, on = int(c["status"][i]), int(c["grade"][i]), int(c["register_school"][i])
    here = int(c["school"][i]) if status == ENROLLED else NOWHERE
    goes = status in (WAITING, DROPPED_OUT) or (status == LEFT and c["leaving"][i] == MOVED_AWAY)
    if status == ENROLLED and grade in (1, 7):
        return here, 0
    if on == here or (status != ENROLLED and (not goes or on < 0)):
        return here, 0
    if on >= 0 and (on == 4 or not SCHOOLS["grade_low"][on] <= grade <= SCHOOLS["grade_high"][on]):
        return here, 0
    county = int(SCHOOLS["school_county"][on if on >= 0 else here])
    years = int(c["years_behind"][i]) - 1
    if years < 0:
        years = lag[county] if uniform(SEED, KEY, YEAR, c["uid"][i]) < share[county] else 0
    return (here, 0) if years == 0 else (OUTSIDE if on < 0 else on, years)


@given(table(CHILDREN), RULES)
def test_the_roll_is_the_plain_form(c, rules):
    assert kernel(c, *rules) == [plain(c, *rules, i) for i in range(len(c["uid"]))]


def test_the_roll_is_the_plain_form_whatever_the_blocks():
    """3,000 children, many of whom have moved away; some of these are missed, and stand where they are looked for."""
    make, n = np.random.default_rng(9), 3_000
    most = {"school": (0, 4), "grade": (1, 10), "register_school": (-2, 5), "years_behind": (0, 3)}
    c = {name: make.integers(*ends, n).astype(CHILDREN[name][0]) for name, ends in most.items()}
    c["status"] = make.choice([ENROLLED, WAITING, DROPPED_OUT, FINISHED, LEFT, LEFT], n).astype(np.uint8)
    c["leaving"] = make.choice([MOVED_AWAY, MOVED_AWAY, DIED], n).astype(np.uint8)
    c["uid"] = np.arange(n, dtype=np.uint64)
    told = kernel(c, (0.5, 0.9), (2, 1))
    assert told == [plain(c, (0.5, 0.9), (2, 1), i) for i in range(n)]
    assert sum(on >= 0 for (on, _), status in zip(told, c["status"], strict=True) if status == LEFT) > 100


@pytest.mark.parametrize(("share", "lag"), [((0.0, 0.0), (3, 3)), ((1.0, 1.0), (0, 0))])
@given(c=table(CHILDREN))
def test_without_a_share_or_without_a_lag_the_roll_that_was_right_stays_right(share, lag, c):
    c["years_behind"][:] = 0
    here = np.where(c["status"] == ENROLLED, c["school"], NOWHERE)
    assert kernel(c, share, lag) == [(school, 0) for school in here.tolist()]


def one(status, school, grade, on, behind=0, leaving=STAYS):
    """Return a table of one child."""
    values = {
        "status": status, "leaving": leaving, "school": school, "grade": grade, "register_school": on,
        "years_behind": behind,
    }  # fmt: skip
    return {"uid": np.array([5], np.uint64), **{k: np.array([v], CHILDREN[k][0]) for k, v in values.items()}}


@pytest.mark.parametrize(
    ("child", "roll", "behind"),
    [
        (one(ENROLLED, 1, 3, on=0), 0, 2),  # changed from school 0 to 1, missed
        (one(ENROLLED, 1, 3, on=0, behind=2), 0, 1),  # still wrong a year later
        (one(ENROLLED, 1, 3, on=0, behind=1), 1, 0),  # and then put right
        (one(ENROLLED, 1, 3, on=-1), OUTSIDE, 2),  # came from outside
        (one(ENROLLED, 1, 3, on=-2, behind=2), OUTSIDE, 1),
        (one(ENROLLED, 1, 1, on=-1), 1, 0),  # entered grade 1
        (one(ENROLLED, 2, 7, on=1), 2, 0),  # entered grade 7
        (one(ENROLLED, 1, 3, on=4), 1, 0),  # its old school is closed
        (one(DROPPED_OUT, 1, 8, on=1), 1, 2),
        (one(WAITING, 1, 7, on=0), NOWHERE, 0),  # done with school 0
        (one(LEFT, 1, 5, on=1, leaving=MOVED_AWAY), 1, 2),
        (one(LEFT, 1, 5, on=1, leaving=DIED), NOWHERE, 0),
        (one(FINISHED, -1, 0, on=1), NOWHERE, 0),
        (one(ENROLLED, 0, 3, on=0, behind=2), 0, 0),  # back at the school of its roll
    ],
)
def test_by_hand_where_every_change_is_missed_for_two_years(child, roll, behind):
    assert kernel(child, (1.0, 1.0), (2, 2)) == [(roll, behind)]


def test_the_share_and_the_lag_are_those_of_the_county_of_the_roll():
    here, there = one(ENROLLED, 3, 4, on=0), one(ENROLLED, 0, 4, on=3)
    assert kernel(here, (1.0, 0.0), (1, 1)) == [(0, 1)]
    assert kernel(there, (1.0, 0.0), (1, 1)) == [(0, 0)]


def test_changes_are_missed_as_often_as_the_share_says():
    n = 20_000
    c = {name: np.repeat(column, n) for name, column in one(ENROLLED, 1, 3, on=0).items()}
    c["uid"] = np.arange(n, dtype=np.uint64)
    missed = sum(roll == 0 for roll, _ in kernel(c, (0.3, 0.3), (1, 1)))
    assert abs(missed - 0.3 * n) < 4 * np.sqrt(n * 0.3 * 0.7)
