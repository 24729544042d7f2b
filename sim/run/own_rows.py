"""Record rows of a partition: those of the counties it holds, and the tables of all partitions joined."""

from collections.abc import Sequence

import numpy as np

from sim.records.collecting import Collected, to_table
from sim.records.columns import Coded, RecordTable
from sim.records.declared import TABLES
from sim.world.region import Region

Tables = dict[str, RecordTable]


class RowsHeld:
    """Keep, of rows of a record table, those of the counties a region holds.

    Of texts it keeps those in use, so that a partition does not carry the names of the whole region along.
    """

    def __init__(self, region: Region) -> None:
        self._region, self._n_schools = region, -1

    def __call__(self, name: str, columns: Collected) -> Collected:
        """Return what is kept of rows of a table."""
        self._look()
        if name == "places":
            is_own = _among(columns["code"], self._counties | self._townships | self._schools)
        elif "county" in columns:
            is_own = _among(columns["county"], self._counties)
        else:
            is_own = _among(columns["school_id"], self._schools)
        return {column: _taken(values, is_own) for column, values in columns.items()}

    def _look(self) -> None:
        """Take in which places are held, again when there are new schools."""
        region, own = self._region, self._region.peers.own
        if len(region.school_ids) != self._n_schools:
            g, self._n_schools = region.geography, len(region.school_ids)
            self._counties = _held(g.county_codes, own)
            self._townships = _held(g.township_codes, own[g.township_county])
            self._schools = _held(region.school_ids, own[region.schools["county"]])


def _held(codes: Sequence[str], is_own: np.ndarray) -> set[str]:
    return {codes[row] for row in np.flatnonzero(is_own)}


def _among(column: Coded, wanted: set[str]) -> np.ndarray:
    return np.array([name in wanted for name in column.names], bool)[column.codes]


def _taken(values: np.ndarray | Coded, which: np.ndarray) -> np.ndarray | Coded:
    if not isinstance(values, Coded):
        return values[which]
    used, codes = np.unique(values.codes[which], return_inverse=True)
    return Coded(codes.astype(np.int32), [values.names[code] for code in used])


def joined(parts: Sequence[Tables]) -> Tables:
    """Return the record tables of a run from those of its partitions."""
    return {name: to_table(declared, [part[name] for part in parts]) for name, declared in TABLES.items()}
