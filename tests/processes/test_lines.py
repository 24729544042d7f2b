"""Applicant columns and lines: each column against the tables it comes from, groups and points worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import Say
from sim.kernels.codes import ENROLLED, HUKOU_PROVINCE, HUKOU_REGION, OWNER, VILLAGE
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import applicants_of
from sim.processes.lines import (
    RANKS,
    _ranks,
    points_by,
    rules_of_year,
    stand,
    stand_at_asked,
)
from sim.rules.admission import Area, Condition, Group, PointBlock, PointItem, Points, Predicate, Zone
from sim.rules.applicant import COLUMNS
from sim.rules.group_cells import NO_GROUP, groups_by
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
    assert values.dtype == np.int16
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


def test_who_owns_a_flat_or_is_insured(region, entrants, columns):
    g, insured = region.geography, region.numbers["share_insured"]
    flat = columns["owns_flat"] == 1
    assert (g.zone[entrants.home[flat]] != VILLAGE).all()
    assert (family(region, entrants, "tenure")[flat] == OWNER).all()
    months, stay = columns["insurance_months"], columns["residence_months"]
    has_father = family(region, entrants, "father_year") > 0
    assert set(months[~has_father]) <= {0}
    assert ((months == stay) | (months == 0)).all()
    assert (months[has_father & (stay > 0)] > 0).mean() == pytest.approx(insured, abs=0.05)


def test_hukou_in_the_zone_of_the_school_stood_at_counts_as_in_the_zone(region, entrants):
    """A child with hukou in the county, elsewhere than it lives: in the zone at the school of its hukou's address."""
    zone, at = region.zone[:, 0], family(region, entrants, "hukou_settlement")
    here = (family(region, entrants, "hukou") == HUKOU_REGION) & (at >= 0)
    away = here & (zone[at] != zone[entrants.home]) & (region.geography.county[at] == entrants.county)
    some = np.flatnonzero(away)[:20]
    assert len(some) == 20
    at_hukou = ApplicantColumns(region, entrants, some, zone[at[some]])["hukou_at"]
    at_home = ApplicantColumns(region, entrants, some, zone[entrants.home[some]])["hukou_at"]
    assert (at_hukou == 0).all()
    assert (at_home > 0).all()


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
    without_flat = Table({name: values[-1:] for name, values in columns.items()}, owns_flat=np.array([0]))
    assert points_by(points, without_flat, {}, 1).tolist() == [10.0]  # 41 years, of which ten points count
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


def standing(region, a, rule, first=None, school=None):
    """Return the lines of applicants under one rule, at the school each asks for or at given ones."""
    rules = type(region.rules)(book.amended({"admission": (rule,)}) for book in region.rules)
    of_year = rules_of_year(region, rules)
    if first is None:
        return stand_at_asked(region, rules, of_year, a)
    return stand(region, rules, of_year, a, first, school)


CHILDREN = Points((PointItem("born", Say("b", "育"), 1.0, 15.0, "children_born"),))


def test_more_points_come_first_and_of_equal_ones_the_tie_break_decides(region, entrants):
    line = standing(region, entrants, replace(PRESENT, points=CHILDREN, tie_break="residence_months"))
    columns = ApplicantColumns(region, entrants, line.who, line.school)
    born, months = columns["children_born"], columns["residence_months"]
    assert len(np.unique(born)) > 2
    assert (line.points == born).all()
    by_hand = np.lexsort((line.lottery, -months, -born, line.group))  # the longest residence first
    assert (np.argsort(line.score, kind="stable") == by_hand).all()


def test_more_different_ranks_than_a_score_tells_apart_stay_in_order():
    """70,000 applicants with as many different points: neighbours may share a rank, none is turned round."""
    points = np.random.default_rng(1).permutation(70_000).astype(float)
    rank = _ranks(replace(PRESENT, points=CHILDREN), points, Table())
    assert (np.diff(rank[np.argsort(-points)]) >= 0).all()
    assert rank.max() == RANKS - 1


def test_the_group_told_is_that_at_the_first_school(region, entrants):
    """The near school is asked first by half of them, last by the others; the group of who is far is 1."""
    near = Predicate(((Condition("minutes", at_least=0, below=20),),))
    rule = replace(PRESENT, groups=(Group("near", Say("n", "近"), near), Group("far", Say("f", "远"), None)))
    a = entrants[np.arange(200)]
    far = np.array([np.argmax(np.hypot(region.schools["x"] - region.geography.x[at], 0.0)) for at in a.home])
    school = np.stack([a.asked, far], axis=1)
    school[::2] = school[::2, ::-1]
    line = standing(region, a, rule, np.arange(0, 401, 2), school.reshape(-1))
    assert (a.group == line.group.reshape(-1, 2)[:, 0]).all()
    assert (line.group.reshape(-1, 2)[:, 0] != line.group.reshape(-1, 2)[:, 1]).mean() > 0.5


def test_who_goes_on_stands_before_every_group_and_needs_none(region, entrants):
    a = entrants[np.arange(50)]
    a.continues[:3] = True
    line = standing(region, a, PRESENT)
    assert set(np.argsort(line.score)[:3]) == {0, 1, 2}
    nobody = replace(PRESENT, eligible=Predicate(((Condition("permit_months", at_least=600),),)))
    line = standing(region, a, nobody)
    assert np.isfinite(line.score).tolist() == [True] * 3 + [False] * 47
    assert a.group.tolist() == [0] * 3 + [1] * 47  # the number of groups met, plus one


def test_without_groups_everyone_is_in_one(region, entrants):
    line = standing(region, entrants, replace(PRESENT, groups=()))
    assert (line.group == 0).all()
    assert np.isfinite(line.score).all()


def test_the_rule_of_the_stage_holds_at_a_nine_year_school(region):
    c, s = region.children, region.schools
    nine = np.flatnonzero((s["grade_low"] <= 6) & (s["grade_high"] >= 7))[0]
    taught = [np.flatnonzero((c["status"] == ENROLLED) & (c["grade"] == grade))[0] for grade in (6, 7)]
    a = applicants_of(region, np.array(taught))
    a.asked[:] = nine
    stages = tuple(replace(PRESENT, name=stage, stages=(stage,)) for stage in ("primary", "junior"))
    rules = type(region.rules)(book.amended({"admission": stages}) for book in region.rules)
    of_year = rules_of_year(region, rules)
    line = stand_at_asked(region, rules, of_year, a)
    assert [of_year.rules[number].name for number in line.rule] == ["primary", "junior"]


def test_where_no_rule_of_a_stage_is_given_present_practice_holds(region):
    junior = replace(PRESENT, name="junior", stages=("junior",))
    rules = type(region.rules)(book.amended({"admission": (junior,)}) for book in region.rules)
    of_year = rules_of_year(region, rules)
    names = np.array([rule.name for rule in of_year.rules])[of_year.of_school]
    assert set(names[0]) == {"present"}
    assert set(names[1]) == {"junior"}


def test_a_rule_of_one_stage_says_nothing_of_the_other_and_the_first_said_holds(region):
    """Everywhere two rules, in one county a junior one: rules are numbered by county, school and stage."""
    code = region.geography.county_codes[1]
    junior = replace(PRESENT, name="junior", stages=("junior",), area=Area("county", (code,)))
    said = (replace(PRESENT, name="first"), junior, replace(PRESENT, name="second"))
    books = type(region.rules)(book.amended({"admission": said}) for book in region.rules)
    of_year = rules_of_year(region, books)
    assert [rule.name for rule in of_year.rules] == ["present", "first", "junior"]
    is_here = region.schools["county"] == 1
    assert (of_year.of_school[0] == 1).all()
    assert (of_year.of_school[1] == np.where(is_here, 2, 1)).all()
