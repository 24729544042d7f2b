"""Who is gone from the region's tables and still on a school's roll (空挂学籍)."""

import numpy as np


class Departed:
    """Keep pupils on the roll of a school whose rows have left the table of children.

    Attributes
    ----------
    school, grade, years : int arrays (pupils,)
        The school on whose roll they stand, the grade they were in, and the censuses at which they still stand there.
    """

    def __init__(self) -> None:
        self.school = self.grade = self.years = np.zeros(0, np.int64)

    def pass_year(self, is_open: np.ndarray) -> None:
        """Strike off whose time has come, and who stands on the roll of a school that has closed."""
        self.years = self.years - 1
        stays = (self.years > 0) & is_open[self.school]
        self.school, self.grade, self.years = self.school[stays], self.grade[stays], self.years[stays]

    def add(self, school: np.ndarray, grade: np.ndarray, years: np.ndarray) -> None:
        """Take pupils in who have left the region."""
        self.school = np.append(self.school, school)
        self.grade = np.append(self.grade, grade)
        self.years = np.append(self.years, years)
