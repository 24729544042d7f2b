"""Changes of a part of the rules of admission in force: what a lever changes, the rest of each rule stays."""

from collections.abc import Callable
from dataclasses import replace

from sim.rules.admission import AdmissionRule, Area, Condition, Group, Number, Predicate
from sim.rules.applicant import COLUMNS, HUKOU_AT
from sim.rules.known_rules import PRESENT, known_rule
from sim.rules.rulebook import Rulebook

Rules = tuple[AdmissionRule, ...]
_ZONE = HUKOU_AT.index("zone")
OUTSIDE = tuple(HUKOU_AT.index(name) for name in ("region", "province", "elsewhere"))
_HUKOU, _PERMIT = "hukou_at", "permit_months"
_NO_END = COLUMNS[_PERMIT].largest + 1


def in_every_rule(
    rules: Rules, stages: tuple[str, ...], change: Callable[[AdmissionRule], AdmissionRule]
) -> Rules:
    """Return the rules with a part changed in each that holds for some stages, and in present practice elsewhere."""
    return _changed(rules, stages, change, lambda rule: True)


def in_general_rule(
    rules: Rules, stages: tuple[str, ...], change: Callable[[AdmissionRule], AdmissionRule]
) -> Rules:
    """Return the rules with a part changed in the one that holds everywhere; those of an area stay as they are."""
    return _changed(rules, stages, change, _is_general)


def with_list(of: AdmissionRule) -> Callable[[AdmissionRule], AdmissionRule]:
    """Return the change to another rule's eligibility, groups, points and tie-break; zone and seats kept stay."""
    return lambda rule: replace(
        rule, title=of.title, source=of.source, confidence=of.confidence, eligible=of.eligible, groups=of.groups,
        points=of.points, tie_break=of.tie_break,
    )  # fmt: skip


def _is_general(rule: AdmissionRule) -> bool:
    return rule.area == Area()


def _changed(
    rules: Rules, stages: tuple[str, ...], change, is_meant: Callable[[AdmissionRule], bool]
) -> Rules:
    """Return the rules, those that are meant split by stage and changed in some stages."""
    kept: list[AdmissionRule] = []
    changed: list[AdmissionRule] = []
    for rule in rules:
        meant = tuple(stage for stage in rule.stages if stage in stages and is_meant(rule))
        left = tuple(stage for stage in rule.stages if stage not in meant)
        if left:
            kept.append(replace(rule, stages=left))
        if meant:
            changed.append(change(replace(rule, stages=meant)))
    told = {stage for rule in rules if _is_general(rule) for stage in rule.stages}
    untold = tuple(stage for stage in stages if stage not in told)
    if untold:
        changed.append(change(replace(known_rule(PRESENT), stages=untold)))
    return (*kept, *changed)


def as_local(rule: AdmissionRule, book: Rulebook) -> AdmissionRule:
    """Return a rule that takes holders of a permit long enough for children with hukou in the zone (同城待遇).

    Groups that are left without a child go.
    """
    groups = []
    for group in rule.groups:
        when = None if group.when is None else _as_local(group.when, book)
        if when is None or when.any_of:
            groups.append(Group(group.name, group.title, when))
    return replace(rule, eligible=_as_local(rule.eligible, book), groups=tuple(groups))


def _as_local(predicate: Predicate, book: Rulebook) -> Predicate:
    """Return a predicate for which hukou outside the county with a permit long enough is hukou in the zone."""
    months, found = book.permit_months_required, []
    for conditions in predicate.any_of:
        codes = next((one.codes for one in conditions if one.column == _HUKOU), None)
        if codes is None:
            found.append(conditions)
            continue
        here = tuple(code for code in codes if code not in OUTSIDE)
        outside = tuple(code for code in codes if code in OUTSIDE)
        parts = [(here, 0, _NO_END), (outside, 0, months)]
        parts += [(OUTSIDE, months, _NO_END)] if _ZONE in codes else []
        narrowed = (_with(conditions, book, *part) for part in parts)
        found += [one for one in narrowed if one is not None]
    return Predicate(tuple(found))


def _with(
    conditions: tuple[Condition, ...], book: Rulebook, where: tuple[int, ...], low: int, high: int
) -> tuple[Condition, ...] | None:
    """Return conditions with hukou at some places and a permit of [low, high) months too; None where nobody is left."""
    found = [Condition(_HUKOU, where)]
    for one in conditions:
        if one.column == _PERMIT and one.codes:
            kept = tuple(code for code in one.codes if low <= code < high)
            found.append(replace(one, codes=kept))
            low, high = (0, _NO_END) if kept else (0, 0)
        elif one.column == _PERMIT:
            low, high = max(low, _months(one.at_least, 0, book)), min(high, _months(one.below, _NO_END, book))
        elif one.column != _HUKOU:
            found.append(one)
    if not where or low >= high:
        return None
    if (low, high) != (0, _NO_END):
        found.append(Condition(_PERMIT, at_least=low or None, below=high if high < _NO_END else None))
    return tuple(found)


def _months(bound: Number | None, without: int, book: Rulebook) -> int:
    """Return a bound as a whole number of months."""
    if bound is None:
        return without
    return int(getattr(book, bound)) if isinstance(bound, str) else bound
