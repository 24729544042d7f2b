"""Subjects by weight: what lacks goes to Chinese and mathematics, and a draw picks one."""

import numpy as np

from sim.kernels.curriculum import drawn_subjects, moved_to_core

WEIGHTS = np.array([[6.0, 2.0, 0.0, 0.0, 0.0, 4.0, 2.0, 2.0, 4.0]])


def test_what_lacks_goes_to_the_core_in_its_proportion():
    """Half of 4 + 2 + 2 goes 3 : 1 to Chinese and mathematics."""
    assert moved_to_core(WEIGHTS, (5, 6, 7), np.array([0.5])).tolist() == [[9, 3, 0, 0, 0, 2, 1, 1, 4]]
    assert moved_to_core(WEIGHTS, (5, 6, 7), np.zeros(1)).tolist() == WEIGHTS.tolist()


def test_a_draw_picks_by_weight_and_never_what_has_none():
    """Of 20: Chinese to 0.3, mathematics to 0.4, PE to 0.6, music to 0.7, art to 0.8, the rest."""
    u = np.array([0.0, 0.29, 0.3, 0.39, 0.4, 0.59, 0.6, 0.75, 0.8, 0.999])
    assert drawn_subjects(WEIGHTS, np.zeros(len(u), int), u).tolist() == [0, 0, 1, 1, 5, 5, 6, 7, 8, 8]


def test_each_draws_by_the_weights_of_its_kind():
    weights = np.array([[1.0, 0.0, 3.0], [0.0, 2.0, 2.0]])
    u = np.array([0.2, 0.2, 0.3, 0.6])
    assert drawn_subjects(weights, np.array([0, 1, 0, 1]), u).tolist() == [0, 1, 2, 2]
