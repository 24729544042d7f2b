"""The declared columns of applicants (`sim.rules.applicant`), worked out for applicants and the schools they stand at.

What no table tells is drawn once a family, by the family's lasting number alone: the same in every year and under
every policy.
"""

from collections.abc import Callable

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import COUNTY_SEAT, ENROLLED, HUKOU_PROVINCE, HUKOU_REGION, OWNER, RELATIVES, VILLAGE
from sim.processes.applicants import Applicants
from sim.rules.applicant import COLUMNS, DEED, HOME, HUKOU_AT, YEARS_NEVER
from sim.world.region import Region

_TRAITS = {
    name: decision(f"applicant.{name}")
    for name in (
        "grandparents", "occupancy", "insured", "insured_second", "flat", "staff", "preferential", "late",
        "dwelling", "dwelling_year",
    )
}  # fmt: skip
YEARS_OF_SEAT = 6  # a seat taken from a dwelling is remembered for six years (六年一学位: 成都 2026)
ZONE, TOWNSHIP, COUNTY, REGION, PROVINCE, ELSEWHERE = range(len(HUKOU_AT))
PARENTS, GRANDPARENTS, RENTED = range(len(HOME))
TITLE, OCCUPANCY, NO_DEED = range(len(DEED))


class ApplicantColumns(dict):
    """Columns by name, int arrays (pairs,), made when a rule asks for them.

    Parameters
    ----------
    a : Applicants
    who : int array (pairs,)
        Position among the applicants.
    school : int array (pairs,)
        The school they stand at.
    """

    def __init__(self, region: Region, a: Applicants, who: np.ndarray, school: np.ndarray) -> None:
        super().__init__()
        self._region, self._a, self._who, self._school = region, a, who, school
        self._family = region.children["household"][a.rows[who]]

    def __missing__(self, name: str) -> np.ndarray:
        """Work a column out, within its declared range."""
        values = np.asarray(_MADE[name](self)).astype(np.int64)
        self[name] = np.clip(values, 0, COLUMNS[name].largest)
        return self[name]

    def of_family(self, name: str) -> np.ndarray:
        """Return a column of the households."""
        return self._region.households[name][self._family]

    def luck(self, trait: str) -> np.ndarray:
        """Return a draw in [0, 1) of each family that lasts for the run."""
        return draws_for(self._region.luck, _TRAITS[trait], 0, self.of_family("uid"))

    def drawn(self, trait: str, share: str) -> np.ndarray:
        """Return which families have a trait that a declared share has, bool (pairs,)."""
        return self.luck(trait) < self._region.numbers[share]

    def months_since_move(self) -> np.ndarray:
        """Return months since the last move of home."""
        return 12 * (self._region.year - self.of_family("year_moved").astype(np.int64))

    def hukou_at(self) -> np.ndarray:
        """Return how near the hukou stands; the zone is that of the home, or of the school stood at."""
        g, grade = self._region.geography, self._a.grade[self._who] - 1
        home, hukou, place = (
            self._a.home[self._who],
            self.of_family("hukou"),
            self.of_family("hukou_settlement"),
        )
        at, zone = np.maximum(place, 0), self._region.zone
        in_zone = (zone[at, grade] == zone[home, grade]) | (zone[at, grade] == self._school)
        in_township, in_county = g.township[at] == g.township[home], g.county[at] == g.county[home]
        found = np.select([in_zone & in_county, in_township, in_county], [ZONE, TOWNSHIP, COUNTY], REGION)
        outside = np.where(hukou == HUKOU_PROVINCE, PROVINCE, ELSEWHERE)
        return np.where(hukou == HUKOU_REGION, found, outside)

    def home(self) -> np.ndarray:
        """Return whose home the family lives in; of local families without one some live with the grandparents."""
        tenure, hukou = self.of_family("tenure"), self.of_family("hukou")
        with_parents = (tenure == RELATIVES) | (
            (tenure != OWNER)
            & (hukou == HUKOU_REGION)
            & self.drawn("grandparents", "share_grandparents_home")
        )
        return np.where(tenure == OWNER, PARENTS, np.where(with_parents, GRANDPARENTS, RENTED))

    def deed(self) -> np.ndarray:
        """Return the paper of the home; rented homes have none."""
        paper = np.where(self.drawn("occupancy", "share_occupancy_permit"), OCCUPANCY, TITLE)
        return np.where(self["home"] == RENTED, NO_DEED, paper)

    def insurance(self, trait: str, born: str) -> np.ndarray:
        """Return months of social insurance of a parent who is here: as long as the family, where insured."""
        insured = self.drawn(trait, "share_insured") & (self.of_family(born) > 0)
        return np.where(insured, self.months_since_move(), 0)

    def owns_flat(self) -> np.ndarray:
        """Return which families own a commercial flat: owners in towns, a declared share of them."""
        in_town = self._region.geography.zone[self._a.home[self._who]] != VILLAGE
        return (self.of_family("tenure") == OWNER) & in_town & self.drawn("flat", "share_commercial_flat")

    def dwelling_years(self) -> np.ndarray:
        """Return years since the family before took a seat from the dwelling, where one did within six years."""
        since_move = self._region.year - self.of_family("year_moved").astype(np.int64)
        years = since_move + (self.luck("dwelling_year") * YEARS_OF_SEAT).astype(np.int64)
        used = (since_move < YEARS_OF_SEAT) & self.drawn("dwelling", "share_dwellings_used")
        return np.where(used, years, YEARS_NEVER)

    def sibling(self) -> np.ndarray:
        """Return who has a brother or sister enrolled at the school, bool (pairs,)."""
        c, n = self._region.children, len(self._region.schools)
        pupils = np.flatnonzero(c["status"] == ENROLLED)
        cells, counts = np.unique(
            c["household"][pupils].astype(np.int64) * n + c["school"][pupils], return_counts=True
        )
        cell = self._family.astype(np.int64) * n + self._school
        at = np.minimum(np.searchsorted(cells, cell), max(0, len(cells) - 1))
        there = np.where(cells[at] == cell, counts[at], 0) if len(cells) else np.zeros(len(cell), np.int64)
        row = self._a.rows[self._who]
        itself = (c["status"][row] == ENROLLED) & (c["school"][row] == self._school)
        return (there > itself) & (self._school >= 0)

    def minutes(self) -> np.ndarray:
        """Return one-way minutes of the day trip to the school, rounded."""
        return np.rint(self._region.ways_to_school.minutes(self._a.home[self._who], self._school))


_MADE: dict[str, Callable[[ApplicantColumns], np.ndarray]] = {
    "hukou_at": ApplicantColumns.hukou_at,
    "hukou_kind": lambda c: c.of_family("is_rural_hukou"),
    "home": ApplicantColumns.home,
    "deed": ApplicantColumns.deed,
    "in_seat": lambda c: c._region.geography.rank[c._a.home[c._who]] == COUNTY_SEAT,
    "permit_months": lambda c: c.of_family("permit_months"),
    "residence_months": ApplicantColumns.months_since_move,
    "insurance_months": lambda c: c.insurance("insured", "father_year"),
    "insurance_months_second": lambda c: c.insurance("insured_second", "mother_year"),
    "owns_flat": ApplicantColumns.owns_flat,
    "sibling": ApplicantColumns.sibling,
    "staff": lambda c: c.drawn("staff", "share_staff_children"),
    "preferential": lambda c: c.drawn("preferential", "share_preferential"),
    "is_late": lambda c: c.drawn("late", "share_late"),
    "dwelling_years": ApplicantColumns.dwelling_years,
    "children_born": lambda c: c.of_family("n_births"),
    "poverty": lambda c: c.of_family("poverty") > 0,
    "parents_away": lambda c: c.of_family("parents_away"),
    "minutes": ApplicantColumns.minutes,
}
if _MADE.keys() != COLUMNS.keys():
    raise TypeError(f"columns declared and made differ: {sorted(_MADE.keys() ^ COLUMNS.keys())}")
