"""What permit_admission puts in the rulebook, and whom same-city treatment takes for local."""

import numpy as np
import pytest

from sim.policies.permit_admission import PermitAdmission
from sim.rules.admission_changes import OUTSIDE
from sim.rules.applicant import HUKOU_AT
from sim.rules.known_rules import known_names, known_rule
from sim.rules.rulebook import RULES, Rulebook
from tests.policies.rules import OF_COUNTY, VIEW, after, at
from tests.rules.admission import all_children, any_of

ZONE = HUKOU_AT.index("zone")
BOOK = {name: getattr(Rulebook(), name) for name in RULES}


def test_strength_moves_the_months_from_those_in_force():
    months = PermitAdmission(same_city=0).amend(2020, VIEW, Rulebook())
    assert months == {"permit_months_required": 0}
    assert PermitAdmission(months=6, strength=0.5).amend(2020, VIEW, Rulebook()) == {
        "permit_months_required": 9
    }
    assert PermitAdmission().amend(2017, VIEW, Rulebook()) == {}


def test_same_city_needs_full_strength():
    assert after(PermitAdmission(same_city=1, strength=0.9), OF_COUNTY).admission == (OF_COUNTY,)
    assert at(after(PermitAdmission()), "primary").name == "present"


def group_names(rule, children, n, book):
    """Return the name of each child's group, "" = none."""
    found = np.full(n, "", dtype=object)
    for group in rule.groups:
        inside = found == "" if group.when is None else group.when.holds(children, book, n)
        assert not (inside & (found != "")).any()
        found[inside] = group.name
    found[~rule.eligible.holds(children, book, n)] = ""
    return found


@pytest.mark.parametrize("months", [0, 6, 12, 24])
@pytest.mark.parametrize("name", known_names())
def test_holders_are_placed_like_children_with_hukou_in_the_zone(name, months):
    before = known_rule(name)
    book = after(PermitAdmission(months=months, same_city=1), before)
    (rule,) = [one for one in book.admission if one.name == name]
    fields = {**BOOK, "permit_months_required": book.permit_months_required}
    rest = any_of("home", "deed", "is_late")
    more = {"insurance_months": [0, 12], "dwelling_years": [5, 6], "sibling": [0, 1]}
    children, n = all_children(**any_of("hukou_at"), permit_months=[0, 5, 6, 11, 12, 23, 24], **rest, **more)
    is_holder = np.isin(children["hukou_at"], OUTSIDE) & (children["permit_months"] >= months)
    as_if = {**children, "hukou_at": np.where(is_holder, ZONE, children["hukou_at"])}
    assert (group_names(rule, children, n, fields) == group_names(before, as_if, n, fields)).all()
