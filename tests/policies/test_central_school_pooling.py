"""Effect contract of central_school_pooling: the pool keeps its posts, and they go where the classes are."""

from dataclasses import replace

import numpy as np
import pytest

from sim.policies.central_school_pooling import CentralSchoolPooling
from sim.rules.rulebook import Rulebook
from sim.world.central_schools import central_schools
from tests.policies.counties import county
from tests.worlds import fingerprint, run, start

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return CentralSchoolPooling(**values).amend(year, county({"id": "A"}), book)


def test_the_share_that_is_pooled():
    assert amended() == {"pools_township_staff": 1.0}
    assert amended(share_pooled=0.6, strength=0.5) == {"pools_township_staff": 0.3}
    assert amended(year=2017) == amended(strength=0) == {}
    assert amended(replace(BOOK, pools_township_staff=0.5), share_pooled=0.5) == {}


@pytest.fixture(scope="module")
def both():
    return [run("tonghua", levers, check=True) for levers in ((), (CentralSchoolPooling(),))]


def test_each_pool_keeps_its_posts_in_the_first_year(both):
    """Until pupils move, only posts within a township's pool change place."""
    (_, before), (_, after) = both
    begin = start("tonghua")  # the last census before
    central = dict(zip(begin.school_ids, central_schools(begin.schools).tolist(), strict=True))
    a, b = (
        records["school"].query("year == 2018").groupby("school_id")[["posts", "posts_from_central"]].sum()
        for records in (before, after)
    )
    pool = a.index.map(central)
    assert (a.posts[pool < 0] == b.posts[pool < 0]).all()
    assert (a.posts.groupby(pool).sum() == b.posts.groupby(pool).sum()).all()
    gained = np.maximum(0, b.posts.astype(int) - a.posts.astype(int))
    is_central = pool == [begin.school_ids.index(school) for school in a.index]
    assert (b.posts_from_central == gained * ~is_central).all()
    assert gained.sum() > 100
    assert a.posts_from_central.sum() == 0


def test_classes_without_a_teacher_become_fewer_in_small_schools(both):
    a, b = (
        records["school"].query("zone_kind == 'village' and year > 2017").groupby("year")
        .classes_without_teacher.sum() for _, records in both
    )  # fmt: skip
    assert (b < 0.5 * a).all()


def test_zero_strength_is_do_nothing_bit_for_bit(both):
    region, records = run("tonghua", (CentralSchoolPooling(strength=0.0),))
    assert fingerprint(region) == fingerprint(both[0][0])
    assert all(records[name].equals(both[0][1][name]) for name in records)
