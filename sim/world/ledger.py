"""The ledger of a year (收支账): yuan by kind, by school and for the county as a whole."""

import numpy as np

from sim.rules.money_kinds import MONEY_KINDS
from sim.world.state import State


class Ledger:
    """Whole yuan of the running year.

    Attributes
    ----------
    by_school : dict of str to int64 array (schools,)
        By kind of money; schools of the year.
    by_county : dict of str to int64 array (counties,)
        What no one school has.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        self.by_school: dict[str, np.ndarray] = {}
        self.by_county: dict[str, np.ndarray] = {}

    def open_year(self) -> None:
        """Begin with nothing."""
        self.by_school, self.by_county = {}, {}

    def post(self, kind: str, yuan: np.ndarray) -> None:
        """Add money by school, (schools,), rounded to whole yuan.

        Raises
        ------
        KeyError
            If there is no such kind.
        """
        self._add(self.by_school, kind, yuan)

    def post_county(self, kind: str, yuan: np.ndarray) -> None:
        """Add money by county, (counties,), that no one school has, rounded to whole yuan."""
        self._add(self.by_county, kind, yuan)

    @staticmethod
    def _add(book: dict[str, np.ndarray], kind: str, yuan: np.ndarray) -> None:
        whole = np.round(np.asarray(yuan, float)).astype(np.int64)
        book[MONEY_KINDS[kind].name] = book.get(kind, 0) + whole

    def totals(self, kind: str) -> np.ndarray:
        """Return the yuan of a kind by county, int64 (counties,)."""
        n = self.region.geography.n_counties
        total = self.by_county.get(kind, np.zeros(n, np.int64)).copy()
        if kind in self.by_school:
            np.add.at(total, self.region.schools["county"], self.by_school[kind])
        return total
