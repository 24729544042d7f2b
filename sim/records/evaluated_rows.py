"""Rows of `school`: what evaluations ask beside the norms: computers, books, special schools, central schools."""

import numpy as np

from sim.records.collecting import Collected
from sim.records.columns import Coded
from sim.world.central_schools import central_schools
from sim.world.region import Region
from sim.world.schools import EQUIPMENT


def evaluated_columns(region: Region, pupils: np.ndarray, row: np.ndarray, both: np.ndarray) -> Collected:
    """Return the columns of rows, each a stage of a school.

    Parameters
    ----------
    pupils : int array (rows,)
        Pupils of the stage.
    row : int array (rows,)
        Schools.
    both : bool array (schools,)
        Whether a school teaches both stages.
    """
    s = region.schools
    whole = np.bincount(row, pupils, len(s))[row]
    share = np.where(both[row], np.divide(pupils, whole, out=np.full(len(row), 0.5), where=whole > 0), 1.0)
    central = central_schools(s)
    runs = np.where(central == np.arange(len(s)), -1, central)
    return {
        **{name: s[name][row] * share for name in EQUIPMENT},
        "is_special": s["is_special"][row],
        "central_school": Coded((runs[row] + 1).astype(np.int32), ["", *region.school_ids]),
    }
