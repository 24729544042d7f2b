"""What happened to teachers in a year: counts by county, stage and zone kind, for the records and the balance."""

import numpy as np

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.kernels.teacher_codes import IN_POST, JOINS, LEAVES, STAFF_MEASURES
from sim.world.state import State
from sim.world.title_posts import TitlePosts


class StaffBook:
    """Counts of the running year.

    Attributes
    ----------
    counts : dict of str to float array (counties, 2, 3)
        By county, stage and zone kind of a school: `JOINS`, `LEAVES`, `STAFF_MEASURES`.
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
        self.counts = {name: np.zeros(shape) for name in (*JOINS, *LEAVES, *STAFF_MEASURES)}
        self.posts_total = region.behaviour.posts.astype(np.int64)
        self.hires_due = np.zeros(shape[0])
        self.before, self.zone = self.teachers(), region.schools["zone"].copy()
        self.in_post = self.count_in_post()
        self.title_posts = TitlePosts(region)
        self.paid_share = np.ones(shape[0])

    def open_year(self) -> None:
        """Set the counts to zero and note the teachers; those of a school that has changed its zone kind have moved."""
        for counts in self.counts.values():
            counts[:] = 0
        t, now = self.region.teachers, self.region.schools["zone"]
        was = np.r_[self.zone, now[len(self.zone) :]]
        home, stage = t["home_school"], t["stage"]
        self.before = self._count(home, stage, was)
        went = np.flatnonzero((was != now)[home])
        self.counts["n_moved_out"] += self._count(home[went], stage[went], was)
        self.counts["n_moved_in"] += self._count(home[went], stage[went], now)
        self.zone, self.in_post = now.copy(), self.count_in_post()

    def add(
        self, name: str, school: np.ndarray, stage: np.ndarray, weights: np.ndarray | None = None
    ) -> None:
        """Add one (or `weights`) for each entry: school rows, stages."""
        self.counts[name] += self._count(school, stage, self.region.schools["zone"], weights)

    def cell(self, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
        """Return the position of county, stage and zone kind of each entry."""
        return self._cell(school, stage, self.region.schools["zone"])

    def teachers(self) -> np.ndarray:
        """Return teachers by county, stage and zone kind of the home school, int (counties, 2, 3)."""
        t = self.region.teachers
        return self._count(t["home_school"], t["stage"], self.region.schools["zone"])

    def count_in_post(self) -> np.ndarray:
        """Return the teachers in posts by county of the home school, int (counties,)."""
        t = self.region.teachers
        county = self.region.schools["county"][t["home_school"]]
        return np.bincount(county[t["contract"] == IN_POST], minlength=self.region.geography.n_counties)

    def left_posts(self) -> np.ndarray:
        """Return those in posts who have left the teachers since the last census, int (counties,).

        Before the year's hires, that is; special-post teachers who have taken a post are no hires.
        """
        stayed = self.counts["n_special_stayed"].sum(axis=(1, 2)).astype(np.int64)
        return self.in_post + stayed - self.count_in_post()

    def _cell(self, school: np.ndarray, stage: np.ndarray, zone: np.ndarray) -> np.ndarray:
        county = self.region.schools["county"][school].astype(np.int64)
        return (county * 2 + stage) * 3 + zone[school]

    def _count(
        self, school: np.ndarray, stage: np.ndarray, zone: np.ndarray, weights: np.ndarray | None = None
    ) -> np.ndarray:
        n = self.region.geography.n_counties
        return np.bincount(self._cell(school, stage, zone), weights, n * 6).reshape(n, 2, 3)

    def imbalance(self) -> int:
        """Return by how many teachers the cells do not follow from last year's and the flows; 0 when all do."""
        joined = sum(self.counts[name] for name in JOINS)
        left = sum(self.counts[name] for name in LEAVES)
        return int(np.abs(self.before + joined - left - self.teachers()).sum())
