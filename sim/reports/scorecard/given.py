"""Which targets a scorecard judges: those of the package with what the user added or changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.indicators.cells import ALL, STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.targets import MID_TERM, MID_TERM_YEAR, TARGETS, Target
from sim.policies.measures import read_measures
from sim.reports.entries.folder import Entries
from sim.reports.entries.targets import TARGET_TABLE

_TABLE = TARGET_TABLE.name
_NEEDED = (
    "indicator",
    "comparison",
    "value",
    "year_from",
)  # of a target that the package does not have, or judges by another indicator
_FIELDS = (
    *("measure", "indicator", "zone", "stage", "comparison", "value", "year_from", "year_to", "source"),
)


@dataclass(frozen=True)
class Given:
    """The targets to judge, and the school year of the mid-term assessment; None where no run holds it."""

    targets: tuple[Target, ...]
    mid_term: int | None


def given_targets(entries: Entries, span: tuple[int, int], reviewed: int | None = None) -> Given:
    """Return the targets to judge.

    Parameters
    ----------
    entries : Entries
        A target of the package that its table names is changed, another one added.
    span : (int, int)
        First and last school year of the runs.
    reviewed : int, optional
        School year of the mid-term assessment where the user does not enter it; that of the table by default.

    Raises
    ------
    UserErrors
        When a row names an unknown indicator or measure, a cell in which the indicator is not given, years outside
        the run, or lacks what a new target needs.
    """
    known, mid_term, errors = {one.name: one for one in TARGETS}, reviewed or MID_TERM_YEAR, []
    for number, row in enumerate(entries.rows(_TABLE).to_dict("records")):
        try:
            if row["target"] == MID_TERM:
                mid_term = _mid_term(entries, number, row, span)
            else:
                made = _made(entries, number, row, known.get(row["target"]))
                _check(entries, number, made, span)
                known[made.name] = made
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)
    first, last = span
    return Given(tuple(known.values()), mid_term if first <= mid_term <= last else None)


def _mid_term(entries: Entries, number: int, row: dict, span: tuple[int, int]) -> int:
    where = entries.where(_TABLE, number, "year_from")
    if pd.isna(row["year_from"]):
        raise _lacks(where, "year_from")
    year = int(row["year_from"])
    if not span[0] <= year <= span[1]:
        raise _outside(where, str(year), span)
    return year


def _made(entries: Entries, number: int, row: dict, own: Target | None) -> Target:
    """Return a target of the user: the package's own with what the row says, or a new one."""
    said = {name: row[name] for name in _FIELDS if not (pd.isna(row[name]) or row[name] == "")}
    for name in ("year_from", "year_to"):
        if name in said:
            said[name] = int(said[name])
    if "indicator" in said and said["indicator"] not in INDICATORS:
        where = entries.where(_TABLE, number, "indicator")
        rule = Say("a name that sim indicators lists", "须为 sim indicators 所列的指标代码")
        raise unknown(Say("indicator", "指标"), said["indicator"], INDICATORS, where, rule)
    if own is not None and said.get("indicator", own.indicator) == own.indicator:
        said |= {"title": Say(row["title"], row["title"])} if row["title"] else {}
        return replace(own, **{"source": "填报", **said}, confidence="entered")
    for name in _NEEDED:
        if name not in said:
            raise _lacks(
                entries.where(_TABLE, number, name), name
            )  # with another indicator it is another target
    title = Say(row["title"], row["title"]) if row["title"] else INDICATORS[said["indicator"]].title
    usual = {"measure": "", "zone": ALL, "stage": ALL, "year_to": None, "source": "填报"}
    return Target(row["target"], "own", title=title, confidence="entered", **{**usual, **said})


def _check(entries: Entries, number: int, one: Target, span: tuple[int, int]) -> None:
    """Refuse a target that cannot be judged."""
    _check_measure(entries.where(_TABLE, number, "measure"), one.measure)
    cells = one.one.cells
    if one.zone not in cells.zones or one.stage not in cells.stages:
        raise UserError(
            Say("the indicator is not given for this zone kind and stage", "该指标没有这一城乡、学段口径"),
            where=entries.where(_TABLE, number, "stage" if one.zone in cells.zones else "zone"),
            value=f"{one.indicator}, {one.zone}, {one.stage}",
            rule=Say(f"zones {_listed(cells.zones, ZONES)}; stages {_listed(cells.stages, STAGES)}",
                     f"城乡：{_listed(cells.zones, ZONES)}；学段：{_listed(cells.stages, STAGES)}"),
            remedy=Say("choose one of them", "请改用其中之一"),
        )  # fmt: skip
    if one.one.unit.en == "%" and one.comparison in (">=", ">") and 0 < one.value <= 1:
        raise UserError(
            Say("a share in place of per cent", "应为百分数，填的是比例"),
            where=entries.where(_TABLE, number, "value"),
            value=f"{one.value:g}",
            rule=Say(f"{one.indicator} is in %", f"{one.indicator} 的单位是 %"),
            remedy=Say(f"write {one.value * 100:g}", f"请写作 {one.value * 100:g}"),
        )
    until = one.year_from if one.year_to is None else one.year_to
    if until < one.year_from:
        raise UserError(
            Say("the last year of a target comes before its first", "目标的截止学年早于起始学年"),
            where=entries.where(_TABLE, number, "year_to"),
            value=f"{one.year_from}-{until}",
            remedy=Say("correct one of the years", "请改正其中一个学年"),
        )
    if one.year_from > span[1] or (one.year_to is not None and one.year_to < span[0]):
        name = "year_from" if one.year_from > span[1] else "year_to"
        raise _outside(entries.where(_TABLE, number, name), str(getattr(one, name)), span)


def _check_measure(where: str, measure: str) -> None:
    kinds = {row["measure_id"]: row["kind"] for row in read_measures()}
    if not measure:
        return
    if measure not in kinds:
        rule = Say("a measure that sim measures lists, or blank", "须为 sim measures 所列措施编号，或空白")
        raise unknown(Say("measure", "政策措施"), measure, kinds, where, rule)
    if kinds[measure] == "ledger":
        raise UserError(
            Say(
                "this measure is kept in the ledger alone: no simulated target",
                "该措施只列入台账，不作模拟判定",
            ),
            where=where,
            value=measure,
            remedy=Say("enter its target and status in ledger.csv", "请在 ledger.csv 中填写其目标与进展"),
        )


def _listed(own: tuple[str, ...], order: tuple[str, ...]) -> str:
    return "/".join(name for name in order if name in own)


def _lacks(where: str, column: str) -> UserError:
    named = TARGET_TABLE.column(column)
    return UserError(
        Say("missing value", "缺少数值"),
        where=where,
        rule=Say(
            f"a new target, one with another indicator, and {MID_TERM} need {column}",
            f"新增目标、改用其他指标的目标和 {MID_TERM} 行须填 {column}",
        ),
        remedy=Say(f"fill in {column}: {named.meaning.en}", f"请填写 {column}：{named.meaning.zh}"),
    )


def _outside(where: str, value: str, span: tuple[int, int]) -> UserError:
    first, last = span
    return UserError(
        Say("the year of the target is outside the run", "目标学年不在模拟期内"),
        where=where,
        value=value,
        rule=Say(f"school years {first} to {last}", f"应在 {first}—{last} 学年内"),
        remedy=Say("change the year, or run the batch over more years", "请修改学年，或延长批量的模拟期"),
    )
