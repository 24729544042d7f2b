"""Dated rates of public funds and aid, by hand: the school year's mean, what is carried on, and years without rates."""

import re

import numpy as np
import pytest

from sim.base.number import CONFIDENCE
from sim.rules.fund_rates import (
    dated_rates,
    first_school_year,
    is_carried_on,
    pupil_money,
    rate_of,
)


@pytest.mark.parametrize(
    ("name", "year", "yuan"),
    [
        ("public_funds_primary", 2017, 600.0),
        ("public_funds_junior", 2018, 800.0),
        (
            "public_funds_primary",
            2019,
            (4 * 600 + 8 * 650) / 12,
        ),  # from January 2020: eight months of 2019/20
        ("public_funds_junior", 2020, 850.0),
        ("public_funds_junior", 2022, (4 * 850 + 8 * 940) / 12),
        ("public_funds_primary", 2023, 720.0),
        ("boarder_supplement", 2022, (4 * 200 + 8 * 300) / 12),
        ("living_aid_primary", 2023, (4 * 1000 + 8 * 1250) / 12),
        ("living_aid_day_share", 2018, 0.0),
        ("living_aid_day_share", 2019, 0.5),  # from autumn 2019: the whole school year
    ],
)
def test_a_school_year_has_the_mean_of_its_twelve_months(name, year, yuan):
    assert rate_of(name, year) == pytest.approx(yuan, abs=1e-9)


def test_a_pupil_brings_whole_yuan_by_stage_boarding_and_poverty():
    money = pupil_money(2019)
    assert money.portable.dtype == np.int64
    assert money.portable[0, :, 0, 0].tolist() == [633, 833]  # 633.3 and 833.3
    assert (money.portable[0] == money.portable[0, :, :1, :1]).all()
    assert money.portable[1, :, 1, 1].tolist() == [90, 180]
    assert money.portable[2, :, :, 0].tolist() == [[0, 0], [0, 0]]  # nobody else gets aid
    assert money.portable[2, :, :, 1].tolist() == [[500, 1000], [625, 1250]]
    assert pupil_money(2018).portable[2, :, :, 1].tolist() == [[0, 1000], [0, 1250]]
    assert money.boarder == 200
    assert pupil_money(2022).boarder == 267  # 266.7


def test_the_last_known_rate_goes_on_and_is_marked():
    assert rate_of("public_funds_primary", 2060) == 720.0
    carried_on = [is_carried_on("public_funds_primary", year) for year in (2016, 2019, 2023, 2024, 2060)]
    assert carried_on == [False, False, False, True, True]
    assert "public_funds_junior" not in pupil_money(2023).carried_on
    assert "public_funds_junior" in pupil_money(2024).carried_on
    assert "textbooks_primary" in pupil_money(2017).carried_on  # the amount is of 2008


def test_before_the_first_known_rate_it_holds_and_is_marked():
    assert first_school_year() == 2016
    assert rate_of("public_funds_junior", 2015) == rate_of("public_funds_junior", 2005) == 800.0
    assert rate_of("living_aid_day_share", 2010) == 0.0
    assert pupil_money(2015).carried_on == frozenset(dated_rates())
    assert "public_funds_junior" not in pupil_money(2016).carried_on


def test_every_rate_has_unit_source_and_meaning():
    for rates in dated_rates().values():
        assert len({rate.since for rate in rates}) == len(rates)
        for rate in rates:
            assert rate.value >= 0
            assert rate.unit
            assert rate.source
            assert rate.confidence in CONFIDENCE
            assert re.search("[一-鿿]", rate.meaning.zh)
