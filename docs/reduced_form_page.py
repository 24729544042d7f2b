"""The constants of the reduced form, with their values from the code: a block of docs/model.md."""

from types import ModuleType

from markdown_tables import table

from sim.calibration.backtest import known_events, model, trials
from sim.kernels import cohort_features, cohort_fit, cohort_regression, cohort_spans, cohorts

# Module, name, unit, what it does and why it is what it is.
CONSTANTS: tuple[tuple[ModuleType, str, str, str], ...] = (
    (cohort_features, "LEAST", "pupils", "a smaller grade counts as this in logarithms; half the smallest there is"),
    (cohort_features, "LEAST_INTAKE", "pupils", "an entry grade further up takes in as many; fewer may be chance"),
    (cohort_features, "MOST_PROMOTED", "share", "and at most this share of it comes from the grade below"),
    (cohort_features, "FEW", "pupils", "a grade of fewer can be empty for a year without being closed"),
    (cohort_features, "POOL_PSEUDO", "pupils", "added to both years of a pool, so that a small one moves little"),
    (cohort_fit, "RATE_YEARS", "transitions", "of the system's rate: as many as the rivals take"),
    (cohort_fit, "MOST_CHANGE", "factor", "most that a grade counts as changed in the rates; beyond, its school was "
     "reorganised"),
    (cohort_fit, "RATE_PSEUDO", "pupils", "pull the rate of a grade to that of all, and that to 1"),
    (cohort_fit, "PSEUDO_PUPILS", "pupils", "pull a school's effect at a grade to none: a class or two"),
    (cohort_fit, "RECENCY", "a year", "weight of a transition over the next year's: half after two years"),
    (cohort_spans, "SPAN_PSEUDO", "pupils", "pull the odds of a grade's opening or dropping to those of all grades"),
    (cohort_fit, "PRIOR_SHOCK_SD", "log", "shock of a year, prior: first grade, other entries, progression"),
    (cohort_fit, "MOST_SHOCK_SD", "log", "a system that moves by more was reorganised"),
    (cohort_fit, "PRIOR_TREND_SD", "log a year", "of entrants: China's births changed by 4.2 % a year in the quadratic "
     "mean of five-year means of 1990-2024 (National Bureau of Statistics)"),
    (cohort_fit, "PRIOR_POOL", "share", "of the pool's change that entrants further up follow; some come from outside"),
    (cohort_fit, "PRIOR_POOL_SD", "share", "its standard deviation: from hardly any to all"),
    (cohort_fit, "POOL_CHANCE", "pupils a pupil", "variance of a sum of entrants: twice Poisson's"),
    (cohort_fit, "PRIOR_SHARED", "share", "of the scatter that a school's grades have in common"),
    (cohort_fit, "PRIOR_SCHOOL_YEARS", "school years", "whose weight that prior has"),
    (cohort_regression, "PRIOR_SD", "log a log", "of a weight around its prior mean; some hundred cells outweigh it"),
    (cohort_regression, "PRIOR_PER_PUPIL", "pupils a pupil", "scatter before any cell is seen: Poisson's ..."),
    (cohort_regression, "PRIOR_OF_SIZE", "share", "... and this share of the size"),
    (cohort_regression, "PRIOR_CELLS", "cells", "whose weight that prior has"),
    (cohort_regression, "HUBER", "standard deviations", "beyond, a miss counts in proportion, not squared"),
    (cohort_regression, "MOST", "share", "a grade that grows by more was reorganised: it counts as growing by this"),
    (cohort_regression, "LEAST_SCATTER", "share", "no grade is foreseen more closely"),
    (cohort_regression, "FAR", "standard deviations", "scatter beyond counts as this in the shape"),
    (cohort_regression, "LEAST_FOR_SHAPE", "cells", "with fewer the scatter has the normal shape"),
    (cohorts, "CENTRE_PUPILS", "pupils", "added to sums of a grade as differences of schools are centred; in a system "
     "of few schools they move the sum too"),
    (cohorts, "MOST_MOVED", "log", "most that the terms move a grade in a year: by about two thirds"),
    (model, "MOST_BIRTHS", "log", "most that births change in a year; more is a slip in the table (backtest)"),
    (model, "DAMPING", "a year", "of the trend of entrants (backtest; the damped trend of Gardner & McKenzie 1985)"),
    (trials, "TRIALS", "origins", "earlier ones, from which the width is learnt (backtest)"),
    (trials, "WIDTHS", "factor", "bounds of the width (backtest)"),
    (trials, "PRIOR_JUDGED", "schools", "whose weight a width of 1 has (backtest)"),
    (known_events, "MOST_MOVED", "factor", "most that an event multiplies a neighbour's grade by (backtest)"),
)  # fmt: skip


def reduced_form() -> str:
    """Return the constants with their values."""
    rows = [
        (f"`{name}`", _value(getattr(module, name)), unit, why, module.__name__.rpartition(".")[2])
        for module, name, unit, why in CONSTANTS
    ]
    return table(("constant", "value", "unit", "what and why", "module"), rows)


def _value(value: float | tuple[float, ...]) -> str:
    return ", ".join(f"{one:.12g}" for one in value) if isinstance(value, tuple) else f"{value:.12g}"
