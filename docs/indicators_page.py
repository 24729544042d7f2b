"""The page of the indicators, from their declarations."""

from markdown_tables import MADE, number_row, table

from sim.indicators.declared import THEMES, records_of
from sim.indicators.seat_warnings import USUAL
from sim.indicators.themes.admission import PUBLIC_TARGET
from sim.indicators.themes.schools import SMALL_SCHOOL


def indicators() -> str:
    """Return the indicators by theme, and the numbers they rest on."""
    head = ("number", "usual", "range", "unit", "source", "confidence", "year", "meaning", "含义")
    return "\n".join(
        [
            MADE,
            "# Indicators (指标)\n",
            "What `sim compare`, the tables and the figures tell, made from the records alone. Every level is made "
            "anew from the sums of its own cell; the cells are zone kind, stage and school year of the region or of "
            "one county. A cell in which an indicator is not defined (nobody to divide by, no data) has no row; it is "
            "never 0. In year t stand the census of 1 September t and the flows of the school year that begins then; "
            "what is counted since the last census has no data in the first year of a run. Indicators per pupil rise "
            "by themselves when pupils vanish: read them beside `do_nothing`.\n",
            "（各指标均由记录计算；口径为城乡 × 学段 × 学年，可为全域或单个县。指标无定义处不列出，绝不记为 0。"
            "生均类指标会随学生减少而自然上升，须与 `do_nothing` 对照阅读。）\n",
            *map(_theme, THEMES),
            "## Thresholds (界限值)\n",
            "A warning level (学位预警) holds where (pupils - rated seats) / rated seats of a county, zone kind and "
            "stage, of seats spare its negative, lies above its threshold; a user's own stand in warnings.csv of the "
            "folder of entries.\n",
            table(
                head,
                [
                    number_row(SMALL_SCHOOL),
                    number_row(PUBLIC_TARGET),
                    *(number_row(one) for levels in USUAL.values() for one in levels.values()),
                ],
            ),
        ]
    )


def _theme(theme) -> str:
    head = (
        *("indicator", "name (名称)", "unit (单位)", "definition", "定义", "source"),
        *("adds up (可加性)", "cells (口径)", "records (记录)"),
    )
    rows = [
        (
            f"`{one.name}`", _both(one.title), _both(one.unit), one.definition.en, one.definition.zh, one.source,
            _both(one.adds_up), _both(one.cells.meaning), records_of(one).replace(";", ", "),
        )
        for one in theme.indicators
    ]  # fmt: skip
    return f"## {_both(theme.title)}\n\n" + table(head, rows)


def _both(say) -> str:
    return say.en if say.en == say.zh else f"{say.en} ({say.zh})"
