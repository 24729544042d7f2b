"""Admission by the rules of schools: whom each line serves, where the rest goes, and what must always hold."""

import copy
from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import Say
from sim.kernels.codes import (
    BELOW_AGE,
    BEYOND_SEATS,
    BY_CHOICE,
    BY_ZONE,
    ENROLLED,
    GOES_BACK,
    HUKOU_REGION,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    OWN_SCHOOL,
    WAITING,
    WAITS,
)
from sim.kernels.numbers import travel_pace
from sim.kernels.travel import trip_minutes
from sim.policies.class_size_cap import ClassSizeCap
from sim.policies.hard_stop import HardStop
from sim.processes import admission, lines, staffing
from sim.processes.applicants import applicants_of
from sim.rules.admission import (
    MECHANISMS,
    Area,
    Condition,
    Group,
    Predicate,
    Reserved,
    Zone,
)
from sim.rules.known_rules import known_names, known_rule
from sim.world.region import CountyRules
from tests.worlds import fingerprint, run, start

PRESENT = known_rule("present")
YEARS = 4
RIGHTS = (OWN_SCHOOL, BY_ZONE, BY_CHOICE)
NEWCOMERS = Predicate(((Condition("hukou_at", (4, 5)),),))  # hukou in the province or in another


def simulated(rule, *, years=YEARS, place="tonghua", **options):
    """Run with the class-size cap, which makes seats scarce, and one rule of admission."""
    return run(place, (ClassSizeCap(), HardStop()), years=years, admission=(rule,) if rule else (), **options)


def outcomes(region, of=None):
    a = region.admitted
    return np.bincount(a.outcome if of is None else a.outcome[of(a)], minlength=len(OUTCOME_NAMES))


@pytest.fixture(scope="module")
def before_admission():
    """A region in its third year, just before admission, and the rules of that year."""
    held = {}

    def keep(region, rules, orders):
        if region.year == 2019:
            held["region"], held["rules"] = copy.deepcopy(region), rules

    with pytest.MonkeyPatch.context() as patch:
        staffed = staffing.run
        patch.setattr(staffing, "run", lambda *a: (staffed(*a), keep(*a)))
        simulated(None, years=3)
    return held["region"], held["rules"]


def summer(before, more_seats=0, **changes):
    """Run the admission of one summer anew under changed rules; return the region and the places given out."""
    region, rules = copy.deepcopy(before[0]), CountyRules(book.amended(changes) for book in before[1])
    made = []

    class Noted(admission.Places):
        def __init__(self, region, rules, pupils):
            super().__init__(region, rules, pupils)
            self.seats += more_seats
            self.seats_before = self.seats.copy()
            self.rows = np.flatnonzero(region.children["status"] == WAITING)
            made.append(self)

    with pytest.MonkeyPatch.context() as patch, region.writing_as("moves"):
        patch.setattr(admission, "Places", Noted)
        # what movers take after all the others is not in the list of applicants
        patch.setattr(admission, "_transfer_movers", lambda *a: None)
        region.rules = rules
        admission.run(region, rules, ())
    return region, made[0]


@pytest.fixture(scope="module")
def present():
    return simulated(None)


def test_without_a_rule_present_practice_holds(present):
    assert fingerprint(simulated(PRESENT)[0]) == fingerprint(present[0])
    assert present[0].admitted.rule_names == ["present"]


def test_every_applicant_has_one_outcome_and_a_school_where_it_says_so(present):
    a = present[0].admitted
    placed = ~np.isin(a.outcome, (WAITS, GOES_BACK))
    assert ((a.school_to >= 0) == placed).all()
    assert (a.school_to[a.outcome == BY_ZONE] == a.school_from[a.outcome == BY_ZONE]).all()
    sent = np.isin(a.outcome, (OVERFLOW_NEAR, OVERFLOW_FAR))
    assert sent.sum() > 100
    assert (a.school_to[sent] != a.school_from[sent]).all()


def test_a_better_group_never_loses_to_a_worse_one_for_the_same_seat(present):
    """In a line, who is left out stands behind all who were served by right."""
    a = present[0].admitted
    cell, group = a.school_from * 9 + a.grade, a.group
    served = np.isin(a.outcome, RIGHTS)
    worst = np.full(cell.max() + 1, -1)
    np.maximum.at(worst, cell[served], group[served])
    left = ~served & (a.school_from >= 0) & np.isin(a.grade, (1, 7))
    assert left.sum() > 100
    assert (group[left] >= worst[cell[left]]).all()


def test_nobody_is_sent_beyond_the_limit_while_a_seat_within_it_is_free(before_admission):
    region, places = summer(before_admission)
    a, s, g = region.admitted, region.schools, region.geography
    # a continuing pupil stays at its own school beyond the seats by right
    sent_far = np.flatnonzero(
        np.isin(a.outcome, (OVERFLOW_FAR, BEYOND_SEATS, WAITS, GOES_BACK)) & (a.school_to != a.school_from)
    )
    assert (a.outcome[sent_far] == OVERFLOW_FAR).sum() > 0
    home = region.households["settlement"][region.children["household"][places.rows]]
    pace = travel_pace(region.numbers)
    limits = region.rules.minutes_limits()
    for i in sent_far:
        column = a.grade[i] - 1
        free = np.flatnonzero((places.seats[:, column] > 0) & (s["county"] == a.county[i]) & region.is_open)
        free = free[(s["grade_low"][free] <= a.grade[i]) & (a.grade[i] <= s["grade_high"][free])]
        km = np.hypot(s["x"][free] - g.x[home[i]], s["y"][free] - g.y[home[i]])
        minutes = trip_minutes(km * region.numbers["detour"], pace)
        assert (minutes > limits[a.county[i], column]).all()


def test_no_seat_is_oversold(before_admission):
    region, places = summer(before_admission)
    a = region.admitted
    by_seat = (a.school_to >= 0) & (a.outcome != BEYOND_SEATS)
    given_out = np.zeros_like(places.seats)
    np.add.at(given_out, (a.school_to[by_seat], a.grade[by_seat] - 1), 1)
    assert (places.seats_before - given_out == places.seats).all()
    assert (places.seats >= 0).all()


def test_a_shorter_permit_requirement_never_lowers_the_newcomers_in_public_schools(before_admission):
    """One round of admission, moves apart: who has no permit of these months is refused."""
    local = (Condition("hukou_at", (0, 1, 2)),)
    settled = (Condition("permit_months", at_least="permit_months_required"),)
    rule = replace(PRESENT, eligible=Predicate((local, (Condition("home", (0,)),), settled)))
    counts = []
    for months in (60, 24, 12, 6, 0):
        region, _ = summer(before_admission, permit_months_required=months, admission=(rule,))
        a = region.admitted
        counts.append(((a.origin >= 2) & (a.school_to >= 0)).sum())
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_a_hard_stop_sends_more_away_and_leaves_fewer_beyond_the_seats(before_admission):
    counts = [outcomes(summer(before_admission, has_hard_stop=stop)[0]) for stop in (0, 1)]
    sent = [c[[OVERFLOW_NEAR, OVERFLOW_FAR]].sum() for c in counts]
    assert sent[1] > sent[0]
    assert counts[1][BEYOND_SEATS] < counts[0][BEYOND_SEATS]


def test_more_seats_never_place_fewer_by_right(before_admission):
    served = []
    for more in (0, 1, 5):
        counts = outcomes(summer(before_admission, more_seats=more)[0])
        served.append(counts[list(RIGHTS)].sum())
    assert served == sorted(served)
    assert served[-1] > served[0]


@pytest.mark.parametrize("name", [n for n in known_names()])
def test_each_known_rule_runs_and_leaves_no_local_child_without_a_school(name):
    """The checks of the run would stop it; local children of the county neither wait nor go back."""
    region, _ = simulated(known_rule(name), check=True)
    a = region.admitted
    assert known_rule(name).name in a.rule_names
    assert not (np.isin(a.outcome, (WAITS, GOES_BACK)) & (a.origin < 2)).any()
    c, h = region.children, region.households
    waiting = c["household"][c["status"] == WAITING]
    own_county = (
        region.geography.county[h["hukou_settlement"][waiting]]
        == region.geography.county[h["settlement"][waiting]]
    )
    assert not ((h["hukou"][waiting] == HUKOU_REGION) & own_county).any()


def of_address(region, places):
    """Return the school of each applicant's address, int (applicants,)."""
    home = region.households["settlement"][region.children["household"][places.rows]]
    return region.zone[home, region.admitted.grade - 1]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_large_district_serves_wishes_by_every_mechanism(before_admission, mechanism):
    region, places = summer(
        before_admission, admission=(replace(PRESENT, zone=Zone("district", 4, mechanism)),)
    )
    count, a = outcomes(region), region.admitted
    assert count[BY_CHOICE] > 0.9 * count.sum()
    chosen = a.outcome == BY_CHOICE
    assert (a.school_to != of_address(region, places))[chosen].mean() > 0.2  # families choose
    assert (a.school_to == a.school_from)[chosen].mean() > 0.8  # and most get what they choose
    assert (places.seats >= 0).all()


def test_a_zone_of_several_schools_is_drawn_and_evens_out(before_admission):
    drawn, places = summer(before_admission, admission=(replace(PRESENT, zone=Zone("lottery", 3)),))
    a = drawn.admitted
    by_right = a.outcome == BY_ZONE
    assert (
        0.25 < (a.school_to == of_address(drawn, places))[by_right].mean() < 0.6
    )  # of up to three schools, one
    assert (a.school_to == a.school_from)[by_right].mean() > 0.8  # most get what they drew
    near, _ = summer(before_admission)
    sent = [outcomes(r)[[OVERFLOW_NEAR, OVERFLOW_FAR]].sum() for r in (drawn, near)]
    assert sent[0] < sent[1]


def test_seats_kept_for_newcomers_bring_more_of_them_in(present):
    kept, _ = simulated(replace(PRESENT, reserved=(Reserved(Say("newcomers", "随迁子女"), 0.2, NEWCOMERS),)))
    by_right = [outcomes(r, of=lambda a: a.origin >= 2)[list(RIGHTS)].sum() for r in (kept, present[0])]
    assert by_right[0] > by_right[1]
    total = [outcomes(r)[list(RIGHTS)].sum() for r in (kept, present[0])]
    assert abs(total[0] - total[1]) <= 0.002 * total[1]  # a seat that nobody of them wants is not left empty


def test_who_may_not_be_admitted_by_right_is_placed_elsewhere_or_waits():
    nobody = Predicate(((Condition("hukou_at", (0, 1)),),))  # only hukou in the township
    region, _ = simulated(replace(PRESENT, eligible=nobody))
    a = region.admitted
    names = np.array(a.group_names)[a.group]
    refused = names == "no_right"
    assert refused.sum() > 1000
    assert not np.isin(a.outcome[refused], RIGHTS).any()
    assert set(a.outcome[refused & (a.origin >= 2)]) >= {WAITS, GOES_BACK}  # but for those with an own home
    assert set(a.outcome[refused & (a.origin == 1)]) <= {OVERFLOW_NEAR, OVERFLOW_FAR, BEYOND_SEATS}


def test_a_rule_of_an_area_holds_there_alone(present):
    region = present[0]
    county = region.geography.county_codes[0]
    here = replace(
        PRESENT, name="here", area=Area("county", (county,)), groups=(Group("all", Say("all", "全部"), None),)
    )
    there, _ = simulated(here, years=2)
    a = there.admitted
    assert set(a.rule_names) == {"present", "here"}
    by_rule = np.array(a.rule_names)[a.rule]
    stands = a.school_from >= 0
    assert ((by_rule == "here") == (a.county == 0))[stands].all()


def test_a_rule_not_yet_in_force_changes_nothing(present):
    later = replace(PRESENT, groups=(Group("all", Say("all", "全部"), None),), first=2030)
    assert fingerprint(simulated(later)[0]) == fingerprint(present[0])


def test_points_order_a_line():
    """Whoever was served by right in a line of newcomers has at least the points of who was not."""
    region, _ = simulated(known_rule("points"), years=2)
    rows = np.flatnonzero((region.children["status"] == ENROLLED) & (region.children["grade"] == 1))
    a = applicants_of(region, rows)
    line = lines.stand_at_asked(region, region.rules, lines.rules_of_year(region, region.rules), a)
    same = line.group == 3
    assert same.sum() > 20
    order = np.lexsort((line.score[same],))
    points = line.points[same][order]
    assert (np.diff(points) <= 0).all()
    assert points.max() <= 111
    assert len(np.unique(points)) > 3


def test_one_more_child_changes_only_those_who_compete():
    """A child more in one county leaves the places of all others as they are, and of few in its own."""
    begin = start("tonghua")
    children, g = begin.children.copy(), begin.geography
    county = g.county[begin.households["settlement"][children["household"]]]
    twin = np.flatnonzero(
        (county == 3) & (children["status"] == BELOW_AGE) & (children["birth_year"] == 2012)
    )[0]
    columns = {name: children[name][[twin]] for name in children.columns}
    children.append(1, **{**columns, "uid": np.array([12345], np.uint64)})
    one, other = (simulated(None, years=2, begin=b)[0] for b in (begin, replace(begin, children=children)))
    assert 12345 in other.children["uid"]
    schools, schools_with = (
        dict(zip(r.children["uid"].tolist(), r.children["school"].tolist(), strict=True))
        for r in (one, other)
    )
    differing = [uid for uid, school in schools.items() if schools_with.get(uid) != school]
    assert len(differing) <= 3
    homes = dict(zip(begin.children["uid"].tolist(), county.tolist(), strict=True))
    assert {homes.get(uid, 3) for uid in differing} <= {3}
