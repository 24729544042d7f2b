"""Effect contract of itinerant_teachers: spare periods cover PE, music and art, and no post moves."""

from dataclasses import replace

import pytest

from sim.policies.itinerant_teachers import ItinerantTeachers
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return ItinerantTeachers(**values).amend(year, county({"id": "A"}), book)


def test_how_much_and_how_far_is_shared():
    assert amended() == {
        "itinerant_share": 1.0, "itinerant_km": 10.0, "itinerant_max_schools": 2, "itinerant_largest_first": 0,
    }  # fmt: skip
    half = amended(strength=0.5, km=8, largest_first=1)
    assert [half[f"itinerant_{name}"] for name in ("share", "km", "largest_first")] == [0.5, 4.0, 1]
    assert amended(year=2017) == amended(strength=0) == {}
    assert amended(replace(BOOK, itinerant_km=20.0))["itinerant_km"] == 20.0


@pytest.fixture(scope="module")
def records():
    return [
        run("tonghua", levers, years=2)[1]
        for levers in ((), (ItinerantTeachers(km=0),), (ItinerantTeachers(),))
    ]


def test_more_is_covered_the_further_teachers_go(records):
    schools = [told["school"].query("year == 2018") for told in records]
    lacking = {int(one.subjects_lacking.sum()) for one in schools}
    assert len(lacking) == 1
    none, township, further = (int(one.subjects_uncovered.sum()) for one in schools)
    assert lacking == {none}
    assert none > township > further


def test_no_teacher_and_no_post_moves(records):
    a, _, b = (told["school"][["year", "school_id", "stage", "teachers", "posts"]] for told in records)
    assert a.equals(b)


def test_periods_are_given_only_where_the_rules_share(records):
    none, township, further = (told["staff"].groupby("year").itinerant_periods.sum() for told in records)
    assert (none == 0).all()
    assert township[2017] == further[2017] == 0
    assert further[2018] > township[2018] > 0
