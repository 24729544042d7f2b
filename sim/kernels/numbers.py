"""Declared numbers of behaviour (numbers.csv beside), and the vectors kernels take from them.

Shared by the fit at the start and by the yearly processes.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sim.base.number import read_numbers
from sim.kernels.moves import CLOSED_SCHOOL, MINUTES_10, QUALITY, TURNED_AWAY

NUMBERS = read_numbers(Path(__file__).with_suffix(".csv"))


def move_weights(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the utility weights of `sim.kernels.moves`, float array (15,).

    Those of schools are multiplied by `school_pull`, that of a closed school by `closure_push`.
    """
    names = (
        "income", "home", "km_10", None, "minutes_10", "closed", "permit", "hukou_back", "seat_rent", "exam_rights",
        "relatives", "estate", "turned_away", "year_away", "exam_return",
    )  # fmt: skip
    out = np.array([numbers["choice_utility_quality" if n is None else f"weight_{n}"] for n in names])
    out[[QUALITY, MINUTES_10, TURNED_AWAY]] *= numbers["school_pull"]
    out[CLOSED_SCHOOL] *= numbers["closure_push"]
    return out


def preference_weights(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the weights of `sim.kernels.preferences.utilities`, float array (8,)."""
    names = (
        "weight_minutes_10",
        "choice_utility_quality",
        "prefer_quality_from",
        "prefer_crowding",
        "prefer_sibling",
        "prefer_boarding",
        "prefer_quota",
        "prefer_own_zone",
    )
    return np.array([numbers[name] for name in names])


def consider_probabilities(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the probability of thinking about a move by closed school (no, yes) and entry weight, (2, 3).

    A closed school raises it, never lowers it, to `p_consider_closed`, as far as `closure_push` tells.
    """
    usual = np.array([numbers[k] for k in ("p_consider", "p_consider_soon", "p_consider_entry")])
    raised = usual + numbers["closure_push"] * np.maximum(0.0, numbers["p_consider_closed"] - usual)
    return np.stack([usual, np.minimum(1.0, raised)])


def dropout_terms(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the log odds ratios of `sim.kernels.dropout`, float array (10,)."""
    names = (
        "poor",
        "left_behind",
        "30_minutes",
        "young_boarder",
        "year_over_age",
        "low_attainment",
        "displaced",
        "displaced_girl",
        "grade",
        "aid_1000",
    )
    return np.log([numbers[f"odds_{n}"] for n in names])


def dropout_targets(numbers: Mapping[str, float], year: int) -> np.ndarray:
    """Return the mean yearly hazard by stage the chosen scenario declares for `year`, float array (2,)."""
    if numbers["is_survey_dropout"]:
        return np.array([numbers["p_dropout_survey_primary"], numbers["p_dropout_survey_junior"]])
    if year >= 2020:
        return np.array([numbers["p_dropout_from_2020"]] * 2)
    return np.array([numbers["p_dropout_primary"], numbers["p_dropout_junior"]])


def travel_pace(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the vector `pace` of `sim.kernels.travel`, float array (5,)."""
    return np.array([numbers[k] for k in ("detour", "km_walk_max", "walk_kmh", "ride_kmh", "ride_wait")])


def board_odds(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the vector `board_odds` of `sim.kernels.boarding`, float array (7,)."""
    names = ("board_minutes_primary", "board_minutes_junior", "board_scale")
    ratios = ("grade", "one_away", "both_away", "poor")
    odds = np.log([numbers[f"board_odds_{name}"] for name in ratios])
    return np.append([numbers[k] for k in names], odds)
