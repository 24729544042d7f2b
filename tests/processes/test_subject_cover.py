"""PE, music and art covered by own and by shared teachers, worked by hand."""

import numpy as np
import pytest

from sim.kernels.codes import JUNIOR
from sim.kernels.teacher_codes import ART, CHINESE, MUSIC, PE
from sim.processes import subject_cover
from tests.staffed_county import OUTSIDE, SEAT, close, counted, county, school, teacher

SHARING = {"itinerant_share": 1.0}


def township(*subjects, **more):
    """Return two village schools of one township, the first with a PE teacher and others, the second with none.

    The first has 3 classes (grades 1-3): PE 4 + 4 + 3 = 11, music and art 6 each; the second 1 class of grade 1.
    """
    schools = [school(OUTSIDE, 0.0, [1, 1, 1], 20, **more), school(OUTSIDE, 4.0, [1], 20)]
    return schools, [teacher(0, subject=subject) for subject in subjects] + [teacher(1, subject=CHINESE)]


def covered(region):
    s = region.schools
    return s["subjects_lacking"].tolist(), s["subjects_uncovered"].tolist()


def test_periods_by_the_curriculum():
    """Grade 1: PE 4, music 2, art 2; grade 6: 3, 2, 2; grade 7: 3, 1, 1."""
    schools = [school(SEAT, 0.0, [1, 0, 0, 0, 0, 2, 3], 40), school(OUTSIDE, 5.0, [1], 20)]
    region, rules = county(schools, [teacher(0)])
    assert subject_cover.periods_wanted(region, rules).tolist() == [
        [4 + 6 + 9, 2 + 4 + 3, 2 + 4 + 3],
        [4, 2, 2],
    ]
    close(region, 1)
    assert subject_cover.periods_wanted(region, rules)[1].tolist() == [0, 0, 0]


def test_without_sharing_a_school_lacks_what_nobody_there_teaches():
    region, rules = county(*township(PE, MUSIC))
    subject_cover.run(region, rules)
    assert covered(region) == ([1, 3], [1, 3])
    assert counted(region, "itinerant_periods") == 0


def test_a_guest_covers_a_subject_where_the_guest_serves():
    schools, teachers = township(PE, MUSIC)
    teachers[1]["school"] = 1
    region, rules = county(schools, teachers)
    subject_cover.run(region, rules)
    assert covered(region)[0] == [2, 2]


def test_spare_periods_cover_the_neighbour():
    """The PE teacher has 16 - 11 = 5 left, enough for 4; music and art 16 - 6 = 10 each, enough for 2: three days."""
    region, rules = county(*township(PE, MUSIC, ART), **SHARING)
    subject_cover.run(region, rules)
    assert covered(region) == ([0, 3], [0, 0])
    assert counted(region, "itinerant_periods") == 8
    assert region.schools["itinerant_days"].tolist() == [3, 0]
    assert subject_cover.itinerant_yuan(region, rules).tolist() == [3 * 35 * 40.0, 0.0]


@pytest.mark.parametrize(
    ("changes", "uncovered"),
    [
        ({"arts_load_primary": 15}, 0),  # 4 left for 4
        ({"arts_load_primary": 14}, 1),  # 3 left: PE is not covered
        ({"itinerant_share": 0.8}, 0),  # 0.8 x 5 = 4
        ({"itinerant_share": 0.7}, 1),
        ({"pe_periods_low": 5}, 1),  # own 5 + 5 + 3 = 13, 3 left for 5
    ],
)
def test_what_is_spare_by_load_and_share(changes, uncovered):
    region, rules = county(*township(PE, MUSIC, ART), **{**SHARING, **changes})
    subject_cover.run(region, rules)
    assert covered(region)[1] == [0, uncovered]


def test_own_periods_are_spread_over_the_teachers_of_a_subject():
    """Two PE teachers of 11 periods: 6 and 5, so 10 + 11 are left; a school of five classes of grades 1-5 takes 17."""
    schools, teachers = township(PE, PE)
    schools[1] = school(OUTSIDE, 4.0, [1] * 5, 20)
    region, rules = county(schools, teachers, **SHARING)
    subject_cover.run(region, rules)
    assert covered(region)[1][1] == 2
    assert counted(region, "itinerant_periods") == 17
    assert region.schools["itinerant_days"][0] == 3 + 2  # 10 and 7 periods, 4 a day


def test_a_junior_teacher_by_the_load_of_junior():
    """11 own periods of a load of 14: 3 are left, one too few."""
    schools, teachers = township(PE, MUSIC, ART)
    teachers[0]["stage"] = JUNIOR
    region, rules = county(schools, teachers, **SHARING)
    subject_cover.run(region, rules)
    assert covered(region)[1] == [0, 1]


def test_other_townships_only_within_the_radius():
    schools, teachers = township(PE, MUSIC, ART)
    schools[0]["township"] = SEAT
    for km, uncovered in ((0.0, 3), (3.9, 3), (4.0, 0)):
        region, rules = county(schools, teachers, itinerant_km=km, **SHARING)
        subject_cover.run(region, rules)
        assert covered(region)[1] == [0, uncovered]


def test_periods_are_counted_at_the_givers_home():
    """A teacher of school 0 who serves at school 2 gives from there; the cost is the home's."""
    schools, teachers = township(PE, MUSIC, ART)
    schools.append(school(OUTSIDE, 9.0, [1], 20))
    teachers[0]["school"] = 2
    region, rules = county(schools, teachers, **SHARING)
    subject_cover.run(region, rules)
    s = region.schools
    # PE: own 4, 12 left; 4 of them for school 1, the fewer, so that the 11 of school 0 are not covered
    assert s["subjects_lacking"].tolist() == [1, 3, 2]
    assert s["subjects_uncovered"].tolist() == [1, 0, 0]
    assert s["itinerant_days"].tolist() == [1 + 4, 0, 0]
    assert np.flatnonzero(region.staff.counts["itinerant_periods"].sum(axis=(0, 1))).tolist() == [2]


def test_whom_the_rules_serve_first():
    """5 PE periods are left: for the 4 of a class of grade 1 or the 3 of one of grade 3, not for both."""
    schools, teachers = township(PE)
    schools.append(school(OUTSIDE, 9.0, [1], 20, grade_low=3))
    for largest_first, uncovered in ((0, [2, 3, 2]), (1, [2, 2, 3])):
        region, rules = county(schools, teachers, itinerant_largest_first=largest_first, **SHARING)
        subject_cover.run(region, rules)
        assert covered(region)[1] == uncovered


def test_where_periods_are_as_many_the_smaller_school_comes_first():
    schools, teachers = township(PE)
    schools.append(school(OUTSIDE, 9.0, [1], 19))
    region, rules = county(schools, teachers, **SHARING)
    subject_cover.run(region, rules)
    assert covered(region)[1] == [2, 3, 2]


def test_last_years_days_are_forgotten():
    region, rules = county(*township(PE, MUSIC, ART), **SHARING)
    subject_cover.run(region, rules)
    _, none = county(*township(PE))
    subject_cover.run(region, none)
    assert not region.schools["itinerant_days"].any()
