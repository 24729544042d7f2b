"""The running budget of programmes: paid in full, cut alike where the limit binds, refused to the yuan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.budget_rules import NO_LIMIT
from sim.rules.money_kinds import MONEY_KINDS
from sim.world.programmes import PROGRAMMES, paid_share, settle
from tests.pay import county_of, rules

TWO = ((0, 2, 0, 1), (0, 2, 1, 1))  # schools a county


def settled(limits, **asked):
    region = county_of((), counties=len(limits), schools=TWO)
    book = rules(*({"running_budget": limit} for limit in limits))
    paid = settle(region, book, {kind: np.array(yuan) for kind, yuan in asked.items()})
    return region, {kind: yuan.tolist() for kind, yuan in paid.items()}


def test_the_limit_of_one_county_cuts_its_programmes_alike_and_refuses_the_rest():
    """The first county asks for 1,000 and has 700; the second has no limit."""
    region, paid = settled([700.0, NO_LIMIT], training=[100, 300, 50, 50], volunteers=[600, 0, 0, 70])
    assert paid == {"training": [70, 210, 50, 50], "volunteers": [420, 0, 0, 70]}
    assert paid_share(region).tolist() == [0.7, 1.0]
    assert region.ledger.by_school["refused_running"].tolist() == [180 + 30, 90, 0, 0]
    assert region.ledger.by_school["training"].tolist() == paid["training"]
    assert region.ledger.totals("refused_running").tolist() == [300, 0]


@pytest.mark.parametrize(
    ("limit", "paid"), [(0.0, 0), (0.9, 0), (10.0, 10), (99.0, 99), (100.0, 100), (1e12, 100)]
)
def test_the_limit_is_met_to_the_yuan(limit, paid):
    region, _ = settled([limit], itinerant=[33, 33], service_awards=[33, 1])
    assert region.ledger.totals("itinerant") + region.ledger.totals("service_awards") == paid
    assert region.ledger.totals("refused_running") == 100 - paid
    assert paid_share(region)[0] == paid / 100


def test_nothing_asked_for_is_paid_in_full():
    region, paid = settled([0.0], training=[0, 0])
    assert paid == {"training": [0, 0]}
    assert paid_share(region).tolist() == [1.0]
    assert settled([5.0])[1] == {}


YUAN = st.lists(st.integers(0, 10_000_000), min_size=4, max_size=4)


@given(YUAN, YUAN, st.floats(0, 1e8), st.floats(0, 1e8))
def test_paid_and_refused_are_what_was_asked_for(training, awards, first, second):
    region, paid = settled([first, second], training=training, service_awards=awards)
    asked, given_out = np.array([training, awards]), np.array(list(paid.values()))
    assert (given_out >= 0).all()
    assert (given_out <= asked).all()
    assert (given_out.sum(axis=0) + region.ledger.by_school["refused_running"] == asked.sum(axis=0)).all()
    by_county = given_out.sum(axis=0).reshape(2, 2).sum(axis=1)
    wanted = asked.sum(axis=0).reshape(2, 2).sum(axis=1)
    assert by_county.tolist() == np.minimum(wanted, np.floor([first, second])).tolist()
    assert ((paid_share(region) >= 0) & (paid_share(region) <= 1)).all()


def test_what_is_no_programme_or_below_zero_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="salaries"):
        settled([NO_LIMIT], salaries=[1, 1])
    with pytest.raises(ValueError, match="less than nothing"):
        settled([NO_LIMIT], training=[1, -1])


def test_programmes_are_kinds_of_running_money():
    assert {(MONEY_KINDS[kind].side, MONEY_KINDS[kind].account) for kind in PROGRAMMES} == {
        ("out", "running")
    }
