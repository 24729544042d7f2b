"""A county on one page for the levers of lines: one school at the origin and settlements along a road."""

import numpy as np

from sim.rules.seen import Settlements, Trips
from tests.policies.counties import county


def along_a_road(*needs: tuple, schools=None, lines=(), planned=(), year: int = 2019):
    """Return the view of settlements east of the schools: (km in a straight line, pupils by band, minutes, school).

    Every pupil rides; pupils beyond the limit are none unless a fifth value says how many by band.
    """
    schools = schools or ({"id": "A"},)
    rows = [(*need, 0, (0, 0, 0))[:5] if len(need) == 3 else (*need, (0, 0, 0))[:5] for need in needs]
    n = len(rows)
    zeros = np.zeros(n, np.int64)
    settlements = Settlements(
        np.arange(100, 100 + n),
        np.array([row[0] for row in rows], float),
        np.zeros(n),
        zeros,
        zeros,
        zeros,
        zeros,
    )
    riders = np.array([row[1] for row in rows], np.int64).reshape(n, 3)
    trips = Trips(
        np.arange(n), np.array([row[3] for row in rows], np.int64), riders.copy(),
        np.array([row[4] for row in rows], np.int64).reshape(n, 3), riders, np.array([row[2] for row in rows], float),
    )  # fmt: skip
    return county(
        *schools, year=year, settlements=settlements, trips=trips, lines=tuple(lines), planned=tuple(planned)
    )
