"""What a school year (1 September t to 31 August t+1) holds of calendar years."""


def school_year_births(before, year):
    """Return births from September to August: a third of the calendar year before, two thirds of the year itself.

    The children enter grade 1 six years later. Months are taken as equal.

    Parameters
    ----------
    before, year : float or float array
        Births of the two calendar years.
    """
    return before / 3.0 + 2.0 * year / 3.0
