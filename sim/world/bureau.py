"""The education bureau of a county (县教育局)."""

from sim.rules.admission import AdmissionRule, in_force
from sim.rules.altered import altered
from sim.rules.orders import Order, with_compensation
from sim.rules.policy import Policy
from sim.rules.rulebook import UNAMENDED, Rulebook
from sim.rules.seen import IdleSites, Settlements, Trips, WaysSeen
from sim.rules.view import CENSUSES, View
from sim.world.purse import Purse

_NO_LONGER_SEEN = {
    "settlements": Settlements(), "trips": Trips(), "ways": WaysSeen(), "idle": IdleSites(),
}  # fmt: skip


class Bureau:
    """The education bureau of a county (县教育局): decides on last year's published figures only.

    Parameters
    ----------
    county : str
        County code.
    policies : tuple of Policy
        Levers in the order of the scenario; a later one sees the rulebook amended, and the orders given, by the
        earlier ones.
    townships : tuple of str
        Codes of the county's townships.
    admission : tuple of AdmissionRule
        Rules of admission of the scenario, each in force in its years, before any lever.
    price_level : float
        Factor on all prices in this draw.
    """

    def __init__(
        self, county: str, policies: tuple[Policy, ...], year: int, townships: tuple[str, ...] = (),
        admission: tuple[AdmissionRule, ...] = (), price_level: float = 1.0,
    ) -> None:  # fmt: skip
        self.county = county
        self.policies = policies
        self.admission, self.price_level = admission, price_level
        self.purse = Purse()
        self.townships = townships
        self.view = View(county, year - 1, townships=townships)
        self.pending: list[tuple[str, Order]] = []
        self.given: list[tuple[str, Order]] = []
        self.due: list[Order] = []
        self.stopped: list[tuple[int, Order]] = []
        self._begins = year + 1
        self._taking_effect: list[tuple[str, Order]] = []

    def announce(self, order: Order) -> None:
        """Take what is planned before the run and no lever gives."""
        self.pending.append(("", order))

    def publish(self, view: View) -> None:
        """Take the figures of a census; those of the censuses before go along, as far as a bureau looks back."""
        before = () if not self.view.school_ids else (self._kept(), *self.view.earlier)
        self.view = altered(view, earlier=before[: CENSUSES - 1])

    def _kept(self) -> View:
        """Return last year's view as it is looked back on: without the years before it, places, ways, sites, trips."""
        return altered(self.view, earlier=(), land=(), **_NO_LONGER_SEEN)

    def decide(self, year: int) -> tuple[Rulebook, list[Order]]:
        """Return the rulebook of the year and the orders that take effect in it.

        Orders for later years are kept with their lever until their year comes (`pending`), compensation within the
        order it goes with; `given` holds those given this year, also those the purse cannot pay: these come to nothing,
        and may be given again.
        """
        rulebook = UNAMENDED.amended(
            {"admission": in_force(self.admission, year), "price_level": self.price_level}
        )
        for policy in self.policies:
            rulebook = rulebook.amended(policy.amend(year, self.view, rulebook))
        asked = self._orders(year, rulebook)
        self.given = [(lever, one) for lever, order in asked for one in with_compensation(order)]
        self.pending += self.purse.pay(asked, self.view, rulebook)
        self._taking_effect = [(lever, order) for lever, order in self.pending if order.year <= year]
        self.due = [order for _, order in self._taking_effect]
        self.pending = [(lever, order) for lever, order in self.pending if order.year > year]
        return rulebook, self.due

    def _orders(self, year: int, rulebook: Rulebook) -> list[tuple[str, Order]]:
        """Return the orders the levers ask for; each knows what is under way and what those before it ask for."""
        asked: list[tuple[str, Order]] = []
        planned = tuple(one for _, order in self.pending for one in with_compensation(order))
        view = altered(self.view, planned=planned, stopped=tuple(self.stopped))
        for policy in self.policies:
            orders = [(policy.NAME, order) for order in policy.orders(year, view, rulebook)]
            if not orders:
                continue
            self._require_publicity(year, orders)
            asked += orders
            planned += tuple(one for _, order in orders for one in with_compensation(order))
            view = altered(view, planned=planned)
        return asked

    def _require_publicity(self, year: int, orders: list[tuple[str, Order]]) -> None:
        """Refuse an order whose parents can no more be asked in the year it says."""
        for lever, order in orders:
            if 0 < order.publicity < max(year, self._begins):
                raise ValueError(
                    f"{lever} asks parents of {order.target} in {order.publicity}, which is over"
                )

    def asked(self, year: int) -> list[Order]:
        """Return the orders about which parents are asked in a school year."""
        return [order for _, order in self.pending if order.publicity == year]

    def stop(self, order: Order, year: int, rulebook: Rulebook) -> int:
        """Drop an order that parents are against, with its compensation, and keep it as published.

        What was paid for the compensation goes back to the purse; returns the yuan.
        """
        self.pending = [(lever, other) for lever, other in self.pending if other is not order]
        self.stopped.append((year, order))
        return self.purse.give_back(order, rulebook)

    def follow(self, order: Order, *later: Order) -> None:
        """Keep orders that follow from one due this year, under its lever, until their year comes."""
        lever = next((lever for lever, due in self._taking_effect if due == order), "")
        self.pending += [(lever, one) for one in later]
