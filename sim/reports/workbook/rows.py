"""The axes that tables are made of: areas, zones, stages, grades, years, schools, townships."""

from __future__ import annotations

from collections.abc import Sequence

from sim.base.errors import Say
from sim.base.number import CONFIDENCE
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.words import (
    GRADES,
    KINDS,
    NOT_APPLICABLE,
    OWNERS,
    STAGES,
    SURENESS,
    TOTAL,
    WHOLE,
    ZONES,
)

_SCHOOL_COLUMNS = ("year", "school_id", "county", "township", "kind", "ownership", "zone_kind", "status")


def area(batch: Batch) -> Axis:
    """Return the whole region, where it has several counties, and each county."""
    counties = batch.codes("county")
    nodes = [Node({"county": batch.name("county", code)}, {"county": (code,)}) for code in counties]
    if len(counties) > 1:
        nodes.insert(0, Node({"county": WHOLE}, {"county": tuple(counties)}, is_total=True))
    return Axis("area", "county", tuple(nodes))


def zone() -> Axis:
    """Return all zone kinds together, then each."""
    parts = [Node({"zone": name}, {"zone_kind": (code,)}) for code, name in ZONES.items()]
    return Axis("zone", "zone_kind", (Node({"zone": TOTAL}, {"zone_kind": tuple(ZONES)}, True), *parts))


def stage() -> Axis:
    """Return both stages together, then each."""
    parts = [Node({"stage": name}, {"stage": (code,)}) for code, name in STAGES.items()]
    return Axis("stage", "stage", (Node({"stage": TOTAL}, {"stage": tuple(STAGES)}, True), *parts))


def grade() -> Axis:
    """Return all grades together, then each stage with its grades."""
    primary, junior = tuple(range(1, 7)), tuple(range(7, 10))
    nodes = [Node({"grade": TOTAL}, {"grade": (*primary, *junior)}, True)]
    for name, grades in zip(STAGES.values(), (primary, junior), strict=True):
        nodes.append(Node({"grade": name}, {"grade": grades}, True))
        nodes.extend(Node({"grade": GRADES[one]}, {"grade": (one,)}) for one in grades)
    return Axis("grade", "grade", tuple(nodes))


def years(batch: Batch) -> Axis:
    """Return every school year of the batch."""
    return Axis("year", "year", tuple(_year(year) for year in batch.years()))


def first_year(batch: Batch) -> Axis:
    """Return the first school year alone."""
    return Axis("year", "year", (_year(batch.folder.years[0]),))


def _year(year: int) -> Node:
    return Node({"year": year}, {"year": (year,)})


def schools(batch: Batch) -> Axis:
    """Return the open schools of the first year: all together, each county, and each school by county and township."""
    rows = batch.read("school", _SCHOOL_COLUMNS)
    rows = rows[(rows["year"] == batch.folder.years[0]) & (rows["status"] == "open")]
    rows = rows.drop_duplicates("school_id").sort_values(["county", "township", "school_id"])
    counties = list(rows.groupby("county", sort=True))
    nodes = [_schools_of(batch, WHOLE, tuple(rows["school_id"]))] if len(counties) > 1 else []
    number = 0
    for code, own in counties:
        nodes.append(_schools_of(batch, batch.name("county", code), tuple(own["school_id"])))
        for school in own.to_dict("records"):
            number += 1
            nodes.append(_school(batch, number, school))
    return Axis("school", "school_id", tuple(nodes))


def _schools_of(batch: Batch, county: str | Say, codes: tuple[str, ...]) -> Node:
    blank = dict.fromkeys(("number", "code", "kind", "ownership", "zone"), NOT_APPLICABLE)
    labels = {"county": county, "township": TOTAL, "name": TOTAL, **blank}
    sure = SURENESS[batch.confidence("school", codes)]
    return Node({**labels, "sureness": sure}, {"school_id": codes}, is_total=True)


def _school(batch: Batch, number: int, school: dict) -> Node:
    code = school["school_id"]
    labels = {
        "number": number,
        "county": batch.name("county", school["county"]),
        "township": batch.name("township", school["township"]),
        "name": batch.name("school", code),
        "code": code,
        "kind": KINDS[school["kind"]],
        "ownership": OWNERS[school["ownership"]],
        "zone": ZONES[school["zone_kind"]],
        "sureness": SURENESS[batch.confidence("school", (code,))],
    }
    return Node(labels, {"school_id": (code,)})


def townships(batch: Batch) -> Axis:
    """Return all townships together, each county, and each township."""
    by_county = {code: [] for code in batch.codes("county")}
    for code in batch.codes("township"):
        by_county[batch.within("township", code)].append(code)
    everything = [code for codes in by_county.values() for code in codes]
    nodes = [_townships_of(batch, WHOLE, everything)] if len(by_county) > 1 else []
    for county, codes in by_county.items():
        if codes:
            name = batch.name("county", county)
            nodes.append(_townships_of(batch, name, codes))
            nodes.extend(_township(batch, name, code) for code in codes)
    return Axis("township", "township", tuple(nodes))


def _residents_sureness(batch: Batch, codes: Sequence[str]) -> Say:
    """Return how sure residents by year are: computed, so an estimate at best, whoever read the township's name."""
    return SURENESS[max("estimate", batch.confidence("township", tuple(codes)), key=CONFIDENCE.index)]


def _townships_of(batch: Batch, county: str | Say, codes: Sequence[str]) -> Node:
    sure = _residents_sureness(batch, codes)
    labels = {"county": county, "township": TOTAL, "sureness": sure}
    return Node(labels, {"township": tuple(codes)}, is_total=True)


def _township(batch: Batch, county: str, code: str) -> Node:
    sure = _residents_sureness(batch, (code,))
    return Node(
        {"county": county, "township": batch.name("township", code), "sureness": sure}, {"township": (code,)}
    )
