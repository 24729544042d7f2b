"""Read conditions on applicant columns from YAML: `when:` and `eligible:` of a rule of admission.

A condition is a mapping of columns to what they must be, all of them together: a code, a whole number, a list of such,
or {at_least, below}; a list of mappings asks for any of them.
"""

from sim.base.errors import Say, UserError, unknown
from sim.base.yaml_checks import gather, groups, items, mapping, one_of, text, whole, wrong_type
from sim.base.yaml_reading import Value
from sim.rules.admission import EVERYONE, Condition, Number, Predicate
from sim.rules.applicant import COLUMNS, ApplicantColumn
from sim.rules.rulebook import RULES, Rulebook

EVERYONE_WORD = "everyone"
FLAG = "0 or 1"
_FORM = Say("column: condition, or a list of such", "“列: 条件”，或其列表")


def predicate(value: Value) -> Predicate:
    """Return the predicate of a mapping, of a list of mappings, or of the word `everyone`.

    Raises
    ------
    UserError
        For an unknown column or code, a value outside the column's range, or a condition that nothing meets.
    """
    if value.data == EVERYONE_WORD:
        return EVERYONE
    if isinstance(value.data, list):
        return Predicate(tuple(gather(_alternative, items(value, _FORM))))
    return Predicate((_alternative(value),))


def column_of(name: str, where: str) -> ApplicantColumn:
    """Return a declared applicant column."""
    if name not in COLUMNS:
        rule = Say("docs/admission.md lists the columns", "可用的列见 docs/admission.md")
        raise unknown(Say("applicant column", "报名信息列"), name, COLUMNS, where, rule)
    return COLUMNS[name]


def usual(number: Number) -> int:
    """Return a whole number, or the value before any lever of the rulebook field that it names."""
    return int(getattr(Rulebook(), number)) if isinstance(number, str) else number


def _alternative(value: Value) -> tuple[Condition, ...]:
    """Return the conditions of one mapping, which hold together."""
    said = groups(value)
    if not said:
        raise wrong_type(value, _FORM)
    return tuple(gather(lambda name: _condition(name, said[name]), said))


def _condition(name: str, value: Value) -> Condition:
    """Return the condition on one column."""
    column = column_of(name, str(value.named_at))
    if isinstance(value.data, dict):
        return _interval(column, value)
    listed = items(value, _wanted(column)) if isinstance(value.data, list) else [value]
    codes = gather(lambda one: _code(column, one), listed)
    return Condition(column.name, tuple(sorted(set(codes))))


def _wanted(column: ApplicantColumn) -> Say:
    """Return what a column may be set to."""
    if column.codes:
        codes = ", ".join(column.codes)
        return Say(f"one or several of {codes}", f"下列之一或多个：{codes}")
    return Say(
        f"a whole number from 0 to {column.largest}, a list of such, or {{at_least: ..., below: ...}}",
        f"0 至 {column.largest} 的整数、其列表，或 {{at_least: ..., below: ...}}",
    )


def _code(column: ApplicantColumn, value: Value) -> int:
    """Return the number of a code, or a whole number; a flag may also be said true or false."""
    if column.codes:
        word = one_of(value, Say(f"code of {column.name}", f" {column.name} 的代码"), column.codes)
        return column.codes.index(word)
    if column.unit == FLAG and isinstance(value.data, bool):
        return int(value.data)
    if isinstance(value.data, int) and not isinstance(value.data, bool):
        return whole(value, 0, column.largest)
    raise wrong_type(value, _wanted(column))


def _interval(column: ApplicantColumn, value: Value) -> Condition:
    """Return the condition of {at_least, below}, either of which may be left out."""
    said = mapping(value, ("at_least", "below"))
    if column.codes or not said:
        raise wrong_type(value, _wanted(column))
    at_least = _bound(column, said["at_least"], 0) if "at_least" in said else None
    below = _bound(column, said["below"], 1) if "below" in said else None
    low = 0 if at_least is None else usual(at_least)
    high = column.largest + 1 if below is None else usual(below)
    if low >= high:
        raise UserError(
            Say(f"nothing meets the condition on {column.name}", f"没有任何值满足 {column.name} 的条件"),
            where=str(value.at),
            value=f"at_least {low}, below {high}",
            rule=Say("at_least is smaller than below", "at_least 应小于 below"),
            remedy=Say("put the two in order, or leave one out", "请调整两个界限，或删去其一"),
        )
    return Condition(column.name, at_least=at_least, below=below)


def _bound(column: ApplicantColumn, value: Value, low: int) -> Number:
    """Return a bound: a whole number of the column's range, or the name of a rulebook field of its unit."""
    if not isinstance(value.data, str):
        return whole(value, low, column.largest + low)
    fields = [name for name, rule in RULES.items() if rule.unit == column.unit]
    if text(value) not in fields:
        raise unknown(
            Say(f"rulebook field in {column.unit}", f"规则表字段（单位 {column.unit}）"),
            value.data,
            fields,
            str(value.at),
        )
    return value.data
