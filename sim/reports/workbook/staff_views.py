"""What the tables of teachers and of options are made of: public schools, flows of teachers, levels of indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.declared import records_of
from sim.indicators.measures import measure_places, needed_columns
from sim.reports.workbook.options import LINES
from sim.reports.workbook.view import Frames, View

_PLACE = ("year", "county", "school_id", "stage", "zone_kind", "status", "ownership")
_NEEDS = ("need_by_pupils", "need_by_classes", "need_by_periods")
_POSTS = ("posts", "teacher_posts", "teachers_home", "n_special", "n_volunteers", "n_outside_posts")
_SERVING = (
    *("pupils", "classes", "teachers", "n_pe_arts", "n_55_and_over", "n_backbone"),
    *("subjects_lacking", "subjects_uncovered"),
)
SCHOOL_COLUMNS = (*_PLACE, *_NEEDS, *_POSTS, *_SERVING)
FLOW_COLUMNS = (
    *("year", "county", "stage", "zone_kind", "n_retired", "n_retired_early", "n_quit", "n_hired"),
    *("n_special_hired", "n_rotation_eligible", "n_rotated", "n_rotated_backbone"),
)


def staffed(frames: Frames) -> pd.DataFrame:
    """Return open public schools by stage, with teachers in posts, surplus by pupils and shortage by classes."""
    rows = frames["school"]
    rows = rows[(rows["status"] == "open") & (rows["ownership"] == "public")]
    signed = rows.astype(dict.fromkeys(_POSTS, np.int64))  # counts are unsigned: a fall would wrap
    others = signed["n_special"] + signed["n_volunteers"] + signed["n_outside_posts"]
    return rows.assign(
        in_posts=signed["teachers_home"] - others,
        surplus_by_pupils=np.maximum(rows["posts"] - rows["need_by_pupils"], 0.0),
        short_by_classes=np.maximum(rows["need_by_classes"] - rows["posts"], 0.0),
    )


def staffed_first(frames: Frames) -> pd.DataFrame:
    """Return the schools of the first year."""
    rows = staffed(frames)
    return rows[rows["year"] == frames["school"]["year"].min()]


def staffed_last(frames: Frames) -> pd.DataFrame:
    """Return the schools of the last year."""
    rows = staffed(frames)
    return rows[rows["year"] == frames["school"]["year"].max()]


def staff_flows(frames: Frames) -> pd.DataFrame:
    """Return what happened to teachers since the last census; of the first year there is nothing to tell."""
    rows = frames["staff"]
    rows = rows[rows["year"] > rows["year"].min()]
    return rows.assign(
        retired=rows["n_retired"] + rows["n_retired_early"], hired=rows["n_hired"] + rows["n_special_hired"]
    )


def options(frames: Frames) -> pd.DataFrame:
    """Return the levels that options are compared by: in the last year, or of each year that is summed."""
    of_stages = [
        measure_places(frames, tuple({line.indicator: None for line in LINES if line.stage == stage}), stage)
        .assign(stage=stage)
        for stage in dict.fromkeys(line.stage for line in LINES)
    ]  # fmt: skip
    levels = pd.concat(of_stages, ignore_index=True)
    last = levels["year"] == levels["year"].max()
    by_name = dict(iter(levels.groupby(["indicator", "stage"], sort=False)))
    parts = [
        rows[last[rows.index] | line.is_summed].assign(
            line=line.code, factor=line.factor, records=records_of(line.one)
        )
        for line in LINES
        if (rows := by_name.get((line.indicator, line.stage))) is not None
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(value=rows["value"] * rows.pop("factor"))


_PUBLIC = Say(
    "record table school, status = open, ownership = public; in_posts = teachers_home - n_special - n_volunteers - "
    "n_outside_posts; surplus_by_pupils = posts - need_by_pupils, short_by_classes = need_by_classes - posts, each "
    "where positive",
    "记录表 school（status＝open，ownership＝public）；"
    "in_posts＝teachers_home－n_special－n_volunteers－n_outside_posts；"
    "surplus_by_pupils＝posts－need_by_pupils、short_by_classes＝need_by_classes－posts，均只取正值",
)


def _of_year(en: str, zh: str) -> Say:
    return Say(f"{_PUBLIC.en}; {en}", f"{_PUBLIC.zh}；{zh}")


STAFF_VIEWS: dict[str, View] = {
    "staffed": View(_PUBLIC, {"school": SCHOOL_COLUMNS}, staffed),
    "staffed_first": View(
        _of_year("first school year", "起始学年"), {"school": SCHOOL_COLUMNS}, staffed_first
    ),
    "staffed_last": View(_of_year("last school year", "末学年"), {"school": SCHOOL_COLUMNS}, staffed_last),
    "vacancies": View(
        Say("record table staff", "记录表 staff"),
        {"staff": ("year", "county", "stage", "zone_kind", "n_vacant")},
        lambda frames: frames["staff"],
    ),
    "staff_flows": View(
        Say(
            "record table staff, without the first year; retired = n_retired + n_retired_early, hired = n_hired + "
            "n_special_hired",
            "记录表 staff（不含首年）；retired＝n_retired＋n_retired_early，hired＝n_hired＋n_special_hired",
        ),
        {"staff": FLOW_COLUMNS},
        staff_flows,
    ),
    "money": View(
        Say("record table money, in 10,000 yuan", "记录表 money，万元"),
        {"money": ("year", "county", "school_id", "kind", "yuan")},
        lambda frames: frames["money"].assign(ten_thousand=frames["money"]["yuan"] / 1e4),
    ),
    "options": View(
        Say(
            "levels of the indicators (sim indicators) from record tables such as money, school, school_grade and "
            "staff; the column records tells which",
            "由记录表 money、school、school_grade、staff 等计算的指标水平（见 sim indicators，records 列为所用记录）",
        ),
        {
            table: tuple(columns)
            for table, columns in needed_columns(line.indicator for line in LINES).items()
        },
        options,
    ),
}
