"""Three small counties with busy borders: much of what one county can do to another happens within a few years."""

from dataclasses import replace
from functools import cache
from typing import ClassVar

import numpy as np

from benchmarks.made_world import NETWORK, World
from benchmarks.worlds import Size
from sim.base.errors import Say
from sim.inputs.synthesis.build import build_start
from sim.kernels.codes import NINE_YEAR, PRIVATE
from sim.rules.orders import Build, Close, OpenEstate
from sim.rules.policy import Policy, strength

SIZE = Size(
    adults=7_500, households=2_100, children=3_000, schools=36, settlements=60, counties=3, townships=9, repeats=1
)  # fmt: skip
LAST = 2023


class Busy(Policy):
    """Movers keep their old schools and their rolls; parents are asked about closings; seats are bought."""

    NAME, TITLE, MEASURES, PARAMETERS = "busy", Say("busy", "忙"), (), (strength(),)
    RULES: ClassVar = {
        "stops_transfers": 1, "share_misregistered": 0.5, "register_lag_years": 3, "funds_follow_share": 0.5,
        "funds_lag_years": 1, "posts_per_100_boarders": 5.0, "share_private_seats_bought": 0.5,
        "closure_opposition_limit": 0.6, "class_standard_primary": 10, "class_standard_junior": 10,
        "forming_size_primary": 10, "forming_size_junior": 10, "cutoff_primary": 0, "cutoff_junior": 0,
    }  # fmt: skip

    def amend(self, year, view, rulebook):
        return self.RULES

    def orders(self, year, view, rulebook):
        points = [s for s, high in zip(view.school_ids, view.grade_high, strict=True) if high <= 6]
        match year:
            case 2018:
                town = view.townships[0]
                estate = OpenEstate(f"{town}-E1", town, 2019, 40, 0.8, 3.0, 2)
                school = Build(f"{town}-S1", "新建小学", 2019, estate.estate_id, town, 1, 6, 6)
                village = Build(f"{view.townships[-1]}-S2", "村小", 2020, "", view.townships[-1], 1, 9, 4)
                return (
                    estate,
                    school,
                    village,
                    Close(points[0], 2019, is_staggered=True),
                    Close(points[1], 2020, publicity=2019),
                )
            case 2019:
                return (Close(points[2], 2021, publicity=2020),)
        return ()


@cache
def world() -> World:
    made = World(SIZE, NETWORK)
    made.numbers |= {"p_other_county": 0.1, "p_owner_after_move": 0.1, "p_midyear_transfer": 0.005}
    made.scenario = replace(made.scenario, policies=(*made.scenario.policies, Busy()))
    return made


@cache
def start():
    """Return the start: few rooms, primary schools that go on to grade 9, and of each county's schools two private."""
    made = build_start(world().tables, world().numbers, 0)
    schools, teachers = made.schools.copy(), made.teachers.copy()
    is_primary = (schools["grade_low"] == 1) & (schools["grade_high"] == 6)
    schools.put(np.flatnonzero(is_primary)[::2], {"grade_high": 9, "kind": NINE_YEAR})
    schools.put(slice(None), {"rooms": np.maximum(1, schools["rooms"] // 2)})
    for county in range(SIZE.counties):
        here = np.flatnonzero((schools["county"] == county) & (schools["grade_low"] == 1))
        for high in (6, 9):
            schools.put(here[schools["grade_high"][here] == high][:1], {"ownership": PRIVATE})
    teachers.keep(schools["ownership"][teachers["home_school"]] != PRIVATE)
    return replace(made, schools=schools, teachers=teachers)
