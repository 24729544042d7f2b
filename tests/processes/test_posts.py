"""Posts of a county by hand: need by three yardsticks, floors, totals that are ample, tight and short."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import BOARD, CLOSED, ENROLLED, PRIVATE
from sim.processes import posts
from sim.rules.rulebook import Rulebook
from tests.staffed import county, point, school, staffing, town

BOOK = Rulebook()
SIX = {"pupils": [10] * 6, "classes": [1] * 6}  # six classes, 60 pupils


def allotted(region) -> list[int]:
    with staffing(region):
        posts.run(region, region.rules)
    return region.schools["posts"].tolist()


def test_six_classes_of_sixty_pupils_by_three_yardsticks():
    """60 / 19 = 3.2 by pupils, 6 x 1.8 = 10.8 by classes, (2 x 26 + 4 x 30) / 17 / 0.9 = 11.2 by periods."""
    region = county(school(**SIX), posts=(8,), share=0.9)
    allotted(region)
    s = region.schools
    by_stage = [s[f"need_by_{name}"][0].tolist() for name in ("pupils", "classes", "periods")]
    assert [round(one[0], 2) for one in by_stage] == [3.16, 10.8, 11.24]
    assert [one[1] for one in by_stage] == [0, 0, 0]
    assert [round(one[0], 1) for one in by_stage[:2]] == [3.2, 10.8]
    # 8 posts are a surplus of 4.8 by pupils and a lack of 2.8 by classes, at once
    assert s["posts"][0] == 8


def test_a_nine_year_school_has_a_need_by_stage():
    nine = school(pupils=[19] * 6 + [27] * 3, classes=[1] * 9, grade_high=9)
    region = county(nine, posts=(24,))
    assert allotted(region) == [24]
    s = region.schools
    assert s["need_by_pupils"][0].tolist() == [6, 6]
    assert s["need_by_classes"][0] == pytest.approx([10.8, 9])
    assert s["need_by_periods"][0] == pytest.approx([172 / 17, 102 / 13])
    assert s["teacher_posts_by_stage"].tolist() == [[12, 12]]


def test_a_stage_given_up_has_no_posts_for_teachers_though_the_last_census_had_its_pupils():
    was_nine = school(pupils=[19] * 6 + [27] * 3, classes=[1] * 9, grade_low=7, grade_high=9)
    region = county(was_nine, posts=(12,))
    assert allotted(region) == [12]
    assert region.schools["teacher_posts_by_stage"].tolist() == [[0, 12]]


def test_no_open_public_school_is_left_out_and_no_other_counted():
    region = county(
        school(**SIX), school(**SIX, ownership=PRIVATE), school(**SIX, status=CLOSED), point(), posts=(9,)
    )
    allotted(region)
    assert (region.schools["need_by_classes"][:, 0] > 0).tolist() == [True, False, False, False]
    assert region.schools["posts"][[1, 2]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("total", "expected", "short"),
    [
        # by pupils: the town 190 / 19 = 10, the village 3.16 with floor 3 (classes of one grade), the point 0.79 with 3
        (30, [21, 6, 3], [0, 0, 0]),
        (16, [10, 3, 3], [0, 0, 0]),
        (5, [0, 3, 2], [0, 0, 1]),
    ],
    ids=["surplus", "tight", "short"],
)
def test_three_counties(total, expected, short):
    """Ample: 27 beside a floor go 10 : 3.16; tight: the town has just its need; short: floors alone are too many."""
    big = town(pupils=[32, 32, 32, 32, 31, 31], classes=[1] * 6)
    mini = point(pupils=[5, 5, 5], classes=[1, 0, 0])
    region = county(big, school(**SIX), mini, posts=(total,))
    found = allotted(region)
    assert sum(found) == total
    assert found == expected
    assert region.schools["posts_short_of_floor"].tolist() == short
    assert region.staff.posts_total.tolist() == [total]


def test_counties_keep_their_own_totals():
    region = county(school(**SIX), school(**SIX, county=1), school(**SIX, county=1), posts=(4, 9))
    assert allotted(region) == [4, 5, 4]


def test_the_weights_of_the_yardsticks_move_posts_to_many_small_classes():
    """Two schools of ten posts: 190 pupils in 4 classes, 95 in 6: 10 : 5 by pupils, 7.2 : 10.8 by classes."""
    big, small = town(pupils=[190], classes=[4]), school(pupils=[95], classes=[6])
    for weights, expected in (
        ((1, 0, 0), [10, 5]),
        ((0, 1, 0), [6, 9]),
        ((0.5, 0.5, 0), [8, 7]),
        ((0, 0, 0), [10, 5]),
    ):
        book = replace(BOOK, **dict(zip(("weight_pupils", "weight_classes", "weight_periods"), weights, strict=True)),
                       min_posts_small=1)  # fmt: skip
        assert allotted(county(big, small, posts=(15,), books=[book])) == expected


def test_the_total_follows_the_need_as_far_as_the_rules_say():
    """190 pupils: a need of 10 against 30 posts at the start."""
    for follows, total in ((0, 30), (0.5, 20), (1, 10)):
        region = county(
            town(pupils=[190], classes=[4]), posts=(30,), books=[replace(BOOK, posts_follow_formula=follows)]
        )
        assert allotted(region) == [total]
        assert region.staff.posts_total.tolist() == [total]


def test_a_minority_school_keeps_a_share_of_its_need_by_classes():
    protected = school(pupils=[19] * 6, classes=[1] * 6, is_protected=1)  # 114 pupils: no small school
    other = town(pupils=[190], classes=[4])
    assert allotted(county(other, protected, posts=(16,))) == [10, 6]
    region = county(other, protected, posts=(16,), books=[replace(BOOK, minority_floor=1.0)])
    assert allotted(region) == [5, 11]  # 10.8


def test_posts_for_boarding_come_first_and_beyond_the_need():
    """Two schools of 95 pupils; 40 board at the first: 2 posts and 5 for each hundred = 4."""
    book = replace(BOOK, posts_per_boarding_school=2, posts_per_100_boarders=5, min_posts_small=1)
    region = county(town(pupils=[95], classes=[2]), town(pupils=[95], classes=[2]), posts=(14,), books=[book])
    boarder = {"way": BOARD, "status": ENROLLED, "school": 0}
    region.children = {name: np.full(40, value) for name, value in boarder.items()}
    assert allotted(region) == [9, 5]


def test_a_growing_school_has_the_need_of_its_classes_to_come():
    region = county(town(), town(pupils=[270], classes=[6]), posts=(28,))
    region.is_growing[0] = True
    allotted(region)
    assert region.schools["need_by_classes"][:, 0] == pytest.approx([10.8, 10.8])
    assert region.schools["posts"].tolist() == [14, 14]
