"""Record rows beside the yearly count: places by name, orders of the year, and the past as the tables tell it."""

import numpy as np

from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.order_events import OrderEvent
from sim.world.region import Region

NEW_SCHOOL = "assumption"  # confidence of a school that a lever builds: it is a plan


def place_columns(region: Region, first_school: int) -> Collected:
    """Return the rows of `places` not yet told: all in the first year, later the schools from row `first_school` on."""
    schools = _schools(region, first_school)
    parts = [schools] if first_school else [_counties(region), _townships(region), schools]
    level = [name for name, codes, *_ in parts for _ in codes]
    _, codes, names, within, x, y, sure = (sum((list(part[k]) for part in parts), []) for k in range(7))
    texts = {"level": level, "code": codes, "name": names, "within": within, "confidence": sure}
    return {
        **{name: _coded(values) for name, values in texts.items()},
        "x_km": np.array(x, float), "y_km": np.array(y, float),
    }  # fmt: skip


def _counties(region: Region) -> tuple:
    g = region.geography
    nowhere = [np.nan] * g.n_counties
    sure = region.told.confidence["county"]
    return "county", g.county_codes, g.county_names, [""] * g.n_counties, nowhere, nowhere, sure


def _townships(region: Region) -> tuple:
    """Return townships at their largest settlement."""
    g, n = region.geography, len(region.geography.township_codes)
    largest = np.full(n, -1)
    for settlement in np.argsort(g.weight, kind="stable"):
        largest[g.township[settlement]] = settlement
    x, y = (np.where(largest >= 0, at[largest], np.nan) for at in (g.x, g.y))
    within = [g.county_codes[c] for c in g.township_county]
    return "township", g.township_codes, g.township_names, within, x, y, region.told.confidence["township"]


def _schools(region: Region, first: int) -> tuple:
    s, g = region.schools, region.geography
    within = [g.township_codes[t] for t in s["township"][first:]]
    known = region.told.confidence["school"]
    sure = [known[row] if row < len(known) else NEW_SCHOOL for row in range(first, len(s))]
    return (
        "school", region.school_ids[first:], region.school_names[first:], within, s["x"][first:], s["y"][first:], sure
    )  # fmt: skip


def order_columns(region: Region) -> Collected:
    """Return the rows of `orders`: those given this year."""
    given = [(county, lever, order) for county, lever, order in region.given]
    return {
        "year": constant(len(given), region.year), "county": _coded([county for county, _, _ in given]),
        "lever": _coded([lever for _, lever, _ in given]), "kind": _coded([o.KIND for _, _, o in given]),
        "target": _coded([o.target for _, _, o in given]),
        "goes_with": _coded([o.goes_with for _, _, o in given]), "into": _coded([o.into for _, _, o in given]),
        "year_due": np.array([o.year for _, _, o in given], np.int64),
        "amount": np.array([o.amount for _, _, o in given], float), "unit": _coded([o.UNIT for _, _, o in given]),
    }  # fmt: skip


def order_event_columns(region: Region) -> Collected:
    """Return the rows of `order_events`: what became of orders this year."""
    events = _together(region.events)
    firsts = [alike[0] for alike in events.values()]
    codes = region.geography.county_codes
    return {
        "year": constant(len(firsts), region.year), "county": _coded([codes[one.county] for one in firsts]),
        "kind": _coded([one.order.KIND for one in firsts]), "target": _coded([one.order.target for one in firsts]),
        "goes_with": _coded([one.order.goes_with for one in firsts]),
        "event": _coded([one.event for one in firsts]),
        "year_due": np.array([one.order.year for one in firsts], np.int64),
        "into": _coded([one.order.into for one in firsts]),
        "amount": np.array([sum(each.order.amount for each in alike) for alike in events.values()], float),
        "unit": _coded([one.order.UNIT for one in firsts]),
        "share_against": np.array([one.share for one in firsts], float),
        "yuan": np.array([sum(each.yuan for each in alike) for alike in events.values()], float),
    }  # fmt: skip


def _together(events: list[OrderEvent]) -> dict[tuple, list[OrderEvent]]:
    """Return events by the key of their row: two levers may order the like of one school for the same year."""
    out: dict[tuple, list[OrderEvent]] = {}
    for one in events:
        key = (one.county, one.order.KIND, one.order.target, one.order.goes_with, one.order.year, one.event)
        out.setdefault(key, []).append(one)
    return out


def history_columns(region: Region) -> Collected:
    """Return the rows of `history`."""
    series, county, year, persons, sure = ([row[k] for row in region.told.history] for k in range(5))
    return {
        "series": _coded(series), "county": _coded(county), "year": np.array(year, np.int64),
        "persons": np.array(persons, np.int64), "confidence": _coded(sure),
    }  # fmt: skip


def _coded(texts: list[str]) -> Coded:
    names = sorted(set(texts))
    row_of = {name: row for row, name in enumerate(names)}
    return Coded(np.array([row_of[text] for text in texts], np.int32), names)
