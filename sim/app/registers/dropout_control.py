"""Ledger against dropping out (控辍保学台账): who dropped out in the year, and who had before and was not back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.app.registers.children import FAMILY, HOME, ID, PERSON, PLACE, hashed, worded
from sim.app.registers.watching import Seen
from sim.base.errors import Say
from sim.kernels.codes import CAUSE_NAMES, DROPOUTS
from sim.processes.returns import AGE_LIMIT
from sim.reports.registers.sheet import Sheet, Tie, text, whole

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
BACK, PAST_AGE, OUT = "本学年复学", "未复学（超义务教育年龄）", "未复学"
_COLUMNS = (
    ID,
    text("Kind of entry", "台账类别", "kind", 12),
    *PERSON, *PLACE,
    whole("School year of dropping out", "辍学学年", "year_left"),
    text("Cause", "辍学原因", "cause_name", 14),
    *FAMILY,
    text("Living aid when it left, yuan a year", "辍学时生活补助（元/学年）", "aid", 10),
    text("Boarded", "辍学时寄宿", "boarded", 8),
    text("At the end of the school year", "学年末状态", "state", 25),
    whole("School year of return", "复学学年", "year_back"),
    *HOME,
)  # fmt: skip
_NOTES = (
    Say(
        "Dropped out between 1 September and 31 August, and children who had before and were not back on 1 September. "
        "School and grade are those last attended; day and month are not simulated. A blank year of dropping out lies "
        "before the run, and so does a blank cause; a year of return after this one is known because the whole run is.",
        "9月1日至次年8月31日辍学的学生，以及往年辍学、9月1日仍未复学的儿童。学校、年级为最后就读的学校、年级；具体日期未模拟。"
        "辍学学年、原因空白表示在运行首年以前；复学学年晚于本学年的，系全程模拟已知。",
    ),
)


def dropout_control(seen: Seen, recorded: Mapping[str, pd.DataFrame], salt: str) -> Sheet:
    """Return the ledger of the year."""
    changes = seen.changes
    new, absent = changes[changes.flow == DROPOUTS], seen.absent
    rows = pd.concat(
        [new.assign(kind=NEW, year_left=seen.year), absent.assign(kind=CARRIED)], ignore_index=True
    )
    before = seen.left[seen.left.year < seen.year].groupby("uid").year.max()
    rows["year_left"] = (
        rows.get("year_left", pd.Series(dtype=float)).fillna(rows.uid.map(before)).astype("Int64")
    )
    after = seen.returned[seen.returned.year >= seen.year].groupby("uid").year.min()
    rows["year_back"] = rows.uid.map(after).astype("Int64")
    is_back = (rows.year_back == seen.year).fillna(False).to_numpy(bool)
    rows["state"] = np.select([is_back, rows.age > AGE_LIMIT], [BACK, PAST_AGE], OUT)
    is_new, words = rows.kind == NEW, ["", *(CAUSES[name].zh for name in CAUSE_NAMES)]
    rows = worded(seen.region, rows)
    rows = rows.assign(
        id=hashed(rows.uid, salt), cause_name=[words[k] for k in rows.cause],
        aid=rows.aid_yuan.astype(str).where(is_new, ""), boarded=rows.boards.where(is_new, ""),
    )  # fmt: skip
    rows = rows.sort_values(
        ["kind", "county_name", "school_id", "grade", "id"], ascending=[False, *[True] * 4]
    )
    cells = recorded["school_grade"]
    cells = cells[cells.year == seen.year]
    ties = (
        Tie(Say("dropped out this year", NEW), len(new), int(cells.n_dropouts.sum())),
        *(
            Tie(
                Say(f"by {CAUSES[name].en}", f"其中：{CAUSES[name].zh}"),
                int((new.cause == code).sum()),
                int(cells[f"n_dropouts_{name}"].sum()),
            )
            for code, name in enumerate(CAUSE_NAMES, start=1)
        ),
        Tie(Say("came back this year", BACK), int(is_back.sum()), int(cells.n_returns.sum())),
    )
    title = Say("Ledger against dropping out", "控辍保学台账")
    return Sheet("dropout_control", title, _COLUMNS, rows, _NOTES, ties)
