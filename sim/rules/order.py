"""What every order tells the records, whatever it is about."""

from typing import ClassVar

from sim.base.errors import Say

# What may become of an order, with its meaning; one order may meet several over the years.
EVENTS = {
    "carried_out": Say("carried out", "已实施"),
    "not_possible": Say("dropped: what it is about is gone", "对象已不存在，未实施"),
    "delayed": Say("put off: its school comes late, or waits for land", "推迟"),
    "never_built": Say("dropped: the housing project opened without its school", "小区交付而配套学校未建"),
    "site_reused": Say("carried out on the idle site of a closed school", "利用闲置校址"),
}


class Told:
    """What the records tell of an order: `ABOUT` and `COUNTED` name the fields that hold the target and the amount."""

    year: int
    KIND: ClassVar[str]
    UNIT: ClassVar[str]
    ABOUT: ClassVar[str] = "school_id"
    COUNTED: ClassVar[str] = ""
    into: str = ""

    @property
    def target(self) -> str:
        """Return the school or estate the order is about."""
        return getattr(self, self.ABOUT)

    @property
    def amount(self) -> float:
        """Return how much is ordered, in `UNIT`; 1 where nothing is counted."""
        return getattr(self, self.COUNTED) if self.COUNTED else 1.0
