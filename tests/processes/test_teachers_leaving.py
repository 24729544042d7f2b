"""Teachers leave: retirement in its school year, early, quitting, ends of contracts; ages after 20 years."""

import numpy as np
import pytest

from sim.kernels.teacher_codes import (
    IN_POST,
    MIDDLE_TITLE,
    OUTSIDE_POSTS,
    SENIOR_TITLE,
    SPECIAL_POST,
    VOLUNTEER,
)
from sim.processes import service_years, teachers_leaving
from sim.world import pay
from tests.careers import POINT, PRIMARY_SCHOOL, TOWN_SCHOOL, column, flows, region_of, staffed
from tests.worlds import numbers


def left(*rows, **more):
    """Return who stays and what was counted after one summer."""
    region = staffed(region_of(*rows, **more), teachers_leaving.run)
    return sorted(column(region, "title")), flows(region)


def test_retirement_in_the_school_year_of_the_month():
    """Before the census of 2018: who turns 60 or 55 by August 2018, and who should have gone before."""
    stays, counted = left(
        {"sex": 0, "birth_year": 1958, "birth_month": 8},
        {"sex": 0, "birth_year": 1958, "birth_month": 9},
        {"sex": 1, "birth_year": 1963, "birth_month": 8},
        {"sex": 1, "birth_year": 1963, "birth_month": 9},
        {"sex": 1, "birth_year": 1950},
    )
    assert stays == [2, 4]
    assert counted == {"n_retired": 3}


@pytest.mark.parametrize(("year", "stays"), [(2024, [1, 2, 3]), (2025, [2, 3]), (2026, [3]), (2027, [])])
def test_the_rule_of_2025(year, stays):
    """Men of May, July 1965 and June 1966: legally in July 2025, September 2025 and November 2026 (+5)."""
    men = [{"sex": 0, "birth_year": y, "birth_month": m} for y, m in ((1965, 5), (1965, 7), (1966, 6))]
    assert left(*men, year=year)[0] == stays


def test_early_retirement_only_between_the_old_age_and_the_legal_one():
    rows = (
        {"sex": 1, "birth_year": 1970, "birth_month": 8, "n": 3},  # 55 in August 2025, legally in October
        {"sex": 1, "birth_year": 1970, "birth_month": 9, "n": 3},  # 55 in September 2025
        {"sex": 0, "birth_year": 1970, "birth_month": 8, "n": 3},
    )
    assert left(*rows, year=2025, p_retire_early=1.0) == ([4, 5, 6, 7, 8, 9], {"n_retired_early": 3})
    assert left(*rows, year=2025) == (list(range(1, 10)), {})
    earlier = ({"sex": 1, "birth_year": 1964, "birth_month": 8, "n": 3},)
    assert left(*earlier, year=2019, p_retire_early=1.0) == ([], {"n_retired": 3})


def test_how_many_retire_early_in_a_year():
    rows = ({"sex": 1, "birth_year": 1975, "birth_month": 1, "n": 4000},)  # 55 in 2030-01, legally in 2031-05
    stays, counted = left(*rows, year=2030, p_retire_early=0.3)
    assert counted["n_retired_early"] == pytest.approx(1200, abs=4 * np.sqrt(4000 * 0.21))
    assert len(stays) + counted["n_retired_early"] == 4000


def test_nobody_leaves_twice():
    """All causes at once: the balance of teachers is required in `staffed`."""
    rows = (
        {"sex": 1, "birth_year": 1970, "birth_month": 8, "n": 50},
        {"sex": 1, "birth_year": 1969, "birth_month": 6, "n": 50},
        {"contract": SPECIAL_POST, "year_contract_ends": 2025, "n": 50},
        {"contract": VOLUNTEER, "year_contract_ends": 2025, "n": 50},
    )
    odds = {"odds_quit_10_years": 1.0, "odds_quit_5_years_here": 1.0}
    stays, counted = left(*rows, year=2025, p_retire_early=0.5, p_quit_rural=0.3, p_special_stays=0.0, **odds)
    assert sum(counted.values()) + len(stays) == 200
    assert counted["n_retired"] == counted["n_contract_ended"] == counted["n_volunteers_left"] == 50
    assert counted["n_retired_early"] + counted["n_quit"] + len(stays) == 50


def test_quitting_by_place_and_who_is_not_asked():
    rows = (
        {"at": PRIMARY_SCHOOL, "birth_year": 1978, "year_here": 2008, "n": 4000},
        {"at": TOWN_SCHOOL, "birth_year": 1978, "year_here": 2008, "n": 4000},
        {"contract": VOLUNTEER, "year_contract_ends": 2019, "n": 4000},
    )
    region = staffed(region_of(*rows, p_quit_rural=0.08, p_quit_town=0.02), teachers_leaving.run)
    quitted = region.staff.counts["n_quit"][0].sum(
        axis=1
    )  # the primary school is rural, the junior school in town
    assert quitted[0] == pytest.approx(320, abs=4 * np.sqrt(4000 * 0.08))
    assert quitted[1] == pytest.approx(80, abs=4 * np.sqrt(4000 * 0.02))
    assert len(region.teachers) == 12_000 - quitted.sum()


def test_rural_and_town_teachers_quit_alike_by_default():
    assert numbers()["p_quit_rural"] == numbers()["p_quit_town"]


@pytest.mark.parametrize(("share", "acts"), [(0.0, False), (0.1499, False), (0.15, True), (0.4, True)])
def test_an_allowance_acts_from_a_share_of_the_salary_and_not_on_senior_teachers(monkeypatch, share, acts):
    rows = (
        {"n": 2000, "title": MIDDLE_TITLE, "birth_year": 1978},
        {"n": 2000, "title": SENIOR_TITLE, "birth_year": 1978},
    )
    options = {"p_quit_rural": 0.2, "odds_quit_at_threshold": 0.5, "rural_subsidy_effective_share": 0.15}
    plain, _ = left(*rows, **options)
    monkeypatch.setattr(
        pay, "performance", lambda region, rules: (share * pay.salary(region), np.zeros(4000))
    )
    helped, _ = left(*rows, **options)
    assert set(plain) <= set(helped)
    gained = set(helped) - set(plain)
    assert all(uid <= 2000 for uid in gained)
    assert (len(gained) > 100) == acts
    assert acts or not gained


def test_the_award_is_switched_off_and_acts_only_about_the_tenth_year():
    rows = tuple({"at": POINT, "years_village": years, "n": 500} for years in (8, 9, 11, 12))
    awarded = {"book": {"service_award_yuan": 5000.0}, "p_quit_rural": 0.2}
    plain, _ = left(*rows, p_quit_rural=0.2)
    assert left(*rows, **awarded)[0] == plain
    helped, _ = left(*rows, **awarded, odds_quit_award=0.3)
    gained = set(helped) - set(plain)
    assert gained
    assert all(501 <= uid <= 1500 for uid in gained)


def specials(vacant: int, **more):
    """Return the region after the contracts of ten ended in a county with so many vacant posts, two run on."""
    region = region_of(
        {"n": 5},
        {"n": 10, "contract": SPECIAL_POST, "year_contract_ends": 2018, "at": POINT},
        {"n": 2, "contract": SPECIAL_POST, "year_contract_ends": 2019},
        {"n": 3, "contract": OUTSIDE_POSTS},
        **more,
    )
    with region.writing_as("staffing"):
        region.schools.writable("teacher_posts")[:] = [5 + vacant, 0, 0]
    return staffed(region, teachers_leaving.run)


@pytest.mark.parametrize(
    ("vacant", "willing", "stay"),
    [(20, 1.0, 10), (4, 1.0, 4), (0, 1.0, 0), (-2, 1.0, 0), (20, 0.0, 0)],
)
def test_special_posts_take_vacant_posts_at_the_end(vacant, willing, stay):
    region = specials(vacant, p_special_stays=willing)
    contract, ends = column(region, "contract"), column(region, "year_contract_ends")
    stayed = [uid for uid in range(6, 16) if uid in contract]
    assert len(stayed) == stay
    assert all(contract[uid] == IN_POST and ends[uid] == 0 for uid in stayed)
    assert [contract[uid] for uid in (16, 17)] == [SPECIAL_POST] * 2
    assert [contract[uid] for uid in (18, 19, 20)] == [OUTSIDE_POSTS] * 3
    counted = {"n_special_stayed": stay, "n_contract_ended": 10 - stay}
    assert flows(region) == {name: n for name, n in counted.items() if n}


def test_the_share_of_special_posts_that_stays():
    region = region_of(
        {"n": 2000, "contract": SPECIAL_POST, "year_contract_ends": 2018}, p_special_stays=0.85
    )
    with region.writing_as("staffing"):
        region.schools.writable("teacher_posts")[:] = 3000
    counted = flows(staffed(region, teachers_leaving.run))
    assert counted["n_special_stayed"] == pytest.approx(1700, abs=4 * np.sqrt(2000 * 0.85 * 0.15))


def test_volunteers_go_when_their_time_is_over():
    rows = [{"contract": VOLUNTEER, "year_contract_ends": end} for end in (2018, 2019)]
    assert left(*rows) == ([2], {"n_volunteers_left": 1})


def test_guests_leave_too_and_are_counted_at_home():
    rows = ({"at": TOWN_SCHOOL, "school": POINT, "sex": 0, "birth_year": 1958, "birth_month": 3},)
    region = staffed(region_of(*rows), teachers_leaving.run)
    assert len(region.teachers) == 0
    assert region.staff.counts["n_retired"][0, 1, 0] == 1  # county 0, junior, 城区


def test_one_more_teacher_changes_nobody_elsewhere():
    rows = [{"at": at, "n": 300, "uid": uid} for at, uid in ((PRIMARY_SCHOOL, 1), (TOWN_SCHOOL, 1001))]
    options = {"p_quit_rural": 0.2, "p_quit_town": 0.2}
    without, _ = left(*rows, **options)
    within, _ = left({"at": POINT, "n": 7, "uid": 5000}, *rows, **options)
    assert [uid for uid in within if uid < 5000] == without


def legally(born: int, month: int, sex: int) -> int:
    """Return the month of retirement counted through, by walking from month to month as the decision is worded."""
    year, later = born + (55 if sex else 60), 0
    for step in range((year - 2025) * 12 + month):
        later += step % 4 == 0 and later < 36
    return year * 12 + month - 1 + later


def test_ages_after_twenty_years_against_a_projection():
    """No hiring, no quitting: every cell of birth month and sex is there until its month, and then gone."""
    rows = [
        {"birth_year": born, "birth_month": month, "sex": sex, "n": 1 + (born + month) % 3}
        for born in range(1956, 1996) for month in range(1, 13) for sex in (0, 1)
    ]  # fmt: skip
    region = region_of(*rows, year=2017)
    for year in range(2018, 2038):
        region.year = year
        staffed(region, lambda r, _: service_years.complete(r), teachers_leaving.run)
        expected = {
            (row["birth_year"], row["birth_month"], row["sex"]): row["n"]
            for row in rows
            if legally(row["birth_year"], row["birth_month"], row["sex"]) > year * 12 + 7
        }
        t = region.teachers
        cells, n = np.unique(
            np.stack([t["birth_year"], t["birth_month"], t["sex"]]).T, axis=0, return_counts=True
        )
        assert dict(zip(map(tuple, cells.tolist()), n.tolist(), strict=True)) == expected
