"""Rows of `school`: areas, rooms and equipment (办学条件), and how schools stand against the seven norms."""

import numpy as np

from sim.kernels.norms import NORMS
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
    part = _part_of_stage(region, stood.of_stage, row, stage)
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
    which, place = np.unique(codes, return_inverse=True)
    return Coded(place.astype(np.int32), [_LISTS[code] for code in which])


def _part_of_stage(region: Region, norms: np.ndarray, row: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return the part of each of a school's amounts that is told with a stage, (rows, 7): what its pupils need of it.

    So both stages of a nine-year school stand alike. Without pupils its grades stand for them.
    """
    s, grades = region.schools, np.arange(1, 10)
    taught = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    pupils = np.where(s["pupils"].sum(axis=1, keepdims=True) > 0, s["pupils"], taught).astype(float)
    of_stage = np.stack([pupils[:, :6].sum(axis=1), pupils[:, 6:].sum(axis=1)], axis=1)
    needs = of_stage[:, :, None] * norms
    whole = needs.sum(axis=1)[row]
    return np.divide(needs[row, stage], whole, out=np.ones_like(whole), where=whole > 0)
