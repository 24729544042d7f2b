"""Teachers leave (教师减员): retirement, early retirement, quitting, contracts that end.

The causes are asked in this order and nobody leaves twice; teachers on rotation leave like others. Deaths of teachers
in service are neglected: rare beside retirement, and no rate of teachers is known.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.quitting import quit_probability
from sim.kernels.retirement import AGE_BEFORE, last_month_of, legal_month, original_month
from sim.kernels.teacher_codes import IN_POST, SENIOR_TITLE, SPECIAL_POST, VOLUNTEER
from sim.world import pay
from sim.world.region import Region
from sim.world.rural import is_rural

_EARLY, _QUIT, _STAY = (decision(f"teachers.{name}") for name in ("retire_early", "quit", "special_stays"))
_AWARD_NEAR = (9, 11)  # years at village schools about the award of the tenth


def run(region: Region, rules) -> None:
    """Let teachers leave before the census of the year."""
    t = region.teachers
    stays = np.ones(len(t), bool)
    for flow, cause in _CAUSES:
        goes = cause(region, rules, stays)
        region.staff.add(flow, t["home_school"][goes], t["stage"][goes])
        stays[goes] = False
    t.keep(stays)


# Each cause is asked of those who stay so far (bool (teachers,)) and returns the rows of those who go.


def _retires(region: Region, rules, stays: np.ndarray) -> np.ndarray:
    """Return those who reach the legal age by the end of August."""
    reached = legal_month(*_born(region, slice(None))) <= last_month_of(region.year)
    return np.flatnonzero(stays & reached)


def _retires_early(region: Region, rules, stays: np.ndarray) -> np.ndarray:
    """Return those who have reached the age that held until 2024 and retire of their own wish, a draw a year."""
    old_enough = _age(region) >= min(AGE_BEFORE)
    rows = np.flatnonzero(stays & old_enough)
    rows = rows[original_month(*_born(region, rows)) <= last_month_of(region.year)]
    return rows[_draw(region, _EARLY, rows) < region.numbers["p_retire_early"]]


def _quits(region: Region, rules, stays: np.ndarray) -> np.ndarray:
    """Return those who quit; not volunteers, nor special posts whose contract is over, who decide about staying."""
    t, n = region.teachers, region.numbers
    rate = np.where(is_rural(region), n["p_quit_rural"], n["p_quit_town"])
    chance = quit_probability(
        rate[t["home_school"]],
        _age(region),
        np.int64(region.year) - t["year_here"],
        _odds_of_money(region, rules),
        odds_10_years=n["odds_quit_10_years"],
        odds_5_years_here=n["odds_quit_5_years_here"],
    )
    asked = stays & (t["contract"] != VOLUNTEER) & ~_ends(region, SPECIAL_POST)
    return np.flatnonzero(asked & (_draw(region, _QUIT, slice(None)) < chance))


def _odds_of_money(region: Region, rules) -> np.ndarray:
    """Return the factor of allowance and award on the odds of quitting, float array (teachers,).

    An allowance works from a share of the salary on, and not on teachers of senior title.
    """
    t, n = region.teachers, region.numbers
    holds = pay.allowance_share(region, rules) >= n["rural_subsidy_effective_share"] - 1e-9
    odds = np.where(holds & (t["title"] < SENIOR_TITLE), n["odds_quit_at_threshold"], 1.0)
    is_awarding = rules.values("service_award_yuan") > 0
    if is_awarding.any():
        low, high = _AWARD_NEAR
        near = (t["years_village"] >= low) & (t["years_village"] <= high)
        odds[near & is_awarding[region.schools["county"][t["home_school"]]]] *= n["odds_quit_award"]
    return odds


def _contract_ends(region: Region, rules, stays: np.ndarray) -> np.ndarray:
    """Return special-post teachers who go at the end of their contract; the others take a vacant post of the county.

    Who would stay and finds no vacant post goes too: special posts are taken over within the total of posts.
    """
    t = region.teachers
    over = np.flatnonzero(stays & _ends(region, SPECIAL_POST))
    luck = _draw(region, _STAY, over)
    willing = luck < region.numbers["p_special_stays"]
    would = over[willing]
    county = region.schools["county"][t["home_school"][would]]
    takes = would[first_of_groups(county, luck[willing], _vacant_posts(region, stays))]
    t.writable("contract")[takes] = IN_POST
    t.writable("year_contract_ends")[takes] = 0
    region.staff.add("n_special_stayed", t["home_school"][takes], t["stage"][takes])
    return np.setdiff1d(over, takes)


def _volunteer_ends(region: Region, rules, stays: np.ndarray) -> np.ndarray:
    """Return volunteers whose time is over."""
    return np.flatnonzero(stays & _ends(region, VOLUNTEER))


_CAUSES = (
    ("n_retired", _retires),
    ("n_retired_early", _retires_early),
    ("n_quit", _quits),
    ("n_contract_ended", _contract_ends),
    ("n_volunteers_left", _volunteer_ends),
)


def _vacant_posts(region: Region, stays: np.ndarray) -> np.ndarray:
    """Return teacher posts of the last census that nobody who stays holds, int64 (counties,)."""
    t, s, n = region.teachers, region.schools, region.geography.n_counties
    posts = np.bincount(s["county"], s["teacher_posts"], n).astype(np.int64)
    held = np.bincount(s["county"][t["home_school"][stays & (t["contract"] == IN_POST)]], minlength=n)
    return np.maximum(0, posts - held)


def _ends(region: Region, contract: int) -> np.ndarray:
    """Return whose contract of a kind is over: `year_contract_ends` is the first school year without it (teachers,)."""
    t = region.teachers
    ends = t["year_contract_ends"]
    return (t["contract"] == contract) & (ends > 0) & (ends <= region.year)


def _age(region: Region) -> np.ndarray:
    """Return completed years on 1 September (teachers,)."""
    t = region.teachers
    return np.int64(region.year) - t["birth_year"] - (t["birth_month"] > 8)


def _born(region: Region, rows: np.ndarray | slice) -> tuple[np.ndarray, ...]:
    return tuple(region.teachers[name][rows] for name in ("birth_year", "birth_month", "sex"))


def _draw(region: Region, what_for: np.uint64, rows: np.ndarray | slice) -> np.ndarray:
    return draws_for(region.luck, what_for, region.year, region.teachers["uid"][rows])
