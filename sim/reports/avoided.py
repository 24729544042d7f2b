"""Dropouts avoided per million yuan (每百万元避免辍学): under both dropout scenarios, or not at all.

What dropout costs to avoid depends on how much dropout there is, and nobody knows that well: the register and the
surveys differ by a factor of several. One figure alone would pick a side. Dropouts are counted less returns, as the
97 % target counts them: a return campaign lowers no dropout, and who comes back and leaves again would count twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.cells import ALL
from sim.records.batch_folder import BatchFolder, twin_of
from sim.records.dropout_scenario import REGISTER, SURVEY
from sim.reports.bases import bases_of
from sim.reports.pairs import summarise

MILLION = 1e6
_DROPOUTS, _MONEY = ("net_dropouts",), ("money_spent_running", "money_spent_capital")
NEEDS_BOTH = Say("needs both dropout scenarios", "须有两种辍学口径")
NO_PAIR = Say("no run has its pair in the base", "没有任何运行能与基准情景配对")
COSTS_NO_MORE = Say("costs no more than the base", "费用不高于基准情景")
UNCLEAR = Say("cannot be told from none", "与零不可区分")


@dataclass(frozen=True)
class Effect:
    """What a scenario avoids and costs beside its base under one dropout scenario, all school years together.

    Attributes
    ----------
    scenario, base : str
    avoided, money : mapping of str to float
        Dropouts less returns avoided (pupils) and money spent on top (million yuan), as `sim.reports.pairs.summarise`
        tells them.
    """

    scenario: str
    base: str
    avoided: Mapping[str, float]
    money: Mapping[str, float]

    @property
    def per_million(self) -> float:
        """Return mean dropouts avoided over mean million yuan; NaN where the scenario costs no more than its base."""
        more = self.money["mean"]
        return self.avoided["mean"] / more if more > 0 else np.nan

    @property
    def remark(self) -> Say | None:
        """Return what must be said of the ratio; None where it stands by itself."""
        if not self.money["mean"] > 0:
            return COSTS_NO_MORE
        low, high = self.avoided["mean_lo95"], self.avoided["mean_hi95"]
        return UNCLEAR if low <= 0 <= high else None


@dataclass(frozen=True)
class Avoided:
    """One scenario: its effects by dropout scenario, both or none; `lacking` tells why none."""

    name: str
    title: Say
    effects: Mapping[str, Effect]
    lacking: Say | None

    def per_million(self, dropout: str) -> float:
        """Return dropouts avoided per million yuan under a dropout scenario; NaN unless there is one under each."""
        ratios = {which: effect.per_million for which, effect in self.effects.items()}
        return ratios[dropout] if ratios and np.isfinite(list(ratios.values())).all() else np.nan


def avoided(folder: BatchFolder, base: str, rows: pd.DataFrame) -> list[Avoided]:
    """Return what the scenarios of a batch avoid and cost, each once with its twin.

    Parameters
    ----------
    folder : BatchFolder
    base : str
        Scenario that the others are compared with; those under the other dropout scenario with its twin.
    rows : DataFrame
        Levels as `sim.indicators.levels.levels` returns them.

    Returns
    -------
    list of Avoided
        In the order of the batch, without the base and its twin; a scenario stands where the first of the two does.
    """
    bases, sums = bases_of(folder, base), _sums(rows)
    own_twin = twin_of(folder, base)
    told, out = {base, own_twin.name if own_twin else base}, []
    for note in folder.scenarios:
        if note.name not in told:
            twin = twin_of(folder, note.name)
            told |= {note.name, twin.name if twin else note.name}
            effects = dict(_effects(folder, (note.name, twin.name), bases, sums)) if twin and own_twin else {}
            is_whole = len(effects) == len((REGISTER, SURVEY))
            lacking = None if is_whole else NO_PAIR if twin and own_twin else NEEDS_BOTH
            out.append(Avoided(note.name, note.title, effects if is_whole else {}, lacking))
    return out


def _effects(
    folder: BatchFolder, names: tuple[str, str], bases: Mapping[str, str], sums: pd.DataFrame
) -> Iterator[tuple[str, Effect]]:
    """Yield the effect of a scenario and of its twin, by dropout scenario, where it has pairs."""
    for name in names:
        beside = bases[name]
        own, base = (sums[sums.index.get_level_values("scenario") == one] for one in (name, beside))
        apart = (own.droplevel("scenario") - base.droplevel("scenario")).dropna()
        if len(apart):
            draw = apart.index.get_level_values("draw").to_numpy()
            fewer, more = -apart["dropouts"].to_numpy(float), apart["money"].to_numpy(float) / MILLION
            summary = summarise(np.stack([fewer, more]), draw)
            each = [{key: float(values[k]) for key, values in summary.items()} for k in range(2)]
            yield folder.note(name).dropout, Effect(name, beside, *each)


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Return dropouts less returns and yuan spent by scenario, draw and seed, all school years and places together."""
    whole = rows[(rows["zone"] == ALL) & (rows["stage"] == ALL)].astype({"scenario": str, "indicator": str})
    keys = ["scenario", "draw", "seed"]
    of = {"dropouts": _DROPOUTS, "money": _MONEY}
    sums = {
        name: whole[whole["indicator"].isin(indicators)].groupby(keys)["value"].sum()
        for name, indicators in of.items()
    }
    return pd.DataFrame(sums)
