"""Tables of classes that are easy to reckon by hand."""

import numpy as np

from sim.calibration.class_rules.table import ClassTable
from sim.kernels.classes import form_classes


def table(pupils, classes, told=None, **places) -> ClassTable:
    """Return a table of schools s0, s1, ... and grades g1, g2, ..."""
    pupils, classes = np.array(pupils), np.array(classes)
    return ClassTable(
        "hand",
        tuple(f"s{row}" for row in range(len(pupils))),
        tuple(f"g{grade + 1}" for grade in range(pupils.shape[1])),
        pupils,
        classes,
        np.ones(pupils.shape, bool) if told is None else np.array(told),
        {level: tuple(names) for level, names in places.items()},
    )


def spread_pupils(schools: int, grades: int = 6) -> np.ndarray:
    """Return grades of 5 to 204 pupils that follow no pattern of the caps used."""
    return (np.arange(schools * grades).reshape(schools, grades) * 37) % 200 + 5


def by_caps(caps_of_school, grades: int = 6, **places) -> ClassTable:
    """Return schools that form their classes strictly by a cap of their own."""
    pupils = spread_pupils(len(caps_of_school), grades)
    classes = np.vstack([form_classes(pupils[[row]], cap) for row, cap in enumerate(caps_of_school)])
    return table(pupils, classes, **places)
