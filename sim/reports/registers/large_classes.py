"""Ledger of large classes (大班额销号台账): each listed when it is found and cancelled when it is large no more."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.reports.registers.sheet import Sheet, Tie, names_of, text, whole, yes_no
from sim.reports.workbook.words import ORDER_KINDS, OUTCOMES, PUPILS

OPEN, CANCELLED = "在账", "已销号"
FINISHED, GIVEN_UP, SPLIT, SMALLER = "毕业离校", "学校（年级）停办", "增班分流", "人数减少或重新编班"
_LIMITS = {"standard": "class_standard", "large": "large_local"}
_ONE = ["school_id", "stage", "cohort", "class_no"]  # a class keeps its number as its cohort moves up
_ADD_ROOMS = ("extend", "relocate", "build")
_COLUMNS = (
    text("County", "县（市、区）", "county_name", 14),
    text("School code", "学校标识码", "school_id", 14),
    text("School", "学校名称", "school_name", 31),
    text("Stage", "学段", "stage_name", 8),
    whole("Grade when listed", "立账时年级", "grade_opened", 8),
    whole("Class number", "班号", "class_no", 6),
    whole("School year listed", "立账学年", "year_opened"),
    text("Listed from the start", "起始年已有", "is_from_start", 8),
    whole("Size when listed", "立账时班额", "size_opened", unit=PUPILS),
    whole("Latest grade", "最近年级", "grade_last", 8),
    whole("Latest size", "最近班额", "size_last", unit=PUPILS),
    whole("Standard", "班额标准", "standard", unit=PUPILS),
    whole("Beyond the standard", "超出标准", "beyond", unit=PUPILS),
    text("Super-large", "超大班额", "is_super", 8),
    text("Decisions on rooms", "学校有关建设决定", "orders", 24),
    text("Status", "状态", "status", 8),
    whole("School year cancelled", "销号学年", "year_cancelled"),
    text("Why cancelled", "销号原因", "why", 20),
)
_NOTES = (
    Say(
        "Large by the local definition of the year (primary 56, junior 61 pupils and more unless a measure says "
        "otherwise). A class is followed by the number it has in its grade; lists of the census, no named pupils.",
        "按当年本地口径认定大班额（小学56人及以上、初中61人及以上，措施另有规定的从其规定）。"
        "班级按统计时点名册的班号随年级递升逐年衔接。",
    ),
    Say(
        "Cancelled in the first census at which it is large no more; what was large in the first year of the run may "
        "have been so before.",
        "自不再为大班额的第一个统计时点（9月1日）起销号；运行首年即为大班额的，可能此前已存在。",
    ),
)


def large_classes(frames: Mapping[str, pd.DataFrame], year: int) -> Sheet:
    """Return the ledger as it stands after the census of a year.

    Parameters
    ----------
    frames : mapping of record table to DataFrame
        Of one run.
    year : int

    Returns
    -------
    Sheet
        A row a class and spell of years in which it is large without a break.
    """
    spells = _spells(_with_limits(frames, year))
    spells = _with_ends(spells, frames["classes"], year)
    schools = names_of(frames["places"], "school")
    counties = names_of(frames["places"], "county")
    first = frames["school_grade"].year.min()
    rows = spells.assign(
        county_name=spells.county.map(counties), school_name=spells.school_id.map(schools),
        stage_name=np.where(spells.stage == "primary", "小学", "初中"),
        is_from_start=yes_no(spells.year_opened == first), beyond=spells.size_last - spells.standard,
        is_super=yes_no(spells.size_last >= spells.super_large),
        status=np.where(spells.year_cancelled.isna(), OPEN, CANCELLED),
        orders=_orders(spells, frames["order_events"], year),
    )  # fmt: skip
    rows = rows.sort_values(["county", "school_id", "year_opened", "grade_opened", "class_no"])
    counted = frames["school_grade"]
    recorded = int(counted.n_large_local[counted.year == year].sum())
    ties = (Tie(Say("open", "在账"), int((rows.status == OPEN).sum()), recorded),)
    return Sheet(
        "large_classes", Say("Ledger of large classes", "大班额销号台账"), _COLUMNS, rows, _NOTES, ties
    )


def _with_limits(frames: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return the large classes up to a year with county, stage, standard and super-large size of their year."""
    classes = frames["classes"]
    classes = classes[classes.year <= year]
    county = frames["school_grade"][["year", "school_id", "county"]].drop_duplicates()
    whole = classes.merge(county, on=["year", "school_id"])
    whole["stage"] = np.where(whole.grade <= 6, "primary", "junior")
    rules = frames["rulebook"].pivot(index=["year", "county"], columns="field", values="value")
    of_row = rules.loc[pd.MultiIndex.from_frame(whole[["year", "county"]])]
    is_primary = (whole.stage == "primary").to_numpy()
    for name, stem in _LIMITS.items():
        whole[name] = np.where(is_primary, of_row[f"{stem}_primary"], of_row[f"{stem}_junior"]).astype(int)
    whole["super_large"] = of_row["super_large"].to_numpy().astype(int)
    whole["cohort"] = whole.year - whole.grade
    return whole[whole["size"] >= whole.large]


def _spells(large: pd.DataFrame) -> pd.DataFrame:
    """Return one row a class and spell of successive years in which it is large."""
    large = large.sort_values([*_ONE, "year"])
    begins = (large[_ONE] != large[_ONE].shift()).any(axis=1) | (large.year != large.year.shift() + 1)
    grouped = large.groupby(begins.cumsum(), sort=False)
    last = grouped[[*_ONE, "county", "standard", "super_large"]].last()
    return last.assign(
        year_opened=grouped.year.first(), grade_opened=grouped.grade.first(), size_opened=grouped["size"].first(),
        year_last=grouped.year.last(), grade_last=grouped.grade.last(), size_last=grouped["size"].last(),
    ).reset_index(drop=True)  # fmt: skip


def _with_ends(spells: pd.DataFrame, classes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the spells with the year in which they were cancelled (NA = open) and why."""
    after = spells.year_last + 1
    n_classes = classes.groupby(["year", "school_id", "grade"]).class_no.nunique()

    def count(years: pd.Series, grades: pd.Series) -> np.ndarray:
        place = pd.MultiIndex.from_arrays([years, spells.school_id, grades])
        return n_classes.reindex(place, fill_value=0).to_numpy()

    now, before = count(after, spells.grade_last + 1), count(spells.year_last, spells.grade_last)
    why = np.select(
        [spells.grade_last.isin((6, 9)), now == 0, now > before], [FINISHED, GIVEN_UP, SPLIT], SMALLER
    )
    is_over = spells.year_last < year
    return spells.assign(
        year_cancelled=after.where(is_over).astype("Int64"), why=np.where(is_over, why, ""),
    )  # fmt: skip


def _orders(spells: pd.DataFrame, events: pd.DataFrame, year: int) -> list[str]:
    """Return what was decided about rooms of the school from the year a class was listed on."""
    told = events[(events.year <= year) & events.kind.isin(_ADD_ROOMS)]
    by_school = {school: list(rows.itertuples()) for school, rows in told.groupby("target")}
    return [
        "；".join(
            f"{one.year}学年{ORDER_KINDS[one.kind].zh}：{OUTCOMES[one.event].zh}"
            for one in by_school.get(school, [])
            if one.year >= opened
        )
        for school, opened in zip(spells.school_id, spells.year_opened, strict=True)
    ]
