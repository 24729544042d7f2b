"""Effect contract of merge_small_schools, with the same luck as do_nothing; and whom it merges, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import BOARD, ENROLLED, TOWN, VILLAGE
from sim.policies.merge_small_schools import MergeSmallSchools
from sim.policies.turnkey_schools import TurnkeySchools
from sim.rules.orders import AddBeds, Close, Extend
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

YEAR = 2020  # of the decision, on the censuses of 2019 and 2018
BOOK = Rulebook()
CENTRE = {"id": "C"}  # a primary school of 300 pupils at km 0


def orders(*schools: dict, planned=(), censuses: int = 2, year: int = YEAR, book: Rulebook = BOOK, **values):
    """Return the orders of a county whose schools had the same pupils in each of the censuses."""
    values = {"most_per_year": 1.0, **values}
    earlier = tuple(county(*schools, year=year - 2 - back) for back in range(censuses - 1))
    view = county(*schools, year=year - 1, earlier=earlier, planned=planned)
    return MergeSmallSchools(**values).orders(year, view, book)


def closed(*schools: dict, **more) -> dict[str, str]:
    return {order.school_id: order.into for order in orders(*schools, **more) if isinstance(order, Close)}


def small(name: str, x: float = 1.0, pupils: int = 49, **more) -> dict:
    return {"id": name, "x": x, "pupils": pupils, **more}


def test_a_small_school_is_merged_into_the_nearest_after_the_lead():
    assert orders(small("A"), CENTRE) == (Close("A", 2022, "C"),)
    assert orders(small("A"), CENTRE, lead_years=3) == (Close("A", 2023, "C"),)
    near, far = {"id": "N", "x": 3.0}, {"id": "F", "x": -1.5}
    assert closed(small("A"), near, far) == {"A": "N"}


@pytest.mark.parametrize(
    ("kind", "pupils", "is_closed"),
    [("primary", 49, True), ("primary", 50, False), ("point", 19, True), ("point", 20, False)],
)
def test_sizes(kind, pupils, is_closed):
    assert bool(closed(small("A", kind=kind, pupils=pupils), CENTRE)) == is_closed


def test_below_the_size_in_every_one_of_the_last_censuses():
    assert closed(small("A"), CENTRE, censuses=1) == {}  # the census before the run is unknown
    assert closed(small("A"), CENTRE, censuses=3, years_below=3) == {"A": "C"}
    assert closed(small("A"), CENTRE, censuses=2, years_below=3) == {}
    was_larger = county(small("A", pupils=50), CENTRE, year=2018)
    view = county(small("A"), CENTRE, earlier=(was_larger,))
    assert MergeSmallSchools(most_per_year=1.0).orders(YEAR, view, BOOK) == ()


def test_a_school_that_still_grows_is_left_in_peace():
    new, grown = small("A", is_growing=True), small("A")
    assert closed(new, CENTRE) == {}
    assert closed(small("A", is_growing=True, pupils=0), CENTRE, years_below=1) == {}
    first_full = county(grown, CENTRE, earlier=(county(new, CENTRE, year=2018),))
    for needed, n_orders in ((1, 1), (2, 0)):
        lever = MergeSmallSchools(most_per_year=1.0, years_below=needed)
        assert len(lever.orders(YEAR, first_full, BOOK)) == n_orders


def test_only_within_the_distance():
    assert closed(small("A", x=5.0), CENTRE) == {"A": "C"}
    assert closed(small("A", x=5.1), CENTRE) == {}
    assert closed(small("A", x=3.0, y=4.1), CENTRE) == {}
    assert closed(small("A", x=5.1), CENTRE, distance_max_km=6) == {"A": "C"}


def test_the_rulebook_tells_whether_schools_for_a_minority_stay():
    minority = small("A", is_protected=1)
    assert closed(minority, CENTRE, book=BOOK.amended({"protects_minority_schools": 0})) == {"A": "C"}


@pytest.mark.parametrize(
    ("zone", "pupils", "is_closed"), [(VILLAGE, 19, True), (VILLAGE, 20, False), (TOWN, 20, True)]
)
def test_a_village_school_of_the_size_that_is_kept_stays(zone, pupils, is_closed):
    book = BOOK.amended({"rural_keep_size": 20})
    assert bool(closed(small("A", zone=zone, pupils=pupils), CENTRE, book=book)) == is_closed
    assert closed(small("A", zone=zone, pupils=pupils), CENTRE) == {"A": "C"}  # without the rule


@pytest.mark.parametrize(
    "schools",
    [
        (small("A", is_protected=1), CENTRE),
        (small("A", ownership="private"), CENTRE),
        (small("A"), {**CENTRE, "ownership": "private"}),
        (small("A"), {**CENTRE, "kind": "point"}),  # teaches grades 1-3 only
        (small("A"), {**CENTRE, "kind": "junior"}),  # A is the last of its grades in the county
        (
            small("A", kind="nine_year"),
            CENTRE,
            {"id": "J", "kind": "junior"},
        ),  # none of the two teaches all nine
        (small("A"),),
    ],
    ids=[
        "protected",
        "private",
        "into private",
        "into a point",
        "last of its grade",
        "no whole school",
        "alone",
    ],
)
def test_never(schools):
    assert closed(*schools) == {}


def test_a_point_goes_to_any_school_with_its_grades():
    assert closed(small("A", kind="point", pupils=9), {**CENTRE, "kind": "nine_year"}) == {"A": "C"}


def test_smallest_first_then_by_code_as_many_as_a_county_may():
    schools = (small("B", pupils=20), small("D", pupils=10), small("A", pupils=20), CENTRE)
    assert list(closed(*schools)) == ["D", "A", "B"]
    assert list(closed(*schools, most_per_year=0.5, year_first=YEAR)) == ["D", "A"]
    assert list(closed(*schools, most_per_year=0.5, year_first=YEAR, strength=0.5)) == ["D"]
    assert orders(*schools, strength=0.0) == ()
    assert orders(*schools, year_first=YEAR + 1) == ()


def test_the_share_is_met_over_the_years():
    schools = (*(small(f"S{k}", pupils=10) for k in range(4)), CENTRE)
    planned = [
        len(closed(*schools, most_per_year=0.3, year_first=2019, year=year)) for year in range(2019, 2025)
    ]
    assert planned == [1, 2, 1, 2, 1, 2]  # 1.5 a year


def test_a_small_school_takes_over_only_where_the_two_are_not_small():
    assert closed(small("A", pupils=24), small("B", x=1.5, pupils=25)) == {}
    assert closed(small("A", pupils=24), small("B", x=1.5, pupils=26)) == {
        "A": "B"
    }  # and B does not close into A
    assert closed(small("A", pupils=10), small("B", x=1.5, pupils=12), CENTRE) == {"A": "C", "B": "C"}
    together = small("A", pupils=20), small("B", pupils=21, x=1.5), small("D", pupils=30, x=1.6)
    assert closed(*together) == {"A": "D", "B": "D"}


def test_no_order_twice_and_a_receiving_school_stays():
    schools = (small("A", pupils=30), small("B", x=1.5, pupils=32))
    assert closed(*schools, planned=(Close("A", 2021, "B"),)) == {}
    assert closed(*schools, CENTRE, planned=(Close("A", 2021, "C"),)) == {"B": "C"}


def test_a_school_that_is_to_close_or_to_be_extended():
    schools = (small("A"), CENTRE, {"id": "F", "x": 4.0})
    assert closed(*schools, planned=(Close("C", 2021, "F"),)) == {"A": "F"}
    for order in (Extend("A", 2021, 2), AddBeds("A", 2021, 20)):
        assert closed(*schools, planned=(order,)) == {}


def test_compensation_gives_beds_for_displaced_pupils_of_boarding_grades():
    schools = (
        small("A", x=4.0, pupils=48),
        small("B", x=-3.5, pupils=13),
        small("D", x=-1.0, pupils=35),
        CENTRE,
    )
    point = small("E", x=-4.5, pupils=9, kind="point")
    plain = orders(*schools, point)
    assert not any(isinstance(order, AddBeds) for order in plain)
    # grades 4-6: 24 of A and 6 of B; D is too near, a point has none
    assert orders(*schools, point, compensation=1) == (*plain, AddBeds("C", 2022, 30))
    assert orders(*schools, compensation=1, beds_from_km=0)[-1] == AddBeds("C", 2022, 47)
    view = county(*schools, earlier=(county(*schools, year=2018),))
    lever = MergeSmallSchools(compensation=1, most_per_year=1.0)
    assert lever.orders(YEAR, view, replace(BOOK, boarding_min_grade=6))[-1] == AddBeds("C", 2022, 8 + 2)


YEARS = 6  # 2017-2022: planned from 2019 on, closed from 2021 on
FAR = {"size_below": 100, "size_below_point": 100, "distance_max_km": 20, "most_per_year": 0.5}


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def merged():
    return run("tonghua", (MergeSmallSchools(),), years=YEARS, check=True)


@pytest.fixture(scope="module")
def far():
    return [run("tonghua", (MergeSmallSchools(compensation=c, **FAR),), years=YEARS - 1) for c in (0, 1)]


def open_schools(records) -> dict[int, int]:
    school = records["school"]
    return school[school.status == "open"].groupby("year").school_id.nunique().to_dict()


def test_orders_are_recorded_and_schools_close_on_time(without, merged):
    told = merged[1]["orders"]
    assert set(told.lever) == {"merge_small_schools"}
    assert set(told.kind) == {"close"}
    assert told.year.min() == 2019  # two censuses of the run are published
    assert (told.year_due == told.year + 2).all()
    assert told.target.is_unique
    closing, receiving = told.set_index("target").year, told.groupby("into").year_due.max()
    both = closing.index.intersection(receiving.index)
    assert (
        closing[both] > receiving[both]
    ).all()  # who takes over is not planned to close before that is done
    school = merged[1]["school"]
    first = school[school.status == "closed"].groupby("school_id").year.min()
    due = told[told.year_due < 2017 + YEARS].set_index("target").year_due
    assert first.to_dict() == due.to_dict()
    a, b = open_schools(without[1]), open_schools(merged[1])
    assert [a[year] - b[year] for year in range(2017, 2021)] == [0] * 4
    assert a[2021] - b[2021] == (due == 2021).sum() > 10
    assert a[2022] - b[2022] == len(due)


def test_nothing_differs_before_the_first_closing(without, merged):
    a, b = (records["school_grade"].query("year < 2020") for _, records in (without, merged))
    assert a.equals(b)


def test_nobody_is_lost_and_the_displaced_sit_in_the_receiving_school(merged):
    region, records = merged
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
    into = {row_of[order.target]: row_of[order.into] for order in records["orders"].itertuples()}
    c = region.children
    displaced = (c["year_displaced"] == 2022) & (c["status"] == ENROLLED)
    receiving = np.isin(c["school"][displaced], [into[row] for row in into])
    assert displaced.sum() > 100
    assert receiving.mean() > 0.9
    left = records["school_grade"].query("year == 2022").groupby("school_id").n_out_before.sum()
    gone = records["orders"].query("year_due == 2022").target
    assert left[gone].sum() >= (c["year_displaced"] == 2022).sum()
    assert not ((c["year_displaced"] >= 2021) & (c["status"] == 2)).any()  # nobody waits


def test_travel_is_longer_and_classes_are_fewer(without, merged):
    a, b = (records["school_grade"].query("year >= 2021") for _, records in (without, merged))
    per_day_pupil = [t.minutes_sum.sum() / (t.pupils.sum() - t.n_boarders.sum()) for t in (a, b)]
    assert per_day_pupil[1] > per_day_pupil[0]
    assert b.classes.sum() < a.classes.sum()


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (MergeSmallSchools(strength=0.0, compensation=1),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)


def test_beds_as_compensation_are_slept_in(far):
    (plain, _), (with_beds, records) = far
    told = records["orders"].query("kind == 'add_beds'")
    assert (told.year_due == told.year + 2).all()
    due = told[told.year_due < 2016 + YEARS]
    assert with_beds.schools["beds"].sum() - plain.schools["beds"].sum() == due.amount.sum() > 100
    new = np.isin(with_beds.school_ids, due.target)
    assert with_beds.schools["has_canteen"][new].all()
    boarders = [(r.children["way"] == BOARD).sum() for r in (plain, with_beds)]
    assert boarders[1] > boarders[0]


def test_a_turnkey_school_is_not_merged_before_its_estate_is_full():
    estate = TurnkeySchools(township=990001100, dwellings=30, year_open=2018, years_to_fill=3, is_nine_year=0)
    merging = MergeSmallSchools(years_below=1, lead_years=1, most_per_year=1.0)
    _, records = run("small", (estate, merging), years=7, check=True)
    told = records["orders"].query("kind == 'close'").set_index("target")
    school = records["school"].query("school_id == '990001100-T001'").set_index("year")
    assert (school.pupils < 50).all()
    assert told.year["990001100-T001"] == 2022  # on the census of 2021, the first with the estate full
    assert school.status.to_dict()[2022] == "open"
    assert school.status.to_dict()[2023] == "closed"
