"""Places by right, worked by hand: one line, kept seats, wishes, and who is served by which mechanism."""

import numpy as np
import pytest

from sim.base.errors import Say
from sim.processes.applicants import Applicants
from sim.processes.lines import Line, RulesOfYear
from sim.processes.markets import places_by_right
from sim.rules.admission import EVERYONE, MECHANISMS, AdmissionRule, Group, Reserved, Zone

RULE = AdmissionRule("r", Say("r", "r"), "assumption", groups=(Group("all", Say("all", "全部"), None),))


def applicants(n, grade=1):
    zeros = np.zeros(n, np.int64)
    return Applicants(
        rows=zeros, family=zeros, home=zeros, county=zeros, grade=np.full(n, grade, np.uint8), asked=zeros,
        continues=np.zeros(n, bool), is_local=np.ones(n, bool), origin=zeros,
        nearness=zeros, hukou_zone=zeros, dwelling=zeros, group=zeros.copy(),
    )  # fmt: skip


def line(wishes, scores, kept_for=()):
    """Return the lines of applicants: schools best first, and their score at each."""
    first = np.concatenate([[0], np.cumsum([len(w) for w in wishes])])
    who = np.repeat(np.arange(len(wishes)), [len(w) for w in wishes])
    school = np.array([s for w in wishes for s in w], np.int64)
    score = np.array([s for w in scores for s in w], float)
    n = np.zeros(len(who), np.int64)
    return Line(first, who, school, n, n, n.astype(float), n, score, list(kept_for))


def served(rule, lines, seats, grade=1, rules=()):
    """Return the school of each applicant, and the seats left."""
    free = np.zeros((len(seats), 9), np.int64)
    free[:, grade - 1] = seats
    n = len(lines.first) - 1
    at = np.zeros((2, len(seats)), np.int64)
    at[1] = len(rules)  # the last of the rules holds in the junior stage
    of_year = RulesOfYear([rule, *rules], at)
    pair = places_by_right(of_year, applicants(n, grade), lines, free, np.ones(n, bool))
    return [int(lines.school[p]) if p >= 0 else -1 for p in pair], free[:, grade - 1].tolist()


def test_one_line_serves_the_best_scores():
    lines = line([[0], [0], [0], [0]], [[3], [1], [np.inf], [2]])
    assert served(RULE, lines, [2]) == ([-1, 0, -1, 0], [0])
    assert served(RULE, lines, [9]) == ([0, 0, -1, 0], [6])  # who has no right takes no seat


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, [0, 0, 0, -1, -1]), (0.34, [0, 0, -1, 0, -1]), (1.0, [0, -1, -1, 0, 0])]
)
def test_kept_seats_go_first_to_those_they_are_kept_for(share, expected):
    """Three seats; the share is kept for the last two in line; what they leave goes to the others."""
    kept = (np.array([False, False, False, True, True]), 0, share)
    lines = line([[0]] * 5, [[1], [2], [3], [4], [5]], [kept])
    rule = AdmissionRule("r", Say("r", "r"), "a", reserved=(Reserved(Say("k", "k"), share, EVERYONE),))
    assert served(rule, lines, [3]) == (expected, [0])


def test_a_kept_seat_that_nobody_wants_is_not_left_empty():
    kept = (np.array([False, False]), 0, 1.0)
    assert served(RULE, line([[0], [0]], [[1], [2]], [kept]), [2]) == ([0, 0], [0])


def test_kept_shares_are_of_entry_grades_alone():
    kept = (np.array([False, True]), 0, 1.0)
    lines = line([[0], [0]], [[1], [2]], [kept])
    assert served(RULE, lines, [1]) == ([-1, 0], [0])
    assert served(RULE, lines, [1], grade=3) == ([0, -1], [0])


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        # child 0 wants school 0 and then 1, and stands last in both lines; child 1 wants 1 and then 0 and stands first
        # at 0; child 2 wants 0 alone
        ("deferred_acceptance", [-1, 1, 0]),
        ("immediate_acceptance", [-1, 1, 0]),
        ("top_trading_cycles", [-1, 1, 0]),
        ("serial_dictatorship", [-1, 1, 0]),
    ],
)
def test_every_mechanism_clears_a_market_of_two_schools(mechanism, expected):
    lines = line([[0, 1], [1, 0], [0]], [[3, 2], [1, 1], [2]])
    rule = AdmissionRule("r", Say("r", "r"), "a", zone=Zone("district", 2, mechanism))
    assert served(rule, lines, [1, 1]) == (expected, [0, 0])


def test_mechanisms_differ_where_a_wish_is_lost():
    """Child 1 loses its first wish and its second has gone to who wished it first, though it stands before it there."""
    lines = line([[0], [0, 1], [1]], [[1], [2, 1], [2]])
    deferred, immediate = (
        AdmissionRule("r", Say("r", "r"), "a", zone=Zone("district", 2, m))
        for m in ("deferred_acceptance", "immediate_acceptance")
    )
    assert served(deferred, lines, [1, 1])[0] == [0, 1, -1]
    assert served(immediate, lines, [1, 1])[0] == [0, -1, 1]


def test_a_kept_share_is_of_the_schools_of_its_rule_alone():
    """Both children stand at schools of different rules; the share kept by the first is none of the second school's."""
    lines = line([[0], [1], [0], [1]], [[1], [1], [2], [2]], [(np.array([False, False, True, True]), 0, 1.0)])
    lines.rule[:] = [0, 1, 0, 1]
    assert served(RULE, lines, [1, 1]) == ([-1, 1, 0, -1], [0, 0])


def test_two_kinds_of_kept_seats_at_one_school():
    """Of ten seats three are kept for one kind and two for another; who is of neither has the other five."""
    n = 14
    of_one, of_other = np.arange(n) >= 12, (np.arange(n) >= 9) & (np.arange(n) < 12)
    lines = line([[0]] * n, [[k] for k in range(n)], [(of_one, 0, 0.3), (of_other, 0, 0.2)])
    got, left = served(RULE, lines, [10])
    # five open seats, two of the other kind, two of the one kind, and the seat these leave goes to the next in line
    assert [k for k in range(n) if got[k] == 0] == [0, 1, 2, 3, 4, 5, 9, 10, 12, 13]
    assert left == [0]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_seats_are_kept_whatever_the_mechanism(mechanism):
    """Two seats, one of them kept for the last in line."""
    rule = AdmissionRule("r", Say("r", "r"), "a", zone=Zone("district", 2, mechanism))
    lines = line([[0]] * 3, [[1], [2], [3]], [(np.array([False, False, True]), 0, 0.5)])
    assert served(rule, lines, [2]) == ([0, -1, 0], [0])
    nobody = line([[0]] * 3, [[1], [2], [3]], [(np.zeros(3, bool), 0, 0.5)])
    assert served(rule, nobody, [2]) == ([0, 0, -1], [0])


def test_the_mechanism_is_that_of_the_stage():
    """As above: child 1 loses by immediate acceptance, the rule of grade 7, and wins by deferred acceptance."""
    lines = line([[0], [0, 1], [1]], [[1], [2, 1], [2]])
    junior = AdmissionRule(
        "j", Say("j", "j"), "a", zone=Zone("district", 2, "immediate_acceptance"), stages=("junior",)
    )
    assert served(RULE, lines, [1, 1], grade=6, rules=[junior])[0] == [0, 1, -1]
    assert served(RULE, lines, [1, 1], grade=7, rules=[junior])[0] == [0, -1, 1]
