"""How many teachers are made up by school and stage, and their lasting numbers."""

import numpy as np
from numba import njit

from sim.base.draws import decision, new_uid
from sim.inputs.synthesis.teacher_roll import Site, ordinals
from sim.kernels.codes import OPEN, PRIVATE
from sim.rules.rulebook import Rulebook
from sim.world.posts import allot, asked, for_teachers

_UID = decision("synthesis.teacher.uid")


def made_up_counts(site: Site, posts: np.ndarray, told_school: np.ndarray, share: float) -> np.ndarray:
    """Return teachers to make up by school and stage, int (schools, 2): none where the table tells the school's.

    A school has the teachers' share of the posts allotted to it, whole, and its stages theirs by pupils over ratio.
    """
    s, book = site.schools, Rulebook()
    whole = _allotted(s, posts, book, share)
    whole[told_school] = 0
    primary = s["pupils"][:, :6].sum(axis=1) / book.posts_ratio_primary
    junior = s["pupils"][:, 6:].sum(axis=1) / book.posts_ratio_junior
    in_primary = np.where(
        primary + junior > 0, primary / np.maximum(primary + junior, 1e-9), s["grade_low"] <= 6
    )
    n_primary = np.round(whole * in_primary).astype(np.int64)
    return np.stack([n_primary, whole - n_primary], axis=1)


def _allotted(schools, posts: np.ndarray, book: Rulebook, share: float) -> np.ndarray:
    """Return the posts for teachers of each school, each by itself, as the rules of the start allot them."""
    out = np.zeros(len(schools), np.int64)
    may = (schools["status"] == OPEN) & (schools["ownership"] != PRIVATE)
    for county, total in enumerate(posts):
        rows = np.flatnonzero((schools["county"] == county) & may)
        asks = asked(schools["pupils"][rows], schools["classes"][rows], book)
        allotted = allot(int(total), asks.by_yardstick[0].sum(axis=1), asks.floor)
        out[rows] = for_teachers(allotted, share)
    return out


def uids_of(school_uid: np.ndarray, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return lasting numbers by the school's own, the stage and the ordinal within both, uint64 (teachers,)."""
    return _numbered(_UID, school_uid, stage, ordinals(school * 2 + stage))


@njit(cache=True)
def _numbered(what_for, school_uid, stage, ordinal):
    out = np.empty(len(school_uid), np.uint64)
    for i in range(len(out)):
        out[i] = new_uid(what_for, stage[i], school_uid[i], ordinal[i])
    return out
