"""Rows of `school`: areas, rooms and equipment (办学条件), and how schools stand against the seven norms."""

import numpy as np

from sim.kernels.norms import NORMS
from sim.kernels.stage_rows import part_of_stage
from sim.records.collecting import Collected
from sim.records.columns import Coded
from sim.world.norms import ALL_GIVEN, norm_standing
from sim.world.region import Region

_BITS = 1 << np.arange(len(NORMS))
_LISTS = ["; ".join(name for k, name in enumerate(NORMS) if code >> k & 1) for code in range(ALL_GIVEN + 1)]
SPLIT_BY_NEED = ("teaching_m2", "sports_m2", "site_m2", "equipment_yuan")


def norm_columns(
    region: Region, rules, counted: dict[str, np.ndarray], row: np.ndarray, stage: np.ndarray
) -> Collected:
    """Return the columns of `sim.records.norm_tables` but for the multimedia rooms, by school row and stage."""
    s = region.schools
    boarders = (counted["n_boarders"] + counted["n_without_bed"]).sum(axis=1)
    stood, teaches = norm_standing(region, rules, boarders), region.is_open
    part = np.empty((len(row), len(NORMS)))
    part_of_stage(s["pupils"], s["grade_low"], s["grade_high"], stood.of_stage, row, stage, part)
    missed = (~stood.met & teaches[:, None]) @ _BITS
    return {
        **{name: s[name][row] * part[:, NORMS.index(name)] for name in SPLIT_BY_NEED},
        "n_norms_met": (stood.met.sum(axis=1) * teaches)[row],
        "lowest_norm_ratio": np.where(teaches, stood.lowest, 1.0)[row],
        "is_weak": (stood.is_weak & teaches)[row],
        "norms_missed": _listed(missed[row]), "norms_estimated": _listed(ALL_GIVEN - s["norms_given"][row].astype(int)),
    }  # fmt: skip


def _listed(codes: np.ndarray) -> Coded:
    """Return lists of norms, one bit a norm, as text."""
    return Coded(codes.astype(np.int32), list(_LISTS))
