"""Rotation in one small county, worked by hand: shares, shortfalls, who may go, and the way home."""

import numpy as np
import pytest

from sim.kernels.codes import JUNIOR, PRIMARY
from sim.kernels.teacher_codes import SPECIAL_POST, VOLUNTEER
from sim.processes import rotation
from sim.processes.rotating import eligible, sides_of
from tests.staffed_county import OUTSIDE, SEAT, close, counted, county, school, teacher

TOWN_SCHOOL, NEAR, FAR = range(3)
RULES = {"rotation_share": 0.1, "rotation_backbone_share": 0.2}


def three_schools(staff=30, near=6, far=6, classes=6, **more):
    """Return a town school of 12 classes and two village schools of 6 classes of 20 pupils, 5 and 9 km away."""
    places = [
        school(SEAT, 0.0, [2] * 6, 40),
        school(OUTSIDE, 5.0, [1] * classes, 20),
        school(OUTSIDE, 9.0, [1] * classes, 20),
    ]
    return places, [teacher(home, **more) for home, n in enumerate((staff, near, far)) for _ in range(n)]


def serving(region):
    return np.bincount(region.teachers["school"], minlength=len(region.schools)).tolist()


def with_backbone(teachers, rows):
    return [{**one, "is_backbone": int(row in rows)} for row, one in enumerate(teachers)]


def test_shares_are_met_exactly_when_they_can_be():
    """30 eligible, 10 % = 3, of them 20 % = 1 of the backbone, of whom there are four."""
    schools, teachers = three_schools()
    region, rules = county(schools, with_backbone(teachers, {1, 5, 9, 13}), **RULES)
    rotation.run(region, rules)
    assert counted(region, "n_rotation_eligible") == 30
    assert counted(region, "n_rotated") == 3
    assert counted(region, "n_rotated_backbone") >= 1
    assert counted(region, "n_rotation_short") == counted(region, "n_backbone_short") == 0
    assert (region.teachers["home_school"] == [0] * 30 + [1] * 6 + [2] * 6).all()


def test_no_more_than_the_share_asks_for_go():
    """31 eligible: 3.1 is 4 whole teachers; of 4, 20 % is one."""
    schools, teachers = three_schools(staff=31)
    region, rules = county(schools, with_backbone(teachers, {0}), **RULES)
    rotation.run(region, rules)
    assert counted(region, "n_rotated") == 4
    assert counted(region, "n_rotated_backbone") == 1


def test_a_senders_loss_is_a_receivers_gain():
    """12 village teachers of 12 classes; two of four go to each, for both have as few."""
    schools, teachers = three_schools(staff=40)
    region, rules = county(schools, teachers, **RULES)
    rotation.run(region, rules)
    assert serving(region) == [36, 8, 8]
    assert region.staff.imbalance() == 0


def test_who_needs_most_is_sent_most():
    """Near has 6 teachers of 6 classes, far 9: all three go to the near one."""
    schools, teachers = three_schools(far=9)
    region, rules = county(schools, teachers, **RULES)
    rotation.run(region, rules)
    assert serving(region) == [27, 9, 9]


def test_a_sender_keeps_a_teacher_a_class_and_the_rest_is_missing():
    """13 teachers of 12 classes: of the 20 % = 3 asked for only one can go."""
    schools, teachers = three_schools(staff=13)
    region, rules = county(schools, teachers, rotation_share=0.2)
    rotation.run(region, rules)
    assert serving(region)[TOWN_SCHOOL] == 12
    assert (counted(region, "n_rotated"), counted(region, "n_rotation_short")) == (1, 2)


def test_where_classes_need_more_than_one_teacher_fewer_go():
    """At 1.25 a class the 12 classes keep 15 of 17."""
    schools, teachers = three_schools(staff=17)
    region, rules = county(schools, teachers, numbers={"min_teachers_per_class": 1.25}, rotation_share=1.0)
    rotation.run(region, rules)
    assert serving(region)[TOWN_SCHOOL] == 15
    assert counted(region, "n_rotation_short") == 15


def test_receivers_take_a_guest_a_class():
    """Two schools of one class each take one guest each of the four asked for."""
    schools, teachers = three_schools(staff=40, near=1, far=1, classes=1)
    region, rules = county(schools, teachers, **RULES)
    rotation.run(region, rules)
    assert serving(region) == [38, 2, 2]
    assert counted(region, "n_rotation_short") == 2


def test_missing_backbone_teachers_are_counted():
    """Ten go, two of them should be of the backbone, and there is one; nobody is kept for that."""
    schools, teachers = three_schools(staff=50)
    region, rules = county(
        schools, with_backbone(teachers, {3}), rotation_share=0.2, rotation_backbone_share=0.2
    )
    rotation.run(region, rules)
    assert counted(region, "n_rotated") == 10
    assert (counted(region, "n_rotated_backbone"), counted(region, "n_backbone_short")) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"year_here": 2012}, True),  # six years
        ({"year_here": 2013}, False),
        ({"birth_year": 1968, "birth_month": 9}, True),  # 49 on 1 September 2018
        ({"birth_year": 1968, "birth_month": 8}, False),  # 50, a woman
        ({"birth_year": 1968, "birth_month": 8, "sex": 0}, True),
        ({"birth_year": 1963, "birth_month": 8, "sex": 0}, False),  # 55, a man
        ({"contract": SPECIAL_POST}, False),
        ({"contract": VOLUNTEER}, False),
        ({"school": 1, "year_back": 2019}, False),
    ],
)
def test_who_is_eligible(changes, may):
    schools, _ = three_schools()
    region, rules = county(schools, [teacher(0, **changes)], **RULES)
    assert (len(eligible(region, rules)) == 1) == may


def test_principals_and_teachers_of_villages_do_not_rotate_as_teachers():
    schools, teachers = three_schools(staff=30)
    teachers[0]["is_principal"] = 1
    region, rules = county(schools, teachers, rotation_share=1.0)
    rotation.run(region, rules)
    assert counted(region, "n_rotation_eligible") == 29
    assert region.teachers["school"][0] == 0
    assert (region.teachers["school"][30:] == region.teachers["home_school"][30:]).all()


def test_each_stage_goes_to_its_own():
    """The junior teacher has one school to go to, though others have fewer teachers a class."""
    schools, teachers = three_schools(staff=30)
    schools += [
        school(SEAT, 1.0, [1, 1, 1], 40, grade_low=7),
        school(OUTSIDE, 20.0, [1, 1, 1], 40, grade_low=7),
    ]
    teachers += [teacher(home, stage=JUNIOR) for home in (3,) * 10 + (4,) * 9]
    region, rules = county(schools, teachers, **RULES)
    rotation.run(region, rules)
    t = region.teachers
    guests = np.flatnonzero(t["school"] != t["home_school"])
    assert len(guests) == 4
    assert (t["school"][guests][t["stage"][guests] == JUNIOR] == 4).all()
    assert (t["school"][guests][t["stage"][guests] == PRIMARY] < 3).all()


def test_a_strong_rural_school_sends_and_is_sent_nobody():
    """Above two thirds of the three schools: the far one, of quality 2."""
    schools, teachers = three_schools(staff=30, far=20)
    for one, quality in zip(schools, (1.0, 0.0, 2.0), strict=True):
        one["quality_base"] = quality
    for above, sends, receives in ((1.0, [0], [1, 2]), (0.66, [0, 2], [1]), (0.0, [0, 1, 2], [])):
        region, rules = county(schools, teachers, rotation_strong_above=above, **RULES)
        sides = sides_of(region, rules)
        assert (np.flatnonzero(sides.sends).tolist(), np.flatnonzero(sides.receives).tolist()) == (
            sends,
            receives,
        )
    region, rules = county(schools, teachers, rotation_strong_above=0.66, **RULES)
    rotation.run(region, rules)
    assert serving(region)[NEAR] == 6 + 5  # 10 % of 50


def years(region, rules, n):
    """Let years go by; return the guests of each census."""
    out = []
    for _ in range(n):
        region.year += 1
        region.staff.open_year()
        rotation.bring_back(region)
        out.append(int((region.teachers["school"] != region.teachers["home_school"]).sum()))
    return out


@pytest.mark.parametrize(("stay", "guests"), [(1, [0, 0]), (2, [4, 0, 0]), (3, [4, 4, 0])])
def test_everyone_is_home_again_after_the_years(stay, guests):
    schools, teachers = three_schools(staff=40)
    region, rules = county(schools, teachers, rotation_years=stay, **RULES)
    rotation.run(region, rules)
    t = region.teachers
    gone = t["school"] != t["home_school"]
    assert set(t["year_back"][gone]) == {2018 + stay}
    assert years(region, rules, len(guests)) == guests
    assert not t["year_back"].any()


def test_a_guest_of_a_school_that_closes_comes_home_at_once():
    schools, teachers = three_schools(staff=40)
    region, rules = county(schools, teachers, rotation_years=3, **RULES)
    rotation.run(region, rules)
    close(region, NEAR)
    assert years(region, rules, 1) == [2]
    assert NEAR not in region.teachers["school"][:40]
    close(region, TOWN_SCHOOL)  # the home: whoever re-homes them finds them there
    assert years(region, rules, 1) == [0]


def test_who_has_been_away_least_goes_first():
    """Of ten who have never been away and thirty who have, the four go among the ten."""
    schools, teachers = three_schools(staff=40)
    for one in teachers[:30]:
        one["years_as_guest"] = 1
    region, rules = county(schools, teachers, **RULES)
    rotation.run(region, rules)
    gone = np.flatnonzero(region.teachers["school"] != region.teachers["home_school"])
    assert len(gone) == 4
    assert (gone >= 30).all()


def test_nothing_happens_where_no_rule_asks_for_it():
    schools, teachers = three_schools()
    region, rules = county(schools, teachers)
    rotation.run(region, rules)
    rotation.bring_back(region)
    assert serving(region) == [30, 6, 6]
    assert not any(counts.any() for counts in region.staff.counts.values())


def test_principals_change_places_in_pairs():
    """Two town schools, half of two eligible principals = one pair; every school is led and staffed as before."""
    schools, teachers = three_schools()
    schools.append(school(SEAT, 1.0, [1] * 6, 40))
    teachers += [teacher(3) for _ in range(9)]
    for row in (0, 30, 36, 42):
        teachers[row]["is_principal"] = 1
    teachers[36]["year_here"] = 2016  # of the far school: too short
    region, rules = county(schools, teachers, rotation_principal_share=0.5)
    rotation.run(region, rules)
    t = region.teachers
    gone = np.flatnonzero(t["school"] != t["home_school"])
    village, town = sorted(gone, key=lambda row: row != 30)
    assert (village, town in (0, 42)) == (30, True)
    assert t["school"][gone].tolist() == t["home_school"][gone][::-1].tolist()
    assert (counted(region, "n_principals_eligible"), counted(region, "n_principals_rotated")) == (3, 2)
    assert serving(region) == [30, 6, 6, 9]
    assert years(region, rules, 1) == [0]
