"""Effect contract of small_school_funding: floors that rise and never fall, and what they cost."""

from dataclasses import replace

import numpy as np
import pytest

from sim.policies.small_school_funding import SmallSchoolFunding
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return SmallSchoolFunding(**values).amend(year, county({"id": "A"}), book)


def test_floors_rise_by_the_strength_of_the_lever_from_its_year_on():
    assert amended() == {"small_school_floor": 150, "small_boarding_floor": 200}
    assert amended(strength=0.5, supplement=8000) == {
        "small_school_floor": 125, "small_boarding_floor": 150, "small_school_supplement": 4000.0,
    }  # fmt: skip
    assert amended(year=2017) == amended(strength=0) == {}


def test_a_rulebook_with_a_higher_floor_keeps_it():
    generous = replace(BOOK, small_school_floor=180, small_school_supplement=500.0)
    assert amended(generous, boarders_funded_as=90, supplement=100) == {"small_school_supplement": 600.0}


@pytest.fixture(scope="module")
def both():
    lever = SmallSchoolFunding(pupils_funded_as=150, boarders_funded_as=150, supplement=1000)
    return [run("tonghua", levers, years=2) for levers in ((), (lever,))]


def test_what_small_schools_get_by_hand(both):
    """In 2018 a school outside 城区 with n < 150 pupils of one stage gets (150 - n) quotas and 1,000 yuan."""
    records = both[1][1]
    rows = records["school"].query(
        "year == 2018 and pupils > 0 and zone_kind != 'urban' and kind != 'nine_year'"
    )
    small = rows[rows.pupils < 150].set_index("school_id")
    quota = np.where(small.stage == "junior", 800, 600)
    told = records["money"].query("year == 2018 and kind == 'small_school_funds'").set_index("school_id").yuan
    assert len(small) > 50
    assert (told.reindex(small.index) == (150 - small.pupils.astype(int)) * quota + 1000).all()
    above = rows[rows.pupils >= 150].school_id
    assert not told.index.isin(above).any()


def test_nothing_but_money_changes(both):
    (plain, before), (changed, after) = both
    assert fingerprint(plain) == fingerprint(changed)
    first = [t["money"].query("year == 2017") for t in (before, after)]
    assert first[0].equals(first[1])
    assert before["school"].equals(after["school"])
