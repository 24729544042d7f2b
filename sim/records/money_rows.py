"""Record rows of money: the ledger of the year as it stands; nothing without yuan."""

from collections.abc import Mapping

import numpy as np

from sim.records.collecting import Collected, constant, filled
from sim.records.columns import Coded
from sim.rules.money_kinds import MONEY_KINDS
from sim.world.region import Region

_KINDS = list(MONEY_KINDS)
_SIDES = ["in", "out", "memo"]
_ACCOUNTS = ["running", "capital"]
_CODE = {name: code for code, name in enumerate(_KINDS)}
_SIDE = np.array([_SIDES.index(kind.side) for kind in MONEY_KINDS.values()])
_ACCOUNT = np.array([_ACCOUNTS.index(kind.account) for kind in MONEY_KINDS.values()])


def money_columns(region: Region) -> Collected:
    """Return the rows of `money`."""
    ledger, nowhere = region.ledger, len(region.school_ids)  # nowhere: the county as a whole
    of_school, school, of_schools = _entries(ledger.by_school)
    of_county, county, of_counties = _entries(ledger.by_county)
    kind = np.append(of_school, of_county)
    is_carried_on = np.array([name in ledger.carried_on for name in _KINDS], np.uint8)
    return {
        "year": constant(len(kind), region.year),
        "county": Coded(np.append(region.schools["county"][school], county), list(region.geography.county_codes)),
        "school_id": Coded(np.append(school, np.full(len(county), nowhere)), [*region.school_ids, ""]),
        "kind": Coded(kind, _KINDS), "side": Coded(_SIDE[kind], _SIDES), "account": Coded(_ACCOUNT[kind], _ACCOUNTS),
        "yuan": np.append(of_schools, of_counties), "is_carried_on": is_carried_on[kind],
    }  # fmt: skip


def _entries(book: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return kind, row and yuan of what is not 0 in a book of the ledger, int64 arrays (entries,)."""
    if not book:
        return (np.zeros(0, np.int64),) * 3
    at, row, yuan = filled(np.array(list(book.values()), np.int64))
    return np.array([_CODE[name] for name in book])[at], row, yuan
