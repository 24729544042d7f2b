"""What points_admission puts in the rulebook."""

from sim.policies.points_admission import PointsAdmission
from sim.rules.known_rules import known_rule
from tests.policies.rules import OF_COUNTY, after, at, differing

POINTS = known_rule("points")


def test_the_list_takes_the_place_of_the_general_rule_alone():
    book = after(PointsAdmission(), OF_COUNTY)
    assert at(book, "primary", "220502") == OF_COUNTY
    assert differing(at(book, "primary"), POINTS) == {"name"}
    assert at(book, "junior").points.total == 120


def test_a_stage_alone_leaves_the_other_to_present_practice():
    book = after(PointsAdmission(stage=1))
    assert at(book, "junior") is None
    assert at(book, "primary").groups == POINTS.groups


def test_nothing_changes_before_the_first_year():
    assert after(PointsAdmission(), year=2017).admission == ()
