"""Effect contract of volunteers: who comes goes again."""

from dataclasses import replace

import pytest

from sim.policies.volunteers import Volunteers
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return Volunteers(**values).amend(year, county({"id": "A"}), book)


def test_the_intake_from_its_year_on():
    assert amended() == {"volunteers_intake": 5, "volunteer_years": 1}
    assert amended(intake=10, strength=0.5, years=2) == {"volunteers_intake": 5, "volunteer_years": 2}
    assert amended(replace(BOOK, volunteers_intake=3))["volunteers_intake"] == 8
    assert amended(year=2017) == amended(strength=0.0) == amended(intake=0) == {}


@pytest.mark.parametrize("length", [1, 2])
def test_who_comes_goes_again(length):
    staff = (
        run("tonghua", (Volunteers(years=length),), years=5)[1]["staff"]
        .groupby("year")
        .sum(numeric_only=True)
    )
    came, left = (staff[name].tolist() for name in ("n_volunteers_came", "n_volunteers_left"))
    assert came[0] == 0
    assert min(came[1:]) > 0
    assert left == [0] * (1 + length) + came[1 : 5 - length]
