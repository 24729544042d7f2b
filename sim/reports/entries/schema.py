"""The tables of entries (填报表), each declared once; what is made of them stands in the files beside."""

from __future__ import annotations

from sim.base.declaration import Column, Fill, Table
from sim.base.errors import Say
from sim.indicators.seat_warnings import LEVELS, SIDES

WARNINGS = Table(
    "warnings",
    Say("a threshold of the seat warning", "一条学位预警界限"),
    (
        Column("side", "code", Say("what is warned of", "预警对象"), codes=SIDES, key=True,
               aliases=("预警对象", "方向"), synonyms={"缺口": "short", "富余": "spare"}),
        Column("level", "code", Say("warning level", "预警等级"), codes=LEVELS, key=True, aliases=("预警等级", "等级"),
               synonyms={"红": "red", "橙": "orange", "黄": "yellow"}),
        Column("above", "float", Say("the level holds above this share; below zero: free seats",
               "占核定学位的比例高于此值；负值为空余"), "share of rated seats", low=-1, high=1,
               aliases=("高于", "界限")),
        Column("source", "text", Say("where the threshold comes from", "依据"), required=False,
               aliases=("来源", "依据"), otherwise=Fill("derived", Say("the file itself", "即本文件"))),
    ),
    required=False,
    otherwise=Fill("assumed", Say("the usual thresholds", "常用界限")),
)  # fmt: skip

ENTRY_TABLES: dict[str, Table] = {table.name: table for table in (WARNINGS,)}
