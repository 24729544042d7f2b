"""The file of left-behind pupils and one-to-one care, by hand: a few pupils of the small county, all others at home."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import ENROLLED
from sim.processes import care
from sim.records.care_rows import care_columns
from sim.rules.rulebook import Rulebook
from sim.world.people_count import take_census
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

BOOK = Rulebook()
# Of ten left-behind pupils: parents away, poor. Five key cases, two of them with two risks.
TEN = [(2, 1), (2, 1), (2, 0), (2, 0), (1, 1), (1, 0), (1, 0), (1, 0), (1, 0), (1, 0)]
NEW = (5, 6)  # their parent went away this year


class Ten:
    """The small county in which ten pupils of age are left behind, each of a family of its own."""

    def __init__(self, filed: float = 0.8, odds: float = 1.0, **book) -> None:
        self.region = region = Region(
            start("small"), {**numbers(), "share_filed_start": filed, "odds_cared": odds}, (), seed=1
        )
        region.rules = CountyRules([replace(BOOK, **book)])
        c, h = region.children, region.households
        age = region.year - c["birth_year"] - (c["birth_month"] > 8)
        of_age = np.flatnonzero((c["status"] == ENROLLED) & (age == c["grade"] + 5))
        _, first = np.unique(c["household"][of_age], return_index=True)
        self.rows = of_age[np.sort(first)][:: len(first) // 10][:10]
        homes = c["household"][self.rows]
        with region.writing_as("moves"):
            h.writable("parents_away")[:] = 0
            h.writable("is_rural_hukou")[:] = 1
            h.writable("year_away")[homes] = region.year - 3
            h.writable("year_away")[homes[list(NEW)]] = region.year
            h.writable("parents_away")[homes] = [away for away, _ in TEN]
        with region.writing_as("births"):
            h.writable("poverty")[homes] = [poor for _, poor in TEN]
        others = np.isin(c["household"], homes)
        others[self.rows] = False
        with region.writing_as("register"):
            c.writable("status")[others] = 0
        with region.writing_as("care"):
            care.run(region, region.rules, [])

    def which(self, column: str) -> list[int]:
        """Return the places among the ten of those with it; nobody else has."""
        flags = self.region.children[column]
        assert flags.sum() == flags[self.rows].sum()
        return np.flatnonzero(flags[self.rows]).tolist()


def test_the_file_misses_first_whose_parent_went_away_this_year():
    ten = Ten(filed=0.8)
    assert ten.which("is_filed") == [k for k in range(10) if k not in NEW]
    assert ten.which("is_cared") == []
    assert ten.region.children["care_case"][ten.rows].tolist() == [3, 3, 2, 2, 2, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("filed", "closed", "n"), [(0.5, 0, 5), (0.5, 0.5, 8), (0.5, 1, 10), (0.44, 0, 4), (1, 0, 10)]
)
def test_the_file_has_its_share_exactly(filed, closed, n):
    """Half of the five missing is two and a half: three with the half rounded up, eight of ten on file."""
    assert len(Ten(filed=filed, filing_gap_closed=closed).which("is_filed")) == n


def test_a_fuller_file_has_the_same_pupils_and_others():
    files = [set(Ten(filed=filed).which("is_filed")) for filed in (0.2, 0.5, 0.8, 1.0)]
    assert all(a < b for a, b in zip(files[:-1], files[1:], strict=True))


@pytest.mark.parametrize(("share", "n"), [(0.2, 1), (0.4, 2), (0.6, 3), (1.0, 5)])
def test_care_goes_to_key_cases_of_more_risks_first(share, n):
    cared = Ten(filed=1.0, care_share_key=share).which("is_cared")
    assert len(cared) == n
    assert set(cared) <= ({0, 1} if n <= 2 else {0, 1, 2, 3, 4})
    assert n < 2 or {0, 1} <= set(cared)


def test_other_left_behind_pupils_get_care_by_a_share_of_their_own():
    cared = Ten(filed=1.0, care_share_key=1.0, care_share_other=0.4).which("is_cared")
    assert len(cared) == 5 + 2
    assert {0, 1, 2, 3, 4} <= set(cared)
    assert len(Ten(filed=1.0, care_share_other=0.4).which("is_cared")) == 2


def test_who_is_not_on_file_gets_no_care():
    ten = Ten(filed=0.5, care_share_key=1.0, care_share_other=1.0)
    assert ten.which("is_cared") == ten.which("is_filed")
    assert len(ten.which("is_cared")) == 5


def test_records_and_money_count_the_same_pupils():
    book = {"care_share_key": 1.0, "care_hours": 12.0, "yuan_care_pupil": 150.0, "filing_surveys": 2}
    ten = Ten(filed=1.0, **book)
    found = care_columns(ten.region, ten.region.rules, take_census(ten.region).by_grade)
    assert {name: values.sum() for name, values in found.items()} == {
        "n_left_behind_filed": 10, "n_key_cases": 5, "n_cared": 5, "n_key_cases_cared": 5,
        "filing_hours": 10 * 2 * 0.5, "care_hours": 60.0,
    }  # fmt: skip
    c = ten.region.children
    for row in ten.rows[:5]:
        assert found["n_cared"][c["school"][row], c["grade"][row] - 1] >= 1
    ten.region.ledger.open_year()
    yuan = ten.region.ledger.by_school["care"]
    assert yuan.tolist() == (150 * found["n_cared"].sum(axis=1)).tolist()
    assert yuan.sum() == 750


def test_the_effect_on_dropout_is_off_by_default_and_only_for_those_in_care():
    usual = Ten(filed=1.0, care_share_key=1.0)
    assert care.log_odds(usual.region) == 0.0
    ten = Ten(filed=1.0, care_share_key=1.0, odds=0.5)
    assert care.log_odds(ten.region) == pytest.approx(np.log(0.5))
    is_cared = ten.region.children["is_cared"]
    assert is_cared[ten.rows].tolist() == [1] * 5 + [0] * 5
    assert is_cared.sum() == 5


def test_care_is_given_anew_each_year():
    ten = Ten(filed=1.0, care_share_key=1.0)
    ten.region.rules = CountyRules([BOOK])
    with ten.region.writing_as("moves"):
        ten.region.households.writable("parents_away")[:] = 0
    with ten.region.writing_as("care"):
        care.run(ten.region, ten.region.rules, [])
    assert ten.which("is_filed") == ten.which("is_cared") == []
