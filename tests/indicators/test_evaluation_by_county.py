"""Evaluations county by county: shares of the counties within the thresholds."""

import pytest

from sim.indicators.measures import measure
from tests.indicators.hand import frame, school_rows, tables

ALL_TOLD = {
    "n_above_standard": 6, "n_backbone": 2, "n_pe_arts": 2, "teaching_m2": 600, "sports_m2": 1200,
    "equipment_yuan": 300_000, "multimedia_rooms": 3, "computers": 10, "books": 900, "teachers": 8,
    "n_middle_title": 4,
}  # fmt: skip
NAMES = ("share_counties_within_2012", "share_counties_within_2017", "cv2012_composite", "cv2017_highest")


def county(code: str, uneven: bool) -> list[tuple]:
    """Return two schools of 100 pupils alike in everything, or one that has all and one that has a hundredth."""
    poor = {name: value / 100 if uneven else value for name, value in ALL_TOLD.items()}
    return [
        (2017, code, f"{code}{n}", "primary", "town", "primary", 100, 0, own)
        for n, own in enumerate((ALL_TOLD, poor))
    ]


@pytest.mark.parametrize(("uneven", "share"), [((False, False), 100), ((True, False), 50), ((True, True), 0)])
def test_the_share_of_counties_within_by_hand(uneven, share):
    rows = county("a", uneven[0]) + county("b", uneven[1])
    found = measure({**tables(), "school": school_rows(rows)}, None, NAMES).loc[("all", "primary", 2017)]
    assert found["share_counties_within_2012"] == share
    assert found["share_counties_within_2017"] == share


def test_of_one_county_alone():
    records = {**tables(), "school": school_rows(county("a", True) + county("b", False))}
    assert measure(records, "a", NAMES).loc[("all", "primary", 2017), "share_counties_within_2012"] == 0
    assert measure(records, "b", NAMES).loc[("all", "primary", 2017), "share_counties_within_2012"] == 100


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("share_counties_small_funds", "small_school_floor", (100, 80)),
        ("share_counties_quota", "quota_share", (0.5, 0.49)),
    ],
)
def test_the_share_of_counties_whose_rulebook_has_enough(name, field, values):
    rows = [
        {"year": 2017, "county": c, "field": field, "value": v} for c, v in zip("ab", values, strict=True)
    ]
    records = {**tables(), "rulebook": frame("rulebook", rows)}
    at = ("all", "all", 2017)
    assert [measure(records, county, (name,)).loc[at, name] for county in (None, "a", "b")] == [50, 100, 0]
