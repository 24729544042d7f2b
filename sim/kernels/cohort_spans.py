"""Odds that schools grow or fade grade by grade, as those of the history did."""

import numpy as np

from sim.kernels.cohort_features import span_ends, taught_now

# Pupils that pull the odds of a new or dropped grade to those of all grades.
SPAN_PSEUDO = 50.0


def span_odds(history: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the odds that a school opens a grade above its top one, and drops its lowest: (2, K) each, see `Cohorts`.

    Schools count by the pupils of the grade at that end, so that the empty grades of tiny schools do not stand for all.
    """
    n_years, n_grades = history.shape[1:]
    tally = np.zeros((2, 2, n_grades, 2))
    earlier = np.concatenate([np.zeros_like(history[:, :1]), history], axis=1)
    taught = [taught_now(history[:, t], earlier[:, t]) for t in range(n_years)]
    for t in range(1, n_years - 1):
        stays = taught[t + 1].any(1, keepdims=True)
        above = np.zeros_like(taught[t])
        above[:, :-1] = taught[t + 1][:, 1:]
        (top, opened), (lowest, dropped) = span_ends(taught[t], taught[t - 1])
        for k, (end, again, does) in enumerate(((top, opened, above), (lowest, dropped, ~taught[t + 1]))):
            school, grade = np.nonzero(end & stays)
            cell = k, again[school, grade].astype(int), grade
            pupils = history[school, t, grade]
            np.add.at(tally, (*cell, 0), pupils * does[school, grade])
            np.add.at(tally, (*cell, 1), pupils)
    return _odds(tally[0]), _odds(tally[1])


def _odds(tally: np.ndarray) -> np.ndarray:
    did, could = tally[..., 0], tally[..., 1]
    overall = (did.sum(-1, keepdims=True) + 1.0) / (could.sum(-1, keepdims=True) + SPAN_PSEUDO)
    return (did + SPAN_PSEUDO * overall) / (could + SPAN_PSEUDO)
