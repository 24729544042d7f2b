"""Orders of a bureau: what is to be built, extended, merged or closed, with the school year it takes effect.

Every order tells the records the same things: `KIND`, `target` (the school or estate it is about), `into` (the school
that takes over, if any), and `amount` with `UNIT`. They stand by subject in the files beside.
"""

from sim.rules.building_orders import AddBeds, AddCanteenSeats, Build, Extend, OpenEstate, Upgrade
from sim.rules.closing_orders import ChangeGrades, Close, Relocate, with_compensation
from sim.rules.service_orders import AddBuses, EndLine, OpenBusLine, OpenTransitLine
from sim.rules.site_orders import ReserveLand, ReuseSite

Order = (
    Extend | Close | ChangeGrades | Relocate | AddBeds | AddCanteenSeats | OpenEstate | Build | Upgrade
    | OpenBusLine | OpenTransitLine | AddBuses | EndLine | ReserveLand | ReuseSite
)  # fmt: skip

__all__ = [
    "AddBeds", "AddBuses", "AddCanteenSeats", "Build", "ChangeGrades", "Close", "EndLine", "Extend", "OpenBusLine",
    "OpenEstate", "OpenTransitLine", "Order", "Relocate", "ReserveLand", "ReuseSite", "Upgrade", "with_compensation",
]  # fmt: skip
