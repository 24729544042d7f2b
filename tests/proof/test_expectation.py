"""The mean of many seeds is the expected projection: deaths, births by order, moves and arrivals, in plain numpy."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.inputs.synthesis.build import build_start
from sim.policies.local_exam_rights import LocalExamRights
from sim.run.engine import simulate
from tests.counties import larger, live, without_moves
from tests.expected_moves import first_year, residents_by_zone
from tests.expected_years import Rates, expected_years
from tests.worlds import frame, numbers

FIRST_GROUPS = np.arange(0, 100, 5)  # five-year ages, the last group 95 and over
YEARS = 9
# A county of 9,000 with every kind of people; nobody enters school late, as that is a trait that is drawn.
NUMBERS = {
    **numbers(), "share_outside_hukou": 0.1, "share_late_entry": 0.0, "p_family_arrives": 0.01
}  # fmt: skip


@cache
def begin():
    return build_start(larger(3), NUMBERS, 0)


@cache
def lives(first_seed: int, seeds: int, years: int, is_still: bool):
    """Return the censuses of many runs, a list by seed of a list by year."""
    world = without_moves(begin()) if is_still else begin()
    chosen = {**NUMBERS, "p_child_follows": 0.0} if is_still else NUMBERS
    return [live(world, chosen, seed, years) for seed in range(first_seed, first_seed + seeds)]


def by_group(residents: np.ndarray) -> np.ndarray:
    """Return residents by five-year age group from (..., 101, 2), both sexes together."""
    return np.add.reduceat(residents.sum(axis=-1), FIRST_GROUPS, axis=-1)


def distances(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return (mean - expected) in standard errors; `found` is (seeds, ...). What never varies must be met exactly."""
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    gap = found.mean(axis=0) - expected
    return np.divide(gap, error, out=np.where(np.abs(gap) < 1e-9, 0.0, np.inf), where=error > 0)


def limit(seeds: int, errors: float = 3.0) -> float:
    """Return the bound that stands for so many standard errors where the error itself comes from `seeds` runs."""
    return float(stats.t.isf(stats.norm.sf(errors), seeds - 1))


def years_apart(found, expected) -> np.ndarray:
    """Return distances of residents by year and age group, and of births by year, in one row."""
    people = np.array([[by_group(c.residents.sum(axis=0)) for c in run] for run in found])
    born, away = (
        np.array([[c.tally[name] for c in run] for run in found]) for name in ("births", "births_away")
    )
    return np.concatenate([
        distances(people, np.array([by_group(e.residents) for e in expected])).ravel(),
        distances(born, np.array([e.births for e in expected])),
        distances(away, np.array([e.births_away for e in expected])),
    ])  # fmt: skip


def expected_rates(**spoiled) -> Rates:
    ratio = NUMBERS["sex_ratio_birth"]
    return Rates(without_moves(begin()), ratio / (1 + ratio), **spoiled)


def check_years(first_seed: int, seeds: int, bound: float, record_property, **spoiled: float) -> None:
    """Hold the 3rd, 6th and 9th year against the projection; projections with spoiled rates must not pass."""
    runs = [[run[k] for k in (2, 5, 8)] for run in lives(first_seed, seeds, YEARS, True)]

    def apart(**factors: float) -> np.ndarray:
        expected = expected_years(expected_rates(**factors), YEARS)
        return np.abs(years_apart(runs, [expected[k] for k in (2, 5, 8)]))

    right = apart()
    wrong = {name: apart(**{name: factor}).max() for name, factor in spoiled.items()}
    told = ", ".join(f"{name} x {spoiled[name]}: {far:.1f}" for name, far in wrong.items())
    record_property("figures", f"largest of {right.size} distances {right.max():.2f} standard errors; {told}")
    assert right.max() < bound
    assert min(wrong.values()) > bound + 1


def test_deaths_and_births_of_nine_years(record_property):
    """Without moves 200 seeds give the expected residents of the 3rd, 6th and 9th year by age group, and births."""
    check_years(1, 200, limit(200), record_property, deaths=1.05, births=1.05)


@pytest.mark.verify
def test_deaths_and_births_of_nine_years_2000_seeds(verify_seed, record_property):
    """Without moves 2,000 seeds do so too (within 4 errors, as 66 numbers are compared), rates 2 % off do not."""
    check_years(verify_seed, 2000, limit(2000, 4.0), record_property, deaths=1.02, births=1.02)


def year_apart(censuses, expected) -> dict[str, float]:
    """Return distances in the first year: residents by zone kind and age group, and every tally."""
    zones = begin().geography.place_zone
    people = np.zeros((len(censuses), 3, 101, 2))
    for seed, census in enumerate(censuses):
        np.add.at(people[seed], zones, census.residents)
    far = distances(by_group(people), by_group(residents_by_zone(expected)))
    out = {f"zone {z}, age {5 * a}": float(d) for (z, a), d in np.ndenumerate(far)}
    for name in censuses[0].tally:
        found = np.array([census.tally[name] for census in censuses], float)
        out[name] = float(distances(found, np.float64(expected.tally.get(name, 0.0))))
    return out


def check_first_year(first_seed: int, seeds: int, bound: float, record_property, **spoiled: float) -> None:
    """Hold the first year with everything on against the projection; spoiled projections must not pass."""
    censuses = [run[0] for run in lives(first_seed, seeds, 1, False)]
    right = year_apart(censuses, first_year(begin(), NUMBERS))
    worst = max(right, key=lambda name: abs(right[name]))
    wrong = {
        name: max(map(abs, year_apart(censuses, first_year(begin(), NUMBERS, **{name: factor})).values()))
        for name, factor in spoiled.items()
    }
    told = ", ".join(f"{name} x {spoiled[name]}: {far:.1f}" for name, far in wrong.items())
    record_property("figures", f"largest of {len(right)} distances {right[worst]:.2f} ({worst}); {told}")
    assert abs(right[worst]) < bound
    assert min(wrong.values()) > bound + 1


def test_a_year_with_everything(record_property):
    """200 seeds give the expected residents by zone and age group and every tally: deaths, births, all moves."""
    check_first_year(1, 200, limit(200), record_property, deaths=1.05, births=1.05, moves=1.15)


def test_the_year_in_which_the_right_to_the_exam_is_granted(record_property):
    """200 seeds give the expected juniors who go back or out with the right granted, and not those without it."""
    seeds, name = 200, "migrant_juniors_gone"
    policies, chosen = (LocalExamRights(),), {**NUMBERS, "weight_exam_rights": 1.5}
    found = np.array(
        [live(begin(), chosen, seed, 1, policies)[0].tally[name] for seed in range(1, seeds + 1)], float
    )
    granted, without = (
        distances(found, np.float64(first_year(begin(), chosen, rights=rights).tally[name]))
        for rights in (1.0, 0.0)
    )
    record_property("figures", f"{granted:.2f} standard errors; taken for not granted {without:.1f}")
    assert abs(granted) < limit(seeds)
    assert without < -limit(seeds) - 1


@pytest.mark.verify
def test_a_year_with_everything_2000_seeds(verify_seed, record_property):
    """2,000 seeds do so too (within 4 errors), and show family moves 5 % off, deaths and births 3 % off."""
    bound = limit(2000, 4.0)
    check_first_year(verify_seed, 2000, bound, record_property, deaths=1.03, births=1.03, moves=1.05)


def test_the_expected_year_is_one_in_which_everything_happens():
    """Every move, arrival and birth that the comparison is about is expected to happen."""
    expected = first_year(begin(), NUMBERS)
    never = {name for name, number in expected.tally.items() if number <= 0}
    assert never == {"families_other_county", "children_other_county"}  # the region has one county
    assert expected.tally["newcomers_left"] > 5


def test_people_without_schools_are_those_of_whole_runs():
    """With nobody moving, whole runs with schools, admission and dropout give the same people to the person."""
    world, years = without_moves(begin()), 4
    all_placed = {**NUMBERS, "p_unplaced_leaves": 0.0, "p_child_follows": 0.0}
    _, recorder, _ = simulate(world, all_placed, (), seed=1, last_year=world.year + years)
    people = frame(recorder.tables()["township_age"])
    whole = people[people.year > world.year].groupby(["year", "age"]).residents.sum().unstack(fill_value=0)
    alone = [census.residents.sum(axis=(0, 2)) for census in live(world, all_placed, 1, years)]
    assert (whole.reindex(columns=range(101), fill_value=0).to_numpy() == np.array(alone)).all()
