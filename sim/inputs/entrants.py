"""What entrants_history.csv (往年新生数) leaves open, as the input report says it: nothing is filled in."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables

_MEASURES = {  # grade entered: years until grade 9 is finished, and the measure that needs the entrants
    1: (8, Say("nine-year retention, raw", "九年巩固率（原始口径）")),
    7: (2, Say("junior three-year retention", "初中三年巩固率")),
}


def doubts_of_entrants(tables: InputTables) -> Iterator[Say]:
    """Yield the years of entry that lack, the years told by fewer schools than others, and rows that are not used."""
    if not tables.is_given("entrants_history"):
        return
    past, start = tables.entrants_history, tables.start_year
    for code, county in zip(tables.counties["county_code"], tables.counties["county"], strict=True):
        for grade, (back, measure) in _MEASURES.items():
            own = past[(past["county_code"] == code) & (past["grade"] == grade) & (past["year"] < start)]
            place = Say(f"{county} ({code}), grade {grade}", f"{county}（{code}）{grade}年级")
            lacking = sorted(set(range(start - back, start)) - set(own["year"]))
            if lacking:
                yield _lacking(place, lacking, back, measure)
            yield from _fewer_schools(place, own)
    late = int((past["year"] >= start).sum())
    if late:
        yield Say(
            f"entrants_history.csv: {late} rows of {start} and later are not used; the run counts its own entrants",
            f"entrants_history.csv：{start}学年及以后的{late}行不使用，以模拟中的新生为准",
        )


def _lacking(place: Say, years: list[int], back: int, measure: Say) -> Say:
    entered, finish = _spans(years, "-", ", "), _spans([year + back for year in years], "-", ", ")
    zh = _spans(years, "—", "、"), _spans([year + back for year in years], "—", "、")
    return Say(
        f"entrants_history.csv: {place.en}: no entrants of {entered}; {measure.en} of those who finish in the "
        f"school years {finish} has no data, there and for the whole region (nothing is interpolated)",
        f"entrants_history.csv：{place.zh}缺少{zh[0]}学年新生数；{zh[1]}学年毕业各届的{measure.zh}无数据"
        "（该县及全区域，不作插补）",
    )


def _fewer_schools(place: Say, own: pd.DataFrame) -> Iterator[Say]:
    """Yield the years told by schools alone, and by fewer schools than another year: their sum may lack some."""
    is_whole = own["school_code"].fillna("") == ""
    parts = own[~is_whole & ~own["year"].isin(own.loc[is_whole, "year"])]
    schools = parts.groupby("year")["school_code"].nunique()
    fewer = schools[schools < schools.max()]
    if len(fewer):
        told = ", ".join(f"{year}: {n}" for year, n in fewer.items())
        yield Say(
            f"entrants_history.csv: {place.en}: the county is the sum of its schools, of which some years tell fewer "
            f"({told}; most {schools.max()}): retention is too high if schools lack",
            f"entrants_history.csv：{place.zh}全县数为各校之和，部分年份学校较少"
            f"（{told.replace(', ', '、')}；最多{schools.max()}所）：如有漏报，巩固率偏高",
        )


def _spans(years: list[int], dash: str, joint: str) -> str:
    """Return years as text, those that follow each other as a span."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return joint.join(f"{one[0]}{dash}{one[-1]}" if len(one) > 1 else f"{one[0]}" for one in spans)
