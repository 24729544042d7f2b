"""Years of service of teachers (任教年限), how they pass and break off, and hours of training (培训学时)."""

import numpy as np
from numba import njit

MOST_YEARS = 255  # the columns hold no more
SERVED = ("n_rural_3", "n_rural_20", "n_rural_25", "n_village_10", "n_town_1", "n_awarded")


@njit(cache=True, nogil=True)
def complete_years(home_school, school, is_rural, is_village, years_rural, years_village, years_as_guest):
    """Add the school year that has ended to the years of each teacher: of the home, and of guests where they served.

    Parameters
    ----------
    home_school, school : int arrays (teachers,)
    is_rural, is_village : bool arrays (schools,)
    years_rural, years_village, years_as_guest : uint8 arrays (teachers,)
        Changed in place.
    """
    for i in range(len(home_school)):
        home, at = np.uint64(home_school[i]), np.uint64(school[i])
        rural, village, guest = years_rural[i], years_village[i], years_as_guest[i]
        years_rural[i] = rural + (is_rural[home] & (rural < MOST_YEARS))
        years_village[i] = village + (is_village[home] & (village < MOST_YEARS))
        years_as_guest[i] = guest + (is_rural[at] & (home != at) & (guest < MOST_YEARS))


@njit(cache=True, nogil=True)
def break_off_years(home_school, is_rural, is_village, years_rural, years_village):
    """Set the years of those to zero whose home is no longer rural, or no longer a village school; as above."""
    for i in range(len(home_school)):
        home = np.uint64(home_school[i])
        years_rural[i] = years_rural[i] if is_rural[home] else 0
        years_village[i] = years_village[i] if is_village[home] else 0


@njit(cache=True, nogil=True)
def count_served(
    home_school, stage, years_rural, years_village, years_as_guest, cell, is_rural, award_years, counts
):
    """Add to `counts` who has served how long, by home.

    Parameters
    ----------
    home_school, stage, years_rural, years_village, years_as_guest : arrays (teachers,)
    cell : int64 array (schools,)
        Where the primary stage of each school is counted; the junior stage stands three places on.
    is_rural : bool array (schools,)
    award_years : int64 array (schools,)
        Years at village schools in which the award comes, -1 for none.
    counts : float array (6, cells)
        By `SERVED`.
    """
    for i in range(len(home_school)):
        home = np.uint64(home_school[i])
        at = np.uint64(cell[home] + 3 * stage[i])
        rural, village = years_rural[i], years_village[i]
        counts[0, at] += rural >= 3
        counts[1, at] += rural >= 20
        counts[2, at] += rural >= 25
        counts[3, at] += village >= 10
        counts[4, at] += (years_as_guest[i] >= 1) & (not is_rural[home])
        counts[5, at] += village == award_years[home]


@njit(cache=True, nogil=True)
def add_hours(home_school, stage, goes, hours_a_year, county, cell, hours, of_schools, counts):
    """Add a year's hours of training of those who go, bool (teachers,), to theirs, their school's and `counts`.

    Parameters
    ----------
    home_school, stage : int arrays (teachers,)
    hours_a_year : int array (counties,)
    county : int array (schools,)
    cell : int64 array (schools,)
        As above; `counts` is a float array (cells,).
    hours : int16 array (teachers,); of_schools : int32 array (schools,)
    """
    for i in range(len(home_school)):
        if goes[i]:
            home = np.uint64(home_school[i])
            had = hours_a_year[county[home]]
            hours[i] += had
            of_schools[home] += had
            counts[cell[home] + 3 * stage[i]] += had
