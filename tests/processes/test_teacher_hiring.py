"""Hiring by hand: one for one, within the posts, where most is lacking; what stays vacant is counted."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.teacher_codes import ART, IN_POST, MUSIC, PE, PE_AND_ARTS, VOLUNTEER
from sim.processes import teacher_hiring
from sim.rules.rulebook import Rulebook
from sim.world.teacher_posts import vacancies
from tests.staffed import YEAR, at_home, county, employ, give_posts, school, staffing, told, town

BOOK = Rulebook()
CERTAIN = {"p_rural_vacancy_filled": 1.0}


def leave(region, *rows: int) -> None:
    """Let teachers retire."""
    t = region.teachers
    region.staff.add("n_retired", t["home_school"][list(rows)], t["stage"][list(rows)])
    keeps = np.ones(len(t), bool)
    keeps[list(rows)] = False
    t.keep(keeps)


def hired(region) -> list[int]:
    with staffing(region):
        teacher_hiring.run(region, region.rules)
        teacher_hiring.count_vacant(region)
    assert region.staff.imbalance() == 0
    return at_home(region)


def three(*, book=BOOK, gone=0, junior=False, **more):
    """Return schools with posts for 6, 5 and 4 where 4, 5 and 3 teach, after `gone` more of the second have left."""
    stage = {"grade_low": 7, "grade_high": 9} if junior else {}
    region = county(school(), school(), school(**stage), posts=(20,), books=[book], **(CERTAIN | more))
    give_posts(region, [6, 5, 4])
    employ(region, 0, 4)
    rows = employ(region, 1, 5 + gone)
    employ(region, 2, 3, stage=int(junior))
    leave(region, *rows[:gone].tolist())
    return region


def test_nobody_leaves_nobody_is_hired_and_the_vacancies_are_counted():
    region = three()
    assert hired(region) == [4, 5, 3]
    assert told(region, "n_vacant") == 3


def test_one_for_one_and_where_most_is_lacking():
    """Two of school 1 have left and it has its posts: school 0 lacks two, school 2 one; the first two go to 0."""
    region = three(gone=2)
    assert hired(region) == [6, 5, 3]
    assert told(region, "n_hired") == 2
    assert told(region, "n_vacant") == 1


def test_never_beyond_the_posts_of_the_county():
    """Five have left and three posts are vacant; where another school has one over, two are."""
    assert hired(three(gone=5)) == [6, 5, 4]
    region = three(gone=5)
    employ(region, 1, 1)
    region.staff.in_post += 5
    assert sum(hired(region)) == 15
    assert told(region, "n_hired") == 2


@pytest.mark.parametrize(("refill", "n"), [(0.0, 0), (0.5, 1), (1.0, 3)])
def test_what_the_rules_refill(refill, n):
    region = three(gone=3, book=replace(BOOK, refill_share=refill))
    hired(region)
    assert told(region, "n_hired") == n


def test_a_half_is_kept_for_the_next_year():
    region = three(gone=3, book=replace(BOOK, refill_share=0.5))
    hired(region)
    assert region.staff.hires_due.tolist() == [0.5]
    region.year += 1
    region.staff.open_year()
    leave(region, 5)
    hired(region)  # 0.5 + 0.5
    assert told(region, "n_hired") == 1
    assert region.staff.hires_due.tolist() == [0.0]


@pytest.mark.parametrize(("refill", "n"), [(0.0, 0), (0.5, 2), (1.0, 2)])
def test_a_place_offered_again_is_not_cut_twice_and_a_freeze_cuts_it(refill, n):
    """Three places of which two were to be refilled last year, and nobody left since."""
    region = three(book=replace(BOOK, refill_share=refill))
    region.staff.hires_due[:] = 2.0
    hired(region)
    assert told(region, "n_hired") == n


@pytest.mark.parametrize(("share", "n"), [(0.5, 1), (0.7, 2), (1.0, 3)])
def test_standing_vacancies_are_filled_as_the_rules_say(share, n):
    region = three(book=replace(BOOK, fill_vacant_share=share))
    hired(region)
    assert told(region, "n_hired") == n
    assert told(region, "n_vacant") == 3 - n


def test_a_rural_place_nobody_applies_for_is_offered_again():
    region = three(gone=2, p_rural_vacancy_filled=0.0)
    assert hired(region) == [4, 5, 3]
    assert region.staff.hires_due.tolist() == [2.0]
    region.year += 1
    region.staff.open_year()
    region.numbers["p_rural_vacancy_filled"] = 1.0
    hired(region)
    assert told(region, "n_hired") == 2


def test_towns_and_county_hire_find_applicants():
    assert hired(three(gone=2, p_rural_vacancy_filled=0.0, book=replace(BOOK, county_hire=1.0))) == [6, 5, 3]
    region = county(town(), posts=(5,), p_rural_vacancy_filled=0.0)
    give_posts(region, [5])
    leave(region, *employ(region, 0, 5)[:2].tolist())
    assert hired(region) == [5]


def test_volunteers_hold_no_post():
    region = three(gone=2)
    employ(region, 0, 2, contract=VOLUNTEER)
    region.staff.in_post += 2
    assert hired(region) == [8, 5, 3]


def test_the_stage_that_lacks_gets_the_teachers():
    region = three(gone=3, junior=True)
    assert hired(region) == [6, 5, 4]
    t = region.teachers
    new = t["year_hired"] == YEAR
    assert sorted(zip(t["home_school"][new].tolist(), t["stage"][new].tolist(), strict=True)) == [
        (0, 0),
        (0, 0),
        (2, 1),
    ]


def test_who_comes():
    """Four hundred places: ages 22 to 30, most of them women, subjects as lessons; a new row is whole."""
    region = county(town(), posts=(400,), books=[replace(BOOK, fill_vacant_share=1.0)])
    give_posts(region, [400])
    hired(region)
    t = region.teachers
    age = YEAR - t["birth_year"].astype(int) - (t["birth_month"] > 8)
    assert (age.min(), age.max()) == (22, 30)
    assert abs(age.mean() - 26) < 0.5
    assert (np.unique(t["birth_month"]) == np.arange(1, 13)).all()
    assert abs(t["sex"].mean() - 0.8) < 0.08
    assert abs(t["is_above_standard"].mean() - 0.95) < 0.05
    shares = np.bincount(t["subject"], minlength=9) / 400
    assert abs(shares - region.periods[0] / region.periods[0].sum()).max() < 0.08
    assert (t["contract"] == IN_POST).all()
    assert (t["title"] == 0).all()
    assert (t["school"] == t["home_school"]).all()
    assert (t["year_here"] == YEAR).all()
    assert len(np.unique(t["uid"])) == 400


def test_rural_schools_go_on_lacking_what_they_lack():
    """Of 30 periods 11.5 are Chinese and mathematics; the 7.5 of PE, music and art go to them too."""
    region = county(school(), posts=(400,), books=[replace(BOOK, fill_vacant_share=1.0)],
                    shortfall_pe_arts_rural=1.0, **CERTAIN)  # fmt: skip
    give_posts(region, [400])
    hired(region)
    subject = region.teachers["subject"]
    assert not np.isin(subject, PE_AND_ARTS).any()
    assert abs((subject <= 1).mean() - 19 / 30) < 0.08


def test_under_county_hire_a_school_gets_the_subjects_it_lacks():
    region = county(town(), posts=(9,), books=[replace(BOOK, fill_vacant_share=1.0, county_hire=1.0)])
    give_posts(region, [9])
    employ(region, 0, 2, subject=MUSIC)
    hired(region)
    subjects = region.teachers["subject"]
    assert {PE, ART} <= set(subjects.tolist())
    assert sorted(s for s in subjects[2:4].tolist()) == sorted({*PE_AND_ARTS} - {MUSIC})


def test_another_school_re_rolls_nobody():
    """The teachers hired at a school are the same whoever else hires."""
    found = []
    for others in (0, 3):
        region = county(*[town()] * (1 + others), posts=(9,), books=[replace(BOOK, fill_vacant_share=1.0)])
        give_posts(region, [3, 6, 0, 0][: 1 + others])
        hired(region)
        t = region.teachers
        mine = t["home_school"] == 0
        found.append([t[name][mine].tolist() for name in ("uid", "birth_year", "sex", "subject")])
    assert found[0] == found[1]


CELLS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(CELLS, st.sampled_from([0.0, 0.4, 1.0]), st.sampled_from([0.0, 0.3, 1.0]))
def test_hires_never_exceed_what_left_nor_the_vacancies(cells, refill, filled):
    """By posts, teachers and those who leave of each school."""
    book = replace(BOOK, refill_share=refill, fill_vacant_share=filled)
    region = county(*[school() for _ in cells], posts=(50,), books=[book], p_rural_vacancy_filled=0.7)
    give_posts(region, [posts for posts, _, _ in cells])
    going = []
    for row, (_, teachers, leaving) in enumerate(cells):
        going += employ(region, row, teachers)[: min(leaving, teachers)].tolist()
    leave(region, *going)
    before = vacancies(region)
    hired(region)
    new, vacant = told(region, "n_hired"), max(0, before.sum())
    refilled = int(refill * len(going) + 1e-9)
    assert new <= vacant
    assert new <= refilled + filled * max(0, vacant - refilled)
    after = vacancies(region)
    assert (after >= np.minimum(before, 0)).all()
    assert told(region, "n_vacant") == np.maximum(after, 0).sum()
