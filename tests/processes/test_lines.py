"""Applicant columns and lines: each column against the tables it comes from, groups and points worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import Say
from sim.kernels.codes import ENROLLED, HUKOU_PROVINCE, HUKOU_REGION, OWNER
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import applicants_of
from sim.processes.lines import NO_GROUP, groups_by, points_by, rules_of_year, stand_at_asked
from sim.rules.admission import Area, Condition, Group, PointBlock, PointItem, Points, Predicate, Zone
from sim.rules.applicant import COLUMNS
from sim.rules.known_rules import known_rule
from tests.worlds import run

PRESENT = known_rule("present")


@pytest.fixture(scope="module")
def region():
    return run("tonghua", years=2)[0]


@pytest.fixture(scope="module")
def entrants(region):
    c = region.children
    return applicants_of(region, np.flatnonzero((c["status"] == ENROLLED) & (c["grade"] == 1)))


@pytest.fixture(scope="module")
def columns(region, entrants):
    """Columns of each at the school of its address."""
    return ApplicantColumns(region, entrants, np.arange(len(entrants.rows)), entrants.asked)


def family(region, a, name):
    return region.households[name][region.children["household"][a.rows]]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_made_within_its_range(columns, name):
    values = columns[name]
    assert values.dtype == np.int64
    assert (values >= 0).all()
    assert (values <= COLUMNS[name].largest).all()


def test_columns_of_families(region, entrants, columns):
    assert (columns["permit_months"] == family(region, entrants, "permit_months")).all()
    assert (columns["hukou_kind"] == family(region, entrants, "is_rural_hukou")).all()
    moved = region.year - family(region, entrants, "year_moved").astype(int)
    assert (columns["residence_months"] == np.clip(12 * moved, 0, 600)).all()


def test_hukou_is_told_by_how_near_it_stands(region, entrants, columns):
    g, hukou = region.geography, family(region, entrants, "hukou")
    at, home = family(region, entrants, "hukou_settlement"), entrants.home
    told = np.array(COLUMNS["hukou_at"].codes)[columns["hukou_at"]]
    assert set(told[hukou == HUKOU_PROVINCE]) == {"province"}
    assert set(told[(hukou == HUKOU_REGION) & (at == home)]) == {"zone"}
    here = hukou == HUKOU_REGION
    assert (g.township[at[told == "township"]] == g.township[home[told == "township"]]).all()
    same_county = g.county[at] == g.county[home]
    assert (same_county[here] == np.isin(told[here], ("zone", "township", "county"))).all()
    assert len(set(told)) >= 5


def test_homes_and_their_papers(region, entrants, columns):
    home, deed = (np.array(COLUMNS[n].codes)[columns[n]] for n in ("home", "deed"))
    owns = family(region, entrants, "tenure") == OWNER
    assert (owns == (home == "parents")).all()
    assert ((deed == "none") == (home == "rented")).all()
    share = (deed[owns] == "occupancy").mean()
    assert share == pytest.approx(region.numbers["share_occupancy_permit"], abs=0.02)


@pytest.mark.parametrize(
    ("column", "share"),
    [
        ("staff", "share_staff_children"),
        ("is_late", "share_late"),
        ("preferential", "share_preferential"),
    ],
)
def test_drawn_traits_have_their_share(region, entrants, columns, column, share):
    n, p = len(entrants.rows), region.numbers[share]
    assert columns[column].mean() == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / n))


def test_siblings_are_those_enrolled_at_the_school(region, entrants, columns):
    c = region.children
    found = columns["sibling"]
    assert 0 < found.sum() < len(found) / 2
    for i in [*np.flatnonzero(found)[:20], *np.flatnonzero(found == 0)[:50]]:
        row = entrants.rows[i]
        together = np.flatnonzero((c["household"] == c["household"][row]) & (c["status"] == ENROLLED))
        others = [r for r in together if r != row and c["school"][r] == entrants.asked[i]]
        assert bool(found[i]) == bool(others)


def test_a_dwelling_is_remembered_for_six_years_after_its_last_family_took_a_seat(region, entrants, columns):
    years, moved = columns["dwelling_years"], region.year - family(region, entrants, "year_moved").astype(int)
    assert (years[moved >= 6] == 99).all()
    recent = moved < 6
    assert (years[recent] < 99).mean() == pytest.approx(region.numbers["share_dwellings_used"], abs=0.05)
    used = recent & (years < 99)
    assert (years[used] >= moved[used]).all()
    assert (years[used] < moved[used] + 6).all()


class Table(dict):
    """Columns given by hand."""


def test_groups_by_hand():
    local = Predicate(((Condition("hukou_at", (0, 1)),),))
    months = Condition("permit_months", at_least="permit_months_required")
    settled = Predicate(((months, Condition("hukou_at", (2, 3, 4, 5))),))
    groups = (Group("local", Say("l", "本"), local), Group("settled", Say("s", "居"), settled))
    rule = replace(
        PRESENT,
        eligible=Predicate(((Condition("is_late", (0,)),),)),
        groups=(*groups, Group("rest", Say("r", "其"), None)),
    )
    columns = Table(
        hukou_at=np.array([0, 1, 4, 4, 5, 0]), permit_months=np.array([0, 99, 12, 11, 24, 0]),
        is_late=np.array([0, 0, 0, 0, 0, 1]),
    )  # fmt: skip
    book = {"permit_months_required": np.array([12, 12, 12, 12, 36, 12])}
    assert groups_by(rule, columns, book, 6).tolist() == [0, 0, 1, 2, 2, NO_GROUP]


def test_points_by_hand():
    """Items are counted in whole steps and capped, then blocks; an unknown item is worth nothing."""
    points = Points(
        (
            PointItem("years", Say("y", "年"), 4.0, 10.0, "residence_months", 12),
            PointItem("flat", Say("f", "房"), 6.0, 6.0, when=Predicate(((Condition("owns_flat", (1,)),),))),
            PointItem("other", Say("o", "他"), 0.0, 0.0, is_unknown=True),
            PointItem("late", Say("l", "迟"), 1.0, 1.0, when=Predicate(((Condition("is_late", (0,)),),))),
        ),
        (PointBlock(Say("home", "居住"), ("years", "flat"), 12.0),),
    )
    columns = Table(
        residence_months=np.array([11, 12, 30, 500]), owns_flat=np.array([0, 1, 1, 1]), is_late=np.array([1, 0, 0, 1])
    )  # fmt: skip
    assert points_by(points, columns, {}, 4).tolist() == [0.0, 11.0, 13.0, 12.0]
    assert points_by(None, columns, {}, 4).tolist() == [0.0] * 4


def test_lines_are_by_group_then_points_or_tie_break_then_lottery(region, entrants):
    nearest = replace(PRESENT, tie_break="minutes")
    rules = type(region.rules)(book.amended({"admission": (nearest,)}) for book in region.rules)
    of_year = rules_of_year(region, rules)
    line = stand_at_asked(region, rules, of_year, entrants)
    minutes = ApplicantColumns(region, entrants, line.who, line.school)["minutes"]
    by_hand = np.lexsort((line.lottery, minutes, line.group))
    assert (np.argsort(line.score, kind="stable") == by_hand).all()
    assert len(np.unique(line.score)) == len(line.score)


def test_the_most_special_rule_holds_at_a_school(region):
    g, s = region.geography, region.schools
    county, town, school = g.county_codes[1], g.township_codes[s["township"][0]], region.school_ids[0]
    rules = [
        replace(PRESENT, name=level, area=Area(level, codes), zone=Zone("lottery", k + 2))
        for k, (level, codes) in enumerate(
            (("everywhere", ()), ("county", (county,)), ("township", (town,)), ("school", (school,)))
        )
    ]
    books = type(region.rules)(book.amended({"admission": tuple(rules)}) for book in region.rules)
    of_year = rules_of_year(region, books)
    names = np.array([rule.name for rule in of_year.rules])[of_year.of_school]
    assert (names[:, 0] == "school").all()
    in_town = np.flatnonzero(s["township"] == s["township"][0])[1:]
    assert (names[:, in_town] == "township").all()
    elsewhere = (s["county"] == 1) & (s["township"] != s["township"][0])
    assert (names[:, elsewhere] == "county").all()
    assert (names[:, (s["county"] != 1) & (s["township"] != s["township"][0])] == "everywhere").all()
