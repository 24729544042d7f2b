"""A region has no more schools than children can name."""

import pytest

from sim.base.errors import UserError
from sim.world.limits import MOST_SCHOOLS, check_schools


def test_as_many_schools_as_sixteen_bits_tell_apart():
    assert MOST_SCHOOLS == 32_767
    check_schools(32_767)
    with pytest.raises(UserError, match="too many schools"):
        check_schools(32_768)
