"""The education bureau of a county (县教育局)."""

from dataclasses import replace

from sim.rules.admission import AdmissionRule, in_force
from sim.rules.orders import Order
from sim.rules.policy import Policy
from sim.rules.rulebook import Rulebook
from sim.rules.seen import Settlements, Trips
from sim.rules.view import CENSUSES, View


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
    """

    def __init__(
        self, county: str, policies: tuple[Policy, ...], year: int, townships: tuple[str, ...] = (),
        admission: tuple[AdmissionRule, ...] = (),
    ) -> None:  # fmt: skip
        self.county = county
        self.policies = policies
        self.admission = admission
        self.townships = townships
        self.view = View(county, year - 1, townships=townships)
        self.pending: list[tuple[str, Order]] = []
        self.given: list[tuple[str, Order]] = []

    def publish(self, view: View) -> None:
        """Take the figures of a census; those of the censuses before go along, as far as a bureau looks back."""
        before = () if not self.view.school_ids else (self._kept(), *self.view.earlier)
        self.view = replace(view, earlier=before[: CENSUSES - 1])

    def _kept(self) -> View:
        """Return last year's view as it is looked back on: without the years before it, settlements and trips."""
        return replace(self.view, earlier=(), settlements=Settlements(), trips=Trips())

    def decide(self, year: int) -> tuple[Rulebook, list[Order]]:
        """Return the rulebook of the year and the orders that take effect in it.

        Orders for later years are kept with their lever until their year comes (`pending`); `given` holds those given
        this year.
        """
        rulebook, self.given = Rulebook(admission=in_force(self.admission, year)), []
        for policy in self.policies:
            rulebook = rulebook.amended(policy.amend(year, self.view, rulebook))
        for policy in self.policies:
            view = replace(self.view, planned=tuple(order for _, order in self.pending))
            orders = [(policy.NAME, order) for order in policy.orders(year, view, rulebook)]
            self.given += orders
            self.pending += orders
        due = [order for _, order in self.pending if order.year <= year]
        self.pending = [(lever, order) for lever, order in self.pending if order.year > year]
        return rulebook, due
