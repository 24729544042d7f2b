"""Quality of schools as families see it (学校质量): figures of a census, and how slowly the liking follows them."""

import numpy as np
from numba import njit

# Of each school: log teachers per class, share of backbone teachers (骨干教师), share of pupils in classes above the
# standard, share of the norms met (办学条件达标).
FIGURES = ("teachers", "backbone", "crowding", "norms")
TEACHERS, BACKBONE, CROWDING, NORMS_MET = range(len(FIGURES))
N_FIGURES = len(FIGURES)
LEAST_TEACHERS = (
    0.2  # per class: a school with fewer is seen as one with these, so that none is infinitely bad
)


def census_figures(teachers, backbone, classes, pupils, standard, norms_met) -> np.ndarray:
    """Return the figures of a census by school, float (schools, 4) in the order of `FIGURES`.

    Parameters
    ----------
    teachers, backbone : int arrays (schools,)
        Teachers who serve there, and backbone teachers among those of public schools.
    classes, pupils : int arrays (schools, 9)
        By grade. A grade that shares a class (复式: pupils, and no class of its own) counts as a class, so that grades
        put together for want of pupils make no school better staffed, and is not crowded.
    standard : int array (schools, 9)
        Pupils of a standard class.
    norms_met : float array (schools,)
        Share of the norms met.

    Returns
    -------
    float array
        Rows of schools without pupils are not a number.
    """
    out = np.empty((len(pupils), N_FIGURES))
    _set_figures(teachers, backbone, classes, pupils, standard, norms_met, out)
    out[:, TEACHERS] = np.log(out[:, TEACHERS])
    return out


@njit(cache=True, nogil=True)
def _set_figures(teachers, backbone, classes, pupils, standard, norms_met, out):
    """Set the figures as told above, of teachers the number per class."""
    for s in range(len(pupils)):
        taught = in_school = crowded = 0
        for g in range(pupils.shape[1]):
            n, formed = np.int64(pupils[s, g]), np.int64(classes[s, g])
            taught += formed if formed > 0 else n > 0
            in_school += n
            crowded += n if formed > 0 and n > formed * standard[s, g] else 0
        out[s] = np.nan
        if in_school > 0:
            out[s, TEACHERS] = max(LEAST_TEACHERS, teachers[s] / taught)
            out[s, BACKBONE] = backbone[s] / max(1, teachers[s])
            out[s, CROWDING] = crowded / in_school
            out[s, NORMS_MET] = norms_met[s]


def move_towards(change, first, now, weights, speed: float) -> np.ndarray:
    """Return what families see beyond the base after a year, float (schools, 4).

    Each part goes the share `speed` of its way to weight x (figure now - figure of the first census). Where either
    figure is not a number it stays.

    Parameters
    ----------
    change, first, now : float arrays (schools, 4)
        What they saw the year before, figures of the school's first census and of the last one.
    weights : float array (4,)
        SD of quality per unit of each figure.
    speed : float
        Share of the way a year.
    """
    target = weights * (np.asarray(now, np.float64) - first)
    return np.where(np.isnan(target), change, change + speed * (target - change))
