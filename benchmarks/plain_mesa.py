"""A twin in plain Mesa of part of the year: ageing, admission by zone and group, class formation, dropout.

One object a child, a family and a school, with the same rules and the same luck: every draw is that of the model, a
function of seed, decision, year and child. It shares with the model the start, the numbers, the rules of each year and
the function that draws; all else is written anew. `benchmarks.mesa_twin` sets it beside the model.
"""

from collections import Counter
from dataclasses import dataclass
from math import exp, floor

import mesa

from sim.base.draws import decision, uniform_of
from sim.kernels.boarding import YOUNG
from sim.kernels.codes import (
    BELOW_AGE,
    BOARD,
    CONTINUING,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    HUKOU_REGION,
    IN_ZONE,
    LEFT,
    OVER_CAPACITY,
    OVERFLOW,
    OWNER,
    UNPLACED,
    WAITING,
)

LATE, CHILD_DEATH, TIE, OVERFLOW_LOTTERY, UNPLACED_LEAVES = (
    decision(name)
    for name in (
        "vitals.late_entry",
        "child.death",
        "admission.tie",
        "overflow.lottery",
        "admission.unplaced",
    )
)
ATTAINMENT, DROP, RETURN = (decision(f"dropout.{name}") for name in ("attainment", "drop", "return"))
AGE_LIMIT = 15  # last age at which the duty to attend holds
LARGEST_HAZARD = 0.6
GRADES = range(1, 10)
FLOWS = ("entrants", "overflow", "over_capacity", "dropouts", "returns")


@dataclass(frozen=True)
class Rules:
    """What holds in a county in a year; lists by grade 1-9."""

    planned_size: list[int]
    forming_size: list[int]
    cutoff: list[int]
    minutes_limit: list[float]
    merge_below: float
    multigrade_max: int
    has_hard_stop: bool
    stops_transfers: bool
    permit_months: int


class School(mesa.Agent):
    """A school with its pupils and classes by grade."""

    def __init__(self, model: "Twin", row: int, table) -> None:
        super().__init__(model)
        self.row = row
        self.county = int(table["county"][row])
        self.x, self.y = float(table["x"][row]), float(table["y"][row])
        self.highest = int(table["grade_high"][row])
        self.taught = range(int(table["grade_low"][row]), self.highest + 1)
        self.rooms, self.teachers = int(table["rooms"][row]), float(table["teachers"][row])
        self.pupils = dict(zip(GRADES, table["pupils"][row].tolist(), strict=True))
        self.classes = dict(zip(GRADES, table["classes"][row].tolist(), strict=True))
        self.seats: dict[int, int] = {}
        self.planned: dict[int, int] = {}
        self.lines: dict[int, list[tuple[float, Child]]] = {}

    @property
    def rules(self) -> Rules:
        """Return the rules of the county this year."""
        return self.model.rules[self.county]

    def possible(self) -> int:
        """Return the classes the school can hold."""
        return max(1, min(self.rooms, floor(self.teachers / self.model.numbers["min_teachers_per_class"])))

    def kept(self) -> dict[int, int]:
        """Return the classes of each cohort a year ago, at its grade of this year."""
        return {g: 0 if g in (1, 7) else self.classes[g - 1] for g in GRADES}

    def plan(self) -> None:
        """Plan classes and seats for the pupils to come."""
        kept = {g: n if self.pupils[g] > 0 else 0 for g, n in self.kept().items()}
        rooms = self.possible() - sum(kept[g] for g in GRADES if g not in (1, 7))
        at = [g for g in GRADES if kept[g] + self.pupils[g] > 0]
        if any(g < 7 for g in at) and any(g > 6 for g in at):
            rooms //= 2
        self.planned = {g: max(1, rooms if g in (1, 7) else kept[g]) for g in GRADES}
        size = self.rules.planned_size
        self.seats = {g: max(0, self.planned[g] * size[g - 1] - self.pupils[g]) for g in GRADES}

    def admit(self) -> None:
        """Give the seats of each grade to the first in its line."""
        for grade, line in self.lines.items():
            line.sort(key=lambda one: one[0])
            for _, child in line[: self.seats[grade]]:
                child.placed = self
            self.seats[grade] -= min(self.seats[grade], len(line))
        self.lines = {}

    def form_classes(self) -> None:
        """Form whole classes within the rooms: existing ones, grades formed anew, then splits; entry grades first."""
        before, rules = self.kept(), self.rules
        shared = self._share_small_grades(rules.multigrade_max)
        wanted = {g: self._wanted(g, shared[g], before[g]) for g in GRADES}
        found = {g: int(shared[g] > 0) for g in GRADES}
        rooms = max(1, self.possible())
        order = [1, 7, *(g for g in GRADES if g not in (1, 7))]
        for turn in range(3):
            for g in order:
                exists = before[g] > 0 and shared[g] == self.pupils[g]
                if found[g] == 0 or (turn < 2 and exists == (turn == 1)):
                    continue
                target = min(wanted[g], before[g]) if turn == 0 else wanted[g]
                found[g] += min(max(0, target - found[g]), max(0, rooms - sum(found.values())))
        self.classes = found

    def _wanted(self, g: int, shared: int, before: int) -> int:
        if shared == 0:
            return 0
        rules, pupils = self.rules, self.pupils[g]
        size, cutoff = rules.forming_size[g - 1], rules.cutoff[g - 1]
        if shared != pupils or before == 0:
            return -(-shared // size)
        k = min(before, pupils)
        if cutoff > 0 and pupils > (cutoff - 1) * k:
            return k + 1
        return k - 1 if k > 1 and pupils <= rules.merge_below * size * (k - 1) + 1e-9 else k

    def _share_small_grades(self, most: int) -> dict[int, int]:
        shared, base = dict(self.pupils), None
        for g in GRADES:
            base = None if g == 7 else base
            if self.pupils[g] == 0:
                continue
            if base is not None and shared[base] + self.pupils[g] <= most:
                shared[base] += self.pupils[g]
                shared[g] = 0
            else:
                base = g
        return shared


class Family(mesa.Agent):
    """A family: where it lives, where its hukou stands, its home."""

    def __init__(self, model: "Twin", row: int, table) -> None:
        super().__init__(model)
        self.uid, self.home = int(table["uid"][row]), int(table["settlement"][row])
        self.hukou, self.hukou_home = int(table["hukou"][row]), int(table["hukou_settlement"][row])
        self.tenure, self.permit_months = int(table["tenure"][row]), int(table["permit_months"][row])
        self.is_poor, self.is_left = table["poverty"][row] > 0, table["parents_away"][row] > 0
        self.year_moved = int(table["year_moved"][row])
        self.children: list[Child] = []
        self.is_leaving = False
        self.county = int(model.geography.county[self.home])
        is_here = self.hukou == HUKOU_REGION and model.geography.county[self.hukou_home] == self.county
        self.is_local = bool(is_here or self.tenure == OWNER)

    def group_at(self, school: School, grade: int) -> int:
        """Return the group of the present practice (`sim/rules/known/present.yaml`) in the line of a school."""
        g, zone = self.model.geography, self.model.zone
        owns, is_near, in_county = self.tenure == OWNER, False, False
        if self.hukou == HUKOU_REGION:
            at = self.hukou_home
            in_county = bool(g.county[at] == self.county)
            in_zone = zone[at, grade - 1] in (zone[self.home, grade - 1], school.row)
            is_near = bool((in_zone and in_county) or g.township[at] == g.township[self.home])
        if is_near:
            return 0 if owns else 1
        if owns or in_county:
            return 2 if owns else 3
        return 4 if self.permit_months >= school.rules.permit_months else 5

    def leave(self) -> None:
        """Leave the region."""
        for child in self.children:
            child.status = LEFT


class Child(mesa.Agent):
    """A child, from birth to 18."""

    def __init__(self, model: "Twin", row: int, table, family: Family) -> None:
        super().__init__(model)
        self.uid, self.family = int(table["uid"][row]), family
        self.born, self.is_girl = int(table["birth_year"][row]), int(table["sex"][row])
        self.is_autumn = bool(table["birth_month"][row] > 8)
        self.status, self.grade = int(table["status"][row]), int(table["grade"][row])
        school = int(table["school"][row])
        self.school = model.schools[school] if school >= 0 else None
        self.repeats, self.placement = bool(table["is_repeating"][row]), int(table["placement"][row])
        self.year_displaced, self.aid_yuan = int(table["year_displaced"][row]), int(table["aid_yuan"][row])
        self.minutes, self.way = int(table["minutes"][row]), int(table["way"][row])
        self.is_over_limit = bool(table["is_over_limit"][row])
        self.placed: School | None = None
        self.asked: School | None = None
        self.group, self.continues, self.was_served = 0, False, False
        family.children.append(self)

    def luck(self, key, year: int | None = None, what: int = 0) -> float:
        """Return the draw of a decision."""
        return uniform_of(
            self.model.seed_of_luck, key, self.model.year if year is None else year, self.uid, what
        )

    def age(self) -> int:
        """Return years completed on 1 September."""
        return self.model.year - self.born - self.is_autumn

    def grow(self) -> None:
        """Become a year older: enter, be promoted, finish; die or turn 18."""
        if self.status == ENROLLED:
            self._promote()
        elif self.status == BELOW_AGE:
            late = uniform_of(0, LATE, 0, self.uid) < self.model.numbers["share_late_entry"]
            if self.model.year >= self.born + 6 + self.is_autumn + late:
                self.status, self.grade = WAITING, 1
        rate = self.model.death_rate[max(0, min(self.age() - 1, 100)), self.is_girl]
        if self.luck(CHILD_DEATH) < rate or self.age() >= 18:
            self.status = LEFT

    def _promote(self) -> None:
        if self.repeats:
            self.repeats = False
        elif self.grade == 9:
            self.status, self.school, self.grade = FINISHED, None, 0
        else:
            self.grade += 1
            goes_on = self.grade <= self.school.highest
            if self.grade == 7:
                self.status, self.placement = WAITING, UNPLACED
            else:
                self.placement = CONTINUING
                self.status = ENROLLED if goes_on else WAITING
            self.school = self.school if goes_on else None

    def ask(self, *, for_transfer: bool = False) -> None:
        """Stand in the line of the own school or of the zone's."""
        self.placed, family = None, self.family
        moved = family.year_moved == self.model.year
        self.continues = not for_transfer and self.school is not None and not moved
        zone = int(self.model.zone[family.home, self.grade - 1])
        self.asked = self.school if self.continues else (self.model.schools[zone] if zone >= 0 else None)
        self.was_served = not (for_transfer or self.continues)
        self.group = 6
        if self.asked is not None:
            group = family.group_at(self.asked, self.grade)
            self.group = 0 if self.continues else group
            lottery = int(self.luck(TIE, what=self.asked.row + 1) * 4294967296.0)
            standing = 0 if self.continues else group + 1
            self.asked.lines.setdefault(self.grade, []).append(((standing << 48) + lottery, self))

    def enrol(self, how: int) -> None:
        """Become a pupil of the school that was found."""
        cell = self.placed.row, self.grade
        if self.status == WAITING and self.placement == UNPLACED:
            self.model.flows["entrants"][cell] += 1
        if how in (OVERFLOW, OVER_CAPACITY):
            self.model.flows["overflow" if how == OVERFLOW else "over_capacity"][cell] += 1
        self.status, self.school, self.placement = ENROLLED, self.placed, how

    def drops_out(self) -> bool:
        """Tell whether the pupil leaves school this year."""
        luck = self.luck(DROP)
        if luck >= LARGEST_HAZARD:
            return False
        terms, is_junior = self.model.terms, self.grade >= 7
        boards_young = self.way == BOARD and self.grade <= YOUNG
        lost_school = self.model.year - self.year_displaced < 2
        x = (
            self.model.intercepts[int(is_junior)]
            + (terms[0] if self.family.is_poor else 0.0)
            + terms[9] * self.aid_yuan / 1000.0
            + (terms[1] if self.family.is_left else 0.0)
            + terms[2] * self.minutes / 30.0
            + (terms[3] + self.model.staffed[self.school.row] if boards_young else 0.0)
            + terms[4] * max(0, self.age() - self.grade - 5)
            + (terms[6] + (terms[7] if self.is_girl else 0.0) if lost_school else 0.0)
            + terms[8] * (self.grade - (8.0 if is_junior else 3.5))
        )
        attainment = (uniform_of(0, ATTAINMENT, 0, self.uid) - 0.5) * 12**0.5
        return luck * (1.0 + exp(terms[5] * attainment - x)) < 1.0

    def comes_back(self) -> bool:
        """Tell whether a child that dropped out in earlier years returns."""
        return self.age() <= AGE_LIMIT and self.luck(RETURN) < self.model.numbers["p_return"]


class Twin(mesa.Model):
    """The part of the year, on the objects above.

    Parameters
    ----------
    start : sim.world.start.Start
    numbers : dict of str to float
    zone : int array (settlements, 9)
        School of the zone, by settlement and grade.
    years : dict of int to (list of Rules, intercepts, staffed, terms)
        What holds in each year: the rules of each county, and of dropout the intercepts by stage, the log odds that
        boarding staff adds by school, and the log odds ratios of traits.
    seed : int
    """

    def __init__(self, start, numbers, zone, years, seed: int) -> None:
        super().__init__(rng=seed)
        self.seed_of_luck, self.numbers, self.years = seed, numbers, years
        self.geography, self.zone, self.vitals = start.geography, zone, start.vitals
        self.year = self.first_year = start.year
        self.schools = [School(self, row, start.schools) for row in range(len(start.schools))]
        families = [Family(self, row, start.households) for row in range(len(start.households))]
        for row, family in enumerate(start.children["household"]):
            Child(self, row, start.children, families[family])
        self.of_county = [
            [one for one in self.schools if one.county == k] for k in range(start.geography.n_counties)
        ]
        self.records: list[tuple[int, ...]] = []

    def step(self) -> None:
        """Make the part of one year; the first has its places and classes already."""
        self.rules, self.intercepts, self.staffed, self.terms = self.years[self.year]
        self.flows = {name: Counter() for name in FLOWS}
        children = self.agents_by_type[Child]
        if self.year > self.first_year:
            self.death_rate = self.vitals.death_rate[self.year - self.vitals.first_year]
            children.do("grow")
            self.count_pupils()
            self.agents_by_type[School].do("plan")
            self.admit()
            self.count_pupils()
            self.agents_by_type[School].do("form_classes")
        self.drop_out()
        self.write_records()
        children.select(lambda child: child.status == LEFT).do("remove")
        self.year += 1

    def pupils(self) -> list[Child]:
        """Return the children at school."""
        return [child for child in self.agents_by_type[Child] if child.status == ENROLLED]

    def count_pupils(self) -> None:
        """Let every school count its pupils."""
        for school in self.schools:
            school.pupils = dict.fromkeys(GRADES, 0)
        for child in self.pupils():
            child.school.pupils[child.grade] += 1

    def admit(self) -> None:
        """Place who waits: by right, beyond the seats of the own zone, elsewhere; then the transfers."""
        waiting = [child for child in self.agents_by_type[Child] if child.status == WAITING]
        for child in waiting:
            child.ask()
        self.agents_by_type[School].do("admit")
        for child in waiting:
            if child.placed is not None:
                self.note(child, IN_ZONE)
        for child in self.in_turn(waiting):
            may_exceed = child.family.is_local and not self.rules[child.family.county].has_hard_stop
            if child.asked is not None and (child.continues or may_exceed):
                child.placed = child.asked
                self.note(child, OVER_CAPACITY)
        for child in self.in_turn(waiting):
            self.place_near(child, within=True)
        for child in self.in_turn(waiting):
            self.place_near(child, within=False)
        for child in self.in_turn(waiting):
            if child.family.is_local:
                self.place_beyond(child)
        for child in waiting:
            is_refused = child.placed is None and not child.family.is_local
            if is_refused and child.luck(UNPLACED_LEAVES) < self.numbers["p_unplaced_leaves"]:
                child.family.is_leaving = True
        for child in waiting:
            if child.family.is_leaving:
                child.family.leave()
        self.transfer({child for child in waiting if not child.continues})

    def note(self, child: Child, how: int) -> None:
        """Enrol a child and count it at its school."""
        child.enrol(how)
        child.school.pupils[child.grade] += 1

    def in_turn(self, waiting: list[Child]) -> list[Child]:
        """Return who is without a place in the order of overflow: county, group, luck."""
        left = [child for child in waiting if child.placed is None]
        return sorted(left, key=lambda one: (one.family.county, one.group, one.luck(OVERFLOW_LOTTERY)))

    def near(self, child: Child) -> list[tuple[float, School]]:
        """Return the schools of the county that teach the grade with the minutes there, nearest first."""
        home, taught = child.family.home, self.of_county[child.family.county]
        found = [(self.minutes(home, one), one) for one in taught if child.grade in one.taught]
        return sorted(found, key=lambda one: one[0])

    def minutes(self, home: int, school: School) -> float:
        """Return one-way minutes of a day trip."""
        n, g = self.numbers, self.geography
        km = ((g.x[home] - school.x) ** 2 + (g.y[home] - school.y) ** 2) ** 0.5 * n["detour"]
        if km <= n["km_walk_max"]:
            return 60.0 * km / n["walk_kmh"]
        return n["ride_wait"] + 60.0 * km / n["ride_kmh"]

    def limit(self, child: Child) -> float:
        """Return the longest day trip the rules allow."""
        return self.rules[child.family.county].minutes_limit[child.grade - 1]

    def place_near(self, child: Child, *, within: bool) -> None:
        """Give the child the nearest free seat of the county, within the travel limit or wherever."""
        for minutes, school in self.near(child):
            if within and minutes > self.limit(child):
                break
            if school.seats[child.grade] > 0:
                school.seats[child.grade] -= 1
                child.placed = school
                self.note(child, OVERFLOW)
                break

    def place_beyond(self, child: Child) -> None:
        """Place a child beyond the seats: within the limit where classes are smallest, else at the nearest school."""
        found = self.near(child)
        within = [school for minutes, school in found if minutes <= self.limit(child)]
        if found:
            child.placed = found[0][1]
            if within:
                child.placed = min(within, key=lambda one: one.pupils[child.grade] / one.planned[child.grade])
            self.note(child, OVER_CAPACITY)

    def transfer(self, served: set[Child]) -> None:
        """Let pupils who live in another zone, and moved or travel too long, ask for the school of their address."""
        asking = []
        for child in self.pupils():
            zone = int(self.zone[child.family.home, child.grade - 1])
            wants = child.family.year_moved == self.year or child.is_over_limit
            if wants and child not in served and zone >= 0 and zone != child.school.row:
                asking.append(child)
        for child in asking:
            child.ask(for_transfer=True)
        self.agents_by_type[School].do("admit")
        for child in asking:
            rules, how = self.rules[child.family.county], IN_ZONE
            is_stopped = rules.cutoff[child.grade - 1] > 0 or rules.stops_transfers
            if child.placed is None and child.family.is_local and not is_stopped:
                child.placed, how = child.asked, OVER_CAPACITY
            if child.placed is not None:
                child.enrol(how)

    def drop_out(self) -> None:
        """Let pupils drop out, and those of earlier years come back."""
        leavers = [child for child in self.pupils() if child.drops_out()]
        for child in self.agents_by_type[Child]:
            if child.status == DROPPED_OUT and child.comes_back():
                child.status = ENROLLED if child.school is not None else WAITING
                if child.school is not None:
                    self.flows["returns"][child.school.row, child.grade] += 1
        for child in leavers:
            child.status = DROPPED_OUT
            self.flows["dropouts"][child.school.row, child.grade] += 1

    def write_records(self) -> None:
        """Write one row a school and grade: year, school, grade, pupils, classes, flows."""
        for school in self.schools:
            for g in GRADES:
                flows = [self.flows[name][school.row, g] for name in FLOWS]
                self.records.append((self.year, school.row, g, school.pupils[g], school.classes[g], *flows))
