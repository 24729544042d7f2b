"""Effect contract of running_budget beside rural_allowance: the limit by hand, and that teachers see what was paid."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.policies.running_budget import RunningBudget
from sim.policies.rural_allowance import RuralAllowance
from sim.rules.budget_rules import NO_LIMIT
from sim.rules.rulebook import Rulebook
from sim.world import pay
from tests.plain_pay import allowance_share, rural_allowance
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()
SEEN = county({"id": "A", "pupils": 300}, {"id": "B", "pupils": 600}, {"id": "C", "ownership": "private"})


def limit(year: int = 2020, **values) -> float:
    return BOOK.amended(RunningBudget(**values).amend(year, SEEN, BOOK)).running_budget


def test_the_limit_follows_the_pupils_of_public_schools():
    assert limit(yuan_per_pupil=100) == 90_000
    assert limit(yuan_per_pupil=0) == 0
    assert limit(yuan_per_pupil=100, strength=0.5) == 180_000
    assert limit(yuan_per_pupil=1_000_000, strength=1e-9) == 1e12


def test_there_is_no_limit_before_its_first_year_nor_before_a_census():
    assert limit(2017) == limit(strength=0.0) == NO_LIMIT
    assert RunningBudget().amend(2020, SEEN.__class__("220502", 2019), BOOK) == {}


def test_an_amount_below_zero_is_refused():
    with pytest.raises(UserError) as caught:
        RunningBudget(yuan_per_pupil=-1)
    assert "yuan_per_pupil" in caught.value.text("en")


@pytest.fixture(scope="module")
def both():
    levers = (RuralAllowance(),)
    return [run("tonghua", more, years=4) for more in (levers, (*levers, RunningBudget()))]


def test_the_limit_of_a_year_is_an_amount_a_pupil_of_the_year_before(both):
    records = both[1][1]
    pupils = records["school"].query("ownership == 'public'").groupby(["county", "year"]).pupils.sum()
    told = records["rulebook"].query("field == 'running_budget'").set_index(["county", "year"]).value
    for code in pupils.index.levels[0]:
        assert told[code, 2020] == 150 * pupils[code, 2019]


def test_what_is_refused_is_missing_to_full_rates_and_teachers_see_what_came(both):
    (free, unlimited), (held, limited) = both
    paid, full = limited["county"], unlimited["county"]
    assert (paid.programmes_yuan <= full.programmes_yuan).all()
    assert 0 < paid.programmes_yuan.sum() < full.programmes_yuan.sum()
    assert free.staff.paid_share.tolist() == [1.0] * 7
    last = paid[paid.year == paid.year.max()]
    share = last.programmes_yuan / (last.programmes_yuan + last.programmes_refused_yuan)
    assert np.allclose(held.staff.paid_share, share)
    own, at = allowance_share(held, held.rules), held.schools["county"][held.teachers["school"]]
    promised = rural_allowance(held, held.rules) / pay.salary(held)
    assert np.allclose(own, promised * held.staff.paid_share[at])


def test_zero_strength_changes_nothing(both):
    region, records = run("tonghua", (RuralAllowance(), RunningBudget(strength=0.0)), years=4)
    assert fingerprint(region) == fingerprint(both[0][0])
    assert all(records[name].equals(both[0][1][name]) for name in records)
