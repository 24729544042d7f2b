"""How many children asked for a school of the county seat, and how many of them were turned away."""

from numba import njit

from sim.kernels.codes import OWN_SCHOOL


@njit(cache=True, nogil=True)
def count_turned_away(county, grade, origin, outcome, school_from, of_seat, turned, asked, away):
    """Count applicants who asked for a school of the seat, and add up how far they were turned away.

    Who goes on at the own school asks for nothing; children with hukou at the seat (origin 0) do not count.

    Parameters
    ----------
    county, grade, origin, outcome, school_from : int arrays (applicants,)
        As of `sim.world.admitted.Admitted`.
    of_seat : bool array (2, schools + 1)
        Schools of the seats by stage.
    turned : float array (len(OUTCOME_NAMES),)
        How far an outcome counts as turned away, whole halves.
    asked, away : float arrays (counties, 2, 2)
        Added to, by stage, and by hukou elsewhere in the county and outside it.
    """
    for i in range(len(county)):
        stage = 1 if grade[i] > 6 else 0
        school = school_from[i]
        if school >= 0 and origin[i] > 0 and outcome[i] != OWN_SCHOOL and of_seat[stage, school]:
            from_outside = 1 if origin[i] > 1 else 0
            asked[county[i], stage, from_outside] += 1.0
            away[county[i], stage, from_outside] += turned[outcome[i]]
