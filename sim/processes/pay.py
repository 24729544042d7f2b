"""Pay (教师工资): salaries, rural allowance and performance pay by school, for the ledger and the records."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.pay import COUNTED, POSTED, count_pay, pay_of_schools
from sim.kernels.quota import whole_seats as whole_shares
from sim.world import pay
from sim.world.programmes import settle
from sim.world.region import Region


def count(region: Region, rules) -> None:
    """Count pay by county, stage and zone kind of the school where teachers on scale serve, at full rates.

    Class teachers are those of the last census's classes; `post` knows this year's.
    """
    t, staff = region.teachers, region.staff
    count_pay(
        *(t[name] for name in ("school", "stage", "contract", "title")), *pay.rates(region, rules),
        staff.cell_of_school, staff.book(COUNTED),
    )  # fmt: skip


def post(region: Region, rules, others: Mapping[str, np.ndarray] | None = None) -> None:
    """Enter a year's pay into the ledger, settle the programmes within the running budget, compare what came of it.

    Salaries stand where the post is, with what performance pay moves to and from its holder; staff in posts who do not
    teach cost what a post does; programmes stand where teachers serve.

    Parameters
    ----------
    others : mapping of str to array (schools,), optional
        Yuan of other programmes by kind that the same running budget limits; see `sim.world.programmes.PROGRAMMES`.
    """
    s, county, rates = region.schools, region.schools["county"], pay.rates(region, rules)
    yuan = {
        kind: whole_shares(exact, county) for kind, exact in zip(POSTED, _sums(region, rates), strict=True)
    }
    for kind in ("salaries", "special_post_funds"):
        region.ledger.post(kind, yuan.pop(kind))
    not_teaching = np.maximum(0, s["posts"].astype(np.int64) - s["teacher_posts"])
    region.ledger.post("other_staff", not_teaching * round(region.numbers["teacher_cost"]))
    settle(region, rules, {**yuan, **(others or {})})
    for memo, compared in pay.compared(region, rates).items():
        region.ledger.post_county(memo, compared)


def _sums(region: Region, rates: pay.Rates) -> np.ndarray:
    """Return yuan by school of what is entered, float (5, schools) by `POSTED`."""
    t, numbers, out = region.teachers, region.numbers, np.zeros((len(POSTED), len(region.schools)))
    pay_of_schools(
        *(t[name] for name in ("home_school", "school", "contract", "title")), *rates, pay.costs(numbers),
        pay.costs_by_centre(numbers), out,
    )  # fmt: skip
    return out
