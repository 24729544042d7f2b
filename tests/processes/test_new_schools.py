"""New schools: classes planned, posts before the first census, seats, by hand."""

import numpy as np
import pytest

from sim.processes import new_schools, staffing
from sim.rules.orders import Build, OpenEstate, ReserveLand
from sim.rules.rulebook import Rulebook
from sim.world.estates import site_of
from sim.world.posts import asked
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start


@pytest.mark.parametrize(
    ("possible", "span", "expected"),
    [
        (18, (1, 9), [2] * 9),
        (15, (1, 9), [2] * 6 + [1] * 3),
        (12, (1, 6), [2] * 6 + [0] * 3),
        (4, (1, 9), [1] * 9),  # a class for each grade whatever the rooms
        (7, (7, 9), [0] * 6 + [3, 2, 2]),
    ],
)
def test_rooms_are_planned_evenly_over_the_grades_taught(possible, span, expected):
    grades = np.arange(1, 10)
    taught = ((span[0] <= grades) & (grades <= span[1]))[None, :]
    assert new_schools.classes_planned(np.array([possible]), taught)[0].tolist() == expected


@pytest.fixture
def region():
    """Return a region with an estate that fills over two years, and its school, in the year both open."""
    region = Region(start("tonghua"), numbers(), (), 1)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    code = region.geography.township_codes[0]
    region.add_estate(OpenEstate("E", code, region.year, 100, 0.3, 2.34, 2))
    new_schools.build(region, [Build("T", "配套小学", region.year, "E", code, 1, 6, 12)])
    return region


def test_the_school_stands_in_its_estate_and_grows_as_long_as_it_fills(region):
    (estate,) = region.estates
    assert region.school_names[-1] == region.geography.township_names[0] + "配套小学"
    assert estate.school == len(region.schools) - 1
    assert np.flatnonzero(region.is_growing).tolist() == [estate.school]
    assert new_schools.has_new_school(region).tolist() == [estate.row]
    region.year += 1
    assert np.flatnonzero(region.is_growing).tolist() == [estate.school]
    assert new_schools.has_new_school(region).tolist() == []
    region.year += 1
    assert np.flatnonzero(region.is_growing).tolist() == []


def test_a_school_without_an_estate_stands_beside_the_largest_place_and_takes_what_it_is_nearest_to(region):
    code, zone = region.geography.township_codes[1], region.zone[:, 0].copy()
    region.land.keep(ReserveLand("L", code, region.year, 12 * 45 * 15))
    new_schools.build(region, [Build("T2", "新建小学", region.year, "", code, 1, 6, 12)])
    row, g, s = len(region.schools) - 1, region.geography, region.schools
    assert s["township"][row] == 1
    of_it = region.zone[:, 0] == row
    assert of_it[site_of(g, code)]
    km_before = np.hypot(g.x - s["x"][zone], g.y - s["y"][zone])
    nearer = (np.hypot(g.x - s["x"][row], g.y - s["y"][row]) < km_before) & (g.county == s["county"][row])
    nearer[site_of(g, code)] = True
    assert of_it.tolist() == nearer.tolist()
    assert of_it.sum() > 1
    assert region.estates[0].school == len(region.schools) - 2


def test_it_has_posts_for_whole_classes_from_the_first_day_out_of_the_total(region):
    s = region.schools
    region.first_year -= 1  # teachers move in every year but the first
    with region.writing_as("staffing"):
        staffing.run(region, region.rules, [])
    county = int(s["county"][-1])
    rows = region.rows_of(county)
    assert s["posts"][rows].sum() == region.behaviour.posts[county]
    need = asked(s["pupils"][rows[:-1]], s["classes"][rows[:-1]], Rulebook()).need
    own = 6 * 45 / 19  # a class of the standard in each grade
    assert s["posts"][-1] == pytest.approx(own * region.behaviour.posts[county] / (need.sum() + own), abs=1)
    assert 12 <= s["teachers"][-1] <= s["teacher_posts"][-1]  # one a room at least, within the posts it has
    assert staffing.classes_possible(region)[-1] == 12


def test_a_growing_school_with_more_pupils_than_a_class_a_grade_has_posts_for_all_of_them(region):
    with region.writing_as("classes"):
        region.schools.writable("pupils")[-1] = [90, 30, 0, 0, 0, 0, 0, 0, 0]
    counted = new_schools.pupils_to_staff(region, np.array([0, len(region.schools) - 1]), Rulebook())
    assert counted[1].tolist() == [90, 45, 45, 45, 45, 45, 0, 0, 0]
    assert counted[0].tolist() == region.schools["pupils"][0].tolist()


def test_a_grown_school_is_allotted_on_its_pupils_alone(region):
    region.year += 2
    with region.writing_as("staffing"):
        staffing.run(region, region.rules, [])
    assert region.schools["posts"][-1] <= 1
    assert staffing.classes_possible(region)[-1] == 1  # never below one


def test_its_classes_are_planned_evenly_over_the_grades_it_teaches(region):
    n = len(region.schools)
    classes = np.full((n, 9), 7)
    new_schools.plan_classes(region, np.full(n, 13), classes)
    assert classes[-1].tolist() == [3, 2, 2, 2, 2, 2, 1, 1, 1]
    assert (classes[:-1] == 7).all()
