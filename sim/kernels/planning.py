"""Planning of seats (学位规划): children of today at the ages of a year to come, and whole rooms dealt to schools."""

import numpy as np

STAGE_AGES = (slice(6, 12), slice(12, 15))  # completed years on 1 September of grades 1-6 and 7-9


def change_ratios(censuses: list[np.ndarray]) -> np.ndarray:
    """Return how each cohort changed from one census to the next, float (areas, ages): cohort change ratios.

    Parameters
    ----------
    censuses : list of int arrays (areas, ages)
        Children by single age, newest first. Ratio a is the sum over pairs of censuses of those of age a over those
        of age a - 1 a year before; 1 where there was nobody, at age 0, and where there is only one census.
    """
    ratio = np.ones(censuses[0].shape)
    pairs = list(zip(censuses[:-1], censuses[1:], strict=True))
    if pairs:
        after = sum(later[:, 1:] for later, _ in pairs)
        before = sum(earlier[:, :-1] for _, earlier in pairs)
        ratio[:, 1:] = np.where(before > 0, after / np.maximum(before, 1), 1.0)
    return ratio


def carried_on(children: np.ndarray, ratio: np.ndarray, years: int) -> np.ndarray:
    """Return the children (areas, ages) of `years` years later; those not yet born are as many as those of age 0 now.

    `ratio` float (areas, ages), of `change_ratios`, or ones: then everybody stays where he or she is.
    """
    now = children.astype(float)
    for _ in range(years):
        later = now.copy()
        later[:, 1:] = now[:, :-1] * ratio[:, 1:]
        now = later
    return now


def by_stage(children: np.ndarray) -> np.ndarray:
    """Return the children of primary and junior age, float (areas, 2)."""
    return np.stack([children[:, ages].sum(axis=1) for ages in STAGE_AGES], axis=1)


def split_rooms(rooms: np.ndarray, by_classes: np.ndarray, teaches: np.ndarray) -> np.ndarray:
    """Return rooms by stage, int (schools, 2): a school of both stages splits them by classes, evenly without any.

    Parameters
    ----------
    rooms : int array (schools,)
    by_classes : int array (schools, 2)
        Classes of each stage.
    teaches : bool array (schools, 2)
    """
    total = by_classes.sum(axis=1)
    share = np.where(total > 0, by_classes[:, 0] / np.maximum(total, 1), 0.5)
    share = np.where(teaches.all(axis=1), share, teaches[:, 0])
    primary = np.round(rooms * share).astype(np.int64)
    return np.stack([primary, np.where(teaches[:, 1], rooms - primary, 0)], axis=1)


def deal_rooms(
    missing: np.ndarray, pupils: np.ndarray, classes: np.ndarray, may: np.ndarray, area: np.ndarray, most: int
) -> np.ndarray:  # fmt: skip
    """Return the rooms each school is given, int (schools,), one after the other where most are missing.

    Parameters
    ----------
    missing : int array (areas, 2)
        Whole rooms short by area and stage.
    pupils, classes : arrays (schools, 2)
        By stage; `classes` with the rooms that are on their way.
    may : bool array (schools, 2)
        Schools that can be extended for a stage.
    area : int array (schools,)
    most : int
        Most rooms of all schools together.

    Notes
    -----
    Within an area the room goes to the school whose pupils would sit most to a class, rooms given before counted; of
    equals to the one of the lowest row.
    """
    missing, given = missing.copy(), np.zeros((len(area), 2), np.int64)
    has_school = np.zeros(missing.shape, bool)
    for stage in range(2):
        has_school[area[may[:, stage]], stage] = True
    missing[~has_school] = 0
    while given.sum() < most and (missing > 0).any():
        where, stage = np.unravel_index(np.argmax(missing), missing.shape)
        rows = np.flatnonzero(may[:, stage] & (area == where))
        mean = pupils[rows, stage] / np.maximum(1, classes[rows, stage] + given[rows, stage])
        given[rows[np.argmax(mean)], stage] += 1
        missing[where, stage] -= 1
    return given.sum(axis=1)
