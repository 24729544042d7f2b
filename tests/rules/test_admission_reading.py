"""The language of rules of admission: what is read, what is refused, and that nothing is decided by sampling."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.base.yaml_reading import Value, read_yaml
from sim.rules.admission import EVERYONE, AdmissionRule, Condition, Group, Predicate
from sim.rules.admission_cells import both, children_of, count
from sim.rules.admission_checks import check_groups
from sim.rules.admission_text import rule_mapping
from sim.rules.applicant import COLUMNS, HUKOU_AT
from sim.rules.known_rules import known_names, known_rule, read_rule
from sim.run.batch import yaml_text
from tests.rules.admission import BOOK, all_children, any_of, rule


def test_what_is_not_said_is_neutral(tmp_path):
    found = rule(tmp_path, "")
    assert (found.first, found.last, found.stages) == (0, 9999, ("primary", "junior"))
    assert (found.area.level, found.area.codes) == ("everywhere", ())
    assert (found.eligible, found.groups, found.points, found.reserved) == (EVERYONE, (), None, ())
    assert (found.tie_break, found.zone.kind, found.overflow, found.confidence) == (
        "lottery", "single", "groups", "assumption",
    )  # fmt: skip


def test_every_part_is_read(tmp_path):
    found = rule(
        tmp_path,
        """
confidence: read
from: 2018
to: 2020
area: {school: [S1, 22050201]}
stage: junior
eligible: {sibling: true}
groups:
  - {name: a, title: 甲, when: [{home: parents}, {home: rented, permit_months: {at_least: 3, below: 9}}]}
  - {name: b, when: others}
points:
  items:
    - {name: stay, column: residence_months, per: 12, weight: 2}
    - {name: flat, when: {owns_flat: 1}, weight: 24, cap: 20}
  blocks:
    - {items: [stay], cap: 30}
tie_break: minutes
zone: {kind: district, width: 4, mechanism: top_trading_cycles}
reserved:
  - {title: {zh: 教职工, en: staff}, share: 0.1, when: {staff: 1}}
overflow: distance
""",
    )
    assert (found.first, found.last, found.stages, found.area.codes) == (
        2018, 2020, ("junior",), ("S1", "22050201"),
    )  # fmt: skip
    assert found.eligible == Predicate(((Condition("sibling", (1,)),),))
    first, last = found.groups
    assert first.when.any_of[1] == (Condition("home", (2,)), Condition("permit_months", at_least=3, below=9))
    assert (first.title.zh, first.title.en, last.title.zh, last.when) == ("甲", "甲", "b", None)
    stay, flat = found.points.items
    assert (stay.column, stay.per, stay.weight, stay.cap) == ("residence_months", 12, 2, 100)
    assert (flat.weight, flat.cap) == (24, 20)
    assert found.points.total == 50  # the block of 30 and 20
    assert (found.zone.kind, found.zone.width, found.zone.mechanism) == ("district", 4, "top_trading_cycles")
    assert (found.reserved[0].share, found.tie_break, found.overflow) == (0.1, "minutes", "distance")


def test_a_known_rule_has_other_keys_laid_over_it(tmp_path):
    found = rule(tmp_path, "known: eleven_tiers\nfrom: 2020\ntie_break:\nstage:\n", head="")
    assert (found.name, found.first, found.source) == ("own", 2020, known_rule("eleven_tiers").source)
    assert (found.tie_break, found.stages) == (
        "lottery",
        ("primary", "junior"),
    )  # empty keys take a part away
    assert found.groups == known_rule("eleven_tiers").groups


def test_a_rule_without_title_under_a_known_name_is_that_rule(tmp_path):
    assert rule(tmp_path, "from: 2020\n", head="", name="points").points == known_rule("points").points
    own = rule(tmp_path, "from: 2020\n", name="points")
    assert own.points is None


@pytest.mark.parametrize("name", known_names())
def test_a_rule_written_out_reads_back_to_itself(name, tmp_path):
    one = known_rule(name)
    (tmp_path / "rule.yaml").write_text(yaml_text(rule_mapping(one)), encoding="utf-8")
    assert read_rule(name, read_yaml(tmp_path / "rule.yaml")) == one


def test_a_rulebook_field_stands_for_a_number(tmp_path):
    found = rule(tmp_path, "eligible: {permit_months: {at_least: permit_months_required}}\n")
    months = {"permit_months": np.array([5, 6, 12])}
    assert found.eligible.holds(months, BOOK, 3).tolist() == [False, False, True]
    assert found.eligible.holds(months, {"permit_months_required": 6}, 3).tolist() == [False, True, True]


def test_alternatives_that_cut_each_other_too_often_are_refused(tmp_path):
    number = [name for name, one in COLUMNS.items() if one.unit == "months"]
    each = [
        "{" + ", ".join(f"{name}: {{at_least: {i * 7 + j}, below: {300 + 5 * i - j}}}" for j, name in enumerate(number))
        + "}"
        for i in range(30)
    ]  # fmt: skip
    with pytest.raises(UserError, match="cut each other too often"):
        rule(tmp_path, "eligible:\n" + "".join(f"  - {one}\n" for one in each))


# Small conditions over a few columns, so that every child can be tried.
_CODES = {"home": 3, "deed": 3, "hukou_at": 6, "sibling": 2}


@st.composite
def conditions(draw):
    """Return the conditions of one alternative."""
    names = draw(st.lists(st.sampled_from([*_CODES, "parents_away"]), min_size=1, max_size=3, unique=True))
    found = []
    for name in names:
        if name == "parents_away":
            low = draw(st.integers(0, 2))
            found.append(Condition(name, at_least=low, below=draw(st.integers(low + 1, 3))))
        else:
            codes = draw(st.sets(st.integers(0, _CODES[name] - 1), min_size=1))
            found.append(Condition(name, tuple(sorted(codes))))
    return tuple(found)


predicates = st.lists(conditions(), min_size=1, max_size=3).map(lambda each: Predicate(tuple(each)))
ALL, N = all_children(**any_of(*_CODES, "parents_away"))


@settings(max_examples=150, deadline=None)
@given(predicates)
def test_boxes_hold_exactly_the_children_of_a_predicate(predicate):
    boxes = children_of(predicate, "")
    holds = predicate.holds(ALL, BOOK, N)
    assert count(boxes, ALL) == holds.sum()
    inside = np.zeros(N, int)
    for box in boxes:
        inside += np.all([(mask >> ALL[name]) & 1 == 1 for name, mask in box.items()], axis=0)
    assert (inside == holds).all()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(predicates, min_size=1, max_size=4), predicates, st.booleans())
def test_groups_are_refused_exactly_when_some_child_is_in_two_or_none_is_in_one(each, eligible, others):
    groups = [Group(f"g{i}", None, one) for i, one in enumerate(each)]
    groups += [Group("rest", None, None)] if others else []
    one = AdmissionRule("own", None, "here", eligible=eligible, groups=tuple(groups))
    may = eligible.holds(ALL, BOOK, N)
    inside = [predicate.holds(ALL, BOOK, N) & may for predicate in each]
    inside += [may & ~np.any(inside, axis=0)] if others else []
    is_wrong = not all(group.any() for group in inside) or bool((np.sum(inside, axis=0) > 1).any())
    try:
        check_groups(one, {group.name: "" for group in groups}, "")
    except UserError:
        assert is_wrong
    else:
        assert not is_wrong


def test_what_two_boxes_share_is_in_both():
    some = children_of(Predicate(((Condition("hukou_at", (0, 1)),),)), "")
    other = children_of(Predicate(((Condition("hukou_at", (1, 2)), Condition("sibling", (1,))),)), "")
    shared = both(some, other)
    assert (
        count(shared, {"hukou_at", "sibling", "home", "deed"}) == 5
    )  # one place, five homes with their paper
    assert {box["hukou_at"] for box in shared} == {1 << HUKOU_AT.index("township")}


def test_a_rule_of_python_is_read_like_one_of_a_file():
    said = {"known": Value("five_tiers", "call"), "from": Value(2020, "call")}
    assert read_rule("own", Value(said, "call")).first == 2020
