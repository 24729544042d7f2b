"""The indicators (指标), declared once by theme: names, unit, definition, source and how they add up.

Tables of results, comparisons and the indicator page all take their words from here.
"""

from __future__ import annotations

from sim.indicators.indicator import Indicator, Theme
from sim.indicators.themes.admission import ADMISSION_THEME
from sim.indicators.themes.boarding import BOARDING
from sim.indicators.themes.buses import BUSES
from sim.indicators.themes.care import CARE
from sim.indicators.themes.classes import CLASS_SIZES
from sim.indicators.themes.dropout_causes import DROPOUT_CAUSES
from sim.indicators.themes.evaluation import EVALUATION
from sim.indicators.themes.evaluation_by_county import EVALUATION_BY_COUNTY
from sim.indicators.themes.evaluation_items import EVALUATION_ITEMS
from sim.indicators.themes.money import MONEY_THEME
from sim.indicators.themes.money_kinds import MONEY_KINDS_THEME
from sim.indicators.themes.new_schools import NEW_SCHOOLS
from sim.indicators.themes.norms import NORMS_THEME
from sim.indicators.themes.pay import PAY
from sim.indicators.themes.people import PEOPLE
from sim.indicators.themes.posts import POSTS_THEME
from sim.indicators.themes.pupils import PUPILS_THEME
from sim.indicators.themes.retention import RETENTION
from sim.indicators.themes.schools import SCHOOLS_THEME
from sim.indicators.themes.seats import SEATS_THEME
from sim.indicators.themes.small_schools import SMALL_SCHOOLS
from sim.indicators.themes.staff import STAFF
from sim.indicators.themes.staff_careers import STAFF_CAREERS
from sim.indicators.themes.staff_flows import STAFF_FLOWS
from sim.indicators.themes.travel import TRAVEL

THEMES: tuple[Theme, ...] = (
    CLASS_SIZES,
    SEATS_THEME,
    SCHOOLS_THEME,
    SMALL_SCHOOLS,
    NEW_SCHOOLS,
    NORMS_THEME,
    EVALUATION,
    EVALUATION_BY_COUNTY,
    EVALUATION_ITEMS,
    TRAVEL,
    BOARDING,
    BUSES,
    RETENTION,
    DROPOUT_CAUSES,
    CARE,
    PUPILS_THEME,
    ADMISSION_THEME,
    POSTS_THEME,
    STAFF,
    STAFF_FLOWS,
    STAFF_CAREERS,
    PAY,
    MONEY_THEME,
    MONEY_KINDS_THEME,
    PEOPLE,
)
INDICATORS: dict[str, Indicator] = {one.name: one for theme in THEMES for one in theme.indicators}

ROW_COLUMNS = (
    "indicator",
    "theme_zh",
    "theme_en",
    "title_zh",
    "title_en",
    "unit",
    "unit_zh",
    "definition_zh",
    "definition_en",
    "source",
    "adds_up_zh",
    "adds_up_en",
    "cells_zh",
    "cells_en",
    "records",
)


def records_of(one: Indicator) -> str:
    """Return the record columns an indicator is made from, apart from those that place a row."""
    return ";".join(sorted(f"{table}.{column}" for table, column in one.kind.needs))


def indicator_rows() -> list[dict[str, str]]:
    """Return one row of `ROW_COLUMNS` for each indicator, in the order of declaration."""
    return [
        {
            "indicator": one.name,
            "theme_zh": theme.title.zh,
            "theme_en": theme.title.en,
            "title_zh": one.title.zh,
            "title_en": one.title.en,
            "unit": one.unit.en,
            "unit_zh": one.unit.zh,
            "definition_zh": one.definition.zh,
            "definition_en": one.definition.en,
            "source": one.source,
            "adds_up_zh": one.adds_up.zh,
            "adds_up_en": one.adds_up.en,
            "cells_zh": one.cells.meaning.zh,
            "cells_en": one.cells.meaning.en,
            "records": records_of(one),
        }
        for theme in THEMES
        for one in theme.indicators
    ]
