"""What an order costs by the prices of a rulebook."""

from sim.rules.order import Told
from sim.rules.rulebook import Rulebook


def price_of(order: Told, rulebook: Rulebook) -> int:
    """Return what an order costs, whole yuan: its items at the year's prices, and those of its compensation.

    Raises
    ------
    AttributeError
        If an item has no price in the rulebook: a defect of the order.
    """
    own = sum(n * getattr(rulebook, f"price_{item}") for item, n in order.items().items())
    return round(own * rulebook.price_level) + sum(price_of(one, rulebook) for one in order.compensation)
