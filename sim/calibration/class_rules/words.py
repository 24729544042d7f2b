"""Paragraphs that a planner can paste, from the summaries alone."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say
from sim.calibration.class_rules.folds import BY_SCHOOL
from sim.calibration.class_rules.judged import FITTED, MOST_PROBABLE, OTHER_GRADES, PLACE_ONLY, PLAIN
from sim.calibration.class_rules.rule import Rule

_SHARE = "{:.1f} %"


def about_rules(summary: pd.DataFrame, caps: pd.DataFrame, rule: Rule, n_schools: int) -> Say:
    """Return the paragraph on the rules of one table.

    Parameters
    ----------
    summary, caps : DataFrame
        As `sim.calibration.class_rules.scores` returns them.
    rule : Rule
        Fitted to all schools.
    n_schools : int
    """
    whole = summary[summary["group"] == "all"]
    parts = [_opening(whole, n_schools)]
    parts += [_of_validation(part, name) for name, part in whole.groupby("cross_validation", sort=False)]
    parts += [_keeping(rule), _caps(caps)]
    return Say(" ".join(part.en for part in parts), "".join(part.zh for part in parts))


def about_sizes(summary: pd.DataFrame) -> Say:
    """Return the paragraph on the sizes of a table of one row a class."""
    row = summary.iloc[0]
    related = Say("", "") if pd.isna(row["correlation"]) else Say(
        f"; the correlation is {row['correlation']:.2f}", f"，相关系数 {row['correlation']:.2f}"
    )  # fmt: skip
    return Say(
        f"Of {row['n']:,} classes, the mean size is {row['mean_size']:.2f} pupils; with the cap of "
        f"{row['cap']} the rule ceil(n / cap) predicts {row['mean_predicted']:.2f}{related.en}, and a class "
        f"differs from its prediction by {row['rmse']:.1f} pupils (root mean square).",
        f"共 {row['n']:,} 个班，平均班额 {row['mean_size']:.2f} 人；按班额上限 {row['cap']} 人向上取整编班，"
        f"预测平均班额 {row['mean_predicted']:.2f} 人{related.zh}；各班与预测值的均方根误差为 "
        f"{row['rmse']:.1f} 人。",
    )


def _opening(whole: pd.DataFrame, n_schools: int) -> Say:
    n = int(whole["n"].iloc[0])
    return Say(
        f"Classes of {n_schools:,} schools ({n:,} grades) were predicted from their pupils, each school or "
        "place by rules fitted to the others. A prediction may look at the other grades of the school, "
        "never at the grade's own classes.",
        f"以 {n_schools:,} 所学校、{n:,} 个年级的学生数预测班级数，规则只用其他学校（或其他地区）拟合；"
        "预测某年级时可参考本校其他年级，但不看该年级自身的班级数。",
    )


def _of_validation(part: pd.DataFrame, name: str) -> Say:
    row = part.set_index("rule")
    ours = row.loc[FITTED]
    left = Say("schools", "学校") if name == BY_SCHOOL else Say(f"places ({name})", f"地区（{name}）")
    shares = {rule: _SHARE.format(row.loc[rule, "exact"]) for rule in row.index}
    gain = f"{ours['gain']:+.1f} ({ours['gain_low']:+.1f} … {ours['gain_high']:+.1f})"
    ratio, expected = 100 * (ours["classes_ratio"] - 1), 100 * (row.loc[MOST_PROBABLE, "expected_ratio"] - 1)
    return Say(
        f"Leaving out {left.en}: one cap for all is exactly right in {shares[PLAIN]} of grades, the cap of "
        f"the other grades in {shares[OTHER_GRADES]}, the fitted rule in {shares[FITTED]}, {gain} points "
        "more than the cap of the other grades (95 % interval over schools), and within one class in "
        f"{ours['within1']:.1f} %. Its total differs by {ratio:+.2f} % from the actual {ours['classes']:,} "
        f"classes; its expected total by {expected:+.2f} %. Where no classes of a school are known it is "
        f"right in {shares[PLACE_ONLY]}.",
        f"按{left.zh}交叉验证：统一班额完全正确的年级占 {shares[PLAIN]}，按其他年级班额占 "
        f"{shares[OTHER_GRADES]}，拟合规则占 {shares[FITTED]}，比按其他年级班额高 {gain} "
        f"个百分点（按学校重抽样的 95% 区间），误差不超过一个班的占 {ours['within1']:.1f} %；班级总数与实际 "
        f"{ours['classes']:,} 个班相差 {ratio:+.2f}%，期望总数相差 {expected:+.2f}%。"
        f"不知本校任何年级班级数时，正确率为 {shares[PLACE_ONLY]}。",
    )


def _keeping(rule: Rule) -> Say:
    merge, cutoff = rule.behaviour.merge_below, rule.behaviour.cutoff
    splits = (
        Say("never gains one", "不再增班")
        if cutoff is None
        else Say(
            f"gains one when its mean exceeds {cutoff:g} x cap", f"平均班额超过上限的 {cutoff:g} 倍时增一个班"
        )
    )
    shared = (
        Say("small grades do not share classes", "小年级不复式")
        if rule.multigrade_max is None
        else Say(
            f"adjacent grades with at most {rule.multigrade_max} pupils together share a class",
            f"相邻年级合计不超过 {rule.multigrade_max} 人的编为复式班",
        )
    )
    return Say(
        "What fits these schools best: a cohort keeps its classes, loses one only when the merged mean is "
        f"at most {merge:g} x cap, and {splits.en}; {shared.en}.",
        f"与这些学校最相符的做法：班级一经编定即保留，合并后平均班额不超过上限的 {merge:g} 倍才减一个班，"
        f"{splits.zh}；{shared.zh}。",
    )


def _caps(caps: pd.DataFrame) -> Say:
    whole = caps[caps["level"] == "all"].iloc[0]
    return Say(
        f"Half of the schools form classes of at most {whole['cap_p50']:g} pupils; a tenth of at most "
        f"{whole['cap_p10']:g}, a tenth of more than {whole['cap_p90']:g}; caps.csv tells them by place.",
        f"半数学校的班额上限不超过 {whole['cap_p50']:g} 人，一成不超过 {whole['cap_p10']:g} 人，一成超过 "
        f"{whole['cap_p90']:g} 人；各地情况见 caps.csv。",
    )
