"""Spare periods given to schools without a teacher: against a plain twin, and cases worked by hand."""

from math import ceil

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.itinerant import share_periods

A_DAY = 4


def shared(wants, teachers, schools, most=2, km=0.0):
    """Return covered, given, visits and days of one county and subject.

    `wants` are (school, periods) in the order they are served, `teachers` (school, spare), `schools` (km, township,
    central school).
    """
    school, periods = (np.array(column, np.int64).reshape(-1) for column in zip(*wants, strict=True))
    base, spare = (
        np.array(column, np.int64) for column in (zip(*teachers, strict=True) if teachers else ([], []))
    )
    x, pool, central = (np.array(column) for column in zip(*schools, strict=True))
    covered = np.zeros(len(school), bool)
    given_, visits, days = (np.zeros(len(base), np.int64) for _ in range(3))
    share_periods(
        np.arange(len(school)), periods, school, np.zeros(len(school), np.int64), spare, base,
        np.array([0, len(base)]), np.array([most]), x.astype(float), np.zeros(len(x)), pool, central, np.array([km]),
        A_DAY, covered, given_, visits, days,
    )  # fmt: skip
    return covered.tolist(), given_.tolist(), visits.tolist(), days.tolist()


def plain(wants, teachers, schools, most, km):
    """Return the same by plain Python."""
    spare = [n for _, n in teachers]
    given_, visits, days, covered = [0] * len(teachers), [0] * len(teachers), [0] * len(teachers), []
    for here, periods in wants:
        x, pool, central = schools[here]

        def reaches(i, x=x, pool=pool, central=central):
            there = schools[teachers[i][0]]
            near = abs(there[0] - x) <= km
            return near or there[1] == pool or (central >= 0 and there[2] == central)

        free = [i for i in range(len(teachers)) if spare[i] > 0 and visits[i] < most and reaches(i)]
        covered.append(sum(spare[i] for i in free) >= periods)
        left = periods if covered[-1] else 0
        for i in sorted(free, key=lambda i: (abs(schools[teachers[i][0]][0] - x), i)):
            n = min(left, spare[i])
            if n:
                spare[i], given_[i], visits[i], days[i] = (
                    spare[i] - n, given_[i] + n, visits[i] + 1, days[i] + ceil(n / A_DAY)
                )  # fmt: skip
                left -= n
    return covered, given_, visits, days


SCHOOLS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 2), st.sampled_from([-1, 0, 3])), min_size=4, max_size=4
)
PAIRS = st.tuples(st.integers(0, 3), st.integers(0, 9))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12)), min_size=1, max_size=6),
    st.lists(PAIRS, max_size=6),
    SCHOOLS,
    st.integers(1, 3),
    st.sampled_from([0.0, 1.0, 3.0]),
)
def test_as_the_plain_twin_and_no_period_is_lost(wants, teachers, schools, most, km):
    found = shared(wants, teachers, schools, most, km)
    assert found == plain(wants, teachers, schools, most, km)
    covered, given_, visits, _ = found
    assert sum(given_) == sum(n for (_, n), done in zip(wants, covered, strict=True) if done)
    assert all(n <= spare for n, (_, spare) in zip(given_, teachers, strict=True))
    assert all(n <= most for n in visits)


LINE = [(0.0, 0, -1), (2.0, 0, -1), (3.0, 1, -1), (9.0, 1, -1)]


def test_the_nearest_gives_first_and_then_the_next():
    """School 1 wants 10: of its township only school 0 gives, 6; with 1 km school 2 is in reach and is nearer."""
    teachers = [(0, 6), (2, 7)]
    assert shared([(1, 10)], teachers, LINE) == ([False], [0, 0], [0, 0], [0, 0])
    assert shared([(1, 10)], teachers, LINE, km=1.0) == ([True], [3, 7], [1, 1], [1, 2])


def test_all_or_nothing_leaves_the_periods_to_the_next_school():
    assert shared([(1, 7), (1, 6)], [(0, 6)], LINE) == ([False, True], [6], [1], [2])


def test_a_teacher_serves_no_more_schools_than_allowed():
    schools = [(0.0, 0, -1)] * 4
    wants = [(1, 2), (2, 2), (3, 2)]
    assert shared(wants, [(0, 9)], schools, most=2) == ([True, True, False], [4], [2], [2])
    assert shared(wants, [(0, 9)], schools, most=3) == ([True, True, True], [6], [3], [3])


def test_sites_of_a_central_school_share_across_townships():
    schools = [(0.0, 0, 0), (50.0, 1, 0), (50.0, 1, -1)]
    assert shared([(1, 2), (2, 2)], [(0, 9)], schools)[0] == [True, False]
