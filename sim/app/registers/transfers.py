"""Changes on the roll (学籍异动): every child who comes to a school or grade, leaves it or stays in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from sim.app.registers.children import FAMILY, ID, PERSON, PLACE, hashed, worded
from sim.app.registers.watching import ARRIVED, MOVED, Seen
from sim.base.errors import Say
from sim.kernels.codes import (
    DROPOUTS,
    FLOW_NAMES,
    IN_BEFORE,
    OUT_BEFORE,
    REPEATERS,
    RETURNS,
    TRANSFER_IN,
    TRANSFER_OUT,
)
from sim.reports.registers.sheet import Sheet, Tie, text
from sim.world.watched_register import (
    CAME_BACK,
    CHANGES_SCHOOL,
    DROPPED,
    GRADE_NOT_TAUGHT,
    HAS_DIED,
    IS_PLACED,
    LEFT_REGION,
    NO_FLOW,
    REPEATS,
    SCHOOL_CLOSED,
    SECOND_TERM,
    TURNED_18,
)

KINDS = {
    REPEATERS: Say("repeats the grade", "留级"),
    IN_BEFORE: Say("comes, before the census", "转入"),
    OUT_BEFORE: Say("leaves, before the census", "转出"),
    DROPOUTS: Say("drops out", "辍学"),
    RETURNS: Say("returns after dropping out", "复学"),
    TRANSFER_IN: Say("comes, within the year", "转入"),
    TRANSFER_OUT: Say("leaves, within the year", "转出"),
}
_DEATH = Say("died", "死亡")
SUMMER, WITHIN, TERM_2 = "暑期（9月1日统计前）", "学年内（9月1日后）", "第二学期"
_WHEN = {DROPOUTS: WITHIN, RETURNS: WITHIN, TRANSFER_IN: TERM_2, TRANSFER_OUT: TERM_2}
_WHY = {
    REPEATS: "未升级",
    GRADE_NOT_TAUGHT: "本校无下一年级",
    CHANGES_SCHOOL: "择校或调整学校",
    IS_PLACED: "待安置后入学",
    SCHOOL_CLOSED: "学校撤并或年级停办",
    HAS_DIED: "死亡",
    LEFT_REGION: "随家庭迁出区域",
    TURNED_18: "年满18岁离校",
    DROPPED: "见控辍保学台账",
    CAME_BACK: "辍学后返校",
    SECOND_TERM: "统筹入学后转回学区学校",
}
_COLUMNS = (
    ID,
    text("Kind of change", "异动类别", "kind", 8),
    text("When", "异动时间", "term", 24),
    text("Why", "异动原因", "why", 24),
    *PLACE,
    text("Other school's code", "来源或去向学校标识码", "other_id", 16),
    text("Other school", "来源或去向学校", "other_name", 31),
    *PERSON, *FAMILY,
)  # fmt: skip
_NOTES = (
    Say(
        "One row a child and school: a child who changes school within the region stands in two, one where it leaves "
        "and one where it comes. Entrants to grades 1 and 7, promotion and finishing are no changes here. Day and "
        "month are not simulated: summer, school year or second term.",
        "每名学生每校一行：在区域内转学的，转出、转入各一行。一年级和七年级新招生、正常升级、毕业不列。"
        "具体日期未模拟，只分暑期、学年内、第二学期。",
    ),
    Say(
        "The grade is that in which the change counts: of a child whose school does not teach the next grade, the "
        "next one.",
        "年级为计入变动的年级：本校无下一年级的，为下一年级。",
    ),
)


def transfers(seen: Seen, recorded: Mapping[str, pd.DataFrame], salt: str) -> Sheet:
    """Return the changes of the year."""
    changes = seen.changes[seen.changes.flow != NO_FLOW].sort_values(["uid", "order"])
    rows = worded(seen.region, changes.reset_index(drop=True))
    other, region = _other_school(rows), seen.region
    rows = rows.assign(
        id=hashed(rows.uid, salt),
        kind=np.where(rows.how == HAS_DIED, _DEATH.zh, rows.flow.map({k: say.zh for k, say in KINDS.items()})),
        term=rows.flow.map(_WHEN).fillna(SUMMER), why=_why(seen, rows),
        other_id=[region.school_ids[k] if k >= 0 else "" for k in other],
        other_name=[region.school_names[k] if k >= 0 else "" for k in other],
    ).sort_values(["county_name", "school_id", "grade", "order", "id"])  # fmt: skip
    cells = recorded["school_grade"]
    title = Say("Changes on the roll", "学籍异动")
    return Sheet(
        "transfers", title, _COLUMNS, rows, _NOTES, tuple(_ties(rows, cells[cells.year == seen.year]))
    )


def _ties(rows: pd.DataFrame, cells: pd.DataFrame) -> Iterator[Tie]:
    """Yield what rows of each flow must be as many as."""
    for flow, say in KINDS.items():
        name = FLOW_NAMES[flow]
        what = Say(f"{say.en} ({name})", f"{say.zh}（{name}）")
        yield Tie(what, int((rows.flow == flow).sum()), int(cells[name].sum()))
    what = Say("of those who leave: died (n_deaths)", "转出中死亡（n_deaths）")
    yield Tie(what, int((rows.how == HAS_DIED).sum()), int(cells.n_deaths.sum()))


def _other_school(rows: pd.DataFrame) -> np.ndarray:
    """Return where who leaves comes to next in the year, and where who comes has left, -1 none.

    Rows by child and in the order in which things happened.
    """
    comes = rows.flow.isin((IN_BEFORE, TRANSFER_IN)).to_numpy()
    leaves = rows.flow.isin((OUT_BEFORE, TRANSFER_OUT)).to_numpy()
    uid, school = rows.uid.to_numpy(), rows.school.to_numpy(np.int64)
    out = np.full(len(rows), -1, np.int64)
    pairs = np.flatnonzero(leaves[:-1] & comes[1:] & (uid[:-1] == uid[1:]))
    out[pairs], out[pairs + 1] = school[pairs + 1], school[pairs]
    return out


def _why(seen: Seen, rows: pd.DataFrame) -> pd.Series:
    """Return the reasons: what the register knows, or the family's move that explains it."""
    why = rows.how.map(_WHY)
    by_choice = rows.how.isin((CHANGES_SCHOOL, IS_PLACED, GRADE_NOT_TAUGHT))
    why[by_choice & rows.uid.isin(seen.explained[MOVED])] = "随家庭搬迁"
    why[by_choice & rows.uid.isin(seen.explained[ARRIVED])] = "由区域外迁入"
    displaced = set(rows.uid[rows.how == SCHOOL_CLOSED])
    why[(rows.how == IS_PLACED) & rows.uid.isin(displaced)] = "撤并后安置"
    lacking = set(rows.uid[rows.how == GRADE_NOT_TAUGHT])
    why[(rows.how == IS_PLACED) & rows.uid.isin(lacking)] = "原校无下一年级"
    return why
