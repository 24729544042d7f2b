"""What a view is: record rows as the tables take them, plain or joined with what places them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class View:
    """Record rows for the tables.

    Attributes
    ----------
    meaning : Say
        Which records, and what was joined to them.
    needs : mapping of record table to columns, or None
        None: the record table of the view's own name, with whatever columns are asked for.
    make : function of frames by record table
    """

    meaning: Say
    needs: Mapping[str, tuple[str, ...]] | None
    make: Callable[[Frames], pd.DataFrame]
