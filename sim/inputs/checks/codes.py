"""The rules of codes: a code in one table stands in the list of what it names, and in the same county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.base.errors import Say, UserError
from sim.base.fields import nearest
from sim.inputs.checks.given import Given, each_once, listed, needs, rows_of
from sim.inputs.schema import TABLES
from sim.inputs.schema.places import JUNCTION

# The lists, and the (table, column) pairs that name their rows; roads have a rule of their own.
_COUNTIES = tuple(
    (name, "county_code")
    for name in ("townships", "population", "births", "school_totals", "schools", "entrants_history")
)
_TOWNSHIPS = tuple(
    (name, "township_code")
    for name in ("population", "births", "settlements", "schools", "districts", "estates")
)
_SETTLEMENTS = tuple(
    (name, "settlement_code") for name in ("population", "districts", "estates", "bus_lines")
)
_SCHOOLS = (
    ("enrolment", "school_code"), ("classes", "school_code"), ("teachers", "school_code"),
    ("districts", "school_code"), ("feeders", "school_code"), ("feeders", "junior_school_code"),
    ("entrants_history", "school_code"), ("bus_lines", "school_code"),
)  # fmt: skip

_WHAT = {
    "counties": Say("unknown county", "未知的县代码"),
    "townships": Say("unknown township", "未知的乡镇代码"),
    "settlements": Say("unknown village or community", "未知的村（社区）代码"),
    "schools": Say("unknown school", "未知的学校标识码"),
}


@needs("counties")
def known_county(given: Given) -> Iterator[UserError]:
    """Check that every county code stands in counties.csv."""
    yield from _known(given, "counties", _COUNTIES)


@needs("counties")
def known_township(given: Given) -> Iterator[UserError]:
    """Check that every township code stands in townships.csv, in the county of the row."""
    yield from _known(given, "townships", _TOWNSHIPS)
    for name, column in _TOWNSHIPS:
        if "townships" in given and name in given and "county_code" in given[name].columns:
            yield from _same_parent(given, "townships", name, column, "county_code")


@needs("counties")
def known_settlement(given: Given) -> Iterator[UserError]:
    """Check that every settlement code stands in settlements.csv, in the township of the row."""
    yield from _known(given, "settlements", _SETTLEMENTS)
    for name, column in _SETTLEMENTS:
        if "settlements" in given and name in given and "township_code" in given[name].columns:
            yield from _same_parent(given, "settlements", name, column, "township_code")


@needs("counties")
def known_school(given: Given) -> Iterator[UserError]:
    """Check that every school code stands in schools.csv."""
    yield from _known(given, "schools", _SCHOOLS)


@needs("roads")
def known_road_ends(given: Given) -> Iterator[UserError]:
    """Check that every road begins and ends at a settlement, a school or a junction.

    Junctions are marked, so that a code mistyped is not taken for one.
    """
    if {"settlements", "schools"} & given.broken:
        return
    ends = [code for name in ("settlements", "schools") if name in given for code in _codes(given, name)]
    roads, known = given["roads"], set(ends)
    for column in ("from_code", "to_code"):
        for row, code in each_once(roads, column):
            if code not in known and not code.startswith(JUNCTION):
                yield UserError(
                    Say("the road ends nowhere", "道路端点不存在"),
                    where=roads.where(row, column),
                    value=code,
                    rule=Say(
                        f"{column} is a code of settlements.csv or schools.csv, or a junction's: {JUNCTION} and a name",
                        f"{column} 须为 settlements.csv 或 schools.csv 中的代码，或以 {JUNCTION} 开头的路口编号",
                    ),
                    remedy=_correct(code, ends),
                )


def _codes(given: Given, name: str) -> list[str]:
    """Return the codes of a list."""
    return given[name].columns[TABLES[name].key[0]]


def _known(given: Given, name: str, uses: Iterable[tuple[str, str]]) -> Iterator[UserError]:
    """Yield an error for every code, once a table and column, that is not in the list."""
    for user, column in uses:
        if user not in given or name in given.broken:
            continue
        read, found = given[user], list(each_once(given[user], column))
        if found and name not in given:
            yield _no_list(read.where(found[0][0], column), column, found[0][1], name)
            continue
        known = _codes(given, name) if found else []
        lookup = set(known)
        for row, code in found:
            if code not in lookup:
                yield _unknown(read.where(row, column), column, code, name, known)


def _same_parent(given: Given, name: str, user: str, column: str, above: str) -> Iterator[UserError]:
    """Yield an error for every row whose county (township) is not that of its township (settlement)."""
    parents = dict(rows_of(given[name], TABLES[name].key[0], above))
    read, told = given[user], set()
    for row, (code, parent) in enumerate(rows_of(read, column, above)):
        if code not in parents or parent == parents[code] or (code, parent) in told:
            continue
        told.add((code, parent))
        if parent is None and not TABLES[user].column(above).key:
            continue  # a blank parent outside a key is filled from the list
        yield UserError(
            Say(f"{code} lies elsewhere", f"{code} 不在此处"),
            where=read.where(row, column),
            value=f"{code}, {above} {parent or '(empty)'}",
            rule=Say(
                f"{TABLES[name].file} puts {code} in {parents[code]}",
                f"{TABLES[name].file} 中 {code} 属于 {parents[code]}",
            ),
            remedy=Say(f"correct {column} or {above}", f"请更正 {column} 或 {above}"),
        )


def _no_list(where: str, column: str, code: str, name: str) -> UserError:
    """Return the error for codes without the table that lists them; told once a table."""
    file = TABLES[name].file
    return UserError(
        Say(f"codes without {file}", f"使用了代码但没有 {file}"),
        where=where,
        value=code,
        rule=Say(
            f"{column} names rows of {file}, which is not given", f"{column} 须在 {file} 中，但未提供该表"
        ),
        remedy=Say(f"add {file}", f"请补充 {file}"),
    )


def _unknown(where: str, column: str, code: str, name: str, known: list[str]) -> UserError:
    """Return the error for a code that is not in its list."""
    file = TABLES[name].file
    return UserError(
        _WHAT[name],
        where=where,
        value=code,
        rule=Say(f"{column} stands in {file}: {listed(known)}", f"{column} 须在 {file} 中：{listed(known)}"),
        remedy=_correct(code, known, file),
    )


def _correct(code: str, known: list[str], file: str = "") -> Say:
    """Return the remedy for an unknown code: the one it looks like, or a row more in the list."""
    like = nearest(code, known)
    more, more_zh = (f", or add it to {file}", f"，或在 {file} 中补充") if file else ("", "")
    if like:
        return Say(f"did you mean {like}? correct the code{more}", f"是否应为 {like}？请更正代码{more_zh}")
    return Say(f"correct the code{more}", f"请更正代码{more_zh}")
