"""The rival to beat: the mean of `naive` and `careful`, with intervals from its own past errors."""

from __future__ import annotations

from dataclasses import dataclass

from sim.calibration.backtest.history import Forecast, History
from sim.calibration.backtest.past_errors import PastErrors, past_errors
from sim.calibration.backtest.rivals import careful, naive


@dataclass(frozen=True)
class ForecastWithErrors(Forecast):
    """A forecast whose uncertainty is that of its own past errors, at each level apart."""

    past: PastErrors | None = None


def blend(history: History, leads: int) -> ForecastWithErrors:
    """Return the mean of `naive` and `careful`, with its past errors."""
    return ForecastWithErrors(_mean(history, leads).expected, past=past_errors(_mean, history))


def _mean(history: History, leads: int) -> Forecast:
    return Forecast((naive(history, leads).expected + careful(history, leads).expected) / 2)
