"""What an order costs by the prices of a rulebook."""

from typing import NamedTuple

from sim.rules.order import Told
from sim.rules.rulebook import Rulebook


class Bought(NamedTuple):
    """An item an order buys (`Told.items`), for itself or as compensation, and what it costs, whole yuan."""

    order: Told
    item: str
    yuan: int


def bought(order: Told, rulebook: Rulebook) -> list[Bought]:
    """Return what an order buys and what each item costs, those of its compensation with it.

    An order's own items are rounded so that they add up to its rounded price.

    Raises
    ------
    AttributeError
        If an item has no price in the rulebook: a defect of the order.
    """
    out, so_far, told = [], 0.0, 0
    for item, n in order.items().items():
        so_far += n * getattr(rulebook, f"price_{item}")
        yuan = round(so_far * rulebook.price_level) - told
        told += yuan
        out.append(Bought(order, item, yuan))
    for one in order.compensation:
        out += bought(one, rulebook)
    return out


def price_of(order: Told, rulebook: Rulebook) -> int:
    """Return what an order costs, whole yuan: its items at the year's prices, and those of its compensation."""
    total = 0.0
    for item, n in order.items().items():
        total += n * getattr(rulebook, f"price_{item}")
    return round(total * rulebook.price_level) + sum(price_of(one, rulebook) for one in order.compensation)
