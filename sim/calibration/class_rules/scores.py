"""Scores of the rules: one row a cell, and a summary with intervals over schools."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.calibration.class_rules.judged import MOST_PROBABLE, OTHER_GRADES, RULES, Backtest
from sim.calibration.class_rules.numbers import NUMBERS
from sim.calibration.class_rules.rule import Rule
from sim.calibration.resampling import resample_counts

SUMMARY = (
    "table", "cross_validation", "rule", "group", "value", "n", "exact", "exact_low", "exact_high", "gain", "gain_low",
    "gain_high", "within1", "classes", "predicted", "classes_ratio", "expected_ratio",
)  # fmt: skip
CAPS = ("level", "place", "schools", "cap_p10", "cap_p50", "cap_p90", "cap_mean")
_BETWEEN = (0.025, 0.975)  # a 95 % interval


def column_of(rule: str, validation: str) -> str:
    """Return the column of the scores that holds what a rule predicted in a cross-validation."""
    return f"{rule}_by_{validation}"


def scores_of(backtest: Backtest) -> pd.DataFrame:
    """Return one row a judged cell: table, school, places, grade, pupils, classes, and what each rule predicted.

    The column ``expected_by_...`` is the expected number of classes of the fitted rule; cells are counted whole.
    """
    table = backtest.table
    row, column = np.nonzero(table.judged)
    frame = {"table": table.name, "school": np.array(table.schools)[row]}
    frame |= {level: np.array(names)[row] for level, names in table.places.items()}
    frame |= {"grade": np.array(table.grades)[column]}
    frame |= {"pupils": table.pupils[row, column], "classes": table.classes[row, column]}
    for validation in backtest.validations:
        for rule, predicted in validation.predicted.items():
            frame[column_of(rule, validation.name)] = predicted[row, column]
        frame[column_of("expected", validation.name)] = validation.expected[row, column]
    return pd.DataFrame(frame)


def summary_of(scores: pd.DataFrame, sizes: np.ndarray, seed: int = 1) -> pd.DataFrame:
    """Return the summary of scores, columns `SUMMARY`; by place only for the widest level, and by size of the grade.

    exact and within1 are percent of cells, classes_ratio the predicted over the actual classes in total, expected_ratio
    the expected ones over them; gain is in points of exact over the rival that looks at the school's other grades. low
    and high bound 95 % intervals over schools resampled with all their grades.

    Parameters
    ----------
    scores : DataFrame
        As `scores_of` returns it.
    sizes : int array
        Pupils at which the next size of grades begins.
    seed : int
        Of the resampling.
    """
    schools, row_of = np.unique(scores["school"], return_inverse=True)
    draws = resample_counts([str(school) for school in schools], seed, round(NUMBERS["bootstrap_draws"]))
    rows = []
    for validation in _validations(scores):
        for group, value, inside in _groups(scores, sizes):
            part = scores[inside]
            rows += _rules(part, validation, group, value, draws, row_of[inside])
    return pd.DataFrame(rows, columns=list(SUMMARY))


def caps_of(backtest: Backtest) -> pd.DataFrame:
    """Return the caps that the rule fitted to all schools gives each place, pupils a class, columns `CAPS`."""
    rule, table = backtest.rule, backtest.table
    rows = [_caps("all", "", len(table.schools), rule.caps_all, rule)]
    for level, (names, row_of), known in zip(table.places, table.place_codes(), rule.caps_of, strict=True):
        counts = np.bincount(row_of, minlength=len(names))
        rows += [_caps(level, name, int(counts[row]), known[name], rule) for row, name in enumerate(names)]
    return pd.DataFrame(rows, columns=list(CAPS))


def _caps(level: str, place: str, schools: int, shares: np.ndarray, rule: Rule) -> tuple:
    by_cap, caps = shares.sum(axis=0), rule.grid.caps / rule.grid.parts
    below = np.cumsum(by_cap)
    points = [caps[min(np.searchsorted(below, point - 1e-12), len(caps) - 1)] for point in (0.1, 0.5, 0.9)]
    return level, place, schools, *points, float(by_cap @ caps)


def _validations(scores: pd.DataFrame) -> list[str]:
    head = column_of("expected", "")
    return [name.removeprefix(head) for name in scores.columns if name.startswith(head)]


def _groups(scores: pd.DataFrame, sizes: np.ndarray) -> Iterator[tuple[str, str, np.ndarray]]:
    """Yield groups of cells: kind, name and which cells, bool."""
    yield "all", "", np.ones(len(scores), dtype=bool)
    places = list(scores.columns[2 : scores.columns.get_loc("grade")])
    for level in (*places[:1], "grade"):
        for value in dict.fromkeys(scores[level].sort_values() if level != "grade" else scores[level]):
            yield level, value, (scores[level] == value).to_numpy()
    size = np.digitize(scores["pupils"], sizes)
    lows = [1, *sizes]
    for one in np.unique(size):
        name = f"{lows[one]}-{sizes[one] - 1}" if one < len(sizes) else f"{lows[one]}+"
        yield "pupils", name, size == one


def _rules(
    part: pd.DataFrame, validation: str, group: str, value: str, weights: np.ndarray, row_of: np.ndarray
) -> list[tuple]:
    """Return a row of the summary for each rule."""
    n = weights.shape[1]
    right = {rule: part[column_of(rule, validation)] == part["classes"] for rule in RULES}
    drawn = weights @ np.bincount(row_of, minlength=n)
    shares = {
        rule: 100 * (weights @ np.bincount(row_of, hits, n)) / np.maximum(drawn, 1)
        for rule, hits in right.items()
    }
    total, rows = int(part["classes"].sum()), []
    for rule, hits in right.items():
        predicted = part[column_of(rule, validation)]
        gain = 100 * (hits.mean() - right[OTHER_GRADES].mean())
        off = (predicted - part["classes"]).abs()
        mean = (
            part[column_of("expected", validation)].sum() / total
            if rule == MOST_PROBABLE and total
            else np.nan
        )
        rows.append((
            part["table"].iloc[0], validation, rule, group, value, len(part), 100 * hits.mean(),
            *np.quantile(shares[rule], _BETWEEN), gain, *np.quantile(shares[rule] - shares[OTHER_GRADES], _BETWEEN),
            100 * (off <= 1).mean(), total, int(predicted.sum()), predicted.sum() / total if total else np.nan, mean,
        ))  # fmt: skip
    return rows
