"""表18: dropouts by cause, returns and retention by county and year, under the dropout scenario of each scenario."""

from __future__ import annotations

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.kernels.codes import CAUSE_NAMES
from sim.records.dropout_scenario import dropout_label
from sim.reports.workbook import rows
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.dropout_views import RETENTION_TARGET
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.quantity import Quantity, among, made, number, total
from sim.reports.workbook.table import EACH, RATE, SHARE, Table, figure, key, quantiles
from sim.reports.workbook.words import PERCENT, PUPILS

_CAUSE = Say("Dropouts by cause, P50", "按原因分，P50")
_OTHERS = Say("Not judged, P50", "不用于判定，P50")
_MARGIN = Say(f"On the target of {RETENTION_TARGET.value:g} %", f"与{RETENTION_TARGET.value:g}%目标对照")
_CAUSES = {
    "poverty": Say("Poverty", "因贫"),
    "left_behind": Say("Parent away", "父母外出"),
    "distance": Say("Distance", "路远"),
    "boarding": Say("Young boarder", "低龄寄宿"),
    "learning": Say("Learning", "学习困难"),
    "closure": Say("Closure", "撤并"),
    "other": Say("Other", "其他"),
}
_MEASURES = {
    "period": ("period_retention", Say("Period retention", "时期巩固率")),
    "raw": ("raw_retention", Say("Nine years, raw", "九年，原始口径")),
    "adjusted": ("adjusted_retention", Say("Nine years, adjusted", "九年，调整口径")),
    "junior": ("junior_retention", Say("Junior three years, raw", "初中三年，原始口径")),
}


def _area(batch: Batch, scenario: str) -> Axis:
    """Return the region and each county; measures of the region are its own, not sums over counties."""
    label, axis = dropout_label(batch.folder.note(scenario).dropout), rows.area(batch)
    return Axis(axis.name, axis.column, tuple(
        Node({**node.labels, "dropout": label},
             {**node.members, "place": ("",) if node.is_total else node.members["county"]}, node.is_total)
        for node in axis.nodes
    ))  # fmt: skip


def _measured(name: str) -> tuple[Quantity, ...]:
    """Return a measure of retention, not known where it has no data."""
    indicator, title = _MEASURES[name][0], INDICATORS[_MEASURES[name][0]].title
    of = among("indicator", indicator)
    return (
        total(f"{name}_level", title.en, title.zh, "retention", "value", of, area="place"),
        number(f"{name}_told", f"{title.en}: told", f"{title.zh}：有数据", "retention", of, area="place"),
        made(name, f"{title.en}, in percent", f"{title.zh}（%）", "told", f"{name}_level", f"{name}_told"),
    )


_PERIOD = among("indicator", "period_retention")
DROPOUTS = Table(
    Say("T18", "表18"),
    Say("Dropout control and retention", "控辍保学与巩固率"),
    lambda batch, scenario: (_area(batch, scenario), rows.years(batch)),
    (
        total("pupils", "pupils", "在校生", "school_grade", "pupils"),
        total("dropouts", "dropouts of the school year", "学年内辍学", "school_grade", "n_dropouts"),
        *(
            total(f"by_{cause}", f"dropouts, {_CAUSES[cause].en.lower()}", f"辍学：{_CAUSES[cause].zh}",
                  "school_grade", f"n_dropouts_{cause}")
            for cause in CAUSE_NAMES
        ),
        total("known", "dropouts known to the school by 31 August", "其中学年内已发现", "school_grade",
              "n_dropouts_known"),
        total("returns", "returns after dropping out", "复学", "school_grade", "n_returns"),
        total("within", "returns within the year of dropping out", "其中当学年劝返", "school_grade",
              "n_returns_within"),
        *(quantity for name in _MEASURES for quantity in _measured(name)),
        total("margin_sum", "period retention less the target", "时期巩固率减目标", "retention", "margin", _PERIOD,
              area="place"),
        made("margin", "period retention less the target, percentage points", "时期巩固率减目标（百分点）", "told",
             "margin_sum", "period_told"),
        total("met", "1 where period retention meets the target", "时期巩固率达标为1", "retention", "is_met", _PERIOD,
              area="place"),
    ),
    (
        key("County", "县（市、区）", "county", 12),
        key("School year", "学年", "year", 8),
        key("Dropout scenario", "辍学口径", "dropout", 20),
        figure("Pupils, P50", "在校生P50", "pupils", "p50", PUPILS),
        *quantiles(Say("Dropouts", "辍学"), "dropouts", PUPILS, width=8),
        *(figure(_CAUSES[cause].en, _CAUSES[cause].zh, f"by_{cause}", "p50", PUPILS, group=_CAUSE)
          for cause in CAUSE_NAMES),
        figure("Known by 31 August, P50", "学年内已发现P50", "known", "p50", PUPILS),
        figure("Returns, P50", "复学P50", "returns", "p50", PUPILS),
        figure("Within the year, P50", "其中当学年劝返P50", "within", "p50", PUPILS),
        *quantiles(_MEASURES["period"][1], "period", PERCENT, RATE, 8),
        figure("Margin, P50 (points)", "差距P50（百分点）", "margin", "p50", None, "+0.0;-0.0;0.0", 11, _MARGIN),
        figure("Chance of meeting it", "达标可能性", "met", "share", None, SHARE, 10, _MARGIN),
        *(figure(f"{title.en} (%)", f"{title.zh}（%）", name, "p50", None, RATE, 11, _OTHERS)
          for name, (_, title) in _MEASURES.items() if name != "period"),
    ),
    EACH,
    (
        Say(f"Judged is period retention, against {RETENTION_TARGET.demand} ({RETENTION_TARGET.source}): what would be "
            "left of a cohort that met the net dropout of the year in every grade, above 100 % where more come back, "
            "of earlier years too, than drop out. Targets of your own: the scorecard. "
            "Chance: the share of runs that meet the target.",
            f"判定以时期巩固率为准，目标{RETENTION_TARGET.demand}（{RETENTION_TARGET.source}）：假定一届学生在各年级均遇当年净辍学"
            "所剩比例，复学（含往年失学学生）多于辍学时高于100%；自定目标见记分卡。可能性：达标的运行所占比例。"),
        Say("Raw measures (those who finish over those who entered) move with migration as well. “—”: no data; "
            "entrants before the run come from entrants_history.csv, and a year it lacks is not filled in. Adjusted: "
            "without moves, deaths and repeating, only of cohorts that enter and finish within the run.",
            "原始口径（毕业人数÷招生数）随人口迁移变动；“—”为无数据：运行之前的招生取自往年新生数表，缺年不作插补。"
            "调整口径剔除转学、死亡、留级，只有在运行内入学并毕业的各届有数据。"),
        Say("Dropouts are simulated children, not persons; one cause each, by how much it speaks for leaving. Those "
            "who come back are not taken off the dropouts.",
            "辍学人数为模拟结果，并非真实学生；每名辍学者按归因计一个原因；复学者不从辍学数中扣除。"),
        NOT_ADDITIVE,
    ),
    ("school_grade", "history"),
    tells_dropout=True,
)  # fmt: skip
