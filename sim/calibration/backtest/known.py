"""What of a table is known: cells that are missing, schools that are not there, changes known in advance."""

from __future__ import annotations

import numpy as np

from sim.calibration.backtest.history import History
from sim.calibration.backtest.known_events import TAUGHT, UNKNOWN, known_grades


def with_absent_schools(pupils: np.ndarray) -> np.ndarray:
    """Return pupils with 0 where a school is not there: it has no row in a year in which others have one.

    What stays NaN is unknown: a cell missing in a row that is given, every cell of a year without any row, and the
    years without a row between the first and the last row of a school.

    Parameters
    ----------
    pupils : float array (S, T, K)
        As of `History`.
    """
    has_row = ~np.isnan(pupils).all(axis=2)
    begun = np.logical_or.accumulate(has_row, axis=1)
    goes_on = np.logical_or.accumulate(has_row[:, ::-1], axis=1)[:, ::-1]
    absent = ~(begun & goes_on) & has_row.any(axis=0)
    return np.where(absent[:, :, None], 0.0, pupils)


def last_known(pupils: np.ndarray) -> np.ndarray:
    """Return the pupils of the last year (S, K), a missing cell as it was last known, never known = 0."""
    known = with_absent_schools(pupils)
    last = known[:, 0].copy()
    for t in range(1, known.shape[1]):
        last = np.where(np.isnan(known[:, t]), last, known[:, t])
    return np.nan_to_num(last)


def taught_later(history: History, leads: int, otherwise: np.ndarray) -> np.ndarray:
    """Return which grades are taught one to H years ahead, bool array (H, S, K).

    Parameters
    ----------
    history : History
        Its events of later years hold from their year on, until the next of the same school.
    leads : int
        H, years.
    otherwise : bool array (S, K)
        What holds where no event says anything.
    """
    known = known_grades(history, leads)
    return np.where(known == UNKNOWN, otherwise, known == TAUGHT)
