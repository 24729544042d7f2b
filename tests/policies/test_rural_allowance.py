"""Effect contract of rural_allowance: amounts by step, from its year on, and what they cost."""

from dataclasses import replace

import pytest

from sim.base.errors import UserError
from sim.policies.rural_allowance import RuralAllowance
from sim.rules.rulebook import Rulebook
from sim.world import pay
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return RuralAllowance(**values).amend(year, county({"id": "A"}), book)


def test_three_amounts_from_its_year_on():
    usual = {"allowance_township": 400, "allowance_village": 900, "allowance_point": 1200, "remote_km": 40}
    assert amended() == usual
    halved = {"allowance_township": 200, "allowance_village": 450, "allowance_point": 600, "remote_km": 40}
    assert amended(strength=0.5) == halved
    assert amended(year=2017) == {}
    assert amended(strength=0.0) == {}


def test_a_rulebook_that_pays_more_stays():
    assert amended(replace(BOOK, allowance_village=1000.0))["allowance_village"] == 1000


def test_an_allowance_below_zero_is_refused():
    with pytest.raises(UserError) as caught:
        RuralAllowance(yuan_township=-1)
    assert "yuan_township" in caught.value.text("en")


@pytest.mark.parametrize("wrong", [{"yuan_village": 300}, {"yuan_point": 800}, {"yuan_township": 1000}])
def test_a_more_remote_step_with_less_is_refused_in_both_languages(wrong):
    with pytest.raises(UserError) as caught:
        RuralAllowance(**wrong)
    name, value = next(iter(wrong.items()))
    assert f"{name.removeprefix('yuan_')} {value}" in caught.value.text("en")
    assert "越往基层" in caught.value.text("zh")


def test_equal_steps_are_allowed():
    assert RuralAllowance(yuan_township=500, yuan_village=500, yuan_point=500).values["yuan_point"] == 500


@pytest.fixture(scope="module")
def both():
    return [run("tonghua", levers) for levers in ((), (RuralAllowance(),))]


def yuan(records, kind):
    money = records["money"].query(f"kind == '{kind}'")
    return money.groupby("year").yuan.sum()


def test_it_costs_what_the_teachers_of_each_step_get_and_salaries_stay(both):
    region, records = both[1]
    assert yuan(both[0][1], "rural_allowance").empty
    paid = yuan(records, "rural_allowance")
    assert list(paid.index) == [2018, 2019]
    step = pay.remoteness(region, region.rules)[region.teachers["school"]]
    heads = [int((pay.is_on_scale(region) & (step == one)).sum()) for one in (1, 2, 3)]
    assert min(heads) > 0
    assert paid[2019] == 12 * (400 * heads[0] + 900 * heads[1] + 1200 * heads[2])
    assert records["county"].groupby("year").programmes_refused_yuan.sum().eq(0).all()


def test_rural_teachers_get_more_than_the_town_in_every_county(both):
    region, _ = both[1]
    memo = pay.compared(region, pay.rates(region, region.rules))
    assert (memo["rural_pay"] > memo["rural_pay_as_in_town"]).all()
    assert (memo["rural_pay_as_in_town"] > 0).all()


def test_zero_strength_is_do_nothing_bit_for_bit(both):
    region, records = run("tonghua", (RuralAllowance(strength=0.0),))
    assert fingerprint(region) == fingerprint(both[0][0])
    assert all(records[name].equals(both[0][1][name]) for name in records)
