"""Effect contract of staffing_formula: weights of the three yardsticks, and posts that go where classes are many."""

from dataclasses import replace

import pytest

from sim.policies.staffing_formula import StaffingFormula
from sim.processes import posts
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county as view_of
from tests.staffed import county, school, staffing, town
from tests.worlds import fingerprint, run

BOOK = Rulebook(min_posts_small=1)
NAMES = ("weight_pupils", "weight_classes", "weight_periods", "posts_follow_formula")


def amended(book=BOOK, year=2020, **values):
    return StaffingFormula(**values).amend(year, view_of({"id": "A"}), book)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (0.334, 0.333, 0.333, 0)),
        ({"strength": 0.5}, (0.667, 0.1665, 0.1665, 0)),
        ({"weight_classes": 1, "weight_periods": 0, "share_total": 0.5}, (0, 1, 0, 0.5)),
        ({"weight_classes": 1, "weight_periods": 1}, (0, 0.5, 0.5, 0)),
    ],
)
def test_the_weights(values, expected):
    changes = amended(**values)
    assert tuple(changes[name] for name in NAMES) == pytest.approx(expected)
    assert replace(BOOK, **changes)


def test_nothing_before_its_year_or_without_weights():
    assert amended(year=2017) == amended(strength=0) == amended(weight_classes=0, weight_periods=0) == {}


def test_a_total_that_follows_already_does_not_fall_back():
    assert amended(replace(BOOK, posts_follow_formula=0.8), share_total=0.5)["posts_follow_formula"] == 0.8


def short_of_classes(book, total=15):
    """Return the posts that 190 pupils in 4 classes and 95 in 6 lack to 7.2 and 10.8, and the posts."""
    region = county(
        town(pupils=[190], classes=[4]), school(pupils=[95], classes=[6]), posts=(total,), books=[book]
    )
    with staffing(region):
        posts.run(region, region.rules)
    s = region.schools
    lacks = [
        max(0.0, n - p) for n, p in zip(s["need_by_classes"][:, 0].tolist(), s["posts"].tolist(), strict=True)
    ]
    return pytest.approx(sum(lacks), abs=1e-5), s["posts"].tolist()


def test_posts_go_where_classes_are_many_and_the_total_stays():
    """Needs 10 and 5 by pupils; by all three 7.8 and 8.3, so 7.2 and 7.8 of the fifteen."""
    assert short_of_classes(BOOK) == (5.8, [10, 5])
    assert short_of_classes(replace(BOOK, **amended())) == (0.2 + 2.8, [7, 8])


def test_the_total_follows_where_it_is_told_to():
    """By classes alone 18 posts are needed."""
    book = replace(BOOK, **amended(weight_classes=1, weight_periods=0, share_total=1))
    assert short_of_classes(book) == (0.2, [7, 11])


def test_zero_strength_is_do_nothing_bit_for_bit():
    plain, off = (run("small", levers)[0] for levers in ((), (StaffingFormula(strength=0.0),)))
    assert fingerprint(plain) == fingerprint(off)
