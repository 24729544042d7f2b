"""Teachers as the table tells them, in the codes of the model."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import number_of
from sim.inputs.schema.teachers import SUBJECT
from sim.inputs.tables import InputTables
from sim.kernels.codes import STAGE_NAMES
from sim.kernels.teacher_codes import CONTRACT_NAMES, SUBJECT_NAMES, TITLE_NAMES

_NUMBERS = (
    "birth_year", "birth_month", "is_backbone", "is_above_standard", "is_principal", "year_hired", "rural_since",
    "village_since", "training_hours",
)  # fmt: skip
_CODES = {
    "sex": {"male": 0, "female": 1},
    "subject": {code: SUBJECT_NAMES.index(group) for code, (_, group) in SUBJECT.items()},
    "title": {name: code for code, name in enumerate(TITLE_NAMES)} | {"third": 0},
    "contract": {name: code for code, name in enumerate(CONTRACT_NAMES)},
}


@dataclass(frozen=True)
class ToldTeachers:
    """Hold the teachers of the table in its order.

    Attributes
    ----------
    uid : uint64 array (teachers,)
        A hash of the code, so that no code of a person is kept.
    school, stage : int arrays (teachers,)
    columns : dict of str to float array (teachers,)
        NaN where the table does not tell.
    """

    uid: np.ndarray
    school: np.ndarray
    stage: np.ndarray
    columns: dict[str, np.ndarray]


def told_teachers(tables: InputTables, school_ids: tuple[str, ...]) -> ToldTeachers:
    """Return the teachers of teachers.csv."""
    rows = tables.teachers
    row_of = {code: row for row, code in enumerate(school_ids)}
    columns = {name: rows[name].to_numpy(float, na_value=np.nan) for name in _NUMBERS}
    columns |= {
        name: rows[name].map(codes).to_numpy(float, na_value=np.nan) for name, codes in _CODES.items()
    }
    return ToldTeachers(
        np.array([number_of(code) for code in rows["teacher_code"]], np.uint64),
        np.array([row_of[code] for code in rows["school_code"]], np.int64),
        np.array([STAGE_NAMES.index(stage) for stage in rows["stage"]], np.int64),
        columns,
    )
