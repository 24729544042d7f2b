"""Declared numbers of behaviour reach the kernels at the positions the kernels read."""

import numpy as np
import pytest

from sim.kernels import boarding, dropout, moves
from sim.kernels.numbers import (
    NUMBERS,
    board_odds,
    consider_probabilities,
    dropout_targets,
    dropout_terms,
    move_weights,
    travel_pace,
)

DECLARED = {number.name: float(place + 2) for place, number in enumerate(NUMBERS)}  # every one another value


def test_move_weights():
    weights = move_weights(DECLARED)
    at = {
        moves.INCOME: "weight_income", moves.HOME: "weight_home", moves.KM_10: "weight_km_10",
        moves.QUALITY: "choice_utility_quality", moves.MINUTES_10: "weight_minutes_10",
        moves.CLOSED_SCHOOL: "weight_closed", moves.PERMIT: "weight_permit",
        moves.HUKOU_BACK: "weight_hukou_back",
        moves.SEAT_RENT: "weight_seat_rent", moves.EXAM: "weight_exam_rights",
        moves.RELATIVES: "weight_relatives", moves.ESTATE: "weight_estate",
        moves.TURNED_AWAY: "weight_turned_away", moves.YEAR_AWAY: "weight_year_away",
        moves.EXAM_RETURN: "weight_exam_return",
    }  # fmt: skip
    factor = dict.fromkeys((moves.QUALITY, moves.MINUTES_10, moves.TURNED_AWAY), DECLARED["school_pull"])
    factor[moves.CLOSED_SCHOOL] = DECLARED["closure_push"]
    assert weights.tolist() == [DECLARED[at[k]] * factor.get(k, 1.0) for k in range(moves.N_WEIGHTS)]


@pytest.mark.parametrize(
    ("push", "raised"),
    [(0.0, [0.1, 0.2, 0.6]), (0.5, [0.3, 0.35, 0.6]), (1.0, [0.5, 0.5, 0.6]), (3.0, [1.0, 1.0, 0.6])],
)  # fmt: skip
def test_a_closed_school_makes_families_think_of_moving_as_far_as_the_push_goes(push, raised):
    """From 0.1 and 0.2 towards 0.5, never down from 0.6, and never beyond 1 (0.1 + 3 x 0.4 = 1.3)."""
    numbers = {
        "p_consider": 0.1, "p_consider_soon": 0.2, "p_consider_entry": 0.6, "p_consider_closed": 0.5,
        "closure_push": push,
    }  # fmt: skip
    np.testing.assert_allclose(consider_probabilities(numbers), [[0.1, 0.2, 0.6], raised], rtol=1e-12)


def test_dropout_terms_are_log_odds_ratios():
    terms = dropout_terms(DECLARED)
    at = {
        dropout.POOR: "odds_poor", dropout.LEFT_BEHIND: "odds_left_behind",
        dropout.PER_30_MINUTES: "odds_30_minutes",
        dropout.YOUNG_BOARDER: "odds_young_boarder", dropout.PER_YEAR_OVER_AGE: "odds_year_over_age",
        dropout.LOW_ATTAINMENT: "odds_low_attainment", dropout.DISPLACED: "odds_displaced",
        dropout.DISPLACED_GIRL: "odds_displaced_girl", dropout.PER_GRADE: "odds_grade",
        dropout.PER_1000_YUAN: "odds_aid_1000",
    }  # fmt: skip
    np.testing.assert_allclose(np.exp(terms), [DECLARED[at[k]] for k in range(len(at))])


@pytest.mark.parametrize(
    ("survey", "year", "names"),
    [
        (0, 2019, ["p_dropout_primary", "p_dropout_junior"]),
        (0, 2020, ["p_dropout_from_2020"] * 2),
        (1, 2017, ["p_dropout_survey_primary", "p_dropout_survey_junior"]),
        (1, 2030, ["p_dropout_survey_primary", "p_dropout_survey_junior"]),
    ],
)
def test_dropout_targets(survey, year, names):
    numbers = {**DECLARED, "is_survey_dropout": survey}
    assert dropout_targets(numbers, year).tolist() == [DECLARED[name] for name in names]


def test_pace_and_odds_of_boarding():
    names = ["detour", "km_walk_max", "walk_kmh", "ride_kmh", "ride_wait"]
    board = ["board_minutes_primary", "board_minutes_junior", "board_scale"]
    ratios = ["board_odds_grade", "board_odds_one_away", "board_odds_both_away", "board_odds_poor"]
    numbers = {name: float(place) for place, name in enumerate(names + board + ratios)}
    pace, odds = travel_pace(numbers), board_odds(numbers)
    assert pace.tolist() == [0, 1, 2, 3, 4]
    assert odds[:3].tolist() == [5, 6, 7]
    np.testing.assert_allclose(np.exp(odds[3:]), [8, 9, 10, 11])
    at = boarding.PER_GRADE, boarding.ONE_AWAY, boarding.BOTH_AWAY, boarding.POOR
    np.testing.assert_allclose(np.exp(odds[list(at)]), [numbers[name] for name in ratios])


def test_names_are_not_repeated_and_both_languages_are_there():
    assert len(DECLARED) == len(NUMBERS)
    for number in NUMBERS:
        assert number.meaning.en, number.name
        assert number.meaning.zh, number.name
