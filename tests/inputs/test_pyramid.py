"""The parts of Tonghua's builder that a hand can check: spreading groups, living on, keeping totals."""

import datetime
import sys
from pathlib import Path

import numpy as np
import pytest

PLACE = Path(__file__).parent.parent.parent / "scenarios" / "tonghua"


@pytest.fixture(scope="module", autouse=True)
def _builder():
    sys.path.insert(0, str(PLACE))
    yield
    sys.path.remove(str(PLACE))


def test_both_censuses_are_met_in_every_county():
    from builder.pyramid import path
    from builder.totals import census_2010, census_2020, names

    assert list(census_2010().values()) == [360071, 146631, 247140, 359329, 363836, 615154, 232278]
    assert (census_2020()["通化县"], census_2020()["梅河口市"]) == (175114, 509336)
    for year, census in ((2010, census_2010()), (2020, census_2020())):
        sums = path()[year].sum(axis=(1, 2))
        np.testing.assert_allclose(sums, [census[name] for name in names()], rtol=1e-9)
    assert path()[2010].sum() == pytest.approx(2_324_439)
    assert path()[2020].sum() == pytest.approx(1_812_114)


def test_counties_begin_with_the_men_and_women_counted_in_2010():
    from builder.life import SEXES
    from builder.pyramid import path

    first = path()[2010].sum(axis=2)
    assert first[0, SEXES.index("male")] == pytest.approx(179_200)
    assert first[0, SEXES.index("female")] == pytest.approx(180_871)


def test_counties_together_keep_the_shape_of_2020():
    from builder.pyramid import path, pyramid_of_2020

    made, meant = path()[2020].sum(axis=(0, 1)), pyramid_of_2020().sum(axis=0)
    fives = range(0, 85, 5)
    ratio = [made[age : age + 5].sum() / meant[age : age + 5].sum() for age in fives]
    assert max(abs(np.array(ratio) - 1)) < 0.02


def test_a_donors_groups_keep_their_sums():
    from builder.donors import ADULTS, CHILDREN, donor

    men_and_women = donor(ADULTS).sum(axis=0)
    assert men_and_women[0] == pytest.approx(1390 + 1338)
    assert men_and_women[10:15].sum() == pytest.approx(13153 + 12501)
    assert men_and_women[85:].sum() == pytest.approx(6362 + 8291)
    assert men_and_women.sum() == pytest.approx(878_881)
    assert donor(CHILDREN)[:, 25:].sum() == 0


def test_births_of_twelve_months_take_their_part_of_two_years():
    from builder.registered import born_between

    births = {2016: 365.0, 2017: 730.0}
    assert born_between(births, datetime.date(2017, 1, 1)) == pytest.approx(365)
    # 1 September: 243 days of 2017 and the 122 days that 2016 had left.
    assert born_between(births, datetime.date(2017, 9, 1)) == pytest.approx(2 * 243 + 122)


def test_a_year_on_everybody_is_a_year_older_and_the_total_is_met():
    from builder.pyramid import one_year_on, survival

    ages = np.zeros((2, 101))
    ages[:, 30] = 1000.0
    alive = 1000.0 * survival(2015)[:, 30]
    closed = one_year_on(ages, 2015, 0.0, alive.sum())
    np.testing.assert_allclose(closed[:, 31], alive, rtol=1e-6)
    assert closed.sum() == pytest.approx(closed[:, 31].sum())
    assert one_year_on(ages, 2015, 0.0, 1500.0).sum() == pytest.approx(1500.0)


def test_lived_back_and_on_again_is_the_same():
    from builder.pyramid import back_to_2010, one_year_on, pyramid_of_2020, total

    ages, births = back_to_2010()
    for year in range(2010, 2020):
        ages = one_year_on(ages, year, births[year + 1], total(year + 1))
    made, meant = ages.sum(axis=0), pyramid_of_2020().sum(axis=0)
    np.testing.assert_allclose(made[:90], meant[:90], rtol=0.01)


def test_children_go_along_less_than_infants():
    from builder.absence import share_with_parents

    shares = share_with_parents()
    assert shares[0] == 0.85
    assert shares[6] == shares[17] == pytest.approx(1406.63 / (1406.63 + 1550.56))
    assert (np.diff(shares) <= 0).all()


def test_registered_groups_sum_to_the_register():
    from builder.registered import groups

    assert sum(groups(datetime.date(2021, 12, 31)).values()) == pytest.approx(2_104_600)
    end_of_2015 = groups(datetime.date(2015, 12, 31))
    assert end_of_2015["0-17"] == pytest.approx(302_400)
    assert end_of_2015["18-59"] == pytest.approx(1_485_800)
