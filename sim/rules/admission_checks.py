"""Checks of whole rules of admission: groups apart and reachable, dates apart, places there."""

from collections.abc import Collection, Mapping
from itertools import combinations

from sim.base.errors import Say, UserError, unknown
from sim.base.yaml_checks import raise_all
from sim.rules.admission import AREA_LEVELS, AdmissionRule, Group
from sim.rules.admission_cells import Box, both, children_of, columns_of, count, example, nobody


def check_groups(rule: AdmissionRule, at: Mapping[str, str], eligible_at: str) -> None:
    """Check that every group can be met and that no child is in two of them.

    Parameters
    ----------
    rule : AdmissionRule
    at : mapping of str to str
        Place of each group by its name.
    eligible_at : str
        Place of the rule's eligibility.

    Raises
    ------
    UserError
        With all such groups, each with an example child.
    """
    eligible = children_of(rule.eligible, eligible_at)
    if not eligible:
        raise nobody(Say("is eligible", "符合报名条件"), eligible_at)
    told = [group for group in rule.groups if group.when is not None]
    inside = {group.name: both(eligible, children_of(group.when, at[group.name])) for group in told}
    errors = [
        nobody(Say(f"can be in group {name}", f"能进入顺位 {name}"), at[name])
        for name, boxes in inside.items()
        if not boxes
    ]
    overlaps = _overlaps(told, inside, at)
    if not errors and not overlaps and len(told) < len(rule.groups):
        errors += _others_left(rule.groups[-1].name, eligible, inside, at)
    raise_all(errors + overlaps)


def _overlaps(told: list[Group], inside: Mapping[str, list[Box]], at: Mapping[str, str]) -> list[UserError]:
    """Return an error for each pair of groups that share a child."""
    errors = []
    for one, other in combinations(told, 2):
        shared = both(inside[one.name], inside[other.name])
        if shared:
            child = example(shared[0], one.when.columns | other.when.columns)
            errors.append(
                UserError(
                    Say(
                        f"the groups {one.name} and {other.name} overlap",
                        f"顺位 {one.name} 与 {other.name} 重叠",
                    ),
                    where=at[other.name],
                    value=Say(f"a child of both: {child}", f"同属两者的儿童：{child}"),
                    rule=Say("a child is in one group", "每名儿童只属于一个顺位"),
                    remedy=Say(
                        f"add to {other.name} what tells it from {one.name}",
                        f"请在 {other.name} 中补充与 {one.name} 相区别的条件",
                    ),
                )
            )
    return errors


def _others_left(
    name: str, eligible: list[Box], inside: Mapping[str, list[Box]], at: Mapping[str, str]
) -> list[UserError]:
    """Return an error when the groups before leave nobody for the group of all others."""
    columns = columns_of(eligible).union(*(columns_of(boxes) for boxes in inside.values()))
    taken = sum(count(boxes, columns) for boxes in inside.values())
    if taken < count(eligible, columns):
        return []
    return [
        UserError(
            Say(f"nobody is left for group {name}", f"没有儿童能进入顺位 {name}"),
            where=at[name],
            rule=Say("the groups before it leave some children out", "前面的顺位须有未包括的儿童"),
            remedy=Say("take the group out", "请删去该顺位"),
        )
    ]


def check_together(rules: Collection[AdmissionRule], at: Mapping[str, str]) -> None:
    """Refuse rules of the same area and stage whose years overlap; `at` is the place of each rule by its name."""
    errors = []
    for one, other in combinations(rules, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        stages = set(one.stages) & set(other.stages)
        if first <= last and stages and _shared_area(one, other):
            errors.append(_two_at_once(one, other, (first, last), at[other.name]))
    raise_all(errors)


def _shared_area(one: AdmissionRule, other: AdmissionRule) -> bool:
    """Tell whether two rules hold at the same place, at the same level."""
    if one.area.level != other.area.level:
        return False
    return one.area.level == AREA_LEVELS[0] or bool(set(one.area.codes) & set(other.area.codes))


def _two_at_once(one: AdmissionRule, other: AdmissionRule, years: tuple[int, int], where: str) -> UserError:
    first, last = years
    span = f"{first}" if first == last else f"{first}-{last}"
    if years == (0, 9999):
        said = Say("in every year", "所有学年")
    elif last == 9999:
        said = Say(f"from {first} on", f" {first} 学年起")
    else:
        said = Say(f"in {span}", f" {span} 学年")
    return UserError(
        Say(
            f"the rules {one.name} and {other.name} hold at the same place and stage {said.en}",
            f"规则 {one.name} 与 {other.name} 在{said.zh}同一范围、同一学段同时有效",
        ),
        where=where,
        rule=Say(
            "one rule for an area, stage and year; a more special area goes before a general one",
            "同一范围、学段、学年只有一条规则；范围更小的优先",
        ),
        remedy=Say(
            "give them other years (from, to), areas or stages", "请调整起止学年（from、to）、范围或学段"
        ),
    )


def check_area(rule: AdmissionRule, places: Mapping[str, Collection[str]], where: str) -> None:
    """Refuse an area that the input tables do not have.

    Parameters
    ----------
    rule : AdmissionRule
    places : mapping of level of area to codes
    where : str
        The place of the rule, for a code that does not tell its own.

    Raises
    ------
    UserError
        With all such codes, each with the nearest there is.
    """
    area = rule.area
    named = Say(f"{area.level} in admission rule {rule.name}", f"范围 {area.level}（招生规则 {rule.name}）")
    raise_all(
        [
            unknown(named, code, places[area.level], at, _WHICH[area.level])
            for code, at in zip(area.codes, area.at or (where,) * len(area.codes), strict=True)
            if code not in places[area.level]
        ]
    )


_WHICH = {
    "county": Say("a code of counties.csv", "应为 counties.csv 中的代码"),
    "township": Say("a code of townships.csv", "应为 townships.csv 中的代码"),
    "school": Say(
        "a code of schools.csv, or of the record table school where that lists none",
        "应为 schools.csv 中的代码；未列出学校时，用记录表 school 中的代码",
    ),
}
