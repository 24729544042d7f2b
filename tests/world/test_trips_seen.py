"""What bureaus see of settlements and daily trips, against a table made with pandas from the columns."""

import numpy as np
import pandas as pd

from sim.kernels.codes import BELOW_AGE, BOARD, ENROLLED, WALK
from sim.policies import catalogue
from sim.world.publishing import publish
from tests.worlds import run


def seen():
    """Return the region at the end of a year of Tonghua, published as it is; with any lever trips are counted."""
    region = run("tonghua", (catalogue()["class_size_cap"](),), years=1)[0]
    nobody = np.zeros((len(region.schools), 9), np.int64)
    publish(region, dict.fromkeys(("n_over_limit", "n_boarders", "n_without_bed"), nobody))
    return region


def by_hand(region) -> pd.DataFrame:
    """Return a row a pupil: where it lives, its school, grade band, way, minutes, beyond the limit."""
    c, h = region.children, region.households
    pupils = c["status"] == ENROLLED
    return pd.DataFrame(
        {
            "home": h["settlement"][c["household"]][pupils], "school": c["school"][pupils],
            "band": (c["grade"][pupils].astype(int) - 1) // 3, "way": c["way"][pupils],
            "minutes": c["minutes"][pupils].astype(float), "beyond": c["is_over_limit"][pupils],
        }
    )  # fmt: skip


def test_trips_are_those_of_the_pupils_and_settlements_those_of_the_county():
    region = seen()
    pupils, g = by_hand(region), region.geography
    for county in region.counties:
        view = county.bureau.view
        here, trips = view.settlements, view.trips
        assert here.number.tolist() == np.flatnonzero(g.county == county.row).tolist()
        assert here.x.tolist() == g.x[here.number].tolist()
        assert [view.townships[t] for t in here.township] == [
            g.township_codes[t] for t in g.township[here.number]
        ]
        rows = {school_id: row for row, school_id in enumerate(region.school_ids)}
        schools = np.array([rows[one] for one in view.school_ids])
        mine = pupils[np.isin(pupils["home"], here.number) & np.isin(pupils["school"], schools)]
        told = dict(zip(zip(here.number[trips.home], schools[trips.school], strict=True), range(len(trips.home)),
                        strict=True))  # fmt: skip
        groups = mine.groupby(["home", "school"])
        assert set(told) == set(groups.groups)
        for pair, rows_of in groups:
            at, day = told[pair], rows_of[rows_of["way"] != BOARD]
            bands = [rows_of[rows_of["band"] == band] for band in range(3)]
            assert trips.pupils[at].tolist() == [len(one) for one in bands]
            assert trips.beyond[at].tolist() == [int(one["beyond"].sum()) for one in bands]
            assert trips.riders[at].tolist() == [
                int(((one["way"] != BOARD) & (one["way"] != WALK)).sum()) for one in bands
            ]
            assert np.isclose(trips.minutes[at], day["minutes"].mean() if len(day) else 0.0)


def test_children_below_school_age_stand_where_they_live():
    region = seen()
    c, h = region.children, region.households
    young = h["settlement"][c["household"]][c["status"] == BELOW_AGE]
    for county in region.counties:
        here = county.bureau.view.settlements
        assert here.below_age.tolist() == [int((young == number).sum()) for number in here.number]


def test_who_has_no_lever_is_told_no_trips_and_nobody_looks_back_at_them():
    plain, _ = run("small", (), years=2)
    assert len(plain.counties[0].bureau.view.trips.home) == 0
    levered, _ = run("small", (catalogue()["class_size_cap"](),), years=2)
    view = levered.counties[0].bureau.view
    assert len(view.trips.home) > 0
    assert len(view.earlier[0].trips.home) == 0
