"""The tables of entries (填报表), each declared once; what is made of them stands in the files beside."""

from __future__ import annotations

from sim.base.declaration import Column, Fill, Table
from sim.base.errors import Say
from sim.indicators.evaluation.items import items
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

SITES = {
    "small": Say("sites with few pupils", "规模不足的校点"),
    "special": Say("special schools", "特殊教育学校"),
}
YES_NO = {"yes": Say("yes", "是"), "no": Say("no", "否")}
EVALUATION = Table(
    "evaluation",
    Say("whether a kind of site counts in the evaluations of balance", "一类校点是否参加均衡评估"),
    (
        Column("sites", "code", Say("kind of site", "校点类别"), codes=SITES, key=True, aliases=("校点", "类别")),
        Column("counts", "code", Say("whether it counts", "是否参评"), codes=YES_NO, aliases=("参评", "是否参评")),
        Column("note", "text", Say("remark", "说明"), required=False, aliases=("说明", "备注")),
    ),
    required=False,
    otherwise=Fill("assumed", Say("neither counts", "均不参评")),
)  # fmt: skip
MET = {
    "met": Say("met", "达标"),
    "not_met": Say("not met", "未达标"),
    "not_judged": Say("not judged", "未评定"),
}
ITEMS = Table(
    "items",
    Say("an item of the evaluation of 2017 as the bureau judges it", "优质均衡一项指标的自评结果"),
    (
        Column("item", "code", Say("code of the item, as table 14-2 has it", "指标编号，同表14-2"),
               codes={one.code: Say(one.code, one.code) for one in items()}, key=True, aliases=("指标编号", "编号")),
        Column("what", "text", Say("what the item is; not read", "指标内容；供填报人参考，不读取"), required=False,
               aliases=("内容", "指标")),
        Column("county_code", "text", Say("division code of the county; blank = every county",
               "县级行政区划代码；空白为各县"),
               required=False, key=True, aliases=("县代码", "县级代码", "区划代码"),
               otherwise=Fill("derived", Say("every county", "各县"))),
        Column("met", "code", Say("whether it is met; blank = not entered", "是否达标；空白为未填报"), codes=MET,
               required=False, aliases=("达标", "是否达标", "评定"),
               synonyms={"是": "met", "否": "not_met", "不达标": "not_met"}),
        Column("value", "text", Say("the figure, with its unit", "数值及单位"), required=False,
               aliases=("数值", "实际值")),
        Column("note", "text", Say("remark or document", "说明或文号"), required=False,
               aliases=("说明", "备注", "佐证")),
    ),
    required=False,
    otherwise=Fill("derived", Say("not entered", "未填报")),
)  # fmt: skip

_TABLES = (WARNINGS, LEDGER, TARGET_TABLE, EVALUATION, ITEMS)
ENTRY_TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
