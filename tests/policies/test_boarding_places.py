"""Effect contract of boarding_places, with the same luck as do_nothing; and where it orders beds, by hand."""

from dataclasses import replace

import pytest

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.policies.boarding_places import BoardingPlaces
from sim.rules.orders import AddBeds, AddCanteenSeats, Close
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import FOLDERS, fingerprint, numbers, run

YEAR, BOOK = 2020, Rulebook()


def orders(*schools: dict, planned=(), book=BOOK, year: int = YEAR, **values):
    return BoardingPlaces(**values).orders(year, county(*schools, year=year - 1, planned=planned), book)


def full(name: str = "A", **more) -> dict:
    """Return a school whose 20 beds are taken and that three pupils found full."""
    return {"id": name, "beds": 20, "boarders": 20, "without_bed": 3, **more}


def test_one_bed_a_boarder_after_the_lead():
    assert orders(full()) == (AddBeds("A", 2021, 3, with_canteen=True),)
    assert orders(full(), lead_years=2, with_canteen=0) == (AddBeds("A", 2022, 3, with_canteen=False),)
    assert orders(full(), beds_per_boarder=1.1) == (AddBeds("A", 2021, 6),)  # 25.3 beds for 23
    assert orders(full(without_bed=0)) == ()
    assert orders(full(beds=23)) == ()
    assert orders(full(), year_first=2021) == ()


def test_pupils_beyond_the_limit_count_where_they_are_more_than_found_no_bed():
    beyond = {3: 100, 4: 4, 6: 6}  # those of grade 3 do not board
    assert orders(full(over_limit=beyond)) == (AddBeds("A", 2021, 5),)
    assert orders(full(over_limit=beyond), share_beyond_limit=0.2) == (AddBeds("A", 2021, 3),)
    book = replace(BOOK, boarding_min_grade=3)
    assert orders(full(over_limit=beyond), book=book) == (AddBeds("A", 2021, 55),)


def test_nothing_where_it_cannot_be():
    assert orders(full(kind="point")) == ()
    assert orders(full(ownership="private")) == ()
    assert orders(full(), planned=(Close("A", 2021, "B"),)) == ()


def test_what_is_ordered_is_not_ordered_again():
    assert orders(full(), planned=(AddBeds("A", 2020, 2),)) == (AddBeds("A", 2021, 1),)
    assert orders(full(), planned=(AddBeds("A", 2021, 3),)) == ()


def test_a_school_without_beds_begins_with_a_room():
    five = {"id": "A", "without_bed": 5}
    assert orders(five) == ()
    assert orders({**five, "without_bed": 6}) == (AddBeds("A", 2021, 6),)
    assert orders(five, least_dormitory=5) == (AddBeds("A", 2021, 5),)
    assert orders(five, planned=(AddBeds("A", 2020, 1),)) == (AddBeds("A", 2021, 4),)


def test_the_largest_gap_first_as_far_as_the_beds_go():
    schools = (full("B"), full("A"), full("C", without_bed=10), {"id": "D", "without_bed": 6})
    assert [order.school_id for order in orders(*schools)] == ["C", "D", "A", "B"]
    assert [(o.school_id, o.beds) for o in orders(*schools, most_beds_per_year=15)] == [
        ("C", 10),
        ("A", 3),
        ("B", 2),
    ]


def test_strength_orders_a_share_of_the_gap():
    assert orders(full(without_bed=10), strength=0.5) == (AddBeds("A", 2021, 5),)
    assert orders(full(), strength=0.0) == ()


def test_a_canteen_with_too_few_seats_gets_them():
    """24 boarders eat in two sittings at 12 seats; 7 are there and 2 come with four beds ordered before."""
    eaters = {"id": "A", "beds": 40, "boarders": 24, "canteen_seats": 7}
    assert orders(eaters) == (AddCanteenSeats("A", 2021, 5),)
    before = AddBeds("A", 2020, 4), AddCanteenSeats("A", 2020, 1)
    assert orders(eaters, planned=before) == (AddCanteenSeats("A", 2021, 2),)
    assert orders(eaters, book=replace(BOOK, canteen_sittings=3)) == (AddCanteenSeats("A", 2021, 1),)
    assert orders(eaters, strength=0.5) == (AddCanteenSeats("A", 2021, 3),)  # 2.5
    assert orders(eaters, with_canteen=0) == orders({**eaters, "ownership": "private"}) == ()
    assert orders(eaters, planned=(Close("A", 2021, "B"),)) == ()


def test_beds_come_with_area_and_canteen_seats():
    (told,) = orders(full(), m2_per_bed=4, canteen_seats_per_bed=0.7)
    assert told == AddBeds("A", 2021, 3, m2_per_bed=4, seats_per_bed=0.7)
    assert told.canteen_seats == 3  # 2.1
    assert AddBeds("A", 2021, 3, with_canteen=False).canteen_seats == 0


def test_whose_turn_comes_first_is_amended_where_it_differs():
    def amended(book=BOOK, year=YEAR, **values):
        return BoardingPlaces(**values).amend(year, county({"id": "A"}), book)

    assert amended() == amended(priority=2, strength=0) == amended(priority=2, year=2017) == {}
    assert amended(priority=2) == {"bed_priority": 2}
    assert amended(replace(BOOK, bed_priority=2)) == {"bed_priority": 1}


YEARS = 4  # 2017-2020: beds from 2019 on


@pytest.fixture(scope="module")
def short():
    """Return Tonghua with beds for half of its boarders."""
    few = {**numbers(), "beds_per_boarder_start": 0.5}
    return build_start(read_tables(FOLDERS["tonghua"]), few, 0)


@pytest.fixture(scope="module")
def without(short):
    return run("tonghua", years=YEARS, begin=short)


@pytest.fixture(scope="module")
def with_beds(short):
    return run("tonghua", (BoardingPlaces(),), years=YEARS, begin=short, check=True)


def by_year(records, *columns, rows="grade > 0"):
    return records["school_grade"].query(rows).groupby("year")[list(columns)].sum()


def test_orders_are_recorded_and_beds_open_after_the_lead(short, without, with_beds):
    told = with_beds[1]["orders"]
    assert set(told.lever) == {"boarding_places"}
    assert set(told.kind) == {"add_beds"}
    assert (told.year_due == told.year + 1).all()
    assert told.groupby(["year", "county"]).amount.sum().max() <= 200
    a, b = (records["school"].groupby("year").beds.sum() for _, records in (without, with_beds))
    assert (b - a).to_dict() == {
        year: told[told.year_due <= year].amount.sum() for year in range(2017, 2017 + YEARS)
    }
    assert (b - a)[2019] > 500


def test_boarders_rise_and_pupils_without_a_bed_fall_and_no_more_go_beyond_the_limit(without, with_beds):
    names = ("n_boarders", "n_without_bed", "n_over_limit")
    a, b = (by_year(records, *names, rows="grade >= 4") for _, records in (without, with_beds))
    assert a.loc[:2018].equals(b.loc[:2018])
    for year in (2019, 2020):
        assert b.n_boarders[year] > a.n_boarders[year]
        assert b.n_without_bed[year] < a.n_without_bed[year]
        assert (
            b.n_over_limit[year] <= a.n_over_limit[year]
        )  # who lives beyond it has the first beds without more


def test_one_bed_a_boarder_and_none_for_the_young(with_beds):
    school = with_beds[1]["school"].groupby(["year", "school_id"])[["beds", "n_boarders"]].sum()
    assert (school.n_boarders <= school.beds).all()
    young = with_beds[1]["school_grade"].query("grade < 4")
    assert young.n_boarders.sum() == young.n_without_bed.sum() == 0


def test_a_school_with_new_beds_has_a_canteen(with_beds):
    told, school = with_beds[1]["orders"], with_beds[1]["school"]
    due = told[told.year_due < 2017 + YEARS]
    last = school[school.year == 2020].groupby("school_id")[["has_canteen", "beds"]].sum()
    assert set(last.loc[due.target.unique()].has_canteen) == {1}
    assert last.has_canteen.max() == 1  # once a school, also where it teaches two stages
    assert (last.has_canteen == (last.beds > 0)).all()


def test_zero_strength_is_do_nothing_bit_for_bit(short, without):
    region, records = run("tonghua", (BoardingPlaces(strength=0.0),), years=YEARS, begin=short)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
