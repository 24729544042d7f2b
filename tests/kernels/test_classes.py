"""Class formation against a plain form, properties that must hold, and examples worked by hand."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.classes import class_sizes, form_classes, taught_at
from tests.columns import array, choice, whole

ENTRY = (0, 6)


def plain_shared(pupils, most):
    """Return the pupils taught at each grade, small neighbours of one stage together at the lowest."""
    taught, base = list(pupils), None
    for g, n in enumerate(pupils):
        if g == 6:
            base = None
        if n and base is not None and taught[base] + n <= most:
            taught[base], taught[g] = taught[base] + n, 0
        elif n:
            base = g
    return taught


def plain_wish(n, before, standard, cutoff, below):
    """Return the classes a cohort of `n` that had `before` would have with rooms for all."""
    k = min(before, n)
    if Fraction(n, k) > cutoff:
        return k + 1
    return k - 1 if k > 1 and Fraction(n, k - 1) <= Fraction(str(below)) * standard else k


def plain_form(pupils, standard, rooms, before, cutoff, below, most):
    """Return the classes of one school: one a grade, then kept, new and split ones, entry grades first."""
    taught = plain_shared(pupils, most)
    order = [g for g in sorted(range(len(pupils)), key=lambda g: g not in ENTRY) if taught[g]]
    kept = {g: before[g] for g in order if before[g] > 0 and taught[g] == pupils[g]}
    wish = {g: -(-taught[g] // standard[g]) for g in order}
    wish.update({g: plain_wish(taught[g], k, standard[g], cutoff[g], below) for g, k in kept.items()})
    goals = [(g, min(wish[g], kept[g])) for g in order if g in kept]
    goals += [(g, wish[g]) for g in order if g not in kept] + [(g, wish[g]) for g in order if g in kept]
    classes = [1 if n else 0 for n in taught]
    for g, goal in goals:
        while classes[g] < goal and sum(classes) < rooms:
            classes[g] += 1
    return classes


@st.composite
def networks(draw):
    schools, grades = draw(st.integers(0, 4)), draw(st.sampled_from([9, 6, 3]))
    kind = whole(np.int64, 0, draw(st.sampled_from([3, 40, 300])))
    return {
        "pupils": draw(array((schools, grades), kind)),
        "standard": draw(array(grades, choice(np.int64, 1, 8, 45, 50))),
        "rooms": draw(array(schools, choice(np.int64, 0, 1, 5, 9, 12, 30))),
        "previous": draw(array((schools, grades), choice(np.int64, 0, 0, 1, 2, 3, 5))),
        "cutoff": draw(array(grades, choice(np.int64, 20, 55, 60, 1 << 40))),
        "merge_below": draw(st.sampled_from([0.5, 0.7, 0.8, 0.85, 1.0])),
        "multigrade_max": draw(st.sampled_from([0, 2, 15])),
    }


@given(networks())
def test_form_is_the_plain_form(net):
    pupils, standard = net.pop("pupils"), net.pop("standard")
    found = form_classes(pupils, standard, **net)
    for s in range(len(pupils)):
        expected = plain_form(
            pupils[s].tolist(), standard.tolist(), max(1, net["rooms"][s]), net["previous"][s].tolist(),
            net["cutoff"].tolist(), net["merge_below"], net["multigrade_max"],
        )  # fmt: skip
        assert found[s].tolist() == expected


@given(networks())
def test_what_must_always_hold(net):
    pupils = net["pupils"]
    classes = form_classes(**net)
    taught = taught_at(pupils, classes)
    assert ((classes > 0) == (taught > 0)).all()  # no class without pupils, no pupil without a class
    assert (classes <= taught).all()
    needed = (classes > 0).sum(axis=1)
    assert (
        classes.sum(axis=1) <= np.maximum(net["rooms"], needed)
    ).all()  # in shifts only where grades outnumber rooms
    assert (needed <= (pupils > 0).sum(axis=1)).all()
    shared = taught != pupils
    assert (taught[shared] <= net["multigrade_max"]).all()
    kept = (net["previous"] > 0) & (pupils > 0) & ~shared
    assert (classes[kept] <= net["previous"][kept] + 1).all()
    more = form_classes(**{**net, "rooms": net["rooms"] + 1})
    assert (more.sum(axis=1) >= classes.sum(axis=1)).all()
    backwards = form_classes(
        **{k: v[::-1] if k in ("pupils", "rooms", "previous") else v for k, v in net.items()}
    )
    assert (backwards[::-1] == classes).all()  # schools do not touch each other


@given(networks())
def test_sizes_sum_and_differ_by_one_at_most(net):
    pupils = net["pupils"]
    classes = form_classes(**net)
    school, grade, class_no, size = class_sizes(pupils, classes)
    assert len(size) == classes.sum()
    assert (size >= 1).all()
    expected = []
    for s, g in np.argwhere(classes):
        n, k = taught_at(pupils, classes)[s, g], classes[s, g]
        expected += [(s, g + 1, j + 1, n // k + (1 if j < n % k else 0)) for j in range(k)]
    assert list(zip(school, grade, class_no, size, strict=True)) == expected
    assert np.bincount(school, weights=size, minlength=len(pupils)).tolist() == pupils.sum(axis=1).tolist()


@given(array((3, 9), whole(np.int64, 0, 200)), st.integers(1, 60))
def test_with_only_pupils_and_standard_the_ceiling(pupils, standard):
    assert (form_classes(pupils, standard) == -(-pupils // standard)).all()


GRADE_3 = 2  # any grade whose cohort came up from below


def one(n, previous=0, grade=GRADE_3, **options):
    """Return the classes of a school with `n` pupils in one grade, standard 45."""
    pupils, before = np.zeros((1, 9), int), np.zeros((1, 9), int)
    pupils[0, grade], before[0, grade] = n, previous
    return int(form_classes(pupils, 45, previous=before, **options)[0, grade])


@pytest.mark.parametrize(
    ("n", "previous", "cutoff", "rooms", "expected"),
    [
        (45, 0, 55, 9, 1), (46, 0, 55, 9, 2),  # formed anew at the standard
        (110, 2, 55, 9, 2), (111, 2, 55, 9, 3),  # a mean of exactly the cut-off is not above it
        (111, 2, None, 9, 2),  # no cut-off: no split
        (111, 2, 55, 2, 2),  # no room: no split
        (300, 2, 55, 9, 3),  # one class more a year, not two
        (72, 3, 55, 9, 2), (73, 3, 55, 9, 3),  # two classes of 36 = 0.8 x 45
        (36, 2, 55, 9, 1), (37, 2, 55, 9, 2),
        (36, 3, 55, 9, 2),  # one class fewer a year, not two
        (1, 1, 55, 9, 1), (2, 5, 55, 9, 1),  # no class without pupils
        (100, 3, 55, 1, 1),  # fewer rooms than the cohort had
    ],
)  # fmt: skip
def test_one_cohort_by_hand(n, previous, cutoff, rooms, expected):
    assert one(n, previous, cutoff=cutoff, rooms=[rooms]) == expected


def test_merging_line_is_a_parameter():
    assert one(45, 2, merge_below=1.0) == 1
    assert one(46, 2, merge_below=1.0) == 2
    assert one(22, 2, merge_below=0.5) == 1
    assert one(23, 2, merge_below=0.5) == 2
    assert one(63, 3, merge_below=0.7) == 2  # also where 0.7 x 45 x 2 falls a hair below 63
    assert one(64, 3, merge_below=0.7) == 3


def test_rooms_by_hand():
    """Kept classes first, then entry grades, then the rest, splits last."""
    pupils = np.array([[100, 90, 200, 0, 0, 0, 100, 0, 0]])
    before = np.array([[0, 2, 3, 0, 0, 0, 0, 0, 0]])
    for rooms, expected in {
        1: [1, 1, 1, 0, 0, 0, 1, 0, 0],
        5: [1, 2, 1, 0, 0, 0, 1, 0, 0],
        7: [1, 2, 3, 0, 0, 0, 1, 0, 0],
        9: [3, 2, 3, 0, 0, 0, 1, 0, 0],
        11: [3, 2, 3, 0, 0, 0, 3, 0, 0],
        12: [3, 2, 4, 0, 0, 0, 3, 0, 0],
    }.items():
        assert form_classes(pupils, 45, rooms=[rooms], previous=before, cutoff=55).tolist() == [expected]


@pytest.mark.parametrize(
    ("pupils", "classes", "sizes"),
    [
        ([5, 5, 5, 5, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0, 0], [15, 5]),
        (
            [5, 0, 10, 1, 0, 0, 0, 0, 0],
            [1, 0, 0, 1, 0, 0, 0, 0, 0],
            [15, 1],
        ),  # an empty grade between does not part
        ([16, 5, 11, 5, 0, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0, 0, 0], [16, 16, 5]),
        ([0, 0, 0, 0, 0, 4, 4, 4, 0], [0, 0, 0, 0, 0, 1, 1, 0, 0], [4, 8]),  # primary and junior never share
    ],
)
def test_multigrade_by_hand(pupils, classes, sizes):
    most = 16 if pupils[0] == 16 else 15
    found = form_classes([pupils], 45, multigrade_max=most)
    assert found.tolist() == [classes]
    assert class_sizes([pupils], found)[3].tolist() == sizes
    assert form_classes([pupils], 45).tolist() == [[1 if n else 0 for n in pupils]]


def test_a_cohort_that_joins_or_leaves_a_shared_class_is_formed_anew():
    before = [[3, 0, 0, 0, 0, 0, 0, 0, 0]]
    assert form_classes([[7, 7, 0, 0, 0, 0, 0, 0, 0]], 45, previous=before, multigrade_max=15).tolist()[0][
        :2
    ] == [1, 0]
    assert form_classes([[7, 9, 0, 0, 0, 0, 0, 0, 0]], 45, previous=before, multigrade_max=15).tolist()[0][
        :2
    ] == [2, 1]


def test_a_shared_class_waits_for_the_kept_ones():
    """Grades 1 and 2 share two classes where room is left; grade 4 keeps its three before that."""
    pupils, before = [[5, 5, 0, 20, 0, 0, 0, 0, 0]], [[2, 0, 0, 3, 0, 0, 0, 0, 0]]
    for rooms, expected in ((4, [1, 0, 0, 3]), (5, [2, 0, 0, 3])):
        found = form_classes(pupils, 8, rooms=[rooms], previous=before, multigrade_max=15)
        assert found.tolist()[0][:4] == expected


def test_standards_by_grade():
    assert form_classes([[91] * 9], [45] * 6 + [50] * 3).tolist() == [[3] * 6 + [2] * 3]


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (([[-1]], 45), {}), (([1, 2], 45), {}), (([[1]], 0), {}), (([[1, 2]], [45, 0]), {}),
        (([[1]], 45), {"rooms": [1, 2]}), (([[1]], 45), {"previous": [[1, 1]]}),
        (([[1, 2]], [45, 45, 45]), {}),
    ],
    ids=str,
)  # fmt: skip
def test_mistakes_are_refused(arguments, options):
    with pytest.raises(ValueError, match=r"pupils|standard|previous|broadcast"):
        form_classes(*arguments, **options)


@pytest.mark.parametrize("classes", [[[0, 1]], [[3, 1]], [[1, 0, 0]]])
def test_sizes_refuse_pupils_without_class_and_empty_classes(classes):
    with pytest.raises(ValueError, match=r"no class, or a class would be empty|same shape"):
        class_sizes([[2, 5]], classes)
