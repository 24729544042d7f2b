"""Pay (教师工资): salaries, rural allowance and performance pay by school, for the ledger and the records."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.quota import whole_seats as whole_shares
from sim.kernels.teacher_codes import VOLUNTEER
from sim.world import pay
from sim.world.programmes import settle
from sim.world.region import Region


def count(region: Region, rules) -> None:
    """Count pay by county, stage and zone kind of the school where teachers on scale serve, at full rates.

    Class teachers are those of the last census's classes; `post` knows this year's.
    """
    t, is_on = region.teachers, pay.is_on_scale(region)
    allowance, performance = pay.rural_allowance(region, rules), sum(pay.performance(region, rules))
    counted = {
        "n_paid": is_on, "pay_yuan": is_on * (pay.salary(region) + allowance + performance),
        "allowance_yuan": allowance, "performance_yuan": performance,
        "performance_gained_yuan": np.maximum(performance, 0),
    }  # fmt: skip
    for name, yuan in counted.items():
        if yuan.any():
            region.staff.add(name, t["school"], t["stage"], yuan)


def post(region: Region, rules, others: Mapping[str, np.ndarray] | None = None) -> None:
    """Enter a year's pay into the ledger, settle the programmes within the running budget, compare what came of it.

    Salaries stand where the post is, with what performance pay moves to and from its holder; staff in posts who do not
    teach cost what a post does; programmes stand where teachers serve.

    Parameters
    ----------
    others : mapping of str to array (schools,), optional
        Yuan of other programmes by kind that the same running budget limits; see `sim.world.programmes.PROGRAMMES`.
    """
    s, t = region.schools, region.teachers
    moved, added = pay.performance(region, rules)
    region.ledger.post("salaries", by_school(region, t["home_school"], pay.post_cost(region) + moved))
    region.ledger.post("special_post_funds", by_school(region, t["home_school"], pay.paid_by_centre(region)))
    not_teaching = np.maximum(0, s["posts"].astype(np.int64) - s["teacher_posts"])
    region.ledger.post("other_staff", not_teaching * round(region.numbers["teacher_cost"]))
    asked = {
        "rural_allowance": pay.rural_allowance(region, rules),
        "performance_pay": added,
        "volunteers": np.where(t["contract"] == VOLUNTEER, pay.salary(region), 0),
    }
    own = {kind: by_school(region, t["school"], yuan) for kind, yuan in asked.items()}
    settle(region, rules, {**own, **(others or {})})
    for memo, yuan in pay.compared(region, rules).items():
        region.ledger.post_county(memo, yuan)


def by_school(region: Region, school: np.ndarray, yuan: np.ndarray) -> np.ndarray:
    """Return whole yuan by school, int64 (schools,), of yuan by teacher and their school rows; counties keep sums."""
    if not yuan.any():
        return np.zeros(len(region.schools), np.int64)
    return whole_shares(np.bincount(school, yuan, len(region.schools)), region.schools["county"])
