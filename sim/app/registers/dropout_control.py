"""Ledger against dropping out (控辍保学台账): who dropped out in the year, and who had before and was not back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from sim.app.registers.children import AID, FAMILY, HOME, ID, PERSON, PLACE, hashed, worded
from sim.app.registers.watching import Seen
from sim.base.errors import Say
from sim.kernels.codes import CAUSE_NAMES, DROPOUTS
from sim.kernels.returns import MONTHS
from sim.processes.returns import AGE_LIMIT
from sim.reports.registers.sheet import Sheet, Tie, text, whole, yes_no
from sim.world.watched_register import WAITS

CAUSES = {
    "poverty": Say("poverty", "家庭经济困难"),
    "left_behind": Say("parents away", "父母外出"),
    "distance": Say("distance", "上学路远"),
    "boarding": Say("boarding young", "低龄寄宿"),
    "learning": Say("learning", "学习困难"),
    "closure": Say("closure of the school", "学校撤并"),
    "other": Say("none of these", "其他"),
}
NEW, CARRIED = "本学年新增", "往年结转"
UNKNOWN = "尚未发现"
BACK, WAITING, PAST_AGE, OUT = "本学年复学", "复学待安置", "未复学（超义务教育年龄）", "未复学"
_COLUMNS = (
    ID,
    text("Kind of entry", "台账类别", "kind", 12),
    *PERSON, *PLACE,
    text("School year of dropping out", "辍学学年", "left_in", 9),
    text("Month of dropping out", "辍学月份", "month", 12),
    text("Known since", "发现时间", "known", 12),
    text("Cause", "辍学原因", "cause_name", 14),
    *FAMILY,
    whole("Living aid when it left", "辍学时生活补助", "aid", 10, AID.unit),
    text("Boarded", "辍学时寄宿", "boarded", 8),
    text("Visited by the campaign", "是否走访劝返", "visited", 8),
    text("At the end of the school year", "学年末状态", "state", 25),
    whole("School year of return", "复学学年", "year_back"),
    *HOME,
)  # fmt: skip
_NOTES = (
    Say(
        "Dropped out between 1 September and 31 August, and children who had before and were not back on 1 September. "
        "School and grade are those last attended. A blank year of dropping out lies before the run, and so do a blank "
        "month and cause; a year of return after this one is known because the whole run is.",
        "9月1日至次年8月31日辍学的学生，以及往年辍学、9月1日仍未复学的儿童。学校、年级为最后就读的学校、年级。"
        "辍学学年、月份、原因空白表示在运行首年以前；复学学年晚于本学年的，系全程模拟已知。",
    ),
)


def dropout_control(seen: Seen, recorded: Mapping[str, pd.DataFrame], salt: str) -> Sheet:
    """Return the ledger of the year."""
    new = seen.changes[seen.changes.flow == DROPOUTS]
    both = pd.concat([new.assign(kind=NEW), seen.absent.assign(kind=CARRIED)], ignore_index=True)
    rows = _with_dates(_with_states(worded(seen.region, both), seen), seen.year)
    is_new, words = rows.kind == NEW, ["", *(CAUSES[name].zh for name in CAUSE_NAMES)]
    rows = rows.assign(
        id=hashed(rows.uid, salt), cause_name=[words[k] for k in rows.cause],
        aid=rows.aid_yuan.astype("Int64").where(is_new), boarded=rows.boards.where(is_new, ""),
        visited=np.where(rows.year_left > 0, yes_no(rows.is_visited > 0), ""),
    )  # fmt: skip
    order = ["kind", "county_name", "school_id", "grade", "id"]
    rows = rows.sort_values(order, ascending=[False, True, True, True, True])
    cells = recorded["school_grade"]
    ties = tuple(_ties(rows, cells[cells.year == seen.year]))
    return Sheet(
        "dropout_control", Say("Ledger against dropping out", "控辍保学台账"), _COLUMNS, rows, _NOTES, ties
    )


def _with_states(rows: pd.DataFrame, seen: Seen) -> pd.DataFrame:
    """Return the rows with what children do at the end of the school year, and when they come back."""
    back = seen.returned[seen.returned.year >= seen.year].groupby("uid").year.min()
    year_back = rows.uid.map(back).astype("Int64")
    is_back = (year_back == seen.year).fillna(False).to_numpy(bool)
    waits = rows.uid.isin(seen.changes.uid[seen.changes.how == WAITS])
    state = np.select([is_back, waits, rows.age > AGE_LIMIT], [BACK, WAITING, PAST_AGE], OUT)
    return rows.assign(state=state, year_back=year_back)


def _with_dates(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows with year and month of leaving, and the month in which it was known by the end of the year."""
    by_now = MONTHS * (year - rows.year_left + 1)
    is_known = rows.month_known <= by_now
    return rows.assign(
        left_in=[str(one) if one else "" for one in rows.year_left],
        month=[month_words(*one) for one in zip(rows.year_left, rows.month_left, strict=True)],
        known=[
            month_words(begun, month) if known else UNKNOWN * (begun > 0)
            for begun, month, known in zip(rows.year_left, rows.month_known, is_known, strict=True)
        ],
    )  # fmt: skip


def month_words(school_year: int, month: int) -> str:
    """Return a month counted from the September of a school year (1) as calendar year and month; empty for year 0."""
    if not school_year:
        return ""
    since_january = month + 7
    return f"{school_year + since_january // MONTHS}年{since_january % MONTHS + 1}月"


def _ties(rows: pd.DataFrame, cells: pd.DataFrame) -> Iterator[Tie]:
    """Yield what the ledger must be as many as."""
    new = rows[rows.kind == NEW]
    back = rows.state == BACK
    for what, n, name in (
        (Say("dropped out this year", NEW), len(new), "n_dropouts"),
        *(
            (
                Say(f"by {CAUSES[name].en}", f"其中：{CAUSES[name].zh}"),
                (new.cause == code).sum(),
                f"n_dropouts_{name}",
            )
            for code, name in enumerate(CAUSE_NAMES, start=1)
        ),
        (Say("of poor families", "其中：困难家庭"), (new.poverty > 0).sum(), "n_dropouts_poor"),
        (
            Say("known within the year", "其中：学年内已发现"),
            (new.month_known <= MONTHS).sum(),
            "n_dropouts_known",
        ),
        (Say("back within the year", "其中：学年内复学"), (new.state == BACK).sum(), "n_returns_within"),
        (Say("came back this year", BACK), back.sum(), "n_returns"),
    ):
        yield Tie(what, int(n), int(cells[name].sum()))
