"""The indicators (指标), declared once: names, unit, definition, source and how they add up.

Tables of results, comparisons and the indicator page all take their words from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.errors import Say


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Parameters
    ----------
    name : str
        The name in tables and scripts.
    title, unit : Say
        The name and the unit as a reader sees them.
    definition : Say
        What is counted; one sentence.
    source : str
        The document that defines it, or `definition of this model`.
    adds_up : Say
        Over which places and years levels may be summed.
    table : str
        The record table it is made from.
    columns : tuple of str
        The columns of that table it needs, apart from year, county, stage and zone kind.
    is_sum : bool
        Whether the level is the plain sum of its one column.
    """

    name: str
    title: Say
    unit: Say
    definition: Say
    source: str
    adds_up: Say
    table: str
    columns: tuple[str, ...]
    is_sum: bool = True


PUPILS = Say("pupils", "人")
CLASSES = Say("classes", "个班")
SEATS = Say("seats", "个学位")

_STOCK = Say(
    "over counties, zones and stages; not over years (1 September)",
    "可按县、城乡、学段相加；不可按年相加（9月1日时点数）",
)
_FLOW = Say(
    "over counties, zones, stages and school years",
    "可按县、城乡、学段和学年相加",
)
_GAP = Say(
    "over counties, zones and stages, short and idle apart, never netted; not over years",
    "可按县、城乡、学段相加，缺口与富余分别相加，不得相抵；不可按年相加",
)
_YEARBOOK = "教育事业统计(基础基), 9月1日时点"
_MODEL = "definition of this model (design, section 7)"

INDICATORS: dict[str, Indicator] = {
    one.name: one
    for one in (
        Indicator(
            "pupils",
            Say("pupils enrolled", "在校生"),
            PUPILS,
            Say("pupils enrolled on 1 September", "9月1日在校生数"),
            _YEARBOOK,
            _STOCK,
            "school_grade",
            ("pupils",),
        ),
        Indicator(
            "classes",
            Say("classes", "教学班"),
            CLASSES,
            Say(
                "classes on 1 September; a multi-grade class counts once",
                "9月1日教学班数；复式班只计一次",
            ),
            _YEARBOOK,
            _STOCK,
            "school_grade",
            ("classes",),
        ),
        Indicator(
            "large_classes_local",
            Say("large classes, local definition", "大班额（本地口径）"),
            CLASSES,
            Say(
                "classes of 56 pupils and more (primary), 61 and more (junior), or as the rulebook of the year says",
                "小学56人及以上、初中61人及以上的班（以当年规则表为准）",
            ),
            "通市政办发〔2017〕13号",
            _STOCK,
            "school_grade",
            ("n_large_local",),
        ),
        Indicator(
            "large_classes_national",
            Say("large classes, national definition", "大班额（国家口径）"),
            CLASSES,
            Say(
                "classes of 56 pupils and more, both stages, or as the rulebook of the year says",
                "56人及以上的班，小学、初中相同（以当年规则表为准）",
            ),
            "国发〔2016〕40号",
            _STOCK,
            "school_grade",
            ("n_large_national",),
        ),
        Indicator(
            "super_large_classes",
            Say("super-large classes", "超大班额"),
            CLASSES,
            Say(
                "classes of 66 pupils and more, or as the rulebook of the year says",
                "66人及以上的班（以当年规则表为准）",
            ),
            "国发〔2016〕40号",
            _STOCK,
            "school_grade",
            ("n_super_large",),
        ),
        Indicator(
            "seats_short",
            Say("seats short", "学位缺口"),
            SEATS,
            Say(
                "pupils beyond the rated seats of their county, zone kind and stage (pupils - seats_rated where "
                "positive), summed",
                "各县分城乡、分学段的在校生超出核定学位之数（仅取正值）之和",
            ),
            _MODEL,
            _GAP,
            "school",
            ("pupils", "seats_rated"),
            is_sum=False,
        ),
        Indicator(
            "seats_idle",
            Say("seats idle", "学位富余"),
            SEATS,
            Say(
                "rated seats of a county, zone kind and stage beyond its pupils (seats_rated - pupils where "
                "positive), summed",
                "各县分城乡、分学段的核定学位超出在校生之数（仅取正值）之和",
            ),
            _MODEL,
            _GAP,
            "school",
            ("pupils", "seats_rated"),
            is_sum=False,
        ),
        Indicator(
            "boarders",
            Say("boarders", "寄宿生"),
            PUPILS,
            Say("pupils who board on 1 September", "9月1日寄宿生数"),
            _YEARBOOK,
            _STOCK,
            "school_grade",
            ("n_boarders",),
        ),
        Indicator(
            "dropouts",
            Say("dropouts", "辍学"),
            PUPILS,
            Say(
                "pupils who drop out between 1 September and 31 August; those who come back are not taken off",
                "学年内（9月1日至次年8月31日）辍学人数；复学者不扣除",
            ),
            _MODEL,
            _FLOW,
            "school_grade",
            ("n_dropouts",),
        ),
        Indicator(
            "period_retention",
            Say("period retention", "时期巩固率"),
            Say("%", "%"),
            Say(
                "product over the grades of 1 - (dropouts - returns) / pupils of the one year, in percent; a grade "
                "without pupils counts as 1; the 97 % target is judged on all grades together",
                "当年各年级（1 - 净辍学率）之积（百分比），净辍学 = 辍学 - 复学；"
                "无学生的年级按 1 计；97% 目标按一至九年级合计判断",
            ),
            _MODEL,
            Say("never: made anew from the sums of each cell", "不可相加；各口径由合计数重新计算"),
            "school_grade",
            ("grade", "pupils", "n_dropouts", "n_returns"),
            is_sum=False,
        ),
    )
}

ROW_COLUMNS = (
    "indicator",
    "title_zh",
    "title_en",
    "unit",
    "unit_zh",
    "definition_zh",
    "definition_en",
    "source",
    "adds_up_zh",
    "adds_up_en",
    "records",
)


def indicator_rows() -> list[dict[str, str]]:
    """Return one row of `ROW_COLUMNS` for each indicator, in the order of declaration."""
    return [
        {
            "indicator": one.name,
            "title_zh": one.title.zh,
            "title_en": one.title.en,
            "unit": one.unit.en,
            "unit_zh": one.unit.zh,
            "definition_zh": one.definition.zh,
            "definition_en": one.definition.en,
            "source": one.source,
            "adds_up_zh": one.adds_up.zh,
            "adds_up_en": one.adds_up.en,
            "records": ";".join(f"{one.table}.{column}" for column in one.columns),
        }
        for one in INDICATORS.values()
    ]
