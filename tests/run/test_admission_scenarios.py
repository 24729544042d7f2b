"""The published lists as scenarios: each runs, and its rule decides from its first year on."""

import pytest

from sim.rules.known_rules import known_rule
from sim.run import load, simulate

PRESENT = "present"
OF_NO_GROUP = {"", "continuing", "no_right"}


@pytest.fixture(
    scope="module", params=["five_tiers", "eleven_tiers", "six_years_one_seat", "points", "permit_only"]
)
def listed(request):
    """Return the name of a list, and the applications of a run under it."""
    run = simulate(load(f"admission/{request.param}"), years=(2017, 2019))
    return request.param, run["admission"]


def test_the_list_decides_where_it_holds(listed):
    name, rows = listed
    decided = rows[(rows.year >= 2018) & (rows["rule"] != "")]
    is_covered = decided.stage.isin(known_rule(name).stages)
    assert set(decided[is_covered]["rule"]) == {name}
    assert set(decided[~is_covered]["rule"]) <= {PRESENT}


def test_children_stand_in_the_groups_of_the_list(listed):
    name, rows = listed
    groups = [group.name for group in known_rule(name).groups]
    met = set(rows[rows["rule"] == name].group) - OF_NO_GROUP
    assert met <= set(groups)
    assert groups[0] in met
    assert len(met) > len(groups) / 2


def test_children_with_hukou_in_the_county_are_placed_in_the_same_year(listed):
    _, rows = listed
    local = rows[rows.origin.isin(["local", "in_county"])]
    assert local[["n_waiting", "n_gone_back"]].to_numpy().sum() == 0


def test_a_rule_of_ones_own_holds_in_its_counties_and_stage_alone():
    rows = simulate(load("admission/own_rule"), years=(2017, 2019))["admission"]
    own = rows[rows["rule"] == "梅河口示例"]
    assert own.year.min() == 2018
    assert set(own.stage) == {"primary"}
    assert set(own.county) <= set(load("admission/own_rule").admission[0].area.codes)
    assert own["n_choice"].sum() > 0  # a large district: families rank its schools
