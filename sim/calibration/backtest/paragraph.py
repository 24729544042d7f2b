"""A paragraph that a planner can paste: how far one would have erred, against today's methods, in honest words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say
from sim.calibration.backtest.methods import METHODS, MODEL
from sim.calibration.backtest.scores import Apart
from sim.calibration.backtest.summary import MEASURES
from sim.calibration.backtest.units import CELL, FEWEST, SCHOOL, SYSTEM
from sim.calibration.backtest.words import spans

TOLD = (1, 3, 5, 10)  # years ahead; others stand in the summary
PROMISED = (75.0, 85.0)  # percent that an 80 % interval may hold and still be called kept
_NUMBERS = {1: "One year", 2: "Two years", 3: "Three years", 5: "Five years", 10: "Ten years"}
_LEVELS = {
    SCHOOL: Say("the total of a school", "学校在校生总数"),
    CELL: Say("a grade of a school", "学校分年级人数"),
    SYSTEM: Say("the total of all schools", "全部学校总数"),
}


@dataclass(frozen=True)
class Outcome:
    """Summary and differences of one history.

    Parameters
    ----------
    name : str
        Of the table.
    years : sequence of int
        First and last year of the history.
    origins : sequence of int
    n_schools : int
        In the history.
    summary, differences : DataFrame
    apart : Apart
    """

    name: str
    years: Sequence[int]
    origins: Sequence[int]
    n_schools: int
    summary: pd.DataFrame
    differences: pd.DataFrame
    apart: Apart

    @property
    def subject(self) -> str:
        """Return the method that the words are about: the project's own, else the first of the summary."""
        methods = list(self.summary["method"].unique())
        return MODEL if MODEL in methods else methods[0]

    def rows(self, table: str, level: str) -> pd.DataFrame:
        """Return the summary of a table and level."""
        return self.summary[(self.summary["table"] == table) & (self.summary["level"] == level)]

    def pair(self, table: str, level: str, lead: int) -> tuple[pd.Series, pd.Series | None] | None:
        """Return the row of the subject and of the best other method, by the measure of the level."""
        rows = self.rows(table, level)
        rows = rows[rows["lead"] == lead].set_index("method")
        if self.subject not in rows.index:
            return None
        others = rows.drop(self.subject)[MEASURES[level]].dropna()
        return rows.loc[self.subject], (rows.loc[others.idxmin()] if len(others) else None)


def paragraph(outcome: Outcome) -> Say:
    """Return the paragraph in both languages, as Markdown."""
    leads = _leads(outcome, outcome.name)
    parts = [_opening(outcome)]
    parts += [_school(outcome, outcome.name, lead) for lead in leads]
    parts += _finer(outcome, leads)
    parts += _coverage(outcome, leads)
    parts += _lost(outcome)
    parts += _apart(outcome)
    parts.append(_closing())
    return Say(
        f"# {outcome.name}\n\n" + " ".join(one.en for one in parts) + "\n",
        f"# {outcome.name}\n\n" + "".join(one.zh for one in parts) + "\n",
    )


def _leads(outcome: Outcome, table: str) -> list[int]:
    """Return the leads that are told: of `TOLD` those there are, else the shortest."""
    there = sorted(outcome.rows(table, SCHOOL)["lead"].unique())
    return [int(lead) for lead in there if lead in TOLD] or [int(lead) for lead in there[:1]]


def _opening(outcome: Outcome) -> Say:
    first, last = outcome.years[0], outcome.years[-1]
    origins, n = spans(outcome.origins), len(outcome.origins)
    return Say(
        f"Forecasts were tested on the past of {outcome.n_schools:,} schools, {first}-{last}: from each of {n} "
        f"years ({origins}), with what was known in that year only, the years after it were forecast and then "
        "compared with what happened.",
        f"以{outcome.n_schools:,}所学校{first}—{last}年的历史数据检验预测：分别站在{n}个年份（{origins}），"
        "只用当年已知的数据预测其后各年，再与实际相比。",
    )


def _school(outcome: Outcome, table: str, lead: int) -> Say:
    """Return how far the total of a school was missed."""
    mine, best = outcome.pair(table, SCHOOL, lead)
    title = METHODS[outcome.subject].title
    ahead = _ahead(lead)
    said = Say(
        f"{ahead.en}, {title.en} missed the total of a school by {mine['mape']:.1f} % on average, half of the schools "
        f"by less than {mine['mdape']:.1f} %; {mine['within5']:.0f} % of the schools were within 5 %",
        f"{ahead.zh}，{title.zh}对学校总数的平均误差为{mine['mape']:.1f}%，半数学校误差不超过{mine['mdape']:.1f}%，"
        f"{mine['within5']:.0f}%的学校误差在5%以内",
    )
    if best is None:
        return Say(said.en + ".", said.zh + "。")
    rival = METHODS[best.name].title
    gap = Say("", "")
    if best["mape"] > 0:
        told = _gap(outcome, table, best.name, lead, mine["mape"] / best["mape"])
        gap = Say(f": {told.en}", f"，{told.zh}")
    return Say(
        f"{said.en}. The best other method, {rival.en}, missed it by {best['mape']:.1f} %{gap.en}.",
        f"{said.zh}；其他方法中最好的（{rival.zh}）平均误差为{best['mape']:.1f}%{gap.zh}。",
    )


def _gap(outcome: Outcome, table: str, rival: str, lead: int, ratio: float) -> Say:
    """Return how much less or more the subject errs than a rival, and whether the schools settle it."""
    change = 100 * abs(1 - ratio)
    less = ratio <= 1
    said = Say(
        f"{METHODS[outcome.subject].title.en} erred {change:.0f} % {'less' if less else 'more'}",
        f"{METHODS[outcome.subject].title.zh}的误差{'低' if less else '高'}{change:.0f}%",
    )
    rows = outcome.differences
    rows = rows[(rows["table"] == table) & (rows["rival"] == rival) & (rows["lead"] == lead)]
    rows = rows[(rows["level"] == SCHOOL) & (rows["measure"] == "mape")]
    if not len(rows):
        return said
    low, high = (100 * (rows.iloc[0][end] - 1) for end in ("low", "high"))
    doubt = (
        Say(", which these schools do not settle", "，仅凭这些学校尚不足以定论")
        if low <= 0 <= high
        else Say("", "")
    )
    return Say(
        f"{said.en} (95 % interval over schools: {low:+.0f} to {high:+.0f} %){doubt.en}",
        f"{said.zh}（按学校重抽样的95%区间：{low:+.0f}%至{high:+.0f}%）{doubt.zh}",
    )


def _finer(outcome: Outcome, leads: Iterable[int]) -> list[Say]:
    """Return how far cells and the system were missed."""
    parts = []
    for level in (CELL, SYSTEM):
        told = []
        for lead in leads:
            pair = outcome.pair(outcome.name, level, lead)
            if pair is not None:
                told.append(_against(lead, *pair, MEASURES[level]))
        if told:
            parts.append(_listed(_LEVELS[level], told))
    return parts


def _against(lead: int, mine: pd.Series, best: pd.Series | None, measure: str) -> Say:
    years = "1 year" if lead == 1 else f"{lead} years"
    there = Say("", "")
    if best is not None:
        rival = METHODS[best.name].title
        there = Say(f" ({rival.en} {best[measure]:.1f} %)", f"（{rival.zh}{best[measure]:.1f}%）")
    return Say(f"{mine[measure]:.1f} % at {years}{there.en}", f"提前{lead}年为{mine[measure]:.1f}%{there.zh}")


def _listed(level: Say, told: Sequence[Say]) -> Say:
    return Say(
        f"{level.en[0].upper()}{level.en[1:]} was missed by {', '.join(one.en for one in told)}.",
        f"{level.zh}的误差：{'，'.join(one.zh for one in told)}。",
    )


def _coverage(outcome: Outcome, leads: Iterable[int]) -> list[Say]:
    """Return whether 80 % intervals held what they promise."""
    rows = outcome.rows(outcome.name, SCHOOL).set_index(["method", "lead"])["cover80"]
    told = [(lead, rows.get((outcome.subject, lead), float("nan"))) for lead in leads]
    told = [(lead, held) for lead, held in told if held == held]
    if not told:
        return []
    verdict = _verdict(told)
    en = ", ".join(
        f"{value:.0f} % of the schools at {lead} year{'s' if lead > 1 else ''}" for lead, value in told
    )
    zh = "，".join(f"提前{lead}年为{value:.0f}%" for lead, value in told)
    return [
        Say(
            f"Intervals meant to hold 80 % of the outcomes held {en}: {verdict.en}.",
            f"标称80%的预测区间实际包含学校的比例：{zh}；{verdict.zh}。",
        )
    ]


def _verdict(told: Sequence[tuple[int, float]]) -> Say:
    """Return whether intervals are too narrow at some lead, else too wide at some, or hold what they promise."""
    narrow = [lead for lead, held in told if held < PROMISED[0]]
    if narrow:
        years = ", ".join(map(str, narrow)) + (" year" if narrow == [1] else " years")
        return Say(
            f"too narrow at {years}, so plan for more than they say",
            f"提前{'、'.join(map(str, narrow))}年的区间偏窄，规划时应留出更大余地",
        )
    if any(held > PROMISED[1] for _, held in told):
        return Say("wider than promised", "区间偏宽")
    return Say("as promised", "与标称相符")


def _lost(outcome: Outcome) -> list[Say]:
    """Return where another method erred less."""
    title, told = METHODS[outcome.subject].title, []
    for level, name in _LEVELS.items():
        for lead in sorted(outcome.rows(outcome.name, level)["lead"].unique()):
            pair = outcome.pair(outcome.name, level, lead)
            if pair is None or pair[1] is None:
                continue
            mine, best = (row[MEASURES[level]] for row in pair)
            if best < mine:
                rival = METHODS[pair[1].name].title
                told.append(
                    Say(
                        f"{name.en} {_ahead(lead).en.lower()} ({rival.en}: {best:.2f} against {mine:.2f} %)",
                        f"{name.zh}{_ahead(lead).zh}（{rival.zh}{best:.2f}%，{title.zh}{mine:.2f}%）",
                    )
                )
    if not told:
        return []
    return [
        Say(
            f"Another method erred less than {title.en} for {'; '.join(one.en for one in told)}.",
            f"其他方法误差低于{title.zh}的情形：{'；'.join(one.zh for one in told)}。",
        )
    ]


def _apart(outcome: Outcome) -> list[Say]:
    """Return how far the target years that stand apart were missed."""
    table = outcome.apart.table(outcome.name, min(outcome.apart.years, default=0))
    leads = _leads(outcome, table) if table != outcome.name else []
    if not leads:
        return []
    years = spans(sorted(outcome.apart.years))
    head = Say(
        f"The target years {years} ({outcome.apart.label}) are counted apart.",
        f"目标年份{years}（{outcome.apart.label}）单独统计。",
    )
    return [head, *(_school(outcome, table, lead) for lead in leads)]


def _closing() -> Say:
    return Say(
        f"A school counts that had pupils in the year of the forecast and at least {FEWEST:.0f} in the target year; "
        "errors of grades are weighted by pupils.",
        f"只统计预测起点年有学生、目标年不少于{FEWEST:.0f}人的学校；分年级误差按人数加权。",
    )


def _ahead(lead: int) -> Say:
    return Say(f"{_NUMBERS.get(lead, f'{lead} years')} ahead", f"提前{lead}年")
