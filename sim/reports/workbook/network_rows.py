"""Rows of the tables of the network: schools that a scenario changes, schools it closes, projects it pays for."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.network_views import CLOSING, order_line
from sim.reports.workbook.words import (
    KINDS,
    NOT_APPLICABLE,
    ORDER_KINDS,
    ORDER_UNITS,
    OUTCOMES,
    SURENESS,
    ZONES,
)

_ORDERS = ("year", "county", "lever", "kind", "target", "goes_with", "into", "year_due", "amount", "unit")
_EVENTS = ("year", "county", "kind", "target", "event", "year_due", "amount", "unit", "share_against", "yuan")
_PENDING = Say("not yet due", "未到实施学年")
_LAST = {
    "carried_out",
    "not_possible",
    "stopped_by_parents",
    "refused_no_money",
    "never_built",
    "protected",
    "last_school",
}  # an order's end
# What a scenario intends with a school (规划意向), the first that holds of its orders.
INTENTIONS = {
    "close": Say("close", "停办"),
    "change_grades": Say("change of grades", "改办（教学点、九年一贯制等）"),
    "relocate": Say("relocate", "迁建"),
    "build": Say("new school", "新建"),
    "extend": Say("extend", "扩建"),
    "add_beds": Say("boarding places", "增设寄宿床位"),
    "add_canteen_seats": Say("canteen seats", "增设食堂座位"),
    "upgrade": Say("upgrade", "改善办学条件"),
}
_MERGE = Say("merge into another school", "合并")


class Orders:
    """The orders of a scenario's reference run with what became of each."""

    def __init__(self, batch: Batch, scenario: str) -> None:
        self.batch = batch
        self.orders = batch.read("orders", _ORDERS, scenario).sort_values(
            ["year", "county", "kind", "target"]
        )
        self.events = batch.read("order_events", _EVENTS, scenario)
        school = batch.read(
            "school", ("year", "school_id", "county", "township", "kind", "zone_kind"), scenario
        )
        self.school = (
            school.sort_values("year").drop_duplicates("school_id", keep="first").set_index("school_id")
        )

    def outcome(self, order: pd.Series) -> Say:
        """Return what became of an order in the end, with the school year."""
        found = self.of(order)
        ends = found[found["event"].isin(_LAST)]
        if not len(ends):
            return _PENDING
        last = ends.iloc[-1]
        return _dated(OUTCOMES[last["event"]], int(last["year"]))

    def of(self, order: pd.Series) -> pd.DataFrame:
        """Return the events of an order, in order of the years."""
        same = self.events[["kind", "target"]].eq([order["kind"], order["target"]]).all(axis=1)
        return self.events[same & (self.events["year_due"] == order["year_due"])].sort_values("year")

    def place(self, code: str) -> dict[str, str | Say]:
        """Return the labels of a school: county, township, name, code, kind, zone, sureness."""
        batch, at = self.batch, self.school.loc[code]
        return {
            "county": batch.name("county", at["county"]), "township": batch.name("township", at["township"]),
            "name": batch.name("school", code), "code": code, "kind": KINDS[at["kind"]], "zone": ZONES[at["zone_kind"]],
            "sureness": SURENESS[batch.confidence("school", (code,))],
        }  # fmt: skip


def planned_schools(batch: Batch, scenario: str) -> Axis:
    """Return the schools that orders of the reference run are about, by county and township."""
    told = Orders(batch, scenario)
    mine = told.orders[told.orders["target"].isin(told.school.index) & told.orders["kind"].isin(INTENTIONS)]
    nodes = [_planned(told, code, rows) for code, rows in mine.groupby("target", sort=True)]
    return Axis("school", "school_id", tuple(sorted(nodes, key=_by_place)))


def _by_place(node: Node) -> tuple:
    return tuple(str(node.labels[name]) for name in ("county", "township", "code"))


def _planned(told: Orders, code: str, rows: pd.DataFrame) -> Node:
    kinds = [kind for kind in INTENTIONS if (rows["kind"] == kind).any()]
    intents = [
        _MERGE if kind == "close" and (rows["into"] != "").any() else INTENTIONS[kind] for kind in kinds
    ]
    labels = {
        **told.place(code),
        "intention": _joined(intents),
        "due": int(rows["year_due"].min()),
        "outcome": told.outcome(rows.iloc[-1]),
    }
    return Node(labels, {"school_id": (code,)})


def closings(batch: Batch, scenario: str) -> Axis:
    """Return the closings and conversions of the reference run, of each the latest plan, by its year."""
    told = Orders(batch, scenario)
    mine = told.orders[told.orders["kind"].isin(CLOSING) & told.orders["target"].isin(told.school.index)]
    nodes = [
        _closing(told, row) for _, row in mine.drop_duplicates(["kind", "target"], keep="last").iterrows()
    ]
    return Axis("line", "line", tuple(nodes))


def _closing(told: Orders, order: pd.Series) -> Node:
    into, asked = order["into"], told.of(order)
    asked = asked[np.isfinite(asked["share_against"])]
    labels = {
        **told.place(order["target"]),
        "planned": int(order["year"]),
        "what": _MERGE if order["kind"] == "close" and into else INTENTIONS[order["kind"]],
        "into": told.batch.name("school", into) if into else NOT_APPLICABLE,
        "km": _km(told.batch, order["target"], into),
        "help": _compensation(told, order),
        "asked": int(asked["year"].iloc[0]) if len(asked) else NOT_APPLICABLE,
        "against": f"{asked['share_against'].iloc[0]:.0%}" if len(asked) else NOT_APPLICABLE,
        "due": int(order["year_due"]),
        "outcome": told.outcome(order),
        "site": _site(told, order["target"]),
    }
    return Node(labels, {"line": (order_line(order["kind"], order["target"]),)})


def _km(batch: Batch, code: str, into: str) -> str:
    """Return the straight line between two schools, kilometres, a dash where there is no second."""
    if not into:
        return NOT_APPLICABLE
    at = batch.school_points
    return f"{math.dist(at.loc[code], at.loc[into]):.1f}"


def _compensation(told: Orders, order: pd.Series) -> Say:
    """Return the beds and bus lines that come with a closing."""
    mine = told.orders[
        (told.orders["goes_with"] == order["target"]) & (told.orders["year_due"] == order["year_due"])
    ]
    beds, lines = (mine[mine["kind"] == kind] for kind in ("add_beds", "open_bus_line"))
    parts = (
        [Say(f"{beds['amount'].sum():g} beds", f"寄宿床位{beds['amount'].sum():g}张")] if len(beds) else []
    )
    parts += [Say(f"{len(lines)} bus lines", f"校车线路{len(lines)}条")] if len(lines) else []
    return _joined(parts) if parts else Say("none", "无")


def _site(told: Orders, code: str) -> Say:
    """Return what the site is used for after closing, as far as orders tell."""
    uses = told.events[(told.events["kind"] == "reuse_site") & (told.events["target"] == code)]
    uses = uses[uses["event"] == "carried_out"]
    if len(uses):
        return _dated(Say("other use in education", "转作其他教育用途"), int(uses["year"].iloc[-1]))
    return Say("not decided", "未定")


def projects(batch: Batch, scenario: str) -> Axis:
    """Return what was paid for in the reference run, by year, county, kind and place."""
    told = Orders(batch, scenario)
    paid = told.events[(told.events["event"] == "paid") & (told.events["yuan"] > 0)]
    lines = paid.groupby(["kind", "target"], sort=False)
    nodes = [_project(told, kind, target, rows) for (kind, target), rows in lines]
    return Axis("line", "line", tuple(sorted(nodes, key=_by_year)))


def _by_year(node: Node) -> tuple:
    return tuple(str(node.labels[name]) for name in ("ordered", "county", "what", "code"))


def _project(told: Orders, kind: str, target: str, paid: pd.DataFrame) -> Node:
    amount, unit = paid["amount"].sum(), ORDER_UNITS[paid["unit"].iloc[0]]
    labels = {
        "ordered": int(paid["year"].min()),
        "due": int(paid["year_due"].max()),
        "county": told.batch.name("county", paid["county"].iloc[0]),
        "what": ORDER_KINDS[kind],
        "name": told.batch.name("school", target),
        "code": target,
        "amount": Say(f"{amount:,.0f} {unit.en}", f"{amount:,.0f}{unit.zh}") if amount else NOT_APPLICABLE,
        "sureness": SURENESS["estimate"],
    }
    return Node(labels, {"line": (order_line(kind, target),)})


def _dated(what: Say, year: int) -> Say:
    return Say(f"{what.en} ({year})", f"{what.zh}（{year}学年）")


def _joined(parts: Iterable[Say]) -> Say:
    told = list(parts)
    return Say("; ".join(part.en for part in told), "；".join(part.zh for part in told))
