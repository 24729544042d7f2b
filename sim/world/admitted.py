"""What became of the applications of a year (招生结果): one row an applicant, for the recorder to count."""

from dataclasses import dataclass, field

import numpy as np

_ARRAYS = ("county", "grade", "origin", "rule", "group", "outcome", "school_from", "school_to")


def _empty():
    return field(default_factory=lambda: np.zeros(0, np.int64))


@dataclass
class Admitted:
    """Applicants of one year, int arrays (applicants,).

    Attributes
    ----------
    county : int array
        Row of the county the child lives in.
    grade : int array
        Grade applied for, 1-9.
    origin : int array
        Codes of `sim.kernels.codes.ORIGIN_NAMES`.
    rule, group : int array
        Positions in `rule_names` and `group_names`.
    outcome : int array
        Codes of `sim.kernels.codes.OUTCOME_NAMES`.
    school_from : int array
        School asked for first (the zone school, or the first choice), -1 none.
    school_to : int array
        School that took the child, -1 none.
    rule_names, group_names : list of str
    """

    county: np.ndarray = _empty()
    grade: np.ndarray = _empty()
    origin: np.ndarray = _empty()
    rule: np.ndarray = _empty()
    group: np.ndarray = _empty()
    outcome: np.ndarray = _empty()
    school_from: np.ndarray = _empty()
    school_to: np.ndarray = _empty()
    rule_names: list[str] = field(default_factory=list)
    group_names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths."""
        lengths = {name: len(getattr(self, name)) for name in _ARRAYS}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"arrays of different lengths: {lengths}")
