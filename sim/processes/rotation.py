"""Rotation (教师、校长交流轮岗): teachers of towns and strong schools serve at rural ones for some years.

The home school keeps the post and misses the teacher. A school that sends keeps at least the teachers its classes
cannot do without, and one that receives takes no more guests than it has classes (assumption). Where that stands in
the way of the share the rules ask for, the rest is counted as missing.
"""

from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import OPEN, PRIMARY, PRIVATE
from sim.kernels.rotation import pick_rotating, send_where_needed
from sim.processes import principals
from sim.processes.rotating import count, eligible, in_turn, set_out, share_of, sides_of
from sim.world.region import Region


def bring_back(region: Region) -> None:
    """Let those whose years are over come back to their home school, and those whose place is no more."""
    t, s = region.teachers, region.schools
    guests = np.flatnonzero(t["school"] != t["home_school"])
    if not len(guests):
        return
    home, host = t["home_school"][guests], t["school"][guests]
    stands = _teaches(region, host, t["stage"][guests]) & (s["status"][home] == OPEN)
    back = guests[(t["year_back"][guests] <= region.year) | ~stands]
    t.writable("school")[back] = t["home_school"][back]
    t.writable("year_back")[back] = 0


def run(region: Region, rules) -> None:
    """Send teachers and principals."""
    if not any(book.rotation_share or book.rotation_principal_share for book in rules):
        return
    sides, t = sides_of(region, rules), region.teachers
    may = eligible(region, rules)
    leads = t["is_principal"][may] > 0
    rows = may[~leads & sides.sends[t["home_school"][may]]]
    count(region, "n_rotation_eligible", rows)
    county, schools = region.schools["county"][t["home_school"][rows]], Standing.of(region)
    for number, book in enumerate(rules):
        if book.rotation_share > 0:
            mine = rows[county == number]
            hosts = np.flatnonzero(sides.receives & (region.schools["county"] == number))
            _send(region, mine[in_turn(region, mine)], hosts, schools, book)
    if any(book.rotation_principal_share for book in rules):
        principals.swap(region, rules, sides, may[leads])


@dataclass(frozen=True)
class Standing:
    """Schools by stage before any teacher sets out, int64 (schools, 2); what is sent is counted in as it goes.

    Attributes
    ----------
    classes, pupils : of the last census
    staff, backbone : teachers, and backbone teachers, who serve there
    spare, room : teachers a school can do without, and guests it can still take
    """

    classes: np.ndarray
    pupils: np.ndarray
    staff: np.ndarray
    backbone: np.ndarray
    spare: np.ndarray
    room: np.ndarray

    @classmethod
    def of(cls, region: Region) -> "Standing":
        """Return how schools stand now."""
        t, s = region.teachers, region.schools
        classes, staff = of_stages(s["classes"]), served(region, slice(None))
        least = np.ceil(region.numbers["min_teachers_per_class"] * classes - 1e-9).astype(np.int64)
        guests = served(region, np.flatnonzero(t["school"] != t["home_school"]))
        backbone = served(region, np.flatnonzero(t["is_backbone"]))
        room = np.maximum(0, classes - guests)
        return cls(classes, of_stages(s["pupils"]), staff, backbone, np.maximum(0, staff - least), room)


def _send(region: Region, turn: np.ndarray, hosts: np.ndarray, schools: Standing, book) -> None:
    """Send one county's teachers; `turn` are the eligible in their turn, `hosts` the schools that receive."""
    t, s = region.teachers, region.schools
    n = share_of(book.rotation_share, len(turn))
    home, stage, backbone = (t[name][turn].astype(np.int64) for name in ("school", "stage", "is_backbone"))
    picked, goes_to = np.zeros(len(turn), bool), np.full(len(turn), -1)
    pick_rotating(
        np.arange(len(turn)), home * 2 + stage, backbone > 0, stage, schools.spare.reshape(-1),
        schools.room[hosts].sum(axis=0), n, share_of(book.rotation_backbone_share, n), picked,
    )  # fmt: skip
    send_where_needed(
        np.flatnonzero(picked), stage, backbone > 0, home, hosts, s["x"], s["y"], schools.classes, schools.pupils,
        schools.staff, schools.backbone, schools.room, goes_to,
    )  # fmt: skip
    gone, is_backbone = turn[picked], backbone[picked] > 0
    missing = max(0, share_of(book.rotation_backbone_share, len(gone)) - int(is_backbone.sum()))
    count(region, "n_rotated", gone)
    count(region, "n_rotated_backbone", gone[is_backbone])
    count(region, "n_rotation_short", turn[~picked][: n - len(gone)])
    count(region, "n_backbone_short", gone[~is_backbone][:missing])
    set_out(region, gone, goes_to[picked], book.rotation_years)


def of_stages(of_grade: np.ndarray) -> np.ndarray:
    """Return an amount by school and grade by school and stage, int64 (schools, 2)."""
    return np.stack([of_grade[:, :6].sum(axis=1), of_grade[:, 6:].sum(axis=1)], axis=1).astype(np.int64)


def served(region: Region, rows) -> np.ndarray:
    """Return those of some teachers who serve at each school and stage, int64 (schools, 2)."""
    t, n = region.teachers, len(region.schools)
    cell = t["school"][rows].astype(np.int64) * 2 + t["stage"][rows]
    return np.bincount(cell, minlength=2 * n).reshape(n, 2)


def _teaches(region: Region, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return whether each school is open, public and teaches the stage."""
    s = region.schools
    taught = np.where(stage == PRIMARY, s["grade_low"][school] <= 6, s["grade_high"][school] >= 7)
    return (s["status"][school] == OPEN) & (s["ownership"][school] != PRIVATE) & taught
