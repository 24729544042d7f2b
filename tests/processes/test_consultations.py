"""The legal gate: in which years an order meets what, who is asked, with what probability parents are against."""

import numpy as np
import pytest

from sim.kernels.codes import BELOW_AGE, ENROLLED, WAITING
from sim.processes import consultations
from sim.rules.orders import AddBeds, ChangeGrades, Close, OpenBusLine
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.ordering import IDS, PRIMARY, WHOLE, Ordering, whole_county
from tests.ordering import POINT as SITE
from tests.worlds import fingerprint, numbers, run

P, D, W = IDS
RULES = CountyRules([Rulebook()])
BEDS = (AddBeds(W, 2020, 9, goes_with=P),)


def lived(*orders, years: int = 5, **rules):
    """Run the whole county with orders given in 2018, the first year in which parents can be asked."""
    return run("small", (Ordering({2018: orders}, **rules),), begin=whole_county(), years=years, check=True)


def told(records) -> list[tuple[int, str, str]]:
    events = records["order_events"].query("event != 'paid'")
    return list(zip(events.year, events.target, events.event, strict=True))


def test_plan_publicity_and_closing_are_school_years():
    _, records = lived(Close(P, 2021, W, publicity=2019), closure_opposition_limit=1.0)
    assert records["orders"].year.tolist() == [2018]
    assert told(records) == [(2019, P, "published"), (2021, P, "carried_out")]
    share = records["order_events"].set_index("event").share_against
    assert 0 < share["published"] < 1
    assert np.isnan(share["carried_out"])
    status = records["school"].query("school_id == @P").set_index("year").status
    assert status[2020] == "open"
    assert status[2021] == "closed"


@pytest.mark.parametrize("helps", [(), BEDS])
def test_a_stopped_closing_leaves_all_as_without_it_but_for_what_is_told(helps):
    order = Close(P, 2020, W, publicity=2019, compensation=helps)
    (stopped, a), (plain, b) = (
        lived(*orders, years=6, closure_opposition_limit=0.0) for orders in ((order,), ())
    )
    assert told(a) == [(2019, one.target, "stopped_by_parents") for one in (order, *helps)]
    assert (a["order_events"].query("event != 'paid'").share_against > 0).all()
    assert fingerprint(stopped) == fingerprint(plain)
    paid = ("county", "money") if helps else ()  # beds are paid for with the plan
    assert all(a[name].equals(b[name]) for name in a if name not in ("orders", "order_events", *paid))
    assert a["orders"].kind.tolist() == ["close", "add_beds"][: 1 + len(helps)]


@pytest.mark.parametrize(("share", "event"), [(0.5, "published"), (0.51, "stopped_by_parents")])
def test_most_must_be_against(monkeypatch, share, event):
    against = np.arange(100) < 100 * share
    monkeypatch.setattr(consultations, "families_against", lambda *_: against)
    _, records = lived(Close(P, 2020, publicity=2018), years=2)
    assert told(records) == [(2018, P, event)]
    assert records["order_events"].share_against.tolist() == [share]


def test_the_bureau_keeps_what_parents_stopped():
    order = Close(P, 2020, publicity=2018, compensation=BEDS)
    lever = Ordering({2018: [order]}, closure_opposition_limit=0.0)
    run("small", (lever,), begin=whole_county(), years=4)
    of_year = {view.year + 1: view for view in lever.seen}
    assert of_year[2018].stopped == ()
    assert of_year[2019].stopped == ((2018, order),)
    assert of_year[2020].stopped_since(2018) == {P}
    assert of_year[2020].stopped_since(2019) == set()


def test_what_is_planned_holds_the_compensation_too():
    order = Close(P, 2020, publicity=2018, compensation=BEDS)
    lever = Ordering({2018: [order]}, closure_opposition_limit=1.0)
    run("small", (lever,), begin=whole_county(), years=3)
    assert lever.seen[-1].planned == (order, *BEDS)
    assert lever.seen[-1].beds_planned().sum() == 9


def test_an_order_whose_year_of_publicity_is_over_is_refused():
    with pytest.raises(ValueError, match="2018, which is over"):
        run("small", (Ordering({2019: [Close(P, 2021, publicity=2018)]}),), begin=whole_county(), years=4)
    with pytest.raises(ValueError, match="2017, which is over"):  # nobody is asked in the year of the start
        run("small", (Ordering({2017: [Close(P, 2019, publicity=2017)]}),), begin=whole_county(), years=4)


def test_where_there_is_nobody_to_ask_the_closing_goes_on(monkeypatch):
    monkeypatch.setattr(consultations, "families_against", lambda *_: np.zeros(0, bool))
    _, records = lived(Close(D, 2020, publicity=2019), years=4)
    assert told(records) == [(2019, D, "published"), (2020, D, "carried_out")]
    assert records["order_events"].share_against.isna().all()


def region_at(seed: int = 1) -> Region:
    """Return the whole county in the summer of 2018, as the start has it: nobody has aged yet."""
    region = Region(whole_county(), numbers(), (), seed=seed)
    region.year = 2018
    return region


def by_hand(
    region: Region, row: int, into: int, year: int, gives_up: set[int], beds: bool = False
) -> dict[int, float]:
    """Return by family the probability of being against, child by child (plain twin).

    Nobody is in grade 7 here who would not stay at the whole school, so zones are those of grades 1-6.
    """
    c, h, s, g, n = region.children, region.households, region.schools, region.geography, region.numbers

    def minutes(home: int, school: int) -> float:
        km = np.hypot(g.x[home] - s["x"][school], g.y[home] - s["y"][school]) * n["detour"]
        return 60 * km / n["walk_kmh"] if km <= n["km_walk_max"] else n["ride_wait"] + 60 * km / n["ride_kmh"]

    def nearest(home: int, grade: int, but: int = -1) -> int:
        teach = [k for k in range(3) if k != but and s["grade_low"][k] <= grade <= s["grade_high"][k]]
        listed = [int(k) for k in g.candidates_primary[home] if k in teach]
        return listed[0]

    worst: dict[int, list] = {}
    for i in range(len(c)):
        home = int(h["settlement"][c["household"][i]])
        if c["status"][i] == BELOW_AGE:
            entry = max(c["birth_year"][i] + 6 + (c["birth_month"][i] > 8), 2019)
            grade, school = 1 + year - entry, -1
        elif c["status"][i] in (ENROLLED, WAITING):
            grade, school = int(c["grade"][i]) + year - 2018, int(c["school"][i])
        else:
            continue
        if grade not in gives_up:
            continue
        if school < 0 or not s["grade_low"][school] <= grade <= s["grade_high"][school]:
            school = nearest(home, grade)
        if school != row:
            continue
        other = (
            into
            if into >= 0 and s["grade_low"][into] <= grade <= s["grade_high"][into]
            else nearest(home, grade, row)
        )
        way = minutes(home, other)
        limit = 30 if grade <= 3 else 45
        family = worst.setdefault(int(c["household"][i]), [-np.inf, 0, 0])
        for k, value in enumerate((way - minutes(home, row), way > limit, beds and grade >= 4)):
            family[k] = max(family[k], value)
    terms = {f: np.dot([1, max(0, m) / 10, b, o], [n[name] for name in consultations.WEIGHTS])
             for f, (m, b, o) in worst.items()}  # fmt: skip
    return {f: 1 / (1 + np.exp(-x)) for f, x in terms.items()}


@pytest.mark.parametrize(
    ("order", "row", "into", "gives_up", "beds"),
    [
        (Close(D, 2019, P, publicity=2018), SITE, PRIMARY, {1, 2, 3}, False),
        (Close(D, 2020, publicity=2018), SITE, -1, {1, 2, 3}, False),
        (Close(P, 2020, D, publicity=2018), PRIMARY, SITE, {1, 2, 3, 4, 5, 6}, False),
        (Close(P, 2020, W, publicity=2018, compensation=BEDS), PRIMARY, WHOLE, {1, 2, 3, 4, 5, 6}, True),
        (ChangeGrades(P, 2020, 1, 3, into=W, publicity=2018), PRIMARY, WHOLE, {4, 5, 6}, False),
    ],
)
def test_who_is_asked_and_how_likely_each_family_is_against_by_hand(order, row, into, gives_up, beds):
    region = region_at()
    family, chance = consultations.chances_against(region, RULES, row, order, into)
    expected = by_hand(region, row, into, order.year, gives_up, beds)
    assert len(family) > 15
    assert dict(zip(family.tolist(), chance.tolist(), strict=True)) == pytest.approx(expected)


def test_of_a_school_that_runs_out_the_families_of_those_who_would_enter_are_asked():
    """Grades run out from 2020 on: who would enter in 2020 to 2025, the six years in which it does, is displaced."""
    region = region_at()
    order = Close(P, 2020, W, publicity=2018, is_staggered=True)
    family, _ = consultations.chances_against(region, RULES, PRIMARY, order, WHOLE)
    c, home = region.children, region.households["settlement"][region.children["household"]]
    entry = c["birth_year"] + 6 + (c["birth_month"] > 8)
    enters = (
        (c["status"] == BELOW_AGE) & (region.zone[home, 0] == PRIMARY) & (entry >= 2020) & (entry <= 2025)
    )
    assert set(family) == set(c["household"][enters])


def test_a_bus_is_offered_to_all_and_a_bed_to_boarding_grades():
    region = region_at()
    bus = (OpenBusLine("L", W, 2020, (0,), 1, 19, goes_with=P),)
    chances = [
        consultations.chances_against(
            region, RULES, PRIMARY, Close(P, 2020, W, publicity=2018, compensation=helps), WHOLE
        )[1]
        for helps in ((), BEDS, bus)
    ]
    without, beds, lines = chances
    assert (lines < without).all()
    assert (beds <= without).all()
    assert 0 < (beds < without).mean() < 1


def test_shares_are_as_expected_over_many_families():
    order, n, against, expected, variance = Close(P, 2020, W, publicity=2018), 0, 0, 0.0, 0.0
    for seed in range(1, 101):
        region = region_at(seed)
        _, chance = consultations.chances_against(region, RULES, PRIMARY, order, WHOLE)
        found = consultations.families_against(region, RULES, PRIMARY, order, WHOLE)
        n, against = n + len(found), against + int(found.sum())
        expected, variance = expected + chance.sum(), variance + (chance * (1 - chance)).sum()
    assert n > 8000
    assert abs(against - expected) < 3 * np.sqrt(variance)


def test_luck_is_the_familys_own_and_another_for_another_school():
    region = region_at()
    first = consultations.families_against(region, RULES, PRIMARY, Close(P, 2020, publicity=2018), -1)
    again = consultations.families_against(region, RULES, PRIMARY, Close(P, 2020, publicity=2018), -1)
    assert (first == again).all()
    region.numbers["oppose_base"] += 0.5  # more are against, and all who were
    more = consultations.families_against(region, RULES, PRIMARY, Close(P, 2020, publicity=2018), -1)
    assert more.sum() > first.sum()
    assert (more | ~first).all()
