"""File of left-behind children (留守儿童档案): pupils of the census with rural hukou and a parent away."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.app.registers.children import AID, FAMILY, HOME, ID, PERSON, PLACE, hashed, worded
from sim.app.registers.watching import Seen
from sim.base.errors import Say
from sim.kernels.care import LEFT_BEHIND
from sim.kernels.codes import BOARD, BUS, RIDE, TRANSIT, WALK
from sim.reports.registers.sheet import Sheet, Tie, text, whole, yes_no

_WAYS = {WALK: "步行", RIDE: "家庭接送或自乘", BOARD: "寄宿", BUS: "校车", TRANSIT: "公交"}
_COLUMNS = (
    ID, *PERSON, *PLACE, FAMILY[0],
    text("On file", "已建档", "filed", 7),
    text("Key case", "重点对象", "key_case", 7),
    text("In one-to-one care", "一对一包保", "cared", 7),
    text("By the definition of 2016", "2016年口径（双亲外出）", "is_2016", 12),
    text("A parent away since school year", "外出起始学年", "away_since", 12),
    *FAMILY[1:], AID,
    text("Boards", "寄宿", "boards", 6),
    text("Way to school", "上学方式", "way_name", 14),
    whole("Minutes one way", "单程用时", "minutes", 8, Say("min", "分钟")),
    text("Beyond the travel limit", "超过路途时限", "far", 8),
    *HOME,
)  # fmt: skip
_NOTES = (
    Say(
        "All whom the model knows; not on file are those the bureau's survey misses. Key cases: both parents away, "
        "a poor family, or over age.",
        "所列为模型中的全部留守儿童；“未建档”即摸排遗漏者。重点对象：双亲外出、家庭经济困难或超龄。",
    ),
    Say(
        "Pupils enrolled on 1 September with rural hukou and a parent away. Who looks after a child whose parents are "
        "both away, and how to reach the parents, is not simulated and so not told.",
        "9月1日在校、农业户口且父母至少一方外出的学生。双亲外出时的实际监护人和联系方式未模拟，故不列。",
    ),
)


def left_behind(seen: Seen, recorded: Mapping[str, pd.DataFrame], salt: str) -> Sheet:
    """Return the file of the year's left-behind children."""
    rows, first = worded(seen.region, seen.left_behind), seen.region.first_year
    rows = rows.assign(
        id=hashed(rows.uid, salt), is_2016=yes_no(rows.parents_away == 2),
        filed=yes_no(rows.is_filed), key_case=yes_no(rows.care_case > LEFT_BEHIND), cared=yes_no(rows.is_cared),
        away_since=np.where(rows.year_away > first, rows.year_away.astype(str), f"{first}及以前"),
        way_name=rows.way.map(_WAYS), far=yes_no(rows.is_over_limit > 0),
    ).sort_values(["county_name", "school_id", "grade", "id"])  # fmt: skip
    cells = recorded["school_grade"]
    cells = cells[cells.year == seen.year]
    ties = tuple(
        Tie(what, int(n), int(cells[name].sum()))
        for what, n, name in (
            (Say("left-behind pupils", "留守儿童"), len(rows), "n_left_behind"),
            (Say("both parents away", "其中双亲外出"), (rows.parents_away == 2).sum(), "n_left_behind_2016"),
            (Say("on file", "其中已建档"), rows.is_filed.sum(), "n_left_behind_filed"),
            (Say("key cases", "其中重点对象"), (rows.care_case > LEFT_BEHIND).sum(), "n_key_cases"),
            (Say("in one-to-one care", "其中一对一包保"), rows.is_cared.sum(), "n_cared"),
        )
    )
    return Sheet(
        "left_behind", Say("File of left-behind children", "留守儿童档案"), _COLUMNS, rows, _NOTES, ties
    )
