"""Training (教师全员培训): hours within the five-year cycle and the days of substitutes they take.

Cycles follow the calendar of the five-year plans, 2016-2020, 2021-2025 and so on (assumption). Hours of a cycle begin
at none, and so do those of a new teacher; who served through all of a cycle is due at its end. Where not all can go in
a year, those with the fewest hours go first, ties by draw.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.service import add_hours
from sim.kernels.teacher_codes import A_TRAINING_CYCLE_BEGAN, TRAINING_CYCLE
from sim.world.region import Region

_GOES = decision("training.goes")


def run(region: Region, rules) -> None:
    """Train teachers."""
    t, s, staff = region.teachers, region.schools, region.staff
    hours = t.writable("training_hours")
    place = (region.year - A_TRAINING_CYCLE_BEGAN) % TRAINING_CYCLE
    if place == 0:
        hours[:] = 0
    of_schools = s.writable("training_hours")
    of_schools[:] = 0
    add_hours(
        t["home_school"], t["stage"], _goes(region, rules),
        rules.values("training_hours_per_year").astype(np.int64), s["county"], staff.cell_of_school, hours, of_schools,
        *staff.book(("training_hours",)),
    )  # fmt: skip
    staff.counts["substitute_days"][:] = _days_a_hour(region) * staff.counts["training_hours"]
    if place == TRAINING_CYCLE - 1:
        due = np.flatnonzero(t["year_hired"] <= region.year - place)
        county = s["county"][t["home_school"][due]]
        done = due[hours[due] >= rules.values("training_hours_required")[county]]
        for name, rows in (("n_training_due", due), ("n_training_done", done)):
            staff.add(name, t["home_school"][rows], t["stage"][rows])


def yuan(region: Region, rules, public_funds: np.ndarray | float = 0.0) -> np.ndarray:
    """Return the year's cost of training and substitutes by home school, yuan (schools,).

    Parameters
    ----------
    public_funds : float array (schools,)
        Public funds of the year, yuan: a share of them is the least that is spent.
    """
    s = region.schools
    an_hour, a_day, least = (
        rules.values(name)[s["county"]]
        for name in ("yuan_training_hour", "yuan_substitute_day", "training_least_of_funds")
    )
    cost = s["training_hours"] * (an_hour + _days_a_hour(region) * a_day)
    return np.maximum(cost, least * public_funds)


def _days_a_hour(region: Region) -> float:
    """Return the days of lessons an hour of training takes."""
    return region.numbers["training_on_school_days"] / region.numbers["training_hours_a_day"]


def _goes(region: Region, rules) -> np.ndarray:
    """Return who is trained this year, bool (teachers,); whole teachers, as many as the share of each county."""
    t, share = region.teachers, rules.values("training_share")
    if (share >= 1).all():
        return np.ones(len(t), bool)
    county = region.schools["county"][t["home_school"]]
    wanted = np.floor(share * np.bincount(county, minlength=len(rules)) + 1e-9)
    turn = t["training_hours"] + draws_for(region.luck, _GOES, region.year, t["uid"])
    return first_of_groups(county, turn, wanted)
