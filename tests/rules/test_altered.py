"""Copies of frozen objects with few fields changed."""

from dataclasses import FrozenInstanceError, replace

import pytest

from sim.rules.altered import altered
from sim.rules.rulebook import RULES, Rulebook


def test_a_copy_differs_in_the_field_given_alone_and_is_frozen_too():
    book = Rulebook()
    twin = altered(book, minutes_limit_junior=50)
    assert twin == replace(book, minutes_limit_junior=50)
    assert book == Rulebook()
    with pytest.raises(FrozenInstanceError):
        twin.minutes_limit_junior = 60


def test_amending_equals_replacing_and_checks_what_is_changed():
    book = Rulebook()
    name = "minutes_limit_junior"
    assert book.amended({name: 50}) == replace(book, **{name: 50})
    assert book.amended({}) is book
    with pytest.raises(ValueError, match=f"rulebook field {name}"):
        book.amended({name: RULES[name].bounds[1] + 1})
    with pytest.raises(TypeError, match="no field"):
        book.amended({"no_such_field": 1})
