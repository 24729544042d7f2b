"""What families think of a school follows last year's figures, slowly, and bears on this year's choices."""

from functools import partial

import numpy as np
import pytest

from sim.kernels.codes import COUNTY_SEAT, TO_COUNTY_SEAT
from sim.kernels.numbers import preference_weights
from sim.kernels.preferences import utilities
from sim.kernels.quality import CROWDING, FIGURES, TEACHERS
from sim.processes import moves, quality
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.quality import quality_seen
from sim.world.region import Region, Step
from tests.worlds import by_uid, numbers, start

OFF = {f"quality_{name}": 0.0 for name in FIGURES}
BY_NUMBER = {
    "quality_backbone": 0.0
}  # `halving` takes from a number, and leaves the backbone teachers in their table


def lived(place: str, years: int, *, also: Step | None = None, **changed) -> Region:
    """Return a region after the start year and some more; `also` is a further step behind staffing."""
    region, steps = Region(start(place), {**numbers(), **changed}, (), 1), list(year(*Recorder().steps()))
    if also is not None:
        steps.insert(1 + [step.name for step in steps].index("staffing"), also)
    region.plan = first_year(tuple(steps))
    for _ in range(years):
        region.step()
        region.plan = tuple(steps)
    return region


def _halve(region, rules, orders, *, school: int, when: int):
    if region.year == when:
        region.schools.writable("teachers")[school] //= 2


def halving(school: int, when: int) -> Step:
    return Step(
        "halving", "staffing", "a school loses half its teachers", partial(_halve, school=school, when=when)
    )


def test_the_start_and_the_first_year_move_nothing():
    """The figures of the start are published for the year after it: they are what later ones are held against."""
    region = lived("small", 1)
    assert np.isnan(region.schools["quality_first"]).all()
    region = lived("small", 2)
    assert not np.isnan(region.schools["quality_first"]).any()
    assert (region.schools["quality_change"] == 0).all()
    assert quality_seen(region.schools).tolist() == start("small").schools["quality_base"].tolist()


def test_half_the_teachers_cost_a_fifth_of_their_worth_after_a_year():
    """Four of eight teachers go in the second year; in the third families have gone a fifth of the way to 0.3 ln 2."""
    region = lived("small", 1)
    before = int(region.schools["teachers"][0])
    region = lived("small", 3, also=halving(0, 2018))
    first = region.schools["quality_first"][0, TEACHERS]
    taught = before / np.exp(first)
    untouched = int(lived("small", 2).schools["teachers"][0])
    expected = 0.2 * 0.3 * (np.log(untouched // 2 / taught) - first)
    assert region.schools["quality_change"][0, TEACHERS] == pytest.approx(expected, abs=1e-6)
    assert expected < -0.02


def test_this_years_teachers_move_no_choice_of_this_year_and_next_years_do():
    halved = partial(lived, "small", also=halving(0, 2018), **BY_NUMBER)
    columns = ("settlement", "year_moved", "parents_away", "tenure")
    assert by_uid(halved(2).households, *columns).equals(by_uid(lived("small", 2).households, *columns))
    assert quality_seen(halved(2).schools).tolist() == quality_seen(lived("small", 2).schools).tolist()
    assert quality_seen(halved(3).schools)[0] < quality_seen(lived("small", 3).schools)[0]


def test_switched_off_and_without_weights_nothing_differs():
    off, blind = lived("small", 4, quality_follows=0.0), lived("small", 4, **OFF)
    for one in (off, blind):
        assert (one.schools["quality_change"] == 0).all()
        assert quality_seen(one.schools).tobytes() == one.schools["quality_base"].tobytes()
    for table in ("children", "households"):
        a, b = getattr(off, table), getattr(blind, table)
        assert all((a[name] == b[name]).all() for name in a.columns)


def test_a_school_that_loses_half_its_teachers_is_worth_less_to_all_who_choose():
    kept, lost = lived("small", 3), lived("small", 3, also=halving(0, 2018), **BY_NUMBER)
    weights, none = preference_weights(numbers()), np.zeros(1)

    def worth(region, base):
        seen = base + region.schools["quality_change"][:1].sum(axis=1)
        return utilities(none, seen, none, none, none, none, none, weights)[0]

    gap = float(lost.schools["quality_change"][0].sum() - kept.schools["quality_change"][0].sum())
    assert gap < -0.02
    assert worth(lost, 1.0) - worth(kept, 1.0) == pytest.approx(0.8 * gap)


def test_a_seat_whose_schools_lose_their_teachers_draws_fewer_families_with_the_same_luck():
    """The choice of the fourth year in Tonghua, looked at twice: as it is, and with half the teachers for ten years."""
    region = lived("tonghua", 3)
    seat = np.unique(region.zone[region.geography.rank == COUNTY_SEAT])
    with region.writing_as("quality"):
        seen = moves.look(region)
        as_it_is = moves.choose(region, region.rules, seen)
        region.schools.writable("quality_change")[seat[seat >= 0], TEACHERS] -= 0.9 * 0.3 * np.log(2.0)
    after = moves.choose(region, region.rules, seen)
    to_seat = as_it_is == TO_COUNTY_SEAT, after == TO_COUNTY_SEAT
    assert 0.7 * to_seat[0].sum() < to_seat[1].sum() < to_seat[0].sum()
    assert not (to_seat[1] & ~to_seat[0] & (as_it_is == 0)).any()  # nobody who stayed goes there now


def test_crowding_is_left_out_where_families_weigh_it_by_itself():
    region = lived("small", 2)
    with region.writing_as("quality"):
        region.schools.writable("quality_change")[0] = [0.1, 0.2, -0.4, 0.3]
    base = region.schools["quality_base"][0]
    assert quality_seen(region.schools)[0] == pytest.approx(base + 0.2)
    assert quality_seen(region.schools, without_crowding=True)[0] == pytest.approx(base + 0.6)
    assert FIGURES[CROWDING] == "crowding"


def test_a_new_school_is_held_against_its_own_first_census():
    region = lived("small", 2)
    with region.writing_as("quality"):
        region.schools.writable("quality_first")[0] = np.nan
        quality.run(region, region.rules, [])
    assert not np.isnan(region.schools["quality_first"]).any()
    assert (region.schools["quality_change"][0] == 0).all()
