"""A closed county with constant mortality and births that grow at a constant rate stays the stable population."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from tests.counties import live, of_people, without_moves
from tests.stable import AGES, Stable, person_years
from tests.worlds import FOLDERS, numbers, run

YEARS = 25
GROUPS = np.arange(0, 100, 5)  # five-year ages, the last group 95 and over
NOBODY_ELSEWHERE = {
    **numbers(), "share_outside_hukou": 0.0, "share_both_parents_away": 0.0, "share_one_parent_away": 0.0,
    "p_family_arrives": 0.0, "share_late_entry": 0.0,
}  # fmt: skip
# Growth a year, and the factor on the table's fertility at which its births keep up that growth (level near 1).
SHRINKING, STATIONARY = (-0.01, 1.6), (0.0, 2.2)
both = pytest.mark.parametrize(
    ("growth", "fertility"), [SHRINKING, STATIONARY], ids=["shrinking 1 % a year", "stationary"]
)  # fmt: skip


@dataclass(frozen=True)
class Closed:
    """A closed county: its stable population, the start, and residents (seeds, years, 101, 2) and births of runs."""

    stable: Stable
    start: np.ndarray
    residents: np.ndarray
    births: np.ndarray
    deaths: np.ndarray


def mortality():
    """Return one period of the small county's mortality, so that it never changes."""
    table = read_tables(FOLDERS["small"]).mortality
    return table[table["period"] == table["period"].min()]


@cache
def stable_at(growth: float) -> Stable:
    lived = np.stack([person_years(mortality(), sex) for sex in ("male", "female")], axis=1)
    lived[0] = (
        1.0  # the model counts all who were born in the year: those who die as infants are missed a year later
    )
    return Stable(300.0, growth, NOBODY_ELSEWHERE["sex_ratio_birth"], lived)


@cache
def begin(growth: float, fertility: float):
    """Return the start, without moves: births are known for all years, so that their level is fitted to them."""
    stable = stable_at(growth)
    people = np.rint(stable.people(0)).astype(np.int64)
    known = {2017 + y: stable.births_of_calendar_year(y) for y in range(-2, YEARS + 2)}
    tables = of_people(people, known, mortality(), growth)
    more = tables.fertility.assign(rate=tables.fertility["rate"] * fertility)
    return without_moves(build_start(replace(tables, fertility=more), NOBODY_ELSEWHERE, 0))


@cache
def closed(growth: float, fertility: float, first_seed: int, seeds: int) -> Closed:
    world, stable = begin(growth, fertility), stable_at(growth)
    runs = [live(world, NOBODY_ELSEWHERE, seed, YEARS) for seed in range(first_seed, first_seed + seeds)]
    deaths = [[c.tally["adult_deaths"] + c.tally["child_deaths"] for c in censuses] for censuses in runs]
    return Closed(
        stable, np.rint(stable.people(0)),
        np.array([[c.residents.sum(axis=0) for c in censuses] for censuses in runs], float),
        np.array([[c.tally["births"] for c in censuses] for censuses in runs], float), np.array(deaths, float),
    )  # fmt: skip


def in_groups(people: np.ndarray) -> np.ndarray:
    return np.add.reduceat(people.sum(axis=-1), GROUPS, axis=-1)


def distances(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return (mean over seeds - expected) in standard errors."""
    return (found.mean(axis=0) - expected) / (found.std(axis=0, ddof=1) / np.sqrt(len(found)))


def limit(seeds: int, errors: float = 3.0) -> float:
    """Return the bound that stands for so many standard errors where the error itself comes from so many seeds."""
    return float(stats.t.isf(stats.norm.sf(errors), seeds - 1))


def survivors(c: Closed, lived: np.ndarray) -> np.ndarray:
    """Return the people of the start who are `YEARS` and older, and live, by a life table: N(a) L(a + n) / L(a)."""
    out = np.zeros((AGES, 2))
    age = np.arange(AGES)
    of_cohort = c.start * lived[np.minimum(age + YEARS, len(lived) - 1)] / lived[age]
    np.add.at(out, np.minimum(age + YEARS, AGES - 1), of_cohort)
    return out


def heavier(c: Closed, factor: float) -> np.ndarray:
    """Return the life table with every death rate times `factor`."""
    return c.stable.years_lived**factor


def a_half_year_behind(c: Closed) -> np.ndarray:
    """Return a life table that takes the rate of the age at the first of two censuses for the year between them."""
    lived = c.stable.years_lived
    alive = np.concatenate(
        [np.ones((1, 2)), np.sqrt(lived[:-1] * lived[1:])]
    )  # l(a) between L(a - 1) and L(a)
    return alive


def check_structure(c: Closed, bound: float, record_property) -> None:
    found = in_groups(c.residents[:, -1])
    wanted = in_groups(c.stable.people(YEARS))
    shares = found / found.sum(axis=1, keepdims=True)
    far = np.abs(np.concatenate([distances(found, wanted), distances(shares, wanted / wanted.sum())]))
    slow = np.abs(
        distances(found, in_groups(replace(c.stable, growth=c.stable.growth - 0.001).people(YEARS)))
    )
    rates = np.log(c.residents[:, -1].sum(axis=(1, 2)) / c.start.sum()) / YEARS
    growth = distances(rates, np.float64(c.stable.growth))
    record_property(
        "figures", f"largest of {far.size} distances {far.max():.2f} standard errors, growth {rates.mean():.5f} "
        f"({growth:+.2f}); growth 0.001 off: {slow.max():.1f}"
    )  # fmt: skip
    assert far.max() < bound
    assert abs(growth) < bound
    assert slow.max() > bound + 1


def check_survival(c: Closed, bound: float, record_property) -> None:
    def apart(lived: np.ndarray) -> float:
        old = slice(YEARS // 5, None)
        wanted = in_groups(survivors(c, lived))[old]
        return float(np.abs(distances(in_groups(c.residents[:, -1])[:, old], wanted)).max())

    right, wrong, behind = (apart(x) for x in (c.stable.years_lived, heavier(c, 1.05), a_half_year_behind(c)))
    record_property(
        "figures", f"largest distance {right:.2f} standard errors; death rates 5 % higher: {wrong:.1f}, "
        f"half a year behind: {behind:.1f}"
    )  # fmt: skip
    assert right < bound
    assert min(wrong, behind) > bound + 1


@both
def test_start_is_the_stable_population(growth, fertility):
    """The first census of the county is the table of people, to the person at every age and sex."""
    world = begin(growth, fertility)
    _, tables = run("small", years=1, begin=world)
    people = frame_of(tables["township_age"])
    assert (people == np.rint(stable_at(growth).people(0))).all()


def frame_of(people) -> np.ndarray:
    out = np.zeros((AGES, 2))
    np.add.at(out, (people.age, (people.sex == "female").astype(int)), people.residents)
    return out


@both
def test_structure_and_growth_stay(growth, fertility, record_property):
    """After 25 years the age groups are c(a) = exp(-ra) L(a) and growth is r: 10 seeds, within 3 standard errors."""
    check_structure(closed(growth, fertility, 1, 10), limit(10), record_property)


@both
def test_cohorts_survive_by_the_life_table(growth, fertility, record_property):
    """Of the people of the start as many live 25 years later as L(a + 25) / L(a) says: 10 seeds, by five-year group."""
    check_survival(closed(growth, fertility, 1, 10), limit(10), record_property)


@pytest.mark.verify
@both
def test_structure_and_growth_stay_60_seeds(growth, fertility, verify_seed, record_property):
    """After 25 years the age groups are c(a) = exp(-ra) L(a) and growth is r: 60 seeds, within 4 errors."""
    check_structure(closed(growth, fertility, verify_seed, 60), limit(60, 4.0), record_property)


@pytest.mark.verify
@both
def test_cohorts_survive_by_the_life_table_60_seeds(growth, fertility, verify_seed, record_property):
    """Of the people of the start as many live 25 years later as L(a + 25) / L(a) says: 60 seeds, within 4 errors."""
    check_survival(closed(growth, fertility, verify_seed, 60), limit(60, 4.0), record_property)


def test_stationary_population_has_as_many_deaths_as_births(record_property):
    """Where nothing grows, deaths equal births over 25 years, and people per birth are the expectation of life."""
    c = closed(*STATIONARY, 1, 10)
    gap = distances((c.births - c.deaths).mean(axis=1), np.float64(0.0))
    years = c.residents.sum(axis=(2, 3)).mean(axis=1) / c.births.mean(axis=1)  # people per birth: e0
    wanted = c.stable.people(0).sum() / c.stable.births
    record_property(
        "figures", f"births - deaths {gap:+.2f} errors; e0 {years.mean():.2f} against {wanted:.2f} years"
    )
    assert abs(gap) < limit(10)
    assert abs(years.mean() / wanted - 1) < 0.01
