"""Figure of the class-size distribution by school year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.base.errors import Say
from sim.reports.figures.counts import BANDS, band_name, band_title
from sim.reports.figures.lines import year_axis
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import WIDTH, shades
from sim.reports.figures.words import YEAR, listed, source

NAMES = tuple(band_name(low) for low, _ in BANDS)
LARGE = 56  # pupils; bands from here on are large classes (大班额, 国家口径) and hatched
MOST = 8  # panels on one page
_WIDE = WIDTH / 2 - 1.5  # cm of a panel without its labels


def can_draw_classes(results: Results) -> bool:
    """Tell whether the records list the classes."""
    return results.has(*NAMES)


def class_sizes(results: Results, lang: str) -> Figure:
    """Draw the share of classes in each size band by school year, one panel a scenario."""
    sheet = Sheet(Say("Classes by size", "班额结构").text(lang))
    shown = results.scenarios[:MOST]
    panels = sheet.panels((len(shown) + 1) // 2, 2, 5.6, sharey=True).ravel()
    for axes, scenario in zip(panels, shown, strict=False):
        _stack(axes, shares(results, scenario.name))
        title_axes(axes, sheet, scenario.title.text(lang), _WIDE)
        year_axis(axes, results.years, _WIDE)
        axes.set_xlabel(YEAR.text(lang))
        axes.set_ylim(0, 100)
        axes.grid(visible=False)
    for axes in panels[::2]:
        axes.set_ylabel(Say("% of classes", "占教学班比重（%）").text(lang))
    for axes in panels[len(shown) :]:
        axes.set_visible(False)
    return sheet.finish(_legend(lang), _notes(results, lang))


def shares(results: Results, scenario: str) -> pd.DataFrame:
    """Return the share of classes in percent by year (rows) and band (columns), the mean of the runs' shares."""
    counts = [results.by_run(name, scenario) for name in NAMES]
    every = sum(counts)
    return pd.concat([(100 * each / every).mean(axis=1) for each in counts], axis=1, keys=NAMES)


def _stack(axes: Axes, share: pd.DataFrame) -> None:
    bottom = np.zeros(len(share))
    for (low, _), name, colour in zip(BANDS, NAMES, shades(len(BANDS)), strict=True):
        axes.bar(
            share.index, share[name], 0.86, bottom, color=colour, hatch=_hatch(low), edgecolor="white", lw=0.2
        )
        bottom += share[name].to_numpy()


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
