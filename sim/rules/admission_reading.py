"""Read a rule of admission (招生办法) from YAML into a checked `AdmissionRule`.

A rule stands under its name. `known: <name>` takes a rule of the package (sim/rules/known), and so does a rule without
a title under the name of one; its other keys are laid over, and an empty key takes a part away. docs/admission.md
explains the language.
"""

from collections.abc import Callable, Mapping

from sim.base.errors import Say, UserError
from sim.base.number import CONFIDENCE
from sim.base.yaml_checks import (
    bounded,
    gather,
    items,
    mapping,
    one_of,
    text,
    whole,
    wrong_type,
    years_in_order,
)
from sim.base.yaml_reading import Value
from sim.rules.admission import (
    AREA_LEVELS,
    EVERYONE,
    LOTTERY,
    MECHANISMS,
    MOST_GROUPS,
    OVERFLOW_ORDERS,
    STAGES,
    ZONE_KINDS,
    AdmissionRule,
    Area,
    Group,
    Predicate,
    Reserved,
    Zone,
)
from sim.rules.admission_cells import children_of, nobody
from sim.rules.admission_checks import check_groups
from sim.rules.applicant import COLUMNS
from sim.rules.points_reading import once_each, points_of, title_of
from sim.rules.predicate_reading import predicate

KEYS = (
    "title", "source", "confidence", "known", "from", "to", "area", "stage", "eligible", "groups", "points",
    "tie_break", "zone", "reserved", "overflow",
)  # fmt: skip
OTHERS = "others"
BOTH_STAGES = "both"
FIRST_YEAR, LAST_YEAR = 0, 9999  # in force always
MOST_SCHOOLS = 100  # schools of a zone
ZONE_KEYS = {"single": (), "lottery": ("width",), "district": ("width", "mechanism"), "feeder": ()}


def rule_of(rule_name: str, value: Value) -> AdmissionRule:
    """Return the rule of a mapping in which `known` is already resolved (`sim.rules.known_rules.whole_rule`).

    Raises
    ------
    UserError
        With all that is wrong in it, each with its place.
    """
    said = mapping(value, KEYS, required=("title", "source"))
    parts = dict(zip(_PARTS, gather(lambda key: _PARTS[key](said), _PARTS), strict=True))
    first, last = parts.pop("years")
    rule = AdmissionRule(rule_name, title_of(said, rule_name), first=first, last=last, **parts)
    _check_feeder(rule, said)
    at = _places_of_groups(said)
    eligible_at = str(said.get("eligible", value).at)
    check_groups(rule, at, eligible_at)
    return rule


def _years(said: Mapping[str, Value]) -> tuple[int, int]:
    """Return first and last school year in force."""
    first = whole(said["from"], 1900, 2200) if "from" in said else FIRST_YEAR
    last = whole(said["to"], 1900, 2200) if "to" in said else LAST_YEAR
    return years_in_order(first, last, str(said["to"].at)) if "to" in said else (first, last)


def _area(said: Mapping[str, Value]) -> Area:
    """Return where the rule holds."""
    wanted = Say(
        "everywhere, or one of county, township, school with a list of codes",
        "everywhere，或 county、township、school 之一及代码列表",
    )
    if "area" not in said or said["area"].data == AREA_LEVELS[0]:
        return Area()
    value = said["area"]
    if not isinstance(value.data, dict):
        raise wrong_type(value, wanted)
    levels = mapping(value, AREA_LEVELS[1:])
    if len(levels) != 1:
        raise wrong_type(value, wanted)
    ((level, listed),) = levels.items()
    each = listed.data if isinstance(listed.data, list) else [listed]
    at: dict[str, str] = {}
    for code, said_code in zip(gather(_code, each), each, strict=True):
        at.setdefault(code, str(said_code.at))
    if not at:
        raise wrong_type(listed, wanted)
    return Area(level, tuple(at), tuple(at.values()))


def _code(value: Value) -> str:
    """Return a code as text, written with or without quotes."""
    if isinstance(value.data, int) and not isinstance(value.data, bool):
        return str(value.data)
    return text(value)


def _stages(said: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the stages of the rule."""
    if "stage" not in said:
        return STAGES
    word = one_of(said["stage"], Say("stage", "学段"), (*STAGES, BOTH_STAGES))
    return STAGES if word == BOTH_STAGES else (word,)


def _eligible(said: Mapping[str, Value]) -> Predicate:
    return predicate(said["eligible"]) if "eligible" in said else EVERYONE


def _groups(said: Mapping[str, Value]) -> tuple[Group, ...]:
    """Return the groups, best first."""
    if "groups" not in said:
        return ()
    listed = items(said["groups"], Say("a list of groups, best first", "顺位列表，优先者在前"))
    if len(listed) > MOST_GROUPS:
        raise UserError(
            Say("too many groups", "顺位过多"),
            where=str(said["groups"].at),
            value=len(listed),
            rule=Say(f"at most {MOST_GROUPS} groups", f"至多 {MOST_GROUPS} 个顺位"),
            remedy=Say("join some, or order them by points", "请合并顺位，或改用积分排序"),
        )
    found = tuple(gather(_group, listed))
    once_each([(one.name, value) for one, value in zip(found, listed, strict=True)], Say("group", "顺位"))
    for group, value in zip(found[:-1], listed, strict=False):
        if group.when is None:
            raise UserError(
                Say(f"{OTHERS} is not the last group", f"{OTHERS} 不是最后一个顺位"),
                where=str(value.at),
                value=group.name,
                rule=Say("the group of all others comes last", "“其他”应为最后一个顺位"),
                remedy=Say("move it to the end, or give it a condition", "请移至末尾，或写明条件"),
            )
    return found


def _group(value: Value) -> Group:
    said = mapping(value, ("name", "title", "when"), required=("name", "when"))
    group_name = text(said["name"])
    when = None if said["when"].data == OTHERS else predicate(said["when"])
    return Group(group_name, title_of(said, group_name), when)


def _places_of_groups(said: Mapping[str, Value]) -> dict[str, str]:
    """Return the place of each group by its name."""
    if "groups" not in said:
        return {}
    return {one.data["name"].data: str(one.at) for one in said["groups"].data}


def _tie_break(said: Mapping[str, Value]) -> str:
    """Return the lottery, or a column of numbers."""
    if "tie_break" not in said:
        return LOTTERY
    numbers = [one.name for one in COLUMNS.values() if not one.codes]
    return one_of(said["tie_break"], Say("tie-break", "同顺位排序依据"), (LOTTERY, *numbers))


def _zone(said: Mapping[str, Value]) -> Zone:
    """Return the zone; what its kind has no use for is refused."""
    if "zone" not in said:
        return Zone()
    found = mapping(said["zone"], ("kind", "width", "mechanism"), required=("kind",))
    kind = one_of(found["kind"], Say("kind of zone", "学区类型"), ZONE_KINDS)
    used = ZONE_KEYS[kind]
    for key in ("width", "mechanism"):
        if key in found and key not in used:
            raise UserError(
                Say(f"a zone of kind {kind} has no {key}", f"{kind} 类型的学区没有 {key}"),
                where=str(found[key].named_at),
                rule=Say(
                    "width is of lottery and district, mechanism of district",
                    "width 用于 lottery 和 district，mechanism 用于 district",
                ),
                remedy=Say("take the line out, or choose another kind", "请删去该行，或改用其他类型"),
            )
    mechanism = Say("mechanism", "录取机制")
    return Zone(
        kind,
        whole(found["width"], 1, MOST_SCHOOLS) if "width" in found else Zone.width,
        one_of(found["mechanism"], mechanism, MECHANISMS) if "mechanism" in found else Zone.mechanism,
    )


def _reserved(said: Mapping[str, Value]) -> tuple[Reserved, ...]:
    """Return the reserved shares, which together are not above 1."""
    if "reserved" not in said:
        return ()
    listed = items(said["reserved"], Say("a list of reserved shares", "预留学位列表"))
    found = tuple(gather(_one_reserved, listed))
    total = sum(one.share for one in found)
    if total > 1.0 + 1e-9:
        raise UserError(
            Say("more than all seats are reserved", "预留学位超过全部学位"),
            where=str(said["reserved"].at),
            value=f"{total:g}",
            rule=Say("the shares add up to at most 1", "各比例之和不得超过 1"),
            remedy=Say("reduce the shares", "请减小比例"),
        )
    return found


def _one_reserved(value: Value) -> Reserved:
    said = mapping(value, ("title", "share", "when"), required=("title", "share", "when"))
    when = predicate(said["when"])
    if not children_of(when, str(said["when"].at)):
        raise nobody(Say("can have the reserved seats", "能使用预留学位"), str(said["when"].at))
    return Reserved(title_of(said, ""), bounded(said["share"], 0, 1), when)


def _overflow(said: Mapping[str, Value]) -> str:
    if "overflow" not in said:
        return OVERFLOW_ORDERS[0]
    return one_of(said["overflow"], Say("order of overflow", "统筹顺序"), OVERFLOW_ORDERS)


def _confidence(said: Mapping[str, Value]) -> str:
    if "confidence" not in said:
        return CONFIDENCE[-1]
    return one_of(said["confidence"], Say("confidence", "可信度"), CONFIDENCE)


def _check_feeder(rule: AdmissionRule, said: Mapping[str, Value]) -> None:
    """Refuse feeder schools for the primary stage, which no school feeds."""
    if rule.zone.kind == "feeder" and STAGES[0] in rule.stages:
        raise UserError(
            Say("feeder schools (对口) of the primary stage", "小学阶段不能采用对口升学"),
            where=str(said["zone"].at),
            rule=Say("primary schools feed junior schools", "对口升学只适用于小学升初中"),
            remedy=Say("write stage: junior", "请写 stage: junior"),
        )


_PARTS: dict[str, Callable[[Mapping[str, Value]], object]] = {
    "source": lambda said: text(said["source"]),
    "confidence": _confidence,
    "years": _years,
    "area": _area,
    "stages": _stages,
    "eligible": _eligible,
    "groups": _groups,
    "points": lambda said: points_of(said["points"]) if "points" in said else None,
    "tie_break": _tie_break,
    "zone": _zone,
    "reserved": _reserved,
    "overflow": _overflow,
}
