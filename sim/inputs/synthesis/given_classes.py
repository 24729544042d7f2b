"""Classes of the first census: as given, else formed; and the rooms that hold them.

Where classes are given their number is exact. Sizes within a grade are evened: a class of the model has no name that
lasts over years, only a number and the pupils of its grade; `evened` tells the input report where that changed a size.
"""

import numpy as np

from sim.inputs.synthesis import enrolment, given_schools
from sim.inputs.tables import InputTables
from sim.kernels.classes import form_classes
from sim.rules.rulebook import Rulebook

NOT_GIVEN = -1


def read(tables: InputTables, school_ids: tuple[str, ...], pupils: np.ndarray) -> np.ndarray:
    """Return given classes by school and grade, int array (schools, 9); a school without rows has `NOT_GIVEN`.

    A grade never has more classes than pupils. A grade with pupils and no class of its own shares the class of the
    next lower grade of its stage that has one (复式); where there is none it has one class.
    """
    rows = tables.classes
    row_of = {code: s for s, code in enumerate(school_ids)}
    rows = rows[rows["school_code"].isin(row_of)]
    school = rows["school_code"].map(row_of).to_numpy(np.int64)
    out = np.zeros_like(pupils)
    np.add.at(out, (school, rows["grade"].to_numpy(np.int64) - 1), 1)
    out = np.minimum(out, pupils)
    for stage in (slice(0, 6), slice(6, 9)):
        has_lower = np.cumsum(out[:, stage], axis=1) > 0
        out[:, stage] += (pupils[:, stage] > 0) & ~has_lower & (np.cumsum(pupils[:, stage] > 0, axis=1) == 1)
    out[~np.isin(np.arange(len(school_ids)), school)] = NOT_GIVEN
    return out


def classes(pupils: np.ndarray, rooms: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Return the classes of the first census, int (schools, 9): given, else formed by the rules in force."""
    book = Rulebook()
    formed = form_classes(
        pupils, book.by_grade("forming_size"), rooms=rooms, multigrade_max=book.multigrade_max
    )
    return np.where(given == NOT_GIVEN, formed, given)


def rooms(
    tables: InputTables, school_ids: tuple[str, ...], schools, pupils: np.ndarray, given: np.ndarray, numbers, draw: int
) -> np.ndarray:  # fmt: skip
    """Return ordinary rooms by school, int array (schools,): given, else the classes of the start and drawn slack.

    A class that is given has a room, though it be a special one: rooms are never fewer than given classes.
    """
    n_classes = np.where(given[:, 0] == NOT_GIVEN, NOT_GIVEN, given.sum(axis=1))
    drawn = enrolment.rooms_for(schools, pupils, numbers, draw, n_classes)
    listed = given_schools.given_numbers(tables, school_ids, "ordinary_rooms")
    return np.maximum(np.where(listed >= 0, listed, drawn), n_classes)
