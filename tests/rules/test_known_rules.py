"""The known rules of admission: present practice to the letter, and what the sources say of the others."""

import numpy as np
import pytest

from sim.kernels.codes import HUKOU_OTHER, HUKOU_PROVINCE, HUKOU_REGION, OWNER, RELATIVES, TENANT
from sim.rules.applicant import DEED, HOME, HUKOU_AT, YEARS_NEVER
from sim.rules.known_rules import known_names, known_rule, known_text
from sim.rules.points_reading import most_points
from tests.rules.admission import BOOK, all_children, any_of, group_of


def number(codes, name):
    return codes.index(name)


def present_group(tenure, hukou, same_township, same_county, permit_months, months_required):
    """Return the group that present practice gives, written once more by hand."""
    if hukou == HUKOU_REGION and same_township:
        return 0 if tenure == OWNER else 1
    if tenure == OWNER:
        return 2
    if hukou == HUKOU_REGION and same_county:
        return 3
    return 4 if permit_months >= months_required else 5


@pytest.mark.parametrize("required", [0, 1, 12, 24])
def test_present_practice_is_that_of_the_model_for_every_child(required):
    near = [(True, True), (False, True), (False, False)]  # same township, same county
    where = [(HUKOU_REGION, *one) for one in near] + [
        (hukou, *one) for hukou in (HUKOU_PROVINCE, HUKOU_OTHER) for one in near
    ]
    at = {
        (HUKOU_REGION, True, True): ("zone", "township"),
        (HUKOU_REGION, False, True): ("county",),
        (HUKOU_REGION, False, False): ("region",),
    }
    outside = {HUKOU_PROVINCE: ("province",), HUKOU_OTHER: ("elsewhere",)}
    homes = {OWNER: ("parents",), TENANT: ("rented", "grandparents"), RELATIVES: ("grandparents",)}
    met, wanted = [], []
    for tenure, names in homes.items():
        for place in where:
            for months in (0, 11, 12, 13, 600):
                for hukou_at in at.get(place, outside.get(place[0])):
                    for home in names:
                        met.append((number(HUKOU_AT, hukou_at), number(HOME, home), months))
                        wanted.append(present_group(tenure, *place, months, required))
    children = dict(zip(("hukou_at", "home", "permit_months"), np.array(met).T, strict=True))
    book = {**BOOK, "permit_months_required": required}
    assert group_of(known_rule("present"), children, len(met), book).tolist() == wanted


@pytest.mark.parametrize("name", known_names())
def test_every_known_rule_tells_its_source_and_puts_no_child_in_two_groups(name):
    rule = known_rule(name)
    assert rule.name == name
    assert rule.source
    assert rule.title.zh != rule.title.en
    columns = any_of("hukou_at", "home", "deed", "is_late", "sibling")
    months = {
        "permit_months": (0, 11, 12, 600),
        "insurance_months": (0, 1, 11, 12),
        "dwelling_years": (0, 5, 6, 99),
    }
    children, n = all_children(**columns, **months)
    found = group_of(rule, children, n)
    assert set(range(len(rule.groups))) <= set(found.tolist())
    assert known_text(name).startswith("#")


def test_an_unknown_name_is_a_defect():
    with pytest.raises(KeyError, match="no known rule fife"):
        known_rule("fife")


@pytest.mark.parametrize(
    ("hukou_at", "home", "permit", "insurance", "tier"),
    [
        ("zone", "parents", 0, 0, 1),
        ("zone", "grandparents", 0, 0, 2),
        ("elsewhere", "parents", 0, 0, 3),
        ("zone", "rented", 0, 1, 4),
        ("province", "rented", 12, 12, 5),
        ("zone", "rented", 12, 0, 0),  # no pension insurance: in no tier
        ("province", "rented", 12, 11, 0),
        ("province", "rented", 11, 12, 0),
        ("elsewhere", "grandparents", 24, 24, 0),
    ],
)
def test_five_tiers(hukou_at, home, permit, insurance, tier):
    child = {
        "hukou_at": number(HUKOU_AT, hukou_at), "home": number(HOME, home), "permit_months": permit,
        "insurance_months": insurance,
    }  # fmt: skip
    found = group_of(known_rule("five_tiers"), {k: np.array([v]) for k, v in child.items()}, 1)
    assert found[0] + 1 == tier


@pytest.mark.parametrize(
    ("home", "deed", "hukou_at", "late", "tier"),
    [
        ("parents", "title", "zone", 0, 1),
        ("parents", "occupancy", "zone", 0, 2),
        ("grandparents", "title", "zone", 0, 3),
        ("grandparents", "occupancy", "zone", 0, 4),
        ("parents", "title", "county", 0, 5),
        ("parents", "occupancy", "elsewhere", 0, 6),
        ("grandparents", "title", "township", 0, 7),
        ("grandparents", "occupancy", "region", 0, 8),
        ("rented", "none", "zone", 0, 9),
        ("rented", "none", "province", 0, 10),
        ("parents", "title", "zone", 1, 11),
    ],
)
def test_eleven_tiers_are_of_grade_7(home, deed, hukou_at, late, tier):
    rule = known_rule("eleven_tiers")
    assert (rule.stages, rule.tie_break) == (("junior",), "residence_months")
    child = {
        "home": number(HOME, home), "deed": number(DEED, deed), "hukou_at": number(HUKOU_AT, hukou_at),
        "is_late": late,
    }  # fmt: skip
    assert group_of(rule, {k: np.array([v]) for k, v in child.items()}, 1)[0] + 1 == tier


def test_every_child_is_in_one_of_the_eleven_tiers():
    children, n = all_children(**any_of("home", "deed", "hukou_at", "is_late"))
    assert group_of(known_rule("eleven_tiers"), children, n).min() == 0


def test_six_years_one_seat_exempts_siblings():
    rule = known_rule("six_years_one_seat")
    children = {"dwelling_years": np.array([0, 5, 6, YEARS_NEVER, 0]), "sibling": np.array([0, 0, 0, 0, 1])}
    assert rule.eligible.holds(children, BOOK, 5).tolist() == [False, False, True, True, True]
    assert rule.groups == known_rule("present").groups


def test_points_know_111_of_120():
    points = known_rule("points").points
    assert most_points(points.items, points.blocks) == 111
    assert points.total == 120
    assert [item.weight for item in points.items if item.is_unknown] == [0]
    assert {item.name: item.cap for item in points.items} == {
        "insurance": 48, "insurance_second": 10, "residence": 24, "flat": 24, "residence_unknown": 0,
        "family_planning": 5,
    }  # fmt: skip
    assert [block.cap for block in points.blocks] == [57]


def test_permit_only_orders_newcomers_by_their_permit_whatever_their_home():
    rule = known_rule("permit_only")
    assert rule.tie_break == "permit_months"
    children, n = all_children(
        hukou_at=[number(HUKOU_AT, "elsewhere")], permit_months=[11, 12], **any_of("home")
    )
    found = group_of(rule, children, n)
    assert set(found[children["permit_months"] == 11]) == {5}
    assert set(found[children["permit_months"] == 12]) == {4}
