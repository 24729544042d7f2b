"""What the tables of the network are made of: orders with what became of them, and the schools they are about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.reports.workbook.view import Frames, View

ORDER_COLUMNS = ("year", "county", "kind", "target", "into", "year_due", "amount", "unit")
MONEY_COLUMNS = ("year", "county", "kind", "target", "event", "yuan")
SIZE_COLUMNS = ("year", "school_id", "stage", "pupils", "classes", "seats_rated")
CLOSING = ("close", "change_grades")  # orders after which a school teaches fewer grades, or none
LOST = ("refused_no_money", "stopped_by_parents")  # events after which nothing comes of an order


def order_line(kind: str, target: str) -> str:
    """Return the code of what is ordered, the same in every run: kind and target."""
    return f"{kind}|{target}"


def with_line(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of orders or events with the code of what is ordered."""
    kinds, targets = rows["kind"].astype(str), rows["target"].astype(str)
    return rows.assign(line=[order_line(*one) for one in zip(kinds, targets, strict=True)])


def paid(frames: Frames) -> pd.DataFrame:
    """Return what was paid for orders, by what is ordered."""
    return _money(frames, "paid")


def refused(frames: Frames) -> pd.DataFrame:
    """Return what was refused for lack of money."""
    return _money(frames, "refused_no_money")


def _money(frames: Frames, event: str) -> pd.DataFrame:
    events = frames["order_events"]
    rows = with_line(events[events["event"] == event])
    return rows.assign(ten_thousand=rows["yuan"].astype(float) / 1e4)


def closures(frames: Frames) -> pd.DataFrame:
    """Return the closings planned, of each the latest plan, with pupils and classes of the school in that year."""
    orders = with_line(frames["orders"].astype({"target": str, "kind": str}))
    orders = orders[orders["kind"].isin(CLOSING)].sort_values("year").drop_duplicates("line", keep="last")
    sizes = by_school(frames["school"])
    return orders.merge(sizes, left_on=["year", "target"], right_on=["year", "school_id"], how="left").fillna(
        {"pupils": 0, "classes": 0}
    )


def planned_schools(frames: Frames) -> pd.DataFrame:
    """Return schools that orders are about, with pupils and seats in the first and the last year of the run."""
    sizes = by_school(frames["school"])
    targets = frames["orders"]["target"].astype(str).unique()
    sizes = sizes[sizes["school_id"].isin(targets)]
    columns = ["school_id", "pupils", "seats_rated"]
    ends = [
        sizes.loc[sizes["year"] == year, columns].set_index("school_id").add_suffix(f"_{name}")
        for name, year in (
            ("first", frames["school"]["year"].min()),
            ("last", frames["school"]["year"].max()),
        )
    ]
    rows = pd.concat(ends, axis=1).fillna(0.0).astype(float)  # counts are unsigned: a fall would wrap
    return rows.assign(
        seats_new=np.maximum(rows["seats_rated_last"] - rows["seats_rated_first"], 0)
    ).reset_index(names="school_id")


def standing(orders: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the orders less those refused for lack of money or stopped by parents, and what was to go with these."""
    lost = events[events["event"].isin(LOST)].astype({"kind": str, "target": str})
    what = set(lost[["kind", "target", "year_due"]].itertuples(index=False, name=None))
    whose = {(target, year) for _, target, year in what if target}
    rows = orders.astype({"kind": str, "target": str, "goes_with": str})
    keys = rows[["kind", "target", "goes_with", "year_due"]].itertuples(index=False, name=None)
    stands = [
        (kind, target, due) not in what and (other, due) not in whose for kind, target, other, due in keys
    ]
    return orders[np.array(stands, bool)]


def by_school(school: pd.DataFrame) -> pd.DataFrame:
    """Return pupils, classes and rated seats by year and school, both stages together."""
    rows = school.astype({"school_id": str})
    return rows.groupby(["year", "school_id"], as_index=False)[["pupils", "classes", "seats_rated"]].sum()


NETWORK_VIEWS: dict[str, View] = {
    "paid": View(
        Say(
            "record table order_events, event = paid, in 10,000 yuan",
            "记录表 order_events（event＝paid），万元",
        ),
        {"order_events": MONEY_COLUMNS},
        paid,
    ),
    "refused": View(
        Say(
            "record table order_events, event = refused_no_money, in 10,000 yuan",
            "记录表 order_events（event＝refused_no_money），万元",
        ),
        {"order_events": MONEY_COLUMNS},
        refused,
    ),
    "closures": View(
        Say(
            "record table orders (kinds close, change_grades; of each the latest), with pupils and classes of "
            "that year (school)",
            "记录表 orders（close、change_grades，各取最近一次），并以 school 配上该年在校生和班数",
        ),
        {"orders": ORDER_COLUMNS, "school": SIZE_COLUMNS},
        closures,
    ),
    "planned_schools": View(
        Say(
            "record table school in the first and the last year, for the targets of record table orders",
            "记录表 school 的首、末学年，限 orders 涉及的学校",
        ),
        {"orders": ORDER_COLUMNS, "school": SIZE_COLUMNS},
        planned_schools,
    ),
}
