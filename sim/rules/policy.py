"""What every lever is: two pure questions answered from last year's view."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.orders import Order
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


def strength() -> Number:
    """Declare the parameter every lever has: 0 = no effect at all, 1 = as written."""
    return Number(
        "strength", 1.0, 1.0, 1.0, "share", "assumption", "assumption", "-",
        Say("strength of the lever; 0 leaves everything as it is", "力度；0 表示不起作用"), (0.0, 1.0),
    )  # fmt: skip


class Policy:
    """Base of levers. Subclasses declare the class attributes and answer `amend` and `orders`, without side effects.

    Attributes
    ----------
    NAME : str
        Lever name in a scenario file; also the file's name.
    TITLE : Say
    MEASURES : tuple of str
        Measures of the policy document the lever stands for (M3a, ...).
    PARAMETERS : tuple of Number
        Every parameter with unit, bounds and source; `strength` among them.
    INDICATOR, DIRECTION : str, int
        Record column the lever must move and the documented direction (-1 down, +1 up).
    BESIDE : tuple of str
        Levers that are on in both runs of the comparison: without them this one has nothing to act on.
    STATED_ZERO : mapping of str to Say
        Record columns that the lever leaves as they are with its usual numbers, because no effect is known; and why.
    COUNTS_FOR : tuple of str
        Measures kept in the ledger alone for which the lever counts something; no result of theirs.
    SEES_TRIPS : bool
        The lever looks at `view.trips`: they are counted and told to bureaus with such a lever alone.
    """

    NAME: ClassVar[str]
    TITLE: ClassVar[Say]
    MEASURES: ClassVar[tuple[str, ...]]
    PARAMETERS: ClassVar[tuple[Number, ...]]
    INDICATOR: ClassVar[str]
    DIRECTION: ClassVar[int]
    BESIDE: ClassVar[tuple[str, ...]] = ()
    STATED_ZERO: ClassVar[Mapping[str, Say]] = MappingProxyType({})
    COUNTS_FOR: ClassVar[tuple[str, ...]] = ()
    SEES_TRIPS: ClassVar[bool] = False

    def __init__(self, **values: float) -> None:
        declared = {p.name: p for p in self.PARAMETERS}
        unknown = values.keys() - declared.keys()
        if unknown:
            raise KeyError(f"{self.NAME} has no parameter {sorted(unknown)}; it has {sorted(declared)}")
        self.values = {
            name: declared[name].checked(values.get(name, p.value)) for name, p in declared.items()
        }

    def check_places(self, townships: Collection[str], where: str) -> None:
        """Raise `UserError` for a place among the parameters that the region lacks; most levers name none.

        Parameters
        ----------
        townships : collection of str
            Codes of the region's townships.
        where : str
            The scenario's file, for the error.
        """

    def check_years(self, years: tuple[int, int], where: str) -> None:
        """Raise `UserError` for a year among the parameters that no run of these years can reach; most name none.

        Parameters
        ----------
        years : (int, int)
            First and last school year of the run.
        where : str
            The scenario's file, for the error.
        """

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the rulebook fields this lever changes in school year `year`, with their new values."""
        return {}

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Order, ...]:
        """Return the orders this lever gives in school year `year`."""
        return ()
