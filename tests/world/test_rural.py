"""Rural schools are public, outside the county seat and outside the city."""

from types import SimpleNamespace

import numpy as np

from sim.kernels.codes import (
    COUNTY_SEAT,
    NINE_YEAR,
    POINT,
    PRIMARY_SCHOOL,
    PRIVATE,
    PUBLIC,
    TOWN,
    URBAN,
    VILLAGE,
)
from sim.world.rural import is_rural, is_village_site
from sim.world.start import Geography

ROWS = [  # township, zone, kind, ownership, rural, village site; township 0 holds the county seat
    (0, TOWN, PRIMARY_SCHOOL, PUBLIC, False, False),
    (0, VILLAGE, PRIMARY_SCHOOL, PUBLIC, False, True),
    (1, TOWN, NINE_YEAR, PUBLIC, True, False),
    (1, VILLAGE, NINE_YEAR, PUBLIC, True, False),
    (1, VILLAGE, PRIMARY_SCHOOL, PUBLIC, True, True),
    (1, TOWN, POINT, PUBLIC, True, True),
    (1, VILLAGE, POINT, PRIVATE, False, False),
    (1, URBAN, PRIMARY_SCHOOL, PUBLIC, False, False),
]


def test_rural_schools_and_village_sites():
    township, zone, kind, ownership, rural, site = map(np.array, zip(*ROWS, strict=True))
    schools = {"township": township, "zone": zone, "kind": kind, "ownership": ownership}
    geography = SimpleNamespace(
        township=np.array([0, 0, 1]), rank=np.array([COUNTY_SEAT, 0, 0]), township_codes=("A", "B")
    )
    geography.is_seat = Geography.is_seat.func(geography)
    region = SimpleNamespace(schools=schools, geography=geography)
    assert is_rural(region).tolist() == rural.tolist()
    assert is_village_site(region).tolist() == site.tolist()
