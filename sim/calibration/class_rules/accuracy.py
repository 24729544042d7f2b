"""The part of the accuracy page on classes: what the rules make of the open tables of real classes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.calibration.class_rules.judged import (
    FITTED,
    MOST_PROBABLE,
    OTHER_GRADES,
    OTHER_GRADES_WIDE,
    PLACE_ONLY,
    PLAIN,
    RULES,
    backtest_classes,
)
from sim.calibration.class_rules.numbers import NUMBERS
from sim.calibration.class_rules.reading import read_class_table
from sim.calibration.class_rules.rule import Rule
from sim.calibration.class_rules.scores import caps_of, scores_of, summary_of
from sim.calibration.class_rules.single_classes import (
    parse_keep,
    read_single_classes,
    scores_of_sizes,
    summary_of_sizes,
)
from sim.calibration.class_rules.words import about_rules

TAIWAN = Path("classes") / "tw_elementary_2025_classes.csv"
PUPILS, CLASSES = (tuple(f"{letter}{grade}" for grade in range(1, 7)) for letter in "gc")
LEVEL = "county"
# Grade of the file, and the mean class size that Angrist & Lavy (1999, table I) print for it.
ISRAEL = {5: 29.93, 4: 30.26}
ISRAEL_CAP = 40  # pupils, Maimonides' rule
ISRAEL_KEEP = (
    "classize>1",
    "classize<45",
    "c_size>5",
    "c_leom==1",
    "c_pik<3",
)  # as the paper chooses classes


@dataclass(frozen=True)
class Measured:
    """What the section tells of.

    Parameters
    ----------
    summary, caps : DataFrame
        Of Taiwan, as `sim.calibration.class_rules.scores` returns them.
    rule : Rule
        Fitted to all of Taiwan.
    n_schools : int
        Of Taiwan.
    sizes : dict of int to DataFrame
        Summary of the Israeli classes by grade.
    """

    summary: pd.DataFrame
    caps: pd.DataFrame
    rule: Rule
    n_schools: int
    sizes: dict[int, pd.DataFrame]


def measure(data: Path, seed: int = 1) -> Measured:
    """Run the backtests of classes on the open data folder."""
    table, _ = read_class_table(data / TAIWAN, PUPILS, CLASSES, (LEVEL,))
    backtest = backtest_classes(table, seed)
    summary = summary_of(scores_of(backtest), backtest.rule.grid.size_edges, seed)
    sizes = {grade: _israel(data, grade) for grade in ISRAEL}
    return Measured(summary, caps_of(backtest), backtest.rule, len(table.schools), sizes)


def class_section(measured: Measured) -> str:
    """Return the section of the accuracy page, as Markdown."""
    parts = [
        "## Class formation (编班) on real classes\n",
        _what(measured),
        _whole(measured.summary),
        about_rules(measured.summary, measured.caps, measured.rule, measured.n_schools).en + "\n",
        "### By county and by pupils of the grade (cross-validation by school)\n",
        _groups(measured.summary),
        "### Where it falls short\n",
        _shortfall(measured.summary),
        "### Class sizes in Israel, 1991 (Maimonides' rule)\n",
        _sizes(measured.sizes),
    ]
    return "\n".join(parts)


def _israel(data: Path, grade: int) -> pd.DataFrame:
    path = data / "classes" / f"angrist_lavy_final{grade}.csv"
    classes, _ = read_single_classes(path, "c_size", "classize", [parse_keep(text) for text in ISRAEL_KEEP])
    return summary_of_sizes(scores_of_sizes(path.stem, classes, ISRAEL_CAP), ISRAEL_CAP)


def _what(measured: Measured) -> str:
    rule, within = measured.rule, f"{100 * NUMBERS['total_within']:g} %"
    return (
        f"Taiwan, elementary schools in 2025: {measured.n_schools:,} schools, grades 1-6. The kernel is "
        "`form_classes`, the one that `sim run` calls. Hyper-parameters and shares by place are fitted on "
        "nine tenths of the schools (or of the counties); a grade of a school left out is predicted from "
        "its pupils and from pupils and classes of the school's other grades, never from its own classes. "
        "The rival may look at the same. In the last rule no classes of the school are known: that is what "
        "a new school, or a table without classes, gets.\n\n"
        "The fitted rule: each school has a cap (班额上限) which drifts from grade to grade; caps are "
        f"spread by county; schools are of {len(rule.drift)} kinds by how steadily they follow their cap. A "
        "cohort was formed at some size near today's and keeps its classes as `form_classes` keeps and "
        "merges. Of the counts that follow the most probable is taken, or the next higher one where it "
        f"lacks little, by as little as brings the total within {within} on the schools fitted to.\n\n"
        "No part of the fit reads the grade that is judged. But the number of kinds and the half-pupil "
        "steps of caps were settled while these cross-validations were looked at; they add 0.4 points of "
        f"exactness. So was the {within}, which gives up half a point of exactness for totals.\n"
    )


def _whole(summary: pd.DataFrame) -> str:
    lines = ["| left out | rule | exactly right, % | 95 % interval | gain on the rival, points | within one class, % "
             "| total, predicted / actual |", "|---|---|---|---|---|---|---|"]  # fmt: skip
    for _, row in summary[summary["group"] == "all"].iterrows():
        gain = "" if row["rule"] == OTHER_GRADES else (
            f"{row['gain']:+.1f} ({row['gain_low']:+.1f} to {row['gain_high']:+.1f})"
        )  # fmt: skip
        total = f"{row['classes_ratio']:.4f}"
        if row["rule"] == MOST_PROBABLE:
            total += f"; expected number {row['expected_ratio']:.4f}"
        lines.append(
            f"| {row['cross_validation']} | {RULES[row['rule']].en} | {row['exact']:.1f} | "
            f"{row['exact_low']:.1f} to {row['exact_high']:.1f} | {gain} | {row['within1']:.1f} | {total} |"
        )
    return "\n".join(lines) + "\n"


def _groups(summary: pd.DataFrame) -> str:
    first = summary["cross_validation"].iloc[0]
    shown = (PLAIN, OTHER_GRADES, FITTED, PLACE_ONLY)
    lines = [
        "| group | grades | exactly right, %: "
        + " | ".join(RULES[rule].en for rule in shown)
        + " | total of the fitted rule |",
        "|---|---|" + "---|" * (len(shown) + 1),
    ]
    rows = summary[(summary["cross_validation"] == first) & (summary["group"] != "all")]
    for (group, value), part in rows.groupby(["group", "value"], sort=False):
        by_rule = part.set_index("rule")
        name = f"{value} pupils" if group == "pupils" else str(value)
        exact = " | ".join(f"{by_rule.loc[rule, 'exact']:.1f}" for rule in shown)
        lines.append(
            f"| {name} | {int(part['n'].iloc[0])} | {exact} | {by_rule.loc[FITTED, 'classes_ratio']:.3f} |"
        )
    return "\n".join(lines) + "\n"


def _shortfall(summary: pd.DataFrame) -> str:
    first = summary["cross_validation"].iloc[0]
    rows = summary[(summary["cross_validation"] == first) & (summary["group"] == "all")].set_index("rule")
    sizes = summary[
        (summary["cross_validation"] == first) & (summary["group"] == "pupils") & (summary["rule"] == FITTED)
    ]
    worst = sizes.loc[sizes["exact"].idxmin()]
    low = sizes.loc[sizes["classes_ratio"].idxmin()]
    return (
        "- A rival of the same kind that looks for caps more widely is right in "
        f"{rows.loc[OTHER_GRADES_WIDE, 'exact']:.1f} %: of the gain on the narrow one, "
        f"{rows.loc[OTHER_GRADES_WIDE, 'gain']:.1f} points are owed to the search.\n"
        "- Exactness and totals pull apart: the most probable count is right in "
        f"{rows.loc[MOST_PROBABLE, 'exact']:.1f} % but its total is "
        f"{100 * (1 - rows.loc[MOST_PROBABLE, 'classes_ratio']):.1f} % too low, because schools have many "
        "classes too many more often than many too few. For totals, take the expected number.\n"
        f"- Grades of {worst['value']} pupils are right in {worst['exact']:.0f} % only, and within one class "
        f"in {worst['within1']:.0f} %; in grades of {low['value']} pupils "
        f"{100 * (1 - low['classes_ratio']):.1f} % of the classes are missed: some schools divide them, most "
        "do not.\n"
        "- Without any classes of the school known, the rule is hardly better than one cap "
        f"({rows.loc[PLACE_ONLY, 'exact']:.1f} against {rows.loc[PLAIN, 'exact']:.1f} %): caps are the "
        "schools', not the counties'.\n"
        "- Cohorts are seen in one year only: keeping and merging are inferred from the spread of class "
        "numbers, not from a cohort followed. What the table tells (cohorts hardly ever merge) is Taiwan's "
        "practice.\n"
    )


def _sizes(sizes: dict[int, pd.DataFrame]) -> str:
    lines = [
        "| grade | classes | mean size | printed in the paper | mean of n / (floor((n - 1) / 40) + 1) "
        "| correlation with actual size |",
        "|---|---|---|---|---|---|",
    ]
    for grade, frame in sizes.items():
        row = frame.iloc[0]
        lines.append(
            f"| {grade} | {row['n']:,} | {row['mean_size']:.2f} | {ISRAEL[grade]:.2f} | "
            f"{row['mean_predicted']:.2f} | {row['correlation']:.3f} |"
        )
    source = (
        "Angrist & Lavy (1999), replication data; cap 40; classes of 2-44 pupils in grades of more than 5."
    )
    return "\n".join(lines) + f"\n\n{source}\n"
