"""Places by right: the seats of each school and grade go to its line, by the mechanism of the zone.

Seats kept for some children (预留学位) are a place of their own at the school: those children ask for it first, the
others last and behind them, so that a seat nobody of them wants is not left empty.
"""

from collections.abc import Callable

import numpy as np

from sim.kernels.markets import (
    deferred_acceptance_pairs,
    immediate_acceptance_pairs,
    serial_dictatorship_pairs,
    top_trading_cycles_pairs,
)
from sim.processes.applicants import Applicants
from sim.processes.lines import LOTTERY_NUMBERS, RANKS, Line, RulesOfYear
from sim.rules.admission import MECHANISMS, MOST_GROUPS

BEHIND = float((MOST_GROUPS + 1) * RANKS * LOTTERY_NUMBERS)  # more than any score
_BY_SCORE: dict[str, Callable[..., np.ndarray]] = {
    "deferred_acceptance": deferred_acceptance_pairs,
    "immediate_acceptance": immediate_acceptance_pairs,
    "top_trading_cycles": top_trading_cycles_pairs,
}


class _Market:
    """Pairs of a market, sorted by applicant and wish; `pair` are their positions in the line."""

    def __init__(
        self, who: np.ndarray, pair: np.ndarray, cell: np.ndarray, score: np.ndarray, n: int
    ) -> None:
        self.first = np.searchsorted(who, np.arange(n + 1))
        self.pair, self.cell, self.score = pair, cell, score

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
    given = np.full(len(a.rows), -1, np.int64)
    mechanism = _mechanisms(of_year, a)
    for number, name in enumerate(MECHANISMS):
        mine = is_waiting & (mechanism == number)
        if mine.any():
            market, capacities = _market_of(a, line, seats, mine)
            found = market.cleared(name, capacities)
            got = np.flatnonzero(found >= 0)
            given[got] = market.pair[found[got]]
            school, grade = line.school[given[got]], a.grade[got] - 1
            np.subtract.at(seats, (school, grade), 1)
    return given


def _mechanisms(of_year: RulesOfYear, a: Applicants) -> np.ndarray:
    """Return the mechanism of each applicant's zone, positions in `MECHANISMS`; only districts choose another."""
    numbers = [
        MECHANISMS.index(rule.zone.mechanism) if rule.zone.kind == "district" else 0 for rule in of_year.rules
    ]
    found = np.array(numbers)[of_year.of_school[(a.grade > 6).astype(np.int64), a.asked]]
    return np.where(a.continues | (a.asked < 0), 0, found)


def _market_of(a: Applicants, line: Line, seats: np.ndarray, mine: np.ndarray) -> tuple[_Market, np.ndarray]:
    """Return the market of some applicants and the capacity of its places: open seats, then each kind kept for some."""
    pairs = np.flatnonzero(mine[line.who] & np.isfinite(line.score))
    n_cells, is_entry = seats.size, np.isin(a.grade[line.who], (1, 7))
    cell = line.school * 9 + a.grade[line.who] - 1
    capacities = [seats.reshape(-1).astype(np.int64)]
    wish = np.zeros(
        len(pairs), np.int64
    )  # order of the places of one pair: asked for first, open seats, last
    who, pair, place, score = [line.who[pairs]], [pairs], [cell[pairs]], [line.score[pairs]]
    before = [wish]
    for kind, (is_for, rule, share) in enumerate(line.kept_for):
        more = pairs[(line.rule[pairs] == rule) & is_entry[pairs]]
        kept = np.zeros(n_cells, np.int64)
        at = np.unique(cell[more])
        kept[at] = np.minimum(
            capacities[0][at], np.floor(share * seats.reshape(-1)[at] + 1e-9).astype(np.int64)
        )
        capacities[0] = capacities[0] - kept
        capacities.append(kept)
        who.append(line.who[more])
        pair.append(more)
        place.append(cell[more] + (kind + 1) * n_cells)
        score.append(line.score[more] + np.where(is_for[more], 0.0, BEHIND))
        before.append(np.where(is_for[more], -1, 1))
    columns = [np.concatenate(column) for column in (who, pair, place, score, before)]
    order = np.lexsort((columns[4], columns[1]))
    who_, pair_, place_, score_ = (column[order] for column in columns[:4])
    return _Market(who_, pair_, place_, score_, len(a.rows)), np.concatenate(capacities)
