"""The people of the start are those of the tables: residents and people away by age and sex, mothers by age."""

import numpy as np

from sim.inputs.synthesis.population import persons_by_age
from sim.inputs.synthesis.vitals import death_rates, fertility_donor
from sim.inputs.tables import read_tables
from sim.kernels.codes import AWAY
from sim.world.people_count import count_people
from sim.world.region import Region
from tests.worlds import FOLDERS, numbers, start

TABLES = read_tables(FOLDERS["tonghua"])


def by_county(of_places: np.ndarray) -> np.ndarray:
    county = start("tonghua").geography.place_county
    out = np.zeros((county.max() + 1, *of_places.shape[1:]), np.int64)
    np.add.at(out, county, of_places)
    return out


def parents_away() -> np.ndarray:
    """Return mothers and fathers of families here who live away, by county, age and sex; the father goes first."""
    begin = start("tonghua")
    h, county = begin.households, begin.geography.county[begin.households["settlement"]]
    out = np.zeros((begin.geography.n_counties, 101, 2), np.int64)
    for sex, column, least in ((1, "mother_year", 2), (0, "father_year", 1)):
        gone = h["parents_away"] >= least
        np.add.at(out, (county[gone], begin.year - h[column][gone].astype(int), sex), 1)
    return out


def test_residents_by_age_and_sex_are_those_of_the_table():
    found = by_county(count_people(Region(start("tonghua"), numbers(), (), 1)).residents)
    told = persons_by_age(TABLES).residents
    assert (found[:, :18] == told[:, :18]).all()
    assert (found.sum(axis=(1, 2)) == told.sum(axis=(1, 2))).all()
    # parents moved to a neighbouring age where the tables have fewer people than parents
    assert np.abs(found - told).sum() / told.sum() < 0.001


def test_people_away_by_age_and_sex_are_those_of_the_table():
    found = by_county(start("tonghua").adults[..., AWAY]) + parents_away()
    told = persons_by_age(TABLES).away
    assert (found[:, :18] == told[:, :18]).all()
    assert (np.abs(found - told).sum(axis=(1, 2)) / told.sum(axis=(1, 2)) < 0.03).all()
    assert (np.abs(found.sum(axis=(1, 2)) / told.sum(axis=(1, 2)) - 1) < 0.005).all()


def test_mothers_bore_their_only_child_at_the_donors_ages():
    begin = start("tonghua")
    h, c = begin.households, begin.children
    only = np.bincount(c["household"], minlength=len(h)) == 1
    rows = np.flatnonzero(only[c["household"]] & (h["n_births"][c["household"]] == 1))
    age = begin.year - c["birth_year"][rows].astype(int) - (c["birth_month"][rows] > 8)
    at_birth = begin.year - h["mother_year"][c["household"][rows]].astype(int) - age
    first = fertility_donor(TABLES)[0]
    assert abs(at_birth.mean() - (first * np.arange(101)).sum() / first.sum()) < 0.2
    assert at_birth.min() >= 16


def test_death_rates_are_those_of_the_period_of_each_year():
    """Mortality falls from period to period: so do the chances of dying in the years that lie in them."""
    chances = death_rates(TABLES, 2017)
    periods = np.sort(TABLES.mortality["period"].unique().astype(int))
    k = 2017 + np.arange(len(chances))
    period = periods[np.searchsorted(periods, k, side="right") - 1]
    assert len(np.unique(period)) > 2
    for first in np.unique(period):
        alike = chances[period == first]
        assert (alike == alike[0]).all()
    assert (np.diff(chances[:, 70, 0][np.unique(period, return_index=True)[1]]) < 0).all()
