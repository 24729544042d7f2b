"""Places by right: the seats of each school and grade go to its line, by the mechanism of the zone.

Seats kept for some children (预留学位) are a place of their own at the school: those children ask for it first, the
others last and behind them, so that a seat nobody of them wants is not left empty.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.kernels.lines import standing_pairs
from sim.kernels.markets import (
    deferred_acceptance_pairs,
    immediate_acceptance_pairs,
    serial_dictatorship_pairs,
    serve_lines,
    top_trading_cycles_pairs,
)
from sim.kernels.standing import LOTTERY_NUMBERS
from sim.processes.applicants import Applicants
from sim.processes.lines import RANKS, Line, RulesOfYear
from sim.rules.admission import MECHANISMS, MOST_GROUPS

ENTRY_GRADES = (1, 7)
BEHIND = float((MOST_GROUPS + 1) * RANKS * LOTTERY_NUMBERS)  # more than any score
_BY_SCORE: dict[str, Callable[..., np.ndarray]] = {
    "deferred_acceptance": deferred_acceptance_pairs,
    "immediate_acceptance": immediate_acceptance_pairs,
    "top_trading_cycles": top_trading_cycles_pairs,
}


@dataclass
class _Market:
    """Pairs of a market by applicant, best first; `pair` are their positions in the line, the rest as in kernels."""

    first: np.ndarray
    pair: np.ndarray
    cell: np.ndarray
    score: np.ndarray

    def cleared(self, mechanism: str, capacities: np.ndarray) -> np.ndarray:
        """Return the accepted pair of each applicant, positions in this market, -1 = none."""
        if mechanism in _BY_SCORE:
            return _BY_SCORE[mechanism](self.first, self.cell, self.score, capacities)
        best = np.full(len(self.first) - 1, np.inf)
        stands = self.first[1:] > self.first[:-1]
        best[stands] = self.score[self.first[:-1][stands]]
        order = np.argsort(best, kind="stable")  # by the line at the first choice: groups, points, lottery
        chosen = self._in_turn(order, capacities, self.score < BEHIND)
        left = capacities - np.bincount(self.cell[chosen[chosen >= 0]], minlength=len(capacities))
        is_without = np.repeat(chosen < 0, np.diff(self.first))  # kept seats nobody of theirs chose
        return np.maximum(chosen, self._in_turn(order, left, is_without & (self.score >= BEHIND)))

    def _in_turn(self, order: np.ndarray, capacities: np.ndarray, is_offered: np.ndarray) -> np.ndarray:
        """Return the pair each applicant chooses in turn among those offered, -1 = none."""
        pairs = np.flatnonzero(is_offered)
        first = np.searchsorted(pairs, self.first)
        found = serial_dictatorship_pairs(first, self.cell[pairs], order, capacities)
        return np.append(pairs, -1)[found]


def places_by_right(
    of_year: RulesOfYear, a: Applicants, line: Line, seats: np.ndarray, is_waiting: np.ndarray
) -> np.ndarray:
    """Return the pair of the line that gives each applicant a seat, int (applicants,), -1 = none.

    Parameters
    ----------
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    is_waiting : bool array (applicants,)
        Who is still to be placed; the others stand in no line.
    """
    if not of_year.mechanisms.any() and not line.kept_for:
        return serve_lines(line.first, line.school, a.grade, line.score, is_waiting, seats)
    mechanism = _mechanisms(of_year, a)
    given = np.full(len(a.rows), -1, np.int64)
    for number in np.flatnonzero(np.bincount(mechanism[is_waiting])):
        market, capacities = _market_of(a, line, seats, is_waiting & (mechanism == number))
        found = market.cleared(MECHANISMS[number], capacities)
        got = np.flatnonzero(found >= 0)
        given[got] = market.pair[found[got]]
        taken = np.bincount(market.cell[found[got]] % seats.size, minlength=seats.size)
        seats -= taken.reshape(seats.shape)
    return given


def _mechanisms(of_year: RulesOfYear, a: Applicants) -> np.ndarray:
    """Return the mechanism of each applicant's zone, positions in `MECHANISMS`."""
    if not of_year.mechanisms.any():
        return np.zeros(len(a.rows), np.uint8)
    return np.where(a.continues | (a.asked < 0), 0, of_year.mechanisms[of_year.of_school[a.stage, a.asked]])


def _market_of(a: Applicants, line: Line, seats: np.ndarray, mine: np.ndarray) -> tuple[_Market, np.ndarray]:
    """Return the market of some applicants and the capacity of its places: open seats, then each kind kept for some."""
    first = np.empty(len(a.rows) + 1, np.int64)
    pairs, cell = standing_pairs(line.first, line.school, line.score, a.grade, mine, first)
    open_seats = seats.reshape(-1).copy()
    if not line.kept_for:
        return _Market(first, pairs, cell, line.score[pairs]), open_seats
    n_cells, is_entry = seats.size, np.isin(a.grade[line.who[pairs]], ENTRY_GRADES)
    capacities, pair, place, score = [open_seats], [pairs], [cell], [line.score[pairs]]
    before = [np.zeros(len(pairs), np.int8)]  # of the places of one pair: asked for first, open seats, last
    for kind, (is_for, rule, share) in enumerate(line.kept_for):
        mine = (line.rule[pairs] == rule) & is_entry
        more, at = pairs[mine], np.unique(cell[mine])
        kept = np.zeros(n_cells, np.int64)
        kept[at] = np.minimum(open_seats[at], np.floor(share * seats.reshape(-1)[at] + 1e-9).astype(np.int64))
        open_seats -= kept
        capacities.append(kept)
        pair.append(more)
        place.append(cell[mine] + (kind + 1) * n_cells)
        score.append(line.score[more] + np.where(is_for[more], 0.0, BEHIND))
        before.append(np.where(is_for[more], -1, 1).astype(np.int8))
    pair, place, score, before = (np.concatenate(column) for column in (pair, place, score, before))
    order = np.lexsort((before, pair))
    first = np.searchsorted(line.who[pair[order]], np.arange(len(a.rows) + 1))
    return _Market(first, pair[order], place[order], score[order]), np.concatenate(capacities)
