"""Expected people of a county without moves, in plain numpy: deaths, births by age and order, year by year."""

from dataclasses import dataclass

import numpy as np

from sim.world.start import Start

AGES = np.arange(101)
MOTHERS = (AGES >= 18) & (AGES < 50)


@dataclass
class Expected:
    """Expected residents by age and sex (101, 2), births to residents and to women away of a year."""

    residents: np.ndarray
    births: float
    births_away: float


@dataclass(frozen=True)
class Rates:
    """Rates by year; `deaths` and `births` are factors that spoil them."""

    begin: Start
    share_boys: float
    deaths: float = 1.0
    births: float = 1.0

    def dying(self, year: int) -> np.ndarray:
        return self.begin.vitals.death_rate[year - self.begin.year] * self.deaths

    def chance(self, hazard: np.ndarray, year: int) -> np.ndarray:
        level = self.begin.vitals.level[year - self.begin.year, 0] * self.births
        return np.minimum(1.0, hazard * level)


class StartFamilies:
    """Families of the start whose mother has had no birth since: each with its own chances.

    `mother` is the chance that she lives, is still in this household and has had no further birth; `alive` the chance
    that a child lives. Deaths of mothers and children are independent, and so are births.
    """

    def __init__(self, begin: Start) -> None:
        h, c = begin.households, begin.children
        self.mother = (h["mother_year"] > 0).astype(float)
        self.mother_year, self.last = h["mother_year"].astype(int), h["year_last_birth"].astype(int)
        self.order = np.minimum(h["n_births"].astype(int), 2) - 1
        self.both_away, self.is_local = h["parents_away"] == 2, h["hukou"] == 0
        self.family, self.sex = c["household"].astype(int), c["sex"].astype(int)
        self.age = begin.year - c["birth_year"].astype(int) - (c["birth_month"] > 8)
        self.alive = np.ones(len(self.age))
        self.holds = np.ones(len(self.mother))  # chance that a child of the start is under 18

    def a_year_on(self, year: int, dying: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Age everybody; return women who go back to the table, at home and away, by age (101,)."""
        self.alive *= 1.0 - dying[self.age, self.sex]
        self.age += 1
        age = np.clip(year - self.mother_year, 0, 100)
        self.mother *= 1.0 - dying[np.maximum(age - 1, 0), 1]
        none_left = np.ones(len(self.mother))
        np.multiply.at(none_left, self.family, 1.0 - self.alive * (self.age < 18))
        kept = np.divide(1.0 - none_left, self.holds, out=np.zeros_like(none_left), where=self.holds > 0)
        back = self.mother * (1.0 - kept)
        self.mother *= kept
        self.holds = 1.0 - none_left
        at_home = np.bincount(age, back * ~self.both_away, 101)
        return at_home, np.bincount(age, back * self.both_away * self.is_local, 101)

    def births(self, year: int, chance: np.ndarray) -> np.ndarray:
        """Return further births by the mother's age (101,); `chance` by order and age (2, 101)."""
        age = np.clip(year - self.mother_year, 0, 100)
        open_to = (year - self.last >= 2) & ~self.both_away & (age >= 15) & (age <= 49)
        born = self.mother * open_to * chance[self.order, age]
        self.mother -= born
        return np.bincount(age, born, 101)


def older(counts: np.ndarray) -> np.ndarray:
    """Return counts by age, the first axis, a year later; 100 is open-ended."""
    out = np.roll(counts, 1, axis=0)
    out[-1] += out[0]
    out[0] = 0.0
    return out


def residents_of(begin: Start) -> np.ndarray:
    """Return residents by age and sex at the start, float (101, 2)."""
    h, c = begin.households, begin.children
    out = begin.adults[..., :2].sum(axis=(0, 3)).astype(float)
    np.add.at(out, (begin.year - c["birth_year"].astype(int) - (c["birth_month"] > 8), c["sex"]), 1)
    for sex, born, leaves_first in ((1, "mother_year", 2), (0, "father_year", 1)):
        here = (h[born] > 0) & (h["parents_away"] < leaves_first)
        np.add.at(out, (begin.year - h[born][here].astype(int), sex), 1)
    return out


class NewFamilies:
    """Mothers with a birth within the run, by age: of one child (rows: its age), of more (rows: years since the last).

    That an only child dies is followed; of further children it is left out, and touches births of births only.
    """

    def __init__(self, years: int, split: np.ndarray) -> None:
        self.one, self.more, self.split = np.zeros((years + 2, 101)), np.zeros((3, 101)), split

    def a_year_on(self, dying: np.ndarray) -> np.ndarray:
        """Age mothers and only children; return the women whose only child died, who go back to the table (101,)."""
        alive = 1.0 - dying[:, 1]
        one = np.array([older(row * alive) for row in self.one])
        child_dies = (dying[: len(one)] * self.split).sum(axis=1)[:, None]
        lost = one * child_dies
        self.one[1:] = (one - lost)[:-1]
        self.one[0] = 0.0
        last, before, rested = (older(row * alive) for row in self.more)
        self.more = np.stack([np.zeros(101), last, before + rested])
        return lost.sum(axis=0)

    def births(self, chance: np.ndarray) -> np.ndarray:
        """Return second and further births by the mother's age (101,); none within two years of the last."""
        second = self.one * chance[0] * (AGES <= 49)
        second[:2] = 0.0
        third = self.more[2] * chance[1] * (AGES <= 49)
        self.one -= second
        self.more[2] -= third
        self.more[0] += second.sum(axis=0) + third
        return second.sum(axis=0) + third


def expected_years(rates: Rates, years: int) -> list[Expected]:
    """Return what is expected of each year after the start."""
    begin, vitals = rates.begin, rates.begin.vitals
    split = np.array([rates.share_boys, 1.0 - rates.share_boys])
    families, new = StartFamilies(begin), NewFamilies(years, split)
    people, out = residents_of(begin), []
    table = begin.adults[:, :, 1, :2].sum(axis=(0, 2)).astype(float)
    away = begin.adults[:, :, 1, 2].sum(axis=0).astype(float)
    for year in range(begin.year + 1, begin.year + 1 + years):
        dying = rates.dying(year)
        people = older(people * (1.0 - dying))
        back, back_away = families.a_year_on(year, dying)
        table = older(table * (1.0 - dying[:, 1])) + back + new.a_year_on(dying)
        table[18] = people[18, 1]  # the girls who turn 18: nobody is a mother before
        away = older(away * (1.0 - dying[:, 1])) + back_away
        chance = rates.chance(vitals.later_birth, year)
        of_start = families.births(year, chance)
        later = of_start + new.births(chance)
        first = table * rates.chance(vitals.first_birth, year) * MOTHERS
        table = table - first
        new.one[0] += first
        new.more[0] += of_start
        births = first.sum() + later.sum()
        people[0] = births * split
        of_away = (away * rates.chance(vitals.birth_away[0], year) * MOTHERS).sum()
        away[0] = of_away * split[1]
        out.append(Expected(people.copy(), births, of_away))
    return out
