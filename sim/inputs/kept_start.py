"""The start of a run, kept from one process to the next: with every number at its usual value it is mostly the same.

Starts of other draws, of which a batch has hundreds, and starts of large regions are built each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.base.kept import keep, kept, key_of
from sim.inputs.kept_tables import KeptTables

if TYPE_CHECKING:
    from sim.inputs.tables import InputTables
    from sim.world.start import Start

MOST_CHILDREN = 400_000  # of a start that is kept; it takes some 150 bytes a child


def build_start(tables: InputTables | KeptTables, numbers: Mapping[str, float], draw: int) -> Start:
    """Return the start of every run of a draw, kept or built; see `sim.inputs.synthesis.build.build_start`."""
    if not isinstance(tables, KeptTables):
        return _built(tables, numbers, draw)
    if draw:
        return _built(tables.tables, numbers, draw)
    key = key_of("start", tables.version, sorted(numbers.items()))
    found = kept(key)
    if found is not None:
        return found
    start = _built(tables.tables, numbers, draw)
    if len(start.children) <= MOST_CHILDREN:
        keep(key, start)
    return start


def _built(tables: InputTables, numbers: Mapping[str, float], draw: int) -> Start:
    from sim.inputs.synthesis.build import build_start as build

    return build(tables, numbers, draw)
