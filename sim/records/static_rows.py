"""Record rows beside the yearly count: places by name, orders of the year, and the past as the tables tell it."""

from collections.abc import Sequence

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
    county, lever, given = zip(*region.given, strict=True)
    told = [(o.KIND, o.target, o.goes_with, o.into, o.year, o.amount, o.UNIT) for o in given]
    kind, target, goes_with, into, due, amount, unit = zip(*told, strict=True)
    return {
        "year": constant(len(given), region.year), "county": _coded(county), "lever": _coded(lever),
        "kind": _coded(kind), "target": _coded(target), "goes_with": _coded(goes_with), "into": _coded(into),
        "year_due": np.array(due, np.int64), "amount": np.array(amount, float), "unit": _coded(unit),
    }  # fmt: skip


def order_event_columns(region: Region) -> Collected:
    """Return the rows of `order_events`: what became of orders this year."""
    events = _together(region.events)
    county, kind, target, goes_with, due, event = zip(*events, strict=True)
    into, unit, share, amount, yuan = zip(*events.values(), strict=True)
    codes = region.geography.county_codes
    return {
        "year": constant(len(events), region.year), "county": _coded([codes[row] for row in county]),
        "kind": _coded(kind), "target": _coded(target), "goes_with": _coded(goes_with), "event": _coded(event),
        "year_due": np.array(due, np.int64), "into": _coded(into), "amount": np.array(amount, float),
        "unit": _coded(unit), "share_against": np.array(share, float), "yuan": np.array(yuan, float),
    }  # fmt: skip


def _together(events: list[OrderEvent]) -> dict[tuple, list]:
    """Return events by the key of their row, amounts and yuan summed: two levers may order the like of one school."""
    out: dict[tuple, list] = {}
    for one in events:
        order = one.order
        key = (one.county, order.KIND, order.target, order.goes_with, order.year, one.event)
        row = out.setdefault(key, [order.into, order.UNIT, one.share, 0, 0])
        row[3] += order.amount
        row[4] += one.yuan
    return out


def history_columns(region: Region) -> Collected:
    """Return the rows of `history`."""
    series, county, year, persons, sure = ([row[k] for row in region.told.history] for k in range(5))
    return {
        "series": _coded(series), "county": _coded(county), "year": np.array(year, np.int64),
        "persons": np.array(persons, np.int64), "confidence": _coded(sure),
    }  # fmt: skip


def _coded(texts: Sequence[str]) -> Coded:
    names = sorted(set(texts))
    row_of = {name: row for row, name in enumerate(names)}
    return Coded(np.fromiter(map(row_of.__getitem__, texts), np.int32, len(texts)), names)
