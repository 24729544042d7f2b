"""Admission and transfers (model.md step 6): entrants, displaced, returning and moving pupils find a school.

Private schools recruit first (公民同招). Then places are given by right, by the rule of each school; who is left is
placed where a seat is free (统筹). Local children are always placed in the same year, at last beyond the seats; others
without a seat wait or go back. Movers ask for a transfer after all of these.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_CHOICE,
    BY_ZONE,
    ENROLLED,
    GOES_BACK,
    IN_PRIVATE,
    IN_ZONE,
    OVER_CAPACITY,
    OVERFLOW,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    OWN_SCHOOL,
    PRIVATE,
    SEAT_BOUGHT,
    WAITING,
    WAITS,
)
from sim.kernels.overflow import least_crowded_of_zone
from sim.kernels.seats import planned_classes
from sim.processes import (
    admission_by_shares,
    by_shares,
    lines,
    new_schools,
    overflow,
    private_schools,
    staffing,
    told_admission,
)
from sim.processes.applicants import Applicants, applicants_of, pupils_now
from sim.processes.markets import places_by_right
from sim.processes.moves import leave_region
from sim.processes.told_admission import Round, first_wishes
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

    def __init__(self, region: Region, rules) -> None:
        self.pupils = pupils_now(region)
        kept = np.where(self.pupils > 0, kept_classes(region), 0)
        possible = staffing.classes_possible(region)
        self.classes = np.ones_like(self.pupils)
        planned_classes(self.pupils, possible, kept, self.classes)
        new_schools.plan_classes(region, possible, self.classes)
        size = rules.planned_size()[region.schools["county"]]
        self.seats = np.maximum(0, self.classes * size - self.pupils)

    def count(self, a: Applicants, placed: np.ndarray, rows: np.ndarray) -> None:
        """Add applicants who got a place to the pupils of their school."""
        np.add.at(self.pupils, (placed[rows], a.grade[rows] - 1), 1)


def kept_classes(region: Region) -> np.ndarray:
    """Return the classes each cohort had a year ago, at its grade of this year; entry grades 0. Int (schools, 9)."""
    kept = np.zeros((len(region.schools), 9), np.int64)
    kept[:, 1:] = region.schools["classes"][:, :-1]
    kept[:, 6] = 0
    return kept


def run(region: Region, rules, orders) -> None:
    """Place all who wait, then the movers who ask for a transfer; local children are always placed."""
    places, of_year = Places(region, rules), lines.rules_of_year(region, rules)
    waits = np.flatnonzero(region.children["status"] == WAITING)
    waiting = applicants_of(region, waits[~_lives_by_shares(region, waits)])
    rounds = [
        _place(region, rules, of_year, waiting, places),
        *_by_shares(region, rules, of_year, places.seats),
    ]
    unplaced = np.concatenate([one.a.rows[(one.placed < 0) & ~one.a.is_local] for one in rounds])
    goes_back = _unplaced(region, np.sort(unplaced))
    for one in rounds:
        left = one.placed < 0
        one.outcome[left] = np.where(np.isin(one.a.rows[left], goes_back), GOES_BACK, WAITS)
    told_admission.tell(region, of_year, rounds)
    served = np.concatenate([one.a.rows[~one.a.continues] for one in rounds])
    _transfer_movers(region, rules, of_year, places.seats, served)


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


def _place(region: Region, rules, of_year: lines.RulesOfYear, a: Applicants, places: Places) -> Round:
    """Serve private schools, places by right, then overflow; return what became of each applicant."""
    placed = private_schools.recruit(region, rules, a.rows, a.home, a.grade, places.seats)
    has_zone = (placed != private_schools.LOST_ZONE) | a.continues
    placed = np.maximum(placed, private_schools.NOT_PRIVATE)
    outcome = np.where(placed >= 0, IN_PRIVATE, NOT_YET)
    places.count(a, placed, np.flatnonzero(placed >= 0))
    first, school = schools_by_right(region, rules, of_year, a)
    line = lines.stand(region, rules, of_year, a, first, school)
    _by_right(region, rules, of_year, a, line, has_zone, places, placed, outcome)
    may = _may_be_placed(a, line)
    _by_overflow(region, rules, of_year, a, may, places, placed, outcome)
    found = placed >= 0
    region.register.enrol(a.rows[found], placed[found], HOW[outcome[found]])
    wish = first_wishes(a, line)
    away = found & (wish >= 0) & (placed != wish) & (HOW[outcome] != IN_ZONE)
    region.register.count_sent_away(wish[away], a.grade[away])
    return Round(a, line, placed, outcome)


def _by_right(
    region: Region, rules, of_year: lines.RulesOfYear, a: Applicants, line: lines.Line, has_zone: np.ndarray,
    places: Places, placed: np.ndarray, outcome: np.ndarray,
) -> None:  # fmt: skip
    """Give the places each line has; who has a sure place stays in the zone, beyond the seats where they are gone."""
    free = places.seats.copy()
    pair = places_by_right(of_year, a, line, places.seats, (placed < 0) & has_zone)
    told_admission.trace_lines(region, of_year, a, line, pair, free)
    got = np.flatnonzero(pair >= 0)
    placed[got] = line.school[pair[got]]
    by_right = np.where(zone_kinds(of_year, a) == DISTRICT, BY_CHOICE, BY_ZONE)
    outcome[got] = np.where(a.continues, OWN_SCHOOL, by_right)[got]
    places.count(a, placed, got)
    has_stop = (rules.values("has_hard_stop") > 0)[a.county]
    is_sure = (a.continues | (a.is_local & ~has_stop)) & (placed < 0) & has_zone
    may = np.isfinite(line.score)
    sure = overflow.in_turn(region, of_year, a, np.flatnonzero(is_sure))
    least_crowded_of_zone(sure, line.first, line.school, may, a.grade, places.classes, places.pupils, placed)
    outcome[sure[placed[sure] >= 0]] = BEYOND_SEATS


def _may_be_placed(a: Applicants, line: lines.Line) -> np.ndarray:
    """Return who is placed elsewhere when no seat by right is left: all but newcomers refused wherever they asked."""
    is_refused = np.diff(line.first) > 0
    is_refused[line.who[np.isfinite(line.score)]] = False
    return a.is_local | ~is_refused


def _by_overflow(
    region: Region, rules, of_year: lines.RulesOfYear, a: Applicants, may: np.ndarray, places: Places,
    placed: np.ndarray, outcome: np.ndarray,
) -> None:  # fmt: skip
    """Place who is left: within the travel limit, in seats bought of private schools, beyond it, beyond the seats."""
    net = overflow.network_of(region, rules)
    order = overflow.in_turn(region, of_year, a, np.flatnonzero((placed < 0) & may))

    def note(what: int) -> None:
        new = np.flatnonzero((placed >= 0) & (outcome == NOT_YET))
        outcome[new] = what
        if what != BEYOND_SEATS:
            places.count(a, placed, new)

    overflow.place_free(region, net, a, order, places.seats, placed, within=True)
    note(OVERFLOW_NEAR)
    left = order[placed[order] < 0]
    bought = private_schools.buy_seats(
        region, rules, a.rows[left], a.home[left], a.grade[left], a.is_local[left], places.seats
    )
    placed[left] = bought
    note(SEAT_BOUGHT)
    overflow.place_free(region, net, a, order, places.seats, placed, within=False)
    note(OVERFLOW_FAR)
    local = order[a.is_local[order]]
    overflow.place_beyond(region, net, a, local, places.classes, places.pupils, placed)
    note(BEYOND_SEATS)


def _unplaced(region: Region, rows: np.ndarray) -> np.ndarray:
    """Let families without local hukou whose child found no seat go back, by draw; the others wait a year.

    Returns
    -------
    int array
        Rows of the children whose families go back.
    """
    c = region.children
    region.accounts.add(
        "children_unplaced", region.geography.county[region.households["settlement"][c["household"][rows]]]
    )
    draws = draws_for(region.luck, _UNPLACED, region.year, c["uid"][rows])
    leavers = np.unique(c["household"][rows[draws < region.numbers["p_unplaced_leaves"]]])
    with noting_moves(region, leavers):
        leave_region(region, leavers)
    return rows[np.isin(c["household"][rows], leavers)]


def _moved(region: Region) -> np.ndarray:
    """Return pupils in another school's zone whose family moved this year or whose trip was too long last year.

    And those whose estate has got its school this year. Homes decide nothing in counties told by their schools alone,
    but for the zone of a school built within the run.
    """
    c, h = region.children, region.households
    family = c["household"]
    asks = (h["year_moved"][family] == region.year) | (c["is_over_limit"] > 0)
    for settlement in new_schools.has_new_school(region):
        asks |= h["settlement"][family] == settlement
    s, county = region.schools, region.geography.county[h["settlement"][family]]
    is_chosen = (s["ownership"][c["school"]] == PRIVATE) & (s["county"][c["school"]] == county)
    # a private school of the county is chosen whatever the address
    rows = np.flatnonzero((c["status"] == ENROLLED) & asks & ~is_chosen)
    zone = region.zone[h["settlement"][family[rows]], c["grade"][rows] - 1]
    is_zoned = ~_lives_by_shares(region, rows) | region.is_new(zone)
    return rows[is_zoned & (zone >= 0) & (zone != c["school"][rows])]


def _asking(region: Region, rules, of_year: lines.RulesOfYear, served: np.ndarray) -> Applicants:
    """Return the movers who ask for a transfer: not `served`, nor who is in a school of the new zone already.

    Who was given a place this summer keeps it, but who went on at the own school may ask for a nearer one. In a zone of
    several schools a pupil of one of them stays there, unless its trip was too long.
    """
    rows, is_served = _moved(region), np.zeros(len(region.children), bool)
    is_served[served] = True
    a = applicants_of(region, rows[~is_served[rows]])
    first, school = schools_by_right(region, rules, of_year, a)
    who = np.repeat(np.arange(len(a.rows)), np.diff(first))
    stays = np.zeros(len(a.rows), bool)
    stays[who[school == region.children["school"][a.rows[who]]]] = True
    return a[~stays | (region.children["is_over_limit"][a.rows] > 0)]


def _transfer_movers(
    region: Region, rules, of_year: lines.RulesOfYear, seats: np.ndarray, served: np.ndarray
) -> None:
    """Move pupils to the school of their new home, in line by its rule; under a cut-off or stop only to a seat."""
    a = _asking(region, rules, of_year, served)
    line = lines.stand_at_asked(region, rules, of_year, a)
    free = seats.copy()
    pair = places_by_right(of_year, a, line, seats, np.ones(len(a.rows), bool))
    told_admission.trace_lines(region, of_year, a, line, pair, free, is_transfer=True)
    has_cutoff = rules.by_grade("cutoff")[a.county, a.grade - 1] > 0
    is_stopped = has_cutoff | (rules.values("stops_transfers") > 0)[a.county]
    is_sure = (pair < 0) & a.is_local & ~is_stopped & np.isfinite(line.score)
    found = (pair >= 0) | is_sure
    outcome = np.where(pair >= 0, BY_ZONE, BEYOND_SEATS)
    region.register.enrol(a.rows[found], a.asked[found], HOW[outcome[found]])
    told_admission.trace_places(region, a[found], a.asked[found], a.asked[found], outcome[found])
