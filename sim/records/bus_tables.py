"""Record columns and table of school buses and transit (校车、公交)."""

from sim.base.errors import Say
from sim.records.columns import COUNTY, YEAR, RecordColumn, TableDeclaration, count, text

PUPIL_COUNTS = (
    count("n_bus", "pupils who go by school bus", "乘校车学生"),
    count("n_bus_fee_waived", "pupils among them who pay no fee by the rules of the year", "其中:校车费减免"),
    count("n_without_bus_seat", "day pupils who would go by school bus, had their line a seat left", "无校车座位学生"),
    count("n_transit", "pupils who go by transit line", "乘公交学生"),
    count("n_bus_need", "day pupils whose trip by their own means is longer than the travel limit of their grade",
        "自行上学超过路途时限学生(走读)"),
    count("n_bus_need_met", "pupils among them who go by school bus or transit line", "其中:已乘校车或公交"),
    count("n_left_behind_bus_need", "left-behind pupils among n_bus_need", "自行上学超过路途时限的留守儿童(走读)"),
    count("n_left_behind_bus_need_met", "left-behind pupils among n_bus_need_met", "其中:已乘校车或公交"),
)  # fmt: skip

_OVER_LINES = "over lines"


def _yuan(name: str, en: str, zh: str) -> RecordColumn:
    return RecordColumn(name, "float64", "yuan", Say(en, zh), "over lines and years")


BUS_LINES = TableDeclaration(
    "bus_lines", ("year", "county", "line"),
    (
        YEAR, COUNTY, text("line", "code of the line", "线路代码"),
        text("school_id", "school it runs to; empty for a transit line", "学校标识码；公交为空"),
        text("kind", "school_bus (校车) or transit (公交)", "类别"),
        count("n_stops", "stops, the school not among them", "站点数", "stops", _OVER_LINES),
        count("n_buses", "buses", "车辆数", "buses", _OVER_LINES),
        count("seats", "seats of all its buses", "座位数", "seats", _OVER_LINES),
        count("n_riders", "pupils who ride", "乘坐学生", adds_up=_OVER_LINES),
        count("n_turned_away", "day pupils who would ride and found no seat", "无座学生", adds_up=_OVER_LINES),
        count("n_fee_waived", "riders who pay no fee", "减免学生", adds_up=_OVER_LINES),
        RecordColumn("minutes_farthest", "float64", "minutes", Say("minutes aboard from the first stop to the end",
            "首站至终点乘车时间"), "never"),
        _yuan("yuan_running", "running cost of its buses", "运营成本"),
        _yuan("yuan_fees", "bus fees paid by families; fares of transit lines are not told", "家长交费"),
        _yuan("yuan_fees_waived", "bus fees waived", "减免金额"),
    ),
    Say("lines of school buses and of transit, their riders and money", "校车、公交线路的乘坐与费用"),
)  # fmt: skip
