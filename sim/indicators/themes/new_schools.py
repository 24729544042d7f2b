"""Indicators of new schools (新建配套学校): whether they open when they are due."""

from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import WHOLE
from sim.indicators.indicator import COUNTY_FLOW, NEVER, PERCENT, SCHOOLS, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.run_tables import RunTables

_DOCUMENT = "通市政办发〔2017〕13号 二(二)"


@dataclass(frozen=True)
class NewSchools(Amount):
    """Orders of new schools that came to one of some ends in the year."""

    ends: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """Return what the orders are and what became of them."""
        return frozenset((("order_events", "kind"), ("order_events", "event")))

    def make(self, run: RunTables) -> np.ndarray:
        """Return the count."""
        rows = run.rows("order_events", "kind", ("build",)) & run.rows("order_events", "event", self.ends)
        return run.sums("order_events", np.ones(len(rows)), rows)


_OPENED, _LATE = ("carried_out",), ("delayed", "never_built")

NEW_SCHOOLS = Theme(
    Say("New schools", "新建学校"),
    (
        Indicator(
            "new_schools_opened",
            Say("new schools opened", "建成开办的新建学校"),
            SCHOOLS,
            Say("new schools that opened since the last census", "自上次统计以来建成开办的新建学校"),
            _DOCUMENT,
            COUNTY_FLOW,
            Sum(NewSchools(_OPENED)),
            WHOLE,
        ),
        Indicator(
            "share_schools_late",
            Say("share of new schools put off or never built", "未按期交付的新建学校占比"),
            PERCENT,
            Say(
                "of the new schools due to open, those put off (a housing project without its school, or no land) or "
                "never built, in percent; a lag that a lever itself plans is not counted; no data without a new school",
                "应开办的新建学校中推迟（住宅项目未同步配建、缺地）或未建的占比（百分比）；方案自身规定的滞后年数不计；"
                "当年无新建学校则无数据",
            ),
            _DOCUMENT,
            NEVER,
            Ratio(NewSchools(_LATE), NewSchools((*_OPENED, *_LATE)), 100.0),
            WHOLE,
            1,
        ),
    ),
)
