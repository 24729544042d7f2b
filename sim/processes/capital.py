"""Capital money (基本建设资金) in the ledger: what the purse paid this year by what was bought, less what came back."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sim.rules.prices import Bought, bought
from sim.world.region import Region

# Item of `Told.items` -> kind of money; all others are other capital.
_KINDS = {
    "room": "seats_built", "seat": "seats_built", "estate_seat": "seats_built", "bed": "dormitories",
    "canteen_seat": "dormitories", "bus": "buses_bought",
}  # fmt: skip
OTHER = "other_capital"


def post(region: Region, rules) -> None:
    """Enter capital money: by school where an order names one that is there, else by county.

    Money that came back this year, for closings that were stopped, is negative: over the years an order that comes to
    nothing costs nothing. What is drawn comes in, so that each county's account balances.
    """
    row_of = region.row_of
    by_school, by_county = (
        defaultdict(lambda n=n: np.zeros(n, np.int64))
        for n in (len(region.schools), region.geography.n_counties)
    )
    for county, sign, part in _moved(region, rules):
        kind, row = _KINDS.get(part.item, OTHER), row_of.get(getattr(part.order, "school_id", ""), -1)
        if row >= 0:
            by_school[kind][row] += sign * part.yuan
        else:
            by_county[kind][county] += sign * part.yuan
    for kind, yuan in by_school.items():
        region.ledger.post(kind, yuan)
    for kind, yuan in by_county.items():
        region.ledger.post_county(kind, yuan)
    books = [county.bureau.purse.books for county in region.counties]
    region.ledger.post_county("capital_budget", np.array([one.spent - one.returned for one in books]))


def _moved(region: Region, rules) -> Iterator[tuple[int, int, Bought]]:
    """Yield county and what was paid for this year (1), and what was paid for before and came to nothing (-1)."""
    for one in region.events:
        if one.yuan > 0 and one.event != "refused_no_money":
            for part in bought(one.order, rules[one.county]):
                yield one.county, 1 if one.event == "paid" else -1, part
