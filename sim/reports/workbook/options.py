"""The lines of 表19 (方案比选表): indicators in the last year of a run, or summed over its years."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.indicators.indicator import YUAN, Indicator
from sim.indicators.money_amounts import kinds_of, spent
from sim.reports.workbook.words import TEN_THOUSAND
from sim.rules.money_kinds import CAPITAL, IN, RUNNING

LAST, SUMMED = Say("last year", "末学年"), Say("all years together", "各年合计")


@dataclass(frozen=True)
class Line:
    """One line: an indicator of the whole place, in the last year or summed; yuan are told in 10,000."""

    indicator: str
    is_summed: bool = False

    @property
    def code(self) -> str:
        """Return the code of the line."""
        return f"{self.indicator}|{'sum' if self.is_summed else 'last'}"

    @property
    def one(self) -> Indicator:
        """Return the indicator."""
        return INDICATORS[self.indicator]

    @property
    def factor(self) -> float:
        """Return what levels are multiplied by."""
        return 1e-4 if self.one.unit == YUAN else 1.0

    @property
    def unit(self) -> Say:
        """Return the unit as told."""
        return TEN_THOUSAND if self.one.unit == YUAN else self.one.unit

    @property
    def period(self) -> Say:
        """Return which years it takes."""
        return SUMMED if self.is_summed else LAST


LINES = (
    *(Line(name) for name in ("large_classes_local", "pupils_in_large_classes", "seats_short", "small_schools")),
    *(Line(name) for name in ("mean_minutes", "p90_minutes", "pupils_over_limit", "young_over_limit")),
    *(Line(name) for name in ("bus_pupils", "boarders")),
    Line("displaced", True),
    Line("dropouts", True),
    Line("teachers"),
    *(Line(name) for name in ("posts_short_by_classes", "posts_surplus_by_pupils", "posts_vacant")),
    Line("subjects_uncovered"),
    Line("itinerant_periods"),
    Line("rotated", True),
    *(Line(name, True) for name in ("retirements", "quits", "teachers_hired")),
    Line("money_spent_capital", True),
    Line("capital_refused", True),
    Line("money_spent_running", True),
    *(Line(f"money_{kind}", True) for kind in (*spent(RUNNING), *spent(CAPITAL))),
    *(Line(f"money_{kind}", True) for kind in kinds_of(IN, RUNNING)),
    Line("money_closures_saved", True),
    Line("money_refused_running", True),
    Line("running_per_pupil"),
)  # fmt: skip
