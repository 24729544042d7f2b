"""Figure of money spent by kind in the base: running money, and capital money beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.base.errors import Say
from sim.indicators.money_amounts import spent
from sim.reports.figures.lines import year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import SOFT, WIDTH, shades
from sim.reports.figures.words import YEAR, heading, listed, source
from sim.rules.money_kinds import CAPITAL, MONEY_KINDS, RUNNING

MOST = 6  # kinds told apart on an account; the smaller ones stand together
_MILLION, _WIDE = 1e6, WIDTH / 2 - 1.5  # yuan; cm of a panel without its labels
_OTHER = Say("other kinds", "其他科目")
_HATCH = {RUNNING: "", CAPITAL: "//////"}
_TITLES = {RUNNING: Say("running", "经常性"), CAPITAL: Say("capital", "基本建设")}


def money_by_kind(results: Results, lang: str) -> Figure:
    """Draw what is spent by kind and school year, kinds on top of each other: running left, capital right."""
    sheet = Sheet(Say("Money spent by kind", "分科目支出").text(lang))
    legend = []
    for axes, account in zip(sheet.panels(2, 2, 6.2), (RUNNING, CAPITAL), strict=True):
        legend += _stack(axes, by_kind(results, account), account, lang)
        axes.set_title(heading(_TITLES[account], lang))
        axes.set_xlabel(YEAR.text(lang))
        axes.set_ylabel(Say("million yuan a year", "百万元/年").text(lang))
        axes.set_ylim(bottom=0)
        if not axes.patches:
            axes.annotate(Say("none", "无").text(lang), (0.5, 0.5), xycoords="axes fraction", color=SOFT)
        year_axis(axes, results.years, _WIDE)
    return sheet.finish(legend, _notes(results, lang))


def has_money(results: Results) -> bool:
    """Tell whether the records of the base hold money."""
    return bool(by_kind(results, RUNNING).size)


def by_kind(results: Results, account: str) -> pd.DataFrame:
    """Return million yuan by year (rows) and kind (columns), mean over the base's runs; small kinds as `other`.

    Parameters
    ----------
    account : str
        running or capital.
    """
    names = [f"money_{kind}" for kind in spent(account)]
    rows = results.rows[
        (results.rows["scenario"] == results.base.name) & results.rows["indicator"].isin(names)
    ]
    means = (
        rows.astype({"indicator": str}).groupby(["year", "indicator"])["value"].mean().unstack() / _MILLION
    )
    kinds = means.rename(columns=lambda name: name.removeprefix("money_")).reindex(results.years).fillna(0.0)
    large = kinds.sum().sort_values(ascending=False, kind="stable").index
    told, rest = kinds[large[:MOST]], kinds[large[MOST:]].sum(axis=1)
    told = told.loc[:, told.sum() > 0]
    return told.assign(other=rest) if (rest > 0).any() else told


def _stack(axes: Axes, money: pd.DataFrame, account: str, lang: str) -> list[Patch]:
    """Draw kinds on top of each other and return what the legend says of them."""
    bottom, legend = np.zeros(len(money)), []
    for kind, colour in zip(money, shades(MOST + 1), strict=False):
        height = money[kind].to_numpy()
        look = {"facecolor": colour, "hatch": _HATCH[account], "edgecolor": "white", "lw": 0.2}
        axes.bar(money.index, height, 0.86, bottom, **look)
        bottom += height
        legend.append(Patch(**look, label=heading(_title(kind), lang)))
    return legend


def _title(kind: str) -> Say:
    return MONEY_KINDS[kind].title if kind in MONEY_KINDS else _OTHER


def _notes(results: Results, lang: str) -> str:
    base = results.base.title
    told = Say(
        f"{base.en}, mean of the runs; yuan of the year's own rules, without inflation. Capital money counts in the "
        "year in which it is spent.",
        f"{base.zh}，各次运行的均值；按当年规则计，不含物价变动。基本建设支出计入支出当年。",
    ).text(lang)
    return listed([told], lang) + "\n" + source(results.folder, lang)
