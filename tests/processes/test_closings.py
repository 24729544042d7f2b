"""Closings that run out, schools that change what they teach or where they stand, by hand; and random ones."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.kernels.codes import CLOSED, ENROLLED, NINE_YEAR, OPEN, POINT, PRIMARY_SCHOOL, VILLAGE
from sim.processes import network
from sim.rules.orders import AddBeds, ChangeGrades, Close, Relocate
from sim.rules.rulebook import Rulebook
from sim.world.new_places import KM_FROM_HOMES
from sim.world.region import CountyRules, Region
from tests.ordering import IDS, PRIMARY, WHOLE, Ordering, whole_county
from tests.ordering import POINT as SITE
from tests.worlds import by_uid, fingerprint, numbers, run, start

ENDS = {"carried_out", "stopped_by_parents", "not_possible", "protected", "last_school"}
P, D, W = IDS


def region_of(*orders, begin=None, **rules) -> Region:
    """Return the whole county after the network step of its first year with these orders."""
    region = Region(whole_county() if begin is None else begin, numbers(), (), seed=1)
    with region.writing_as("network"):
        network.run(region, CountyRules([Rulebook().amended(rules)]), orders)
    return region


def events(region: Region) -> list[tuple[str, str]]:
    return [(one.order.target, one.event) for one in region.events]


def taught(region: Region, row: int) -> tuple[int, int, int]:
    s = region.schools
    return int(s["kind"][row]), int(s["grade_low"][row]), int(s["grade_high"][row])


@pytest.fixture(scope="module")
def lived():
    order = Close(P, 2018, is_staggered=True)
    return run("small", (Ordering({2017: [order]}),), begin=whole_county(), years=8, check=True)


@pytest.fixture(scope="module")
def moved():
    return region_of(Relocate(P, 2018, 2, 7))


class TestRunsOut:
    """Close(P, 2018, staggered): without grade 1 from 2018, ... without grade 6, and so closed, from 2023."""

    def test_its_lowest_grade_rises_a_year_a_year_and_it_closes_after_the_last(self, lived):
        cells = lived[1]["school_grade"].query("school_id == @P and pupils > 0")
        lowest = cells.groupby("year").grade.min().to_dict()
        assert lowest == {2017: 1, 2018: 2, 2019: 3, 2020: 4, 2021: 5, 2022: 6}
        assert (cells.groupby("year").grade.max() == 6).all()
        status = lived[1]["school"].query("school_id == @P").set_index("year").status.to_dict()
        assert status == dict.fromkeys(range(2017, 2023), "open") | dict.fromkeys((2023, 2024), "closed")
        assert lived[0].schools["year_closed"][PRIMARY] == 2023
        assert lived[0].schools["year_runs_out"][PRIMARY] == 2018

    def test_nobody_enters_it_and_who_is_there_is_not_displaced(self, lived):
        plain = run("small", (), begin=whole_county(), years=8)
        cells = lived[1]["school_grade"].query("school_id == @P")
        assert cells.query("year >= 2018").n_entrants.sum() == 0
        assert cells.query("year == 2017").pupils.sum() > 80
        ends = {
            key: t["school_grade"].query("school_id == @P and year == 2021 and grade >= 5").pupils.sum()
            for key, t in (("plain", plain[1]), ("out", lived[1]))
        }
        assert abs(ends["plain"] - ends["out"]) <= 0.2 * ends["plain"]
        displaced = lived[0].children["year_displaced"]
        assert ((displaced > 0) & (lived[0].children["grade"] > 0)).sum() <= 3  # repeaters alone

    def test_entrants_sit_in_the_other_schools(self, lived):
        first = lived[1]["school_grade"].query("grade == 1 and year == 2019").set_index("school_id").pupils
        assert first.get(P, 0) == 0
        assert first.sum() > 10

    def test_the_view_tells_it(self):
        lever = Ordering({2017: [Close(D, 2018, is_staggered=True)]})
        run("small", (lever,), begin=whole_county(), years=4)
        at = [view.school_ids.index(D) for view in lever.seen[1:3]]
        assert [int(v.year_runs_out[k]) for v, k in zip(lever.seen[1:3], at, strict=True)] == [0, 2018]

    def test_a_school_whose_last_pupils_have_gone_closes_before_its_time(self):
        begin = whole_county()
        schools, children = begin.schools.copy(), begin.children.copy()
        with schools.writing_as("network"):
            schools.writable("year_runs_out")[PRIMARY] = 2017
            schools.writable("grade_low")[PRIMARY] = 2
        with children.writing_as("register"):
            rows = np.flatnonzero((children["school"] == PRIMARY) & (children["grade"] > 2))
            children.writable("school")[rows] = WHOLE
        region = region_of(begin=dataclasses.replace(begin, schools=schools, children=children))
        assert region.schools["status"][PRIMARY] == CLOSED

    @pytest.mark.parametrize("is_staggered", [False, True])
    def test_its_points_go_to_the_school_that_takes_over(self, is_staggered):
        begin = whole_county()
        schools = begin.schools.copy()
        with schools.writing_as("network"):
            schools.writable("central_school")[SITE] = PRIMARY
        begin = dataclasses.replace(begin, schools=schools)
        region = region_of(Close(P, 2018, W, is_staggered=is_staggered), begin=begin)
        assert region.schools["central_school"].tolist() == [-1, WHOLE, -1]


class TestConversion:
    def test_a_primary_school_becomes_a_point_and_a_primary_school_again(self):
        region = region_of(ChangeGrades(P, 2018, 1, 4, into=W))
        assert taught(region, PRIMARY) == (POINT, 1, 4)
        assert region.schools["central_school"][PRIMARY] == WHOLE
        assert region.schools["status"][PRIMARY] == OPEN
        assert not np.isin(region.zone[:, 4:6], PRIMARY).any()
        c = region.children
        mine = (start("small").children["status"] == ENROLLED) & (
            start("small").children["school"] == PRIMARY
        )
        stays = mine & (c["grade"] <= 4)
        assert (c["status"][stays] == ENROLLED).all()
        assert (c["school"][mine & (c["grade"] > 4)] == WHOLE).all()  # wait there, with a right to go on
        assert (c["year_displaced"][mine] == np.where(c["grade"][mine] > 4, region.year, 0)).all()
        with region.writing_as("network"):
            network.run(region, CountyRules([Rulebook()]), [ChangeGrades(P, 2018, 1, 6)])
        assert taught(region, PRIMARY) == (PRIMARY_SCHOOL, 1, 6)
        assert region.schools["central_school"][PRIMARY] == -1
        assert np.isin(region.zone[:, 4:6], PRIMARY).any()

    def test_a_point_goes_with_its_central_school_to_the_one_that_takes_over(self):
        region = region_of(ChangeGrades(P, 2018, 1, 3, into=W))
        with region.writing_as("network"):
            orders = [ChangeGrades(D, 2018, 1, 6), Close(P, 2018)]
            network.run(region, CountyRules([Rulebook()]), orders)
            region.schools.writable("central_school")[SITE] = PRIMARY
        assert region.schools["central_school"].tolist() == [WHOLE, PRIMARY, -1]

    def test_points_of_a_closed_school_are_run_by_its_heir(self):
        begin = whole_county()
        schools = begin.schools.copy()
        with schools.writing_as("network"):
            schools.writable("central_school")[SITE] = PRIMARY
        begin = dataclasses.replace(begin, schools=schools)
        assert region_of(Close(P, 2018, W), begin=begin).schools["central_school"][SITE] == WHOLE
        assert region_of(Close(P, 2018), begin=begin).schools["central_school"][SITE] == -1

    def test_a_primary_school_goes_on_to_grade_9_and_its_own_pupils_stay(self):
        order = ChangeGrades(P, 2018, 1, 9)
        region, records = run("small", (Ordering({2017: [order]}),), years=4, check=True)
        assert taught(region, PRIMARY) == (NINE_YEAR, 1, 9)
        cells = records["school_grade"].set_index(["school_id", "year", "grade"]).pupils
        assert cells.get((P, 2017, 7), 0) == 0
        before, after = cells[P, 2017, 6], cells[P, 2018, 7]
        assert after >= 0.8 * before  # the right to go on there
        nearest = np.argmin(np.hypot(region.geography.x - region.schools["x"][0], region.geography.y))
        assert region.zone[nearest, 6] == PRIMARY
        others = np.arange(region.geography.n_settlements) != nearest
        assert (region.zone[others, 6] == WHOLE).all()

    def test_a_junior_school_goes_down_to_grade_1(self):
        region = region_of(ChangeGrades(W, 2018, 1, 9), begin=start("small"))
        assert (region.geography.candidates_primary == WHOLE).any()
        assert taught(region, WHOLE) == (NINE_YEAR, 1, 9)


class TestRefused:
    """What may not be carried out is told with its reason and leaves the county as it was."""

    def protected(self):
        begin = whole_county()
        schools = begin.schools.copy()
        with schools.writing_as("network"):
            schools.writable("is_protected")[PRIMARY] = 1
        return dataclasses.replace(begin, schools=schools)

    @pytest.mark.parametrize(
        "order", [Close(P, 2018, W), Close(P, 2018, is_staggered=True), ChangeGrades(P, 2018, 1, 4, into=W)]
    )
    def test_a_school_for_a_minority_loses_no_grade_while_the_rules_protect_it(self, order):
        begin = self.protected()
        region = region_of(order, begin=begin)
        assert events(region) == [(P, "protected")]
        assert fingerprint(region) == fingerprint(region_of(begin=begin))
        unprotected = region_of(order, begin=begin, protects_minority_schools=0)
        assert events(unprotected) == [(P, "carried_out")]

    def test_a_protected_school_may_teach_more(self):
        assert events(region_of(ChangeGrades(P, 2018, 1, 9), begin=self.protected())) == [(P, "carried_out")]

    def test_a_school_unknown_or_closed(self):
        orders = [Close("nowhere", 2018), ChangeGrades("nowhere", 2018, 1, 3), AddBeds("nowhere", 2018, 1),
                  Relocate("nowhere", 2018, 0, 3)]  # fmt: skip
        assert sorted(events(region_of(*orders))) == [("nowhere", "not_possible")] * 4
        twice = region_of(Close(P, 2018), Close(P, 2018, W), ChangeGrades(P, 2018, 1, 3))
        assert [event for _, event in events(twice)].count("not_possible") == 2

    def test_the_last_school_of_a_grade_stays(self):
        begin = start("small")  # the point alone beside it teaches grades 1-3, nobody grades 4-6
        for order in (Close(P, 2018), Close(P, 2018, is_staggered=True), ChangeGrades(P, 2018, 1, 3)):
            assert events(region_of(order, begin=begin)) == [(P, "last_school")]
        both = region_of(Close(P, 2018), Close(W, 2018))
        assert events(both) == [(W, "last_school"), (P, "carried_out")]
        running = region_of(Close(P, 2018, is_staggered=True), ChangeGrades(W, 2018, 7, 9))
        assert events(running) == [(W, "last_school"), (P, "carried_out")]  # who runs out does not count

    def test_compensation_is_dropped_with_the_closing(self):
        beds = AddBeds(W, 2018, 9, goes_with=P)
        region = region_of(Close(P, 2018, W, compensation=(beds,)))
        assert events(region) == [(P, "carried_out"), (W, "carried_out")]
        assert region.schools["beds"][WHOLE] == whole_county().schools["beds"][WHOLE] + 9
        refused = region_of(Close(P, 2018, W, compensation=(beds,)), begin=self.protected())
        assert events(refused) == [(P, "protected"), (W, "protected")]
        assert refused.schools["beds"][WHOLE] == whole_county().schools["beds"][WHOLE]

    def test_what_was_paid_for_it_goes_back_to_the_purse(self):
        """Nine beds of 20,000 yuan with five canteen seats of 4,500 are 202,500 yuan."""
        beds = AddBeds(W, 2018, 9, goes_with=P)
        refused = region_of(Close(P, 2018, W, compensation=(beds,)), begin=self.protected())
        assert [one.yuan for one in refused.events] == [202_500, 0]
        assert refused.counties[0].bureau.purse.books.returned == 202_500
        done = region_of(Close(P, 2018, W, compensation=(beds,)))
        assert done.counties[0].bureau.purse.books.returned == 0

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda: Close(P, 2018, publicity=2018),
            lambda: ChangeGrades(P, 2018, 1, 3, publicity=2019),
            lambda: Close(P, 2018, compensation=(AddBeds(W, 2019, 1),)),
            lambda: ChangeGrades(P, 2018, 4, 3),
            lambda: ChangeGrades(P, 2018, 1, 10),
        ],
    )
    def test_an_order_that_contradicts_itself_is_refused(self, wrong):
        with pytest.raises(ValueError, match="990001"):
            wrong()


class TestRelocation:
    def test_the_school_stands_at_the_settlement_with_the_rooms_of_the_new_site(self, moved):
        s, g = moved.schools, moved.geography
        assert s["x"][PRIMARY] == g.x[2] + KM_FROM_HOMES
        assert s["y"][PRIMARY] == g.y[2]
        assert s["zone"][PRIMARY] == g.zone[2] == VILLAGE
        assert s["township"][PRIMARY] == g.township[2]
        assert s["rooms"][PRIMARY] == 7

    def test_its_pupils_go_with_it_and_zones_are_drawn_anew(self, moved):
        before = start("small").children
        mine = (before["status"] == ENROLLED) & (before["school"] == PRIMARY)
        assert (moved.children["school"][mine] == PRIMARY).all()
        g = moved.geography
        # settlements at km 0.1, 4.6 and -5.8; the school now at -5.5, the whole one at 0.0, the point at 4.6
        assert g.candidates_primary[:, :3].tolist() == [
            [WHOLE, SITE, PRIMARY],
            [SITE, WHOLE, PRIMARY],
            [PRIMARY, WHOLE, SITE],
        ]
        assert moved.zone[:, 3].tolist() == [WHOLE, WHOLE, PRIMARY]
        at = g.candidates_primary[2] == PRIMARY
        assert g.minutes_primary[2][at][0] == pytest.approx(
            KM_FROM_HOMES * numbers()["detour"] * 60 / numbers()["walk_kmh"]
        )

    def test_a_place_of_another_county_or_none_is_not_possible(self):
        for settlement in (-1, 3):
            assert events(region_of(Relocate(P, 2018, settlement, 7))) == [(P, "not_possible")]

    def test_a_district_of_the_table_goes_on_naming_it_nearest_first(self):
        begin = whole_county()
        sizes = np.array([[3, 0, 2], [0, 0, 0]], np.int32)
        g = dataclasses.replace(begin.geography, district_sizes=sizes)
        after = region_of(Relocate(P, 2018, 2, 7), begin=dataclasses.replace(begin, geography=g)).geography
        assert set(after.candidates_primary[0, :3].tolist()) == {PRIMARY, SITE, WHOLE}
        assert after.candidates_primary[0, 2] == PRIMARY
        assert after.candidates_primary[2, :2].tolist() == [PRIMARY, SITE]
        assert after.district_sizes.tolist() == sizes.tolist()


def one_order(year: int):
    """Draw an order for a school year."""
    school = st.sampled_from(IDS)
    into = st.sampled_from(("", *IDS))
    span = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted)
    publicity = st.sampled_from((0, year - 1))
    beds = st.booleans()

    def close(school, into, publicity, is_staggered, has_beds):
        beds = (AddBeds(W, year, 5, goes_with=school),) if has_beds else ()
        return Close(school, year, into, publicity, is_staggered, beds)

    return st.one_of(
        st.builds(close, school, into, publicity, st.booleans(), beds),
        st.builds(
            lambda s, span, into, p: ChangeGrades(s, year, *span, into, p), school, span, into, publicity
        ),
        st.builds(lambda s, place: Relocate(s, year, place, 6), school, st.integers(-1, 2)),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(*(one_order(year) for year in (2019, 2020, 2021))), min_size=1, max_size=6))
def test_every_pupil_is_in_exactly_one_place_whatever_is_ordered(orders):
    """The laws of the model are checked after every process; and every order comes to one end."""
    lever = Ordering({2018: orders})
    region, records = run("small", (lever,), begin=whole_county(), years=6, check=True)
    c, s = region.children, region.schools
    pupils = c["status"] == ENROLLED
    assert len(np.unique(c["uid"])) == len(c)
    school, grade = c["school"][pupils], c["grade"][pupils]
    assert (s["status"][school] == OPEN).all()
    assert ((s["grade_low"][school] <= grade) & (grade <= s["grade_high"][school])).all()
    assert int(pupils.sum()) == records["school_grade"].query("year == 2022").pupils.sum()
    key = ["kind", "target", "goes_with", "year_due"]  # events of like orders are told in one row
    ended = records["order_events"].query("event in @ENDS").groupby(key).amount.sum()
    assert ended.to_dict() == records["orders"].groupby(key).amount.sum().to_dict()


def test_who_is_displaced_by_a_change_finds_a_place_the_same_summer():
    order = ChangeGrades(P, 2018, 1, 3, into=W)
    region, records = run("small", (Ordering({2017: [order]}),), begin=whole_county(), years=2, check=True)
    then, now = (
        by_uid(start("small").children, "school", "grade"),
        by_uid(region.children, "school", "grade", "status"),
    )
    both = then.join(now.add_suffix("_now"), how="inner").query(
        "school == @PRIMARY and 3 <= grade <= 5 and status_now == 1"
    )
    assert len(both) > 40
    assert (both.school_now == WHOLE).mean() > 0.9
    assert not (both.school_now == PRIMARY).any()
