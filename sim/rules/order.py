"""What every order tells the records, whatever it is about."""

from typing import ClassVar

from sim.base.errors import Say

# What may become of an order, with its meaning; one order may meet several over the years.
EVENTS = {
    "carried_out": Say("carried out", "已实施"),
    "below_norms": Say("opened below the area and room norms", "建成时未达到办学条件标准"),
    "paid": Say("paid", "已安排资金"),
    "refused_no_money": Say("refused for lack of money", "因资金不足未安排"),
    "published": Say("published, parents asked", "已公示并征求家长意见"),
    "stopped_by_parents": Say("stopped: most parents against", "多数家长反对，停止实施"),
    "never_built": Say("never built", "未建设"),
    "not_possible": Say("dropped: what it is about is gone", "对象已不存在，未实施"),
    "delayed": Say("put off: its school comes late, or waits for land", "推迟"),
    "site_reused": Say("carried out on the idle site of a closed school", "利用闲置校址"),
    "protected": Say("dropped: the rules protect the school", "规则保护该校，未实施"),
    "last_school": Say(
        "dropped: no other school of the county would teach its grades", "县内无其他学校可接收，未实施"
    ),
}


class Told:
    """What the records tell of an order: `ABOUT` and `COUNTED` name the fields that hold the target and the amount."""

    year: int
    KIND: ClassVar[str]
    UNIT: ClassVar[str]
    ABOUT: ClassVar[str] = "school_id"
    COUNTED: ClassVar[str] = ""
    into: str = ""
    goes_with: str = ""  # the school for whose closing it compensates
    publicity: int = 0
    compensation: "tuple[Told, ...]" = ()

    @property
    def target(self) -> str:
        """Return the school or estate the order is about."""
        return getattr(self, self.ABOUT)

    @property
    def amount(self) -> float:
        """Return how much is ordered, in `UNIT`; 1 where nothing is counted."""
        return getattr(self, self.COUNTED) if self.COUNTED else 1.0

    def items(self) -> dict[str, float]:
        """Return what the order itself buys: items that have a price (`price_<item>`) and how many; none costs nothing.

        What it is bound up with (`compensation`) is priced by its own items.
        """
        return {}
