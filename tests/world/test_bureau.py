"""The bureau: what is published to it, how far it looks back, and that orders given are known before they are due."""

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import (
    AWAY,
    CLOSED,
    ELSEWHERE_IN_COUNTY,
    HERE,
    HERE_BUT_AWAY,
    OUTSIDE_COUNTY,
)
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.rules.orders import AddBeds
from sim.rules.policy import Policy, strength
from sim.rules.view import CENSUSES, View
from sim.world.bureau import Bureau
from sim.world.region import Region
from tests.worlds import frame, numbers, start


class Note(Policy):
    """Order a bed in two years' time and note what the view says is planned."""

    NAME, TITLE, MEASURES, PARAMETERS = "note", Say("note", "记"), (), (strength(),)

    def __init__(self):
        super().__init__()
        self.seen = []

    def orders(self, year, view, rulebook):
        self.seen.append((year, [order.year for order in view.planned]))
        return (AddBeds("A", year + 2, 1),)


def test_orders_not_yet_due_and_those_of_the_levers_before_are_known():
    first, second = Note(), Note()
    bureau = Bureau("220502", (first, second), 2018)
    due = [len(bureau.decide(year)[1]) for year in (2018, 2019, 2020, 2021)]
    assert due == [0, 0, 2, 2]
    assert first.seen == [
        (2018, []), (2019, [2020, 2020]), (2020, [2020, 2020, 2021, 2021]), (2021, [2021, 2021, 2022, 2022]),
    ]  # fmt: skip
    assert second.seen[:2] == [(2018, [2020]), (2019, [2020, 2020, 2021])]
    assert [lever for lever, _ in bureau.given] == ["note", "note"]


def test_a_bureau_looks_back_a_few_censuses_without_chains():
    bureau = Bureau("220502", (), 2018)
    for year_ in range(2018, 2033):
        bureau.publish(View("220502", year_, ("A",)))
    years = [view.year for view in (bureau.view, *bureau.view.earlier)]
    assert years == list(range(2032, 2032 - CENSUSES, -1))
    assert all(view.earlier == () for view in bureau.view.earlier)


def test_a_census_before_the_start_is_none():
    bureau = Bureau("220502", (), 2018)
    bureau.publish(View("220502", 2018, ("A",)))
    assert bureau.view.earlier == ()


def test_figures_published_are_those_of_the_open_schools_at_the_census():
    region, recorder = Region(start("small"), numbers(), (), seed=1), Recorder()
    steps = year(*recorder.steps())
    region.plan = first_year(steps)
    region.step()
    with region.schools.writing_as("network"):
        region.schools.writable("status")[1] = CLOSED
    closed = np.outer(region.schools["status"] == CLOSED, np.ones(9, bool))
    region.register.displace(closed, np.full((3, 9), -1), region.year)
    region.refresh_zones()
    region.plan = steps
    region.step()
    view, s, rows = region.counties[0].bureau.view, region.schools, [0, 2]
    assert view.year == region.year - 1
    assert view.school_ids == tuple(region.school_ids[row] for row in rows)
    for name in (
        "kind",
        "zone",
        "ownership",
        "x",
        "y",
        "grade_low",
        "grade_high",
        "is_protected",
        "rooms",
        "beds",
    ):
        assert view.__dict__[name].tolist() == s[name][rows].tolist()
    assert view.earlier[0].school_ids == region.school_ids
    told = frame(recorder.tables()["school_grade"]).query("year == 2018")
    for name, figures in (
        ("pupils", view.pupils), ("classes", view.classes), ("n_over_limit", view.over_limit),
        ("n_boarders", view.boarders), ("n_without_bed", view.without_bed),
    ):  # fmt: skip
        by_school = told.groupby("school_id")[name].sum()
        assert figures.reshape(2, -1).sum(axis=1).tolist() == by_school[list(view.school_ids)].tolist()
    assert told.n_boarders.sum() > 0
    assert [view.townships[row] for row in view.township] == [
        region.geography.township_codes[row] for row in s["township"][rows]
    ]
    assert view.is_seat.tolist() == [True] + [False] * (len(view.townships) - 1)


def test_children_are_published_by_township_age_and_hukou():
    """Residents are those of the census; every registered child stands once where the hukou is."""
    begin = start("tonghua")
    region, recorder = Region(begin, numbers(), (), seed=1), Recorder()
    region.plan = first_year(year(*recorder.steps()))
    region.step()
    told = frame(recorder.tables()["township_age"]).query("age < 15")
    residents = told.groupby(["township", "age"]).residents.sum()
    away, registered = begin.adults[:, :15, :, AWAY].sum(), 0
    for county in region.counties:
        view = county.bureau.view
        here = view.children[:, :, [HERE, ELSEWHERE_IN_COUNTY, OUTSIDE_COUNTY]].sum(axis=2)
        for row, township in enumerate(view.townships):
            assert here[row].tolist() == residents[township].reindex(range(15), fill_value=0).tolist()
        registered += view.children[:, :, [HERE, HERE_BUT_AWAY]].sum()
    is_mine = (region.households["hukou"] == 0)[region.children["household"]]
    c = region.children
    young = region.year - 1 - c["birth_year"] - (c["birth_month"] > 8) < 15
    assert registered == (is_mine & young).sum() + away
