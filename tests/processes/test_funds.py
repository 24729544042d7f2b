"""Public funds and aid by hand: a few pupils at a few schools, their roll here, there, elsewhere or nowhere.

In 2019 a primary pupil brings 633 yuan of public funds, 90 for textbooks and, poor, 500 of living aid, 1,000 boarding.
"""

from dataclasses import replace

import numpy as np

from sim.kernels.codes import BELOW_AGE, BOARD, DROPPED_OUT, ENROLLED, LEFT, RIDE, URBAN, VILLAGE
from sim.processes import funds
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from sim.world.start import CountyMoney
from tests.worlds import numbers, start

BOOK = Rulebook()
OUTSIDE = -2


class Hand:
    """Tonghua without pupils but those that are put there: schools A and B of the first county and C of another."""

    def __init__(self, share_aided: float = 1.0, **book) -> None:
        self.region = region = Region(
            start("tonghua"), {**numbers(), "share_poor_aided_start": share_aided}, (), seed=1
        )
        region.year = 2019
        region.rules = CountyRules(replace(BOOK, register_lag_years=2, **book) for _ in region.counties)
        county = region.schools["county"]
        self.a, self.b = (int(row) for row in np.flatnonzero(county == 0)[:2])
        self.c = int(np.flatnonzero(county == 1)[0])
        self.free = 0
        with region.writing_as("network"):
            region.schools.writable("zone")[:] = URBAN
        with region.writing_as("births"):
            region.households.writable("poverty")[:] = 0
        self._write("register", status=BELOW_AGE, school=-1, register_school=-1, years_behind=0)

    def _write(self, owner: str, rows=slice(None), **columns) -> None:
        with self.region.writing_as(owner):
            for name, value in columns.items():
                self.region.children.writable(name)[rows] = value

    def put(self, n: int, school: int, *, roll: int | None = None, grade: int = 2, behind: int = 0,
            boards: bool = False, poor: bool = False, status: int = ENROLLED) -> None:  # fmt: skip
        """Put pupils of families of their own at a school, their roll there or elsewhere."""
        _, firsts = np.unique(self.region.children["household"], return_index=True)
        rows = np.sort(firsts)[self.free : self.free + n]
        self.free += n
        on = school if roll is None else roll
        self._write("register", rows, status=status, school=school, grade=grade, register_school=on,
                    years_behind=behind)  # fmt: skip
        self._write("travel", rows, way=BOARD if boards else RIDE)
        with self.region.writing_as("births"):
            self.region.households.writable("poverty")[self.region.children["household"][rows]] = int(poor)

    def village(self, *schools: int) -> None:
        with self.region.writing_as("network"):
            self.region.schools.writable("zone")[list(schools)] = VILLAGE

    def lines(self) -> dict[str, list[int]]:
        """Return the yuan of A, B and C by kind; no other school has any, and each has as much in as out."""
        region = self.region
        funds.count(region, region.rules, [])
        region.ledger.open_year()
        assert region.ledger.unbalanced() == 0
        book = region.ledger.by_school
        mine = [self.a, self.b, self.c]
        for yuan in book.values():
            assert yuan.sum() == yuan[mine].sum()
        return {kind: yuan[mine].tolist() for kind, yuan in book.items()}


def test_a_pupil_brings_the_funds_of_its_stage_and_a_poor_one_living_aid():
    hand = Hand()
    hand.put(30, hand.a)
    hand.put(5, hand.a, boards=True)
    hand.put(4, hand.a, boards=True, poor=True)
    hand.put(3, hand.a, poor=True)
    hand.put(10, hand.c, grade=8)
    lines = hand.lines()
    assert lines["public_funds"] == [42 * 633, 0, 10 * 833]
    assert lines["boarder_funds"] == [9 * 200, 0, 0]
    assert lines["textbooks"] == [42 * 90, 0, 10 * 180]
    assert lines["living_aid"] == [4 * 1000 + 3 * 500, 0, 0]
    assert lines["aid_funds"] == [42 * 90 + 5500, 0, 1800]
    assert lines["school_running"] == [42 * 633 + 1800, 0, 8330]
    assert lines["small_school_funds"] == [0, 0, 0]  # in 城区
    assert lines["funds_followed_in"] == lines["funds_followed_out"] == [0, 0, 0]


def test_small_schools_outside_the_city_are_funded_as_their_floor():
    hand = Hand(small_boarding_floor=80, small_school_supplement=1000.0)
    hand.village(hand.a, hand.b, hand.c)
    hand.put(60, hand.a)
    hand.put(10, hand.b, boards=True)
    hand.put(20, hand.b, grade=8)
    hand.put(100, hand.c)
    lines = hand.lines()
    assert lines["small_school_funds"] == [
        40 * 633 + 1000,
        # below the floor of every school, that of schools with boarders is below it: 100 x the mean of their quota
        round(100 * (10 * 633 + 20 * 833) / 30 - (10 * 633 + 20 * 833)) + 1000,
        0,
    ]


def test_a_small_school_with_boarders_has_the_higher_floor():
    hand = Hand(small_boarding_floor=150)
    hand.village(hand.a, hand.b)
    hand.put(120, hand.a)
    hand.put(119, hand.b)
    hand.put(1, hand.b, boards=True)
    assert hand.lines()["small_school_funds"] == [0, 30 * 633, 0]


def test_by_the_roll_funds_stand_where_nobody_sits():
    """Before the lever: three sit at A on B's roll, two at A on C's, four at C on none, five left B, six B's county."""
    hand = Hand()
    hand.put(3, hand.a, roll=hand.b, behind=2)
    hand.put(2, hand.a, roll=hand.c, behind=1, poor=True)
    hand.put(4, hand.c, roll=OUTSIDE, behind=2)
    hand.put(5, hand.b, behind=1, status=DROPPED_OUT)
    hand.put(7, hand.b, behind=2, status=LEFT)  # told below, among those gone
    hand.region.departed.add(np.full(6, hand.b), np.full(6, 2), np.full(6, 2))
    lines = hand.lines()
    assert lines["public_funds"] == lines["school_running"] == [0, (3 + 5 + 6) * 633, 2 * 633]
    assert lines["living_aid"] == [0, 0, 2 * 500]
    assert lines["textbooks"] == [0, 3 * 90, 2 * 90]


def test_funds_follow_within_the_county_at_once_and_to_another_through_its_books():
    hand = Hand(funds_follow_share=1.0)
    hand.put(3, hand.a, roll=hand.b, behind=2)
    hand.put(2, hand.a, roll=hand.c, behind=1, poor=True)
    hand.put(4, hand.c, roll=OUTSIDE, behind=2)
    hand.put(5, hand.b, behind=1, status=DROPPED_OUT)
    hand.region.departed.add(np.full(6, hand.b), np.full(6, 2), np.full(6, 2))
    lines, poor = hand.lines(), 633 + 90 + 500
    assert lines["public_funds"] == [3 * 633, 0, 2 * 633]
    assert lines["funds_followed_out"] == [0, 0, 2 * poor]
    assert lines["funds_followed_in"] == [2 * poor, 0, 4 * (633 + 90)]
    assert lines["school_running"] == [5 * 633, 0, 4 * 633]
    assert lines["textbooks"] == [5 * 90, 0, 4 * 90]
    assert lines["living_aid"] == [2 * 500, 0, 0]
    assert lines["aid_funds"] == [3 * 90, 0, 2 * 590]


def test_part_of_the_funds_follow_in_whole_yuan_a_pupil():
    hand = Hand(funds_follow_share=0.3)
    hand.put(7, hand.a, roll=hand.c, behind=1)
    lines = hand.lines()
    assert lines["funds_followed_in"][0] == lines["funds_followed_out"][2] == 7 * (190 + 27)  # 189.9 and 27.0
    assert lines["school_running"] == [7 * 190, 0, 7 * 443]


def test_with_a_lag_funds_follow_from_the_second_census_on():
    hand = Hand(funds_follow_share=1.0, funds_lag_years=1)
    hand.put(7, hand.a, roll=hand.c, behind=2)  # wrong at two censuses, this is the first
    hand.put(5, hand.b, roll=hand.c, behind=1)
    lines = hand.lines()
    assert lines["funds_followed_in"] == [0, 5 * 723, 0]
    assert lines["school_running"] == [0, 5 * 633, 7 * 633]


def test_the_floor_lifts_what_reaches_the_school():
    """60 sit at A, ten of them without funds: the floor makes up for these too."""
    hand = Hand()
    hand.village(hand.a)
    hand.put(50, hand.a)
    hand.put(10, hand.a, roll=OUTSIDE, behind=1)
    assert hand.lines()["small_school_funds"] == [50 * 633, 0, 0]


def test_heating_is_what_the_county_tells_and_nothing_where_it_does_not():
    hand = Hand()
    hand.put(7, hand.a)
    hand.put(8, hand.c)
    heating = np.full(len(hand.region.counties), np.nan)
    heating[0] = 150.5
    hand.region.county_money = CountyMoney(heating.copy(), heating)
    lines = hand.lines()
    assert (
        lines["heating"] == lines["heating_funds"] == [1054, 0, 0]
    )  # 1053.5, half up; C's county tells none


def test_rates_that_are_carried_on_are_marked_by_kind():
    hand = Hand()
    hand.lines()
    assert hand.region.ledger.carried_on == {
        "textbooks", "aid_funds", "funds_followed_in", "funds_followed_out",
    }  # fmt: skip # the amount of a textbook is of 2008
    hand.region.year = 2030
    hand.lines()
    assert {"public_funds", "school_running", "boarder_funds", "living_aid"} <= hand.region.ledger.carried_on
