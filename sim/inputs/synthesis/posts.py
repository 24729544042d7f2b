"""Posts and money of counties at the start, as they tell them."""

import numpy as np

from sim.inputs.tables import InputTables
from sim.kernels.codes import PRIVATE
from sim.rules.rulebook import Rulebook
from sim.world.start import CountyMoney


def county_posts(tables: InputTables, schools) -> np.ndarray:
    """Return county posts, int (counties,): as told, else pupils of public schools over the two ratios, rounded up."""
    book, told = Rulebook(), tables.counties["posts"].to_numpy(float, na_value=np.nan)
    pupils = np.where((schools["ownership"] != PRIVATE)[:, None], schools["pupils"], 0)
    need = (
        pupils[:, :6].sum(axis=1) / book.posts_ratio_primary
        + pupils[:, 6:].sum(axis=1) / book.posts_ratio_junior
    )
    by_pupils = np.ceil(np.bincount(schools["county"], need, len(told)))
    return np.where(np.isnan(told), by_pupils, told).astype(np.int64)


def county_money(tables: InputTables) -> CountyMoney:
    """Return pay of civil servants and heating by county, NaN where a county does not tell."""
    return CountyMoney(
        *(tables.counties[name].to_numpy(float) for name in ("civil_servant_pay", "heating_yuan"))
    )
