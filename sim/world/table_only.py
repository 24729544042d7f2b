"""Counties told by their schools alone: neither settlements nor districts, but several censuses by school and grade.

Where families live is made up there, so who attends which school follows from the schools' own history: entrants by
shares, and from grade to grade joiners and leavers of a school and grade (docs/model.md section 7).
"""

from dataclasses import dataclass, field

import numpy as np

from sim.kernels.cohort_features import Recent
from sim.kernels.cohorts import Cohorts


@dataclass(frozen=True)
class TableOnly:
    """What the start knows of such a county.

    Attributes
    ----------
    county : int
    schools : int array (S,)
        Rows of its schools at the start; schools built within a run take pupils by address, as everywhere.
    cohorts : Cohorts
        The reduced form fitted to the censuses up to the start.
    recent : Recent
        The last censuses by school and grade, arrays (S, 9); the last one is that of the start year.
    """

    county: int
    schools: np.ndarray
    cohorts: Cohorts = field(repr=False)
    recent: Recent = field(repr=False)


class CountyByShares:
    """Such a county within a run, and its plan of the year, which the moves make and admission carries out.

    Attributes
    ----------
    county : int
    schools : int array (S,)
    cohorts : Cohorts
    recent : Recent
        The censuses up to the last one.
    size : float array (S, 9)
        Drawn size of each grade this year; of grades that pupils enter a weight.
    wanted : int array (S, 9)
        Pupils each grade is to have this year; 0 at the entry grades 1 and 7, whose number is who applies.
    young_rate : float
        Arrivals less departures of families whose children are all below school age, a family.
    changing : int array
        Rows of the children who change school within the county this summer.
    """

    def __init__(self, start: TableOnly) -> None:
        self.county, self.schools, self.cohorts = start.county, start.schools, start.cohorts
        self.recent = start.recent
        self.size = np.zeros(start.recent.last.shape)
        self.wanted = np.zeros(start.recent.last.shape, np.int64)
        self.young_rate = 0.0
        self.changing = np.zeros(0, np.int64)

    def count(self, pupils: np.ndarray) -> None:
        """Take in a census, int array (schools of the region, 9)."""
        self.recent = self.recent.then(pupils[self.schools].astype(float))
