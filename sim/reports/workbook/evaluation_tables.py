"""表14, 表14-2, 表15: difference coefficients, further items of 优质均衡, and schools against its seven standards."""

from __future__ import annotations

from sim.base.errors import Say
from sim.indicators.evaluation.standards import QUALITY, resources
from sim.reports.entries.evaluation import unit_rule
from sim.reports.workbook import evaluation_rows as rows
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.quantity import made, number, total
from sim.reports.workbook.table import EACH, SHARE, TENTHS, Column, Table, figure, key
from sim.reports.workbook.words import NUMBER, PUPILS, SCHOOLS

_CV, _LEVEL = "0.000", "#,##0.00"
_OFFICIAL = Say("Official coefficient, by pupils", "官方差异系数（按学生加权）")
_UNWEIGHTED = Say("Unweighted", "不加权差异系数（各校权重相同）")
_REACHING = Say("Schools that meet it, P50", "达标校数，P50")
_BASE = Say("Base, P50", "基准P50")


def sites_note(batch: Batch) -> tuple[Say, ...]:
    """Return the sentence on which sites count, as entered or usual."""
    rule = unit_rule(batch.entries)
    small = (
        Say(f"sites under {rule.least_pupils} pupils left out before points are added",
            f"不足{rule.least_pupils}人的校点不参评、亦不计入中心校")
        if rule.least_pupils
        else Say("sites of any size counted (entered)", "校点不论规模均参评（填报）")
    )  # fmt: skip
    special = (
        Say("special schools counted (entered)", "特殊教育学校参评（填报）")
        if rule.counts_special
        else Say("special schools left out", "特殊教育学校不参评")
    )
    return (
        Say(f"Evaluated: open public schools, a nine-year school by stage, points with their central school; "
            f"{small.en}; {special.en}.",
            f"参评范围：开办的公办学校，九年一贯制学校按学段拆分，教学点计入中心校；{small.zh}；{special.zh}。"),
    )  # fmt: skip


_DEMOGRAPHY = Say(
    "All are stocks over pupils: they rise by themselves where pupils leave, so that only the difference from the base "
    "is owed to a scenario.",
    "各项均为存量除以学生数，学生减少时会自然上升；只有与基准情景之差可归于方案。",
)

COEFFICIENTS = Table(
    Say("T14", "表14"),
    Say("Difference coefficients between schools", "校际差异系数表"),
    lambda batch, _: (rows.area(batch), rows.sites(batch), rows.coefficient_lines(), rows.years(batch)),
    (
        total("units", "schools evaluated", "参评学校", "coefficients", "units"),
        total("reaching", "schools that reach the standard", "达标学校", "coefficients", "reaching"),
        total("official", "official coefficient", "差异系数（官方）", "coefficients", "official"),
        total("unweighted", "unweighted coefficient", "差异系数（不加权）", "coefficients", "unweighted"),
        total("within", "1 = within the limit", "不超过上限为1", "coefficients", "within"),
    ),
    (
        key("County", "县（市、区）", "county", 14),
        key("Stage", "学段", "stage", 7),
        key("Evaluation", "评估", "framework", 13),
        key("Indicator", "指标", "indicator", 46),
        key("Standard of a school", "学校标准", "standard", 8),
        key("Limit of the coefficient", "差异系数上限", "limit", 9),
        key("School year", "学年", "year", 7),
        figure("Evaluated, P50", "参评校数，P50", "units", "p50", SCHOOLS),
        figure("This scenario", "本情景", "reaching", "p50", SCHOOLS, width=8, group=_REACHING),
        figure("Base", "基准情景", "reaching", "base", SCHOOLS, width=8, group=_REACHING),
        *(Column(Say(name.upper(), name.upper()), "", "official", name, None, _CV, _OFFICIAL, 8)
          for name in ("p10", "p50", "p90")),
        Column(_BASE, "", "official", "base", None, _CV, _OFFICIAL, 9),
        figure("Chance within", "不超上限的可能性", "within", "share", None, SHARE, 10),
        Column(Say("P50", "P50"), "", "unweighted", "p50", None, _CV, _UNWEIGHTED, 8),
        Column(_BASE, "", "unweighted", "base", None, _CV, _UNWEIGHTED, 9),
    ),
    EACH,
    (
        Say("Official coefficient (教督〔2012〕3号): S / mean, S = sqrt(sum of pupils_i / pupils x (x_i / pupils_i - "
            "mean)^2), mean = sum of x / pupils; unweighted: each school once. Judged county by county; the row of the "
            "region is all its schools together, no mean of counties, and is not judged. A dash: no data, because an "
            "input column (computers, books) is missing, or nobody has any of it.",
            "官方差异系数（教督〔2012〕3号）＝S÷均值，S＝√[Σ(学生数i÷学生总数)×(生均i−均值)²]，均值＝资源总量÷学生总数；"
            "不加权为各校权重相同。以县为单位评判；全区域行为区域内学校合并计算，不是各县平均，不作评判。"
            "“—”为无数据：缺少输入列（计算机、图书），或各校均无此项资源。"),
        _DEMOGRAPHY,
    ),
    ("school",),
    told_of_batch=sites_note,
)  # fmt: skip

ITEMS = Table(
    Say("T14b", "表14-2"),
    Say("Further items of quality balance 2017", "优质均衡其他指标（政府保障程度、教育质量、社会认可度）"),
    lambda batch, _: (rows.further_items(batch),),
    (
        total("level", "level of the indicator, %", "指标水平（%）", "further_items", "value"),
        total("reached", "1 = met", "达标为1", "further_items", "met"),
        number("lines", "lines of the item", "指标行数", "further_items"),
        made("value", "level of the indicator where it is simulated, %", "指标水平（仅模拟指标，%）", "told", "level",
             "lines"),
        made("met", "1 = met, where it is simulated", "达标为1（仅模拟指标）", "told", "reached", "lines"),
    ),
    (
        key("County", "县（市、区）", "county", 14),
        key("Group", "类别", "group", 13),
        key("Code", "编号", "code", 6),
        key("Item", "指标", "item", 52),
        key("Stage", "学段", "stage", 7),
        key("Asked for", "要求", "least", 8),
        key("Origin", "来源", "how", 14),
        key("School year", "学年", "year", 7),
        figure("This scenario, P50 (%)", "本情景P50（%）", "value", "p50", None, TENTHS, 10),
        figure("Base, P50 (%)", "基准情景P50（%）", "value", "base", None, TENTHS, 10),
        figure("Chance met", "达标可能性", "met", "share", None, SHARE, 9),
        key("As entered", "自评（填报）", "entered", 10),
        key("Figure and remark (entered)", "数值与说明（填报）", "told", 24),
        key("Note", "备注", "note", 40),
    ),
    EACH,
    (
        Say("Origin: simulated, or entered by the bureau (items.csv in the folder of entries). What is not simulated "
            "never gets a simulated value. Thresholds: 教督〔2017〕6号, most known by paraphrase.",
            "来源：模拟，或由教育局填报（填报文件夹中的 items.csv）。未模拟的指标不出现模拟数值。"
            "标准据教督〔2017〕6号，多据转述。"),
    ),
    ("school", "school_grade", "admission", "staff", "money", "rulebook"),
    tells_all=True,
    tells_dropout=True,
)  # fmt: skip


def _of_resource(one) -> tuple[Column, ...]:
    primary, junior = one.standard
    limit = f"{primary:g}/{junior:g}"
    group = Say(f"{one.no} {one.title.en} ({limit})", f"{one.no} {one.title.zh}（{limit}）")
    value = Column(Say("Level", "实际"), "", one.name, "reference", one.unit, _LEVEL, group, 9)
    return value, Column(Say("Standing", "判定"), f"standing_{one.name}", group=group, unit=one.unit, width=9)


STANDARDS_BY_SCHOOL = Table(
    Say("T15", "表15"),
    Say("Schools against the standards of quality balance 2017", "分学校办学条件达标表"),
    lambda batch, scenario: (rows.sites(batch), rows.schools(batch, scenario)),
    (
        total("pupils", "pupils", "在校生", "evaluated_schools", "pupils"),
        *(total(one.name, one.title.en, one.title.zh, "evaluated_schools", f"level_{one.name}")
          for one in resources(QUALITY)),
        total("n_met", "standards met of the seven", "七项中达标项数", "evaluated_schools", "n_met"),
    ),
    (
        key("County", "县（市、区）", "county", 11),
        key("Township", "乡镇/片区", "township", 13),
        key("School", "学校名称", "name", 34),
        key("Code", "标识码", "code", 12),
        key("Stage", "学段", "stage", 6),
        key("School year", "学年", "year", 7),
        key("Evaluated", "参评情况", "counts", 24),
        figure("Pupils", "在校生", "pupils", "reference", PUPILS),
        *(column for one in resources(QUALITY) for column in _of_resource(one)),
        figure("Standards met", "达标项数", "n_met", "reference", NUMBER, width=8),
        key("Verdict", "学校判定", "meets", 9),
        key("Sureness", "数据性质", "sureness", 9),
    ),
    EACH,
    (
        Say("The reference run of each scenario, first and last school year. Standards: primary / junior. A school "
            "that is evaluated is told with the points added to it; one left out by itself, without standing. A school "
            "meets with 6 of 7 and the other at 85 % or more. Schools made up from totals are examples, not findings.",
            "各情景参照运行的起始学年和末学年。标准为小学/初中。参评学校含计入的教学点；不参评的仅列本校数据，不作判定。"
            "至少6项达标、余项达85%者为达标学校。由合计数合成的学校仅为示例，不是结论。"),
        _DEMOGRAPHY,
    ),
    ("school", "places"),
    told_of_batch=sites_note,
)  # fmt: skip
