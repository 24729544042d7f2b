"""Places where a lever has something to act on, when Tonghua as it is has not."""

import dataclasses
from functools import cache

import numpy as np

from sim.kernels.codes import CLOSED, PRIMARY_SCHOOL, PRIVATE, TOWN, VILLAGE
from sim.rules.orders import OpenEstate
from sim.world.start import Start
from tests.worlds import start


@cache
def with_private_schools() -> Start:
    """Return Tonghua in which every fourth school outside the villages is private, with pupils and without posts."""
    begin = start("tonghua")
    schools = begin.schools.copy()
    in_town = np.flatnonzero(schools["zone"] != VILLAGE)
    with schools.writing_as("network"):
        schools.writable("ownership")[in_town[::4]] = PRIVATE
    teachers = begin.teachers.copy()
    teachers.keep(schools["ownership"][teachers["home_school"]] != PRIVATE)
    return dataclasses.replace(begin, schools=schools, teachers=teachers)


@cache
def with_feeders() -> Start:
    """Return Tonghua in which every school that ends with grade 6 feeds the three nearest junior schools."""
    begin = start("tonghua")
    s = begin.schools
    fed = np.full((len(s), 3), -1, np.int32)
    juniors = np.flatnonzero(s["grade_low"] == 7)
    for row in np.flatnonzero(s["grade_high"] == 6):
        own = juniors[s["county"][juniors] == s["county"][row]]
        km = np.hypot(s["x"][own] - s["x"][row], s["y"][own] - s["y"][row])
        nearest = own[np.argsort(km, kind="stable")][:3]
        fed[row, : len(nearest)] = nearest
    return dataclasses.replace(begin, feeders=fed)


@cache
def with_projects() -> Start:
    """Return Tonghua with six housing projects of 2018 and 2019 in its first six townships, 540 + 300 seats each."""
    begin = start("tonghua")
    codes = begin.geography.township_codes[:6]
    projects = (
        OpenEstate(f"P{k}", code, 2018 + k // 3, 1000, 0.3, 2.34, 3, "", 540, 300)
        for k, code in enumerate(codes)
    )
    return dataclasses.replace(begin, estates=tuple(projects))


@cache
def with_closed_schools() -> Start:
    """Return Tonghua in which twelve village schools of 7 rooms and a town school of 20 stand closed since 2010."""
    begin, n = start("tonghua"), 13
    schools = begin.schools.copy()
    like = np.append(
        np.flatnonzero(schools["zone"] == VILLAGE)[:12], np.flatnonzero(schools["zone"] == TOWN)[0]
    )
    with schools.writing_as("network"):
        rows = schools.append(
            n, **{name: schools[name][like].copy() for name in ("county", "township", "x", "y")}
        )
        for name, value in (("kind", PRIMARY_SCHOOL), ("zone", VILLAGE), ("grade_low", 1), ("grade_high", 6),
                            ("status", CLOSED), ("year_closed", 2010), ("rooms", 7)):  # fmt: skip
            schools.writable(name)[rows] = value
        schools.writable("rooms")[rows[-1]] = 20
        schools.writable("uid")[rows] = np.arange(1, n + 1)
    names = tuple(f"CLOSED-{k}" for k in range(n))
    confidence = {**begin.told.confidence, "school": (*begin.told.confidence["school"], *["assumption"] * n)}
    told = dataclasses.replace(
        begin.told, school_names=(*begin.told.school_names, *names), confidence=confidence
    )
    return dataclasses.replace(begin, schools=schools, school_ids=(*begin.school_ids, *names), told=told)


PLACES = {
    "joint_review": with_projects, "reserve_land": with_projects, "idle_site_reuse": with_closed_schools,
    "private_seats": with_private_schools, "feeder_admission": with_feeders,
}  # fmt: skip


def place_of(lever: str) -> Start:
    """Return the start a lever's effect is looked at from."""
    return PLACES[lever]() if lever in PLACES else start("tonghua")
