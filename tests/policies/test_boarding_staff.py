"""Effect contract of boarding_staff: posts needed and filled, bought services and what they cost."""

from dataclasses import replace

import pytest

from sim.policies.boarding_staff import BoardingStaff
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return BoardingStaff(**values).amend(year, county({"id": "A"}), book)


def test_the_gap_is_filled_from_its_year_on():
    assert amended() == {"boarding_staff_gap_filled": 1.0, "boarding_staff_bought": 0.7}
    assert amended(share_of_gap=0.8, strength=0.5, share_bought=1) == {
        "boarding_staff_gap_filled": 0.4,
        "boarding_staff_bought": 1.0,
    }
    assert amended(year=2017) == {}
    assert amended(strength=0) == {}


def test_a_rulebook_that_fills_more_stays():
    assert amended(replace(BOOK, boarding_staff_gap_filled=0.5), share_of_gap=0.5) == {}


@pytest.fixture(scope="module")
def both():
    return [run("tonghua", levers, check=True) for levers in ((), (BoardingStaff(),))]


def by_year(records):
    names = [f"boarding_staff{end}" for end in ("_needed", "", "_bought", "_yuan")]
    return records["school"].groupby("year")[[*names, "n_boarders"]].sum().astype(int)


def test_all_posts_needed_are_there_and_the_rest_stays(both):
    (plain, before), (changed, after) = both
    a, b = by_year(before), by_year(after)
    assert a.loc[2017].equals(b.loc[2017])
    assert (a.boarding_staff_needed == b.boarding_staff_needed).all()
    assert (a.boarding_staff < 0.6 * a.boarding_staff_needed).all()
    assert (b.boarding_staff.loc[2018:] == b.boarding_staff_needed.loc[2018:]).all()
    assert (a.n_boarders == b.n_boarders).all()
    for name in ("boarding_staff", "boarding_staff_bought"):
        with changed.schools.writing_as("travel"), plain.schools.writing_as("travel"):
            changed.schools.writable(name)[:] = plain.schools.writable(name)[:] = 0
    assert fingerprint(plain) == fingerprint(changed)  # an effect on pupils is switched off


def test_what_it_costs(both):
    b = by_year(both[1][1])
    added = b.boarding_staff - by_year(both[0][1]).boarding_staff
    share = b.boarding_staff_bought.loc[2018:] / added.loc[2018:]
    assert share.between(0.55, 0.85).all()  # 0.7, in whole posts by school
    own = b.boarding_staff - b.boarding_staff_bought
    assert (b.boarding_staff_yuan == 95_000 * own + 30_000 * b.boarding_staff_bought).all()


def test_zero_strength_is_do_nothing_bit_for_bit(both):
    region, records = run("tonghua", (BoardingStaff(strength=0.0),))
    assert fingerprint(region) == fingerprint(run("tonghua")[0])
    assert all(records[name].equals(both[0][1][name]) for name in records)
