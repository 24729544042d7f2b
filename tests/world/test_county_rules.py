"""Rulebooks by county: one value a county, of the kind the books have, and by grade."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.norms import NORMS
from sim.rules.norms import per_pupil
from sim.rules.rulebook import RULES, Rulebook
from sim.world.county_rules import CountyRules

BOOK = Rulebook()


def test_values_by_county_and_by_grade():
    rules = CountyRules([BOOK, replace(BOOK, class_standard_primary=40, class_standard_junior=42)])
    assert rules.values("class_standard_primary").tolist() == [BOOK.class_standard_primary, 40]
    assert rules.by_grade("class_standard").tolist() == [
        BOOK.by_grade("class_standard").tolist(),
        [40] * 6 + [42] * 3,
    ]
    of_rows = rules.of(np.array([1, 0, 1]))
    assert of_rows.class_standard_junior.tolist() == [42, BOOK.class_standard_junior, 42]
    assert of_rows.by_grade("class_standard")[0, 6] == 42


def test_books_that_tell_equal_numbers_of_another_kind_keep_their_kind():
    whole, real = (CountyRules([replace(BOOK, bed_priority=one)]) for one in (1, 1.0))
    assert whole.values("bed_priority").dtype == np.int64
    assert real.values("bed_priority").dtype == np.float64


def test_what_is_kept_cannot_be_changed():
    rules = CountyRules([BOOK])
    for kept in (rules.values("bed_priority"), rules.by_grade("cutoff"), rules.minutes_limits()):
        with pytest.raises(ValueError, match="read-only"):
            kept[0] = 1
    assert CountyRules([replace(BOOK, bed_priority=2)]).values("bed_priority").tolist() == [2]


def test_rules_that_follow_take_over_only_what_no_county_changed():
    before = CountyRules([BOOK, BOOK])
    bed, cutoff, class_size = (
        before.values("bed_priority"),
        before.by_grade("cutoff"),
        before.by_grade("class_standard"),
    )
    before.planned_size()  # of more than one field, the cut-off among them
    changed = BOOK.amended({"cutoff_junior": 50, "bed_priority": BOOK.bed_priority + 1})
    after = CountyRules([BOOK, changed]).following(before)
    assert after.__dict__ == {"by_grade class_standard": class_size}
    assert after.values("bed_priority").tolist() == [BOOK.bed_priority, BOOK.bed_priority + 1]
    assert after.by_grade("cutoff")[:, 6].tolist() == [cutoff[0, 6], 50]
    assert CountyRules([BOOK, BOOK]).following(before).values("bed_priority") is bed
    assert "planned_size()" in CountyRules([BOOK, BOOK]).following(before).__dict__
    assert not CountyRules([BOOK]).following(before).__dict__


STOPPED = {"cutoff_primary": 56, "cutoff_junior": 61, "has_hard_stop": 1}
SMALL = {"forming_size_primary": 40, "forming_size_junior": 40}


def test_needs_by_the_norms_are_made_anew_where_any_field_they_are_told_by_is_another():
    before = CountyRules([BOOK])
    before.needs_per_pupil()
    for name, rule in RULES.items():
        for end in rule.bounds:
            changed = BOOK.amended({name: type(getattr(BOOK, name))(end)}) if np.isfinite(end) else BOOK
            after = CountyRules([changed]).following(before)
            assert (after.needs_per_pupil() == per_pupil(changed, NORMS)).all(), name


@pytest.mark.parametrize("made", ["planned_size", "minutes_limits"])
@pytest.mark.parametrize("in_force", [{}, STOPPED, STOPPED | SMALL])
def test_rules_that_follow_make_anew_what_a_changed_field_tells_of(made, in_force):
    """Each field in turn is set to both ends of its range: the sizes and limits told are those of the book."""
    book = BOOK.amended(in_force)
    before = CountyRules([book])
    getattr(before, made)()
    for name, rule in RULES.items():
        for end in rule.bounds:
            changed = book.amended({name: type(getattr(book, name))(end)}) if np.isfinite(end) else book
            after = CountyRules([changed]).following(before)
            assert getattr(after, made)().tolist() == [getattr(changed, made)().tolist()], name
