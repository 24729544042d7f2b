"""Public funds and aid 公用经费、两免一补 (model.md step 8): counted on the pupils of the census, for the ledger.

Who pays. A pupil brings public funds, textbooks and, when poor and reached, living aid (`sim.rules.fund_rates`).
They are allotted where the ROLL (学籍) stands, public and private schools alike (国发〔2015〕67号 names 民办学校). As
long as the roll is behind, a school draws the funds of who has left it (空挂学籍), and one where children sit without a
roll gets nothing for them. From the census on at which a child has sat elsewhere for `funds_lag_years` before, the part
`funds_follow_share` goes where it sits instead (钱随人走): within a county at once as funds of the other school; from
county to county as funds followed, out of the roll's county and into the pupil's; from outside the region into it
only. What is left by who sits nowhere in the region is not granted. A year of a pupil's whole yuan is split pupil by
pupil, so that nothing is lost in rounding: in the region, funds followed in less those from outside are those out.

Seats bought in private schools are paid for beside, out of the county budget, for who sits in one.

Aid of who sits in a school goes with the funds; those absent get none. What a county gives beside the national rates
(`sim.processes.aid`) it pays itself. Supplements for boarders, small schools and heating stay where pupils sit. A
heating supplement that a county does not tell is no cost and no funds: a gap.
"""

from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import BOARD, ENROLLED, LEFT, URBAN
from sim.kernels.rows import rows_of
from sim.processes import aid
from sim.rules.fund_rates import PupilMoney, pupil_money
from sim.world.region import Region
from sim.world.running_cost import bought_seats_yuan

PUBLIC, BOOKS, AID = range(3)  # what goes with a pupil
# Kind of money -> how the names of the rates it depends on begin.
_RATES = {
    "public_funds": ("public_funds",), "school_running": ("public_funds", "boarder"),
    "small_school_funds": ("public_funds",), "boarder_funds": ("boarder",), "textbooks": ("textbooks",),
    "living_aid": ("living_aid",), "aid_funds": ("textbooks", "living_aid"),
    "funds_followed_in": ("public_funds", "textbooks", "living_aid"),
    "funds_followed_out": ("public_funds", "textbooks", "living_aid"),
}  # fmt: skip


@dataclass(frozen=True)
class Portable:
    """What goes with pupils: public funds, textbooks and living aid by school, whole yuan, int64 arrays (schools, 3).

    Attributes
    ----------
    spent : what a school has for its pupils
    out, into : what goes to another county, and what comes from elsewhere
    """

    spent: np.ndarray
    out: np.ndarray
    into: np.ndarray


def count(region: Region, rules, orders) -> None:
    """Count the funds of the census for the ledger of the year."""
    money, seated = pupil_money(region.year), aid.give(region, rules)
    portable = _portable(region, rules, money, seated)
    spent = portable.spent
    boarders = seated[:, :, 1].sum(axis=(1, 2))
    small = _small_school_funds(region, rules, money, seated, spent[:, PUBLIC], boarders)
    granted = spent + portable.out - portable.into
    heating = _heating(region, seated.sum(axis=(1, 2, 3)))
    lines = {
        "public_funds": granted[:, PUBLIC], "small_school_funds": small, "boarder_funds": boarders * money.boarder,
        "heating_funds": heating, "aid_funds": granted[:, BOOKS] + granted[:, AID],
        "funds_followed_in": portable.into.sum(axis=1), "funds_followed_out": portable.out.sum(axis=1),
        "school_running": spent[:, PUBLIC] + small + boarders * money.boarder, "heating": heating,
        "textbooks": spent[:, BOOKS], "living_aid": spent[:, AID],
        "extra_aid": aid.extra_yuan(region, rules, seated[:, :, :, 1].sum(axis=2)),
    }  # fmt: skip
    for kind, yuan in lines.items():
        region.ledger.hold(kind, yuan)
    region.ledger.hold("bought_seats", bought_seats_yuan(region, rules))
    region.ledger.carried_on = frozenset(
        kind for kind, rates in _RATES.items() if any(name.startswith(rates) for name in money.carried_on)
    )


def _portable(region: Region, rules, money: PupilMoney, seated: np.ndarray) -> Portable:
    """Return what goes with pupils: all where they sit, but for those whose roll stands elsewhere."""
    n = len(region.schools)
    spent = seated.reshape(n, -1) @ money.portable.reshape(3, -1).T
    out, into = np.zeros_like(spent), np.zeros_like(spent)
    behind = rows_of(region.children["years_behind"])
    _move_misregistered(region, rules, money, behind, spent, out, into)
    _add_absent(region, rules, money, behind, spent)
    for yuan in (spent, out, into):
        region.peers.to_owners(yuan, region.schools["county"])
    return Portable(spent, out, into)


def _move_misregistered(region: Region, rules, money: PupilMoney, behind, spent, out, into) -> None:
    """Take what pupils on another roll, or on none, do not bring from where they sit, and give it where the roll is."""
    c, county = region.children, region.schools["county"]
    rows = behind[c["status"][behind] == ENROLLED]
    if not len(rows):
        return
    seat, roll = c["school"][rows].astype(np.int64), c["register_school"][rows].astype(np.int64)
    boards = (c["way"][rows] == BOARD).astype(np.int64)
    aided = (c["aid_yuan"][rows] > 0).astype(np.int64)
    full = money.portable[:, _stage(c["grade"][rows]), boards, aided].T
    has_roll = roll >= 0
    payer = np.where(has_roll, county[roll], county[seat])
    moved = _moved(rules, payer, c["years_behind"][rows], full)
    crosses = ~has_roll | (county[roll] != county[seat])
    np.add.at(spent, seat, moved - full)
    np.add.at(spent, roll[has_roll], (full - moved)[has_roll])
    np.add.at(out, roll[crosses & has_roll], moved[crosses & has_roll])
    np.add.at(into, seat[crosses], moved[crosses])


def _add_absent(region: Region, rules, money: PupilMoney, behind, spent) -> None:
    """Give schools the public funds of those on their roll who sit nowhere in the region, less what follows."""
    c, gone = region.children, region.departed
    status = c["status"][behind]
    rows = behind[(c["register_school"][behind] >= 0) & (status != ENROLLED) & (status != LEFT)]
    roll = np.append(c["register_school"][rows], gone.school).astype(np.int64)
    if not len(roll):
        return
    stage = _stage(np.append(c["grade"][rows], gone.grade))
    years = np.append(c["years_behind"][rows], gone.years)
    full = money.portable[PUBLIC, stage, 0, 0][:, None]
    left = full - _moved(rules, region.schools["county"][roll], years, full)
    np.add.at(spent[:, PUBLIC], roll, left[:, 0])


def _moved(rules, payer: np.ndarray, behind: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Return what follows of the yuan `full` (pupils, parts), by the rules of the county `payer` (pupils,)."""
    years = np.maximum(0, rules.values("register_lag_years")[payer] - behind.astype(np.int64))
    follows = years >= rules.values("funds_lag_years")[payer]
    share = np.where(follows, rules.values("funds_follow_share")[payer], 0.0)
    return np.floor(full * share[:, None] + 0.5).astype(np.int64)


def _stage(grade: np.ndarray) -> np.ndarray:
    return (grade > 6).astype(np.int64)


def _small_school_funds(
    region: Region, rules, money: PupilMoney, seated: np.ndarray, spent: np.ndarray, boarders: np.ndarray
) -> np.ndarray:
    """Return what lifts the public funds of small schools to those of their floor, with the supplement, (schools,).

    Schools with pupils outside 城区, at the mean quota of their own pupils.
    """
    county = region.schools["county"]
    floor = rules.values("small_school_floor")[county]
    boarding = np.maximum(floor, rules.values("small_boarding_floor")[county])
    floor = np.where(boarders > 0, boarding, floor)
    pupils = seated.sum(axis=(1, 2, 3))
    is_small = (pupils > 0) & (pupils < floor) & (region.schools["zone"] != URBAN)
    quota = seated.sum(axis=(2, 3)) @ money.portable[PUBLIC, :, 0, 0] / np.maximum(1, pupils)
    lift = np.maximum(0.0, floor * quota - spent) + rules.values("small_school_supplement")[county]
    return np.where(is_small, np.floor(lift + 0.5), 0.0).astype(np.int64)


def _heating(region: Region, pupils: np.ndarray) -> np.ndarray:
    """Return the heating supplement, yuan (schools,); nothing where the county does not tell its rate."""
    if region.county_money is None:
        return np.zeros(len(pupils), np.int64)
    told = region.county_money.heating
    rate = np.where(np.isnan(told), 0.0, told)[region.schools["county"]]
    return np.floor(pupils * rate + 0.5).astype(np.int64)
