"""The scorecard (记分卡) of a batch: every numeric target in a few school years, each scenario beside the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.cells import ALL
from sim.indicators.evaluation.units import USUAL
from sim.indicators.levels import county_names
from sim.indicators.spread import ENOUGH, spread
from sim.indicators.targets import GROUPS, MET, NOT_JUDGED, NOT_MET, NOT_RUN, Target, Verdict, Verdicts, judge
from sim.records.batch_folder import BatchFolder, ScenarioNote, twin_of
from sim.records.dropout_scenario import NOT_TOLD, REGISTER, SURVEY
from sim.reports.entries.evaluation import unit_rule
from sim.reports.entries.folder import Entries
from sim.reports.scorecard.given import Given, given_targets

SHOWN_YEARS = (2020, 2025, 2030, 2035)
PAIR = ("crowding_index", "thinness_index")  # G1: side by side, never merged into one number, never judged
_REVIEW = "mid_term_review"  # the lever of O3
BY_COUNTY = ("cv2012_composite", "cv2017_highest")  # judged of one county, never of several together
UNDER_BOTH = "period_retention"  # G3g: judged under both dropout scenarios


@dataclass(frozen=True)
class Line:
    """One line: a target, told of the scenario itself or (`dropout`) of its twin that follows this dropout scenario."""

    target: Target
    dropout: str = NOT_TOLD


@dataclass(frozen=True)
class Scorecard:
    """The scorecard of a batch.

    Attributes
    ----------
    folder : BatchFolder
    base : str
        The scenario the others stand beside; empty where it has no finished run.
    others : tuple of str
        The scenarios with finished runs, without the base and without survey twins of what is shown.
    years : tuple of int
    mid_term : int or None
        The school year of the mid-term assessment, one of `years`.
    lines : tuple of Line
        In the order of `sim.indicators.targets.GROUPS`.
    verdicts : dict
        As `sim.indicators.targets.judge` returns them.
    pair : DataFrame
        Low, middle and high of `PAIR` by scenario, indicator and year.
    place : str
        The county it tells of; empty for the whole region.
    has_own_sites : bool
        Whether the user entered which sites count in evaluations: that is for the tables of evaluation, not for this.
    """

    folder: BatchFolder
    base: str
    others: tuple[str, ...]
    years: tuple[int, ...]
    mid_term: int | None
    lines: tuple[Line, ...]
    verdicts: Verdicts
    pair: pd.DataFrame
    place: str = ""
    has_own_sites: bool = False

    @property
    def blocks(self) -> tuple[tuple[str, ...], ...]:
        """Return which scenarios stand side by side: the base and one other; one alone where there is but one."""
        base = (self.base,) if self.base else ()
        return tuple((*base, other) for other in self.others) or (base,)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return every scenario shown, the base first."""
        return (self.base, *self.others) if self.base else self.others

    def verdict(self, scenario: str, line: Line, year: int) -> Verdict:
        """Return how a scenario stands to a line in a school year."""
        source = told_of(self.folder, scenario, line.dropout)
        return self.verdicts.get((source, line.target.name, year), Verdict(NOT_RUN))

    def dropout_of(self, scenario: str) -> str:
        """Return which dropout scenario a scenario follows."""
        return self.folder.note(scenario).dropout

    def n_runs(self, scenario: str) -> int:
        """Return the number of finished runs."""
        return len(self.folder.runs_of(scenario))

    @property
    def has_few_runs(self) -> bool:
        """Tell whether a scenario has too few runs for a probability in percent."""
        return any(self.n_runs(name) < ENOUGH for name in self.shown)


def told_of(folder: BatchFolder, scenario: str, dropout: str) -> str:
    """Return the scenario whose runs tell a line: itself or its twin; empty where the batch has no such twin."""
    if dropout in (NOT_TOLD, folder.note(scenario).dropout):
        return scenario
    twin = twin_of(folder, scenario)
    return twin.name if twin is not None and twin.dropout == dropout else ""


def scorecard(
    folder: BatchFolder,
    base: str,
    rows: pd.DataFrame,
    entries: Entries | None = None,
    years: Sequence[int] | None = None,
    place: str = "",
) -> Scorecard:
    """Return the scorecard of a batch.

    Parameters
    ----------
    folder : BatchFolder
    base : str
        Name of the scenario the others stand beside.
    rows : DataFrame
        Levels of the batch as `sim.indicators.levels.levels` returns them, of the region or of one county.
    entries : Entries, optional
        What the user entered by hand: targets to add or change, the mid-term date.
    years : sequence of int, optional
        School years to judge; by default `SHOWN_YEARS` and the mid-term year, those within the run.
    place : str
        The county the levels are of.

    Raises
    ------
    UserError
        When a year or an entered target lies outside the run, or an entered target cannot be judged.
    """
    given, shown = plan(folder, entries, years)
    order = list(GROUPS)
    targets = sorted(given.targets, key=lambda one: order.index(one.group))
    there = [note for note in folder.scenarios if folder.runs_of(note.name)]
    return Scorecard(
        folder,
        base if any(note.name == base for note in there) else "",
        tuple(note.name for note in there if note.name != base and not _is_twin(folder, note, there)),
        shown,
        given.mid_term if given.mid_term in shown else None,
        tuple(line for one in targets for line in _lines(one)),
        _by_county(judge(rows, targets, shown, folder.years), targets, place, folder),
        _pair(rows, shown),
        place,
        entries is not None and unit_rule(entries) != USUAL,
    )


def plan(
    folder: BatchFolder, entries: Entries | None = None, years: Sequence[int] | None = None
) -> tuple[Given, tuple[int, ...]]:
    """Return the targets and the school years of a scorecard; its mistakes are those of `scorecard`."""
    given = given_targets(entries or Entries(), folder.years, _reviewed(folder))
    return given, _years(years, given.mid_term, folder.years)


def _by_county(verdicts: Verdicts, targets: Sequence[Target], place: str, folder: BatchFolder) -> Verdicts:
    """Return verdicts without those on coefficients of several counties together, whose levels stay."""
    if place or len(county_names(folder)) < 2:
        return verdicts
    names = {one.name for one in targets if one.indicator in BY_COUNTY}
    return {
        key: replace(one, status=NOT_JUDGED) if key[1] in names and one.status in (MET, NOT_MET) else one
        for key, one in verdicts.items()
    }


def _reviewed(folder: BatchFolder) -> int | None:
    """Return the year of the mid-term review that a scenario of the batch has as a lever; of several the earliest."""
    reviews = [note.levers[_REVIEW]["year"]["value"] for note in folder.scenarios if _REVIEW in note.levers]
    return int(min(reviews)) if reviews else None


def _lines(target: Target) -> list[Line]:
    both = target.indicator == UNDER_BOTH
    return [Line(target, dropout) for dropout in ((REGISTER, SURVEY) if both else (NOT_TOLD,))]


def _is_twin(folder: BatchFolder, note: ScenarioNote, there: Sequence[ScenarioNote]) -> bool:
    """Tell whether a scenario is the survey twin of another one shown."""
    return note.dropout == SURVEY and twin_of(folder, note.name) in there


def _pair(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return low, middle and high of the pair of the whole place, by scenario, indicator and year."""
    whole = (rows["zone"] == ALL) & (rows["stage"] == ALL) & rows["indicator"].isin(PAIR)
    own = rows[whole & rows["year"].isin(years)].astype({"scenario": "str", "indicator": "str"})
    by = own.groupby(["scenario", "indicator", "year"])["value"]
    told = by.apply(lambda values: np.array(spread(values.to_numpy(float))))
    return pd.DataFrame(
        np.stack(told.to_list()) if len(told) else np.empty((0, 3)), told.index, ["low", "middle", "high"]
    )


def _years(asked: Sequence[int] | None, mid_term: int | None, span: tuple[int, int]) -> tuple[int, ...]:
    first, last = span
    if asked is None:
        usual = {year for year in (*SHOWN_YEARS, mid_term) if year is not None and first <= year <= last}
        return tuple(sorted(usual or {last}))
    wrong = [year for year in asked if not first <= year <= last]
    if wrong:
        raise UserError(
            Say("a year is outside the run", "年份不在模拟期内"),
            where="--years",
            value=", ".join(map(str, wrong)),
            rule=Say(f"school years {first} to {last}", f"应在 {first}—{last} 学年内"),
            remedy=Say("name years within the run", "请改用模拟期内的学年"),
        )
    return tuple(sorted(set(asked)))
