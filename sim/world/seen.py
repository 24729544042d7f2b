"""What families have seen of schools in the years before: zone schools lost, and who was turned away at the seats."""

import numpy as np

from sim.base.table import Table
from sim.kernels.codes import GRADES
from sim.kernels.family_children import note_lost


class Seen:
    """Remember the zone schools of each settlement and when one of them closed, or ceased to teach a grade.

    A zone school that another one replaces while it goes on teaching the grade is no loss.

    Attributes
    ----------
    zone : int array (settlements, 9)
        Zone school of each grade when families last looked, -1 none.
    year_lost : int16 array (settlements, 9)
        Last school year in which a settlement lost the zone school of a grade, 0 never.
    turned_away : float array (counties, 2, 2)
        Share of last year's applicants turned away at each county seat; see `sim.processes.offers.turned_away`.
    """

    def __init__(self, zone: np.ndarray, n_counties: int) -> None:
        self.zone = zone.copy()
        self.year_lost = np.zeros(zone.shape, np.int16)
        self.turned_away = np.zeros((n_counties, 2, 2))

    def look(self, zone: np.ndarray, schools: Table, year: int) -> None:
        """Note what has been lost since the last look, in the school year before `year`; settlements may be new."""
        of_schools = (schools[name] for name in ("status", "grade_low", "grade_high"))
        note_lost(self.zone, *of_schools, year - 1, self.year_lost)
        new = np.zeros((len(zone) - len(self.zone), GRADES), np.int16)
        self.year_lost = np.concatenate([self.year_lost, new])
        self.zone = zone.copy()
