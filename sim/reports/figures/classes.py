"""Figure of the class-size distribution by school year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.base.errors import Say
from sim.reports.figures.counts import BANDS, band_title, classes_by_band
from sim.reports.figures.lines import year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import WIDTH, shades
from sim.reports.figures.words import YEAR, listed, source

LARGE = 56  # pupils; bands from here on are large classes (大班额, 国家口径) and hatched
MOST = 8  # panels on one page


def class_sizes(results: Results, lang: str) -> Figure:
    """Draw the share of classes in each size band by school year, one panel a scenario."""
    sheet = Sheet(Say("Classes by size", "班额结构").text(lang))
    shown, bands = results.scenarios[:MOST], classes_by_band(results.folder)
    columns = min(len(shown), 2)
    panels, width = sheet.panels(len(shown), columns, 5.6, sharey=True), WIDTH / columns - 1.5
    for axes, scenario in zip(panels, shown, strict=True):
        _stack(axes, shares(bands, scenario.name))
        title_axes(axes, sheet, scenario.title.text(lang), width)
        year_axis(axes, results.years, width)
        axes.set_ylim(0, 100)
        axes.grid(visible=False)
    for axes in panels[::columns]:
        axes.set_ylabel(Say("% of classes", "占教学班比重（%）").text(lang))
    for axes in panels[-columns:]:
        axes.set_xlabel(YEAR.text(lang))
    return sheet.finish(_legend(lang), _notes(results, lang))


def shares(bands: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Return the share of classes in percent by year (rows) and band (columns), the mean of the runs' shares.

    Parameters
    ----------
    bands : DataFrame
        Classes as `sim.reports.figures.counts.classes_by_band` returns them.
    """
    counts = bands.loc[scenario]
    return (100 * counts.div(counts.sum(axis=1), axis=0)).groupby(level="year").mean()


def _stack(axes: Axes, share: pd.DataFrame) -> None:
    bottom = np.zeros(len(share))
    for low, colour in zip(share.columns, shades(len(BANDS)), strict=True):
        height = share[low].to_numpy()
        axes.bar(
            share.index, height, 0.86, bottom, color=colour, hatch=_hatch(low), edgecolor="white", lw=0.2
        )
        bottom += height


def _hatch(low: int) -> str:
    return "//////" if low >= LARGE else ""


def _legend(lang: str) -> list[Patch]:
    return [
        Patch(
            facecolor=colour,
            hatch=_hatch(low),
            edgecolor="white",
            lw=0.2,
            label=band_title(low, high).text(lang),
        )
        for (low, high), colour in zip(BANDS, shades(len(BANDS)), strict=True)
    ]


def _notes(results: Results, lang: str) -> str:
    told = [
        Say(
            f"Pupils of a class on 1 September; mean of the runs' shares; hatched: {LARGE} pupils and more.",
            f"班额为9月1日在班人数；比重为各次运行的平均；斜线为{LARGE}人及以上。",
        ).text(lang)
    ]
    left = results.scenarios[MOST:]
    if left:
        names = (", " if lang == "en" else "、").join(one.title.text(lang) for one in left)
        told.append(Say(f"Not shown: {names}.", f"未列出：{names}。").text(lang))
    return listed(told, lang) + "\n" + source(results.folder, lang)
