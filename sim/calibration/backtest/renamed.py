"""Find schools that may be one and the same under two numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sim.base.errors import Say
from sim.calibration.backtest.history import History
from sim.calibration.backtest.words import listed

# What looks like one school, for a warning only; assumptions.
_FEWEST_PUPILS = 20  # pupils who should go on; fewer agree by chance
_MOST_APART = 0.15  # share of them by which the grades of the other school differ in sum
_SAME_PLACE = 5e-4  # degrees of longitude and latitude, about 50 m: the same building


def renamed_schools(history: History) -> list[Say]:
    """Return warnings of numbers that may belong to one school.

    Two schools look like one where one has its last pupils in the year before the other has its first, and the pupils
    of the other, grade by grade, are those of the one a year older, or both stand in one place and share a grade.
    """
    return [*_leading_zeros(history), *_handed_over(history)]


def _leading_zeros(history: History) -> Iterator[Say]:
    alike = defaultdict(list)
    for school in history.schools:
        alike[school.lstrip("0")].append(school)
    pairs = [" = ".join(schools) for schools in alike.values() if len(schools) > 1]
    if pairs:
        told = listed(pairs)
        yield Say(
            f"numbers that differ in leading zeros only are read as different schools: {told.en}; if they are one, "
            "correct the numbers or join them with --same-schools",
            f"仅前导零不同的代码按不同学校读取：{told.zh}；如系同一学校，请更正代码或用 --same-schools 合并",
        )


def _handed_over(history: History) -> Iterator[Say]:
    pupils = np.nan_to_num(history.pupils)
    taught = pupils.sum(axis=2) > 0
    n_years = taught.shape[1]
    pairs = []
    for t in range(1, n_years):
        gone = np.flatnonzero(taught[:, t - 1] & ~taught[:, t:].any(axis=1))
        new = np.flatnonzero(taught[:, t] & ~taught[:, :t].any(axis=1))
        for one in gone:
            other = _successor(history.places, pupils[one, t - 1], pupils[new, t], one, new)
            if other is not None:
                pairs.append(f"{history.schools[one]} -> {history.schools[other]} ({history.years[t]})")
    if pairs:
        told = listed(pairs)
        yield Say(
            "schools that end in the year before another begins with nearly the same pupils or in the same place: "
            f"{told.en}; if they are one school, join them with --same-schools FILE (columns old,new)",
            f"停止的次年另有一所在校生几乎相同或位置相同的学校出现：{told.zh}；如系同一学校，"
            "请用 --same-schools 文件（old,new 两列）合并",
        )


def _successor(
    places: np.ndarray | None, before: np.ndarray, after: np.ndarray, one: int, new: np.ndarray
) -> int | None:
    """Return the new school most like a school that is gone; `before` (K,), `after` (new, K)."""
    if not len(new):
        return None
    going_on = np.where(before[1:] > 0, before[:-1], 0.0)  # those of the highest grade leave
    apart = np.abs(after[:, 1:] - going_on)[:, going_on > 0].sum(axis=1)
    best = int(np.argmin(apart))
    if going_on.sum() >= _FEWEST_PUPILS and apart[best] <= _MOST_APART * going_on.sum():
        return int(new[best])
    if places is None:
        return None
    near = (np.abs(places[new] - places[one]) <= _SAME_PLACE).all(axis=1)
    shared = ((after > 0) & (before > 0)).any(axis=1)
    found = np.flatnonzero(near & shared)
    return int(new[found[0]]) if len(found) else None
