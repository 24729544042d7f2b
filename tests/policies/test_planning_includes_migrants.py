"""Effect contract of planning_includes_migrants: more rooms where migrants live, when planning is on hukou."""

import pytest

from sim.policies.planning_basis import PlanningBasis
from sim.policies.planning_includes_migrants import PlanningIncludesMigrants
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 6  # 2017-2022: rooms from 2020 on
ON_HUKOU, ON_RESIDENTS = ({"basis": basis, "rooms_per_year": 100} for basis in (1, 2))


@pytest.fixture(scope="module")
def without():
    return run("tonghua", (PlanningBasis(**ON_HUKOU),), years=YEARS)


@pytest.fixture(scope="module")
def with_migrants():
    return run("tonghua", (PlanningBasis(**ON_HUKOU), PlanningIncludesMigrants()), years=YEARS)[1]


def test_rulebook_from_its_year_on():
    lever = PlanningIncludesMigrants()
    assert lever.amend(2017, VIEW, BOOK) == {}
    assert lever.amend(2018, VIEW, BOOK) == {"planning_includes_migrants": 1.0}
    half = PlanningIncludesMigrants(strength=0.5, share=0.8)
    assert half.amend(2018, VIEW, BOOK) == {"planning_includes_migrants": 0.4}
    assert PlanningIncludesMigrants(share=0).amend(2018, VIEW, BOOK) == {}


def test_more_rooms_are_ordered_where_migrants_live(without, with_migrants):
    a, b = (t["orders"].groupby("county").amount.sum() for t in (without[1], with_migrants))
    assert b.sum() > a.sum()
    assert (b.reindex(a.index, fill_value=0) >= a).all()
    rooms = [int(t["school"].query("year == 2022").seats_rated.sum()) for t in (without[1], with_migrants)]
    assert rooms[1] > rooms[0]


def test_on_residents_it_changes_no_order():
    """Residents count all who live there: the rulebook differs, no order does."""
    a, b = (
        run("tonghua", (PlanningBasis(**ON_RESIDENTS), *more), years=4)[1]
        for more in ((), (PlanningIncludesMigrants(),))
    )
    assert a["orders"].equals(b["orders"])
    assert a["school_grade"].equals(b["school_grade"])
    assert not a["rulebook"].equals(b["rulebook"])


def test_zero_strength_is_the_plan_without_it_bit_for_bit(without):
    levers = (PlanningBasis(**ON_HUKOU), PlanningIncludesMigrants(strength=0.0))
    region, records = run("tonghua", levers, years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
