"""Teachers made up: as many as the posts give, of ages of a constant inflow, subjects and titles by whole quotas."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.synthesis import teacher_ages
from sim.inputs.synthesis.teacher_ages import years_served
from sim.inputs.synthesis.teacher_counts import made_up_counts, uids_of
from sim.inputs.synthesis.teacher_roll import Roll, Site, first_of, ordinals
from sim.inputs.synthesis.teacher_subjects import periods, shared_out
from sim.inputs.tables import read_tables
from sim.kernels.codes import COUNTY_SEAT, POINT, PRIVATE, URBAN, VILLAGE
from sim.kernels.teacher_codes import (
    CHINESE,
    FULL_SENIOR_TITLE,
    JUNIOR_TITLE,
    MATHEMATICS,
    MIDDLE_TITLE,
    NO_TITLE,
    PE_AND_ARTS,
    SENIOR_TITLE,
    SPECIAL_POST,
)
from sim.world.central_schools import central_schools
from tests import table_only
from tests.inputs.given import began, ran
from tests.worlds import numbers, run, start


@pytest.fixture(scope="module")
def place():
    return start("tonghua")


def lean(years: float, share: float = 0.005) -> dict[str, float]:
    return {"years_without_hiring": years, "share_hired_in_lean_years": share}


@pytest.mark.parametrize(
    ("years", "share", "expected"),
    [
        (0, 0.01, {0: 1 / 32, 31: 1 / 32}),
        (5, 0.01, {0: 0.01, 4: 0.01, 5: 0.95 / 27, 31: 0.95 / 27}),
        (10, 0.0, {0: 0.0, 9: 0.0, 10: 1 / 22, 31: 1 / 22}),
        # in the third year half of the time is without hiring: 0.005 + half a year of 0.975 over 29.5 years
        (2.5, 0.01, {0: 0.01, 1: 0.01, 2: 0.005 + 0.5 * 0.975 / 29.5, 3: 0.975 / 29.5, 31: 0.975 / 29.5}),
        (5, 0.2, {0: 1 / 32, 31: 1 / 32}),  # as many as in other years, no more
        (40, 0.01, {0: 1 / 32, 31: 1 / 32}),
    ],
)
def test_years_served_by_hand(years, share, expected):
    n = 320_000
    found = (
        np.bincount(years_served((np.arange(n) + 0.5) / n, np.full(n, 32), lean(years, share)), minlength=32)
        / n
    )
    assert len(found) == 32
    for served, part in expected.items():
        assert found[served] == pytest.approx(part, abs=2e-5)


def test_ages_are_those_of_a_plain_projection(place):
    """Men to 59 and women to 54, five years without hiring, hired at 22, 23 or 24."""
    t, of = place.teachers, numbers()
    age = place.year - t["birth_year"].astype(int) - (t["birth_month"] > 8)
    for sex, retires in ((0, 60), (1, 55)):
        expected = np.zeros(70)
        for at in (22, 23, 24):
            part = np.full(retires - at, (1 - 5 * 0.005) / (retires - at - 5))
            part[:5] = 0.005
            expected[at:retires] += part / 3
        mine = age[(t["sex"] == sex) & (t["contract"] != SPECIAL_POST)]
        found = np.bincount(mine, minlength=70)
        assert found[retires:].sum() == 0
        chi = (found - len(mine) * expected)[expected > 0] ** 2 / (len(mine) * expected[expected > 0])
        assert chi.sum() < 75  # 99.9 % of a chi-square with 37 degrees of freedom is below 69
    women = [(t["sex"][t["stage"] == stage] == 1).mean() for stage in (0, 1)]
    assert women == pytest.approx(
        [of["share_women_primary_teachers"], of["share_women_junior_teachers"]], abs=0.03
    )
    assert np.bincount(t["birth_month"], minlength=13)[1:] == pytest.approx(
        np.full(12, len(t) / 12), rel=0.15
    )


@pytest.mark.parametrize(("year", "oldest"), [(2025, [59, 54]), (2039, [62, 57])])
def test_a_later_start_has_the_ages_of_its_own_year(place, year, oldest):
    """In 2039 the rule of 2025 has added its three years."""
    t, told = place.teachers, defaultdict(lambda: np.zeros(0))
    roll = Roll(Site(place.schools, place.geography), year, 0, numbers(),
                t["uid"], t["home_school"].astype(np.int64), t["stage"].astype(np.int64), len(t), told)  # fmt: skip
    made = teacher_ages.columns(roll)
    age = teacher_ages.age_of(year, made["birth_year"], made["birth_month"])
    assert [age[made["sex"] == sex].max() for sex in (0, 1)] == oldest


def test_teachers_of_a_county_are_the_rounded_share_of_its_posts():
    """At the start nobody is missing and nobody is too many: 13 posts, 5, 3 and 5 by school, are 11.7 teachers."""
    begin = start("small")
    region, _ = run("small", years=1, begin=begin)
    served = np.bincount(begin.teachers["home_school"], minlength=len(begin.schools))
    posts = region.schools["posts"]
    assert posts.tolist() == [5, 3, 5]
    assert begin.behaviour.posts.tolist() == [13]
    assert numbers()["teacher_share_of_posts"] == 0.9
    assert served.tolist() == region.schools["teacher_posts"].tolist() == [5, 3, 4]


def test_stages_share_a_nine_year_school_by_need(place):
    s = place.schools
    counts = made_up_counts(Site(s, place.geography), place.behaviour.posts, np.zeros(0, np.int64), 0.9)
    both = np.flatnonzero((counts > 0).all(axis=1))
    need = s["pupils"][both][:, :6].sum(axis=1) / 19, s["pupils"][both][:, 6:].sum(axis=1) / 13.5
    exact = counts[both].sum(axis=1) * need[0] / (need[0] + need[1])
    assert len(both) > 20
    assert (abs(counts[both, 0] - exact) <= 0.5).all()
    assert (counts[s["grade_high"] <= 6, 1] == 0).all()
    assert (counts[s["grade_low"] >= 7, 0] == 0).all()


def test_schools_the_table_tells_are_left_alone(place):
    site = Site(place.schools, place.geography)
    plain = made_up_counts(site, place.behaviour.posts, np.zeros(0, np.int64), 0.9)
    some = made_up_counts(site, place.behaviour.posts, np.array([3, 3, 8]), 0.9)
    assert (some[[3, 8]] == 0).all()
    assert (np.delete(some, [3, 8], axis=0) == np.delete(plain, [3, 8], axis=0)).all()


def test_numbers_of_teachers_never_clash_and_depend_on_their_school_alone(place):
    uid = place.schools["uid"]
    school, stage = np.repeat(np.arange(len(uid)), 400), np.tile(np.repeat([0, 1], 200), len(uid))
    found = uids_of(uid[school], school, stage)
    assert len(np.unique(found)) == len(found) == 400 * len(uid)
    less = np.flatnonzero((school != 0) | (np.arange(len(school)) < 100))
    fewer = uids_of(uid[school[less]], school[less], stage[less])
    assert (fewer == found[less]).all()
    assert not np.isin(found, place.children["uid"]).any()


def test_subjects_by_hand():
    weights = np.array([[2.0, 1.0, 1.0], [0.0, 3.0, 1.0]])
    group = np.array([0, 1, 0, 0, 1, 0])
    # four members at 1/8, 3/8, 5/8, 7/8 of 1/2, 1/4, 1/4; two members at 1/4 and 3/4 of 0, 3/4, 1/4
    assert shared_out(weights, group, np.array([0.5, 0.5])).tolist() == [0, 1, 0, 1, 2, 2]
    assert shared_out(weights, group, np.array([0.0, 0.49])).tolist() == [0, 1, 0, 1, 1, 2]


@given(st.lists(st.floats(0.1, 9.0), min_size=2, max_size=9), st.integers(1, 60), st.floats(0, 0.999))
def test_every_subject_gets_its_share_to_the_whole_teacher(weights, n, offset):
    weights = np.array(weights)
    found = np.bincount(
        shared_out(weights[None], np.zeros(n, np.int64), np.array([offset])), minlength=len(weights)
    )
    assert found.sum() == n
    assert (abs(found - n * weights / weights.sum()) < 1 + 1e-9).all()


def test_periods_are_within_the_curriculum():
    """Shares of nine years as 义务教育课程设置实验方案 (2001) and 课程方案 (2022) give them."""
    by_stage = periods()
    assert by_stage.sum(axis=1).tolist() == pytest.approx([30, 34])
    nine = (6 * by_stage[0] + 3 * by_stage[1]) / (6 * 30 + 3 * 34)
    spans = [(0.20, 0.22), (0.13, 0.15), (0.06, 0.085), (0.08, 0.10), (0.09, 0.12), (0.10, 0.11)]
    for share, (low, high) in zip(nine, spans, strict=False):
        assert low <= share <= high
    assert 0.09 <= nine[6] + nine[7] <= 0.11


def test_small_primary_schools_have_generalists_and_the_countryside_lacks_specialists(place):
    s, t = place.schools, place.teachers
    primary = t["stage"] == 0
    small = s["classes"][:, :6].sum(axis=1)[t["home_school"]] < 6
    core = np.isin(t["subject"], (CHINESE, MATHEMATICS))
    # 11.5 of 30 periods are core; in small schools 0.85 of the others' too
    assert core[primary & small].mean() > 0.85
    site = Site(s, place.geography)
    assert site.is_rural.any()
    rural = site.is_rural[t["home_school"]]
    special = np.isin(t["subject"], PE_AND_ARTS)
    town = special[primary & ~small & ~rural].mean()
    assert town == pytest.approx(7.5 / 30, abs=0.02)
    assert special[primary & ~small & rural].mean() == pytest.approx(0.6 * 7.5 / 30, abs=0.03)


def test_titles_are_whole_shares_and_wait_for_years_of_service(place):
    t, of = place.teachers, numbers()
    served = place.year - t["year_hired"]
    county = place.schools["county"][t["home_school"]]
    for title, least in ((JUNIOR_TITLE, 1), (MIDDLE_TITLE, 5), (SENIOR_TITLE, 10), (FULL_SENIOR_TITLE, 15)):
        assert served[t["title"] == title].min() >= least
    assert (t["title"][t["contract"] == SPECIAL_POST] == NO_TITLE).all()
    for c in range(7):
        for stage, share in ((0, of["share_senior_primary"]), (1, of["share_senior_junior"])):
            mine = (county == c) & (t["stage"] == stage)
            assert (t["title"][mine] == SENIOR_TITLE).sum() == round(share * mine.sum())
            assert (t["title"][mine] == MIDDLE_TITLE).sum() == round(of["share_middle_title"] * mine.sum())


def test_one_principal_a_school_and_none_at_sites_of_a_central_school(place):
    s, t = place.schools, place.teachers
    led = np.bincount(t["home_school"], t["is_principal"], len(s))
    central = central_schools(s)
    has_teachers = np.bincount(t["home_school"], minlength=len(s)) > 0
    own = (central < 0) | (central == np.arange(len(s)))
    assert (led == (own & has_teachers)).all()
    assert led[s["kind"] == POINT].sum() < (s["kind"] == POINT).sum() / 2
    assert (t["title"][t["is_principal"] == 1] >= MIDDLE_TITLE).mean() > 0.95


def test_backbone_teachers_by_pupils_fewer_in_the_countryside(place):
    s, t = place.schools, place.teachers
    rural = Site(s, place.geography).is_rural
    public = s["ownership"] != PRIVATE
    backbone = np.bincount(t["home_school"], t["is_backbone"], len(s))
    for mine, rate in ((rural, 0.5), (~rural & public, 1.0)):
        assert (t["title"][t["is_backbone"] == 1] >= MIDDLE_TITLE).all()
        assert 100 * backbone[mine].sum() / s["pupils"][mine].sum() == pytest.approx(rate, rel=0.06)


def test_the_young_have_studied_further(place):
    t, of = place.teachers, numbers()
    for stage, share in ((0, of["share_above_standard_primary"]), (1, of["share_above_standard_junior"])):
        mine = t["stage"] == stage
        above = t["is_above_standard"][mine] == 1
        assert above.mean() == pytest.approx(share, abs=0.002)
        assert t["birth_year"][mine][above].mean() > t["birth_year"][mine][~above].mean() + 8


def test_special_posts_are_young_rural_and_end_within_three_years(place):
    t, s = place.teachers, place.schools
    rural = Site(s, place.geography).is_rural[t["home_school"]]
    special = t["contract"] == SPECIAL_POST
    county = s["county"][t["home_school"]]
    quota = np.round(numbers()["share_special_posts_rural"] * np.bincount(county, rural, 7))
    assert (np.bincount(county, special, 7) == quota).all()
    assert not (special & ~rural).any()
    age = place.year - t["birth_year"][special].astype(int) - (t["birth_month"][special] > 8)
    assert (age.min(), age.max()) == (23, 30)
    assert set(t["year_contract_ends"][special] - place.year) == {1, 2, 3}
    assert (t["year_contract_ends"][special] == t["year_hired"][special] + 3).all()
    assert (t["year_contract_ends"][~special] == 0).all()


def test_years_of_service_agree_with_one_another_and_with_the_zone(place):
    t, s, year = place.teachers, place.schools, place.year
    site, here = Site(place.schools, place.geography), t["home_school"]
    served, at_school = year - t["year_hired"], year - t["year_here"]
    assert (at_school >= 0).all()
    assert (at_school <= served).all()
    rural, village = site.is_rural[here], site.is_village[here] & site.is_rural[here]
    assert (t["years_rural"][~rural] == 0).all()
    assert (t["years_village"][~village] == 0).all()
    assert (t["years_rural"][rural] >= at_school[rural]).all()
    assert (t["years_rural"] <= served).all()
    assert (t["years_village"] <= t["years_rural"]).all()
    long = served[rural] > 0
    assert (t["years_rural"][rural] == served[rural])[long].mean() > numbers()["share_always_rural"]
    assert (s["zone"][here][rural] != URBAN).all()
    assert not np.isin(
        s["township"][here][rural], place.geography.township[place.geography.rank == COUNTY_SEAT]
    ).any()
    assert (s["zone"][here][village] == VILLAGE).mean() > 0.9


def test_hours_of_training_are_those_of_the_cycle_so_far(place):
    """2017 is the second year of 2016 to 2020: 48 hours by 0.8 to 1.2, none for those hired this year."""
    hours, hired = place.teachers["training_hours"], place.teachers["year_hired"]
    assert hours[hired < 2017].min() == 38
    assert hours[hired < 2017].max() == 58
    assert (hours[hired == 2017] == 0).all()


def test_draws_differ_and_repeat(place):
    again, other = start("small", 0), start("small", 1)
    assert (again.teachers["birth_year"] == start("small").teachers["birth_year"]).all()
    assert not np.array_equal(again.teachers["birth_year"], other.teachers["birth_year"])


def test_ordinals_and_the_first_of_each_group():
    group = np.array([1, 0, 1, 1, 0])
    assert ordinals(group).tolist() == [0, 0, 1, 2, 1]
    score, may = np.array([5.0, 1.0, 9.0, 7.0, 2.0]), np.array([True, True, False, True, True])
    assert first_of(group, np.array([1, 1]), score, may).tolist() == [False, False, False, True, True]
    assert first_of(group, np.array([0, 3]), score, may).tolist() == [True, False, False, True, False]
    assert first_of(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros(0, bool)).tolist() == []


def test_a_county_told_by_its_schools_alone_has_teachers(tmp_path):
    begin = began(read_tables(table_only.write(tmp_path)))
    assert begin.table_only
    assert len(begin.teachers) == pytest.approx(0.9 * begin.behaviour.posts.sum(), rel=0.1)
    ran(begin, years=2)
