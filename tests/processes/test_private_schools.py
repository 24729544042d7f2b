"""Private schools: who recruits, who wins the lottery, who keeps which right, and seats the county buys; by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.draws import decision, uniform_of
from sim.kernels.codes import CLOSED, ENROLLED, PUBLIC
from sim.processes.private_schools import LOST_ZONE, NOT_PRIVATE, buy_seats, by_right, recruit, recruiting
from sim.rules.private_rules import LOCAL_FIRST, NEWCOMERS_FIRST, TOGETHER
from sim.world.region import CountyRules
from tests.private_county import (
    JUNIOR,
    POINT,
    PRIMARY,
    PRIVATE_NINE,
    applicants,
    begin,
    crowded,
    lived,
    summer,
    write,
)

EVERYBODY, NOBODY = {"private_pull": 100.0}, {"private_pull": -100.0}
LOTTERY = decision("private.lottery")


def rules(region, **changed) -> CountyRules:
    return CountyRules(replace(book, **changed) for book in region.rules)


def seats_of(region, free: int) -> np.ndarray:
    return np.full((len(region.schools), 9), free, np.int64)


def by_lot(region, rows) -> list[int]:
    """Return positions in `rows` from the lowest lot at the private school to the highest."""
    uid, at = region.children["uid"][rows], region.schools["uid"][PRIVATE_NINE]
    lots = [uniform_of(region.luck, LOTTERY, region.year, int(u), int(at)) for u in uid]
    return np.argsort(lots).tolist()


def test_zones_are_of_public_schools_and_private_ones_recruit_for_entry_grades():
    region = summer()
    assert set(region.zone.ravel()) == {PRIMARY, POINT, JUNIOR}
    assert np.argwhere(recruiting(region)).tolist() == [[PRIVATE_NINE, 0], [PRIVATE_NINE, 6]]
    assert not by_right(region)[PRIVATE_NINE].any()


def test_where_no_public_school_is_left_for_a_grade_the_private_one_is_the_zone_and_recruits_nobody():
    region = summer(**EVERYBODY)
    write(region.schools, "network", "status", JUNIOR, CLOSED)
    region.refresh_zones()
    assert (region.zone[:, 6:] == PRIVATE_NINE).all()
    assert (region.zone[:, :6] != PRIVATE_NINE).all()
    assert np.argwhere(recruiting(region)).tolist() == [[PRIVATE_NINE, 0]]
    taken = recruit(region, region.rules, *applicants(region, 7), seats_of(region, 99))
    assert (taken == NOT_PRIVATE).all()


def test_the_start_census_is_as_given_whatever_the_pull():
    assert begin().schools["pupils"].tolist() == [
        [19, 23, 17, 31, 13, 29, 0, 0, 0], [7, 3, 0, 1, 0, 0, 0, 0, 0], [5, 11, 9, 2, 15, 8, 37, 41, 43], [0] * 9,
    ]  # fmt: skip


def test_everybody_is_taken_where_seats_last_and_nobody_who_does_not_apply():
    region = summer(**EVERYBODY)
    seats, asks = seats_of(region, 50), applicants(region, 1)
    assert (recruit(region, region.rules, *asks, seats) == PRIVATE_NINE).all()
    assert seats[PRIVATE_NINE].tolist() == [50 - len(asks[0])] + [50] * 8
    assert (np.delete(seats, PRIVATE_NINE, axis=0) == 50).all()
    none, left = summer(**NOBODY), seats_of(region, 50)
    assert (recruit(none, none.rules, *applicants(none), left) == NOT_PRIVATE).all()
    assert (left == 50).all()


@pytest.mark.parametrize("free", [0, 1, 7])
def test_the_lowest_lots_win_and_no_seat_is_oversold(free):
    region = summer(**EVERYBODY)
    asks, seats = applicants(region, 1), seats_of(region, free)
    taken = recruit(region, region.rules, *asks, seats)
    assert np.flatnonzero(taken == PRIVATE_NINE).tolist() == sorted(by_lot(region, asks[0])[:free])
    assert seats[PRIVATE_NINE, 0] == 0
    assert (
        taken[taken != PRIVATE_NINE] == NOT_PRIVATE
    ).all()  # losers keep their zone unless the rules say so


def test_the_order_of_rows_does_not_matter_and_one_more_seat_changes_one():
    region = summer(private_pull=1.0)
    rows, home, grade = applicants(region)
    turned = np.arange(len(rows))[::-1]
    taken = recruit(region, region.rules, rows, home, grade, seats_of(region, 3))
    back = recruit(region, region.rules, rows[turned], home[turned], grade[turned], seats_of(region, 3))
    assert (back[turned] == taken).all()
    more = recruit(
        region, region.rules, rows[grade == 1], home[grade == 1], grade[grade == 1], seats_of(region, 4)
    )
    assert ((more == PRIVATE_NINE) & (taken[grade == 1] != PRIVATE_NINE)).sum() == 1
    assert ((more != PRIVATE_NINE) & (taken[grade == 1] == PRIVATE_NINE)).sum() == 0


def test_losers_lose_their_zone_where_the_rules_say_so_but_never_the_right_at_their_own_school():
    region = summer(**EVERYBODY)
    rows, home, grade = applicants(region)
    write(region.schools, "network", "grade_high", PRIMARY, 9)  # a public nine-year school
    on = rows[(grade == 7) & (region.children["school"][rows] < 0)][:2]
    write(region.children, "register", "school", on, PRIMARY)
    taken = recruit(region, rules(region, private_losers_keep_zone=0), rows, home, grade, seats_of(region, 0))
    stays = np.isin(rows, on) | (grade == 5) | (region.children["school"][rows] == PRIVATE_NINE)
    assert (taken == np.where(stays, NOT_PRIVATE, LOST_ZONE)).all()


def test_seats_are_kept_for_own_pupils_who_go_on_and_apply_nowhere():
    region = summer(**EVERYBODY)
    rows, home, grade = applicants(region, 7)
    own = region.children["school"][rows] == PRIVATE_NINE
    assert own.sum() == 8
    seats = seats_of(region, 10)
    taken = recruit(region, region.rules, rows, home, grade, seats)
    assert (taken[own] == NOT_PRIVATE).all()
    assert (taken == PRIVATE_NINE).sum() == 2
    assert seats[PRIVATE_NINE, 6] == 8  # for those who go on
    fewer = seats_of(region, 5)
    assert (recruit(region, region.rules, rows, home, grade, fewer) == NOT_PRIVATE).all()
    assert fewer[PRIVATE_NINE, 6] == 5


def test_who_has_moved_away_from_its_private_school_this_year_applies_like_others():
    region = summer(**EVERYBODY)
    rows, home, grade = applicants(region, 7)
    own = rows[region.children["school"][rows] == PRIVATE_NINE]
    write(region.households, "moves", "year_moved", region.children["household"][own], region.year)
    assert (recruit(region, region.rules, rows, home, grade, seats_of(region, 99)) == PRIVATE_NINE).all()


def test_other_grades_and_pupils_enrolled_do_not_apply():
    region = summer(**EVERYBODY)
    enrolled = np.flatnonzero(region.children["status"] == ENROLLED)[:30]
    grade = np.ones(30, np.int64)
    home = region.households["settlement"][region.children["household"][enrolled]]
    assert (recruit(region, region.rules, enrolled, home, grade, seats_of(region, 99)) == NOT_PRIVATE).all()
    rows, home, grade = applicants(region, 5)
    assert len(rows) == 1
    assert recruit(region, region.rules, rows, home, grade, seats_of(region, 99)).tolist() == [NOT_PRIVATE]


def applied(region, **changed) -> int:
    region.numbers.update(changed)
    return int((recruit(region, region.rules, *applicants(region), seats_of(region, 999)) >= 0).sum())


def test_richer_families_nearer_and_better_schools_draw_more_applicants():
    region = summer(private_pull=-1.0)
    usual = applied(region)
    write(region.households, "births", "income", slice(None), 1.0)
    rich = applied(region, private_income=4.0)
    write(region.households, "births", "income", slice(None), 0.0)
    poor = applied(region)
    assert poor < usual < rich
    write(region.schools, "network", "quality_base", PRIVATE_NINE, 3.0)
    assert applied(region, choice_utility_quality=1.5) > poor
    far = summer(private_pull=0.0, weight_minutes_10=0.0)
    near_or_far = applied(far)
    assert applied(far, weight_minutes_10=5.0) < near_or_far  # it is farther than the zone's for nearly all


def test_a_county_without_private_schools_draws_nothing():
    schools = begin().schools.copy()
    write(schools, "network", "ownership", slice(None), PUBLIC)
    region = summer(replace(begin(), schools=schools), **EVERYBODY)
    seats = seats_of(region, 9)
    assert (recruit(region, region.rules, *applicants(region), seats) == NOT_PRIVATE).all()
    asks = applicants(region)
    bought = buy_seats(region, rules(region, share_private_seats_bought=1.0), *asks, asks[0] > 0, seats)
    assert (bought == NOT_PRIVATE).all()
    assert (seats == 9).all()


def buys(region, share: float, free: int, **changed):
    """Return who gets a bought seat for grade 1 (positions), who is local, and the seats left."""
    rows, home, grade = applicants(region, 1)
    local, seats = np.arange(len(rows)) % 2 == 0, seats_of(region, free)
    book = rules(region, share_private_seats_bought=share, **changed)
    taken = buy_seats(region, book, rows, home, grade, local, seats)
    assert set(taken) <= {NOT_PRIVATE, PRIVATE_NINE}
    return set(np.flatnonzero(taken == PRIVATE_NINE).tolist()), local, seats


def test_whole_seats_are_bought_up_to_the_share_of_those_free():
    region = summer()
    for share, free, expected in ((0.0, 9, 0), (0.5, 7, 3), (0.3, 10, 3), (1.0, 4, 4), (1.0, 0, 0)):
        got, _, seats = buys(region, share, free)
        assert len(got) == expected
        assert seats[PRIVATE_NINE].tolist() == [free - expected] + [free] * 8


def test_the_declared_order_decides_who_is_first_and_lots_within():
    region = summer()
    uid = region.children["uid"][applicants(region, 1)[0]]
    lot = [uniform_of(region.luck, decision("private.bought"), region.year, int(u)) for u in uid]
    for order, turn in (
        (LOCAL_FIRST, lambda i: i % 2),
        (NEWCOMERS_FIRST, lambda i: (i + 1) % 2),
        (TOGETHER, lambda i: 0),
    ):
        got, _, _ = buys(region, 1.0, 15, bought_seats_order=order)
        within = set(np.flatnonzero(_within_limit(region)).tolist())
        first = sorted(within, key=lambda i: (turn(i), lot[i]))[:15]
        assert got == set(first)


def _within_limit(region) -> np.ndarray:
    g, (_, home, _) = region.geography, applicants(region, 1)
    minutes = np.where(g.candidates_primary == PRIVATE_NINE, g.minutes_primary, np.inf).min(axis=1)
    return minutes[home] <= 30


def test_no_seat_is_bought_beyond_the_limit_of_the_grade_or_for_another_grade():
    region = summer()
    book = rules(region, share_private_seats_bought=1.0, minutes_limit_grade_1_3=5)
    rows, home, grade = applicants(region, 1)
    g = region.geography
    near = np.where(g.candidates_primary == PRIVATE_NINE, g.minutes_primary, np.inf).min(axis=1)[home] <= 5
    assert 0 < near.sum() < len(rows)
    taken = buy_seats(region, book, rows, home, grade, np.ones(len(rows), bool), seats_of(region, 99))
    assert ((taken == PRIVATE_NINE) == near).all()
    rows, home, grade = applicants(region, 5)
    taken = buy_seats(region, book, rows, home, grade, np.ones(1, bool), seats_of(region, 99))
    assert taken.tolist() == [NOT_PRIVATE]


def test_children_of_both_stages_get_seats_of_their_own_grade():
    region = summer()
    rows, home, grade = applicants(region)
    book = rules(
        region, share_private_seats_bought=1.0, minutes_limit_grade_1_3=120, minutes_limit_junior=120
    )
    seats = seats_of(region, 6)
    taken = buy_seats(region, book, rows, home, grade, np.ones(len(rows), bool), seats)
    assert [(taken[grade == g] == PRIVATE_NINE).sum() for g in (1, 5, 7)] == [6, 0, 6]
    assert seats[PRIVATE_NINE].tolist() == [0, 6, 6, 6, 6, 6, 0, 6, 6]


def entries(region, records, grade: int, *columns: str) -> int:
    """Return the sum of columns of an entry grade of the private school, in the years after the start."""
    told = records["school_grade"]
    mine = (
        (told.school_id == region.school_ids[PRIVATE_NINE])
        & (told.grade == grade)
        & (told.year > begin().year)
    )
    return int(told[mine][list(columns)].to_numpy().sum())


def test_in_a_run_the_private_school_is_entered_by_those_recruited_and_its_own_pupils_alone():
    told = lived(private_pull=1.0)
    assert entries(*told, 1, "n_entrants") > 0
    assert entries(*told, 7, "n_entrants") > 8
    for grade in (1, 7):
        assert entries(*told, grade, "n_overflow_in", "n_over_capacity") == 0


def test_in_a_run_nobody_is_sent_to_a_private_school_that_nobody_applies_to():
    told = lived(start=crowded(), **NOBODY)
    assert entries(*told, 1, "n_entrants") == 0
    assert entries(*told, 7, "n_entrants") > 0  # pupils who go on
