"""Special posts and volunteers: where they go, how many, for how long, and that a school's are its own."""

import numpy as np
import pytest

from sim.kernels.teacher_codes import SPECIAL_POST, VOLUNTEER
from sim.processes import contracts, teachers_leaving
from tests.careers import POINT, PRIMARY_SCHOOL, TOWN_SCHOOL, flows, region_of, staffed

NEED = [[10.8, 0.0], [5.4, 0.0], [0.0, 40.0]]  # posts by classes; nine tenths of them for teachers


def county(*rows, need=NEED, **more):
    region = region_of(*rows, **more)
    with region.writing_as("staffing"):
        region.schools.writable("need_by_classes")[:] = need
    return region


FIVE_AND_TWO = ({"n": 5}, {"at": POINT, "n": 2}, {"at": TOWN_SCHOOL, "n": 3})


def test_what_rural_schools_lack_by_classes():
    """0.9 x 10.8 = 9.72 less 5: 4.72, five; 0.9 x 5.4 = 4.86 less 2: three; the town school lacks none here."""
    assert contracts.lack_by_classes(county(*FIVE_AND_TWO)).tolist() == [[5, 0], [3, 0], [0, 0]]
    guests = (*FIVE_AND_TWO, {"at": TOWN_SCHOOL, "school": POINT, "stage": 0, "n": 2})
    assert contracts.lack_by_classes(county(*guests)).tolist() == [[5, 0], [1, 0], [0, 0]]


@pytest.mark.parametrize(
    ("intake", "primary", "point"), [(1, 1, 0), (2, 2, 0), (4, 3, 1), (8, 5, 3), (50, 5, 3)]
)
def test_they_go_where_most_lack_one_by_one_and_no_more_come_than_lack(intake, primary, point):
    region = staffed(county(*FIVE_AND_TWO, book={"special_posts_intake": intake}), contracts.hire)
    t = region.teachers
    new = t["contract"] == SPECIAL_POST
    assert np.bincount(t["home_school"][new], minlength=3).tolist() == [primary, point, 0]
    assert (t["school"][new] == t["home_school"][new]).all()
    assert flows(region) == {"n_special_hired": primary + point}


def test_volunteers_come_to_what_still_lacks():
    book = {"special_posts_intake": 6, "volunteers_intake": 9, "volunteer_years": 2}
    region = staffed(county(*FIVE_AND_TWO, book=book), contracts.hire)
    assert flows(region) == {"n_special_hired": 6, "n_volunteers_came": 2}
    t = region.teachers
    assert set(t["year_contract_ends"][t["contract"] == VOLUNTEER]) == {2020}
    assert set(t["year_contract_ends"][t["contract"] == SPECIAL_POST]) == {2021}


def test_nobody_comes_without_a_rule():
    region = staffed(county(*FIVE_AND_TWO), contracts.hire)
    assert flows(region) == {}
    assert len(region.teachers) == 10


def test_three_years_of_a_special_post():
    region = staffed(
        county(*FIVE_AND_TWO, book={"special_posts_intake": 4}, p_special_stays=0.0), contracts.hire
    )
    for year, gone in ((2019, 0), (2020, 0), (2021, 4)):
        region.year = year
        staffed(region, teachers_leaving.run)
        assert flows(region).get("n_contract_ended", 0) == gone


def who(region):
    t = region.teachers
    new = t["contract"] == SPECIAL_POST
    names = ("uid", "home_school", "stage", "birth_year", "birth_month", "sex", "subject")
    return set(zip(*(t[name][new].tolist() for name in names), strict=True))


def test_who_comes_to_a_school_does_not_depend_on_the_others():
    book = {"special_posts_intake": 50}
    both = who(staffed(county(*FIVE_AND_TWO, book=book), contracts.hire))
    point_full = [[10.8, 0.0], [0.0, 0.0], [0.0, 40.0]]
    one = who(staffed(county(*FIVE_AND_TWO, need=point_full, book=book), contracts.hire))
    assert one == {row for row in both if row[1] == PRIMARY_SCHOOL}
    assert len({row[0] for row in both}) == 8


def test_who_they_are():
    need = [[4000.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    region = staffed(county(need=need, book={"special_posts_intake": 2000}), contracts.hire)
    t = region.teachers
    age = 2018 - t["birth_year"] - (t["birth_month"] > 8)
    assert len(np.unique(t["uid"])) == 2000
    assert (age.min(), age.max()) == (22, 30)
    assert t["sex"].mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 2000))
    assert (t["subject"] == 0).mean() == pytest.approx(0.21, abs=0.04)
    assert set(t["subject"]) == set(range(9))
    assert set(t["birth_month"]) == set(range(1, 13))
