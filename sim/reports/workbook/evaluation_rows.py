"""Rows of the tables of evaluation: coefficients by stage, further items with what was entered, schools."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.base.number import CONFIDENCE
from sim.indicators.evaluation.amounts import reaches
from sim.indicators.evaluation.items import GROUPS, Item, items
from sim.indicators.evaluation.standards import BASIC, QUALITY, resources, thresholds
from sim.indicators.evaluation.units import ADDED, COUNTED, EMPTY, PRIVATE, SMALL, SPECIAL, USUAL
from sim.kernels.codes import STAGE_NAMES
from sim.reports.entries.evaluation import Judged, judged_items, unit_rule
from sim.reports.entries.schema import MET
from sim.reports.workbook import rows
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.evaluation_views import (
    JOINT,
    SCHOOL_COLUMNS,
    SCHOOL_RULE,
    coefficient_line,
    item_line,
    limits,
    school_line,
    schools_of,
    sites_code,
)
from sim.reports.workbook.words import NOT_APPLICABLE, STAGES, SURENESS, TOTAL

_EVERY = 5  # years between those that the tables show
REGION = Say("Region, its schools together", "全区域学校合并")
FRAMEWORKS = {
    QUALITY: Say("Quality balance 2017", "优质均衡2017"),
    BASIC: Say("Basic balance 2012", "基本均衡2012"),
}
_JOINT_TITLES = {
    BASIC: Say("mean of the eight", "八项平均（综合差异系数）"),
    QUALITY: Say("highest of the seven", "七项中最高"),
}
_RULE_TITLE = Say("schools with 6 of 7 met, the other at 85 %", "至少6项达标、余项达85%的学校")
_SIMULATED, _ENTERED = Say("simulated", "模拟"), Say("entered", "填报")
_TO_ENTER = Say("not simulated: not entered", "非模拟：未填报")
COUNTS = {
    COUNTED: Say("evaluated", "参评"),
    SMALL: Say(f"left out: under {USUAL.least_pupils} pupils", f"不参评：不足{USUAL.least_pupils}人"),
    SPECIAL: Say("left out: special school", "不参评：特殊教育学校"),
    PRIVATE: Say("left out: private", "不参评：民办"),
    EMPTY: Say("left out: no pupils", "不参评：无学生"),
}
_STANDING = (Say("met", "达标"), Say("85 % or more", "≥85%"), Say("missed", "未达标"))
_NEEDED = (*SCHOOL_COLUMNS, "township", "norms_estimated")
_FROM_NORMS = {"teaching_m2", "sports_m2", "equipment_yuan", "multimedia_rooms"}


def sites(batch: Batch) -> Axis:
    """Return the one node of which sites count, as entered or usual; it has no label."""
    return Axis("sites", "sites", (Node({}, {"sites": (sites_code(unit_rule(batch.entries)),)}),))


def chosen_years(batch: Batch) -> tuple[int, ...]:
    """Return the first year, the last, and every fifth between."""
    first, last = batch.folder.years
    return tuple(year for year in batch.years() if year in (first, last) or year % _EVERY == 0)


def years(batch: Batch) -> Axis:
    """Return the chosen school years."""
    return Axis(
        "year", "year", tuple(Node({"year": year}, {"year": (year,)}) for year in chosen_years(batch))
    )


def area(batch: Batch) -> Axis:
    """Return the region, where it has several counties, and each county, as levels of indicators name them."""
    axis = rows.area(batch)
    if len(axis.nodes) == 1:
        return axis
    _, *counties = axis.nodes
    return Axis(axis.name, axis.column, (Node({"county": REGION}, {"county": ("",)}, True), *counties))


def coefficient_lines() -> Axis:
    """Return every coefficient and the rule of schools, primary before junior."""
    nodes = [
        _line(stage, framework, name, title)
        for stage in STAGE_NAMES
        for framework in FRAMEWORKS
        for name, title in _titles(framework)
    ]
    return Axis("line", "line", tuple(nodes))


def _titles(framework: str) -> list[tuple[str, Say]]:
    more = [(JOINT[framework], _JOINT_TITLES[framework])]
    if framework == QUALITY:
        more.append((SCHOOL_RULE, _RULE_TITLE))
    return [*((one.name, one.title) for one in resources(framework)), *more]


def _line(stage: str, framework: str, name: str, title: Say) -> Node:
    limit, place = limits(framework, name), STAGE_NAMES.index(stage)
    standard = next((one.standard for one in resources(framework) if one.name == name), None)
    labels = {
        "stage": STAGES[stage], "framework": FRAMEWORKS[framework], "indicator": title,
        "standard": NOT_APPLICABLE if standard is None else f"{standard[place]:g}",
        "limit": NOT_APPLICABLE if limit is None else f"≤{limit[place]:.2f}",
    }  # fmt: skip
    return Node(labels, {"line": (coefficient_line(stage, framework, name),)})


def further_items(batch: Batch) -> Axis:
    """Return the items of 2017 by place: those simulated in the chosen years, the others once, as entered."""
    counties = batch.codes("county")
    entered = judged_items(batch.entries, counties)
    places = [("", REGION)] if len(counties) > 1 else []
    places += [(code, batch.name("county", code)) for code in counties]
    nodes = [
        node
        for code, name in places
        for one in items()
        for node in _item(batch, one, code, {"county": name}, entered.get((code, one.code)))
    ]
    return Axis("line", "line", tuple(nodes))


def _item(batch: Batch, one: Item, county: str, place: dict, judged: Judged | None) -> list[Node]:
    """Return the rows of an item; what was entered stands beside the simulated figure, never in its place."""
    labels = {
        **place, "group": GROUPS[one.group], "code": one.code, "item": one.title, "note": _either(one.note),
        "entered": NOT_APPLICABLE if judged is None else MET[judged.met], "told": _told(judged),
    }  # fmt: skip
    if not one.indicator:
        how = _TO_ENTER if judged is None else _ENTERED
        if not county and judged is None:
            how = Say("not simulated: entered by county", "非模拟：由各县填报")
        blank = {"stage": NOT_APPLICABLE, "least": NOT_APPLICABLE, "year": NOT_APPLICABLE, "how": how}
        return [Node({**labels, **blank}, {"line": (item_line(county, one.code, "", 0),)})]
    return [
        Node(
            {**labels, "stage": STAGES.get(stage, TOTAL), "least": f"≥{least:g}%", "year": year, "how": _SIMULATED},
            {"line": (item_line(county, one.code, stage, year),)},
        )
        for stage, least in one.least.items()
        for year in chosen_years(batch)
    ]  # fmt: skip


def _either(note: Say) -> Say | str:
    return note if note.zh else NOT_APPLICABLE


def _told(judged: Judged | None) -> str:
    parts = [] if judged is None else [part for part in (judged.value, judged.note) if part]
    return "；".join(parts) or NOT_APPLICABLE


def schools(batch: Batch, scenario: str) -> Axis:
    """Return the open schools of the reference run by stage in the first and the last year, and how each stands."""
    told = batch.read("school", _NEEDED, scenario)
    told = told[told["year"].isin(batch.folder.years)]
    found = schools_of(told, unit_rule(batch.entries))
    found = found.sort_values(["county", "township", "school_id", "stage", "year"], ascending=[1, 1, 1, 0, 1])
    return Axis("school", "line", tuple(_school(batch, one) for one in found.to_dict("records")))


def _school(batch: Batch, one: dict) -> Node:
    place, is_counted = STAGE_NAMES.index(one["stage"]), one["counts"] == COUNTED
    standing = {
        f"standing_{of.name}": _stands(one[f"ratio_{of.name}"], place) if is_counted else NOT_APPLICABLE
        for of in resources(QUALITY)
    }
    meets = _STANDING[0 if one["meets"] else 2] if is_counted and pd.notna(one["meets"]) else NOT_APPLICABLE
    labels = {
        "county": batch.name("county", one["county"]), "township": batch.name("township", one["township"]),
        "name": batch.name("school", one["school_id"]), "code": one["school_id"], "stage": STAGES[one["stage"]],
        "year": int(one["year"]), "counts": _counts(batch, one), **standing, "meets": meets,
        "sureness": SURENESS[_sure(batch, one)],
    }  # fmt: skip
    return Node(labels, {"line": (school_line(one["year"], one["school_id"], one["stage"]),)})


def _counts(batch: Batch, one: dict) -> Say:
    if one["counts"] != ADDED:
        return COUNTS[one["counts"]]
    central = batch.name("school", one["unit"])
    return Say(f"with {central}", f"计入{central}")


def _stands(ratio: float, place: int) -> Say | str:
    """Return how an amount stands against its standard."""
    if np.isnan(ratio):
        return NOT_APPLICABLE
    least = thresholds()["least_share"].of_stage[place]
    return _STANDING[0 if reaches(ratio, 1.0) else 1 if reaches(ratio, least) else 2]


def _sure(batch: Batch, one: dict) -> str:
    """Return how sure a row is: an estimate at best where an area, room or equipment was made up."""
    made_up = _FROM_NORMS & set(one["norms_estimated"].split("; "))
    known = batch.confidence("school", (one["school_id"],))
    return max(known, "estimate", key=CONFIDENCE.index) if made_up else known
