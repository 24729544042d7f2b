"""Private schools (民办学校): they recruit at the time of the public ones (公民同招), and sell seats to the county."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.base.errors import Say
from sim.kernels.codes import GRADES, PRIVATE, WAITING
from sim.kernels.lines import ranks_in_line
from sim.kernels.numbers import preference_weights
from sim.kernels.preferences import rank_candidates, utilities
from sim.kernels.private_places import lots, take_nearest
from sim.kernels.zones import serving_by_right
from sim.rules.private_rules import LOCAL_FIRST, NEWCOMERS_FIRST
from sim.world.quality import quality_seen
from sim.world.region import Region
from sim.world.start import BY_RIGHT

_WISH, _LOT, _BOUGHT = decision("private.wish"), decision("private.lottery"), decision("private.bought")
ENTRY_GRADES = (1, 7)
NOT_PRIVATE, LOST_ZONE = -1, -2
LOTTERY = Say("lottery of a private school", "民办学校摇号")


def by_right(region: Region) -> np.ndarray:
    """Return which grades of which schools take children by right, bool (schools, 9): public ones, or all there is."""
    return serving_by_right(*(region.schools[name] for name in BY_RIGHT))


def recruiting(region: Region) -> np.ndarray:
    """Return which private schools recruit for which grade, bool (schools, 9): entry grades that are nobody's by right.

    In counties told by their schools alone a private school has its share of entrants like every other.
    """
    s, grades = region.schools, np.arange(1, GRADES + 1)
    taught = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    is_private = region.is_open & (s["ownership"] == PRIVATE) & ~region.is_by_shares[s["county"]]
    return taught & is_private[:, None] & np.isin(grades, ENTRY_GRADES) & ~by_right(region)


def recruit(
    region: Region, rules, rows: np.ndarray, home: np.ndarray, grade: np.ndarray, seats: np.ndarray
) -> np.ndarray:
    """Return the private school that takes each applicant, -1 = none, and reduce its seats in place.

    A child may apply to one private school; where more apply than there are seats, lots decide. Who loses goes on to
    its public place. Pupils of a private school who go on there from grade 6 to 7 have their right: seats are kept for
    them, and they apply nowhere.

    Parameters
    ----------
    rows, home, grade : int arrays (applicants,)
        Rows of the child table, settlement, grade applied for; those not waiting for grade 1 or 7 are passed over.
    seats : int array (schools, 9)
        Free seats.

    Returns
    -------
    int32 array (applicants,)
        `LOST_ZONE` (-2) instead of -1 for who applied, lost, and with it lost the right to the zone's school, where
        the rulebook says so (`private_losers_keep_zone`). A right to go on at the own school stays.
    """
    out = np.full(len(rows), NOT_PRIVATE, np.int32)
    if not (region.schools["ownership"] == PRIVATE).any():
        return out
    recruits = recruiting(region)
    if not recruits.any():
        return out
    goes_on = _goes_on(region, rows)
    may_apply = (region.children["status"][rows] == WAITING) & np.isin(grade, ENTRY_GRADES)
    may_apply &= ~(goes_on & (region.schools["ownership"][region.children["school"][rows]] == PRIVATE))
    mine = np.flatnonzero(may_apply)
    asked = _asked(region, rows[mine], home[mine], grade[mine], recruits)
    mine, asked = mine[asked >= 0], asked[asked >= 0]
    free = np.maximum(seats - _kept(region, rows[goes_on], grade[goes_on], seats.shape), 0)
    won = _draw_lots(region, rows[mine], asked, grade[mine], free)
    np.subtract.at(seats, (asked[won], grade[mine[won]] - 1), 1)
    out[mine[won]] = asked[won]
    keeps = rules.values("private_losers_keep_zone")[region.geography.county[home[mine]]] > 0
    out[mine[~won & ~keeps & ~goes_on[mine]]] = LOST_ZONE
    return out


def buys_seats(rules) -> bool:
    """Tell whether any county buys seats of private schools this year."""
    return bool(rules.values("share_private_seats_bought").any())


def buy_seats(
    region: Region, rules, left_rows: np.ndarray, home: np.ndarray, grade: np.ndarray, is_local: np.ndarray,
    seats: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return the private school in which the county buys each child a seat (购买学位), -1 = none; seats fall in place.

    Of each private school's free entry seats the county buys up to `share_private_seats_bought` a year, whole seats
    only; a child gets the nearest one within the limit of its grade. Children choose in the order the rulebook
    declares (`bought_seats_order`), then by lot.

    Parameters
    ----------
    left_rows, home, grade : int arrays (children,)
        Rows of the child table, settlement and grade of children for whom no public seat within the limit is left.
    is_local : bool array (children,)
        Whom the county must place.
    seats : int array (schools, 9)
        Free seats, after `recruit`. Called once a year, for all grades: a second call would buy of what is left.
    """
    out, share = np.full(len(left_rows), NOT_PRIVATE, np.int64), rules.values("share_private_seats_bought")
    if not buys_seats(rules) or not len(left_rows):
        return out
    share = share[region.schools["county"]]
    bought = np.floor(share[:, None] * np.where(recruiting(region), seats, 0) + 1e-9).astype(np.int64)
    if not bought.any():
        return out
    county, before = region.geography.county[home], bought.copy()
    turn = _turn(rules.values("bought_seats_order")[county], np.asarray(is_local, bool))
    uid = region.children["uid"][left_rows]
    order = np.lexsort((uid, draws_for(region.luck, _BOUGHT, region.year, uid), turn))
    limit = rules.minutes_limits()[county, grade - 1]
    for is_stage, which, minutes in _in_reach(region, home, grade):
        taken = take_nearest(order[is_stage[order]], grade, which, minutes, limit, bought)
        out = np.maximum(out, taken)
    seats -= before - bought
    has_one = out >= 0
    region.bought_seats.add(uid[has_one], out[has_one])
    return out


def _goes_on(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return who has a right to go on at its own school and has not moved away from it this year, bool (rows,)."""
    c = region.children
    moved = region.households["year_moved"][c["household"][rows]] == region.year
    return (c["status"][rows] == WAITING) & (c["school"][rows] >= 0) & ~moved


def _kept(region: Region, rows: np.ndarray, grade: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the seats kept for those who go on at their own school, int array of `shape`."""
    out = np.zeros(shape, np.int64)
    np.add.at(out, (region.children["school"][rows], grade - 1), 1)
    return region.peers.to_owners(out, region.schools["county"])


def _asked(region: Region, rows, home, grade, recruits: np.ndarray) -> np.ndarray:
    """Return the private school each child applies to, -1 = none, int64 (children,)."""
    out = np.full(len(rows), NOT_PRIVATE, np.int64)
    for is_stage, which, minutes in _in_reach(region, home, grade):
        child, k = np.nonzero((which >= 0) & recruits[which, grade[:, None] - 1] & is_stage[:, None])
        mine, first = np.unique(child, return_index=True)
        # each child's pairs begin with the public school it would be given
        school = np.insert(which[child, k], first, region.zone[home[mine], grade[mine] - 1])
        way = np.insert(minutes[child, k], first, region.zone_minutes[home[mine], grade[mine] - 1])
        is_private = np.insert(np.ones(len(child), bool), first, False)
        begins = np.append(first + np.arange(len(first)), len(school))
        utility = _utility(region, school, way, is_private, np.repeat(rows[mine], np.diff(begins)))
        school_uid = np.where(is_private, region.schools["uid"][school], np.uint64(0))
        uid = region.children["uid"][rows[mine]]
        order = rank_candidates(begins, utility, uid, school_uid, region.luck, _WISH, region.year, 1.0)
        best = order[begins[:-1]]
        out[mine] = np.where(is_private[best], school[best], NOT_PRIVATE)
    return out


def _utility(region: Region, school, minutes, is_private: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return what each school is worth to a child's family, float (pairs,); `rows` are rows of the child table."""
    n = region.numbers
    income = region.households["income"][region.children["household"][rows]].astype(np.float64)
    quality = np.append(quality_seen(region.schools).astype(np.float64), 0.0)  # the last: no school
    nothing = np.zeros(len(school))
    worth = utilities(
        minutes, quality[school], nothing, nothing, nothing, nothing, ~is_private, preference_weights(n)
    )
    return worth + np.where(is_private, n["private_pull"] + n["private_income"] * (income - 0.5), 0.0)


def _in_reach(region: Region, home: np.ndarray, grade: np.ndarray):
    """Yield for each stage who is of it, bool (children,), and candidate schools with minutes by child."""
    g = region.geography
    is_junior = grade > 6
    yield ~is_junior, g.candidates_primary[home], g.minutes_primary[home]
    yield is_junior, g.candidates_junior[home], g.minutes_junior[home]


def _draw_lots(region: Region, rows, school, grade, free: np.ndarray) -> np.ndarray:
    """Return who of the applicants to a school wins a seat, bool (applicants,), and tell the trace of the lottery."""
    lot = lots(region.luck, _LOT, region.year, region.children["uid"][rows], region.schools["uid"][school])
    cell = school * GRADES + grade - 1
    rank = ranks_in_line(np.arange(len(rows) + 1), cell, lot, free.size)
    seats = free.reshape(-1)[cell]
    region.trace.note(
        "admission.asked", region.year, rows, school=school, grade=grade, rule="private_lottery",
        rule_title=LOTTERY, lottery=lot, rank=rank + 1, in_line=np.bincount(cell, minlength=1)[cell], seats=seats,
    )  # fmt: skip
    return rank < seats


def _turn(order: np.ndarray, is_local: np.ndarray) -> np.ndarray:
    """Return the turn of each child by the declared order of its county, int (children,), 0 before 1."""
    return np.where(order == LOCAL_FIRST, ~is_local, (order == NEWCOMERS_FIRST) & is_local).astype(np.int64)
