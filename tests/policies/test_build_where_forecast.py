"""Effect contract of build_where_forecast, with the same luck as do_nothing; and what it orders, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.kernels.codes import HERE, HERE_BUT_AWAY, TOWN
from sim.policies.build_where_forecast import BuildWhereForecast
from sim.policies.capital_budget import CapitalBudget
from sim.rules.orders import Build, Close
from sim.rules.rulebook import Rulebook
from sim.rules.seen import IdleSites, Settlements
from tests.policies.counties import county
from tests.worlds import fingerprint, run

YEAR, BOOK = 2020, Rulebook()  # standards of 45 and 50
SCHOOLS = (
    {"id": "S-P", "township": 0, "rooms": 6, "classes": 6, "pupils": 240},
    {"id": "T-P", "township": 1, "rooms": 6, "classes": 6, "pupils": 300},
    {"id": "T-Q", "township": 1, "rooms": 6, "classes": 6, "pupils": 250},
    {"id": "S-J", "township": 0, "rooms": 3, "classes": 3, "pupils": 120, "kind": "junior"},
)


def view(seat=(True, False, False), hukou=HERE, year: int = YEAR - 1, **an_age: int):
    """Return a seat S and townships T and U where every age 0-14 has so many children."""
    children = np.zeros((3, 15, 4), np.int64)
    for name, n in an_age.items():
        children["STU".index(name), :, hukou] = n
    return county(*SCHOOLS, year=year, townships=("S", "T", "U"), is_seat=np.array(seat), children=children)


def orders(seen, year: int = YEAR, **values) -> tuple[Build, ...]:
    return BuildWhereForecast(**values).orders(year, seen, BOOK)


def rooms(seen, **values) -> dict[str, tuple[int, int, int]]:
    """Return grades and rooms of the schools ordered, by township."""
    return {one.township: (one.grade_low, one.grade_high, one.rooms) for one in orders(seen, **values)}


def test_a_school_where_the_lack_beyond_extension_fills_one():
    """T, 200 an age: 1,200 - 540 = 660 short, 14 rooms; its two schools can grow by one each: 12 are left."""
    (school,) = orders(view(T=200))
    assert school == Build("T-N2022", "2022年新建小学", 2022, "", "T", 1, 6, 12)
    assert rooms(view(T=190)) == {}  # 600 short: 13 - 2 = 11 rooms, one class a grade
    assert rooms(view(T=190), least_classes=6) == {"T": (1, 6, 6)}
    assert rooms(view(T=50)) == {}


def test_what_schools_can_grow_by_is_taken_off():
    assert rooms(view(T=200), share_growth=0.5) == {}  # 14 - 6
    assert rooms(view(T=200), share_growth=0) == {"T": (1, 6, 12)}


def test_a_township_without_a_junior_school_is_planned_for_in_the_seat():
    """600 juniors of T, 150 seats in S: nine rooms of 50, three classes a grade."""
    assert rooms(view(T=200), least_classes=9, schools_per_year=2) == {"T": (1, 6, 12), "S": (7, 9, 9)}


def test_two_schools_of_a_year_are_not_put_on_the_same_idle_site():
    """S and T build a kilometre apart, the only idle site between them: the school that comes first has it."""
    places = Settlements(
        np.arange(2), np.array([0.0, 1.0]), np.zeros(2), np.arange(2), np.full(2, TOWN), np.zeros(2, int), np.ones(2)
    )  # fmt: skip
    idle = IdleSites(("I",), np.array([0.5]), np.zeros(1), np.zeros(1, int), np.array([5]), np.array([2018]))
    seen, lever = replace(view(T=200), settlements=places, idle=idle), BuildWhereForecast(
        least_classes=9, schools_per_year=2
    )  # fmt: skip
    given = lever.orders(YEAR, seen, replace(BOOK, reuse_sites_within_km=2.0))
    assert [(one.township, one.site, one.site_rooms) for one in given] == [("T", "I", 5), ("S", "", 0)]


def test_where_both_stages_lack_enough_it_is_a_nine_year_school():
    """S, 150 an age: 900 - 270 = 630 are 14 rooms, less one of growth; 450 - 150 = 300 are six: two classes a grade."""
    assert rooms(view(S=150)) == {"S": (1, 9, 18)}
    assert rooms(view(S=150), least_classes=19) == {}
    assert orders(view(S=150))[0].name == "2022年新建九年一贯制学校"


def test_no_school_is_larger_than_the_largest():
    assert rooms(view(T=600), share_growth=0)["T"] == (1, 6, 36)  # 3,060 short are 68 rooms
    assert rooms(view(T=600), share_growth=0, most_classes=20)["T"] == (1, 6, 18)


def test_in_the_seat_the_township_that_lacks_most_gets_it():
    """S and U are the seat, whose children live in U: the primary school of U stands there."""
    assert rooms(view(seat=(True, False, True), U=160), least_classes=12) == {"U": (1, 9, 18)}
    assert rooms(view(seat=(True, False, True), S=160), least_classes=12) == {"S": (1, 9, 18)}


def test_one_school_a_year_where_most_is_lacking():
    """S: 660 - 270 are 8 rooms of grades 1-6, with T's 1,080 - 150 are 18 of grades 7-9; T: 1,500 - 540 are 21."""
    both = view(S=110, T=250)
    assert rooms(both, share_growth=0) == {"S": (7, 9, 18)}
    assert rooms(both, share_growth=0, schools_per_year=3) == {"S": (7, 9, 18), "T": (1, 6, 18)}
    assert list(rooms(both, share_growth=0, schools_per_year=3)) == ["S", "T"]
    assert rooms(both, schools_per_year=0) == {}


def test_what_is_under_way_counts_and_schools_that_close_have_no_seats():
    seen = view(T=200)
    assert rooms(replace(seen, planned=orders(seen))) == {}
    in_phases = Build("T-X", "新建小学", 2022, "", "T", 1, 6, 6, phases=((2023, 6),))
    assert rooms(replace(seen, planned=(in_phases,))) == {}  # 14 - 12 - 2
    closing = replace(view(T=190), planned=(Close("T-P", 2021),))
    assert rooms(closing) == {"T": (1, 6, 18)}  # 1,140 - 270 are 19 rooms, one of growth


def test_the_basis_decides_whom_it_counts():
    """All 200 of T are registered there and live elsewhere."""
    away = view(T=200, hukou=HERE_BUT_AWAY)
    assert rooms(away, basis=2) == {}
    assert rooms(away, basis=1) == {"T": (1, 6, 12)}
    growing = replace(view(T=150), earlier=(view(T=130, year=YEAR - 2),))
    assert rooms(growing, basis=2) == {}
    assert rooms(growing, basis=3) == {"T": (1, 6, 24)}  # 150 x (15/13)^5 = 307 an age: 28 rooms short - 2


def test_strength_first_year_and_bounds():
    assert rooms(view(T=400), strength=0.5, share_growth=0) == {"T": (1, 6, 18)}  # half of 41 rooms
    assert orders(view(T=400), strength=0.0) == ()
    assert orders(view(T=400), year=2017) == ()
    for wrong in ({"lead_years": 0}, {"share_growth": -0.1}, {"least_classes": 0}):
        with pytest.raises(UserError, match=r"."):
            BuildWhereForecast(**wrong)


YEARS = 6


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def built():
    return run("tonghua", (BuildWhereForecast(),), years=YEARS, check=True)[1]


def test_schools_open_after_the_lead_are_paid_for_and_take_pupils(without, built):
    told = built["orders"]
    assert set(told.kind) == {"build"}
    assert (told.year_due == told.year + 2).all()
    assert told.groupby(["year", "county"]).size().max() == 1
    schools = built["school"][built["school"].school_id.isin(told.target)]
    waited = (
        built["order_events"].query("event == 'delayed'").groupby("target").size()
    )  # for land, a year each
    opened = told.set_index("target").year_due.add(waited, fill_value=0)
    assert schools.groupby("school_id").year.min().to_dict() == opened.to_dict()
    assert schools.query("year == year.max()").groupby("school_id").pupils.sum().min() > 100
    paid = built["order_events"].query("event == 'paid'").set_index("target").yuan
    seats = schools.query("year == year.max()").groupby("school_id").seats_rated.sum()
    assert paid.to_dict() == (45_000 * seats).to_dict()
    added = [int(t["school"].seats_rated.sum()) for t in (without[1], built)]
    assert added[1] > added[0]


def test_a_school_there_is_no_money_for_is_asked_for_again():
    """A year's money is below the price of a school; carried on it is enough for some in a later year."""
    told = run("tonghua", (BuildWhereForecast(), CapitalBudget()), years=5)[1]["order_events"]
    refused, paid = (told[told.event == event] for event in ("refused_no_money", "paid"))
    assert len(refused) > 0
    later = paid.merge(refused, on="county", suffixes=("", "_refused"))
    assert (later.year > later.year_refused).any()


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (BuildWhereForecast(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
