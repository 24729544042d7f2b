"""Effects of the levers that put rules of admission, with the same luck, as the applications of Tonghua tell them."""

from functools import cache

import pandas as pd
import pytest

from sim.policies import catalogue
from tests.policies.places import place_of
from tests.worlds import fingerprint, run

YEARS, FIRST = 5, 2018
LEVERS = (
    "zone_lottery", "large_district", "priority_admission", "points_admission", "permit_admission", "migrant_quota",
    "feeder_admission",
)  # fmt: skip
OUTSIDE = ("province", "other")


@cache
def lived(lever: str, is_used: bool, strength: float = 1.0):
    """Return region and records of a run in the place of a lever, with those beside it, and with itself where used."""
    kind = catalogue()[lever]
    levers = [catalogue()[name]() for name in kind.BESIDE] + ([kind(strength=strength)] if is_used else [])
    return run("tonghua", levers, years=YEARS, begin=place_of(lever))


def applications(lever: str, is_used: bool) -> pd.DataFrame:
    return lived(lever, is_used)[1]["admission"]


def changes(lever: str, *columns: str, outside: bool | None = None) -> list[int]:
    """Return by how much the lever changes sums of columns, of all children or those with hukou (not) outside."""
    sums = []
    for is_used in (False, True):
        rows = applications(lever, is_used)
        rows = rows if outside is None else rows[rows.origin.isin(OUTSIDE) == outside]
        sums.append(rows[list(columns)].astype(int).sum())
    return (sums[1] - sums[0]).tolist()


@pytest.mark.parametrize("lever", LEVERS)
def test_zero_strength_changes_nothing_bit_for_bit(lever):
    region, records = lived(lever, True, 0.0)
    assert fingerprint(region) == fingerprint(lived(lever, False)[0])
    assert all(records[name].equals(lived(lever, False)[1][name]) for name in records)


@pytest.mark.parametrize("lever", LEVERS)
def test_nothing_changes_before_the_first_year(lever):
    before, after = (lived(lever, is_used)[1]["school_grade"] for is_used in (False, True))
    assert before[before.year < FIRST].equals(after[after.year < FIRST])


@pytest.mark.parametrize("lever", LEVERS)
def test_children_with_hukou_in_the_county_never_wait(lever):
    rows = applications(lever, True)
    local = rows[~rows.origin.isin(OUTSIDE)]
    assert local[["n_waiting", "n_gone_back"]].to_numpy().sum() == 0


@pytest.mark.parametrize("lever", ["zone_lottery", "large_district"])
def test_wider_zones_spread_children_and_leave_fewer_to_be_placed_elsewhere(lever):
    (overflow,) = changes(lever, "n_overflow_near")
    assert overflow < 0
    over, minutes = (
        lived(lever, True)[1]["school_grade"][column].astype(int).sum()
        - lived(lever, False)[1]["school_grade"][column].astype(int).sum()
        for column in ("n_over_capacity", "minutes_sum")
    )
    assert over < 0 < minutes


def test_families_who_choose_travel_less_than_children_who_are_drawn():
    drawn, chosen = (
        lived(lever, True)[1]["school_grade"]["minutes_sum"].astype(int).sum()
        for lever in ("zone_lottery", "large_district")
    )
    assert chosen < drawn


def test_tiers_that_ask_for_permit_and_insurance_turn_newcomers_away():
    waiting, back = changes("priority_admission", "n_waiting", "n_gone_back", outside=True)
    assert waiting > 0
    assert back > 0
    assert set(applications("priority_admission", True).query("year >= @FIRST").group) >= {"hukou_and_home"}


def test_points_send_newcomers_elsewhere_sooner():
    by_zone, elsewhere = changes("points_admission", "n_zone", "n_sent_elsewhere", outside=True)
    assert by_zone < 0 < elsewhere


@pytest.mark.parametrize("lever", ["permit_admission", "migrant_quota"])
def test_newcomers_go_to_the_school_of_their_zone(lever):
    by_zone, elsewhere = changes(lever, "n_zone", "n_sent_elsewhere", outside=True)
    assert elsewhere < 0 < by_zone


def test_feeders_change_grade_7_alone():
    before, after = (lived("feeder_admission", is_used)[1]["school_grade"] for is_used in (False, True))
    a, b = (rows[rows.year == FIRST].set_index(["school_id", "grade"]).n_entrants for rows in (before, after))
    changed = (a != b)[a != b].reset_index()
    assert set(changed.grade) == {7}
