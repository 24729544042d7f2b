"""Effect contract of hiring_freeze: places of those who go stay empty, from its first to its last year."""

from dataclasses import replace

import pytest

from sim.policies.hiring_freeze import HiringFreeze
from sim.processes import teacher_hiring
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county as view_of
from tests.staffed import county, employ, give_posts, staffing, told, town
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return HiringFreeze(**values).amend(year, view_of({"id": "A"}), book)


def test_the_shares_that_are_still_filled():
    assert amended() == {"refill_share": 0.0, "fill_vacant_share": 0.0}
    assert amended(strength=0.5, share_not_refilled=0.5)["refill_share"] == 0.75
    assert amended(replace(BOOK, fill_vacant_share=0.8), share_not_refilled=0.5)["fill_vacant_share"] == 0.4
    assert amended(strength=0) == {}


def test_it_lasts_from_its_first_to_its_last_year():
    assert [year for year in range(2015, 2031) if amended(year=year)] == list(range(2018, 2028))
    assert [year for year in range(2015, 2031) if amended(year=year, year_first=2020, year_last=2021)] == [
        2020,
        2021,
    ]


@pytest.mark.parametrize(("share", "n"), [(0.0, 4), (0.5, 2), (1.0, 0)])
def test_four_of_ten_go_and_so_many_come(share, n):
    book = replace(BOOK, **amended(share_not_refilled=share))
    region = county(town(), posts=(10,), books=[book])
    give_posts(region, [10])
    employ(region, 0, 10)
    t = region.teachers
    region.staff.add("n_retired", t["home_school"][:4], t["stage"][:4])
    t.keep(t["uid"] > t["uid"][3])
    with staffing(region):
        teacher_hiring.run(region, region.rules)
        teacher_hiring.count_vacant(region)
    assert told(region, "n_hired") == n
    assert len(t) == 6 + n
    assert told(region, "n_vacant") == 4 - n


def test_zero_strength_is_do_nothing_bit_for_bit():
    plain, off = (run("small", levers)[0] for levers in ((), (HiringFreeze(strength=0.0),)))
    assert fingerprint(plain) == fingerprint(off)
