"""What migrant_quota puts in the rulebook."""

from dataclasses import replace

import numpy as np

from sim.policies.migrant_quota import MIGRANT, MigrantQuota
from sim.rules.admission import EVERYONE, Reserved
from sim.rules.applicant import HUKOU_AT
from sim.rules.known_rules import known_rule
from tests.policies.rules import OF_COUNTY, after, at, differing

PRESENT = known_rule("present")


def test_every_rule_keeps_the_share_and_its_other_parts():
    book = after(MigrantQuota(share=0.2, strength=0.5), OF_COUNTY)
    special, general = at(book, "primary", "220502"), at(book, "junior")
    assert differing(special, OF_COUNTY) == {"reserved"}
    assert differing(general, PRESENT) == {"reserved"}
    assert [(one.share, one.when) for one in special.reserved] == [(0.1, MIGRANT)]


def test_seats_are_for_rural_children_with_hukou_outside_the_county():
    hukou = np.repeat(np.arange(6), 2)
    rural = np.tile([0, 1], 6)
    holds = MIGRANT.holds({"hukou_at": hukou, "hukou_kind": rural}, {}, 12)
    assert {(HUKOU_AT[at], kind) for at, kind in zip(hukou[holds], rural[holds], strict=True)} == {
        ("region", 1), ("province", 1), ("elsewhere", 1),
    }  # fmt: skip


def test_earlier_shares_leave_no_more_than_all_seats():
    before = replace(PRESENT, reserved=(Reserved(PRESENT.title, 0.95, EVERYONE),))
    shares = [one.share for one in at(after(MigrantQuota(share=0.2), before), "primary").reserved]
    np.testing.assert_allclose(shares, [0.95, 0.05])


def test_nothing_changes_before_the_first_year():
    assert after(MigrantQuota(), year=2017).admission == ()
