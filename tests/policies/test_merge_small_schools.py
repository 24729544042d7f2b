"""Effect contract of merge_small_schools, with the same luck as do_nothing; and whom it merges, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.kernels.codes import BOARD, ENROLLED, TOWN, VILLAGE
from sim.policies.merge_small_schools import MergeSmallSchools
from sim.policies.turnkey_schools import TurnkeySchools
from sim.rules.orders import AddBeds, ChangeGrades, Close, Extend, OpenBusLine
from sim.rules.rulebook import Rulebook
from sim.rules.seen import Settlements, Trips
from tests.policies.counties import county
from tests.worlds import fingerprint, run

YEAR = 2020  # of the decision, on the censuses of 2019 and 2018
BOOK = Rulebook()
CENTRE = {"id": "C"}  # a primary school of 300 pupils at km 0


def orders(
    *schools: dict, planned=(), stopped=(), seen=None, censuses: int = 2, year: int = YEAR, book: Rulebook = BOOK,
    **values,
):  # fmt: skip
    """Return the orders of a county whose schools had the same pupils in each of the censuses."""
    values = {"most_per_year": 1.0, **values}
    earlier = tuple(county(*schools, year=year - 2 - back) for back in range(censuses - 1))
    view = county(*schools, year=year - 1, earlier=earlier, planned=planned, stopped=stopped, **(seen or {}))
    return MergeSmallSchools(**values).orders(year, view, book)


def closed(*schools: dict, **more) -> dict[str, str]:
    return {order.school_id: order.into for order in orders(*schools, **more) if isinstance(order, Close)}


def small(name: str, x: float = 1.0, pupils: int = 49, **more) -> dict:
    return {"id": name, "x": x, "pupils": pupils, **more}


def test_a_small_school_is_merged_into_the_nearest_after_the_lead():
    assert orders(small("A"), CENTRE) == (Close("A", 2022, "C", publicity=2021),)
    assert orders(small("A"), CENTRE, lead_years=3) == (Close("A", 2023, "C", publicity=2022),)
    assert orders(small("A"), CENTRE, lead_years=1) == (Close("A", 2021, "C", publicity=2020),)
    assert orders(small("A"), CENTRE, is_staggered=1) == (
        Close("A", 2022, "C", publicity=2021, is_staggered=True),
    )
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
    assert all(order.compensation == () for order in orders(*schools, point))

    def beds(*schools, **more) -> dict[str, int]:
        given = orders(*schools, compensation=1, **more)
        assert all((one.school_id, one.year, one.goes_with) == ("C", 2022, order.school_id)
                   for order in given for one in order.compensation)  # fmt: skip
        return {order.school_id: one.beds for order in given for one in order.compensation}

    assert beds(*schools, point) == {"A": 24, "B": 6}  # of grades 4-6; D is too near, a point has none
    assert beds(*schools, beds_from_km=0) == {"A": 24, "B": 6, "D": 17}
    assert beds(*schools, book=replace(BOOK, boarding_min_grade=6)) == {"A": 8, "B": 2}
    assert beds(*schools, is_staggered=1) == {}  # who is there stays there
    assert beds(*schools, to_point=1) == {"A": 24, "B": 6}  # grades 4-6 are those given up
    assert beds(*schools, to_point=1, point_grade_high=4) == {"A": 16, "B": 4}


def test_a_complete_primary_school_first_becomes_a_point():
    point = ChangeGrades("A", 2022, 1, 3, "C", publicity=2021)
    assert orders(small("A"), CENTRE, to_point=1) == (point,)
    high = {**CENTRE, "kind": "nine_year"}
    assert orders(small("A", kind="point", pupils=9), high, to_point=1) == (
        Close("A", 2022, "C", publicity=2021),
    )
    junior = small("J", kind="junior", pupils=30), {"id": "K", "kind": "junior"}
    assert closed(*junior, to_point=1) == {"J": "K"}


def test_what_parents_stopped_is_not_planned_again_for_some_years():
    def planned(year_stopped: int, **values) -> dict[str, str]:
        stopped = ((year_stopped, Close("A", year_stopped + 1, "C", publicity=year_stopped)),)
        return closed(small("A"), CENTRE, stopped=stopped, **values)

    assert planned(2016) == {}  # five years: from 2021 on
    assert planned(2015) == {"A": "C"}
    assert planned(2018, years_after_stop=2) == {"A": "C"}


def test_a_school_that_runs_out_neither_closes_nor_takes_over():
    assert closed(small("A", year_runs_out=2018), CENTRE) == {}
    assert closed(small("A"), {**CENTRE, "year_runs_out": 2018}) == {}


def living(*homes: tuple[float, int]) -> dict:
    """Return settlements at these km eastwards, from each of which so many of grades 1-3 go to the first school."""
    x, pupils = np.array([home[0] for home in homes]), np.array([home[1] for home in homes])
    n = np.arange(len(homes))
    of_band = np.stack([pupils, 0 * pupils, 0 * pupils], axis=1)
    return {
        "settlements": Settlements(n, x, 0.0 * x, 0 * n, 0 * n, 0 * n, 0 * n),
        "trips": Trips(n, 0 * n, of_band, 0 * of_band, 0 * of_band, 0.0 * x),
    }


def test_compensation_by_bus_brings_all_the_displaced_to_the_school_that_takes_over():
    """20 pupils at km 9 and 8 call for two buses of 19 seats that stop at both, the farthest first."""
    (close,) = orders(small("A", x=4.0), CENTRE, seen=living((9.0, 4), (8.0, 16)), compensation=2)
    assert close.compensation == (OpenBusLine("bus C for A 2022-1", "C", 2022, (0, 1), 2, 19, goes_with="A"),)
    staggered = orders(
        small("A", x=4.0), CENTRE, seen=living((9.0, 4), (8.0, 16)), compensation=2, is_staggered=1
    )
    assert staggered[0].compensation == ()
    point = orders(small("A", x=4.0), CENTRE, seen=living((9.0, 4)), compensation=2, to_point=1)
    assert point[0].compensation == ()  # grades 1-3 stay


def test_nobody_is_merged_into_a_school_that_is_to_become_a_point():
    becoming = ChangeGrades("N", 2021, 1, 3, "C", publicity=2020)
    near = {"id": "N", "x": 3.0}
    assert closed(small("A"), near, CENTRE) == {"A": "C"}
    assert closed(small("A", x=2.9), near, CENTRE) == {"A": "N"}
    assert closed(small("A", x=2.9), near, CENTRE, planned=(becoming,)) == {"A": "C"}


def test_a_school_made_a_point_and_closed_later_has_lines_of_its_own_each_time():
    seen, bus = living((9.0, 4), (8.0, 16)), {"compensation": 2}
    at_once, later = (
        {line.line_id for line in order.compensation}
        for lead in (2, 4)
        for order in orders(small("A", x=4.0), CENTRE, seen=seen, lead_years=lead, **bus)
    )
    assert len(at_once) == len(later) == 1
    assert at_once.isdisjoint(later)


def test_the_youngest_must_reach_the_school_that_takes_over():
    """At 6 minutes and 2.9 a kilometre half an hour is 8.28 km: from km 9 it is too far, from km 8 it is not."""
    far = living((9.0, 4), (8.0, 16))  # 20 % beyond
    assert closed(small("A", x=4.0), CENTRE, seen=far) == {"A": "C"}
    assert closed(small("A", x=4.0), CENTRE, seen=far, share_beyond_max=0.19) == {}
    assert closed(small("A", x=4.0), CENTRE, seen=living((9.0, 5), (8.0, 16))) == {}
    assert closed(small("A", x=4.0), CENTRE, seen=living((9.0, 5)), minutes_per_km=2.6) == {"A": "C"}
    point = orders(small("A", x=4.0), CENTRE, seen=living((9.0, 5)), to_point=1)
    assert [order.KIND for order in point] == ["change_grades"]  # the youngest stay


def test_the_rulebook_keeps_a_school_whose_youngest_live_far_from_the_next():
    """By the same pace home 9 km off C is 32.1 minutes away, home 7 km off 26.3."""
    book = BOOK.amended({"keep_remote_minutes": 30})
    schools, gate = (small("A", x=4.0), CENTRE), {"share_beyond_max": 1.0}
    assert closed(*schools, seen=living((9.0, 1), (7.0, 9)), **gate) == {"A": "C"}
    assert closed(*schools, seen=living((9.0, 1), (7.0, 9)), book=book, **gate) == {}
    assert closed(*schools, seen=living((7.0, 9)), book=book, **gate) == {"A": "C"}
    two = BOOK.amended({"keep_remote_minutes": 30, "keep_remote_pupils": 2})
    assert closed(*schools, seen=living((9.0, 1)), book=two, **gate) == {"A": "C"}
    near = {
        "id": "N",
        "x": 9.5,
        "kind": "point",
        "pupils": 60,
    }  # teaches grades 1-3, though it cannot take over
    assert closed(*schools, near, seen=living((9.0, 1)), book=book, **gate) == {"A": "C"}
    point = orders(*schools, seen=living((9.0, 1)), book=book, to_point=1)
    assert [order.KIND for order in point] == ["change_grades"]


@pytest.mark.parametrize(
    "values", [{"lead_years": 0}, {"lead_years": -1}, {"years_after_stop": 0}, {"point_grade_high": 6}]
)
def test_a_lead_or_grade_that_cannot_be_is_refused(values):
    with pytest.raises(UserError) as caught:
        MergeSmallSchools(**values)
    assert next(iter(values)) in caught.value.text("en")


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


def not_stopped(records):
    """Return the orders that parents have not stopped."""
    events = records["order_events"]
    stopped = events[events.event == "stopped_by_parents"].target
    return records["orders"][~records["orders"].target.isin(stopped)]


def test_orders_are_recorded_and_schools_close_on_time(without, merged):
    told = merged[1]["orders"]
    assert set(told.lever) == {"merge_small_schools"}
    assert set(told.kind) == {"close"}
    assert told.year.min() == 2019  # two censuses of the run are published
    assert (told.year_due == told.year + 2).all()
    told = not_stopped(merged[1])
    assert len(told) < len(merged[1]["orders"])
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
    into = {row_of[order.target]: row_of[order.into] for order in not_stopped(records).itertuples()}
    c = region.children
    displaced = (c["year_displaced"] == 2022) & (c["status"] == ENROLLED)
    receiving = np.isin(c["school"][displaced], [into[row] for row in into])
    assert displaced.sum() > 100
    assert receiving.mean() > 0.9
    left = records["school_grade"].query("year == 2022").groupby("school_id").n_out_before.sum()
    gone = not_stopped(records).query("year_due == 2022").target
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
    done = records["order_events"].query("event == 'carried_out'")
    due = told[(told.year_due < 2016 + YEARS) & told.goes_with.isin(done[done.kind == "close"].target)]
    assert sorted(due.goes_with) == sorted(done[done.kind == "add_beds"].goes_with)
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
