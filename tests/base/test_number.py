"""Declared numbers: refuse what contradicts itself, and values outside their bounds."""

import math

import pytest

from sim.base.errors import Say, UserError
from sim.base.number import Number

GOOD = {
    "name": "p_repeat", "value": 0.01, "low": 0.005, "high": 0.02, "unit": "per year", "source": "assumption",
    "confidence": "assumption", "year": "2017", "meaning": Say("pupils who repeat", "留级率"),
    "bounds": (0.0, 0.1),
}  # fmt: skip


def number(**changes) -> Number:
    return Number(**{**GOOD, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"low": 0.02}, {"high": 0.005}, {"value": 0.03}, {"low": -0.1}, {"high": 0.2}, {"bounds": (0.1, 0.0)},
        {"value": math.nan}, {"unit": ""}, {"source": ""}, {"confidence": "certain"}, {"confidence": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_declaration_that_contradicts_itself_is_refused(changes):
    assert number().name == "p_repeat"
    with pytest.raises(ValueError, match="p_repeat"):
        number(**changes)


@pytest.mark.parametrize("confidence", ["read", "known", "estimate", "assumption"])
def test_confidences(confidence):
    assert number(confidence=confidence).confidence == confidence


def test_a_range_is_drawn_only_where_there_is_one():
    assert number().is_ranged
    assert not number(low=0.01, high=0.01).is_ranged


@pytest.mark.parametrize("value", [0.0, 0.004, 0.1])
def test_bounds_are_legal_and_wider_than_the_range(value):
    assert number().checked(value) == value


@pytest.mark.parametrize("value", [-1e-9, 0.1000001, math.inf, -math.inf, math.nan])
def test_a_value_out_of_bounds_is_an_error_of_the_user(value):
    with pytest.raises(UserError) as caught:
        number().checked(value, "baseline.yaml:7:3")
    text = caught.value.text("en")
    assert text.startswith("error: baseline.yaml:7:3: p_repeat is out of bounds\n")
    assert f"value:  {value}" in text
    assert "between 0 and 0.1 per year" in text
    assert "0.01" in text.splitlines()[-1]
    assert "p_repeat 超出范围" in caught.value.text("zh")


def test_a_number_without_bounds_takes_any():
    assert number(bounds=(-math.inf, math.inf)).checked(1e300) == 1e300
