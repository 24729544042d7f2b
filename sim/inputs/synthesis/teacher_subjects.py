"""Subjects of the teachers at the start: whole shares of the periods within each school and stage (任教学科)."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.checks.given import rows_of
from sim.inputs.defaults import default
from sim.inputs.synthesis.teacher_roll import Roll, filled, ordinals
from sim.kernels.codes import PRIMARY, STAGE_NAMES
from sim.kernels.curriculum import CORE, moved_to_core
from sim.kernels.teacher_codes import PE_AND_ARTS, SUBJECT_NAMES

_OFFSET = decision("synthesis.teacher.subject")
FULL_PRIMARY = 6  # classes of a primary school with one class a grade; fewer: teachers of all subjects


def columns(roll: Roll) -> dict[str, np.ndarray]:
    """Return the subject of each teacher."""
    free = np.isnan(roll.of_table("subject"))
    made_up = np.zeros(len(roll.uid), np.int64)
    made_up[free] = _by_quota(roll, roll.school[free], roll.stage[free])
    return {"subject": filled(roll, "subject", made_up)}


def shared_out(weights: np.ndarray, group: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Return whole numbers of each group's members by weight, as the subject of each member.

    Every subject gets its exact share of the group's members, rounded down or up.

    Parameters
    ----------
    weights : float array (groups, subjects)
    group : int array (members,)
    offset : float array (groups,)
        In [0, 1): which of the subjects get the rounded parts.
    """
    sizes = np.bincount(group, minlength=len(weights))
    at = (ordinals(group) + offset[group]) / np.maximum(sizes, 1)[group]
    upper = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    return np.minimum((upper[group] <= at[:, None]).sum(axis=1), weights.shape[1] - 1)


def periods() -> np.ndarray:
    """Return weekly periods by stage and subject group, float (2, 9)."""
    out = np.zeros((len(STAGE_NAMES), len(SUBJECT_NAMES)))
    for stage, subject, hours in rows_of(default("periods"), "stage", "subject", "periods"):
        out[STAGE_NAMES.index(stage), SUBJECT_NAMES.index(subject)] = hours
    return out


def _by_quota(roll: Roll, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
    key, group = np.unique(school * 2 + stage, return_inverse=True)
    at, of_stage = key // 2, key % 2
    s, weights = roll.site.schools, periods()[of_stage]
    lacks = np.where(roll.site.is_rural[at], roll.numbers["shortfall_pe_arts_rural"], 0.0)
    weights = moved_to_core(weights, PE_AND_ARTS, lacks)
    is_small = (of_stage == PRIMARY) & (s["classes"][at, :6].sum(axis=1) < FULL_PRIMARY)
    others = tuple(set(range(len(SUBJECT_NAMES))) - set(CORE))
    weights = moved_to_core(weights, others, np.where(is_small, roll.numbers["share_generalists"], 0.0))
    return shared_out(weights, group, draws_for(roll.draw, _OFFSET, 0, s["uid"][at], 0))
