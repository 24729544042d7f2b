"""What a fitted rule says of a cell, its own classes not looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.calibration.class_rules.chain import forward_backward, share_of_states, spread_matrix
from sim.calibration.class_rules.fit import fit_shares
from sim.calibration.class_rules.numbers import NUMBERS
from sim.calibration.class_rules.rule import Bench, Rule, seen_in, seen_under

_HALVINGS = 12  # of the pull: to 0.0002


def fit(bench: Bench, schools: np.ndarray) -> Rule:
    """Fit a rule to some schools of a table, so that their classes predicted and there agree in total.

    The most probable count is too low in total, because a count lies more often far above it than far below. So the
    neighbour is taken where it lacks no more than a pull in probability; the pull is the least that brings the total
    within `total_within`.

    Parameters
    ----------
    bench : Bench
    schools : bool array (S,)
        The schools that are known; nothing is read of the classes of others.
    """
    rule, rows = fit_shares(bench, schools), np.flatnonzero(schools)
    judged = bench.table.judged[rows]
    total = int(bench.table.classes[rows][judged].sum())
    others, place = (count_shares(rule, bench, rows, place_only=only)[judged] for only in (False, True))
    return replace(rule, pull=_pull(others, total), pull_place_only=_pull(place, total))


def count_shares(rule: Rule, bench: Bench, rows: np.ndarray, *, place_only: bool = False) -> np.ndarray:
    """Return the probability of 0, 1, 2, ... classes of each grade of some schools.

    Parameters
    ----------
    rule : Rule
    bench : Bench
    rows : int array (R,)
        Schools, rows of the table.
    place_only : bool
        Whether to know the school's place and pupils alone, and no classes of its other grades.

    Returns
    -------
    float array (R, K, counts)
    """
    cells = bench.cells(rule.multigrade_max)
    seen = seen_in(seen_under(cells, rule.grid, rule.behaviour, rule.change), cells.kind_of[rows])
    if place_only:
        seen = np.ones_like(seen)
    drift = np.stack([spread_matrix(one, seen.shape[3]) for one in rule.drift])
    before, after, _ = forward_backward(seen, drift, rule.start(bench, rows))
    return _counts_from_caps(rule, bench, rows, share_of_states(before * after))


def most_probable(shares: np.ndarray, pull: float = 0.0) -> np.ndarray:
    """Return the most probable count of each cell, or its neighbour that lacks less than the pull in probability.

    Parameters
    ----------
    shares : float array (..., counts)
    pull : float
        The neighbour is the next higher count where it is positive, the next lower where negative.
    """
    best = shares.argmax(axis=-1)
    beside = np.clip(best + (1 if pull > 0 else -1), 0, shares.shape[-1] - 1)
    share_best, share_beside = (
        np.take_along_axis(shares, count[..., None], axis=-1)[..., 0] for count in (best, beside)
    )
    return np.where((share_beside > 0) & (share_beside + abs(pull) > share_best), beside, best)


def expected(shares: np.ndarray) -> np.ndarray:
    """Return the expected number of classes, float."""
    return shares @ np.arange(shares.shape[-1])


def _counts_from_caps(rule: Rule, bench: Bench, rows: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Return the shares of counts that kinds and caps (K, H, R, C) of the cells imply."""
    cells = bench.cells(rule.multigrade_max)
    kept, size_of = cells.kept(rule.grid, rule.behaviour), cells.size_of[rows]
    size, n_caps = rule.grid.size_of(cells.sizes), kept.shape[0]
    states = states.transpose(2, 0, 1, 3).reshape(*size_of.shape, -1)
    shares = np.zeros((*size_of.shape, int(kept.max(initial=0)) + 1))
    caps = np.arange(n_caps)[:, None]
    for one in np.unique(size_of):
        by_state = np.zeros((len(rule.change), n_caps, shares.shape[2]))
        for kind, change in enumerate(rule.change):
            np.add.at(by_state[kind], (caps, kept[:, :, one]), change[size[one]])
        here = size_of == one
        shares[here] = states[here] @ by_state.reshape(-1, shares.shape[2])
    return shares


def _pull(shares: np.ndarray, total: int) -> float:
    """Return the least pull at which the counts taken come within `total_within` of a total, 0 where they do."""
    lack = total - int(most_probable(shares).sum())
    allowed = NUMBERS["total_within"] * total
    if abs(lack) <= allowed:
        return 0.0
    sign, low, high = (1 if lack > 0 else -1), 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if sign * (total - int(most_probable(shares, sign * middle).sum())) > allowed:
            low = middle
        else:
            high = middle
    return sign * high
