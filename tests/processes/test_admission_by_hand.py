"""The summer of a small county by hand: who is served where, in which order, and what becomes of who is left.

`tests.summers` tells the county.
"""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import Say
from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_ZONE,
    GOES_BACK,
    IN_PRIVATE,
    OVERFLOW_NEAR,
    OWNER,
    SEAT_BOUGHT,
    TENANT,
    WAITS,
)
from sim.processes import admission, lines, overflow
from sim.processes.applicants import applicants_of
from sim.rules.admission import Condition, Group, Predicate, Reserved, Zone
from sim.world.register import OVERFLOW_IN, OVERFLOW_OUT
from tests.private_county import JUNIOR, POINT, PRIMARY, PRIVATE_NINE, applicants, begin, summer, write
from tests.summers import (
    ELSEWHERE,
    NOBODY_APPLIES,
    PRESENT,
    STOP,
    admit,
    books,
    newcomers,
    of_settlement,
    three_public,
)

ALL_APPLY = {"private_pull": 100.0}


def test_the_county_is_as_told():
    region = summer()
    _, home, grade = applicants(region)
    assert np.bincount(home[grade == 1]).tolist() == [12, 8, 4]
    assert region.zone[:, 0].tolist() == [PRIMARY, PRIMARY, POINT]
    a = applicants_of(region, applicants(region)[0])
    assert a.continues.sum() == 8


def test_overflow_goes_within_the_limit_first_and_beyond_it_only_then():
    """POINT has seats for its own four, the twelve of settlement 0 and one more; beyond the seats PRIMARY is left."""
    told = admit(summer(**NOBODY_APPLIES), seats={(PRIMARY, 1): 0, (POINT, 1): 17}, **STOP)
    assert told.count(home=2) == {("zone", POINT): 4}
    assert told.count(home=0) == {("overflow_near", POINT): 12}
    assert told.count(home=1) == {("overflow_far", POINT): 1, ("over_capacity", PRIMARY): 7}
    flows = told.region.register.flows
    assert flows[OVERFLOW_OUT, PRIMARY, 0] == 13
    assert flows[OVERFLOW_OUT].sum() == 13
    assert flows[OVERFLOW_IN, POINT, 0] == 13


def test_beyond_the_seats_all_schools_within_the_limit_end_with_the_same_mean():
    """Four are in PRIMARY by right, eight can reach nothing else; the other twelve fill POINT to the same twelve."""
    told = admit(summer(**NOBODY_APPLIES), seats={(PRIMARY, 1): 4, (POINT, 1): 0}, **STOP)
    mine = told.grade == 1
    assert np.bincount(told.to[mine]).tolist() == [12, 12]
    assert (told.outcome[mine] == BEYOND_SEATS).sum() == 20


def test_without_a_hard_stop_local_children_stay_in_their_zone_and_newcomers_do_not():
    region = summer(**NOBODY_APPLIES)
    new = of_settlement(region, 0)[:3]
    newcomers(region, new)
    none = {(school, 1): 0 for school in (PRIMARY, POINT)}
    told = admit(region, seats=none)
    assert told.count(home=2) == {("over_capacity", POINT): 4}
    assert told.count(home=1) == {("over_capacity", PRIMARY): 8}
    mine = np.isin(told.rows, new)
    assert (told.to[mine] == -1).all()
    assert set(told.outcome[mine]) <= {WAITS, GOES_BACK}
    assert (told.to[(told.home == 0) & (told.grade == 1) & ~mine] == PRIMARY).all()


@pytest.mark.parametrize(("share", "outcome"), [(0.0, WAITS), (1.0, GOES_BACK)])
@pytest.mark.parametrize("stop", [0, 1])
def test_who_is_left_waits_or_goes_back_and_is_no_local_child(share, outcome, stop):
    region = summer(**NOBODY_APPLIES, p_unplaced_leaves=share)
    new = of_settlement(region, 0)[:3]
    newcomers(region, new)
    told = admit(region, seats={(PRIMARY, 1): 0, (POINT, 1): 0}, has_hard_stop=stop)
    left = np.isin(told.rows, new)
    assert (told.outcome[left] == outcome).all()
    assert (told.to[~left] >= 0).all()


def test_local_children_without_a_right_are_placed_by_overflow_and_newcomers_are_refused():
    """Nobody of hukou here may be admitted; seats are plenty."""
    region = summer(**NOBODY_APPLIES)
    new = of_settlement(region, 0)[:3]
    newcomers(region, new)
    local = Predicate(((Condition("hukou_at", (0, 1, 2)),),))
    told = admit(summer(**NOBODY_APPLIES), replace(PRESENT, groups=(), eligible=ELSEWHERE))
    assert told.count() == {("overflow_near", PRIMARY): 20, ("overflow_near", POINT): 4}
    told = admit(region, replace(PRESENT, groups=(), eligible=local))
    refused = np.isin(told.rows, new)
    assert (told.to[refused] == -1).all()
    assert (told.group[refused] == "no_right").all()
    assert (told.outcome[(told.grade == 1) & ~refused] == BY_ZONE).all()


def test_a_newcomer_refused_at_one_of_its_schools_is_placed_elsewhere_when_the_other_is_full():
    region = three_public()
    new = of_settlement(region, 0)
    newcomers(region, new)
    far = replace(
        PRESENT,
        groups=(),
        zone=Zone("lottery", 2),
        eligible=Predicate(((Condition("minutes", at_least=3),),)),
    )
    told = admit(region, far, seats={(PRIVATE_NINE, 1): 0})
    assert told.count(home=0) == {
        ("overflow_near", PRIMARY): 12
    }  # PRIMARY, two minutes away, has no right to give


def test_a_rule_without_groups_takes_everyone_by_lot():
    region = summer(**NOBODY_APPLIES)
    newcomers(region, of_settlement(region, 0)[:6])
    told = admit(region, replace(PRESENT, groups=()), seats={(PRIMARY, 1): 10, (POINT, 1): 4}, **STOP)
    assert set(told.group[told.grade == 1]) == {"everyone"}
    assert (told.outcome[told.grade == 1] == BY_ZONE).sum() == 14


def test_losers_of_a_private_lottery_keep_no_zone_where_the_rules_say_so():
    """All apply and none wins; with their zone lost they are placed like all others, but who goes on keeps its right.

    PRIMARY has no seat and 99 pupils in its class, so that beyond the seats everyone within reach goes to POINT.
    """
    seats = {(PRIMARY, 1): 0, (POINT, 1): 0, (PRIVATE_NINE, 1): 0, (PRIVATE_NINE, 7): 8}
    pupils = {(PRIMARY, 1): 99}
    kept = admit(summer(**ALL_APPLY), seats=seats, pupils=pupils)
    assert kept.count(home=0) == {("over_capacity", PRIMARY): 12}
    lost = admit(summer(**ALL_APPLY), seats=seats, pupils=pupils, private_losers_keep_zone=0)
    assert lost.count(home=0) == {("over_capacity", POINT): 12}
    assert kept.count(7) == {("own_school", PRIVATE_NINE): 8, ("zone", JUNIOR): 29}
    assert lost.count(7) == {("own_school", PRIVATE_NINE): 8, ("overflow_near", JUNIOR): 29}


def test_private_schools_serve_first_then_the_zone_then_bought_seats():
    """Five seats are won where all apply; where nobody does half of the five are bought: two whole seats."""
    told = admit(summer(**ALL_APPLY), seats={(PRIMARY, 1): 0, (POINT, 1): 0, (PRIVATE_NINE, 1): 5})
    assert (told.outcome[told.grade == 1] == IN_PRIVATE).sum() == 5
    none = {(PRIMARY, 1): 0, (POINT, 1): 0, (PRIVATE_NINE, 1): 5}
    told = admit(summer(**NOBODY_APPLIES), seats=none, share_private_seats_bought=0.5, **STOP)
    bought = told.outcome == SEAT_BOUGHT
    assert bought.sum() == 2
    assert (told.to[bought] == PRIVATE_NINE).all()
    assert (told.to[~bought & (told.grade == 1)] != PRIVATE_NINE).all()  # nobody is sent there for nothing


def test_nobody_overflows_to_a_private_school_though_it_is_the_nearest():
    told = admit(summer(**NOBODY_APPLIES), seats={(PRIMARY, 1): 0}, **STOP)
    assert told.count(home=0) == {("overflow_near", POINT): 12}


def test_who_goes_on_at_its_own_school_stays_there_beyond_the_seats_whatever_the_stop():
    told = admit(summer(**NOBODY_APPLIES), seats={(PRIVATE_NINE, 7): 3}, **STOP)
    assert told.count(7) == {
        ("own_school", PRIVATE_NINE): 3,
        ("over_capacity", PRIVATE_NINE): 5,
        ("zone", JUNIOR): 29,
    }


def test_who_moved_this_year_has_no_right_to_go_on():
    region = summer(**NOBODY_APPLIES)
    rows = applicants(region, 7)[0]
    own = rows[region.children["school"][rows] == PRIVATE_NINE]
    write(region.households, "moves", "year_moved", region.children["household"][own], region.year)
    a = applicants_of(region, own)
    assert not a.continues.any()
    assert (a.asked == JUNIOR).all()


def test_local_are_those_of_the_county_and_owners():
    region = summer()
    rows = of_settlement(region, 1)[:4]
    newcomers(region, rows[:2])
    write(region.households, "moves", "tenure", region.children["household"][rows[1]], OWNER)
    write(region.households, "moves", "tenure", region.children["household"][rows[2]], TENANT)
    assert applicants_of(region, rows).is_local.tolist() == [False, True, True, True]


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


def test_better_groups_overflow_to_the_nearer_seats():
    """Three of twelve have a better group: the three seats within the limit are theirs."""
    region = summer(**NOBODY_APPLIES)
    rows = of_settlement(region, 0)
    better = rows[[2, 5, 7]]
    write(region.households, "births", "poverty", region.children["household"][rows], 0)
    write(region.households, "births", "poverty", region.children["household"][better], 1)
    poor = Predicate(((Condition("poverty", (1,)),),))
    groups = (Group("poor", Say("p", "困"), poor), Group("rest", Say("r", "其"), None))
    seats = {(PRIMARY, 1): 0, (POINT, 1): 7}
    told = admit(region, replace(PRESENT, groups=groups), seats=seats, **STOP)
    near = told.rows[(told.outcome == OVERFLOW_NEAR) & (told.home == 0)]
    assert sorted(near) == sorted(better)


def test_kept_seats_of_entry_grades_serve_newcomers_in_the_line_of_their_school():
    region = summer(**NOBODY_APPLIES)
    new = of_settlement(region, 0)[:6]
    newcomers(region, new)
    rule = replace(PRESENT, reserved=(Reserved(Say("n", "随"), 0.3, ELSEWHERE),))
    told = admit(region, rule, seats={(PRIMARY, 1): 10, (POINT, 1): 4}, **STOP)
    assert (told.outcome[np.isin(told.rows, new)] == BY_ZONE).sum() == 3
    assert told.count(home=2) == {("zone", POINT): 4}
    told = admit(summer(**NOBODY_APPLIES), rule, seats={(PRIMARY, 1): 10}, **STOP)
    assert ((told.outcome == BY_ZONE) & (told.to == PRIMARY) & (told.grade == 1)).sum() == 10


def test_the_order_of_rows_changes_nothing():
    """Children in reverse order: everybody has the same school, by a rule with everything in it."""
    rule = replace(
        PRESENT,
        zone=Zone("district", 2),
        reserved=(Reserved(Say("n", "随"), 0.3, ELSEWHERE),),
        tie_break="minutes",
    )
    schools = []
    for turned in (False, True):
        start = begin()
        children = start.children.copy()
        order = np.arange(len(children))[:: -1 if turned else 1]
        for name, column in children.columns.items():
            write(children, column.owner, name, slice(None), children[name][order].copy())
        region = three_public(replace(start, children=children))
        newcomers(region, np.flatnonzero(region.children["uid"] % 4 == 0))
        admit(
            region, rule, seats={(PRIMARY, 1): 5, (POINT, 1): 3, (PRIVATE_NINE, 1): 4, (JUNIOR, 7): 9}, **STOP
        )
        c = region.children
        schools.append(dict(zip(c["uid"].tolist(), c["school"].tolist(), strict=True)))
    assert schools[0] == schools[1]


def test_classes_are_kept_by_the_cohort_and_formed_anew_at_entry():
    region = summer()
    write(region.schools, "classes", "classes", PRIVATE_NINE, np.arange(1, 10))
    assert admission.kept_classes(region)[PRIVATE_NINE].tolist() == [0, 1, 2, 3, 4, 5, 0, 7, 8]


def test_seats_are_the_classes_planned_times_the_size_less_the_pupils():
    region = summer()
    rules = books(region, cutoff_primary=41, cutoff_junior=61)
    places = admission.Places(region, rules)
    assert (places.seats == np.maximum(0, places.classes * rules.planned_size()[0] - places.pupils)).all()
    assert places.pupils[PRIMARY].tolist() == [0, 19, 23, 17, 31, 13, 0, 0, 0]


def test_beyond_the_seats_of_a_zone_the_order_of_the_rule_decides_who_has_the_least_crowded_school():
    """PRIMARY lacks twelve pupils to PRIVATE_NINE with the four of settlement 2: the twelve who live nearest fill them.

    The eight of settlement 1, farther away, are then shared out evenly.
    """
    rule = replace(PRESENT, groups=(), zone=Zone("lottery", 2), overflow="distance")
    seats = {(school, 1): 0 for school in (PRIMARY, POINT, PRIVATE_NINE)}
    pupils = {(PRIMARY, 1): 40, (PRIVATE_NINE, 1): 48, (POINT, 1): 99}
    told = admit(three_public(), rule, seats=seats, pupils=pupils)
    assert told.count(home=2) == {("over_capacity", PRIVATE_NINE): 4}
    assert told.count(home=0) == {("over_capacity", PRIMARY): 12}
    assert told.count(home=1) == {("over_capacity", PRIMARY): 4, ("over_capacity", PRIVATE_NINE): 4}
