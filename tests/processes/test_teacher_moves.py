"""Teachers move within their county, by hand in a county of a few schools."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, PRIVATE, TOWN, VILLAGE
from sim.kernels.teacher_codes import SPECIAL_POST, VOLUNTEER
from sim.processes import teacher_moves
from sim.rules.rulebook import Rulebook
from sim.world.checks import Counted, teachers_serve_in_open_schools
from tests.staffed import YEAR, at_home, county, employ, give_posts, point, school, staffing, told, town

STILL = replace(Rulebook(), reallocation_limit=0.0)


def moved(region) -> list[int]:
    with staffing(region):
        teacher_moves.run(region, region.rules)
    assert region.staff.imbalance() == 0
    assert teachers_serve_in_open_schools(Counted(region))
    assert told(region, "n_moved_in") == told(region, "n_moved_out")
    return at_home(region)


def close(region, row: int, status: int = CLOSED) -> None:
    with region.schools.writing_as("network"):
        region.schools.writable("status")[row] = status


class TestOfAClosedSchool:
    """School 0 has closed; the schools beside have posts for 5, 6 and 3, and 3, 5 and 3 teachers."""

    def region(self, **more):
        region = county(
            school(x=0.0), school(x=2.0), school(x=9.0), school(x=1.0), posts=(20,), books=[STILL], **more
        )
        give_posts(region, [0, 5, 6, 3])
        for row, n in enumerate((4, 3, 5, 3)):
            employ(region, row, n)
        close(region, 0)
        return region

    def test_they_go_where_most_is_lacking_then_as_surplus_to_the_nearest(self):
        """2 lack at school 1, then 1 there and 1 at school 2 (1 is nearer), the fourth to school 3 next door."""
        region = self.region()
        assert moved(region) == [0, 5, 6, 4]
        assert told(region, "n_moved_out") == 4
        t = region.teachers
        assert (t["year_here"][:4] == YEAR).all()
        assert (t["year_hired"] == 2003).all()

    def test_one_that_has_gone_private_too(self):
        region = self.region()
        close(region, 0, status=1)
        with region.schools.writing_as("network"):
            region.schools.writable("ownership")[0] = PRIVATE
        assert moved(region) == [0, 5, 6, 4]

    def test_their_guests_come_home_and_who_serves_elsewhere_serves_on(self):
        region = self.region()
        t = region.teachers
        with staffing(region):
            t.writable("school")[[4, 0]] = 0, 2  # a guest of the closed school, and one of its own away
            t.writable("year_back")[[4, 0]] = YEAR + 1
        moved(region)
        assert t["school"][4] == t["home_school"][4] == 1
        assert t["year_back"][4] == 0
        assert t["school"][0] == 2
        assert t["home_school"][0] == 1
        assert t["year_back"][0] == YEAR + 1

    def test_a_principal_is_none_any_more(self):
        region = self.region()
        with staffing(region):
            region.teachers.writable("is_principal")[[0, 4]] = 1
        moved(region)
        assert region.teachers["is_principal"][[0, 4]].tolist() == [0, 1]

    def test_volunteers_and_special_posts_too(self):
        region = self.region()
        with staffing(region):
            region.teachers.writable("contract")[:2] = SPECIAL_POST, VOLUNTEER
        assert moved(region)[0] == 0


def test_those_of_a_stage_given_up_go_and_the_others_stay():
    nine = school(grade_high=9)
    region = county(nine, school(grade_low=7, grade_high=9), posts=(9,), books=[STILL])
    give_posts(region, [3, 2])
    employ(region, 0, 3)
    employ(region, 0, 2, stage=1)
    assert moved(region) == [5, 0]
    with region.schools.writing_as("network"):
        region.schools.writable("grade_high")[0] = 6
    assert moved(region) == [3, 2]


def test_without_a_school_of_the_stage_they_teach_the_other():
    region = county(point(), school(grade_low=7, grade_high=9), posts=(9,), books=[STILL])
    give_posts(region, [0, 3])
    employ(region, 0, 2)
    close(region, 0)
    assert moved(region) == [0, 2]
    assert region.teachers["stage"].tolist() == [1, 1]


def test_of_a_county_without_a_school_they_go_and_the_book_tells_it():
    region = county(school(), school(county=1), posts=(3, 3), books=[STILL, STILL])
    employ(region, 0, 3)
    employ(region, 1, 2)
    close(region, 0)
    assert moved(region) == [0, 2]
    assert told(region, "n_contract_ended") == 3


def test_a_school_that_becomes_a_town_school_takes_its_teachers_along_in_the_book():
    region = county(school(), school(), posts=(9,), books=[STILL])
    employ(region, 0, 4)
    employ(region, 1, 2)
    with region.schools.writing_as("network"):
        region.schools.writable("zone")[0] = TOWN
    region.staff.open_year()
    assert region.staff.imbalance() == 0
    assert region.staff.before[0, 0].tolist() == [0, 0, 6]
    assert region.staff.counts["n_moved_out"][0, 0].tolist() == [0, 0, 4]
    assert region.staff.counts["n_moved_in"][0, 0].tolist() == [0, 4, 0]
    assert region.staff.teachers()[0, 0, [TOWN, VILLAGE]].tolist() == [4, 2]


class TestNewSchool:
    """School 0 has opened with posts for 12 and 8 rooms; 1 has 2 over; 2 has 3 teachers a class, 3 and 4 less."""

    def region(self, new_posts=12, rooms=8):
        schools = [school(classes=[n]) for n in (9, 4, 6, 2)]
        region = county(school(rooms=rooms), *schools, posts=(50,), books=[STILL])
        give_posts(region, [new_posts, 10, 12, 12, 2])
        for row, n in ((1, 12), (2, 12), (3, 12), (4, 2)):
            employ(region, row, n)
        region.is_growing[0] = True
        return region

    def test_it_is_filled_from_surplus_then_from_most_teachers_a_class_up_to_a_teacher_a_room(self):
        """2 of school 1, then 6 to the 8 rooms: school 2 gives at 3, 2.75, 2.5 and 2.25 a class, then 2 and 3 at 2."""
        assert moved(self.region()) == [8, 10, 7, 11, 2]

    def test_not_beyond_its_posts(self):
        assert moved(self.region(new_posts=3)) == [3, 10, 11, 12, 2]

    def test_surplus_fills_it_beyond_its_rooms(self):
        assert moved(self.region(rooms=1)) == [2, 10, 12, 12, 2]

    def test_never_below_a_teacher_a_class(self):
        region = self.region(new_posts=60, rooms=60)
        assert moved(region) == [38 - 21, 9, 4, 6, 2]

    def test_bound_teachers_and_principals_stay(self):
        region = self.region()
        with staffing(region):
            contract = region.teachers.writable("contract")
            contract[12:24] = SPECIAL_POST
            region.teachers.writable("is_principal")[:12] = 1
        found = moved(region)
        assert found[1:3] == [12, 12]


def test_who_came_last_goes_first():
    region = county(
        school(), school(), posts=(5,), books=[replace(STILL, reallocation_limit=0.5)], p_consents_to_move=1.0
    )
    give_posts(region, [2, 2])
    for year in (2000, 2017, 2010, 2005):
        employ(region, 0, 1, year_here=year)
    assert moved(region) == [2, 2]
    assert region.teachers["home_school"].tolist() == [0, 1, 1, 0]


def pool(share: float):
    """Return a central school with posts for 8 and 10 teachers, its point and its village school, and one elsewhere."""
    region = county(
        town(pupils=[90] * 6, classes=[2] * 6, township=1), point(pupils=[3], central_school=0),
        school(pupils=[4], central_school=0), school(pupils=[9], township=0), posts=(20,),
        books=[replace(STILL, pools_township_staff=share)],
    )  # fmt: skip
    give_posts(region, [8, 3, 2, 4])
    for row, n in enumerate((10, 2, 1, 1)):
        employ(region, row, n)
    return region


def test_within_a_pool_they_go_freely_up_to_the_posts():
    assert moved(pool(0.0)) == [10, 2, 1, 1]
    assert moved(pool(1.0)) == [8, 3, 2, 1]


class TestReallocation:
    """School 0 has 6 over, 1 has 2; 2 lacks 5, 3 lacks 1; of junior teachers, school 4 has 1 over, 5 lacks 1."""

    def region(self, limit=1.0, consent=1.0, hire=0.0, luck=1):
        book = replace(STILL, reallocation_limit=limit, county_hire=hire)
        junior = {"grade_low": 7, "grade_high": 9}
        region = county(
            *[school() for _ in range(4)], school(**junior), school(**junior), posts=(50,), books=[book],
            p_consents_to_move=consent, luck=luck,
        )  # fmt: skip
        give_posts(region, [4, 4, 10, 4, 4, 4])
        for row, n in enumerate((10, 6, 5, 3)):
            employ(region, row, n)
        employ(region, 4, 5, stage=1)
        employ(region, 5, 3, stage=1)
        return region

    def test_from_the_largest_surplus_to_the_largest_vacancy_within_the_stage(self):
        """6 primary places: 0 gives at 6, 5, 4, 3, then 2 and 1 have 2 each: one from each of them."""
        assert moved(self.region()) == [5, 5, 10, 4, 4, 4]

    @pytest.mark.parametrize(("limit", "n"), [(0.0, 0), (0.03, 0), (0.032, 1), (0.1, 3), (0.2, 6), (0.25, 7)])
    def test_the_limit_is_met_exactly(self, limit, n):
        """Of 32 teachers: 0.96 is none, 1.024 one, 3.2 three, 6.4 six; 8 would be beyond the seven there are."""
        region = self.region(limit)
        moved(region)
        assert told(region, "n_moved_in") == n

    def test_the_largest_vacancy_comes_first(self):
        found = moved(self.region(0.1))
        assert found == [7, 6, 8, 3, 5, 3]

    def test_without_consent_nobody_goes_unless_the_county_hires(self):
        assert moved(self.region(consent=0.0)) == [10, 6, 5, 3, 5, 3]
        assert moved(self.region(consent=0.0, hire=1.0)) == [5, 5, 10, 4, 4, 4]

    def test_part_of_those_asked_consents(self):
        n = [
            told(region, "n_moved_in")
            for luck in range(60)
            if moved(region := self.region(consent=0.6, luck=luck))
        ]
        assert abs(np.mean(n) - 0.6 * 7) < 4 * np.sqrt(7 * 0.24 / 60)


def test_counties_do_not_give_to_each_other():
    region = county(school(), school(county=1), posts=(5, 5), books=[replace(STILL, reallocation_limit=1.0)] * 2,
                    p_consents_to_move=1.0)  # fmt: skip
    give_posts(region, [1, 5])
    employ(region, 0, 4)
    assert moved(region) == [4, 0]
