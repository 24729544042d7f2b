"""The ledger of a year, by hand: what is held, how counties close their books, and what closed schools cost."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.rules.money_kinds import IN, OUT, RUNNING
from sim.world.ledger import Ledger


@pytest.fixture
def ledger() -> Ledger:
    """Return the ledger of four schools in two counties."""
    schools = {"county": np.array([0, 0, 1, 1])}
    region = SimpleNamespace(schools=_Rows(schools), geography=SimpleNamespace(n_counties=2))
    out = Ledger(region)
    out.open_year()
    return out


class _Rows(dict):
    def __len__(self) -> int:
        return len(self["county"])


def test_what_is_held_stands_in_the_year_that_is_opened_next_and_in_no_other(ledger):
    ledger.post("textbooks", [1, 1, 1, 1])
    ledger.hold("heating", [10.4, 0, 0, 3.6])
    assert ledger.totals("heating").tolist() == [0, 0]
    ledger.open_year()
    assert ledger.totals("textbooks").tolist() == [0, 0]
    assert ledger.totals("heating").tolist() == [10, 4]
    ledger.open_year()
    assert ledger.totals("heating").tolist() == [0, 0]


def test_counties_pay_what_is_missing_and_keep_what_is_left(ledger):
    ledger.post("salaries", [100, 50, 0, 20])
    ledger.post("bus_fees", [0, 30, 70, 0])
    ledger.post_county("volunteers", [7, 0])
    assert ledger.unbalanced() == 2
    ledger.balance()
    assert ledger.totals("county_budget").tolist() == [127, 0]  # 150 + 7 - 30
    assert ledger.totals("surplus").tolist() == [0, 50]  # 70 - 20
    assert ledger.side(IN, RUNNING).tolist() == ledger.side(OUT, RUNNING).tolist() == [157, 70]
    assert ledger.unbalanced() == 0


def test_capital_does_not_pay_for_running(ledger):
    ledger.post_county("capital_budget", [5, 0])
    ledger.post("seats_built", [0, 5, 0, 0])
    ledger.balance()
    assert ledger.unbalanced() == 0
    ledger.post("buses_bought", [0, 0, 0, 1])
    assert ledger.unbalanced() == 1


def test_a_closed_school_saves_each_year_what_it_cost_in_its_last(ledger):
    nobody, third = np.zeros(4, bool), np.array([False, False, True, False])
    ledger.post("salaries", [100, 50, 40, 20])
    ledger.post("heating", [0, 0, 2, 0])
    ledger.post("seats_built", [0, 0, 1000, 0])  # no running cost
    ledger.remember_closed(nobody)
    assert ledger.totals("closures_saved").tolist() == [0, 0]
    for _ in range(2):
        ledger.open_year()
        ledger.post("salaries", [110, 50, 0, 30])
        ledger.remember_closed(third)
        assert ledger.totals("closures_saved").tolist() == [0, 42]
        assert ledger.side(OUT, RUNNING).tolist() == [160, 30]  # a memo is in no book


def test_training_is_paid_from_what_the_school_runs_on_as_far_as_it_goes(ledger):
    ledger.post("public_funds", [100, 10, 0, 0])
    ledger.post("school_running", [100, 10, 0, 0])
    ledger.take_training_from_running()
    assert ledger.by_school["school_running"].tolist() == [100, 10, 0, 0]
    ledger.post("training", [30, 30, 5, 0])
    ledger.take_training_from_running()
    assert ledger.by_school["school_running"].tolist() == [70, 0, 0, 0]
    ledger.balance()
    assert ledger.totals("county_budget").tolist() == [
        20,
        5,
    ]  # what the funds of the second school do not cover


def test_money_passed_on_is_no_cost_of_a_school(ledger):
    ledger.post("funds_followed_out", [9, 0, 0, 0])
    ledger.post("school_running", [1, 2, 3, 4])
    assert ledger.running_of_schools().tolist() == [1, 2, 3, 4]


def test_an_unknown_kind_is_refused(ledger):
    with pytest.raises(KeyError):
        ledger.post("sundries", [0, 0, 0, 0])
