"""Who is known to have left, who is visited and who comes back within the year, by hand in the small county."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import (
    BY_OTHER,
    DROPOUTS,
    DROPOUTS_KNOWN,
    DROPPED_OUT,
    ENROLLED,
    RETURNS,
    RETURNS_WITHIN,
    VISITS,
)
from sim.processes import returns, roll
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

BOOK = Rulebook()
LAG = 5  # months, at the start


def left(n: int = 40, *, p_back: float = 0.5, **book) -> tuple[Region, np.ndarray]:
    """Return the small county after `n` pupils dropped out and were looked after, and their rows."""
    region = Region(
        start("small"), {**numbers(), "monitoring_lag_start": LAG, "p_return_visited": p_back}, (), seed=1
    )
    region.rules = CountyRules([replace(BOOK, **book)])
    pupils = np.flatnonzero(region.children["status"] == ENROLLED)
    out = pupils[np.linspace(0, len(pupils) - 1, n).astype(int)]
    with region.writing_as("register"):
        roll.run(region, region.rules, [])
    with region.writing_as("dropout"):
        region.register.drop_out(out, np.full(n, BY_OTHER))
        returns.within_the_year(region, region.rules, out)
    return region, out


def flow(region: Region, which: int) -> int:
    return int(region.register.flows[which].sum())


def test_without_a_lever_nobody_is_visited_and_those_who_left_by_march_are_known():
    region, out = left(150)
    c = region.children
    assert set(c["month_left"][out]) == set(range(1, 11))
    assert (c["month_known"][out] == c["month_left"][out] + LAG).all()
    assert flow(region, DROPOUTS_KNOWN) == (c["month_left"][out] <= 7).sum() < len(out)
    assert flow(region, VISITS) == flow(region, RETURNS_WITHIN) == flow(region, RETURNS) == 0
    assert not c["is_visited"].any()
    assert (c["status"][out] == DROPPED_OUT).all()
    assert (c["year_left"][out] == region.year).all()
    assert (c["year_left"] > 0).sum() == len(out)


@pytest.mark.parametrize(("cut", "last"), [(0.0, 7), (0.5, 9), (0.8, 10), (1.0, 10)])
def test_monitoring_lets_later_leavers_be_known(cut, last):
    """Half the lag is two and a half months: who leaves in May (9) is known in the middle of August."""
    region, out = left(monitoring_lag_cut=cut)
    assert flow(region, DROPOUTS_KNOWN) == (region.children["month_left"][out] <= last).sum()


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_the_campaign_visits_its_share_of_those_known_exactly_and_those_known_first_first(share):
    region, out = left(campaign_share=share, campaign_visits=3, yuan_campaign_visit=80.0)
    c, known = region.children, flow(region, DROPOUTS_KNOWN)
    visited = out[c["is_visited"][out] > 0]
    assert len(visited) == int(share * known + 0.5)
    rest = np.setdiff1d(out[c["month_known"][out] <= 12], visited)
    assert c["month_known"][visited].max() <= c["month_known"][rest].min(initial=12)
    assert flow(region, VISITS) == 3 * len(visited)
    yuan = returns.visits_yuan(region, region.rules)
    at = np.bincount(c["school"][visited], minlength=3)
    assert yuan.tolist() == (240.0 * at).tolist()


def test_who_comes_back_is_again_in_the_school_and_grade_it_left_and_is_a_return_of_the_year():
    region, out = left(p_back=1.0, campaign_share=1.0, monitoring_lag_cut=1.0)
    c, flows = region.children, region.register.flows
    assert (c["status"][out] == ENROLLED).all()
    assert (c["school"][out] >= 0).all()
    for which in (DROPOUTS_KNOWN, RETURNS, RETURNS_WITHIN):
        assert (flows[which] == flows[DROPOUTS]).all()


def test_about_the_declared_share_of_those_visited_comes_back():
    region, _ = left(150, p_back=0.4, campaign_share=1.0, monitoring_lag_cut=1.0)
    back = flow(region, RETURNS_WITHIN)
    assert abs(back - 60) < 3 * np.sqrt(150 * 0.4 * 0.6)
    assert flow(left(150, p_back=0.0, campaign_share=1.0)[0], RETURNS_WITHIN) == 0


def test_whom_the_roll_misses_is_known_when_the_roll_is_right_and_no_campaign_finds_it():
    """The same draw decides here and at the next census: who is missed stands on the roll then."""
    book = {"share_misregistered": 0.5, "register_lag_years": 2}
    region, out = left(60, p_back=1.0, campaign_share=1.0, monitoring_lag_cut=1.0, **book)
    c = region.children
    missed = c["month_known"][out] > 12
    assert 15 < missed.sum() < 45
    assert (c["month_known"][out] == c["month_left"][out] + 24 * missed).all()
    assert (c["status"][out] == np.where(missed, DROPPED_OUT, ENROLLED)).all()
    region.year += 1
    with region.writing_as("register"):
        roll.run(region, region.rules, [])
    assert (c["years_behind"][out] == 2 * missed).all()


def test_a_share_of_misses_without_a_lag_of_the_roll_hides_nobody():
    region, out = left(share_misregistered=1.0, register_lag_years=0, monitoring_lag_cut=1.0)
    assert flow(region, DROPOUTS_KNOWN) == len(out)


@given(
    st.tuples(st.floats(0, 1), st.floats(0, 1)), st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)  # fmt: skip
def test_more_monitoring_more_visits_or_more_effect_brings_the_same_children_back_and_others(
    cut, share, effect
):
    fewer, more = (
        left(p_back=pick(effect), campaign_share=pick(share), monitoring_lag_cut=pick(cut))
        for pick in (min, max)
    )
    back_of_fewer, back_of_more = (
        set(out[one.children["status"][out] == ENROLLED]) for one, out in (fewer, more)
    )
    assert back_of_fewer <= back_of_more


def test_nobody_left_is_no_mistake():
    region, _ = left(0, campaign_share=1.0)
    assert flow(region, VISITS) == 0
