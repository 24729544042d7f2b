"""Figure of class rules on real classes: share exactly right by rule, and totals by size of the grade."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.base.errors import Say
from sim.reports.figures.sheet import Sheet, title_axes
from sim.reports.figures.style import INK, OTHERS, SOFT

_MARKS = ((INK, "o"), ("#8C8C8C", "s"), ("#B3B3B3", "D"))
_LABEL = 5.2  # cm of the names of the rules
_ROW = 0.42  # cm of a line with its gap
_EXACT = Say("Grades with exactly the right number of classes, %", "班级数完全正确的年级（%）")
_TOTALS = Say("Predicted over actual classes, by pupils of the grade", "预测班级数与实际之比（按年级人数）")


def class_rules(
    summary: pd.DataFrame, titles: Mapping[str, Say], shown: tuple[str, ...], lang: str
) -> Figure:
    """Draw the summary of a backtest of class rules.

    Parameters
    ----------
    summary : DataFrame
        Columns cross_validation, rule, group, value, n, exact, exact_low, exact_high, classes_ratio; groups "all" and
        "pupils".
    titles : mapping of str to Say
        Rules in order, and their titles.
    shown : tuple of str
        Rules whose totals are drawn.
    lang : str
        'zh' or 'en'.
    """
    sheet = Sheet(Say("Class rules on real classes", "编班规则与实际班级").text(lang))
    names = list(dict.fromkeys(summary["cross_validation"]))
    upper, lower = sheet.panels(2, 1, 1.2 + _ROW * len(titles) * max(2, len(names)))
    labels = [sheet.wrapped(title.text(lang), _LABEL) for title in titles.values()]
    _exact(upper, summary[summary["group"] == "all"], list(titles), labels, names)
    title_axes(upper, sheet, _EXACT.text(lang), 9)
    _totals(lower, summary[summary["group"] == "pupils"], shown, names[0])
    title_axes(lower, sheet, _TOTALS.text(lang), 14)
    entries = [
        Line2D([], [], color=colour, marker=marker, lw=0.9, markersize=4, label=_left_out(name).text(lang))
        for name, (colour, marker) in zip(names, _MARKS, strict=False)
    ]
    lines = lower.get_lines()[1:]
    for line, rule in zip(lines, shown, strict=True):
        line.set_label(titles[rule].text(lang))
    note = Say(
        "Whiskers: 95 % intervals over schools resampled with all their grades. Totals: cross-validation by "
        f"{names[0]}. Source: summary.csv.",
        f"细线为按学校重抽样的95%区间。总数取自{_left_out(names[0]).zh}。资料：summary.csv。",
    )
    return sheet.finish([*entries, *lines], note.text(lang), columns=2)


def _left_out(name: str) -> Say:
    return Say(f"left out by {name}", "按学校交叉验证" if name == "school" else f"按 {name} 交叉验证")


def _exact(axes: Axes, whole: pd.DataFrame, rules: list[str], labels: list[str], names: list[str]) -> None:
    height = 0.8 / len(names)
    for i, name in enumerate(names):
        rows = whole[whole["cross_validation"] == name].set_index("rule").loc[rules]
        y = np.arange(len(rules)) + (i - (len(names) - 1) / 2) * height
        reach = [rows["exact"] - rows["exact_low"], rows["exact_high"] - rows["exact"]]
        axes.errorbar(rows["exact"], y, xerr=np.maximum(reach, 0), color=_MARKS[i % len(_MARKS)][0], lw=0,
                      marker=_MARKS[i % len(_MARKS)][1], elinewidth=0.9, markersize=4)  # fmt: skip
        for at, value, top in zip(y, rows["exact"], rows["exact_high"], strict=True):
            axes.text(max(value, top), at, f" {value:.1f}", va="center", ha="left")
    axes.set_yticks(np.arange(len(rules)), labels)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    low = whole["exact_low"].min()
    axes.set_xlim(max(0.0, 5 * np.floor(low / 5) - 5), 100)


def _totals(axes: Axes, sizes: pd.DataFrame, shown: tuple[str, ...], name: str) -> None:
    axes.axhline(1.0, color=SOFT, lw=0.8)
    for rule, look in zip(shown, OTHERS, strict=False):
        rows = sizes[(sizes["cross_validation"] == name) & (sizes["rule"] == rule)]
        axes.plot(rows["value"].astype(str), rows["classes_ratio"], color=look.colour, ls=look.dash, marker=look.marker,
                  lw=look.width)  # fmt: skip
