"""Feeders (对口升学): the junior schools a child may be given by right of its primary school."""

import numpy as np

from sim.kernels.codes import WAITING
from sim.world.region import Region

GRADE = 7


def feeder_schools(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the junior schools each applicant for grade 7 may be given by right of its primary school.

    One is a right to that school (对口直升), several are a lottery (多校对口派位). Where none is left, the address
    decides: a fed school that is closed, teaches no grade 7 or lies in another county than the child lives in now drops
    out. The right follows the school roll (学籍): it stays with a family that moves within the county, and with pupils
    of a primary school that has closed since.

    Parameters
    ----------
    rows : int array (applicants,)
        Rows of the child table; children who do not wait for grade 7 have no such school.

    Returns
    -------
    int32 array (applicants, k)
        In the order of the table of feeders, -1 = no more.
    """
    fed = _fed_by(region, region.children["school_before"][rows])
    holds = (
        (fed >= 0) & _applies(region, rows)[:, None] & _teaches(region)[fed] & _is_at_home(region, rows, fed)
    )
    order = np.argsort(~holds, axis=1, kind="stable")
    return np.take_along_axis(np.where(holds, fed, -1), order, axis=1).astype(np.int32)


def _fed_by(region: Region, school: np.ndarray) -> np.ndarray:
    """Return the schools fed by each of `school` (n,), -1 = none, as the table has it, int array (n, k)."""
    out = np.full((len(school), region.feeders.shape[1]), -1, np.int32)
    is_listed = (school >= 0) & (school < len(region.feeders))
    out[is_listed] = region.feeders[school[is_listed]]
    return out


def _applies(region: Region, rows: np.ndarray) -> np.ndarray:
    c = region.children
    return (c["status"][rows] == WAITING) & (c["grade"][rows] == GRADE)


def _teaches(region: Region) -> np.ndarray:
    s = region.schools
    return region.is_open & (s["grade_low"] <= GRADE) & (s["grade_high"] >= GRADE)


def _is_at_home(region: Region, rows: np.ndarray, fed: np.ndarray) -> np.ndarray:
    """Return which fed schools lie in the county the child lives in, bool array of `fed`'s shape."""
    home = region.households["settlement"][region.children["household"][rows]]
    return region.schools["county"][fed] == region.geography.county[home][:, None]
