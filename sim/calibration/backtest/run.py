"""A backtest from history to results: the same for the command, the notebook and the accuracy page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say, UserError
from sim.calibration.backtest.differences import differences
from sim.calibration.backtest.history import History, Method
from sim.calibration.backtest.methods import METHODS, MODEL, Luck, chosen
from sim.calibration.backtest.model import FUTURES
from sim.calibration.backtest.origins import LEADS, Made, known_at, origins_of, rolling
from sim.calibration.backtest.paragraph import Outcome, paragraph
from sim.calibration.backtest.scores import Apart, scores
from sim.calibration.backtest.summary import summary

Tell = Callable[[Say], object]


@dataclass(frozen=True)
class Results:
    """What a backtest tells.

    Parameters
    ----------
    scores, summary, differences : DataFrame
        See `sim.calibration.backtest.scores`, `summary` and `differences`.
    text : Say
        A paragraph that can be pasted.
    made : mapping
        How it was made.
    """

    scores: pd.DataFrame
    summary: pd.DataFrame
    differences: pd.DataFrame
    text: Say
    made: Mapping[str, object]

    @property
    def titles(self) -> dict[str, Say]:
        """Return what each method is called, in the order of the summary."""
        return {name: METHODS[name].title for name in self.made["methods"]}


def backtest(
    history: History,
    methods: Sequence[str] | None = None,
    *,
    leads: Sequence[int] = LEADS,
    apart: Apart | None = None,
    futures: int = FUTURES,
    seed: int = 1,
    tell: Tell | None = None,
) -> Results:
    """Forecast from each year of a history with every method, and score what came.

    Parameters
    ----------
    history : History
        As `sim.calibration.backtest.reading.read_history` returns it.
    methods : sequence of str, optional
        Names of `sim.calibration.backtest.methods.METHODS`; every method that can be had by default.
    leads : sequence of int
        Years ahead.
    apart : Apart, optional
        Target years that are counted in a table of their own.
    futures, seed : int
        Of the methods that simulate.
    tell : function, optional
        Is given a sentence on each method that is left out, and on each origin when its forecasts begin.

    Returns
    -------
    Results

    Raises
    ------
    UserError
        When the history is too short, a method is unknown, or no school counts at any of the leads.
    """
    apart, tell = apart or Apart(), tell or (lambda _: None)
    origins = origins_of(history)
    asked, left_out = chosen(methods, Luck(futures, seed), [known_at(history, year) for year in origins])
    for note in left_out:
        tell(note)
    scored = scores(history, _told(rolling(history, asked, leads), tell), apart)
    if scored.empty:
        raise _nothing_to_score(leads)
    pooled = summary(scored)
    subject = MODEL if MODEL in asked else next(iter(asked))
    against = differences(scored, subject, seed)
    years = [int(year) for year in history.years]
    outcome = Outcome(history.name, years, origins, len(history.schools), pooled, against, apart)
    made = _made(history, asked, leads, apart) | {"futures": futures, "seed": seed}
    return Results(scored, pooled, against, paragraph(outcome), made)


def _told(made: Iterator[Made], tell: Tell) -> Iterator[Made]:
    """Pass forecasts on, saying which year they are made from."""
    origin = None
    for one in made:
        if one.origin != origin:
            origin = one.origin
            tell(Say(f"forecasts from {origin} ...", f"以 {origin} 年为起点预测……"))
        yield one


def _made(
    history: History, methods: Mapping[str, Method], leads: Sequence[int], apart: Apart
) -> dict[str, object]:
    """Return how the results were made; no path of the machine is in it."""
    there = {
        "births": history.births,
        "townships": history.townships,
        "locations": history.places is not None,
        "events": history.events,
    }
    return {
        "table": history.name,
        "grades": list(history.grades),
        "years": [int(history.years[0]), int(history.years[-1])],
        "n_schools": len(history.schools),
        "methods": list(methods),
        "leads": [int(lead) for lead in leads],
        "apart": {apart.label: sorted(apart.years)} if apart.years else {},
        "given": [name for name, one in there.items() if one],
    }


def _nothing_to_score(leads: Sequence[int]) -> UserError:
    return UserError(
        Say("no school counts in any target year", "任何目标年份都没有计入统计的学校"),
        value=", ".join(map(str, leads)),
        rule=Say(
            "a school counts with pupils at the origin and at least 20 at the target, and the table reaches to it",
            "学校须在起点年有学生、目标年不少于20人，且数据须延伸至目标年",
        ),
        remedy=Say("ask for shorter leads, or check the grades", "请缩短提前年数，或检查年级"),
    )
