"""The declared columns of applicants (`sim.rules.applicant`), worked out for applicants and the schools they stand at.

What no table tells is drawn once a family, by the family's lasting number alone: the same in every year and under
every policy.
"""

from collections.abc import Callable

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import COUNTY_SEAT, OWNER, VILLAGE
from sim.kernels.standing import RENTED, has_sibling_at, homes
from sim.processes.applicants import Applicants
from sim.rules.applicant import COLUMNS, DEED, YEARS_NEVER
from sim.world.region import Region

_TRAITS = {
    name: decision(f"applicant.{name}")
    for name in (
        "grandparents", "occupancy", "insured", "insured_second", "flat", "staff", "preferential", "late",
        "dwelling", "dwelling_year",
    )
}  # fmt: skip
YEARS_OF_SEAT = 6  # a seat taken from a dwelling is remembered for six years (六年一学位: 成都 2026)
TITLE, OCCUPANCY, NO_DEED = range(len(DEED))


class ApplicantColumns(dict):
    """Columns by name, int16 arrays (pairs,), made when a rule asks for them.

    Parameters
    ----------
    a : Applicants
    who : int array (pairs,) or slice
        Position among the applicants.
    school : int array (pairs,)
        The school they stand at.
    """

    def __init__(self, region: Region, a: Applicants, who: np.ndarray | slice, school: np.ndarray) -> None:
        super().__init__()
        self._region, self._a, self._who, self._school = region, a, who, school
        self._family, self._home = a.family[who], a.home[who]

    def __missing__(self, name: str) -> np.ndarray:
        """Work a column out, within its declared range."""
        values = np.asarray(_MADE[name](self))
        if name in _MAY_EXCEED:
            values = np.clip(values, 0, COLUMNS[name].largest)
        self[name] = values.astype(np.int16, copy=False)
        return self[name]

    def of_family(self, name: str) -> np.ndarray:
        """Return a column of the households."""
        return self._region.households[name].take(self._family)

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
        a, who = self._a, self._who
        return a.nearness[who] * (a.hukou_zone[who] != self._school)  # 0 is `IN_ZONE`

    def home(self) -> np.ndarray:
        """Return whose home the family lives in; of local families without one some live with the grandparents."""
        region, home = self._region, np.empty(len(self._family), np.int16)
        run_chunks(
            homes, len(home), region.threads, self._a.dwelling[self._who], self._family, region.households["uid"],
            region.numbers["share_grandparents_home"], region.luck, _TRAITS["grandparents"], home,
        )  # fmt: skip
        return home

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
        in_town = self._region.geography.zone[self._home] != VILLAGE
        return (self.of_family("tenure") == OWNER) & in_town & self.drawn("flat", "share_commercial_flat")

    def dwelling_years(self) -> np.ndarray:
        """Return years since the family before took a seat from the dwelling, where one did within six years."""
        since_move = self._region.year - self.of_family("year_moved").astype(np.int64)
        years = since_move + (self.luck("dwelling_year") * YEARS_OF_SEAT).astype(np.int64)
        used = (since_move < YEARS_OF_SEAT) & self.drawn("dwelling", "share_dwellings_used")
        return np.where(used, years, YEARS_NEVER)

    def sibling(self) -> np.ndarray:
        """Return who has a brother or sister enrolled at the school, bool (pairs,)."""
        c = self._region.children
        return has_sibling_at(
            self._a.rows[self._who], self._family, self._school,
            c["status"], c["school"], c["household"], len(self._region.households),
        )  # fmt: skip

    def minutes(self) -> np.ndarray:
        """Return one-way minutes of the day trip to the school, rounded."""
        return np.rint(self._region.ways_to_school.minutes(self._home, self._school))


_MADE: dict[str, Callable[[ApplicantColumns], np.ndarray]] = {
    "hukou_at": ApplicantColumns.hukou_at,
    "hukou_kind": lambda c: c.of_family("is_rural_hukou"),
    "home": ApplicantColumns.home,
    "deed": ApplicantColumns.deed,
    "in_seat": lambda c: c._region.geography.rank[c._home] == COUNTY_SEAT,
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
_MAY_EXCEED = frozenset(
    (
        "permit_months",
        "residence_months",
        "insurance_months",
        "insurance_months_second",
        "dwelling_years",
        "children_born",
        "minutes",
    )
)  # columns whose values may lie outside the declared range; codes and flags cannot
if _MADE.keys() != COLUMNS.keys():
    raise TypeError(f"columns declared and made differ: {sorted(_MADE.keys() ^ COLUMNS.keys())}")
