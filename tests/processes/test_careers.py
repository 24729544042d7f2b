"""Careers by hand: years of service, titles and who comes first, backbone teachers, principals, counts and awards."""

import numpy as np
import pytest

from sim.kernels.codes import CLOSED
from sim.kernels.teacher_codes import (
    FULL_SENIOR_TITLE,
    JUNIOR_TITLE,
    MIDDLE_TITLE,
    NO_TITLE,
    SENIOR_TITLE,
    SPECIAL_POST,
    VOLUNTEER,
)
from sim.processes import careers, naming_principals, service_years, titles
from tests.careers import POINT, PRIMARY_SCHOOL, TOWN_SCHOOL, column, flows, region_of, staffed

IN_TOWN = {"at": TOWN_SCHOOL, "stage": 0}
YEARS = ("years_rural", "years_village", "years_as_guest")


def years(region) -> list[tuple[int, ...]]:
    return list(zip(*(region.teachers[name].tolist() for name in YEARS), strict=True))


def test_a_year_of_service_counts_where_the_home_is_and_where_guests_serve():
    before = {"years_rural": 4, "years_village": 4, "years_as_guest": 1}
    region = region_of(
        {"at": PRIMARY_SCHOOL, **before},
        {"at": POINT, **before},
        {"at": TOWN_SCHOOL, "school": POINT},
        {"at": POINT, "school": TOWN_SCHOOL, **before},
        {"at": PRIMARY_SCHOOL, "years_rural": 255},
    )
    staffed(region, lambda r, _: service_years.complete(r))
    # the primary school stands in a town (镇区): rural, and no village school
    assert years(region) == [(5, 4, 1), (5, 5, 1), (0, 0, 1), (5, 5, 1), (255, 0, 0)]


def test_years_break_off_where_the_new_home_is_another_kind_of_place():
    before = {"years_rural": 4, "years_village": 4, "years_as_guest": 1}
    region = region_of(*({"at": at, **before} for at in (PRIMARY_SCHOOL, POINT, TOWN_SCHOOL)))
    staffed(region, lambda r, _: service_years.break_off(r))
    assert years(region) == [(4, 0, 1), (4, 4, 1), (0, 0, 1)]


def titled(*rows, **more):
    """Return titles by uid and the flows after titles were given once; the start has the rows of `region_of`."""
    region = staffed(region_of(*rows, **more), titles.give)
    return column(region, "title"), flows(region)


def without(region, *uids):
    """Let teachers be gone, as if they had left in the summer."""
    region.teachers.keep(~np.isin(region.teachers["uid"], uids))
    return region


def ten_with(*, at=PRIMARY_SCHOOL, uid=1):
    """Ten of a school: two of senior title, two of middle, six junior hired in 2001 to 2006, the last in 2016."""
    hired = [1990, 1991, 1995, 1996, 2001, 2002, 2003, 2004, 2005, 2016]
    given = [SENIOR_TITLE] * 2 + [MIDDLE_TITLE] * 2 + [JUNIOR_TITLE] * 6
    return [
        {"at": at, "uid": uid + k, "title": title, "year_hired": year}
        for k, (title, year) in enumerate(zip(given, hired, strict=True))
    ]


def test_nothing_changes_while_the_structure_of_the_start_is_filled():
    assert titled(*ten_with())[1] == {}


def test_a_chain_of_vacancies_by_service():
    """Nine are left: 0.2 x 9 = 1.8, two senior posts; 0.4 x 9 = 3.6, four of middle title and above."""
    region = without(region_of(*ten_with()), 1)
    staffed(region, titles.give)
    found = column(region, "title")
    assert {uid for uid, title in found.items() if title == SENIOR_TITLE} == {2, 3}
    assert {uid for uid, title in found.items() if title == MIDDLE_TITLE} == {4, 5}
    assert flows(region) == {"n_promoted_senior": 1, "n_promoted_senior_rural": 1, "n_promoted_middle": 1}


def test_nobody_rises_before_the_years_asked_for_nor_twice_in_a_year():
    """Both seniors are gone: 0.2 x 8 = 1.6, two; with 25 years asked for nobody has them."""
    asked = {"title_years_senior": 22, "title_years_middle": 17}
    region = without(region_of(*ten_with(), book=asked), 1, 2)
    staffed(region, titles.give)
    found = column(region, "title")
    assert {uid for uid, title in found.items() if title == SENIOR_TITLE} == {3, 4}  # hired 1995 and 1996
    assert {uid for uid, title in found.items() if title == MIDDLE_TITLE} == {
        5
    }  # 0.4 x 8 = 3; only 2001 is long ago
    region.year = 2019
    staffed(region, titles.give)
    assert flows(region) == {}


def test_full_senior_is_filled_first():
    rows = [{"title": FULL_SENIOR_TITLE}, {"title": SENIOR_TITLE, "n": 3}, {"title": MIDDLE_TITLE, "n": 6}]
    region = without(region_of(*rows), 1)  # 0.1 x 9 = 0.9: one; 0.4 x 9 = 3.6: four of senior title and above
    staffed(region, titles.give)
    assert flows(region) == {
        "n_promoted_full_senior": 1, "n_promoted_senior": 1, "n_promoted_senior_rural": 1,
    }  # fmt: skip


def test_the_junior_title_comes_after_a_year_and_only_in_posts():
    rows = [
        {"title": NO_TITLE, "year_hired": 2017},
        {"title": NO_TITLE, "year_hired": 2018},
        {"title": NO_TITLE, "year_hired": 2016, "contract": SPECIAL_POST},
        {"title": NO_TITLE, "year_hired": 2016, "contract": VOLUNTEER},
    ]
    assert list(titled(*rows)[0].values()) == [JUNIOR_TITLE, NO_TITLE, NO_TITLE, NO_TITLE]


def rivals(**more):
    """Three of middle title for one senior post: most service, three rural years, twenty rural years."""
    return [
        {"uid": 1, "title": SENIOR_TITLE},
        {"uid": 2, "title": MIDDLE_TITLE, "year_hired": 1990, "years_rural": 2},
        {"uid": 3, "title": MIDDLE_TITLE, "year_hired": 1995, "years_rural": 3},
        {"uid": 4, "title": MIDDLE_TITLE, "year_hired": 1998, "years_rural": 20},
    ]


@pytest.mark.parametrize(
    ("book", "risen"),
    [
        ({}, 2),
        ({"title_priority_rural_years": 3}, 3),  # both have them, and 3 the longer service
        ({"long_service_years_senior": 20}, 4),
        ({"long_service_years_senior": 20, "title_priority_rural_years": 3}, 4),
        ({"long_service_years_full_senior": 20}, 2),  # another title
    ],
)
def test_who_comes_first(book, risen):
    region = without(region_of(*rivals(), book=book), 1)  # a quarter of three: 0.75, one post
    staffed(region, titles.give)
    assert [uid for uid, title in column(region, "title").items() if title == SENIOR_TITLE] == [risen]


@pytest.mark.parametrize(("credit", "risen"), [(0, [2]), (1, [3]), (2, [])])
def test_town_teachers_need_a_guest_year_where_the_rulebook_says_so(credit, risen):
    rows = [
        {"uid": 1, "title": SENIOR_TITLE},
        {"uid": 2, "title": MIDDLE_TITLE, "year_hired": 1990},
        {"uid": 3, "title": MIDDLE_TITLE, "year_hired": 1995, "years_as_guest": 1},
    ]
    town = [{**row, "at": TOWN_SCHOOL} for row in rows]
    region = without(region_of(*town, book={"rotation_credit_years": credit}), 1)
    staffed(region, titles.give)
    assert [uid for uid, title in column(region, "title").items() if title == SENIOR_TITLE] == risen
    rural = without(region_of(*rows, book={"rotation_credit_years": credit}), 1)
    staffed(rural, titles.give)
    assert column(rural, "title")[2] == SENIOR_TITLE


@pytest.mark.parametrize(
    ("ratio", "rural", "town"),
    [
        (0.0, 2, 4),  # as at the start: 2 of 20 rural teachers, 4 of 10 in town
        (0.2, 2, 4),  # a ratio below that of the start, 0.25, takes nothing
        (1.0, 4, 2),  # six posts over 30 teachers
        (2.0, 5, 1),  # 6 x 40 / 50 = 4.8
        (10.0, 6, 0),  # 6 x 200 / 210 = 5.7
    ],
)
def test_senior_posts_for_rural_schools(ratio, rural, town):
    region = region_of(
        {"n": 2, "title": SENIOR_TITLE}, {"n": 8, "title": MIDDLE_TITLE}, {"n": 10, "title": JUNIOR_TITLE},
        {**IN_TOWN, "n": 4, "title": SENIOR_TITLE}, {**IN_TOWN, "n": 6, "title": MIDDLE_TITLE},
        {"at": TOWN_SCHOOL, "n": 3, "title": SENIOR_TITLE},
    )  # fmt: skip
    wanted = region.staff.title_posts.wanted(np.array([[[20, 0], [10, 3]]]), np.array([ratio]))
    assert wanted[0, :, 0, 1].tolist() == [rural, town]
    assert wanted[0, :, 0, 0].tolist() == [10, 10]
    assert wanted[0, :, 0, 2].tolist() == [0, 0]
    assert wanted[0, :, 1].tolist() == [[0, 0, 0], [3, 3, 0]]  # the other stage is its own


def test_rural_seniors_stay_within_the_posts_of_middle_title_and_above():
    region = region_of(
        {"n": 1, "title": MIDDLE_TITLE}, {"n": 9, "title": JUNIOR_TITLE},
        {**IN_TOWN, "n": 5, "title": SENIOR_TITLE}, {**IN_TOWN, "n": 5, "title": MIDDLE_TITLE},
    )  # fmt: skip
    wanted = region.staff.title_posts.wanted(np.array([[[10, 0], [10, 0]]]), np.array([5.0]))
    assert wanted[0, :, 0, 1].tolist() == [1, 4]


def test_a_cell_without_teachers_at_the_start_is_like_its_stage_else_like_the_county():
    rows = [{"n": 3, "title": SENIOR_TITLE}, {"n": 1, "title": JUNIOR_TITLE}, {"at": TOWN_SCHOOL, "n": 4}]
    shares = region_of(*rows).staff.title_posts.shares[0, :, :, 1]
    assert shares.tolist() == [[0.75, 0.0], [0.75, 0.0]]
    assert region_of(*rows[:2]).staff.title_posts.shares[0, :, :, 1].tolist() == [[0.75, 0.75]] * 2


def test_rural_schools_get_their_posts_as_town_seniors_retire_and_nobody_loses_a_title():
    """Six senior posts over 30, two rural; at a ratio of 1 four are rural. One of town goes: 0.4 x 9 + 0.1 x 20 = 6."""
    rows = [
        {"n": 2, "title": SENIOR_TITLE}, {"n": 18, "title": MIDDLE_TITLE},
        {**IN_TOWN, "n": 4, "title": SENIOR_TITLE, "uid": 101}, {**IN_TOWN, "n": 6, "title": MIDDLE_TITLE, "uid": 105},
    ]  # fmt: skip
    even = {"book": {"rural_senior_ratio": 1.0}}
    assert titled(*rows, **even)[1] == {}
    region = staffed(without(region_of(*rows, **even), 101), titles.give)
    assert flows(region) == {"n_promoted_senior": 1, "n_promoted_senior_rural": 1}
    assert [column(region, "title")[uid] for uid in (102, 103, 104, 105)] == [SENIOR_TITLE] * 3 + [
        MIDDLE_TITLE
    ]
    usual = staffed(without(region_of(*rows), 101), titles.give)
    assert flows(usual) == {"n_promoted_senior": 1}


def test_a_senior_teacher_who_moves_opens_no_further_post():
    rows = [{"n": 1, "title": SENIOR_TITLE}, {"n": 9, "title": MIDDLE_TITLE}]
    rows += [{**IN_TOWN, **row, "uid": 100 + k * 10} for k, row in enumerate(rows)]
    region = region_of(*rows)
    with region.writing_as("staffing"):
        region.teachers.writable("home_school")[[0, 11]] = TOWN_SCHOOL, PRIMARY_SCHOOL  # they change places
    staffed(region, titles.give)
    assert flows(region) == {}


def test_backbone_teachers_keep_their_share():
    """Four of twenty; two go: 0.2 x 18 = 3.6, four, so two are named, of those who may be."""
    region = without(
        region_of(
            {"n": 4, "is_backbone": 1, "title": MIDDLE_TITLE, "birth_year": 1960},
            {"n": 6, "title": MIDDLE_TITLE, "birth_year": 1975},
            {"n": 4, "title": MIDDLE_TITLE, "birth_year": 1968},  # 50 by 2018
            {"n": 6, "title": JUNIOR_TITLE, "birth_year": 1975},
        ),
        1,
        2,
    )
    staffed(region, lambda r, _: titles.name_backbone(r))
    named = {uid for uid, is_one in column(region, "is_backbone").items() if is_one}
    assert len(named) == 4
    assert {3, 4} < named < {3, 4, *range(5, 11)}
    staffed(region, lambda r, _: titles.name_backbone(r))
    assert {uid for uid, is_one in column(region, "is_backbone").items() if is_one} == named


def principals(*rows, close=()):
    region = region_of(*rows)
    with region.writing_as("network"):
        region.schools.writable("status")[list(close)] = CLOSED
    staffed(region, lambda r, _: naming_principals.name(r))
    return {uid for uid, is_one in column(region, "is_principal").items() if is_one}


def test_a_principal_is_named_of_the_highest_title_then_the_oldest():
    rows = [
        {"title": MIDDLE_TITLE, "birth_year": 1965},
        {"title": SENIOR_TITLE, "birth_year": 1975, "birth_month": 3},
        {"title": SENIOR_TITLE, "birth_year": 1975, "birth_month": 2},
        {"title": FULL_SENIOR_TITLE, "birth_year": 1960, "contract": SPECIAL_POST},
        {"at": POINT, "title": SENIOR_TITLE},
        {"at": TOWN_SCHOOL, "title": JUNIOR_TITLE},
    ]
    assert principals(*rows) == {3, 6}  # the point is run by the primary school


def test_one_principal_a_school():
    rows = [
        {"title": SENIOR_TITLE, "birth_year": 1960},
        {"title": MIDDLE_TITLE, "birth_year": 1970, "is_principal": 1},
        {"at": TOWN_SCHOOL, "title": MIDDLE_TITLE, "is_principal": 1},
        {"at": TOWN_SCHOOL, "title": SENIOR_TITLE, "is_principal": 1},  # came from a school that was closed
        {"at": POINT, "title": SENIOR_TITLE, "is_principal": 1},
    ]
    assert principals(*rows) == {2, 4}
    assert principals(*rows, close=[TOWN_SCHOOL]) == {2}


PIPELINE = (
    {"n": 5, "years_rural": 2},
    {"n": 4, "years_rural": 3},
    {"n": 3, "years_rural": 20},
    {"n": 2, "years_rural": 25},
    {"at": POINT, "n": 2, "years_rural": 10, "years_village": 10},
    {"at": POINT, "n": 1, "years_rural": 11, "years_village": 11},
    {"at": POINT, "n": 6, "years_rural": 9, "years_village": 9, "years_as_guest": 3},
    {"at": TOWN_SCHOOL, "n": 2, "years_as_guest": 1},
    {"at": TOWN_SCHOOL, "n": 1, "years_as_guest": 0},
)
COUNTED = {"n_rural_3": 18, "n_rural_20": 5, "n_rural_25": 2, "n_village_10": 3, "n_town_1": 2}


@pytest.mark.parametrize("award", [0.0, 8000.0])
def test_the_pipelines_of_service_and_the_award_by_hand(award):
    region = staffed(region_of(*PIPELINE, book={"service_award_yuan": award}), careers.count)
    assert flows(region) == {**COUNTED, **({"n_awarded": 2} if award else {})}
    assert careers.award_yuan(region, region.rules).tolist() == [0.0, 2 * award, 0.0]


def test_the_years_of_the_award_are_the_rulebooks():
    region = region_of(*PIPELINE, book={"service_award_yuan": 1.0, "service_award_years": 9})
    assert careers.award_yuan(region, region.rules).sum() == 6


def test_a_summer_of_careers_does_all_of_it():
    rows = [
        {"title": SENIOR_TITLE, "is_backbone": 1, "is_principal": 1, "uid": 1},
        {"title": MIDDLE_TITLE, "uid": 2, "years_village": 9},
        {"title": JUNIOR_TITLE, "uid": 3},
    ]
    region = staffed(without(region_of(*rows), 1), careers.run)
    assert column(region, "title") == {
        2: SENIOR_TITLE,
        3: JUNIOR_TITLE,
    }  # 2/3: one senior; one of middle and above
    assert column(region, "is_principal") == {2: 1, 3: 0}
    assert column(region, "is_backbone") == {2: 1, 3: 0}
    assert column(region, "years_village") == {2: 0, 3: 0}
