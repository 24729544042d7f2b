"""Effect contract of senior_high_quota: seats follow the rules, and with the same luck village schools keep pupils."""

import numpy as np
import pytest

from sim.kernels.codes import VILLAGE
from sim.policies.senior_high_quota import SeniorHighQuota
from sim.processes.senior_high import quota_above_mean, quota_of_schools
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from sim.run.engine import simulate
from sim.world.region import CountyRules
from tests.worlds import fingerprint, frame, numbers, run, start

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 5  # 2017-2021: the quota from 2018


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def tilted():
    return run("tonghua", (SeniorHighQuota(),), years=YEARS)


def juniors(records):
    """Return rows of junior schools with seats per pupil of grade 9."""
    grade_9 = records["school_grade"].query("grade == 9").set_index(["year", "school_id"])
    school = (
        records["school"].query("stage == 'junior' and status == 'open'").set_index(["year", "school_id"])
    )
    return school.assign(graduates=grade_9.pupils.reindex(school.index, fill_value=0))


def test_share_and_weight_from_their_year_on():
    assert SeniorHighQuota().amend(2017, VIEW, BOOK) == {}
    assert SeniorHighQuota().amend(2018, VIEW, BOOK) == {"quota_share": 0.6, "quota_rural_weight": 1.5}


def test_strength_goes_from_what_holds_without_it():
    half = SeniorHighQuota(strength=0.5, quota_share=0.7, rural_weight=2).amend(2018, VIEW, BOOK)
    assert half == {"quota_share": 0.6, "quota_rural_weight": 1.5}
    assert SeniorHighQuota(strength=0.0).amend(2018, VIEW, BOOK) == {}


def test_recorded_seats_are_the_share_of_each_county(without, tilted):
    for (_, records), share in ((without, 0.5), (tilted, 0.6)):
        rows = juniors(records).query("year >= 2018").groupby(["year", "county"])
        exact = share * numbers()["share_elite_seats"] * rows.graduates.sum()
        assert (rows.n_quota_seats.sum() - exact).abs().max() <= 0.5 + 1e-6
        assert records["school"].query("stage == 'primary'").n_quota_seats.sum() == 0


def test_village_graduates_have_more_seats_and_others_fewer_than_by_graduates_alone(tilted):
    rows = juniors(tilted[1]).query("year == 2020 and graduates > 0")
    by_zone = rows.groupby("zone_kind")[["n_quota_seats", "graduates"]].sum()
    each = by_zone.n_quota_seats / by_zone.graduates
    assert each["village"] > 0.6 * numbers()["share_elite_seats"] > each["town"]
    assert each["village"] > 1.3 * each["urban"]


def test_without_a_tilt_no_school_draws(without):
    region = without[0]
    assert not quota_above_mean(region, CountyRules([Rulebook(quota_share=0.9)] * 7)).any()
    each = quota_of_schools(region, CountyRules([BOOK] * 7))
    s = region.schools
    is_junior = region.is_open & (s["grade_high"] >= 9)
    assert set(each[is_junior].tolist()) == {0.5 * numbers()["share_elite_seats"]}
    assert not each[~is_junior].any()


def test_with_a_tilt_village_schools_draw_and_others_push(without):
    region = without[0]
    above = quota_above_mean(region, CountyRules([Rulebook(quota_rural_weight=2.0)] * 7))
    s = region.schools
    is_junior, is_village = region.is_open & (s["grade_high"] >= 9), s["zone"] == VILLAGE
    assert (above[is_junior & is_village] > 0).all()
    assert (above[is_junior & ~is_village] < 0).all()
    graduates = np.where(is_junior, s["pupils"][:, 8], 0)
    assert np.bincount(s["county"], above * graduates, 7) == pytest.approx(np.zeros(7), abs=1e-9)


def village_juniors(records) -> int:
    return int(
        records["school_grade"].query("grade >= 7 and zone_kind == 'village' and year > 2017").pupils.sum()
    )


def test_fewer_children_leave_village_junior_schools(without, tilted):
    """With the same luck; the size rests on an assumption (`prefer_quota`), the sign does not."""
    assert village_juniors(tilted[1]) > village_juniors(without[1])
    to_seat = [int(records["county"].children_county_seat.sum()) for _, records in (tilted, without)]
    assert to_seat[0] < to_seat[1]


def test_where_seats_draw_nobody_no_family_moves_otherwise(without):
    begin, deaf = start("tonghua"), {**numbers(), "prefer_quota": 0.0}
    with_it, plain = (
        simulate(begin, deaf, policies, seed=1, last_year=begin.year + 2)[1].tables()
        for policies in ((SeniorHighQuota(),), ())
    )
    assert frame(with_it["school_grade"]).equals(frame(plain["school_grade"]))
    assert not frame(with_it["school"]).equals(frame(plain["school"]))  # the seats themselves


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (SeniorHighQuota(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
