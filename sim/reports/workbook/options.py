"""The lines of 表19 (方案比选表): indicators in the last year of a run, or summed over its years."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.errors import Say
from sim.indicators.cells import ALL, STAGES
from sim.indicators.declared import INDICATORS
from sim.indicators.indicator import COEFFICIENT, YUAN, Indicator
from sim.indicators.money_amounts import kinds_of, spent
from sim.reports.workbook.words import STAGES as STAGE_WORDS
from sim.reports.workbook.words import TEN_THOUSAND
from sim.rules.money_kinds import CAPITAL, IN, RUNNING

_TIMES_100 = Say("coefficient x 100", "系数×100")
LAST, SUMMED = Say("last year", "末学年"), Say("all years together", "各年合计")


@dataclass(frozen=True)
class Line:
    """One line: an indicator of the whole place, in the last year or summed; yuan are told in 10,000.

    One that is given for each stage apart names its stage; coefficients are told times 100.
    """

    indicator: str
    is_summed: bool = False
    stage: str = ALL

    @property
    def code(self) -> str:
        """Return the code of the line."""
        return f"{self.indicator}|{self.stage}|{'sum' if self.is_summed else 'last'}"

    @property
    def one(self) -> Indicator:
        """Return the indicator."""
        return INDICATORS[self.indicator]

    @property
    def factor(self) -> float:
        """Return what levels are multiplied by."""
        return {YUAN: 1e-4, COEFFICIENT: 100.0}.get(self.one.unit, 1.0)

    @property
    def unit(self) -> Say:
        """Return the unit as told."""
        return {YUAN: TEN_THOUSAND, COEFFICIENT: _TIMES_100}.get(self.one.unit, self.one.unit)

    @property
    def title(self) -> Say:
        """Return the title of the indicator, with its stage."""
        if self.stage == ALL:
            return self.one.title
        stage = STAGE_WORDS[self.stage]
        return Say(f"{self.one.title.en}, {stage.en.lower()}", f"{self.one.title.zh}（{stage.zh}）")

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
    *(Line(name, stage=stage) for name in ("cv2017_highest", "share_meeting_2017") for stage in STAGES[1:]),
    Line("money_spent_capital", True),
    Line("capital_refused", True),
    Line("money_spent_running", True),
    *(Line(f"money_{kind}", True) for kind in (*spent(RUNNING), *spent(CAPITAL))),
    *(Line(f"money_{kind}", True) for kind in kinds_of(IN, RUNNING)),
    Line("money_closures_saved", True),
    Line("money_refused_running", True),
    Line("running_per_pupil"),
)  # fmt: skip
