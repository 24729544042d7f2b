"""The tables of entries (填报表), each declared once; what is made of them stands in the files beside."""

from __future__ import annotations

from sim.base.declaration import Column, Fill, Table
from sim.base.errors import Say
from sim.indicators.seat_warnings import LEVELS, SIDES
from sim.reports.entries.targets import TARGET_TABLE

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

STATUS = {
    "not_started": Say("not started", "未启动"),
    "in_progress": Say("in progress", "进行中"),
    "done": Say("done", "已完成"),
    "delayed": Say("delayed", "滞后"),
    "not_applicable": Say("not applicable", "不适用"),
}
LEDGER = Table(
    "ledger",
    Say("a measure, or a part of one, that is not simulated", "一项未模拟的措施（或其部分）"),
    (
        Column("measure_id", "text", Say("id of the measure, as sim ledger lists it", "措施编号，见 sim ledger"),
               key=True, aliases=("措施编号", "编号")),
        Column("part", "int", Say("part of the measure, from 1", "该措施内的序号，自1起"), key=True, low=1,
               aliases=("序号", "部分")),
        Column("what", "text",
               Say("what the line is about; not read", "内容；供填报人参考，不读取"), required=False,
               aliases=("内容", "事项")),
        Column("status", "code", Say("how far it has come; blank = not entered", "进展；空白为未填报"), codes=STATUS,
               required=False, aliases=("状态", "进展", "落实情况"),
               synonyms={"未开始": "not_started", "未落实": "not_started", "推进中": "in_progress",
                         "在办": "in_progress", "完成": "done", "已落实": "done", "延期": "delayed", "逾期": "delayed",
                         "不涉及": "not_applicable"}),
        Column("date", "date", Say("day that the status speaks of", "状态日期"), required=False,
               aliases=("日期", "状态日期", "截至日期")),
        Column("note", "text", Say("remark", "说明"), required=False, aliases=("说明", "备注")),
        Column("evidence", "text", Say("document or place where it can be seen", "佐证材料：文号或存放处"),
               required=False, aliases=("佐证", "佐证材料", "依据")),
    ),
    required=False,
    otherwise=Fill("assumed", Say("every line not entered", "各项均为未填报")),
)  # fmt: skip

ENTRY_TABLES: dict[str, Table] = {table.name: table for table in (WARNINGS, LEDGER, TARGET_TABLE)}
