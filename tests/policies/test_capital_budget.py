"""Effect contract of capital_budget beside levers that build, with the same luck; and the money it gives, by hand."""

import pytest

from sim.base.errors import UserError
from sim.policies.capital_budget import CapitalBudget
from sim.policies.extend_where_short import ExtendWhereShort
from sim.policies.planning_basis import PlanningBasis
from sim.rules.budget_rules import NO_LIMIT
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()
SEEN = county({"id": "A", "pupils": 300}, {"id": "B", "pupils": 600}, {"id": "C", "ownership": "private"})


def money(year: int = 2020, **values) -> float:
    return BOOK.amended(CapitalBudget(**values).amend(year, SEEN, BOOK)).capital_budget


def test_the_money_follows_the_pupils_of_public_schools():
    assert money(yuan_per_pupil=1000) == 900_000
    assert money(yuan_per_pupil=0) == 0


def test_strength_is_how_tight_it_is():
    assert money(yuan_per_pupil=1000, strength=0.5) == 1_800_000
    assert money(strength=0.0) == NO_LIMIT
    assert money(yuan_per_pupil=1_000_000, strength=1e-9) == 1e12


def test_there_is_no_limit_before_its_first_year_nor_before_a_census():
    assert money(2017) == NO_LIMIT
    assert CapitalBudget().amend(2020, county({"id": "A"}).__class__("220502", 2019), BOOK) == {}


def test_the_rest_of_the_rule_is_as_said():
    changes = CapitalBudget(carry_over=0.5, rural_share=0.2, in_strict_order=1).amend(2020, SEEN, BOOK)
    assert {name: changes[f"budget_{name}"] for name in ("carry_over", "rural_share", "in_strict_order")} == {
        "carry_over": 0.5,
        "rural_share": 0.2,
        "in_strict_order": 1,
    }


@pytest.mark.parametrize("wrong", [{"yuan_per_pupil": -1}, {"carry_over": 1.5}, {"rural_share": -0.1}])
def test_amounts_out_of_bounds_are_refused(wrong):
    with pytest.raises(UserError) as caught:
        CapitalBudget(**wrong)
    assert next(iter(wrong)) in caught.value.text("en")


YEARS = 6
BUILDERS = (PlanningBasis(), ExtendWhereShort())  # both may order rooms of one school for one year


@pytest.fixture(scope="module")
def unlimited():
    return run("tonghua", BUILDERS, years=YEARS)


@pytest.fixture(scope="module")
def limited():
    return run("tonghua", (*BUILDERS, CapitalBudget()), years=YEARS)[1]


def test_the_books_balance_on_the_records_alone(limited):
    told = limited["county"].sort_values(["county", "year"])
    amounts = told[[name for name in told if name.startswith("capital_")]].astype("int64")
    onwards = amounts.capital_carried + amounts.capital_returned
    carried_in = onwards.groupby(told.county).shift(fill_value=0)
    out = amounts.capital_spent + amounts.capital_carried + amounts.capital_lapsed
    assert (amounts.capital_budget + carried_in == out).all()
    events = limited["order_events"].groupby(["event", "year", "county"]).yuan.sum()
    by_county = told.set_index(["year", "county"])
    for event, column in (("paid", "capital_spent"), ("refused_no_money", "capital_refused")):
        found = events[event]
        assert (found == by_county[column].loc[found.index]).all()
        assert found.sum() == by_county[column].sum() > 0


def test_the_budget_of_a_year_is_an_amount_a_pupil_of_the_year_before(limited):
    pupils = limited["school"].query("ownership == 'public'").groupby(["county", "year"]).pupils.sum()
    told = limited["county"].set_index(["county", "year"]).capital_budget
    for county_code in pupils.index.levels[0]:
        assert told[county_code, 2019] == 600 * pupils[county_code, 2018]


def test_less_money_builds_fewer_rooms_and_every_refusal_is_told(unlimited, limited):
    seats = [int(t["school"].seats_rated.sum()) for t in (limited, unlimited[1])]
    assert seats[0] < seats[1]
    refused = limited["order_events"].query("event == 'refused_no_money'")
    keys = ["year", "county", "kind", "target", "year_due"]
    ordered = limited["orders"].groupby(keys).amount.sum()
    assert (ordered.loc[list(map(tuple, refused[keys].to_numpy()))].to_numpy() >= refused.amount).all()
    assert "refused_no_money" not in set(unlimited[1]["order_events"].event)
    done = limited["order_events"].query("event == 'carried_out' and kind == 'extend'").amount.sum()
    paid = limited["order_events"].query(f"event == 'paid' and year_due < {2017 + YEARS}").amount.sum()
    assert done == paid


def test_zero_strength_changes_nothing(unlimited):
    region, records = run("tonghua", (*BUILDERS, CapitalBudget(strength=0.0)), years=YEARS)
    assert fingerprint(region) == fingerprint(unlimited[0])
    assert all(records[name].equals(unlimited[1][name]) for name in records)
