"""Fit the rule to some schools: shares by expectation and maximisation (Dempster and others 1977)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.calibration.class_rules.chain import (
    by_length,
    falling_off,
    forward_backward,
    share_of_states,
    spread_matrix,
    steps_taken,
)
from sim.calibration.class_rules.kept import Behaviour, Grid
from sim.calibration.class_rules.numbers import (
    CHANGE_SCALE,
    CUTOFFS,
    DRIFT_SCALE,
    MERGE_BELOW,
    MULTIGRADE,
    NUMBERS,
    SPREAD_OF_KINDS,
)
from sim.calibration.class_rules.plain import best_cap
from sim.calibration.class_rules.rule import Bench, Rule, seen_in, seen_under
from sim.calibration.class_rules.table import ClassTable
from sim.kernels.classes import form_classes


def fit_shares(bench: Bench, schools: np.ndarray) -> Rule:
    """Fit a rule, but for its pull, to some schools of a table.

    Keeping and merging are chosen first, with one kind of school and caps of whole pupils.

    Parameters
    ----------
    bench : Bench
    schools : bool array (S,)
        The schools that are known; nothing is read of the classes of others.
    """
    usual = best_cap(bench.table, schools)
    fit = _Fit(bench, np.flatnonzero(schools), Grid(usual), _multigrade(bench.table, schools, usual), 1)
    rounds = round(NUMBERS["rounds_choice"])
    tried = [fit.of(Behaviour(merge, None), rounds) for merge in MERGE_BELOW]
    merge = max(tried, key=_likelihood).behaviour.merge_below
    tried += [fit.of(Behaviour(merge, cutoff), rounds) for cutoff in CUTOFFS if cutoff is not None]
    behaviour = max(tried, key=_likelihood).behaviour
    grid, kinds = Grid(usual, round(NUMBERS["parts"])), round(NUMBERS["kinds"])
    return replace(fit, grid=grid, kinds=kinds).of(behaviour, round(NUMBERS["rounds"]))


def _likelihood(rule: Rule) -> float:
    return rule.likelihood


def _multigrade(table: ClassTable, schools: np.ndarray, usual: int) -> int | None:
    """Return the sharing of classes by small grades under which the usual cap is right most often."""
    known = table.judged & schools[:, None]
    formed = [form_classes(table.pupils, usual, multigrade_max=most) for most in MULTIGRADE]
    right = [((counts == table.classes) & known).sum() for counts in formed]
    return MULTIGRADE[int(np.argmax(right))]


@dataclass(frozen=True)
class _Fit:
    """What is fitted: schools (rows of the table), the grid of caps, kinds of schools."""

    bench: Bench
    rows: np.ndarray
    grid: Grid
    multigrade_max: int | None
    kinds: int

    def of(self, behaviour: Behaviour, rounds: int) -> Rule:
        """Return the rule after some rounds."""
        rule = self._beginning(behaviour)
        for _ in range(rounds):
            rule = self._better(rule)
        return rule

    def _beginning(self, behaviour: Behaviour) -> Rule:
        """Return the rule the fit begins with: all caps alike, kinds told apart by how far they stray."""
        n_caps = len(self.grid.caps)
        drift, change = self._weak_drift(), self._weak_change()
        level = np.full((self.kinds, n_caps), 1 / (self.kinds * n_caps))
        return Rule(
            self.grid,
            self.multigrade_max,
            behaviour,
            drift / drift.sum(axis=-1, keepdims=True),
            change / change.sum(axis=-1, keepdims=True),
            level,
            tuple({} for _ in self.bench.levels),
            -np.inf,
        )

    def _better(self, rule: Rule) -> Rule:
        """Return the rule after one round."""
        cells = self.bench.cells(rule.multigrade_max)
        by_kind = seen_under(cells, rule.grid, rule.behaviour, rule.change)
        seen = seen_in(by_kind, cells.kind_of[self.rows])
        steps = np.stack([spread_matrix(one, seen.shape[3]) for one in rule.drift])
        before, after, chance = forward_backward(seen, steps, rule.start(self.bench, self.rows))
        caps_all, caps_of = self._caps_by_place(share_of_states(before[0] * seen[0] * after[0]))
        taken = steps_taken(seen, steps, before, after)
        lengths = np.stack([by_length(one, rule.grid.reach) for one in taken])
        return replace(
            rule,
            drift=_shares(lengths + self._weak_drift()),
            change=_shares(self._changes(rule, by_kind, share_of_states(before * seen * after))),
            caps_all=caps_all,
            caps_of=caps_of,
            likelihood=float(np.log(chance).sum()),
        )

    def _changes(self, rule: Rule, by_kind: np.ndarray, states: np.ndarray) -> np.ndarray:
        """Return the changes, by kind of school and size, that the caps (K, H, S, C) of the cells imply."""
        cells, total = self.bench.cells(rule.multigrade_max), self._weak_change()
        fits, size = cells.fits(rule.grid, rule.behaviour), rule.grid.size_of(cells.sizes)[cells.kind_size]
        for kind in range(self.kinds):
            weight = np.zeros(by_kind.shape[1:])
            for k, column in enumerate(cells.kind_of[self.rows].T):
                np.add.at(weight, column, states[k, kind])
            each = np.matmul((weight / by_kind[kind])[:-1, None, :], fits)[:, 0]
            np.add.at(total[kind], size, each * rule.change[kind][size])
        return total

    def _caps_by_place(self, first: np.ndarray) -> tuple[np.ndarray, tuple[dict[str, np.ndarray], ...]]:
        """Return the shares of kinds and caps over all, and by place for each level.

        Each place counts its schools' caps of the first grade (H, S, C), and `place_weight` schools of the wider place.
        """
        whole = first.sum(axis=1)
        caps_all = (whole + 1 / whole.size) / (whole.sum() + 1)
        around, levels, weight = [caps_all] * len(self.rows), [], NUMBERS["place_weight"]
        for names, row_of in self.bench.levels:
            here, known = row_of[self.rows], {}
            for row in np.unique(here):
                inside = np.flatnonzero(here == row)
                mixed = first[:, inside].sum(axis=1) + weight * around[inside[0]]
                known[names[row]] = mixed / (len(inside) + weight)
            around = [known[names[row]] for row in here]
            levels.append(known)
        return caps_all, tuple(levels)

    def _scales(self) -> np.ndarray:
        """Return how far each kind of school strays, x the usual."""
        if self.kinds == 1:
            return np.ones(1)
        return np.geomspace(1 / SPREAD_OF_KINDS, SPREAD_OF_KINDS, self.kinds)

    def _weak_drift(self) -> np.ndarray:
        """Return steps that stand behind those counted, (H, 2 R + 1)."""
        scales = DRIFT_SCALE * self.grid.parts * self._scales()
        return NUMBERS["drift_weight"] * np.stack([falling_off(self.grid.reach, one) for one in scales])

    def _weak_change(self) -> np.ndarray:
        """Return changes that stand behind those counted, (H, sizes, 2 R + 1)."""
        scales = CHANGE_SCALE * self.grid.parts * self._scales()
        by_kind = NUMBERS["change_weight"] * np.stack([falling_off(self.grid.reach, one) for one in scales])
        return np.repeat(by_kind[:, None], len(self.grid.size_edges) + 1, axis=1)


def _shares(counts: np.ndarray) -> np.ndarray:
    return counts / counts.sum(axis=-1, keepdims=True)
