"""Which strong school helps which other one (城乡学校对口帮扶): in turn, within the places of the strong ones."""

import numpy as np


def pair_schools(
    helped_stages: np.ndarray, helper_stages: np.ndarray, before: np.ndarray, most: int
) -> np.ndarray:
    """Return who helps each school, a position among the helpers, -1 nobody, int (helped,).

    Pairs of last year stay where both still teach a stage in common. Then each school without one gets, in its turn,
    the helper of a common stage that helps fewest so far, the first of these.

    Parameters
    ----------
    helped_stages, helper_stages : bool arrays (schools, 2)
        Whether they teach primary and junior grades, in their turn: the weakest first, the strongest first.
    before : int array (helped,)
        The helper of last year, a position among the helpers, -1 none.
    most : int
        Schools one helper helps, at most.
    """
    found, busy = np.full(len(helped_stages), -1), np.zeros(len(helper_stages), np.int64)
    in_common = (helped_stages[:, None] & helper_stages[None]).any(axis=2)
    for at in np.flatnonzero(before >= 0):
        if in_common[at, before[at]] and busy[before[at]] < most:
            found[at] = before[at]
            busy[found[at]] += 1
    for at in np.flatnonzero(found < 0):
        fits = in_common[at] & (busy < most)
        if fits.any():
            found[at] = np.argmin(np.where(fits, busy, most))
            busy[found[at]] += 1
    return found
