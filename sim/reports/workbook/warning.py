"""Warning levels of seats (学位预警) over the runs of a scenario, in table 7."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.indicators.seat_warnings import LEVELS, SHORT, SPARE, WarningRule, share_short
from sim.indicators.spread import spread

# Statistic of a column -> what it warns of and at which quantile of the share.
STATISTICS = {
    "short_p50": (SHORT, 1), "short_p90": (SHORT, 2), "spare_p50": (SPARE, 1), "spare_p90": (SPARE, 2),
    "base_short_p50": (SHORT, 1), "base_spare_p50": (SPARE, 1),
}  # fmt: skip
CHANCES = {"short_chance": SHORT, "spare_chance": SPARE}  # of any warning, over the runs
QUANTITIES = ("pupils", "seats")  # of the table, that the shares are made of
_MOST = 1e9  # pupils without any seat: above every threshold, and quantiles can be taken


def warning_levels(statistic: str, over_runs: Mapping[str, np.ndarray], rule: WarningRule) -> np.ndarray:
    """Return the warning level of each row; a run without pupils and seats where others have some counts as even.

    Parameters
    ----------
    statistic : str
        A key of `STATISTICS`.
    over_runs : mapping of str to float array (rows, runs)
        `QUANTITIES`.
    rule : WarningRule

    Returns
    -------
    array of str (rows,)
    """
    side, quantile = STATISTICS[statistic]
    share = _share(side, over_runs)
    share = np.where(np.isnan(share) & ~np.isnan(share).all(-1, keepdims=True), 0.0, share)
    return rule.levels(side, spread(np.clip(share, -_MOST, _MOST))[quantile])


def warning_chances(statistic: str, over_runs: Mapping[str, np.ndarray], rule: WarningRule) -> np.ndarray:
    """Return the share of runs with a warning of any level in each row, float (rows,); arguments as above."""
    side = CHANCES[statistic]
    return np.isin(rule.levels(side, _share(side, over_runs)), list(LEVELS)).mean(axis=-1)


def _share(side: str, over_runs: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return what is short or spare as a share of rated seats, (rows, runs)."""
    share = share_short(*(over_runs[name] for name in QUANTITIES))
    return share if side == SHORT else -share
