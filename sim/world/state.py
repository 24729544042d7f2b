"""What the parts of a region may read of it, so that none of them needs to know the region itself."""

from typing import Any, Protocol

import numpy as np

from sim.base.table import Table
from sim.world.start import Geography


class State(Protocol):
    """The columns and places of a region."""

    year: int
    threads: int
    is_checking: bool
    geography: Geography
    school_ids: tuple[str, ...]
    school_names: tuple[str, ...]
    row_of: dict[str, int]
    children: Table
    households: Table
    schools: Table
    teachers: Table
    adults: np.ndarray
    numbers: Any
    behaviour: Any
    accounts: Any
    staff: Any
    ledger: Any
    county_money: Any
    periods: np.ndarray
    rules: Any
    lines: Any
    bought_seats: Any
    riders: Any
    agents_by_type: Any
    told: Any
    counties: Any
    peers: Any
