"""Record rows of money: the ledger of the year as it stands; nothing without yuan."""

import numpy as np

from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.rules.money_kinds import MONEY_KINDS
from sim.world.region import Region

_KINDS = list(MONEY_KINDS)
_SIDES = ["in", "out", "memo"]
_ACCOUNTS = ["running", "capital"]


def money_columns(region: Region) -> Collected:
    """Return the rows of `money`."""
    ledger, county_of = region.ledger, region.schools["county"]
    nowhere = len(region.school_ids)  # the county as a whole
    county, school, kind, yuan = [], [], [], []
    for code, name in enumerate(_KINDS):
        for book, is_county in ((ledger.by_school, False), (ledger.by_county, True)):
            if name not in book:
                continue
            rows = np.flatnonzero(book[name])
            county.append(rows if is_county else county_of[rows])
            school.append(np.full(len(rows), nowhere) if is_county else rows)
            kind.append(np.full(len(rows), code))
            yuan.append(book[name][rows])
    county, school, kind, yuan = (_joined(one) for one in (county, school, kind, yuan))
    side = np.array([_SIDES.index(k.side) for k in MONEY_KINDS.values()])[kind]
    account = np.array([_ACCOUNTS.index(k.account) for k in MONEY_KINDS.values()])[kind]
    carried_on = np.array([name in ledger.carried_on for name in _KINDS], np.uint8)
    return {
        "year": constant(len(kind), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "school_id": Coded(school, [*region.school_ids, ""]), "kind": Coded(kind, _KINDS),
        "side": Coded(side, _SIDES), "account": Coded(account, _ACCOUNTS), "yuan": yuan,
        "is_carried_on": carried_on[kind],
    }  # fmt: skip


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, np.int64)
