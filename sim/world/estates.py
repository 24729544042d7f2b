"""Housing estates (住宅小区) that open within a run."""

import numpy as np

from sim.base.errors import Say, UserError
from sim.kernels.codes import VILLAGE
from sim.rules.orders import OpenEstate
from sim.world.places import Place
from sim.world.start import Geography
from sim.world.state import State


class Estate(Place):
    """An estate; `row` is its settlement, in which nobody lives but those who move in and their children.

    Attributes
    ----------
    order : OpenEstate
        What was decided: dwellings, pupils per dwelling, years to fill.
    school : int
        Row of the school built for it, -1 while there is none.
    """

    def __init__(self, model: State, row: int, order: OpenEstate) -> None:
        super().__init__(model, row)
        self.order = order
        self.school = -1

    @property
    def county(self) -> int:
        """Return the row of its county."""
        return int(self.model.geography.county[self.row])

    def is_filling(self, year: int) -> bool:
        """Tell whether families move in by plan in a school year."""
        return self.order.year <= year < self.year_full

    @property
    def year_full(self) -> int:
        """Return the first school year in which nobody moves in by plan any more."""
        return self.order.year + self.order.years_to_fill

    def wanted_pupils(self, year: int, bend: float) -> float:
        """Return the pupils of grades 1-9 who should live in it at the census of a year while it fills.

        `bend` is that of `share_taken`.
        """
        share = share_taken((year - self.order.year + 1) / self.order.years_to_fill, bend)
        return self.order.dwellings * self.order.pupils_per_dwelling * share


def share_taken(time: float, bend: float) -> float:
    """Return the share of an estate's dwellings that are taken after a share of the years in which it fills.

    (1 - e^-bend time) / (1 - e^-bend): equal parts at 0, most at first above it, most at last below it.
    """
    return time if bend == 0 else float(np.expm1(-bend * time) / np.expm1(-bend))


def announce(region: State, projects: tuple[OpenEstate, ...]) -> None:
    """Let each bureau know the housing projects of its county: they are planned before the run, whoever decides."""
    for order in projects:
        township = region.geography.township_codes.index(order.township)
        region.counties[region.geography.township_county[township]].bureau.announce(order)


def place_of(region: State, order: OpenEstate) -> int:
    """Return the settlement beside which an estate stands: the one it names, else that of its township."""
    if order.settlement:
        return region.told.settlement_codes.index(order.settlement)
    return site_of(region.geography, order.township)


def site_of(geography: Geography, township: str) -> int:
    """Return the settlement beside which a township builds: of its urban and town ones the largest.

    Where the township is all villages, the largest of them; size is residents at the start, and of equals the first.

    Raises
    ------
    UserError
        If nobody lives in the township, so that the tables give it no settlement.
    """
    here = geography.township == geography.township_codes.index(township)
    for among in (here & (geography.zone != VILLAGE), here):
        rows = np.flatnonzero(among)
        if len(rows):
            return int(rows[np.argmax(geography.weight[rows])])
    raise UserError(
        Say("nobody lives in the township of a new estate", "拟建小区所在乡镇没有常住人口"),
        value=township,
        rule=Say("an estate stands in a settlement of its township", "小区须位于该乡镇的居民点"),
        remedy=Say("name a township with residents", "请改为有常住人口的乡镇（街道）"),
    )
