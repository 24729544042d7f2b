"""Indicators that the figures show and `sim.indicators` does not declare yet, counted from the same records."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS, PUPILS, Indicator

SMALL = 100  # pupils below which a school is small (小规模学校)
_SCHOOLS = Say("schools", "所")
_STOCK = Say("over counties; not over years", "可按县相加；不可按年相加")

_OWN = (
    Indicator(
        "small_schools",
        Say("small schools", "小规模学校"),
        _SCHOOLS,
        Say(f"open schools and points of fewer than {SMALL} pupils", f"在校生不足{SMALL}人的学校和教学点"),
        "国办发〔2018〕27号",
        _STOCK,
        "school",
        ("school_id", "status", "pupils"),
        is_sum=False,
    ),
    Indicator(
        "points",
        Say("teaching points", "教学点"),
        _SCHOOLS,
        Say("open teaching points", "开办的教学点"),
        "教育事业统计(基础基), 9月1日时点",
        _STOCK,
        "school",
        ("school_id", "status", "kind"),
        is_sum=False,
    ),
    Indicator(
        "pupils_over_limit",
        Say("pupils over the travel limit", "超过路途时限的学生"),
        PUPILS,
        Say("day pupils beyond the travel limit of their grade", "超过本年级路途时限的走读生"),
        "definition of this model (design, section 7)",
        _STOCK,
        "school_grade",
        ("n_over_limit",),
    ),
)
STAND_INS = {one.name: one for one in _OWN if one.name not in INDICATORS}
SHOWN = {**INDICATORS, **STAND_INS}


def schools_by_year(school: pd.DataFrame) -> pd.DataFrame:
    """Return small schools and teaching points by year, as far as they are not indicators yet."""
    there = school[school["status"] == "open"]
    each = there.groupby(["year", "school_id", "kind"], observed=True)["pupils"].sum().reset_index()
    counts = {"small_schools": each["pupils"] < SMALL, "points": each["kind"] == "point"}
    wanted = {name: counted for name, counted in counts.items() if name in STAND_INS}
    return pd.DataFrame(wanted).groupby(each["year"].astype("int64")).sum()


def over_limit_by_year(school_grade: pd.DataFrame) -> pd.DataFrame:
    """Return pupils over the travel limit by year, if that is not an indicator yet."""
    sums = school_grade["n_over_limit"].astype("int64").groupby(school_grade["year"].astype("int64")).sum()
    return pd.DataFrame(
        {"pupils_over_limit": sums} if "pupils_over_limit" in STAND_INS else {}, index=sums.index
    )
