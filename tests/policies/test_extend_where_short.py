"""Effect contract of extend_where_short, with the same luck as do_nothing; and what it orders, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.policies.extend_where_short import ExtendWhereShort
from sim.rules.orders import AddBeds, Close, Extend
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

YEAR, BOOK = 2020, Rulebook()  # standards of 45 and 50
# 300 pupils in 6 classes of 50: each grade takes two of 45, and no room is free: six rooms short.
CROWDED = {"id": "A", "pupils": 300, "classes": 6, "rooms": 6}
FITS = {"id": "A", "pupils": 270, "classes": 6, "rooms": 6}


def view(*by_year: dict | tuple, **more):
    """Return the view of the newest census, those before after it; each is a school or some."""
    seen = [
        county(*(one if isinstance(one, tuple) else (one,)), year=YEAR - 1 - ago)
        for ago, one in enumerate(by_year)
    ]
    return replace(seen[0], earlier=tuple(seen[1:]), **more)


def orders(seen, year: int = YEAR, book=BOOK, **values) -> dict[str, int]:
    given = ExtendWhereShort(**values).orders(year, seen, book)
    assert {order.year for order in given} <= {year + int(values.get("lead_years", 1))}
    return {order.school_id: order.rooms for order in given}


def test_rooms_only_after_some_censuses_in_a_row():
    assert orders(view(CROWDED)) == {}
    assert orders(view(CROWDED), years_short=1) == {"A": 6}
    assert orders(view(CROWDED, CROWDED)) == {"A": 6}
    assert orders(view(CROWDED, FITS, CROWDED)) == {}
    assert orders(view(CROWDED, CROWDED, FITS), years_short=3) == {}
    assert orders(view(CROWDED, CROWDED), lead_years=3) == {"A": 6}


def test_the_smallest_lack_of_those_years_is_built():
    """276 pupils in 6 classes: every grade has 46; 272: two grades have 46 and take two classes, four have 45."""
    almost = {**CROWDED, "pupils": 272}
    assert orders(view(CROWDED, almost)) == {"A": 2}
    assert orders(view({**CROWDED, "pupils": 276}, CROWDED)) == {"A": 6}


def test_rooms_without_a_class_come_first():
    assert orders(view(*({**CROWDED, "rooms": 8},) * 2)) == {"A": 4}
    assert orders(view(*({**CROWDED, "rooms": 12},) * 2)) == {}


def test_a_small_school_that_shares_classes_lacks_none():
    """60 pupils in two rooms: grades 1 and 2 have a class, the others sit in theirs."""
    small = county({"id": "A", "pupils": 60, "classes": 2, "rooms": 2}, year=YEAR - 1)
    assert small.classes.tolist() == [[1, 1, 0, 0, 0, 0, 0, 0, 0]]
    assert orders(replace(small, earlier=(small,))) == {}


def test_what_is_on_its_way_counts_and_a_school_that_closes_gets_none():
    twice = view(CROWDED, CROWDED)
    assert orders(replace(twice, planned=(Extend("A", 2021, 4), AddBeds("A", 2021, 9)))) == {"A": 2}
    assert orders(replace(twice, planned=(Close("A", 2022),))) == {}
    private = {**CROWDED, "ownership": "private"}
    assert orders(view(private, private)) == {}


def test_the_worst_comes_first_and_a_county_builds_so_many_rooms_a_year():
    """B: 240 a grade in four classes take five of 50, three rooms short; A six."""
    b = {"id": "B", "kind": "junior", "pupils": 720, "classes": 12, "rooms": 12}
    both = view((CROWDED, b), (CROWDED, b))
    assert orders(both) == {"A": 6, "B": 3}
    assert orders(both, rooms_per_year=7) == {"A": 6, "B": 1}
    assert orders(both, rooms_per_year=7, least_rooms=2) == {"A": 6}
    assert orders(both, rooms_per_year=0) == {}


def test_no_school_grows_beyond_its_largest_size():
    """2,000 pupils are 44 classes of 45; one room is left beside those there, and none with one under way."""
    large = {"id": "A", "pupils": 2400, "classes": 43, "rooms": 43}
    assert orders(view(large, large)) == {"A": 1}
    assert orders(view(large, large, planned=(Extend("A", 2021, 1),))) == {}


def test_a_school_that_was_not_there_or_still_grows_is_not_judged():
    new = ({"id": "B", "pupils": 10}, CROWDED)
    assert orders(view(new, {"id": "B", "pupils": 10})) == {}
    growing = {**CROWDED, "is_growing": True}
    assert orders(view(growing, growing)) == {}


def test_strength_first_year_and_bounds():
    twice = view(CROWDED, CROWDED)
    assert orders(twice, strength=0.5) == {"A": 3}
    assert orders(twice, strength=0.0) == {}
    assert orders(twice, year=2017) == {}
    with pytest.raises(UserError, match=r"."):
        ExtendWhereShort(rooms_per_year=-1)


def test_the_standard_of_the_year_decides():
    assert orders(view(CROWDED, CROWDED), book=replace(BOOK, class_standard_primary=50)) == {}


YEARS = 6


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def extended():
    return run("tonghua", (ExtendWhereShort(),), years=YEARS, check=True)[1]


def test_rooms_open_after_two_crowded_censuses_and_the_lead(without, extended):
    told = extended["orders"]
    assert set(told.kind) == {"extend"}
    assert told.year.min() == 2019  # censuses of 2017 and 2018
    assert 0 < told.groupby(["year", "county"]).amount.sum().max() <= 10
    a, b = (t["school"].groupby("year").rooms.sum().astype(int) for t in (without[1], extended))
    assert (b - a).to_dict() == {
        year: told[told.year_due <= year].amount.sum() for year in range(2017, 2017 + YEARS)
    }


def test_fewer_classes_are_large_or_over_the_standard(without, extended):
    for name in ("n_large_local", "n_over_standard"):
        counts = [int(t["school_grade"].query("year >= 2021")[name].sum()) for t in (extended, without[1])]
        assert counts[0] < counts[1]


def test_what_is_built_is_paid_for(extended):
    told = extended["order_events"].query("event == 'paid'")
    assert (told.yuan == 2_000_000 * told.amount).all()
    assert (
        extended["county"].capital_spent.sum()
        == told.yuan.sum()
        == 2_000_000 * extended["orders"].amount.sum()
    )


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (ExtendWhereShort(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)


def test_views_are_left_as_they_are():
    seen = view(CROWDED, CROWDED)
    before = seen.pupils.copy()
    orders(seen)
    assert np.array_equal(seen.pupils, before)
