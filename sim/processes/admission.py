"""Admission and transfers (model.md step 6): entrants, displaced, returning and moving pupils find a school.

Private schools recruit first (公民同招). Then places are given by right, by the rule of each school; who is left is
placed where a seat is free (统筹). Local children are always placed in the same year, at last beyond the seats; others
without a seat wait or go back. Movers ask for a transfer after all of these.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.applicants import has_own_school, movers
from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_CHOICE,
    BY_ZONE,
    GOES_BACK,
    IN_PRIVATE,
    IN_ZONE,
    OVER_CAPACITY,
    OVERFLOW,
    OWN_SCHOOL,
    SEAT_BOUGHT,
    WAITING,
    WAITS,
)
from sim.kernels.overflow import ANYWHERE, DONE, WITHIN, least_crowded_of_zone
from sim.kernels.placing import may_exceed, may_overflow, take_places, ways_of_coming
from sim.kernels.seats import planned_classes
from sim.processes import (
    admission_by_shares,
    by_shares,
    going_abroad,
    lines,
    new_schools,
    overflow,
    private_schools,
    staffing,
    told_admission,
)
from sim.processes.applicants import Applicants, applicants_of, summer_of
from sim.processes.markets import places_by_right
from sim.processes.moves import leave_region
from sim.processes.told_admission import Round
from sim.processes.wishes import DISTRICT, schools_by_right, zone_kinds
from sim.world.region import Region
from sim.world.whereabouts import noting_moves

_UNPLACED = decision("admission.unplaced")
NOT_YET = 255  # outcome of who is still to be placed
HOW = np.full(256, OVERFLOW, np.uint8)  # how a child came to its school, by outcome
HOW[[OWN_SCHOOL, BY_ZONE, BY_CHOICE, IN_PRIVATE]] = IN_ZONE
HOW[BEYOND_SEATS] = OVER_CAPACITY


class Places:
    """What is given out in a summer: classes planned, pupils and free seats by school and grade, and who got what.

    Attributes
    ----------
    classes, pupils, seats : int arrays (schools, 9)
        Classes each grade may have, pupils there and placed, free seats; seats never fall below zero.
    """

    def __init__(self, region: Region, rules, pupils: np.ndarray) -> None:
        self.pupils = pupils.copy()
        kept = np.where(self.pupils > 0, kept_classes(region), 0)
        possible = staffing.classes_possible(region)
        self.classes = np.ones_like(self.pupils)
        planned_classes(self.pupils, possible, kept, self.classes)
        new_schools.plan_classes(region, possible, self.classes)
        size = rules.planned_size()[region.schools["county"]]
        self.seats = np.maximum(0, self.classes * size - self.pupils)

    def count(self, a: Applicants, placed: np.ndarray, rows: np.ndarray) -> None:
        """Add applicants who got a place to the pupils of their school."""
        if len(rows):
            np.add.at(self.pupils, (placed[rows], a.grade[rows] - 1), 1)


def kept_classes(region: Region) -> np.ndarray:
    """Return the classes each cohort had a year ago, at its grade of this year; entry grades 0. Int (schools, 9)."""
    kept = np.zeros((len(region.schools), 9), np.int64)
    kept[:, 1:] = region.schools["classes"][:, :-1]
    kept[:, 6] = 0
    return kept


def run(region: Region, rules, orders) -> None:
    """Place all who wait, then the movers who ask for a transfer; local children are always placed."""
    summer, of_year = summer_of(region), lines.rules_of_year(region, rules)
    places, waits = Places(region, rules, summer.pupils), summer.waiting
    if region.by_shares:
        waits = waits[~_lives_by_shares(region, waits)]
    rounds = [
        *_place(region, rules, of_year, applicants_of(region, waits), places),
        *_by_shares(region, rules, of_year, places.seats),
    ]
    left = [np.flatnonzero(one.placed < 0) for one in rounds]
    unplaced = [one.a.rows[rows[~one.a.is_local[rows]]] for one, rows in zip(rounds, left, strict=True)]
    goes_back = _unplaced(region, np.sort(np.concatenate(unplaced)))
    for one, rows in zip(rounds, left, strict=True):
        one.outcome[rows] = np.where(_among(one.a.rows[rows], goes_back), GOES_BACK, WAITS)
    told_admission.tell(region, of_year, rounds)
    _transfer_movers(region, rules, of_year, places.seats, _moved(region, summer.asking))


def _by_shares(region: Region, rules, of_year: lines.RulesOfYear, seats: np.ndarray) -> list[Round]:
    """Place the applicants of counties told by their schools alone; return what became of who waited, by county."""
    out = []
    for one in region.by_shares:
        rows = np.unique(np.concatenate([by_shares.applicants(region, one), one.changing]))
        a, waits = applicants_of(region, rows), region.children["status"][rows] == WAITING
        lines.stand_at_asked(region, rules, of_year, a)
        placed = admission_by_shares.place(region, rules, one, a, seats)
        is_beyond = region.children["placement"][rows] == OVER_CAPACITY
        outcome = np.where(is_beyond, BEYOND_SEATS, np.where(a.continues, OWN_SCHOOL, BY_ZONE))
        mine = a[waits]
        out.append(
            Round(mine, lines.stand_at_asked(region, rules, of_year, mine), placed[waits], outcome[waits])
        )
    return out


def _lives_by_shares(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return which children live in a county told by its schools alone, bool (rows,)."""
    home = region.households["settlement"][region.children["household"][rows]]
    return region.is_by_shares[region.geography.county[home]]


def _place(region: Region, rules, of_year: lines.RulesOfYear, a: Applicants, places: Places) -> list[Round]:
    """Serve private schools, places by right, then overflow; return what became of each applicant."""
    placed = private_schools.recruit(region, rules, a.rows, a.home, a.grade, places.seats)
    has_zone = (placed != private_schools.LOST_ZONE) | a.continues
    placed = np.maximum(placed, private_schools.NOT_PRIVATE)
    a, placed, has_zone, abroad = going_abroad.go(region, a, placed, has_zone)
    outcome = np.where(placed >= 0, IN_PRIVATE, NOT_YET).astype(np.uint8)
    places.count(a, placed, np.flatnonzero(placed >= 0))
    line = lines.stand(region, rules, of_year, a, *schools_by_right(region, rules, of_year, a))
    one = Round(a, line, placed, outcome)
    _by_right(region, rules, of_year, one, has_zone, places)
    _by_overflow(region, rules, of_year, one, places)
    how = np.empty(len(placed), np.uint8)
    n_found, away = ways_of_coming(placed, outcome, one.wish, HOW, how)
    found = slice(None) if n_found == len(placed) else placed >= 0
    region.register.enrol(a.rows[found], placed[found], how[found])
    region.register.count_sent_away(one.wish[away], a.grade[away])
    return going_abroad.come_home(region, rules, of_year, abroad, one)


def _by_right(
    region: Region, rules, of_year: lines.RulesOfYear, one: Round, has_zone: np.ndarray, places: Places
) -> None:
    """Give the places each line has; who has a sure place stays in the zone, beyond the seats where they are gone."""
    a, line, placed = one.a, one.line, one.placed
    free = places.seats.copy()
    pair = places_by_right(of_year, a, line, places.seats, (placed < 0) & has_zone)
    told_admission.trace_lines(region, of_year, a, line, pair, free)
    has_choice = zone_kinds(of_year, a) == DISTRICT
    take_places(pair, line.school, a.grade, a.continues, has_choice, placed, one.outcome, places.pupils)
    is_sure = may_exceed(placed, a.continues, a.is_local, has_zone, a.county, rules.values("has_hard_stop"))
    sure = overflow.in_turn(region, of_year, a, is_sure)
    if len(sure):
        may = np.isfinite(line.score)
        least_crowded_of_zone(
            sure, line.first, line.school, may, a.grade, places.classes, places.pupils, placed
        )
        one.outcome[sure[placed[sure] >= 0]] = BEYOND_SEATS


def _by_overflow(region: Region, rules, of_year: lines.RulesOfYear, one: Round, places: Places) -> None:
    """Place who is left: within the travel limit, in seats bought of private schools, beyond it, beyond the seats."""
    a, placed, outcome = one.a, one.placed, one.outcome
    may = may_overflow(one.line.first, one.line.score, a.is_local, placed)
    order = overflow.in_turn(region, of_year, a, may)
    if not len(order):
        return
    net, held = (
        overflow.network_of(region, rules),
        (places.seats, places.classes, places.pupils, placed, outcome),
    )
    if not private_schools.buys_seats(rules):
        overflow.place(region, net, a, order, (WITHIN, DONE), *held)
        return
    overflow.place(region, net, a, order, (WITHIN, ANYWHERE), *held)
    left = order[placed[order] < 0]
    placed[left] = private_schools.buy_seats(
        region, rules, a.rows[left], a.home[left], a.grade[left], a.is_local[left], places.seats
    )
    bought = left[placed[left] >= 0]
    outcome[bought] = SEAT_BOUGHT
    places.count(a, placed, bought)
    overflow.place(region, net, a, order, (ANYWHERE, DONE), *held)


def _unplaced(region: Region, rows: np.ndarray) -> np.ndarray:
    """Let families without local hukou whose child found no seat go back, by draw; the others wait a year.

    Returns
    -------
    int array
        Rows of the children whose families go back.
    """
    if not len(rows):
        return rows
    c = region.children
    region.accounts.add(
        "children_unplaced", region.geography.county[region.households["settlement"][c["household"][rows]]]
    )
    draws = draws_for(region.luck, _UNPLACED, region.year, c["uid"][rows])
    leavers = np.unique(c["household"][rows[draws < region.numbers["p_unplaced_leaves"]]])
    if not len(leavers):
        return rows[:0]
    with noting_moves(region, leavers):
        leave_region(region, leavers)
    return rows[_among(c["household"][rows], leavers)]


def _among(rows: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Return which of `rows` are among `some`, which ascend, bool (rows,)."""
    if not len(some):
        return np.zeros(len(rows), bool)
    return some[np.minimum(np.searchsorted(some, rows), len(some) - 1)] == rows


def _moved(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return pupils in another school's zone whose family moved this year or whose trip was too long last year.

    And those whose estate has got its school this year: all of them among `rows`, the children who may ask. Homes
    decide nothing in counties told by their schools alone, but for the zone of a school built within the run.
    """
    c, h, s, chosen = region.children, region.households, region.schools, np.empty(len(rows), bool)
    movers(
        rows, c["status"], c["school"], c["grade"], c["household"], h["settlement"], region.zone,
        region.geography.county, s["ownership"], s["county"], region.is_by_shares, region.n_schools_at_start, chosen,
    )  # fmt: skip
    return rows[chosen]


def _asking(region: Region, rules, of_year: lines.RulesOfYear, rows: np.ndarray) -> Applicants:
    """Return the movers who ask for a transfer: not who is in a school of the new zone already.

    In a zone of several schools a pupil of one of them stays there, unless its trip was too long.
    """
    a, c = applicants_of(region, rows), region.children
    if not of_year.zone_kinds.any():  # every zone is of one school, and `rows` are pupils of another
        return a
    stays = has_own_school(*schools_by_right(region, rules, of_year, a), c["school"][a.rows])
    asks = ~stays | (c["is_over_limit"][a.rows] > 0)
    return a if asks.all() else a[asks]


def _transfer_movers(
    region: Region, rules, of_year: lines.RulesOfYear, seats: np.ndarray, rows: np.ndarray
) -> None:
    """Move pupils to the school of their new home, in line by its rule; under a cut-off or stop only to a seat.

    Who was given a place this summer keeps it and is not among `rows`; who went on at the own school may ask for a
    nearer one.
    """
    if not len(rows):
        return
    a = _asking(region, rules, of_year, rows)
    if not len(a.rows):
        return
    line = lines.stand_at_asked(region, rules, of_year, a)
    free = seats.copy()
    pair = places_by_right(of_year, a, line, seats, np.ones(len(a.rows), bool))
    told_admission.trace_lines(region, of_year, a, line, pair, free, is_transfer=True)
    found = pair >= 0
    left = np.flatnonzero(~found & a.is_local & np.isfinite(line.score))
    has_cutoff = rules.by_grade("cutoff")[a.county[left], a.grade[left] - 1] > 0
    found[left] = ~(has_cutoff | (rules.values("stops_transfers") > 0)[a.county[left]])
    outcome, asked = np.where(pair >= 0, BY_ZONE, BEYOND_SEATS)[found], a.asked[found]
    region.register.enrol(a.rows[found], asked, HOW[outcome])
    if region.trace.is_on:
        told_admission.trace_places(region, a[found], asked, asked, outcome)
