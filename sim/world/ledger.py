"""The ledger of a year (收支账): yuan by kind, by school and for the county as a whole."""

import numpy as np

from sim.rules.money_kinds import IN, MEMO, MONEY_KINDS, OUT, RUNNING
from sim.world.state import State

_ACCOUNTS = sorted({kind.account for kind in MONEY_KINDS.values() if kind.side != MEMO})
_KINDS = {
    (side, account): [name for name, k in MONEY_KINDS.items() if (k.side, k.account) == (side, account)]
    for side in (IN, OUT)
    for account in _ACCOUNTS
}


class Ledger:
    """Whole yuan of the running year.

    Attributes
    ----------
    by_school : dict of str to int64 array (schools,)
        By kind of money; schools of the year.
    by_county : dict of str to int64 array (counties,)
        What no one school has.
    carried_on : frozenset of str
        Kinds whose dated rate is the nearest known one, for want of one of the year.
    last_running : int64 array (schools,)
        What each school's running cost in the last year in which it cost anything.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        self.by_school: dict[str, np.ndarray] = {}
        self.by_county: dict[str, np.ndarray] = {}
        self.carried_on: frozenset[str] = frozenset()
        self.last_running = np.zeros(0, np.int64)
        self._held: dict[str, np.ndarray] = {}

    def hold(self, kind: str, yuan: np.ndarray) -> None:
        """Keep money by school, (schools,), that is known before the year's books are opened; see `post`."""
        self._add(self._held, kind, yuan)

    def open_year(self) -> None:
        """Begin with what is held."""
        self.by_school, self.by_county, self._held = self._held, {}, {}

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
        yuan = np.asarray(yuan)
        whole = (yuan if yuan.dtype.kind in "iu" else np.rint(yuan.astype(float))).astype(np.int64)
        book[MONEY_KINDS[kind].name] = book[kind] + whole if kind in book else whole

    def totals(self, kind: str) -> np.ndarray:
        """Return the yuan of a kind by county, int64 (counties,)."""
        return self._by_county([kind])

    def side(self, side: str, account: str) -> np.ndarray:
        """Return what came in or went out of an account by county, int64 (counties,)."""
        return self._by_county(_KINDS[side, account])

    def running_of_schools(self) -> np.ndarray:
        """Return what the running of each school costs, int64 (schools,)."""
        return self._by_school([name for name in _KINDS[OUT, RUNNING] if MONEY_KINDS[name].is_spent])

    def take_training_from_running(self) -> None:
        """Let schools pay training out of the public funds they run on, as far as these go.

        按年度公用经费预算总额的5%安排培训经费: training is part of what public funds are for, not beside it.
        """
        if "training" in self.by_school:
            running = self._by_school(["school_running"])
            self.post("school_running", -np.minimum(self.by_school["training"], running))

    def balance(self) -> None:
        """Let counties pay the running cost that no other money covers; what is left over they take in (结余)."""
        missing = self.side(OUT, RUNNING) - self.side(IN, RUNNING)
        self.post_county("county_budget", np.maximum(0, missing))
        self.post_county("surplus", np.maximum(0, -missing))

    def remember_closed(self, is_closed: np.ndarray) -> None:
        """Enter what schools closed within the run, bool (schools,), cost in their last year."""
        costs = self.running_of_schools()
        last = np.append(self.last_running, np.zeros(len(costs) - len(self.last_running), np.int64))
        self.last_running = np.where(costs != 0, costs, last)
        self.post("closures_saved", np.where(is_closed, self.last_running, 0))

    def unbalanced(self) -> int:
        """Return how many counties and accounts have not as much in as out."""
        return sum(int((self.side(IN, account) != self.side(OUT, account)).sum()) for account in _ACCOUNTS)

    def _by_school(self, kinds: list[str]) -> np.ndarray:
        none = np.zeros(len(self.region.schools), np.int64)
        return sum((self.by_school[kind] for kind in kinds if kind in self.by_school), start=none)

    def _by_county(self, kinds: list[str]) -> np.ndarray:
        total = np.zeros(self.region.geography.n_counties, np.int64)
        np.add.at(total, self.region.schools["county"], self._by_school(kinds))
        return sum((self.by_county[kind] for kind in kinds if kind in self.by_county), start=total)
