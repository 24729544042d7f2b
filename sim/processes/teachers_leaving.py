"""Teachers leave (教师减员): retirement, early retirement, quitting, contracts that end.

The causes are asked in this order and nobody leaves twice; teachers on rotation leave like others. Retires who reaches
the legal age by the end of August; who has reached the age that held until 2024 may retire early, a draw a year. No
volunteer quits, nor a special post whose contract is over, who decides about staying. Deaths of teachers in service are
neglected: rare beside retirement, and no rate of teachers is known.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.quitting import odds_by_age
from sim.kernels.retirement import last_born
from sim.kernels.teacher_codes import IN_POST, LEAVES
from sim.kernels.teachers_leaving import CONTRACT_ENDS, OLDEST, STAYS, count_causes, decide_leaving
from sim.world import pay
from sim.world.programmes import paid_share
from sim.world.region import Region

_EARLY, _QUIT, _STAY = (decision(f"teachers.{name}") for name in ("retire_early", "quit", "special_stays"))
_AWARD_NEAR = (9, 11)  # years at village schools about the award of the tenth
_LOOKED_AT = (
    "home_school", "school", "contract", "title", "birth_year", "birth_month", "sex", "year_here",
    "year_contract_ends", "years_village", "uid",
)  # fmt: skip


def run(region: Region, rules) -> None:
    """Let teachers leave before the census of the year."""
    t, staff = region.teachers, region.staff
    cause = _causes(region, rules)
    cause[_take_posts(region, cause)] = STAYS
    count_causes(t["home_school"], t["stage"], cause, staff.cell_of_school, staff.book(LEAVES[:-1]))
    t.leave_only(cause == STAYS)


def _causes(region: Region, rules) -> np.ndarray:
    """Return by what each teacher leaves, uint8 (teachers,); who comes to the end of a special contract among them.

    An allowance holds teachers from a share of the salary on, and not those of senior title; an award those near it.
    """
    t, n, county = region.teachers, region.numbers, region.schools["county"]
    is_awarding = rules.values("service_award_yuan") > 0
    cause = np.empty(len(t), np.uint8)
    decide_leaving(
        *(t[name] for name in _LOOKED_AT), last_born(region.year), n["p_retire_early"],
        np.where(region.staff.is_rural, n["p_quit_rural"], n["p_quit_town"]),
        odds_by_age(OLDEST, n["odds_quit_10_years"], n["odds_quit_5_years_here"]),
        *pay.rates(region, rules), paid_share(region)[county],
        n["rural_subsidy_effective_share"] - 1e-9, n["odds_quit_at_threshold"], _AWARD_NEAR,
        np.where(is_awarding, n["odds_quit_award"], 1.0)[county], _EARLY, _QUIT, region.luck, region.year, cause,
    )  # fmt: skip
    return cause


def _take_posts(region: Region, cause: np.ndarray) -> np.ndarray:
    """Let special-post teachers whose contract is over take a vacant post of the county; return who does, rows.

    Who would stay and finds no vacant post goes too: special posts are taken over within the total of posts.
    """
    t = region.teachers
    over = np.flatnonzero(cause == CONTRACT_ENDS)
    if not len(over):
        return over
    luck = draws_for(region.luck, _STAY, region.year, t["uid"][over])
    willing = luck < region.numbers["p_special_stays"]
    would = over[willing]
    county = region.schools["county"][t["home_school"][would]]
    takes = would[first_of_groups(county, luck[willing], _vacant_posts(region, cause == STAYS))]
    t.writable("contract")[takes] = IN_POST
    t.writable("year_contract_ends")[takes] = 0
    region.staff.add("n_special_stayed", t["home_school"][takes], t["stage"][takes])
    return takes


def _vacant_posts(region: Region, stays: np.ndarray) -> np.ndarray:
    """Return teacher posts of the last census that nobody who stays holds, int64 (counties,)."""
    t, s, n = region.teachers, region.schools, region.geography.n_counties
    posts = np.bincount(s["county"], s["teacher_posts"], n).astype(np.int64)
    held = np.bincount(s["county"][t["home_school"][stays & (t["contract"] == IN_POST)]], minlength=n)
    return np.maximum(0, posts - held)
