"""What happened to teachers in a year: counts by county, stage and zone kind, for the records and the balance."""

import numpy as np

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.kernels.staff_count import count_by_cell, count_in_post
from sim.kernels.teacher_codes import JOINS, LEAVES, STAFF_MEASURES
from sim.world.rural import is_rural, is_village_site
from sim.world.state import State
from sim.world.title_posts import TitlePosts

_NAMES = (*JOINS, *LEAVES, *STAFF_MEASURES)
_PLACE = {name: place for place, name in enumerate(_NAMES)}


class StaffBook:
    """Counts of the running year.

    Attributes
    ----------
    counts : dict of str to float array (counties, 2, 3)
        By county, stage and zone kind of a school: `JOINS`, `LEAVES`, `STAFF_MEASURES`.
    cell_of_school : int64 array (schools,)
        Where the primary stage of each school is counted; the junior stage stands three places on.
    is_rural, is_village : bool arrays (schools,)
        Rural schools, and village schools and points; see `sim.world.rural`.
    posts_total : int array (counties,)
        Posts of the year (核定总量).
    in_post : int array (counties,)
        Teachers in posts at the last census.
    hires_due : float array (counties,)
        Teachers whose places are still to be refilled: fractions, and places nobody applied for.
    title_posts : TitlePosts
        Titles and backbone teachers as the start has them.
    paid_share : float array (counties,)
        Of what programmes asked for when they were last settled; see `sim.world.programmes`.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        shape = (region.geography.n_counties, len(STAGE_NAMES), len(ZONE_NAMES))
        self._book = np.zeros((len(_NAMES), *shape))
        self.counts = dict(zip(_NAMES, self._book, strict=True))
        self.posts_total = region.behaviour.posts.astype(np.int64)
        self.hires_due = np.zeros(shape[0])
        self.before = self.teachers()
        self._note_schools()
        self.in_post = self.count_in_post()
        self.title_posts = TitlePosts(region)
        self.paid_share = np.ones(shape[0])

    def open_year(self) -> None:
        """Set the counts to zero and note the teachers; those of a school that has changed its zone kind have moved."""
        self._book[:] = 0
        t, now = self.region.teachers, self.region.schools["zone"]
        was = np.concatenate([self.zone, now[len(self.zone) :]])
        home, stage = t["home_school"], t["stage"]
        self.before = self._count(home, stage, was)
        if (was != now).any():
            went = np.flatnonzero((was != now)[home])
            self.counts["n_moved_out"] += self._count(home[went], stage[went], was)
            self.counts["n_moved_in"] += self._count(home[went], stage[went], now)
        self.in_post = self.count_in_post()
        self._note_schools()

    def _note_schools(self) -> None:
        """Note what stays the same of schools until teachers are counted again."""
        self.zone = self.region.schools["zone"].copy()
        self.cell_of_school = self._cells_of_schools(self.zone)
        self.is_rural, self.is_village = is_rural(self.region), is_village_site(self.region)

    def add(
        self, name: str, school: np.ndarray, stage: np.ndarray, weights: np.ndarray | None = None
    ) -> None:
        """Add one (or `weights`) for each entry: school rows, stages."""
        counts = self.counts[name]
        if len(school):
            cell = self.cell_of_school[school] + stage * np.int64(len(ZONE_NAMES))
            counts += np.bincount(cell, weights, counts.size).reshape(counts.shape)

    def book(self, names: tuple[str, ...]) -> np.ndarray:
        """Return the counts of some names, which stand together in the book, to be added to, float (names, cells)."""
        first = _PLACE[names[0]]
        if _NAMES[first : first + len(names)] != names:
            raise KeyError(f"counts that do not stand together: {names}")
        return self._book[first : first + len(names)].reshape(len(names), -1)

    def cell(self, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
        """Return the position of county, stage and zone kind of each entry."""
        return self._cell(school, stage, self.region.schools["zone"])

    def teachers(self) -> np.ndarray:
        """Return teachers by county, stage and zone kind of the home school, int (counties, 2, 3)."""
        t = self.region.teachers
        return self._count(t["home_school"], t["stage"], self.region.schools["zone"])

    def count_in_post(self) -> np.ndarray:
        """Return the teachers in posts by county of the home school, int (counties,)."""
        t, counts = self.region.teachers, np.zeros(self.region.geography.n_counties, np.int64)
        count_in_post(t["home_school"], t["contract"], self.region.schools["county"], counts)
        return counts

    def left_posts(self) -> np.ndarray:
        """Return those in posts who have left the teachers since the last census, int (counties,).

        Before the year's hires, that is; special-post teachers who have taken a post are no hires.
        """
        stayed = self.counts["n_special_stayed"].sum(axis=(1, 2)).astype(np.int64)
        return self.in_post + stayed - self.count_in_post()

    def _cell(self, school: np.ndarray, stage: np.ndarray, zone: np.ndarray) -> np.ndarray:
        return self._cells_of_schools(zone)[school] + stage * np.int64(3)

    def _cells_of_schools(self, zone: np.ndarray) -> np.ndarray:
        """Return the cell of the primary stage of each school, int64 (schools,)."""
        return self.region.schools["county"].astype(np.int64) * 6 + zone

    def _count(self, school: np.ndarray, stage: np.ndarray, zone: np.ndarray) -> np.ndarray:
        counts = np.zeros((self.region.geography.n_counties, 2, 3), np.int64)
        count_by_cell(school, stage, self._cells_of_schools(zone), counts.reshape(-1))
        return counts

    def imbalance(self) -> int:
        """Return by how many teachers the cells do not follow from last year's and the flows; 0 when all do."""
        n = len(JOINS)
        gained = self._book[:n].sum(axis=0) - self._book[n : n + len(LEAVES)].sum(axis=0)
        return int(np.abs(self.before + gained - self.teachers()).sum())
