"""Teachers leave (教师减员): retirement, early retirement, quitting, contracts that end.

The causes are asked in this order and nobody leaves twice; teachers on rotation leave like others. Deaths of teachers
in service are neglected: rare beside retirement, and no rate of teachers is known.
"""

from collections.abc import Callable

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.quitting import quit_probability
from sim.kernels.retirement import last_month_of, legal_month, original_month
from sim.kernels.teacher_codes import IN_POST, SENIOR_TITLE, SPECIAL_POST, VOLUNTEER
from sim.world import pay
from sim.world.region import Region
from sim.world.rural import is_rural

_EARLY, _QUIT, _STAY = (decision(f"teachers.{name}") for name in ("retire_early", "quit", "special_stays"))
_AWARD_NEAR = (9, 11)  # years at village schools about the award of the tenth


def run(region: Region, rules) -> None:
    """Let teachers leave before the census of the year."""
    t = region.teachers
    goes = np.zeros(len(t), bool)
    for cause in (_retires, _retires_early, _quits, _contract_ends, _volunteer_ends):
        name, asked = cause(region, rules, np.flatnonzero(~goes))
        region.staff.add(name, t["home_school"][asked], t["stage"][asked])
        goes[asked] = True
    t.keep(~goes)


Cause = Callable[[Region, object, np.ndarray], tuple[str, np.ndarray]]


def _born(region: Region, rows: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(region.teachers[name][rows] for name in ("birth_year", "birth_month", "sex"))


def _retires(region: Region, rules, rows: np.ndarray) -> tuple[str, np.ndarray]:
    """Return those who reach the legal age by the end of August."""
    reached = legal_month(*_born(region, rows)) <= last_month_of(region.year)
    return "n_retired", rows[reached]


def _retires_early(region: Region, rules, rows: np.ndarray) -> tuple[str, np.ndarray]:
    """Return those who have reached the age that held until 2024 and retire of their own wish, a draw a year."""
    rows = rows[original_month(*_born(region, rows)) <= last_month_of(region.year)]
    wishes = _draw(region, _EARLY, rows) < region.numbers["p_retire_early"]
    return "n_retired_early", rows[wishes]


def _quits(region: Region, rules, rows: np.ndarray) -> tuple[str, np.ndarray]:
    """Return those who quit; not volunteers, nor special posts whose contract is over, who decide about staying."""
    t, n = region.teachers, region.numbers
    contract = t["contract"][rows]
    rows = rows[(contract != VOLUNTEER) & ~((contract == SPECIAL_POST) & _is_over(region, rows))]
    school = t["home_school"][rows]
    chance = quit_probability(
        np.where(is_rural(region)[school], n["p_quit_rural"], n["p_quit_town"]),
        _age(region, rows),
        region.year - t["year_here"][rows].astype(np.int64),
        _odds_of_money(region, rules, rows),
        odds_10_years=n["odds_quit_10_years"],
        odds_5_years_here=n["odds_quit_5_years_here"],
    )
    return "n_quit", rows[_draw(region, _QUIT, rows) < chance]


def _odds_of_money(region: Region, rules, rows: np.ndarray) -> np.ndarray:
    """Return the factor of allowance and award on the odds of quitting, float array of `rows`.

    An allowance works from a share of the salary on, and not on teachers of senior title.
    """
    t, n = region.teachers, region.numbers
    holds = pay.allowance_share(region, rules)[rows] >= n["rural_subsidy_effective_share"] - 1e-9
    holds &= t["title"][rows] < SENIOR_TITLE
    county = region.schools["county"][t["home_school"][rows]]
    low, high = _AWARD_NEAR
    years = t["years_village"][rows]
    near = (years >= low) & (years <= high) & (rules.values("service_award_yuan") > 0)[county]
    return np.where(holds, n["odds_quit_at_threshold"], 1.0) * np.where(near, n["odds_quit_award"], 1.0)


def _contract_ends(region: Region, rules, rows: np.ndarray) -> tuple[str, np.ndarray]:
    """Return special-post teachers who go at the end of their contract; the others take a vacant post of the county.

    Who would stay and finds no vacant post goes too: special posts are taken over within the total of posts.
    """
    t = region.teachers
    vacant = _vacant_posts(region, rows)
    over = rows[(t["contract"][rows] == SPECIAL_POST) & _is_over(region, rows)]
    luck = _draw(region, _STAY, over)
    would = over[luck < region.numbers["p_special_stays"]]
    county = region.schools["county"][t["home_school"][would]]
    stays = would[first_of_groups(county, luck[luck < region.numbers["p_special_stays"]], vacant)]
    t.writable("contract")[stays] = IN_POST
    t.writable("year_contract_ends")[stays] = 0
    region.staff.add("n_special_stayed", t["home_school"][stays], t["stage"][stays])
    return "n_contract_ended", np.setdiff1d(over, stays)


def _volunteer_ends(region: Region, rules, rows: np.ndarray) -> tuple[str, np.ndarray]:
    """Return volunteers whose time is over."""
    ends = (region.teachers["contract"][rows] == VOLUNTEER) & _is_over(region, rows)
    return "n_volunteers_left", rows[ends]


def _vacant_posts(region: Region, staying: np.ndarray) -> np.ndarray:
    """Return teacher posts of the last census that nobody of `staying` holds, int64 (counties,)."""
    t, s, n = region.teachers, region.schools, region.geography.n_counties
    posts = np.bincount(s["county"], s["teacher_posts"], n).astype(np.int64)
    holders = staying[t["contract"][staying] == IN_POST]
    held = np.bincount(s["county"][t["home_school"][holders]], minlength=n)
    return np.maximum(0, posts - held)


def _is_over(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return whose contract has ended before the school year: `year_contract_ends` is the first one without it."""
    ends = region.teachers["year_contract_ends"][rows]
    return (ends > 0) & (ends <= region.year)


def _age(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return completed years on 1 September."""
    t = region.teachers
    return region.year - t["birth_year"][rows].astype(np.int64) - (t["birth_month"][rows] > 8)


def _draw(region: Region, what_for: np.uint64, rows: np.ndarray) -> np.ndarray:
    return draws_for(region.luck, what_for, region.year, region.teachers["uid"][rows])
