"""What became of orders (规划与决定的落实情况), year by year."""

from dataclasses import dataclass

from sim.rules.order import EVENTS
from sim.rules.orders import Order


@dataclass(frozen=True)
class OrderEvent:
    """One thing that happened to an order.

    Attributes
    ----------
    county : int
        Row of the county whose bureau gave the order.
    order : Order
    event : str
        One of `EVENTS`.
    share : float
        Share of parents against (反对家长比例), NaN where nobody was asked.
    yuan : float
        Money the event moved, 0 where none did.
    """

    county: int
    order: Order
    event: str
    share: float = float("nan")
    yuan: float = 0.0

    def __post_init__(self) -> None:
        """Refuse an event that is not declared."""
        if self.event not in EVENTS:
            raise ValueError(f"no event {self.event!r} of orders; there are {sorted(EVENTS)}")
