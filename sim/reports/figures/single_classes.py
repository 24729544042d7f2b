"""Figure of class sizes by enrolment of the grade, beside the size that the rule predicts."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.base.errors import Say
from sim.kernels.classes import form_classes
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, OTHERS

_BAND = 5  # pupils of the grade drawn as one point


def single_classes(scores: pd.DataFrame, cap: int, lang: str) -> Figure:
    """Draw mean actual and predicted class size by enrolment.

    Parameters
    ----------
    scores : DataFrame
        Columns enrolment, size, predicted_size: one row a class.
    cap : int
        Pupils a class may have.
    lang : str
        'zh' or 'en'.
    """
    sheet = Sheet(Say("Class size by enrolment of the grade", "班额与年级人数").text(lang))
    (axes,) = sheet.panels(1, 1, 7.0)
    ceiling = int(scores["enrolment"].quantile(0.99))
    kept = scores[scores["enrolment"] <= ceiling]
    band = kept["enrolment"] // _BAND * _BAND + (_BAND - 1) / 2
    means = kept.groupby(band)["size"].mean()
    (actual,) = axes.plot(means.index, means, color=OTHERS[0].colour, marker="o", lw=1.0)
    every = np.arange(1, ceiling + 1)
    (predicted,) = axes.plot(every, every / form_classes(every[:, None], cap)[:, 0], color=INK, lw=1.0)
    actual.set_label(Say("actual, mean", "实际平均").text(lang))
    predicted.set_label(Say(f"predicted, cap {cap}", f"预测，上限 {cap} 人").text(lang))
    axes.set_xlabel(Say("pupils of the grade", "年级人数").text(lang))
    axes.set_ylabel(Say("pupils a class", "每班人数").text(lang))
    note = Say(
        f"Grades of up to {ceiling} pupils (99 % of classes), in steps of {_BAND}. Source: scores.csv.",
        f"年级人数不超过 {ceiling} 人（占班级的99%），每 {_BAND} 人一组。资料：scores.csv。",
    )
    return sheet.finish([actual, predicted], note.text(lang))
