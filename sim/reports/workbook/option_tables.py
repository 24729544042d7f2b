"""表19: options side by side, each indicator with its spread, the base beside, and the chance that there is any."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook import rows
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.options import LINES
from sim.reports.workbook.quantity import total
from sim.reports.workbook.table import EACH, SHARE, TENTHS, Table, figure, key, quantiles


def _area(batch: Batch) -> Axis:
    """Return the whole region and each county, as levels of indicators name them."""
    axis = rows.area(batch)
    if len(axis.nodes) == 1:
        return axis
    whole, *counties = axis.nodes
    return Axis(axis.name, axis.column, (Node(whole.labels, {"county": ("",)}, True), *counties))


def _lines() -> Axis:
    nodes = [
        Node({"indicator": line.title, "unit": line.unit, "over": line.period}, {"line": (line.code,)})
        for line in LINES
    ]
    return Axis("line", "line", tuple(nodes))


OPTIONS = Table(
    Say("T19", "表19"),
    Say("Options compared", "方案比选表"),
    lambda batch, _: (_area(batch), _lines()),
    (total("value", "level of the indicator", "指标水平", "options", "value"),),
    (
        key("County", "县（市、区）", "county", 12),
        key("Indicator", "指标", "indicator", 34),
        key("Unit", "单位", "unit", 12),
        key("Over", "口径", "over", 17),
        *quantiles(Say("Option", "本方案"), "value", None, TENTHS, 12),
        figure("Base, P50", "基准情景P50", "value", "base", None, TENTHS, 12),
        figure("Chance of any", "可能性（大于0）", "value", "share", None, SHARE, 10),
    ),
    EACH,
    (
        Say("Over: 1 September and flows of the last school year, or flows summed over the years; moves since a "
            "census have none in the first. Base: the scenario the others are compared with, mostly the one that "
            "changes nothing. Chance of any: the share of runs in which the level is above 0, such as that a large "
            "class is left.",
            "口径：末学年时点数或当年数，或各年合计（自上次统计以来的变动首年无数据）。基准情景：各方案与之对照的情景，"
            "一般为维持现状。可能性：水平大于0的运行所占比例，如仍有大班额的可能性。"),
        Say("Money is of the year's own rules, without inflation. Closures saved: a memo, part of no sum. Differences "
            "with intervals: the sheet of the comparison.",
            "金额按当年规则计，不含物价变动。撤并节省为备查数，不计入合计。配对差值及其区间见“情景比较”。"),
        NOT_ADDITIVE,
    ),
    ("money", "school", "school_grade", "staff"),
    tells_dropout=True,
)  # fmt: skip
