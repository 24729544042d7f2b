"""Children a school would lose, beside the same asked child by child in plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import BELOW_AGE, ENROLLED, WAITING
from sim.kernels.displaced import concerned, displace_pupils, displaced, of_each_school
from tests.columns import array, choice, table, whole

YEAR = 2019
CHILDREN = {
    "status": whole(np.uint8, 0, 5),
    "school": whole(np.int16, -1, 2),
    "grade": whole(np.uint8, 1, 9),
    "birth_year": whole(np.int16, 2005, 2019),
    "birth_month": whole(np.uint8, 1, 12),
    "household": whole(np.int32, 0, 2),
}
LOW, HIGH = np.array([1, 7, 1], np.uint8), np.array([6, 9, 9], np.uint8)


def plain(c, settlement, zone, row, lost, comes_early, due):
    """Return rows and grades of the displaced, child by child."""
    found = []
    for i, (status, school, grade) in enumerate(zip(c["status"], c["school"], c["grade"], strict=True)):
        g, attends = int(grade) + due - YEAR, school == row
        if status == BELOW_AGE:
            enters = int(c["birth_year"][i]) + (7 if c["birth_month"][i] > 8 else 6)
            g = due - max(enters, YEAR + 1) + 1
        if comes_early and not attends and int(LOW[row]) - comes_early <= g <= LOW[row]:
            g = int(LOW[row])
        if status not in (BELOW_AGE, ENROLLED, WAITING) or not LOW[row] <= g <= HIGH[row] or not lost[g - 1]:
            continue
        if status != BELOW_AGE and school >= 0 and LOW[school] <= g <= HIGH[school]:
            is_meant = attends
        else:
            is_meant = zone[settlement[c["household"][i]], g - 1] == row
        if is_meant:
            found.append((i, g))
    return found


@given(
    table(CHILDREN, min_rows=1), array(3, whole(np.int32, 0, 1)), st.integers(0, 2),
    array(9, choice(bool, True, False)), st.booleans(), st.integers(0, 4), st.integers(0, 2**18 - 1),
)  # fmt: skip
def test_the_displaced_are_those_of_the_plain_form(c, settlement, row, lost, runs_out, ahead, zones):
    zone = row * np.array([(zones >> k) & 1 for k in range(18)], np.int32).reshape(
        2, 9
    )  # school 0 or the one asked
    comes_early = int(HIGH[row] - LOW[row]) if runs_out else 0
    columns = [c[name] for name in CHILDREN]
    how = settlement, zone, LOW, HIGH, row, lost, comes_early, YEAR, YEAR + ahead
    expected = plain(c, settlement, zone, row, lost, comes_early, YEAR + ahead)
    mine = concerned(c["status"], c["school"], c["household"], settlement, zone, np.arange(3) == row)
    number = np.where(np.arange(4) == row, 0, -1)
    first, rows = of_each_school(mine, c["school"], c["household"], settlement, zone, number, 1)
    assert (first.tolist(), rows.tolist()) == ([0, len(mine)], mine.tolist())
    for among in (mine, np.flatnonzero(c["status"] <= WAITING)):
        rows, grades = displaced(among, *columns, *how)
        assert list(zip(rows.tolist(), grades.tolist(), strict=True)) == expected


def test_a_pupil_who_would_have_left_by_then_is_not_displaced():
    """School 0 teaches grades 1-6 and closes in two years: of its pupils those in grades 1-4 would still be there."""
    grade = np.arange(1, 7, dtype=np.uint8)
    alike = np.zeros(6, np.int32)
    rows, grades = displaced(
        np.arange(6), alike + ENROLLED, alike, grade, alike + 2010, alike + 1, alike, alike[:1],
        np.full((1, 9), 2), LOW, HIGH, 0, np.ones(9, bool), 0, YEAR, YEAR + 2,
    )  # fmt: skip
    assert (rows.tolist(), grades.tolist()) == ([0, 1, 2, 3], [3, 4, 5, 6])


def test_children_may_be_concerned_by_several_schools_and_stand_once_with_each():
    """School 1 is not asked about. Child 0 is at school 2; child 1 lives where schools 0 and 2 are zone schools."""
    school, household = np.array([2, 1, -1], np.int16), np.array([1, 0, 1], np.int32)
    settlement, zone = np.array([0, 1], np.int32), np.array([[0] * 6 + [2] * 3, [2] * 6 + [1] * 3], np.int32)
    number = np.array([0, -1, 1, -1])
    first, rows = of_each_school(np.arange(3), school, household, settlement, zone, number, 2)
    assert (first.tolist(), rows.tolist()) == ([0, 1, 4], [1, 0, 1, 2])


@given(
    table(CHILDREN, min_rows=1), array((3, 9), choice(bool, True, False)), array((3, 9), whole(np.int16, -1, 2)),
    st.integers(0, 8),
)  # fmt: skip
def test_pupils_lose_the_grades_their_school_gives_up(c, lost, heir, lo):
    lost[1] = False  # a school that loses none
    status, school, year_displaced = (
        c["status"].copy(),
        c["school"].copy(),
        np.zeros(len(c["status"]), np.int16),
    )
    count, expected = np.zeros((3, 9), np.int64), np.zeros((3, 9), np.int64)
    hi = len(status)
    displace_pupils(lost, heir, YEAR, status, school, c["grade"], year_displaced, (count,), min(lo, hi), hi)
    for i in range(hi):
        at, g, is_pupil = int(c["school"][i]), int(c["grade"][i]) - 1, c["status"][i] == ENROLLED
        loses = i >= lo and at >= 0 and bool(lost[at, g])
        assert school[i] == (heir[at, g] if loses else at)
        assert status[i] == (WAITING if loses and is_pupil else c["status"][i])
        assert year_displaced[i] == (YEAR if loses and is_pupil else 0)
        if loses and is_pupil:
            expected[at, g] += 1
    assert count.tolist() == expected.tolist()
