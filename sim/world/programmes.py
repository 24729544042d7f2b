"""Programmes for teachers and their running budget (经常性资金限额): what was asked for, paid and refused."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.quota import whole_seats as whole_shares
from sim.rules.budget_rules import NO_LIMIT
from sim.world.county_rules import CountyRules
from sim.world.state import State

# Kinds of money that the running budget limits together; see `sim.rules.money_kinds`.
PROGRAMMES = (
    "rural_allowance", "performance_pay", "service_awards", "volunteers", "itinerant", "training",
)  # fmt: skip


def paid_share(region: State) -> np.ndarray:
    """Return the share of what programmes asked for that was paid when last settled, float (counties,), at most 1."""
    return region.staff.paid_share


def settle(region: State, rules: CountyRules, asked: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Pay the programmes of a year within the running budget, all in the same share, and enter it into the ledger.

    Call it once a year, with all kinds: the share follows from their sum. What the limit refuses is entered as
    `refused_running`; paid and refused are what was asked for, to the yuan.

    Parameters
    ----------
    asked : mapping of str to array (schools,)
        Whole yuan at full rates by kind, kinds of `PROGRAMMES`.

    Returns
    -------
    dict of str to int64 array (schools,)
        Whole yuan paid; a county's sum is its limit where that binds.

    Raises
    ------
    ValueError
        If a kind is no programme, or an amount is below zero.
    """
    if wrong := set(asked) - set(PROGRAMMES):
        raise ValueError(f"no programmes of the running budget: {sorted(wrong)}")
    county, n = region.schools["county"], region.geography.n_counties
    kinds = list(asked)
    wanted = np.array([np.round(asked[kind]) for kind in kinds]).reshape(len(kinds), len(county))
    if (wanted < 0).any():
        raise ValueError("a programme asks for less than nothing")
    total = np.bincount(county, wanted.sum(axis=0), n)
    share, binds = _limited(rules, total)
    region.staff.paid_share = share
    paid = wanted.astype(np.int64)
    if binds:
        at = np.tile(county, len(kinds))
        paid = whole_shares((wanted * share[county]).ravel(), at).reshape(paid.shape)
    for kind, yuan in zip(kinds, paid, strict=True):
        region.ledger.post(kind, yuan)
    region.ledger.post("refused_running", (wanted - paid).sum(axis=0))
    return dict(zip(kinds, paid, strict=True))


def _limited(rules: CountyRules, total: np.ndarray) -> tuple[np.ndarray, bool]:
    """Return the share of what counties ask for, `total` yuan, that their limit pays, and whether it binds in any."""
    if (rules.values("running_budget") == NO_LIMIT).all():
        return np.ones(len(total)), False
    limit = np.array([book.raised(book.running_budget) for book in rules], float)
    binds = (limit != NO_LIMIT) & (np.floor(limit) < total)
    return np.where(binds, np.floor(np.maximum(limit, 0.0)) / np.maximum(total, 1.0), 1.0), bool(binds.any())
