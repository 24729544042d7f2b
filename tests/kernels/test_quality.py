"""Quality as families see it: figures of a census, and how the liking follows them, worked by hand."""

import numpy as np
import pytest

from sim.kernels.quality import BACKBONE, CROWDING, NORMS_MET, TEACHERS, census_figures, move_towards

STANDARD = np.repeat([[45, 45, 45, 45, 45, 45, 50, 50, 50]], 3, axis=0)
WEIGHTS = np.array([0.3, 0.5, -0.2, 0.2])
LN2 = np.log(2.0)


def by_grade(*rows):
    return np.array([[*row, *[0] * (9 - len(row))] for row in rows])


# A complete primary school, a teaching point whose grades 2 and 3 share the class of grade 1, a crowded junior school.
CLASSES = by_grade([1, 1, 1, 1, 1, 1], [1, 0, 0], [0, 0, 0, 0, 0, 0, 4, 4, 4])
PUPILS = by_grade([30] * 6, [4, 3, 2], [0, 0, 0, 0, 0, 0, 200, 220, 180])


def figures(
    teachers=(12, 3, 30), backbone=(3, 0, 6), classes=CLASSES, pupils=PUPILS, norms=(1.0, 3 / 7, 5 / 7)
):
    return census_figures(np.array(teachers), np.array(backbone), classes, pupils, STANDARD, np.array(norms))


def test_figures_of_three_schools():
    """Only 220 of the 600 juniors sit in classes above 50; the shared class of three grades counts as three."""
    expected = [
        [LN2, 0.25, 0.0, 1.0],
        [0.0, 0.0, 0.0, 3 / 7],
        [np.log(30 / 12), 0.2, 220 / 600, 5 / 7],
    ]
    assert figures() == pytest.approx(np.array(expected))


def test_grades_put_together_make_no_school_better_staffed():
    apart = figures(classes=by_grade([1] * 6, [1, 1, 1], [0] * 6 + [4] * 3))
    assert apart[:, TEACHERS].tolist() == figures()[:, TEACHERS].tolist()


def test_a_school_without_teachers_is_bad_but_not_infinitely():
    none = figures(teachers=(0, 0, 0), backbone=(0, 0, 0))
    assert none[:, TEACHERS].tolist() == pytest.approx([np.log(0.2)] * 3)
    assert none[:, BACKBONE].tolist() == [0, 0, 0]


def test_a_school_without_pupils_has_no_figures():
    assert np.isnan(figures(pupils=by_grade([0], [4, 3, 2], [0]))).all(axis=1).tolist() == [True, False, True]


def test_three_schools_over_three_years():
    """Half the teachers go; a class is added and nobody is crowded; two norms of seven are met, seven after a year.

    At a speed of 0.2 a lasting gap is closed by 0.2, 0.36 and 0.488.
    """
    first, change, seen = figures(), np.zeros((3, 4)), []
    eased = by_grade([1] * 6, [1, 0, 0], [0] * 6 + [4, 5, 4])
    for year in range(3):
        now = figures(
            teachers=(6, 3, 30),
            backbone=(0, 0, 6),
            classes=eased,
            norms=(1.0, 2 / 7 if year == 0 else 1.0, 5 / 7),
        )
        change = move_towards(change, first, now, WEIGHTS, 0.2)
        seen.append(change.copy())
    reached = np.array([0.2, 0.36, 0.488])
    assert [s[0, TEACHERS] for s in seen] == pytest.approx(-0.3 * LN2 * reached)
    assert [s[0, BACKBONE] for s in seen] == pytest.approx(-0.5 * 0.25 * reached)
    assert [s[2, CROWDING] for s in seen] == pytest.approx(0.2 * 220 / 600 * reached)
    assert [s[2, TEACHERS] for s in seen] == pytest.approx(0.3 * np.log(12 / 13) * reached)
    down, up = 0.2 * (-1 / 7), 0.2 * 4 / 7
    one = 0.2 * down
    two = one + 0.2 * (up - one)
    assert [s[1, NORMS_MET] for s in seen] == pytest.approx([one, two, two + 0.2 * (up - two)])
    others = np.ones((3, 4), bool)
    others[0, [TEACHERS, BACKBONE]] = others[2, [CROWDING, TEACHERS]] = others[1, NORMS_MET] = False
    assert (change[others] == 0).all()


def test_what_is_not_known_changes_nothing():
    first = np.full((1, 4), np.nan)
    before = np.array([[0.1, -0.1, 0.2, 0.0]])
    assert move_towards(before, first, np.ones((1, 4)), WEIGHTS, 0.2).tolist() == before.tolist()
    assert move_towards(before, np.ones((1, 4)), first, WEIGHTS, 0.2).tolist() == before.tolist()
