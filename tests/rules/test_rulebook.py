"""Amended rulebooks: counties that change the same rules alike share a book, and never get one of another change."""

import pytest

from sim.rules.rulebook import Rulebook


def test_equal_changes_give_one_book_and_others_another():
    book = Rulebook()
    first = book.amended({"bed_priority": 2})
    assert book.amended({"bed_priority": 2}) is first
    assert (first.bed_priority, book.bed_priority) == (2, Rulebook().bed_priority)
    other = book.amended({"bed_priority": 0})
    assert (other.bed_priority, first.bed_priority) == (0, 2)
    assert book.amended({}) is book


def test_a_number_of_another_kind_is_another_change():
    book = Rulebook()
    assert isinstance(book.amended({"bed_priority": 1}).bed_priority, int)
    assert isinstance(book.amended({"bed_priority": 1.0}).bed_priority, float)


def test_a_copy_does_not_hold_what_became_of_the_book_before():
    book = Rulebook()
    twice = book.amended({"bed_priority": 2}).amended({"protects_minority_schools": 1})
    assert (twice.bed_priority, twice.protects_minority_schools) == (2, 1)
    assert twice.amended({"bed_priority": 2}) == twice
    third = book.amended({"protects_minority_schools": 1})
    assert third.bed_priority == book.bed_priority


def test_a_change_that_is_refused_is_refused_again():
    book = Rulebook()
    for _ in range(2):
        with pytest.raises(ValueError, match="bed_priority"):
            book.amended({"bed_priority": 99})
        with pytest.raises(TypeError, match="no field"):
            book.amended({"no_such_rule": 1})
