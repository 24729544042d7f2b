"""Effect contract of planning_basis, with the same luck as do_nothing; and what it orders, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import ELSEWHERE_IN_COUNTY, HERE, HERE_BUT_AWAY, OUTSIDE_COUNTY
from sim.policies.planning_basis import PlanningBasis
from sim.rules.orders import Build, Close, Extend
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

YEAR, BOOK = 2020, Rulebook()  # standards of 45 and 50
HUKOU, RESIDENTS, FORECAST = 1, 2, 3


def people(**by_township: dict[int, int]) -> np.ndarray:
    """Return children of a seat S and two townships T and U; every age 0-14 has as many, by hukou."""
    out = np.zeros((3, 15, 4), np.int64)
    for row, name in enumerate("STU"):
        for hukou, n in by_township.get(name, {}).items():
            out[row, :, hukou] = n
    return out


SCHOOLS = (
    {"id": "S-P", "township": 0, "rooms": 6, "classes": 6, "pupils": 240},
    {"id": "T-P", "township": 1, "rooms": 6, "classes": 6, "pupils": 300},
    {"id": "T-Q", "township": 1, "rooms": 6, "classes": 6, "pupils": 250},
    {"id": "S-J", "township": 0, "rooms": 3, "classes": 3, "pupils": 120, "kind": "junior"},
)


def view(children: np.ndarray, *schools: dict, year: int = YEAR - 1, **more):
    return county(
        *(schools or SCHOOLS), year=year, townships=("S", "T", "U"), is_seat=np.array([True, False, False]),
        children=children, **more,
    )  # fmt: skip


def orders(seen, book=BOOK, year: int = YEAR, **values) -> dict[str, int]:
    given = PlanningBasis(**values).orders(year, seen, book)
    assert {order.year for order in given} <= {year + int(values.get("lead_years", 2))}
    return {order.school_id: order.rooms for order in given}


# T has two schools of 6 rooms: 540 primary seats. 100 an age make 600 children of 6 to 11: 60 short, one whole class.
FULL = people(T={HERE: 100})


def test_whole_rooms_where_children_exceed_seats_at_the_fullest_school():
    assert orders(view(people(T={HERE: 97}))) == {
        "S-J": 2
    }  # 582 - 540 = 42 < 45; 291 of 12-14 - 150 in the seat
    assert orders(view(FULL)) == {"T-P": 1, "S-J": 3}  # 300 - 150 seats = 3 classes of 50
    two = orders(
        view(people(T={HERE: 105}))
    )  # 630 - 540 = 90: two rooms, both where 50 and still 43 > 41.7 sit
    assert two == {"T-P": 2, "S-J": 3}
    assert orders(view(people(T={HERE: 50}))) == {}


def test_the_three_bases_count_different_children():
    """T: 60 stay, 40 are registered and away, 20 from elsewhere in the county, 10 from outside it."""
    seen = view(people(T={HERE: 60, HERE_BUT_AWAY: 40, ELSEWHERE_IN_COUNTY: 20, OUTSIDE_COUNTY: 10}))
    ahead = {
        basis: PlanningBasis(basis=basis).children_ahead(seen, BOOK, 4)[1]
        for basis in (HUKOU, RESIDENTS, FORECAST)
    }
    assert ahead[HUKOU].tolist() == [100] * 15
    assert ahead[RESIDENTS].tolist() == [90] * 15
    with_migrants = replace(BOOK, planning_includes_migrants=0.5)
    assert PlanningBasis(basis=HUKOU).children_ahead(seen, with_migrants, 4)[1].tolist() == [105] * 15
    assert PlanningBasis(basis=RESIDENTS).children_ahead(seen, with_migrants, 4)[1].tolist() == [90] * 15
    assert ahead[FORECAST].tolist() == [90] * 15  # one census: nobody comes or goes


def test_years_ahead_are_counted_from_the_decision():
    """Those of 2 to 7 in the census of 2019 are 6 to 11 in 2023, three years after 2020."""
    young, older = people(), people()
    young[1, 2:8, HERE] = older[1, 3:9, HERE] = 100
    assert orders(view(young)) == {"T-P": 1}
    assert orders(view(older)) == {}
    assert orders(view(older), years_ahead=2) == {"T-P": 1}
    assert orders(view(older), years_ahead=2, lead_years=1) == {"T-P": 1}


def test_a_forecast_carries_on_the_last_change():
    """Each cohort of T grew from 100 to 110 in the last year, and 90 were born."""
    now = people(T={HERE: 110})
    now[1, 0, HERE] = 90
    seen = view(now, earlier=(view(people(T={HERE: 100}), year=YEAR - 2),))
    ahead = PlanningBasis(basis=FORECAST).children_ahead(seen, BOOK, 2)[1]
    assert ahead[2] == pytest.approx(90 * 1.1**2)
    assert ahead[[8, 14]] == pytest.approx([110 * 1.1**2] * 2)
    assert PlanningBasis(basis=RESIDENTS).children_ahead(seen, BOOK, 2)[1][8] == 110


def test_a_township_without_a_school_of_the_stage_is_planned_for_in_the_seat():
    """U has no school: 90 an age make 540 primary and 270 junior children, 270 and 120 beyond the seat's seats."""
    assert orders(view(people(U={HERE: 90})), rooms_per_year=20) == {"S-P": 6, "S-J": 2}


def test_what_is_on_its_way_counts():
    assert orders(view(FULL, planned=(Extend("T-Q", 2021, 1), Extend("S-J", 2021, 2)))) == {"S-J": 1}
    built = Build("T-N", "新建小学", 2022, "", "T", 1, 6, 6)
    assert orders(view(people(T={HERE: 120}), planned=(built,)))["S-J"] == 4
    assert "T-P" not in orders(view(people(T={HERE: 120}), planned=(built,)))


def test_schools_that_close_have_no_seats_and_get_no_rooms():
    closing = view(people(T={HERE: 100}), planned=(Close("T-P", 2021, "T-Q"),))
    assert orders(closing, rooms_per_year=50) == {"T-Q": 7, "S-J": 3}  # 600 - 270 = 330


def test_pupils_of_private_schools_need_no_public_seat_and_their_schools_get_no_rooms():
    private = {"id": "T-R", "township": 1, "pupils": 60, "classes": 2, "ownership": "private"}
    assert orders(view(FULL, *SCHOOLS, private)) == {"S-J": 3}


def test_no_more_rooms_than_a_county_builds_a_year():
    assert orders(view(FULL), rooms_per_year=2) == {"S-J": 2}
    assert orders(view(FULL), rooms_per_year=0) == {}


def test_strength_orders_a_share_of_what_is_missing():
    assert orders(view(people(T={HERE: 150})), strength=0.5, rooms_per_year=50) == {
        "T-P": 3,
        "T-Q": 1,
        "S-J": 3,
    }
    assert orders(view(people(T={HERE: 150})), strength=0.0) == {}


def test_nothing_before_its_first_year():
    assert orders(view(FULL), year_first=2021) == {}


YEARS = 5  # 2017-2021: rooms from 2020 on


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def planned():
    return run("tonghua", (PlanningBasis(),), years=YEARS, check=True)[1]


def test_rooms_open_after_the_lead_and_no_more_than_the_limit(without, planned):
    told = planned["orders"]
    assert set(told.kind) == {"extend"}
    assert (told.year_due == told.year + 2).all()
    assert 0 < told.groupby(["year", "county"]).amount.sum().max() <= 10
    a, b = (t["school"].groupby("year").rooms.sum().astype(int) for t in (without[1], planned))
    assert (b - a).to_dict() == {
        year: told[told.year_due <= year].amount.sum() for year in range(2017, 2017 + YEARS)
    }


def test_seats_rise_and_fewer_classes_are_over_the_standard(without, planned):
    seats = [int(t["school"].seats_rated.sum()) for t in (without[1], planned)]
    over, overflow = (
        [int(t["school_grade"].query("year >= 2020")[name].sum()) for t in (without[1], planned)]
        for name in ("n_over_standard", "n_overflow_in")
    )
    assert seats[1] > seats[0]
    assert over[1] < over[0]
    assert overflow[1] < overflow[0]


def test_each_basis_orders_other_rooms():
    told = {
        basis: run("tonghua", (PlanningBasis(basis=basis),), years=4)[1]["orders"]
        for basis in (HUKOU, RESIDENTS, FORECAST)
    }
    rooms = [frozenset(zip(t.year, t.target, t.amount, strict=True)) for t in told.values()]
    assert len(set(rooms)) == 3


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (PlanningBasis(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
