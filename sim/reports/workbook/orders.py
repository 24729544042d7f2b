"""Seats that are ordered and not yet there (在建, 规划): shown where the bureaus of the batch gave such orders."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook.quantity import among, total
from sim.reports.workbook.table import Column
from sim.reports.workbook.words import SEATS

_GROUP = Say("Ordered seats, P50", "已定学位，P50")

ORDER_QUANTITIES = (
    total("building", "seats ordered, not yet open", "在建：已下达、尚未投用的学位", "ordered_seats", "seats",
          among("state", "building")),
    total("planned", "seats to be ordered in a later year of the scenario", "规划：情景中以后年份将下达的学位",
          "ordered_seats", "seats", among("state", "planned")),
)  # fmt: skip


ORDER_COLUMNS = (
    Column(Say("Being built", "在建"), "", "building", "p50", SEATS, group=_GROUP,
           is_shown=lambda batch: bool(batch.years_of_room_orders)),
    Column(Say("Planned", "规划"), "", "planned", "p50", SEATS, group=_GROUP,
           is_shown=lambda batch: any(year > batch.folder.years[0] for year in batch.years_of_room_orders)),
)  # fmt: skip
