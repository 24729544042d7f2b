"""A rule of admission as the YAML mapping that reads back to it."""

from sim.base.errors import Say
from sim.rules.admission import EVERYONE, STAGES, AdmissionRule, Condition, Points, Predicate, Zone
from sim.rules.admission_reading import BOTH_STAGES, FIRST_YEAR, LAST_YEAR, OTHERS, ZONE_KEYS
from sim.rules.applicant import COLUMNS
from sim.rules.predicate_reading import EVERYONE_WORD


def rule_mapping(rule: AdmissionRule) -> dict[str, object]:
    """Return the whole rule, every part said, as `sim.rules.admission_reading` reads it; the name is its key."""
    whole = {
        "title": _title(rule.title),
        "source": rule.source,
        "confidence": rule.confidence,
        "from": rule.first,
        "to": rule.last,
        "area": rule.area.level if not rule.area.codes else {rule.area.level: list(rule.area.codes)},
        "stage": BOTH_STAGES if rule.stages == STAGES else rule.stages[0],
        "eligible": predicate_plain(rule.eligible),
        "groups": [
            {"name": one.name, "title": _title(one.title), "when": predicate_plain(one.when)}
            for one in rule.groups
        ],
        "points": _points(rule.points),
        "tie_break": rule.tie_break,
        "zone": _zone(rule.zone),
        "reserved": [
            {"title": _title(one.title), "share": one.share, "when": predicate_plain(one.when)}
            for one in rule.reserved
        ],
        "overflow": rule.overflow,
    }  # fmt: skip
    without = {"from": FIRST_YEAR, "to": LAST_YEAR, "groups": [], "points": None, "reserved": []}
    return {key: value for key, value in whole.items() if key not in without or value != without[key]}


def predicate_plain(predicate: Predicate | None) -> object:
    """Return a predicate as YAML has it: a mapping, a list of mappings, or the word for everyone or the others."""
    if predicate is None:
        return OTHERS
    if predicate == EVERYONE:
        return EVERYONE_WORD
    each = [{one.column: _condition(one) for one in conditions} for conditions in predicate.any_of]
    return each[0] if len(each) == 1 else each


def _title(title: Say) -> dict[str, str]:
    return {"zh": title.zh, "en": title.en}


def _condition(condition: Condition) -> object:
    """Return what one column must be."""
    if not condition.codes:
        bounds = {"at_least": condition.at_least, "below": condition.below}
        return {key: bound for key, bound in bounds.items() if bound is not None}
    names = COLUMNS[condition.column].codes
    values = [names[code] if names else code for code in condition.codes]
    return values[0] if len(values) == 1 else values


def _points(points: Points | None) -> dict[str, object] | None:
    """Return a list of points."""
    if points is None:
        return None
    each = []
    for item in points.items:
        said: dict[str, object] = {"name": item.name, "title": _title(item.title)}
        if item.is_unknown:
            said["unknown"] = True
        else:
            said |= (
                {"column": item.column, "per": item.per}
                if item.column
                else {"when": predicate_plain(item.when)}
            )
            said |= {"weight": item.weight, "cap": item.cap}
        each.append(said)
    blocks = [{"title": _title(one.title), "items": list(one.items), "cap": one.cap} for one in points.blocks]
    return {"items": each, **({"blocks": blocks} if blocks else {}), "total": points.total}


def _zone(zone: Zone) -> dict[str, object]:
    """Return a zone with what its kind has use for."""
    return {"kind": zone.kind, **{key: getattr(zone, key) for key in ZONE_KEYS[zone.kind]}}
