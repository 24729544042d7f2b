"""Idle sites used again: which and how many a year, by hand; and rooms idle no more."""

import numpy as np
import pytest

from sim.policies.idle_site_reuse import IdleSiteReuse
from sim.rules.orders import Build, ReuseSite
from sim.rules.rulebook import Rulebook
from sim.rules.seen import IdleSites
from sim.rules.view import View
from tests.policies.places import with_closed_schools
from tests.worlds import run


def view(*planned) -> View:
    """Return a county of two townships with five idle sites: closed 2010 to 2018, of 4 to 9 rooms."""
    idle = IdleSites(
        ("S0", "S1", "S2", "S3", "S4"), np.arange(5.0), np.zeros(5), np.array([0, 0, 0, 1, 1]),
        np.array([4, 9, 5, 6, 7]), np.array([2012, 2010, 2010, 2015, 2018]),
    )  # fmt: skip
    return View("220502", 2017, townships=("A", "B"), planned=planned, idle=idle)


def given(seen: View, year=2018, **values) -> list[str]:
    values = {"share_a_year": 1, **values}
    return [order.school_id for order in IdleSiteReuse(**values).orders(year, seen, Rulebook())]


def test_the_longest_idle_come_first_and_of_equals_the_largest():
    assert given(view()) == ["S1", "S2", "S0", "S3"]  # S4 was closed this year
    assert given(view(), years_idle=4) == ["S1", "S2", "S0"]
    assert given(view(), year=2017) == []


def test_sites_spoken_for_are_left_and_a_new_school_keeps_those_of_its_township():
    use = ReuseSite("S1", 2019, "kindergarten", 9)
    assert given(view(use)) == ["S2", "S0", "S3"]
    new = Build("T", "新建小学", 2020, "", "A", 1, 6, 6)
    assert given(view(new)) == ["S3"]
    assert given(view(Build("T", "新建小学", 2020, "", "B", 1, 6, 6, site="S2"))) == ["S1", "S0"]
    assert given(view(Build("T", "配套小学", 2020, "E", "A", 1, 6, 6))) == ["S1", "S2", "S0", "S3"]


@pytest.mark.parametrize(
    ("share", "strength", "expected"), [(0.3, 1, [1, 1, 1, 1, 2]), (0.3, 0.5, [0, 1, 0, 1, 1])]
)
def test_the_share_is_met_over_the_years(share, strength, expected):
    """Of four sites, were none used up: 1.2 a year, or 0.6."""
    four = view(ReuseSite("S4", 2019, "kindergarten", 7))
    found = [len(given(four, 2018 + k, share_a_year=share, strength=strength)) for k in range(5)]
    assert found == expected


def test_the_order_says_use_rooms_and_year():
    lever = IdleSiteReuse(use=1, lead_years=2, share_a_year=0.25)
    assert lever.orders(2018, view(), Rulebook()) == (ReuseSite("S1", 2020, "activities", 9),)


@pytest.mark.parametrize(
    ("year", "strength", "km"), [(2017, 1, 0), (2018, 1, 2), (2018, 0.5, 1), (2018, 0, 0)]
)
def test_new_schools_are_put_on_idle_sites_near_by(year, strength, km):
    changes = IdleSiteReuse(strength=strength).amend(year, view(), Rulebook())
    assert Rulebook().amended(changes).reuse_sites_within_km == km


def test_the_nearest_site_within_reach():
    sites = view().idle
    assert [sites.nearest(2.4, 0, km) for km in (0.3, 0.4, 9)] == ["", "S2", "S2"]
    assert IdleSites().nearest(0, 0, 9) == ""


def test_idle_rooms_fall_by_those_given_away_and_the_school_table_says_what_for():
    records = run("tonghua", (IdleSiteReuse(),), years=5, begin=with_closed_schools(), check=True)[1]
    schools, events = records["school"], records["order_events"].query("kind == 'reuse_site'")
    idle = schools.groupby("year").rooms_idle_sites.sum()
    given_away = events.groupby("year").amount.sum().reindex(idle.index, fill_value=0).cumsum()
    assert (idle == 12 * 7 + 20 - given_away).all()
    assert schools.groupby("year").sites_idle.sum().to_dict()[2021] == 13 - len(events) < 13
    uses = (
        schools[(schools.year == 2021) & schools.school_id.str.startswith("CLOSED")]
        .groupby("site_use")
        .size()
    )
    assert uses.to_dict() == {"idle": 13 - len(events), "other_education": len(events)}


def test_at_strength_0_the_records_are_those_without_it():
    without, off = (
        run("tonghua", levers, years=3, begin=with_closed_schools())[1]
        for levers in ((), (IdleSiteReuse(strength=0),))
    )
    for name, table in without.items():
        assert table.equals(off[name]), name
