"""The purse of a bureau (基本建设资金): what it pays for each year, and what it carries on."""

from dataclasses import replace

from sim.kernels.codes import POINT, VILLAGE
from sim.rules.budget import Books, Claim, settle
from sim.rules.orders import Order
from sim.rules.prices import price_of
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class Purse:
    """Capital money of one county over the years.

    Attributes
    ----------
    books : Books
        Those of the last year paid for.
    dealt : list of (Order, str, int)
        What costs money and was asked for that year: the order, its event (`paid`, `refused_no_money`) and yuan.
    """

    def __init__(self) -> None:
        self.books = Books()
        self.dealt: list[tuple[Order, str, int]] = []

    def pay(self, asked: list[tuple[str, Order]], view: View, rulebook: Rulebook) -> list[tuple[str, Order]]:
        """Return the orders of a year, with their levers, for which there is money."""
        claims = [
            Claim(lever, order, price_of(order, rulebook), _is_rural(order, view)) for lever, order in asked
        ]
        paid, self.books = settle(claims, self.books.carried_out + self.books.returned, rulebook)
        told = [
            (claim.order, "paid" if is_paid else "refused_no_money", claim.yuan)
            for claim, is_paid in zip(claims, paid, strict=True)
        ]
        self.dealt = [one for one in told if one[2] > 0]
        return [one for one, is_paid in zip(asked, paid, strict=True) if is_paid]

    def give_back(self, order: Order, rulebook: Rulebook) -> int:
        """Return to the purse of the next year what was paid for an order that comes to nothing; returns the yuan.

        It goes back at this year's price: prices move only where a lever moves them.
        """
        yuan = price_of(order, rulebook)
        self.books = replace(self.books, returned=self.books.returned + yuan)
        return yuan


def _is_rural(order: Order, view: View) -> bool:
    """Tell whether an order is paid for first (G2d).

    It is about a school in a village, a point or one for a national minority, or a line that stops in a village.
    """
    row = view.row_of.get(order.target, -1)
    if row >= 0 and (view.zone[row] == VILLAGE or view.kind[row] == POINT or view.is_protected[row] > 0):
        return True
    stops = getattr(order, "stops", ())
    return bool(stops) and not _villages(view).isdisjoint(stops)


def _villages(view: View) -> set[int]:
    """Return the numbers of the settlements that are villages."""
    seen = view.settlements
    return view.kept("_villages", seen, lambda: set(seen.number[seen.zone == VILLAGE].tolist()))
