"""Every rule predicts each cell from what was fitted to other schools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say, UserError
from sim.calibration.class_rules.folds import folds_of
from sim.calibration.class_rules.kept import Grid
from sim.calibration.class_rules.numbers import NUMBERS
from sim.calibration.class_rules.plain import best_cap, other_grades_cap
from sim.calibration.class_rules.predict import count_shares, expected, fit, most_probable
from sim.calibration.class_rules.rule import Bench, Rule
from sim.calibration.class_rules.table import ClassTable
from sim.kernels.classes import form_classes

PLAIN, PLACE_ONLY = "plain", "place_only"
OTHER_GRADES, OTHER_GRADES_WIDE = "other_grades_cap", "other_grades_cap_wide"
FITTED, MOST_PROBABLE = "fitted", "most_probable"

RULES = {
    PLAIN: Say("one cap for all, ceil(n / cap)", "统一班额，向上取整"),
    OTHER_GRADES: Say("the cap that fits the school's other grades best", "按本校其他年级最合适的班额"),
    OTHER_GRADES_WIDE: Say("the same, caps looked for more widely", "同上，班额搜索范围更宽"),
    FITTED: Say(
        "fitted: caps by place and school, cohorts keep their classes", "拟合规则：分地分校班额、班级保留"
    ),
    MOST_PROBABLE: Say(
        "the same, most probable count without regard to the total", "同上，只取最可能班数，不顾总数"
    ),
    PLACE_ONLY: Say("the fitted rule, no classes of the school known", "拟合规则，不知本校任何年级班数"),
}

Told = Callable[[int, int], None]  # fits done, fits in all


@dataclass(frozen=True)
class CrossValidation:
    """What each rule predicts where a school's classes were not among those it was fitted to.

    Parameters
    ----------
    name : str
        What was left out together: "school", or a level of places.
    predicted : mapping of str to int array (S, K)
        Classes by rule.
    expected : float array (S, K)
        Expected number of classes of the fitted rule.
    """

    name: str
    predicted: Mapping[str, np.ndarray]
    expected: np.ndarray


@dataclass(frozen=True)
class Backtest:
    """A table of classes, what the rules predicted of it, and the rule fitted to all of it."""

    table: ClassTable
    validations: tuple[CrossValidation, ...]
    rule: Rule


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


def backtest_classes(table: ClassTable, seed: int = 1, told: Told = _silent) -> Backtest:
    """Cross-validate every rule on a table, and fit the rule to all of it.

    Parameters
    ----------
    table : ClassTable
    seed : int
        Of the dealing out into parts.
    told : callable
        Is told how many fits are done, of how many.

    Raises
    ------
    UserError
        When there are not two schools with classes.
    """
    if table.judged.any(axis=1).sum() < 2:
        raise _too_few(table)
    bench, folds = Bench(table), folds_of(table, round(NUMBERS["folds"]), seed)
    n_fits, done, validations = 1 + sum(len(np.unique(fold)) for fold in folds.values()), 0, []
    for name, fold in folds.items():
        parts = []
        for part in np.unique(fold):
            parts.append(
                (
                    np.flatnonzero(fold == part),
                    _predict_part(bench, fold != part, np.flatnonzero(fold == part)),
                )
            )
            done += 1
            told(done, n_fits)
        validations.append(_joined(name, table, parts))
    rule = fit(bench, np.ones(len(table.schools), dtype=bool))
    told(n_fits, n_fits)
    return Backtest(table, tuple(validations), rule)


def _predict_part(bench: Bench, known: np.ndarray, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return what each rule predicts of the schools left out, (R, K) by rule, and the expected numbers."""
    table, reach = bench.table, round(NUMBERS["rival_reach"])
    if not table.judged[known].any():
        raise _too_few(table)
    usual, rule = best_cap(table, known), fit(bench, known)
    shares = count_shares(rule, bench, rows)
    place = count_shares(rule, bench, rows, place_only=True)
    near = np.arange(max(1, usual - reach), usual + reach + 1)
    return {
        PLAIN: form_classes(table.pupils[rows], usual),
        OTHER_GRADES: other_grades_cap(table, usual, near)[rows],
        OTHER_GRADES_WIDE: other_grades_cap(table, usual, Grid(usual).caps)[rows],
        FITTED: most_probable(shares, rule.pull),
        MOST_PROBABLE: most_probable(shares),
        PLACE_ONLY: most_probable(place, rule.pull_place_only),
        "expected": expected(shares),
    }


def _joined(
    name: str, table: ClassTable, parts: list[tuple[np.ndarray, dict[str, np.ndarray]]]
) -> CrossValidation:
    predicted = {rule: np.zeros(table.pupils.shape, dtype=np.int64) for rule in RULES}
    mean = np.zeros(table.pupils.shape)
    for rows, said in parts:
        mean[rows] = said["expected"]
        for rule in RULES:
            predicted[rule][rows] = said[rule]
    return CrossValidation(name, predicted, mean)


def _too_few(table: ClassTable) -> UserError:
    return UserError(
        Say(
            "too few schools to fit a rule to some and judge it on others",
            "学校过少，无法以部分学校拟合、以其余学校检验",
        ),
        where=table.name,
        value=Say(
            f"{int(table.judged.any(axis=1).sum())} schools with classes",
            f"有班级的学校 {int(table.judged.any(axis=1).sum())} 所",
        ),
        rule=Say("at least two schools, not all in one part", "至少两所学校，且不全在同一份中"),
        remedy=Say("add schools", "请补充学校"),
    )
