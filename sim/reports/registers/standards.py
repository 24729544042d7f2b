"""Ledger of schools by the norms (标准化建设台账): what each has, needs and lacks of the seven; whether it is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.kernels.norms import NORMS, amounts_short, norm_needs
from sim.reports.registers.sheet import Sheet, Tie, kinds, names_of, text, whole, yes_no, zones
from sim.reports.workbook.table import Column
from sim.reports.workbook.words import BEDS as BEDS_UNIT
from sim.reports.workbook.words import CLASSES, PUPILS
from sim.rules.norms import per_pupil
from sim.rules.rulebook import RULES, Rulebook

_M2, _ROOMS, _YUAN = Say("m2", "平方米"), Say("rooms", "间"), Say("yuan", "元")
NORM_WORDS = {
    "teaching_m2": (Say("Teaching area", "教学及辅助用房"), _M2),
    "sports_m2": (Say("Sports area", "体育运动场馆"), _M2),
    "site_m2": (Say("Site", "占地面积"), _M2),
    "rooms": (Say("Ordinary rooms", "普通教室"), _ROOMS),
    "multimedia_rooms": (Say("Multimedia rooms", "网络多媒体教室"), _ROOMS),
    "equipment_yuan": (Say("Equipment", "教学仪器设备值"), _YUAN),
    "beds": (Say("Beds", "寄宿床位"), BEDS_UNIT),
}
SHORT = dict(
    zip(NORMS, ("教学用房", "体育场馆", "占地", "教室", "多媒体教室", "仪器设备", "床位"), strict=True)
)
_ALL = "七项全部"
_PARTS = {"have": Say("has", "现有"), "need": Say("needs", "应有"), "short": Say("lacks", "缺额")}
_COLUMNS = (
    text("County", "县（市、区）", "county_name", 14),
    text("Township", "乡镇", "township_name", 12),
    text("School code", "学校标识码", "school_id", 14),
    text("School", "学校名称", "school_name", 24),
    text("Kind", "办学类型", "kind_name", 14),
    text("Zone", "城乡类型", "zone_name", 8),
    whole("Pupils", "在校生", "pupils", unit=PUPILS),
    whole("Classes", "班级数", "classes", unit=CLASSES),
    *(
        Column(
            part,
            label=f"{norm}_{name}",
            unit=unit,
            group=title,
            form="#,##0",
            width=10 if norm == "equipment_yuan" else 7.5,
        )
        for norm, (title, unit) in NORM_WORDS.items()
        for name, part in _PARTS.items()
    ),
    whole("Norms met", "达标项数（7项）", "n_met", 8),
    text("Norms missed", "未达标项目", "missed", 22),
    Column(Say("Lowest, share of the norm", "最低一项与标准之比"), label="lowest", form="0%", width=9),
    text("Weak", "薄弱学校", "weak", 8),
    text("Made-up amounts", "推算项目", "estimated", 18),
)
_NOTES = (
    Say(
        "Open schools and points at the census of the year; seven area, room and equipment norms of the rules of the "
        "year, for the pupils and boarders there. Beds are those with their dormitory area.",
        "统计时点（9月1日）在办学校和教学点；按当年规则对在校生、寄宿生计算面积、用房、设备等七项标准。"
        "床位为达到生均面积的可用床位。",
    ),
    Say(
        "Made-up amounts: no input table gave them, so they are estimates of what stands there.",
        "推算项目：输入表未提供，由程序推算，不能作为该校实有数。",
    ),
)  # fmt: skip


def standards(frames: Mapping[str, pd.DataFrame], year: int) -> Sheet:
    """Return the ledger of the schools open at the census of a year.

    Parameters
    ----------
    frames : mapping of record table to DataFrame
        Of one run.
    year : int

    Notes
    -----
    What a school needs is not in the records: it follows from the rules, pupils and boarders that are, by the same
    kernel as in the run.
    """
    schools, have = _schools(frames, year)
    needs = _needs(frames, year, schools)
    short = amounts_short(have, needs)
    missed = [_words(NORMS[k] for k in np.flatnonzero(row)) for row in short > 0]
    given = {f"{norm}_have": have[:, k] for k, norm in enumerate(NORMS)}
    given |= {f"{norm}_need": needs[:, k].round(2) for k, norm in enumerate(NORMS)}
    given |= {f"{norm}_short": short[:, k] for k, norm in enumerate(NORMS)}
    places = frames["places"]
    rows = schools.assign(
        **given, missed=missed, n_met=schools.n_norms_met, lowest=schools.lowest_norm_ratio,
        weak=yes_no(schools.is_weak), estimated=_listed(schools.norms_estimated),
        county_name=schools.county.map(names_of(places, "county")),
        township_name=schools.township.map(names_of(places, "township")),
        school_name=schools.school_id.map(names_of(places, "school")),
        kind_name=kinds(schools.kind), zone_name=zones(schools.zone_kind),
    )  # fmt: skip
    ties = (
        Tie(Say("schools", "学校"), len(rows), _open(frames, year).school_id.nunique()),
        Tie(Say("norms met", "达标项数"), int((short == 0).sum()), int(schools.n_norms_met.sum())),
    )
    return Sheet(
        "standards", Say("Ledger of schools by the norms", "标准化建设台账"), _COLUMNS, rows, _NOTES, ties
    )


def _schools(frames: Mapping[str, pd.DataFrame], year: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the open schools by code, both stages of one together, and what each has, float (schools, 7)."""
    table = _open(frames, year)
    amounts = [norm if norm != "beds" else "beds_usable" for norm in NORMS]
    told = table.sort_values(["county", "school_id", "stage"]).groupby("school_id", sort=False)
    names = (
        "county", "township", "kind", "zone_kind", "n_norms_met", "lowest_norm_ratio", "is_weak", "norms_estimated",
    )  # fmt: skip
    whole = told[list(names)].first().join(told[["pupils", "classes", *amounts]].sum()).reset_index()
    return whole, whole[amounts].to_numpy(float)


def _open(frames: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return the rows of open schools, one a stage."""
    table = frames["school"]
    return table[(table.year == year) & (table.status == "open")]


def _needs(frames: Mapping[str, pd.DataFrame], year: int, schools: pd.DataFrame) -> np.ndarray:
    """Return what schools need, float (schools, 7), by the rules of their county."""
    cells = frames["school_grade"]
    cells = cells[cells.year == year]
    boarders = (cells.n_boarders + cells.n_without_bed).groupby(cells.school_id).sum()
    boarders = boarders.reindex(schools.school_id, fill_value=0).to_numpy()
    pupils, classes = (_by_grade(cells, name, schools.school_id) for name in ("pupils", "classes"))
    needs = np.zeros((len(schools), len(NORMS)))
    for county in schools.county.unique():
        rows = np.flatnonzero(schools.county == county)
        book = _rulebook(frames["rulebook"], year, county)
        urban = (schools.zone_kind.to_numpy()[rows] == "urban").astype(int)
        needs[rows] = norm_needs(
            pupils[rows], classes[rows], boarders[rows], urban, per_pupil(book, NORMS),
            book.by_grade("class_standard"), book.norm_beds_per_boarder,
        )  # fmt: skip
    return needs


def _by_grade(cells: pd.DataFrame, name: str, schools: pd.Series) -> np.ndarray:
    """Return a column of `school_grade` by school and grade, int (schools, 9)."""
    wide = cells.pivot(index="school_id", columns="grade", values=name)
    return wide.reindex(index=schools, columns=range(1, 10)).fillna(0).to_numpy(np.int64)


def _rulebook(records: pd.DataFrame, year: int, county: str) -> Rulebook:
    """Return the rulebook of a county as the records tell it."""
    told = records[(records.year == year) & (records.county == county)]
    return Rulebook().amended({f: v for f, v in zip(told.field, told.value, strict=True) if f in RULES})


def _listed(names: pd.Series) -> list[str]:
    """Return lists of norms (`a; b`) in words."""
    return [_words(one for one in names.split("; ") if one) for names in names]


def _words(norms: Iterable[str]) -> str:
    """Return the short names of norms."""
    names = [SHORT[norm] for norm in norms]
    return _ALL if len(names) == len(NORMS) else "、".join(names)
