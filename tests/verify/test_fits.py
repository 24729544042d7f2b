"""What is fitted at the start arrives in the runs: births, family moves, dropout, growth of residents."""

import numpy as np
import pytest

from sim.inputs.synthesis.vitals import fertility_donor, future_tfr, known_births
from sim.inputs.tables import read_tables
from tests.worlds import FOLDERS, numbers, run, start

pytestmark = pytest.mark.verify
SEEDS = range(1, 9)
YEARS = 9  # 2017-2025: all years with known births


@pytest.fixture(scope="module")
def counties():
    return [run("tonghua", years=YEARS, seed=s)[1]["county"] for s in SEEDS]


def test_births_meet_the_known_births(counties, record_property):
    """Registered births of 2018-2025 summed over counties lie within 3 % of the known ones every year."""
    known = known_births(read_tables(FOLDERS["tonghua"]), "registered").sum(axis=1)[1:YEARS]
    found = np.mean([c.groupby("year").births_registered.sum().to_numpy()[1:] for c in counties], axis=0)
    record_property("figures", f"largest gap {100 * np.abs(found / known - 1).max():.1f} %")
    assert np.abs(found / known - 1).max() < 0.03


def test_families_move_at_the_declared_rates(counties, record_property):
    """Families that move to the county seat in 2018 come within 15 % of the declared rate."""
    wanted = numbers()["p_village_to_seat"]
    rate = (
        np.mean([c[c.year == 2018].families_county_seat.sum() for c in counties]) / _families_outside_seats()
    )
    record_property("figures", f"declared {wanted:.4f}, found {rate:.4f} a year")
    assert abs(rate / wanted - 1) < 0.15


def _families_outside_seats() -> int:
    begin = start("tonghua")
    return int((begin.geography.rank[begin.households["settlement"]] != 2).sum())


def test_residents_follow_the_census_growth(counties, record_property):
    """Residents of 2020 lie within 2 % of the path of the two censuses (fitted for 2017, not for later years)."""
    tables = read_tables(FOLDERS["tonghua"]).counties
    wanted = (tables["residents"] * (1 + tables["resident_growth"]) ** 3).sum()
    found = np.mean([c[c.year == 2020].residents.sum() for c in counties])
    record_property("figures", f"{found:,.0f} against {wanted:,.0f}")
    assert abs(found / wanted - 1) < 0.02


def test_dropout_of_the_start_meets_the_declared_hazard(record_property):
    """The share that drops out in 2017 lies within 4 standard errors of the declared 0.001 and 0.008 a year."""
    pupils, dropouts = np.zeros(2), np.zeros(2)
    for seed in SEEDS:
        sg = (
            run("tonghua", years=1, seed=seed)[1]["school_grade"]
            .groupby("stage")[["pupils", "n_dropouts"]]
            .sum()
        )
        pupils += sg.pupils[["primary", "junior"]].to_numpy()
        dropouts += sg.n_dropouts[["primary", "junior"]].to_numpy()
    wanted = np.array([numbers()["p_dropout_primary"], numbers()["p_dropout_junior"]])
    error = np.sqrt(wanted * (1 - wanted) / pupils)
    record_property("figures", f"primary {dropouts[0] / pupils[0]:.5f}, junior {dropouts[1] / pupils[1]:.5f}")
    assert (np.abs(dropouts / pupils - wanted) < 4 * error).all()


def test_total_fertility_follows_the_chosen_future(record_property):
    """Births over women at the rates by age follow the medium path after the last known births, within 4 % to 2040."""
    tables, begin = read_tables(FOLDERS["tonghua"]), start("tonghua")
    schedule, path = fertility_donor(tables).sum(axis=0), future_tfr(tables, 0.0)
    total = np.zeros(24)
    for seed in SEEDS:
        people = run("tonghua", years=24, seed=seed)[1]["township_age"]
        women = people[people.sex == "female"].pivot_table(
            index="year", columns="age", values="residents", aggfunc="sum"
        )
        births = people[people.age == 0].groupby("year").n_born.sum()
        total += (births / (women @ schedule[women.columns])).to_numpy()
    relative = total / path[:24]
    last_known = 2025 - begin.year
    found = relative[last_known + 1 :] / relative[last_known]
    record_property("figures", f"{found.min():.3f} to {found.max():.3f} of the path")
    assert np.abs(found - 1).max() < 0.04
