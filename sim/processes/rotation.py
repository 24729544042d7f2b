"""Rotation (教师、校长交流轮岗): teachers of towns and strong schools serve at rural ones for some years.

The home school keeps the post and misses the teacher. A school that sends keeps at least the teachers its classes
cannot do without, and one that receives takes no more guests than it has classes (assumption). Where that stands in
the way of the share the rules ask for, the rest is counted as missing.
"""

import numpy as np

from sim.kernels.codes import OPEN
from sim.kernels.rotation import pick_rotating, send_where_needed
from sim.processes import principals
from sim.processes.rotating import count, in_turn, is_eligible, set_out, share_of, sides_of
from sim.world.region import Region
from sim.world.rural import is_rural


def come_back(region: Region, rules) -> None:
    """Let those whose years are over come back to their home school, and those whose place is no more.

    Every guest of a rural school has served a year there; see the column `years_as_guest`.
    """
    t, s = region.teachers, region.schools
    guests = np.flatnonzero(t["school"] != t["home_school"])
    if not len(guests):
        return
    home, host = t["home_school"][guests], t["school"][guests]
    served = guests[is_rural(region)[host]]
    t.writable("years_as_guest")[served] += 1
    stands = _teaches(region, host, t["stage"][guests]) & (s["status"][home] == OPEN)
    back = guests[(t["year_back"][guests] <= region.year) | ~stands]
    t.writable("school")[back] = t["home_school"][back]
    t.writable("year_back")[back] = 0


def run(region: Region, rules) -> None:
    """Send teachers and principals."""
    if not any(book.rotation_share or book.rotation_principal_share for book in rules):
        return
    sides = sides_of(region, rules)
    may = is_eligible(region, rules) & (region.teachers["is_principal"] == 0)
    rows = np.flatnonzero(may & sides.sends[region.teachers["school"]])
    county = region.schools["county"][region.teachers["home_school"][rows]]
    count(region, "n_rotation_eligible", rows)
    for number, book in enumerate(rules):
        if book.rotation_share > 0:
            _send(region, in_turn(region, rows[county == number]), sides.receives, number, book)
    principals.swap(region, rules, sides)


def _send(region: Region, turn: np.ndarray, receives: np.ndarray, county: int, book) -> None:
    """Send one county's teachers; `turn` are the eligible in their turn."""
    t, s = region.teachers, region.schools
    n = share_of(book.rotation_share, len(turn))
    hosts = np.flatnonzero(receives & (s["county"] == county))
    school, stage, backbone = (t[name].astype(np.int64) for name in ("school", "stage", "is_backbone"))
    classes, staff = by_stage(s["classes"]), _served(region, school, stage)
    guests = _served(region, school, stage, t["school"] != t["home_school"])
    room = np.maximum(0, classes - guests)
    spare = staff - np.ceil(region.numbers["min_teachers_per_class"] * classes - 1e-9).astype(np.int64)
    picked = np.zeros(len(turn), bool)
    pick_rotating(
        np.arange(len(turn)), school[turn] * 2 + stage[turn], backbone[turn] > 0, stage[turn],
        np.maximum(0, spare).reshape(-1), room[hosts].sum(axis=0), n, share_of(book.rotation_backbone_share, n), picked,
    )  # fmt: skip
    gone, goes_to = turn[picked], np.full(len(turn), -1)
    send_where_needed(
        np.flatnonzero(picked), stage[turn], backbone[turn] > 0, school[turn], hosts, s["x"], s["y"], classes,
        by_stage(s["pupils"]), staff, _served(region, school, stage, t["is_backbone"] > 0), room, goes_to,
    )  # fmt: skip
    is_backbone = backbone[gone] > 0
    missing = max(0, share_of(book.rotation_backbone_share, len(gone)) - int(is_backbone.sum()))
    count(region, "n_rotated", gone)
    count(region, "n_rotated_backbone", gone[is_backbone])
    count(region, "n_rotation_short", turn[~picked][: n - len(gone)])
    count(region, "n_backbone_short", gone[~is_backbone][:missing])
    set_out(region, gone, goes_to[picked], book.rotation_years)


def by_stage(of_grade: np.ndarray) -> np.ndarray:
    """Return an amount by school and grade by school and stage, int64 (schools, 2)."""
    return np.stack([of_grade[:, :6].sum(axis=1), of_grade[:, 6:].sum(axis=1)], axis=1).astype(np.int64)


def _served(region: Region, school: np.ndarray, stage: np.ndarray, which: np.ndarray | None = None):
    """Return teachers who serve by school and stage, int64 (schools, 2)."""
    cell, n = school * 2 + stage, len(region.schools)
    return np.bincount(cell if which is None else cell[which], minlength=2 * n).reshape(n, 2)


def _teaches(region: Region, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return whether each school is open and teaches the stage."""
    s = region.schools
    taught = np.where(stage == 0, s["grade_low"][school] <= 6, s["grade_high"][school] >= 7)
    return (s["status"][school] == OPEN) & taught
