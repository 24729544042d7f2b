"""The census as a whole: it refuses what its packed counts cannot hold."""

import pytest

from sim.base.errors import UserError
from sim.kernels import census_counts
from sim.world.people_count import take_census
from tests.worlds import run


def test_a_county_of_too_many_people_is_refused(monkeypatch):
    """With room for 255 children and families in a county, the small county is too large."""
    region, _ = run("small", years=1)
    take_census(region)
    monkeypatch.setattr(census_counts, "LOCAL_BITS", 8)
    with pytest.raises(UserError, match="more people stand together"):
        take_census(region)
