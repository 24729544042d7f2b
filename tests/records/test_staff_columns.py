"""What the columns of the table of teachers may be summed over."""

import pytest

from sim.records.staff_tables import STAFF_TABLE, STANDS

ADDS_UP = {column.name: column.adds_up for column in STAFF_TABLE.columns}


@pytest.mark.parametrize("name", ["n_vacant", "n_rural_20", "n_village_10", "itinerant_periods", "teachers"])
def test_what_stands_at_the_census_is_not_summed_over_years(name):
    assert ADDS_UP[name] == "over counties, stages, zones"


@pytest.mark.parametrize("name", ["n_hired", "n_retired", "n_rotated", "substitute_days", "pay_yuan"])
def test_what_happened_in_a_year_is_summed_over_years(name):
    assert ADDS_UP[name].endswith("and years")


def test_what_stands_is_a_column():
    assert set(ADDS_UP) >= STANDS
