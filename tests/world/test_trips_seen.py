"""What bureaus see of settlements and daily trips, against a table made with pandas from the columns."""

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import Say
from sim.kernels.codes import BELOW_AGE, BOARD, ENROLLED, WALK
from sim.policies import catalogue
from sim.rules.policy import Policy, strength
from sim.world.people_count import take_census
from sim.world.publishing import publish
from sim.world.trips_seen import Held
from tests.worlds import run


def seen():
    """Return the region at the end of a year of Tonghua, published as it is, to levers one of which looks at trips."""
    region = run("tonghua", (catalogue()["public_transit"](),), years=1)[0]
    publish(region, take_census(region))
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


def test_only_who_says_so_sees_trips_and_nobody_looks_back_at_them():
    looks, looks_not = (catalogue()[name]() for name in ("school_buses", "class_size_cap"))
    for levers in ((), (looks_not,)):
        view = run("small", levers, years=2)[0].counties[0].bureau.view
        with pytest.raises(AttributeError, match="SEES_TRIPS"):
            _ = view.trips.home
    view = run("small", (looks_not, looks), years=2)[0].counties[0].bureau.view
    assert len(view.trips.home) > 0
    assert len(view.earlier[0].trips.home) == 0


def test_a_lever_that_looks_at_trips_without_saying_so_is_told_at_once():
    class Peeps(Policy):
        NAME, TITLE, MEASURES, PARAMETERS = "peeps", Say("peeps", "偷看"), (), (strength(),)

        def orders(self, year, view, rulebook):
            return () if len(view.trips.home) >= 0 else None

    with pytest.raises(AttributeError, match="SEES_TRIPS"):
        run("small", (Peeps(),), years=3)


def test_what_counties_hold_stands_in_their_order_with_its_position_among_them():
    held = Held(np.array([0, 1, 3, 4]), np.array([1, 0, 0, 1, 0]), n_counties=3)  # row 2 is held by none
    assert [held.rows[held.of(county)].tolist() for county in range(3)] == [[1, 4], [0, 3], []]
    assert held.position.tolist() == [0, 0, -1, 1, 1]
