"""In which order children without a seat by right are placed elsewhere, by the rule of their school."""

from dataclasses import replace

import numpy as np

from sim.processes import lines, overflow
from sim.processes.applicants import applicants_of
from tests.private_county import applicants, summer
from tests.summers import PRESENT, books


def test_who_is_left_is_placed_in_the_order_of_the_rule():
    """A county of two rules: the order of overflow is that of the rule at the school asked for, by stage."""
    region = summer()
    rule = replace(PRESENT, groups=(), overflow="distance", stages=("primary",))
    junior = replace(PRESENT, name="j", groups=(), overflow="groups", stages=("junior",))
    rules = books(region, rule, junior)
    of_year = lines.rules_of_year(region, rules)
    a = applicants_of(region, applicants(region)[0])
    a.group[:] = np.arange(len(a.rows))[::-1] // 5
    luck = overflow.draws_for(region.luck, overflow._LOTTERY, region.year, region.children["uid"][a.rows])
    g, s = region.geography, region.schools
    km = np.hypot(g.x[a.home] - s["x"][a.asked], g.y[a.home] - s["y"][a.asked])
    for grade, key in ((1, km), (7, a.group)):
        left = np.flatnonzero(a.grade == grade)
        by_hand = left[np.lexsort((luck[left], key[left]))]
        assert len(np.unique(key[left])) > 2
        assert overflow.in_turn(region, of_year, a, left).tolist() == by_hand.tolist()
    by_lot = books(region, replace(PRESENT, overflow="lottery"))
    left = np.arange(len(a.rows))
    order = overflow.in_turn(region, lines.rules_of_year(region, by_lot), a, left)
    assert order.tolist() == np.argsort(luck).tolist()


def test_who_has_no_school_to_ask_for_overflows_by_group_whatever_the_rule_of_others():
    """As where no school listed for a settlement teaches the grade."""
    region = summer()
    rules = books(region, replace(PRESENT, overflow="distance"))
    a = applicants_of(region, applicants(region, 1)[0])
    a.asked[:] = -1
    a.group[:] = np.arange(24)[::-1]
    order = overflow.in_turn(region, lines.rules_of_year(region, rules), a, np.arange(24))
    assert order.tolist() == list(range(24))[::-1]
