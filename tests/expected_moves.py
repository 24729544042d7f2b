"""The expected first year of a county in plain numpy: deaths, births, families' choices, adults' moves, arrivals.

Written after docs/model.md; nothing is drawn, and no kernel is called. Chances of families are those of the start state
with all children alive: a death changes them by one part in a thousand of one part in a hundred.
"""

from dataclasses import dataclass, field
from itertools import product

import numpy as np

from sim.base.draws import draws_for
from sim.kernels.codes import AWAY, BELOW_AGE, COUNTY_SEAT, ENROLLED, LOCAL, MOVE_NAMES
from sim.kernels.moves import KIN, N_ALTERNATIVES
from sim.world.start import Start
from tests.expected_choices import (
    BACK,
    LEAVE_CHILD,
    OUT,
    SEAT,
    STAY,
    TOWNSHIP,
    at_school,
    chances_of,
    utilities,
)

MIDDLES = (np.arange(200) + 0.5) / 200  # incomes of new families are equally likely ranks


@dataclass
class Year:
    """What is added up: the table of people, residents in families by settlement, and tallies."""

    begin: Start
    numbers: dict[str, float]
    table: np.ndarray
    members: np.ndarray
    exam_rights: float = 0.0
    tally: dict[str, float] = field(default_factory=dict)

    def count(self, name: str, value) -> None:
        self.tally[name] = self.tally.get(name, 0.0) + float(np.sum(value))

    def settle(self, settlement, age, sex: int | np.ndarray, chance) -> None:
        """Add residents in families."""
        np.add.at(self.members, (settlement, age, sex), chance)


@dataclass
class Group:
    """Families, a row each: where they live, with what chance they and each member are there, what they choose."""

    home: np.ndarray
    hukou_home: np.ndarray
    is_local: np.ndarray
    away: np.ndarray
    mother: np.ndarray
    father: np.ndarray
    mother_age: np.ndarray
    father_age: np.ndarray
    weight: np.ndarray
    chances: np.ndarray
    child_family: np.ndarray
    child_age: np.ndarray
    child_girl: np.ndarray
    child: np.ndarray
    is_junior: np.ndarray  # in grades 7-9; of the children there before the births
    is_pupil: np.ndarray  # in grades 1-9, likewise
    follows: (
        np.ndarray
    )  # chance that pupils follow the parents who are away, if the family chooses to stay ...
    in_seat: np.ndarray  # ... and that these work at the county seat


def first_year(
    begin: Start, numbers: dict[str, float], *, deaths=1.0, births=1.0, moves=1.0, rights=0.0
) -> Year:
    """Return the expected year after the start; factors spoil rates of dying, of birth and of families' moves.

    `rights` is the right of newcomers to sit the exam after grade 9 where they live.
    """
    y = Year(begin, numbers, None, np.zeros((begin.geography.n_settlements, 101, 2)), rights)
    dying = begin.vitals.death_rate[1] * deaths
    y.table = np.zeros(begin.adults.shape)
    alive = begin.adults * (1 - dying)[None, :, :, None]
    y.table[:, 1:] = alive[:, :-1]
    y.table[:, -1] += alive[:, -1]
    y.count("adult_deaths", begin.adults * dying[None, :, :, None])
    old = _start_families(y, dying)
    level = begin.vitals.level[1, 0] * births
    later = _later_births(old, begin, level)
    new = _first_births(y, level)
    _births_away(y, level)
    for group, born in ((old, later), (new, new.weight)):
        _add_newborn(group, born, numbers["sex_ratio_birth"])
        group.chances = np.where(np.arange(7) == STAY, 1 - moves * (1 - group.chances), moves * group.chances)
        y.count("births", born)
        y.count("births_registered", born * group.is_local)
        _move(y, group, _follow(y, group))
    _arrivals(y)
    _adults(y)
    return y


def _start_families(y: Year, dying: np.ndarray) -> Group:
    """Let families of the start age; children who turn 18 and parents without others go to the table."""
    begin, numbers = y.begin, y.numbers
    h, c, g = begin.households, begin.children, begin.geography
    year, place = begin.year + 1, g.place[h["settlement"]]
    family, girl = c["household"].astype(int), c["sex"].astype(int)
    age = year - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    child = 1 - dying[age - 1, girl]
    grown, standing = age == 18, (h["hukou"] != 0).astype(int)
    y.count("child_deaths", 1 - child)
    y.count("grown_up", child[grown])
    np.add.at(y.table, (place[family[grown]], 18, girl[grown], standing[family[grown]]), child[grown])
    gone = np.ones(len(h))
    np.multiply.at(gone, family, 1 - child * ~grown)
    parents = []
    for born, sex, leaves_first in (("mother_year", 1, 2), ("father_year", 0, 1)):
        at = np.minimum(100, year - h[born].astype(int))
        alive = np.where(h[born] > 0, 1 - dying[np.minimum(100, at - 1), sex], 0.0)
        y.count("adult_deaths", (h[born] > 0) - alive)
        is_away = h["parents_away"] >= leaves_first
        kept = ~(is_away & (standing == 1))
        np.add.at(y.table, (place, at, sex, np.where(is_away, AWAY, standing)), alive * gone * kept)
        y.count("parents_left_region", alive * gone * ~kept)
        parents += [alive * (1 - gone), at]
    entry, grade = at_school(begin)
    names = ("settlement", "hukou_settlement", "hukou", "tenure", "income", "parents_away")
    home, hukou_home, hukou, tenure, income, away = (h[name].astype(float) for name in names)
    home, hukou_home, away = (column.astype(int) for column in (home, hukou_home, away))
    near_exam = np.zeros(len(h), bool)
    near_exam[family[(c["status"] == ENROLLED) & (c["grade"] >= 5) & (c["grade"] < 9)]] = True
    from_outside = (hukou != 0) | (g.county[hukou_home] != g.county[home])
    exam = numbers["weight_exam_rights"] * (1 - y.exam_rights) * (near_exam & from_outside)
    since = h["year_away"].astype(int)
    years = np.where(since > 0, year - since, 0)
    back = numbers["weight_exam_return"] * near_exam - numbers["weight_year_away"] * np.minimum(years, 10)
    kin = draws_for(0, KIN, 0, h["uid"]) < numbers["share_relatives_seat"]
    u = utilities(
        begin,
        numbers,
        home,
        hukou_home,
        hukou,
        tenure == 0,
        income,
        away,
        entry,
        grade,
        exam,
        kin=kin,
        back=back,
    )
    is_pupil = ((c["status"] == ENROLLED) & (c["grade"] < 9)) | ((c["status"] == BELOW_AGE) & (age >= 6))
    has_pupils = np.bincount(family[is_pupil], minlength=len(h)) > 0
    follows = numbers["p_child_follows"] * np.minimum(1.0, years / 3) * (has_pupils & (away > 0))
    in_seat = np.where(g.rank[home] == COUNTY_SEAT, 0.0, numbers["share_parents_in_seat"])
    return Group(
        home, hukou_home, hukou == 0, away, parents[0], parents[2], parents[1], parents[3], 1 - gone,
        chances_of(u, numbers, entry), family[~grown], age[~grown], girl[~grown], child[~grown],
        ((c["status"] == ENROLLED) & (c["grade"] >= 6) & (c["grade"] < 9))[~grown], is_pupil[~grown], follows, in_seat,
    )  # fmt: skip


def _later_births(old: Group, begin: Start, level: float) -> np.ndarray:
    """Return the chance of a birth to each family of the start: none within two years, none with both away."""
    h, age = begin.households, np.clip(old.mother_age, 0, 100)
    open_to = (
        (begin.year + 1 - h["year_last_birth"].astype(int) >= 2) & (old.away < 2) & (age >= 15) & (age <= 49)
    )
    return (
        old.mother
        * open_to
        * begin.vitals.later_birth[np.minimum(h["n_births"].astype(int), 2) - 1, age]
        * level
    )


def _first_births(y: Year, level: float) -> Group:
    """Take mothers and partners out of the table; new families by settlement, standing and parents' ages."""
    begin, rows = y.begin, []
    for p in range(len(y.table)):
        for k in (0, 1):
            for a in range(18, 50):
                born = y.table[p, a, 1, k] * min(1.0, begin.vitals.first_birth[a] * level)
                y.table[p, a, 1, k] -= born
                rows += [(p, k, a, b, n) for b, n in _partners(y.table[p, :, 0, k], a, born) if n > 0]
    p, k, mother_age, father_age, n = (np.array(column) for column in zip(*rows, strict=True))
    g = begin.geography
    row, home = np.nonzero(g.place[None, :] == p[:, None])
    of_place = np.bincount(g.place, g.weight)
    weight = n[row] * g.weight[home] / of_place[p[row]]
    chances = _chances_of_new(begin, y.numbers)[home, k[row]]
    nothing, none = np.zeros(0), np.zeros(0, int)
    return Group(
        home, home, k[row] == LOCAL, np.zeros(len(home), int), weight, weight * (father_age[row] > 0),
        mother_age[row], np.maximum(father_age[row], 0), weight, chances, none, none, none, nothing, none > 0, none > 0,
        0.0 * weight, 0.0 * weight,
    )  # fmt: skip


def _partners(men: np.ndarray, age: int, wanted: float):
    """Take men of the nearest ages, as far as there are any; yield (age, number), the age 0 for no partner."""
    for gap in (2, 1, 3, 0, 4, 5, -1, 6, -2, 7, 8, -3, 9, 10):
        b = age + gap
        if 18 <= b <= 100:
            taken = min(wanted, men[b])
            men[b] -= taken
            wanted -= taken
            yield b, taken
    yield 0, wanted


def _chances_of_new(begin: Start, numbers) -> np.ndarray:
    """Return the chances of a new family by settlement and standing, (settlements, 2, 7): means over incomes."""
    n = begin.geography.n_settlements
    home = np.repeat(np.arange(n), len(MIDDLES))
    income, zero = np.tile(MIDDLES, n), np.zeros(n * len(MIDDLES), int)
    out, with_kin = np.zeros((n, 2, 7)), numbers["share_relatives_seat"]
    for k in (0, 1):
        for owns, kin in product((True, False), repeat=2):
            share = (0.70 if owns else 0.30) * (with_kin if kin else 1 - with_kin)
            u = utilities(
                begin, numbers, home, home, zero + k, owns, income, zero, zero, zero, kin=float(kin)
            )
            out[:, k] += share * chances_of(u, numbers, zero).reshape(n, -1, 7).mean(axis=1)
    return out


def _births_away(y: Year, level: float) -> None:
    rate = np.minimum(1.0, y.begin.vitals.birth_away[y.begin.geography.place_county] * level)
    born = (y.table[:, 18:50, 1, AWAY] * rate[:, 18:50]).sum(axis=1)
    ratio = y.numbers["sex_ratio_birth"]
    y.table[:, 0, :, AWAY] += born[:, None] * np.array([ratio, 1.0]) / (1 + ratio)
    y.count("births_away", born)
    y.count("births_registered", born)


def _add_newborn(group: Group, born: np.ndarray, ratio: float) -> None:
    n = len(born)
    family, girl = np.tile(np.arange(n), 2), np.repeat([0, 1], n)
    group.child_family = np.append(group.child_family, family)
    group.child_age = np.append(group.child_age, np.zeros(2 * n, int))
    group.child_girl = np.append(group.child_girl, girl)
    group.child = np.append(group.child, born[family] * np.where(girl, 1.0, ratio) / (1 + ratio))


def _follow(y: Year, f: Group) -> np.ndarray:
    """Let families that would stay follow parents who are away; return the chance to live with them at the seat."""
    follows = f.chances[:, STAY] * f.follows
    joins = follows * f.in_seat
    f.chances[:, SEAT] += joins
    f.chances[:, OUT] += follows - joins
    f.chances[:, STAY] -= follows
    pupils = np.flatnonzero(f.is_pupil)
    y.count("pupils_following", f.child[pupils] * follows[f.child_family[pupils]])
    return joins


def _move(y: Year, f: Group, joins: np.ndarray) -> None:
    """Put the members of families where their choice leads; those that join parents at the seat live with them."""
    g, p = y.begin.geography, f.chances
    for k, name in enumerate(MOVE_NAMES[:N_ALTERNATIVES]):  # without a lever there is no estate to move into
        if k:
            y.count(f"families_{name}", f.weight * p[:, k])
            y.count(f"children_{name}", f.child * p[f.child_family, k])
    goes = p[:, OUT] + np.where(f.away == 0, p[:, BACK], 0.0)
    from_outside = ~f.is_local | (g.county[f.hukou_home] != g.county[f.home])
    juniors = np.flatnonzero(f.is_junior)
    family = f.child_family[juniors]
    y.count("migrant_juniors_gone", (f.child[juniors] * (goes * from_outside)[family]))
    back_home = np.where(f.away > 0, f.home, f.hukou_home)
    goes_to = {STAY: f.home, TOWNSHIP: g.seat_of_township[f.home], SEAT: g.seat_sample[f.home],
               LEAVE_CHILD: f.home, BACK: back_home}  # fmt: skip
    both, one = (y.numbers[f"share_{who}_away"] for who in ("both_parents", "one_parent"))
    stays = (
        (one / (both + one))
        * (f.away == 0)
        * np.divide(f.father, f.weight, out=np.zeros_like(f.father), where=f.weight > 0)
    )
    for k, there in goes_to.items():
        mother = f.mother * {LEAVE_CHILD: stays, BACK: 1.0}.get(k, f.away < 2)
        father = f.father * {LEAVE_CHILD: 0.0, BACK: 1.0}.get(k, f.away < 1)
        come = joins if k == SEAT else 0.0 * joins
        y.settle(there, f.mother_age, 1, mother * p[:, k] + f.mother * (f.away >= 2) * come)
        y.settle(there, f.father_age, 0, father * p[:, k] + f.father * (f.away >= 1) * come)
        y.settle(there[f.child_family], f.child_age, f.child_girl, f.child * p[f.child_family, k])
    _leave(y, f, f.child_family, f.child_age, f.child_girl, f.child, "children_left_region", "children_away")
    everyone = np.arange(len(f.home))
    for age, sex, alive in ((f.mother_age, 1, f.mother), (f.father_age, 0, f.father)):
        _leave(y, f, everyone, age, sex, alive, None, "parents_away")
        y.count("parents_left_region", alive * p[:, OUT] * ~f.is_local)


def _leave(y: Year, f: Group, family, age, sex, chance, of_all: str | None, of_local: str) -> None:
    """Let members of families that go out as a whole be away where their hukou stands."""
    goes, local = chance * f.chances[family, OUT], f.is_local[family]
    place = y.begin.geography.place[np.where(local, f.hukou_home[family], 0)]
    np.add.at(y.table, (place, age, sex, AWAY), goes * local)
    if of_all:
        y.count(of_all, goes)
    y.count(of_local, goes * local)


def _arrivals(y: Year) -> None:
    """Add migrant families: children of 0-14, a fifth of those of 3 and more with a second one three years younger."""
    g, by_place = y.begin.geography, y.begin.behaviour.family_arrivals
    weight = g.weight / np.bincount(g.place, g.weight)[g.place] * by_place[g.place]
    y.count("families_arrived", weight)
    y.count("parents_arrived", 2 * weight)
    every = np.arange(len(weight))
    for age in range(15):
        for child, share in ((age, 1.0), (age - 3, 0.2 if age >= 3 else 0.0)):
            y.count("children_arrived", weight * share / 15)
            for sex in (0, 1):
                y.settle(every, max(child, 0), sex, weight * share / 30)
        for years in range(22, 32):
            y.settle(every, age + years, 1, weight / 150)
            y.settle(every, age + years + 2, 0, weight / 150)


def _adults(y: Year) -> None:
    """Let people of the table move, and people away change register, in proportion to those who have left."""
    b, table = y.begin.behaviour, y.table
    chance = np.minimum(1.0, b.adult_rates[None] * b.adult_scale[:, :, None, None])
    chance[:, :, :18] = 0.0
    gone, back = table[..., 0] * chance[:, 1], table[..., 2] * chance[:, 2]
    left = table[..., 1] * chance[:, 3]
    come = np.repeat((b.adult_arrivals[:, None] * b.arrival_share / 2)[:, :, None], 2, axis=2)
    come[:, :18] = 0.0
    table[..., 0] += back - gone
    table[..., 1] += come - left
    table[..., 2] += gone - back
    first, stop = y.begin.geography.place_seat[0]
    outside = np.ones(len(table), bool)
    outside[first:stop] = False
    moved = table[..., 0] * chance[:, 0] * outside[:, None, None]
    table[..., 0] -= moved
    table[first:stop, ..., 0] += moved.sum(axis=0) / (stop - first)
    flows = (moved, gone, back, left, come)
    names = ("adults_to_seat", "adults_away", "adults_returned", "newcomers_left", "newcomers_arrived")
    for name, flow in zip(names, flows, strict=True):
        y.count(name, flow)
    leavers = sum(y.tally[name] for name in ("adults_away", "children_away", "parents_away"))
    y.count("hukou_left", b.hukou_out[0] * leavers)


def residents_by_zone(y: Year) -> np.ndarray:
    """Return expected residents by zone kind, age and sex, (3, 101, 2)."""
    g, out = y.begin.geography, np.zeros((3, 101, 2))
    np.add.at(out, g.place_zone, y.table[..., :2].sum(axis=3))
    np.add.at(out, g.zone, y.members)
    return out
