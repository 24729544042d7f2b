"""Indicators of the national evaluations as they are judged: county by county (分县评估)."""

from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import PLACE_BY_STAGE
from sim.indicators.evaluation.kinds import CountiesWithin
from sim.indicators.evaluation.standards import BASIC, QUALITY
from sim.indicators.indicator import NEVER, PERCENT, Indicator, Theme
from sim.indicators.kinds import Ratio
from sim.indicators.run_tables import RunTables


@dataclass(frozen=True)
class EachCounty(Amount):
    """1 for each county of the records."""

    @property
    def needs(self) -> Needs:
        """Return nothing: the counties of a run are known."""
        return frozenset()

    def make(self, run: RunTables) -> np.ndarray:
        """Return ones."""
        return np.ones_like(run.nowhere())


def _share(framework: str, named: Say, source: str) -> Indicator:
    return Indicator(
        f"share_counties_within_{framework}",
        Say(f"share of counties within {named.en}", f"达到{named.zh}要求的县占比"),
        PERCENT,
        Say(
            f"counties within the thresholds of {named.en} (counties_within_{framework}) / counties, in percent; no "
            "data where a county has none",
            f"达到{named.zh}要求的县（counties_within_{framework}）÷ 县数（百分比）；有一县无数据即无数据",
        ),
        source,
        NEVER,
        Ratio(CountiesWithin(framework), EachCounty(), 100.0),
        PLACE_BY_STAGE,
        decimals=0,
    )


EVALUATION_BY_COUNTY = Theme(
    Say("National evaluations county by county", "均衡评估（分县）"),
    (
        _share(BASIC, Say("basic balance 2012", "基本均衡"), "教督〔2012〕3号"),
        _share(QUALITY, Say("quality balance 2017", "优质均衡"), "教督〔2017〕6号"),
    ),
)
