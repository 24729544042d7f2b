"""Effect contract of performance_pay: what is moved, to whom, and that the county's fund stays."""

from dataclasses import replace

import pytest

from sim.base.errors import UserError
from sim.policies.performance_pay import PerformancePay
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return PerformancePay(**values).amend(year, county({"id": "A"}), book)


def test_a_share_is_moved_from_its_year_on():
    assert amended() == {"performance_moved": 0.1, "performance_rural_part": 0.5, "performance_added": 0}
    changes = amended(share_moved=0.2, rural_part=0.7, share_added=1, strength=0.5)
    assert changes == {"performance_moved": 0.1, "performance_rural_part": 0.7, "performance_added": 1}
    assert amended(year=2017) == {}
    assert amended(strength=0.0) == {}


def test_a_rulebook_that_moves_more_stays():
    assert amended(replace(BOOK, performance_moved=0.3)) == {}


@pytest.mark.parametrize("wrong", [{"share_moved": 1.1}, {"rural_part": -0.1}, {"share_added": 2}])
def test_shares_out_of_bounds_are_refused(wrong):
    with pytest.raises(UserError) as caught:
        PerformancePay(**wrong)
    assert next(iter(wrong)) in caught.value.text("en")


@pytest.fixture(scope="module")
def three():
    return [run("tonghua", levers) for levers in ((), (PerformancePay(),), (PerformancePay(share_added=1),))]


def spent(records, kind):
    return records["money"].query(f"kind == '{kind}'").groupby(["year", "county"]).yuan.sum()


def test_within_the_fund_no_county_pays_more_and_villages_gain(three):
    (_, plain), (_, moved), _ = three
    assert spent(moved, "salaries").equals(spent(plain, "salaries"))
    assert spent(moved, "performance_pay").empty
    gained = moved["staff"].query("year == 2019").groupby("zone_kind").performance_yuan.sum()
    assert gained["village"] > 0 > gained["urban"]
    assert gained.sum() == pytest.approx(0, abs=1e-3)


def test_with_money_added_nobody_gives_and_it_costs_the_share_of_the_fund(three):
    (_, plain), _, (region, added) = three
    assert spent(added, "salaries").equals(spent(plain, "salaries"))
    staff = added["staff"].query("year == 2019")
    assert (staff.performance_yuan >= 0).all()
    fund = region.numbers["performance_part_of_salary"] * plain["staff"].query("year == 2019").pay_yuan.sum()
    assert spent(added, "performance_pay").loc[2019].sum() == pytest.approx(0.1 * fund, rel=1e-6)


def test_zero_strength_is_do_nothing_bit_for_bit(three):
    region, records = run("tonghua", (PerformancePay(strength=0.0),))
    assert fingerprint(region) == fingerprint(three[0][0])
    assert all(records[name].equals(three[0][1][name]) for name in records)
