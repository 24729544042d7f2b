"""Teachers move between schools of a county (县域调配): from closed schools, to new ones, from surplus to shortage."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.filling import largest_first, matched, new_homes, ordinals
from sim.kernels.staff_count import rows_at
from sim.processes.teacher_transfers import transfer, who_moves
from sim.world.central_schools import central_schools
from sim.world.region import Region
from sim.world.teacher_posts import (
    holders,
    holders_and_movable,
    taught_stages,
    vacancies,
)

_CONSENTS = decision("teacher.consents_to_move")


def run(region: Region, rules) -> None:
    """Rehouse who has lost the school, staff new schools, share within pools, and reallocate what the rules allow."""
    taught = taught_stages(region)
    rehouse(region, taught)
    send_guests_home(region, taught)
    staff_new_schools(region, taught)
    share_in_pools(region, rules)
    reallocate(region, rules)


def send_guests_home(region: Region, taught: np.ndarray) -> None:
    """Let guests of a school that no longer teaches their stage come back; `taught` bool (schools, 2)."""
    t = region.teachers
    lost = rows_at(t["school"], t["stage"], ~taught)
    lost = lost[t["school"][lost] != t["home_school"][lost]]
    t.writable("school")[lost] = t["home_school"][lost]
    t.writable("year_back")[lost] = 0


def rehouse(region: Region, taught: np.ndarray) -> None:
    """Give teachers whose home school closed, went private or gave up their stage a new one in the county.

    One by one to the school of the stage that lacks most, the nearer first; where none lacks any, all to the nearest
    as surplus. Without a school of the stage they teach the other one; a county left without a public school lets
    them go, as a contract that ends.
    """
    t = region.teachers
    lost = rows_at(t["home_school"], t["stage"], ~taught)
    if len(lost) == 0:
        return
    lost = lost[np.lexsort([t[name][lost] for name in ("uid", "stage", "home_school")])]
    stage, to, schools = t["stage"][lost], np.empty(len(lost), np.int64), region.schools
    new_homes(
        t["home_school"][lost], stage, schools["county"], taught, vacancies(region),
        *(schools[name] for name in ("x", "y", "uid")), to,
    )  # fmt: skip
    finds = to >= 0
    transfer(region, lost[finds], to[finds], stage[finds])
    if not finds.all():
        _let_go(region, lost[~finds])


def _let_go(region: Region, rows: np.ndarray) -> None:
    t = region.teachers
    region.staff.add("n_contract_ended", t["home_school"][rows], t["stage"][rows])
    keeps = np.ones(len(t), bool)
    keeps[rows] = False
    t.keep(keeps)


def staff_new_schools(region: Region, taught: np.ndarray) -> None:
    """Fill new and growing schools at once: from surplus up to their posts, the nearer first where it is as large.

    What is then missing to a teacher a room comes from the schools of the county with most teachers a class, never
    below one a class there: a new school can hold its rooms' classes from the first day (assumption).
    """
    s = region.schools
    new = region.is_growing[:, None] & taught
    if not new.any():
        return
    posts, per_class = s["teacher_posts_by_stage"].astype(np.int64), region.numbers["min_teachers_per_class"]
    for row, stage in np.argwhere(new & (posts > holders(region))):
        here = taught[:, stage] & ~region.is_growing & (s["county"] == s["county"][row])
        held, can = (counts[:, stage] for counts in holders_and_movable(region))
        wants = int(posts[row, stage] - held[row])
        surplus = np.where(here, np.minimum(held - posts[:, stage], can), 0)
        ties = _km(region, row, np.arange(len(s))), s["uid"]
        givers = largest_first(surplus, wants, *ties)
        rooms = np.ceil(s["rooms"][row] * per_class * posts[row, stage] / max(1, posts[row].sum()))
        more = int(min(posts[row, stage], rooms) - held[row] - len(givers))
        if more > 0:
            left = held - np.bincount(givers, minlength=len(s))
            spare = np.where(
                here, np.minimum(can - (held - left), left - _least(region, stage, per_class)), 0
            )
            givers = np.r_[givers, _most_a_class(region, left, spare, stage, more, ties)]
        transfer(region, who_moves(region, givers * 2 + stage), np.full(len(givers), row))


def _least(region: Region, stage: int, per_class: float) -> np.ndarray:
    classes = _classes(region, stage)
    return np.ceil(classes * max(1.0, per_class)).astype(np.int64)


def _classes(region: Region, stage: int) -> np.ndarray:
    classes = region.schools["classes"]
    return (classes[:, :6] if stage == 0 else classes[:, 6:]).sum(axis=1)


def _most_a_class(
    region: Region, held: np.ndarray, spare: np.ndarray, stage: int, n: int, ties: tuple[np.ndarray, ...]
) -> np.ndarray:
    """Return the school of each of `n` teachers, taken one by one where teachers a class are most."""
    spare = np.maximum(spare, 0)
    place = np.repeat(np.arange(len(spare)), spare)
    a_class = (held[place] - ordinals(place)) / np.maximum(1, _classes(region, stage)[place])
    order = np.lexsort((*(tie[place] for tie in reversed(ties)), -a_class))
    return place[order[:n]]


def share_in_pools(region: Region, rules) -> None:
    """Move teachers freely within the pool of a central school (中心校一体化), from surplus to vacancies."""
    s = region.schools
    shares = rules.values("pools_township_staff")[s["county"]] > 0
    if not shares.any():
        return
    pool = np.where(shares, central_schools(s), -1)
    group = np.where(pool[:, None] >= 0, pool[:, None] * 2 + [0, 1], -1).reshape(-1)
    givers, receivers, _ = _matched(region, group, *holders_and_movable(region))
    transfer(region, who_moves(region, givers), receivers // 2)


def reallocate(region: Region, rules) -> None:
    """Ask teachers of schools with surplus to go where posts are vacant (县域统筹), as many as the limit allows.

    The largest surplus gives to the largest vacancy. Who does not consent stays, and the place is not asked for again
    that year; under `county_hire` all consent.
    """
    s, t = region.schools, region.teachers
    if not rules.values("reallocation_limit").any():
        return
    held, movable = holders_and_movable(region)
    limit = np.floor(rules.values("reallocation_limit") * _by_county(region, held) + 1e-9)
    if not limit.any():
        return
    county = s["county"].astype(np.int64)
    group = (county[:, None] * 2 + [0, 1]).reshape(-1)
    givers, receivers, short = _matched(region, group, held, movable)
    of = county[receivers // 2]
    order = np.lexsort((s["uid"][receivers // 2], -short, of))
    chosen = np.sort(order[ordinals(of[order]) < limit[of[order]]])
    rows, to = who_moves(region, givers[chosen]), receivers[chosen] // 2
    p, free = region.numbers["p_consents_to_move"], rules.values("county_hire")[county[to]]
    consents = draws_for(region.luck, _CONSENTS, region.year, t["uid"][rows]) < p + (1 - p) * free
    transfer(region, rows[consents], to[consents])


def _matched(
    region: Region, group: np.ndarray, held: np.ndarray, movable: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Match teachers over and who may move to vacancies within groups of cells (school x 2 + stage), -1 = none."""
    vacant = (region.schools["teacher_posts_by_stage"] - held).reshape(-1)
    over = np.minimum(-vacant, movable.reshape(-1))
    return matched(over, vacant, group, np.repeat(region.schools["uid"], 2))


def _by_county(region: Region, by_school: np.ndarray) -> np.ndarray:
    return np.bincount(region.schools["county"], by_school.sum(axis=1), region.geography.n_counties)


def _km(region: Region, row: int, others: np.ndarray) -> np.ndarray:
    s = region.schools
    return np.hypot(s["x"][others] - s["x"][row], s["y"][others] - s["y"][row])
