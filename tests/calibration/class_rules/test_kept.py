"""Cohorts that keep their classes, through the kernel, by hand."""

import numpy as np
import pytest

from sim.calibration.class_rules import judged, kept, plain, single_classes
from sim.calibration.class_rules.kept import Behaviour, Cells, Grid, kept_counts, taught_together
from sim.kernels import classes as kernel
from tests.calibration.class_rules.hand import table


def test_class_rules_call_the_kernel_of_the_simulation():
    for module in (kept, plain, judged, single_classes):
        assert module.form_classes is kernel.form_classes


def at(size, cap, change, behaviour, grid):
    counts = kept_counts(np.array([size]), grid, behaviour)
    return counts[list(grid.caps).index(cap), change + grid.reach, 0]


@pytest.mark.parametrize(
    ("size", "cap", "change", "merge_below", "cutoff", "classes"),
    [
        (20, 20, 0, 0.8, None, 1),  # formed at 20 under 20
        (20, 20, 1, 0.8, None, 2),  # formed at 21: two; merged mean 20 > 16: kept
        (20, 20, 1, 1.0, None, 1),  # merged mean 20 <= 20: one class less
        (40, 20, 1, 0.8, None, 3),  # 40 pupils are two usual classes, so formed at 42: three
        (21, 20, -1, 0.8, None, 1),  # formed at 20: one, and kept though 21 > 20
        (21, 20, -1, 0.8, 1.0, 2),  # 21 > cutoff 20: one class more
        (0, 20, 1, 0.8, None, 0),
    ],
)
def test_kept_classes_by_hand(size, cap, change, merge_below, cutoff, classes):
    assert at(size, cap, change, Behaviour(merge_below, cutoff), Grid(20)) == classes


def test_half_pupils_are_caps_between_two_whole_ones():
    grid = Grid(20, parts=2)
    # cap 20.5: 41 pupils fill two classes, 42 need a third
    assert at(41, 41, 0, Behaviour(0.8, None), grid) == 2
    assert at(42, 41, 0, Behaviour(0.8, None), grid) == 3


def test_grid_surrounds_the_usual_cap():
    assert Grid(20).caps.tolist() == list(range(8, 33))
    assert (Grid(20, parts=2).caps[[0, -1]] / 2).tolist() == [8, 32]
    assert Grid(20).size_edges.tolist() == [10, 20, 40, 60, 100, 160]
    assert Grid(20).size_of(np.array([9, 10, 19, 20, 160])).tolist() == [0, 1, 1, 2, 6]


def test_small_grades_together_by_hand():
    pupils = np.array([[4, 5, 6, 0, 3, 20]])
    assert taught_together(pupils, None).tolist() == pupils.tolist()
    # 4 + 5 <= 10, + 6 > 10; 6 + 3 <= 10 over the empty grade; 20 alone
    assert taught_together(pupils, 10).tolist() == [[9, 0, 9, 0, 0, 20]]


def test_cells_that_say_nothing_are_of_the_last_kind():
    hand = table([[10, 10, 0, 12], [10, 7, 5, 12]], [[1, 1, 0, 1], [1, 0, 2, 1]],
                 told=[[True, True, True, False], [True, True, True, True]])  # fmt: skip
    cells = Cells(hand, None)
    kinds = len(cells.kind_count)
    assert kinds == 3  # 10 in 1, 5 in 2, 12 in 1
    assert (cells.kind_of == kinds).tolist() == [[False, False, True, True], [False, True, False, False]]
    fits = cells.fits(Grid(20), Behaviour(0.8, None))
    five_in_two = [cells.sizes[size] for size in cells.kind_size].index(5)
    assert not fits[five_in_two, list(Grid(20).caps).index(20), 10]  # 5 pupils under 20: one class
