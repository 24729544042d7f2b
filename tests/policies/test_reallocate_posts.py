"""Effect contract of reallocate_posts: more teachers may be asked to follow the posts, every so many years."""

from dataclasses import replace

import pytest

from sim.policies.reallocate_posts import ReallocatePosts
from sim.processes import teacher_moves
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county as view_of
from tests.staffed import county, employ, give_posts, school, staffing, told
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return ReallocatePosts(**values).amend(year, view_of({"id": "A"}), book)


def test_the_limit_rises_from_that_of_usual_practice():
    assert amended() == {"reallocation_limit": pytest.approx(0.05)}
    assert amended(strength=0.5) == {"reallocation_limit": pytest.approx(0.03)}
    assert amended(strength=0) == amended(limit=0.01) == amended(year=2017) == {}
    assert amended(replace(BOOK, reallocation_limit=0.2)) == {}


def test_it_comes_round_every_so_many_years():
    due = [year for year in range(2016, 2026) if amended(year=year, every=3)]
    assert due == [2018, 2021, 2024]


@pytest.mark.parametrize(("limit", "n"), [(0.05, 5), (0.02, 2), (0.08, 8), (0.2, 10)])
def test_so_many_of_a_hundred_teachers_move(limit, n):
    """Ten are over at one school and lacking at the other."""
    book = replace(BOOK, **amended(limit=limit))
    region = county(school(), school(), posts=(100,), books=[book], p_consents_to_move=1.0)
    give_posts(region, [50, 50])
    for row, teachers in enumerate((60, 40)):
        employ(region, row, teachers)
    with staffing(region):
        teacher_moves.run(region, region.rules)
    assert told(region, "n_moved_in") == n


def test_zero_strength_is_do_nothing_bit_for_bit():
    plain, off = (run("small", levers)[0] for levers in ((), (ReallocatePosts(strength=0.0),)))
    assert fingerprint(plain) == fingerprint(off)
