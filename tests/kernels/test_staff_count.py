"""Teachers counted by school and stage, by hand."""

import numpy as np

from sim.kernels.staff_count import AT_HOME, WHERE_THEY_SERVE, teachers_by_school
from sim.kernels.teacher_codes import IN_POST, MIDDLE_TITLE, PE, SENIOR_TITLE, SPECIAL_POST

YEAR = 2020


def test_teachers_by_hand():
    """One of school 0, 34 years old; one lent by it to school 1, among the best, 55, of senior title."""
    columns = {
        "school": [0, 1], "home_school": [0, 0], "stage": [0, 1], "contract": [SPECIAL_POST, IN_POST],
        "is_backbone": [0, 1], "is_above_standard": [1, 0], "title": [MIDDLE_TITLE, SENIOR_TITLE], "subject": [PE, 0],
        "birth_year": [1985, 1965], "birth_month": [9, 8],
    }  # fmt: skip
    kinds = {"school": np.int16, "home_school": np.int16, "birth_year": np.int16}
    counts = teachers_by_school(
        2, YEAR, *(np.array(v, kinds.get(name, np.uint8)) for name, v in columns.items())
    )
    assert set(counts) == {*AT_HOME, *WHERE_THEY_SERVE}
    at = {name: {(int(s), int(g)): int(n[s, g]) for s, g in np.argwhere(n)} for name, n in counts.items()}
    assert {name: cells for name, cells in at.items() if cells} == {
        "teachers": {(0, 0): 1, (1, 1): 1}, "teachers_home": {(0, 0): 1, (0, 1): 1}, "n_special": {(0, 0): 1},
        "n_rotated_out": {(0, 1): 1}, "n_rotated_in": {(1, 1): 1}, "n_rotated_in_backbone": {(1, 1): 1},
        "n_backbone": {(1, 1): 1}, "n_above_standard": {(0, 0): 1}, "n_middle_title": {(0, 0): 1, (1, 1): 1},
        "n_senior_title": {(1, 1): 1}, "n_pe_arts": {(0, 0): 1}, "n_under_35": {(0, 0): 1},
        "n_55_and_over": {(1, 1): 1},
    }  # fmt: skip
