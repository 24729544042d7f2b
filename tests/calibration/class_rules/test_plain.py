"""One cap for all, and the cap of the other grades, by hand."""

import numpy as np

from sim.calibration.class_rules.plain import best_cap, other_grades_cap
from tests.calibration.class_rules.hand import table


def test_best_cap_is_the_one_most_often_right():
    # 30 -> 1, 31 -> 2: only 30; the third school, right under 25 alone, is not known
    hand = table([[30, 31], [60, 61], [25, 26]], [[1, 2], [2, 3], [1, 2]])
    assert best_cap(hand, np.array([True, True, False])) == 30
    assert best_cap(hand, np.array([False, False, True])) == 25


def test_cells_without_pupils_and_not_told_do_not_choose_the_cap():
    hand = table([[30, 31, 26, 0]], [[1, 2, 2, 0]], told=[[True, True, False, True]])
    assert best_cap(hand, np.array([True])) == 30


def test_the_other_grades_choose_the_cap_by_hand():
    # grades of 28, 29 and 30 pupils: cap 28 gives 1 2 2, cap 29 gives 1 1 2, cap 30 gives 1 1 1
    hand = table([[28, 29, 30]], [[1, 2, 1]])
    said = other_grades_cap(hand, 28, np.array([28, 29, 30]))
    # without g1 (2, 1): each cap misses one by one, so the usual 28 -> 1
    # without g2 (1, 1): only cap 30 is right -> 1; without g3 (1, 2): only cap 28 is right -> 2
    assert said.tolist() == [[1, 1, 2]]


def test_of_equal_caps_the_fewest_classes_wrong_then_the_nearest():
    # other grade: 100 pupils in 5 classes; caps 30 and 40 are both wrong, by 1 and by 2
    hand = table([[35, 100]], [[1, 5]])
    assert other_grades_cap(hand, 40, np.array([30, 40]))[0, 0] == 2
    # right under both: the nearer to the usual
    hand = table([[35, 10]], [[1, 1]])
    assert other_grades_cap(hand, 40, np.array([30, 40]))[0, 0] == 1
    assert other_grades_cap(hand, 30, np.array([30, 40]))[0, 0] == 2


def test_a_grade_does_not_see_its_own_classes():
    # 20 pupils in one class leave every cap open, so the usual 28 makes two classes of 31, whatever they are in truth
    for own in (1, 2, 3):
        hand = table([[20, 31]], [[1, own]])
        assert other_grades_cap(hand, 28, np.arange(20, 37))[0, 1] == 2
