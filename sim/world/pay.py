"""Pay of teachers (教师工资): salary by title and contract, rural allowance, performance pay; nothing is changed here.

All amounts are yuan of the year; rules and numbers hold without inflation. A salary (应发工资) is what the
teacher is due; a post costs the county more, by the employer's social insurance and housing fund.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from sim.kernels.codes import POINT, VILLAGE
from sim.kernels.pay import pay_by_title
from sim.kernels.teacher_codes import (
    CONTRACT_NAMES,
    IN_POST,
    JUNIOR_TITLE,
    OUTSIDE_POSTS,
    SPECIAL_POST,
    TITLE_NAMES,
    VOLUNTEER,
)
from sim.world.county_rules import CountyRules
from sim.world.programmes import paid_share
from sim.world.rural import is_rural
from sim.world.state import State

Rates = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # see `rates`
MONTHS = 12
_NUMBERS = (
    "teacher_cost", "employer_part_of_cost", "pay_outside_posts", "volunteer_yuan", "special_post_central",
    *(f"{what}_title_{name}" for what in ("pay", "typical") for name in TITLE_NAMES),
)  # fmt: skip
_STEPS = ("allowance_township", "allowance_village", "allowance_point")


def salary_by_title(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the yearly salary of a teacher in a post by title, int64 (5,).

    The mean over the typical shares of titles is what a post costs less the employer's part, so that a county whose
    titles are higher pays more than `teacher_cost` a post.
    """
    level = np.array([numbers[f"pay_title_{name}"] for name in TITLE_NAMES])
    typical = np.array([numbers[f"typical_title_{name}"] for name in TITLE_NAMES])
    mean = numbers["teacher_cost"] * (1.0 - numbers["employer_part_of_cost"])
    return np.round(mean * level * typical.sum() / (level @ typical)).astype(np.int64)


def salaries(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the yearly salary by contract and title, int64 (4, 5).

    Special posts are paid like posts; teachers outside the posts a part of the junior salary; volunteers get their
    stipend.
    """
    return _salaries_and_costs(*(numbers[name] for name in _NUMBERS))[0]


def costs(numbers: Mapping[str, float]) -> np.ndarray:
    """Return what a salary costs with the employer's part by contract and title, int64 (4, 5); volunteers have none."""
    return _salaries_and_costs(*(numbers[name] for name in _NUMBERS))[1]


def costs_by_centre(numbers: Mapping[str, float]) -> np.ndarray:
    """Return what central money pays of it, int64 (4, 5): of special posts, up to the standard."""
    return _salaries_and_costs(*(numbers[name] for name in _NUMBERS))[2]


@cache
def _salaries_and_costs(*told: float) -> np.ndarray:
    """Return `salaries`, `costs` and `costs_by_centre` of the values of `_NUMBERS`, int64 (3, 4, 5)."""
    numbers = dict(zip(_NUMBERS, told, strict=True))
    own, cost, by_centre = out = np.zeros((3, len(CONTRACT_NAMES), len(TITLE_NAMES)), np.int64)
    own[:] = salary_by_title(numbers)
    own[OUTSIDE_POSTS] = round(own[IN_POST, JUNIOR_TITLE] * numbers["pay_outside_posts"])
    own[VOLUNTEER] = round(numbers["volunteer_yuan"])
    cost[:] = np.round(own / (1.0 - numbers["employer_part_of_cost"]))
    cost[VOLUNTEER] = 0
    by_centre[SPECIAL_POST] = np.minimum(round(numbers["special_post_central"]), cost[SPECIAL_POST])
    return out


def salary(region: State) -> np.ndarray:
    """Return each teacher's yearly salary, int64 (teachers,); see `salaries`."""
    return salaries(region.numbers)[region.teachers["contract"], region.teachers["title"]]


def is_on_scale(region: State) -> np.ndarray:
    """Return the teachers in posts and special posts, bool (teachers,): whom allowance and performance pay are for."""
    contract = region.teachers["contract"]
    return (contract == IN_POST) | (contract == SPECIAL_POST)


def remoteness(region: State, rules: CountyRules) -> np.ndarray:
    """Return the step of remoteness of each school, int (schools,): 0 not rural, 1 township seat, 2 village, 3 point.

    Schools of a township whose seat lies far from the county seat by road stand one step higher, up to 3.
    """
    s, g = region.schools, region.geography
    km = np.zeros(len(g.township_codes))
    km[g.township] = g.km_seat[g.seat_of_township]
    step = np.where(s["kind"] == POINT, 3, np.where(s["zone"] == VILLAGE, 2, 1))
    is_far = km[s["township"]] > rules.values("remote_km")[s["county"]]
    return np.where(is_rural(region), np.minimum(3, step + is_far), 0)


def allowance_of_schools(region: State, rules: CountyRules) -> np.ndarray:
    """Return the yearly allowance at full rates of who serves at each school and is on scale, int64 (schools,)."""
    if not any(rules.values(name).any() for name in _STEPS):
        return np.zeros(len(region.schools), np.int64)
    monthly = np.array([np.zeros(len(rules)), *(rules.values(name) for name in _STEPS)])
    return np.round(monthly[remoteness(region, rules), region.schools["county"]] * MONTHS).astype(np.int64)


def performance(region: State, rules: CountyRules) -> tuple[np.ndarray, np.ndarray]:
    """Return what is moved within the county's fund of performance pay, and what is added to it, a teacher.

    The fund is a part of the salaries on scale. Of what is moved, a part goes to those who serve at rural schools, a
    head; the rest to class teachers, a class. Who leads a class is not told: a school's teachers share it alike. A part
    that nobody would get is not moved.

    Returns
    -------
    moved, added : float arrays (teachers,)
        Yuan; `moved` sums to zero in each county and is below zero for those who give; `added` is never below zero.
    """
    nothing = np.zeros(len(region.teachers))
    share = rules.values("performance_moved").astype(float)
    if not share.any() or not len(nothing):
        return nothing, nothing
    at, county, n = region.teachers["school"], region.schools["county"], len(rules)
    is_on = is_on_scale(region)
    own = salary(region) * (region.numbers["performance_part_of_salary"] * is_on)
    fund = np.bincount(county, np.bincount(at, own, len(county)), n)
    heads = np.bincount(at, is_on, len(county))
    classes = np.where(heads > 0, region.schools["classes"].sum(axis=1), 0)
    rural = rules.values("performance_rural_part").astype(float)
    gain = np.zeros(len(county))
    for part, weight in ((rural, heads * is_rural(region)), (1.0 - rural, classes)):
        weights = np.bincount(county, weight, n)
        gain += weight * (fund * share * part / np.where(weights > 0, weights, np.inf))[county]
    given = np.bincount(county, gain, n) / np.where(fund > 0, fund, np.inf)
    is_added = rules.values("performance_added")[county]
    a_head = is_on * (gain / np.maximum(heads, 1.0))[at]
    return (a_head - own * given[county][at]) * (1.0 - is_added)[at], a_head * is_added[at]


def rates(region: State, rules: CountyRules) -> Rates:
    """Return what the kernels of `sim.kernels.pay` ask for: salaries, allowance by school, what is moved and added."""
    return salaries(region.numbers), allowance_of_schools(region, rules), *performance(region, rules)


def compared(region: State, rates: Rates) -> dict[str, np.ndarray]:
    """Return what teachers in posts are paid beside what others are, by kind of memo, float (counties,) yuan.

    `rural_pay` of rural teachers, and the same teachers at the mean of their title in the town, `rural_pay_as_in_town`,
    of titles found in both (M5a); `teachers_pay` of all, and as many civil servants at their mean, `civil_servant_pay`,
    where the county tells it (M5b).
    """
    (rural, rural_pay), (town, town_pay) = _rural_and_town(region, rates)
    both = (rural > 0) & (town > 0)
    told = (
        np.full(len(rural), np.nan) if region.county_money is None else region.county_money.civil_servant_pay
    )
    all_heads, all_pay = (rural + town).sum(axis=1), (rural_pay + town_pay).sum(axis=1)
    return {
        "rural_pay": (rural_pay * both).sum(axis=1),
        "rural_pay_as_in_town": (rural * both * town_pay / np.maximum(town, 1)).sum(axis=1),
        "teachers_pay": np.where(np.isnan(told), 0.0, all_pay),
        "civil_servant_pay": np.where(np.isnan(told), 0.0, all_heads * told),
    }


def _rural_and_town(region: State, rates: Rates) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Return heads and actual pay of teachers in posts by county and title, (counties, 5) each: rural, then town."""
    t, (heads, yuan) = region.teachers, np.zeros((2, 2, region.geography.n_counties, len(TITLE_NAMES)))
    pay_by_title(
        *(t[name] for name in ("school", "contract", "title")), *rates, region.schools["county"], paid_share(region),
        is_rural(region), heads, yuan,
    )  # fmt: skip
    return tuple(zip(heads, yuan, strict=True))
