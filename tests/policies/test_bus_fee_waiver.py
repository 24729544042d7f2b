"""Effect contract of bus_fee_waiver beside school_buses, with the same luck in both runs."""

import dataclasses

import pytest

from sim.policies.bus_fee_waiver import BusFeeWaiver
from sim.policies.school_buses import SchoolBuses
from sim.rules.bus_rules import EVERYBODY, POOR, POOR_LEFT_BEHIND
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run

VIEW, BOOK, YEARS = View("220502", 2018), Rulebook(), 4


def test_rulebook_by_year_and_strength():
    assert BusFeeWaiver().amend(2017, VIEW, BOOK) == {}
    assert BusFeeWaiver().amend(2018, VIEW, BOOK) == {"bus_fee_waiver": POOR_LEFT_BEHIND}
    assert BusFeeWaiver(waived=EVERYBODY).amend(2018, VIEW, BOOK) == {"bus_fee_waiver": EVERYBODY}
    assert BusFeeWaiver(strength=0.9).amend(2018, VIEW, BOOK) == {}


def test_a_wider_waiver_in_force_stays():
    wide = dataclasses.replace(BOOK, bus_fee_waiver=POOR)
    assert BusFeeWaiver().amend(2018, VIEW, wide) == {"bus_fee_waiver": POOR}


@pytest.fixture(scope="module")
def bus_only():
    return run("tonghua", (SchoolBuses(),), years=YEARS)


def money(records):
    return records["bus_lines"][["n_riders", "n_fee_waived", "yuan_fees", "yuan_fees_waived"]].sum()


def test_poor_left_behind_pupils_pay_nothing(bus_only):
    some, all_poor, everybody = (
        money(run("tonghua", (SchoolBuses(), BusFeeWaiver(waived=waived)), years=YEARS)[1])
        for waived in (POOR_LEFT_BEHIND, POOR, EVERYBODY)
    )
    paid = money(bus_only[1])
    assert paid.n_fee_waived == paid.yuan_fees_waived == 0
    assert 0 < some.n_fee_waived < all_poor.n_fee_waived < everybody.n_fee_waived == everybody.n_riders
    for one in (some, all_poor, everybody):
        assert one.yuan_fees_waived == 400 * one.n_fee_waived
        assert one.yuan_fees == 400 * (one.n_riders - one.n_fee_waived)
        assert one.n_riders >= paid.n_riders


def test_below_full_strength_nothing_changes(bus_only):
    region, records = run("tonghua", (SchoolBuses(), BusFeeWaiver(strength=0.0)), years=YEARS)
    assert fingerprint(region) == fingerprint(bus_only[0])
    assert all(records[name].equals(bus_only[1][name]) for name in records)
