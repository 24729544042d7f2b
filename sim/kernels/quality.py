"""Quality of schools as families see it (学校质量): figures of a census, and how slowly the liking follows them."""

import numpy as np

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
    taught = np.where(classes > 0, classes, pupils > 0).sum(axis=1)
    in_school = pupils.sum(axis=1)
    crowded = np.where(pupils > classes * standard, pupils, 0) * (classes > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.stack(
            [
                np.log(np.maximum(LEAST_TEACHERS, teachers / taught)),
                backbone / np.maximum(1, teachers),
                crowded.sum(axis=1) / in_school,
                norms_met,
            ],
            axis=1,
        )
    out[in_school == 0] = np.nan
    return out


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
