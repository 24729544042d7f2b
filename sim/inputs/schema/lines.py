"""Table of lines that run at the start: school buses (校车) and transit (公交)."""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.inputs.schema.parts import PROVENANCE, assumed, settlement_code

BUS_LINES = Table(
    "bus_lines",
    Say("a stop of a line of school buses or of transit", "校车或公交线路的一个站点"),
    (
        Column("line_code", "text", Say("code of the line", "线路代码"), key=True, aliases=("线路", "线路代码")),
        Column("stop", "int", Say("number of the stop in driving order to the school; the school has none",
               "向学校行驶的站序，学校本身不列"), "number", low=1, high=99, key=True, aliases=("站序",)),
        settlement_code(),
        Column("school_code", "text", Say("school it runs to, the same in all rows of the line; empty = a transit line",
               "所到学校标识码，同线各行相同；空为公交线路"), required=False, aliases=("学校标识码",),
               otherwise=assumed("a transit line: serves every school along it", "公交线路，服务沿线各校")),
        Column("buses", "int", Say("buses, each one trip each way a day; the same in all rows of the line",
               "车辆数（每车每日往返一趟），同线各行相同"), "buses", low=1, high=99, required=False,
               aliases=("车辆数",), otherwise=assumed("1", "1")),
        Column("seats_per_bus", "int", Say("pupils a bus may carry; the same in all rows of the line",
               "每车核载学生数，同线各行相同"), "seats", low=1, high=100, aliases=("核载人数", "座位数")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("no line", "无线路"),
)  # fmt: skip
