"""Effect contract of left_behind_care: file and care by their shares exactly, hours and yuan; an effect if given."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import DROPPED_OUT
from sim.policies.left_behind_care import LeftBehindCare
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from tests.policies.counties import county
from tests.worlds import by_uid, numbers, run, start

BOOK = Rulebook()
OF_CARE = {"is_filed", "is_cared"}
COUNTS = ["n_left_behind", "n_left_behind_filed", "n_key_cases", "n_cared", "n_key_cases_cared"]


def amended(book=BOOK, year=2020, **values):
    return LeftBehindCare(**values).amend(year, county({"id": "A"}), book)


def test_shares_rise_by_the_strength_of_the_lever_from_its_year_on():
    assert amended() == {
        "filing_gap_closed": 1.0, "care_share_key": 1.0, "care_share_other": 0.0, "filing_surveys": 2, "care_hours": 20,
    }  # fmt: skip
    half = amended(strength=0.5, share_other=0.2, hours=30)
    assert (half["filing_gap_closed"], half["care_share_key"], half["care_share_other"]) == (0.5, 0.5, 0.1)
    assert half["care_hours"] == 30
    assert amended(year=2017) == amended(strength=0) == {}


def test_a_rulebook_that_does_more_stays():
    more = replace(BOOK, care_share_other=0.5, filing_surveys=4)
    assert amended(more)["care_share_other"] == 0.5
    assert amended(more)["filing_surveys"] == 4


@pytest.fixture(scope="module")
def both():
    return [run("tonghua", levers, check=True) for levers in ((), (LeftBehindCare(),))]


def by_county(records, year):
    rows = records["school_grade"].query(f"year == {year}")
    return rows.groupby("county", observed=True)[[*COUNTS, "filing_hours", "care_hours"]].sum()


def test_before_it_the_file_misses_its_share_in_every_county_to_the_nearest_pupil(both):
    for year in (2017, 2018):
        found = by_county(both[0][1], year)
        wanted = np.floor(numbers()["share_filed_start"] * found.n_left_behind + 0.5)
        assert (found.n_left_behind_filed == wanted).all()
        assert (found.n_cared == 0).all()
        assert (found.filing_hours == 0.5 * found.n_left_behind_filed).all()


def test_then_everybody_is_on_file_and_every_key_case_in_care(both):
    found = by_county(both[1][1], 2018)
    assert (found.n_left_behind_filed == found.n_left_behind).all()
    assert (found.n_key_cases == found.n_cared).all()
    assert (found.n_key_cases_cared == found.n_cared).all()
    assert (found.n_cared < found.n_left_behind).all()
    assert (found.filing_hours == found.n_left_behind).all()  # two surveys of half an hour
    assert (found.care_hours == 20 * found.n_cared).all()
    money = (
        both[1][1]["money"]
        .query("year == 2018 and kind == 'care'")
        .groupby("county", observed=True)
        .yuan.sum()
    )
    assert (money == 200 * found.n_cared).all()


def test_without_an_effect_care_changes_nobody(both):
    one, other = (region.children for region, _ in both)
    assert other["is_cared"].any()
    assert all((one[name] == other[name]).all() for name in set(one.columns) - OF_CARE)


def test_a_given_effect_keeps_some_of_those_in_care_and_loses_nobody():
    """In the first year, in which both have the same pupils; the survey stress case, so that many would leave."""
    begin = start("tonghua")
    first = LeftBehindCare(year_first=begin.year)
    values = {**numbers(), "is_survey_dropout": 1, "odds_cared": 0.5}
    one, other = (
        by_uid(
            simulate(begin, values, levers, seed=1, last_year=begin.year)[0].children,
            "status", "year_left", "is_cared",
        )
        for levers in ((), (first,))
    )  # fmt: skip
    left = [set(table.index[table.year_left == begin.year]) for table in (one, other)]
    kept = left[0] - left[1]
    assert left[1] < left[0]
    assert other.loc[list(kept)].is_cared.all()
    cared = set(other.index[other.is_cared > 0])
    assert 0.4 < len(left[1] & cared) / len(left[0] & cared) < 0.65
    assert (other.status == DROPPED_OUT).sum() < (one.status == DROPPED_OUT).sum()


def test_zero_strength_is_do_nothing_bit_for_bit(both):
    records = run("tonghua", (LeftBehindCare(strength=0.0),))[1]
    assert all(records[name].equals(both[0][1][name]) for name in records)
