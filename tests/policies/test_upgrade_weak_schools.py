"""Effect contract of upgrade_weak_schools, with the same luck as do_nothing; and its queue, by hand."""

from dataclasses import replace

import pytest

from sim.kernels.codes import TOWN, URBAN
from sim.policies.capital_budget import CapitalBudget
from sim.policies.upgrade_weak_schools import UpgradeWeakSchools
from sim.rules.orders import Close, Extend, Upgrade
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from tests.policies.counties import county
from tests.worlds import fingerprint, frame, numbers, run, start

YEAR, BOOK = 2020, Rulebook()
# What 240 pupils of grades 1-6 in six classes need: 4.5, 7.5, 20 m2, 2.3 rooms a hundred, 2000 yuan.
ENOUGH = {
    "pupils": 240, "classes": 6, "rooms": 6, "teaching_m2": 1080.0, "sports_m2": 1800.0, "site_m2": 4800.0,
    "multimedia_rooms": 6, "equipment_yuan": 480_000.0,
}  # fmt: skip


def school(name: str, **changed) -> dict:
    return {**ENOUGH, "id": name, **changed}


def weak(name: str, **changed) -> dict:
    """Return a school that misses two norms by little."""
    return school(name, sports_m2=1700.0, multimedia_rooms=5, **changed)


def orders(*schools: dict, planned=(), earlier=(), book=BOOK, year: int = YEAR, **values):
    view = county(*schools, year=year - 1, planned=planned, earlier=earlier)
    return UpgradeWeakSchools(**values).orders(year, view, book)


def queue(*schools: dict, **more) -> list[str]:
    return [order.school_id for order in orders(*schools, **more)]


def test_what_a_weak_school_lacks_is_ordered_after_the_lead():
    assert orders(weak("A")) == (Upgrade("A", 2021, sports_m2=100, multimedia_rooms=1),)
    assert orders(weak("A"), lead_years=2)[0].year == 2022
    assert orders(school("A")) == ()
    assert orders(weak("A"), year_first=2021) == ()


def test_one_norm_missed_by_little_is_not_weak_but_can_be_mended():
    little, much = school("A", equipment_yuan=410_000.0), school("A", equipment_yuan=400_000.0)
    assert orders(little) == ()
    assert orders(little, only_weak=0) == (Upgrade("A", 2021, equipment_yuan=70_000),)
    assert orders(much) == (Upgrade("A", 2021, equipment_yuan=80_000),)  # 83 %
    assert orders(weak("A"), book=replace(BOOK, norms_met_least=5)) == ()


def test_rooms_bring_their_area_and_those_ordered_elsewhere_are_not_ordered_again():
    crowded = school("A", rooms=4, teaching_m2=700.0)
    assert orders(crowded) == (Upgrade("A", 2021, rooms=2),)  # 405 of the 380 m2 that lack
    assert orders({**crowded, "teaching_m2": 600.0})[0].teaching_m2 == 75
    assert orders(crowded, planned=(Extend("A", 2021, 1),)) == (Upgrade("A", 2021, rooms=1),)
    assert orders(crowded, with_rooms=0) == (Upgrade("A", 2021, teaching_m2=380),)


def test_land_is_left_out_where_asked_and_less_is_needed_in_a_city():
    small = school("A", zone=TOWN, site_m2=3600.0, sports_m2=900.0)
    assert orders(small) == (Upgrade("A", 2021, sports_m2=900, site_m2=1200),)
    assert orders(small, with_site=0) == (Upgrade("A", 2021, sports_m2=900),)
    assert orders({**small, "zone": URBAN}) == (Upgrade("A", 2021, sports_m2=900),)


def test_beds_are_not_its_business():
    assert orders(school("A", beds=0, without_bed=9)) == ()


def test_the_worst_first_or_the_largest():
    schools = (
        weak("B"), weak("A"), weak("C", equipment_yuan=1.0),
        school("D", sports_m2=1700.0, multimedia_rooms=1), weak("L", pupils=246, teaching_m2=9999.0),
    )  # fmt: skip
    # C meets fewest; D and L (3 of 6 in L: sports, multimedia, equipment) then by what they have
    assert queue(*schools) == ["C", "L", "D", "A", "B"]
    assert queue(*schools, schools_per_year=2) == ["C", "L"]
    assert queue(*schools, largest_first=1) == ["L", "A", "B", "C", "D"]


def test_strength_takes_on_a_share_of_the_schools():
    schools = [weak(name) for name in "ABCDEF"]
    assert queue(*schools) == list("ABCDE")
    assert queue(*schools, strength=0.4) == ["A", "B"]
    assert queue(*schools, strength=0.0) == []


def test_who_is_passed_by():
    few = {**weak("A"), "pupils": 24, "sports_m2": 100.0, "multimedia_rooms": 0}
    assert queue(few) == []
    assert queue(few, least_pupils=24) == ["A"]
    assert queue(weak("A", ownership="private")) == []
    assert queue(weak("A", is_growing=True)) == []
    assert queue(weak("A"), planned=(Close("A", 2021),)) == []
    assert queue(weak("A"), planned=(Upgrade("A", 2021),)) == []


def test_a_school_whose_trend_leads_below_the_size_is_passed_by():
    def before(pupils: int, year: int):
        return county(weak("A", pupils=pupils), year=year)

    fell = (before(270, 2018), before(300, 2017), before(330, 2016))  # by 30 a year: 90 in five years
    assert queue(weak("A"), earlier=fell, least_pupils=90) == ["A"]
    assert queue(weak("A"), earlier=fell, least_pupils=91) == []
    assert queue(weak("A"), earlier=fell, least_pupils=91, years_ahead=4) == ["A"]
    grew = (before(100, 2018),)
    assert queue(weak("A"), earlier=grew, least_pupils=240) == ["A"]
    assert queue(weak("A"), earlier=grew, least_pupils=241) == []


YEARS = 5


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def worst():
    return run("tonghua", (UpgradeWeakSchools(),), years=YEARS, check=True)


def weak_schools(records):
    return records["school"].groupby(["year", "school_id"]).is_weak.max().groupby("year").sum()


def test_weak_schools_become_fewer_and_no_family_moves_before_it_has_seen_them(without):
    changed = run("tonghua", (UpgradeWeakSchools(with_rooms=0),), years=YEARS)[1]
    a, b = weak_schools(without[1]), weak_schools(changed)
    assert a.loc[:2018].equals(b.loc[:2018])
    assert (b.loc[2019:] < a.loc[2019:]).all()
    first, then = (
        pupils[pupils.year < 2020] for pupils in (without[1]["school_grade"], changed["school_grade"])
    )
    assert first.equals(then)  # what is done in 2019 is published with its census


def test_nothing_but_weak_schools_moves_where_rooms_and_what_families_think_are_left_alone():
    given = {**numbers(), "quality_norms": 0.0}
    pupils = [
        simulate(start("tonghua"), given, levers, seed=1, last_year=2016 + YEARS)[1].tables()["school_grade"]
        for levers in ((), (UpgradeWeakSchools(with_rooms=0),))
    ]
    assert frame(pupils[0]).equals(frame(pupils[1]))


def test_orders_keep_to_the_schools_a_year_and_are_carried_out(worst):
    told, events = worst[1]["orders"], worst[1]["order_events"]
    assert set(told.kind) == {"upgrade"}
    assert told.groupby(["year", "county"]).size().max() == 5
    assert set(events.event) == {"paid", "carried_out"}
    assert (events.event == "carried_out").sum() == (told.year_due < 2017 + YEARS).sum()


def test_what_money_refuses_is_asked_for_again():
    records = run("tonghua", (CapitalBudget(), UpgradeWeakSchools()), years=4)[1]
    events = records["order_events"].query("kind == 'upgrade'")
    refused, paid = (events[events.event == name] for name in ("refused_no_money", "paid"))
    late = paid.merge(refused, on="target", suffixes=("", "_refused"))
    assert (late.year > late.year_refused).any()
    assert (late.year != late.year_refused).all()


def test_an_upgraded_school_meets_what_it_was_ordered_for(without, worst):
    """Schools with no more pupils than when the order was given; rooms depend on cohorts, beds are not ordered."""
    told, now = worst[1]["orders"], worst[1]["school"].query("year == 2020").drop_duplicates("school_id")
    before, after = (
        worst[1]["school"].query(f"year == {year}").groupby("school_id").pupils.sum() for year in (2018, 2020)
    )
    due = told[(told.year == 2019) & (told.year_due == 2020)].target
    due = [name for name in due if after[name] <= before[name]]
    assert len(due) > 10
    missed = now.set_index("school_id").norms_missed[due]
    assert set("; ".join(missed).split("; ")) <= {"", "rooms", "beds"}
    untouched = without[1]["school"].query("year == 2020").drop_duplicates("school_id").set_index("school_id")
    assert untouched.is_weak[due].mean() > 0.8


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (UpgradeWeakSchools(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
