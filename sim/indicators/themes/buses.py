"""Indicators of school buses and transit (校车与公交)."""

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Less, Together, Total
from sim.indicators.break_even import BreakEven
from sim.indicators.cells import WHOLE
from sim.indicators.indicator import (
    COUNTY_FLOW,
    MODEL,
    NEVER,
    PERCENT,
    PUPILS,
    STOCK,
    YEARS,
    YUAN,
    YUAN_PER_PUPIL,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Kind, Ratio, Sum
from sim.kernels.codes import LINE_NAMES, SCHOOL_BUS

_DOCUMENT = "通市政办发〔2017〕13号"
_NEED, _MET = Total("school_grade", "n_bus_need"), Total("school_grade", "n_bus_need_met")
_LEFT_BEHIND = Total("school_grade", "n_left_behind_bus_need")
_RIDERS = Together((Total("school_grade", "n_bus"), Total("school_grade", "n_transit")))
_STAFF, _BOARDERS = Total("school", "boarding_staff_yuan"), Total("school_grade", "n_boarders")
_RUNNING, _FEES = Total("bus_lines", "yuan_running"), Total("bus_lines", "yuan_fees")
# Of school buses alone: the seats of a transit line carry others too, and pupils would bear the cost of all.
_BUSES = (
    Total("bus_lines", "yuan_running", ("kind", (LINE_NAMES[SCHOOL_BUS],))),
    Total("school_grade", "n_bus"),
)


def _pupils(name: str, title: Say, definition: Say, amount: Amount, source: str = MODEL) -> Indicator:
    return Indicator(name, title, PUPILS, definition, source, STOCK, Sum(amount))


def _covered(name: str, title: Say, definition: Say, met: Amount, need: Amount) -> Indicator:
    source = f"{_DOCUMENT} 二(十): 校车全覆盖, target 100 %"
    return Indicator(name, title, PERCENT, definition, source, NEVER, Ratio(met, need, 100.0), decimals=1)


def _money(
    name: str, title: Say, definition: Say, kind: Kind, unit: Say = YUAN, adds_up: Say = COUNTY_FLOW
) -> Indicator:
    return Indicator(name, title, unit, definition, MODEL, adds_up, kind, WHOLE)


BUSES = Theme(
    Say("School buses and transit", "校车与公交"),
    (
        _pupils(
            "bus_pupils",
            Say("pupils who go by school bus", "乘校车学生"),
            Say("pupils with a seat on a line of their school", "在所在学校校车线路有座位的学生"),
            Total("school_grade", "n_bus"),
        ),
        _pupils(
            "transit_pupils",
            Say("pupils who go by transit line", "乘公交上学学生"),
            Say(
                "pupils for whom a transit line opened by the county is quicker or cheaper than their own ride",
                "乘县里开通的公交线路更快或更省的学生",
            ),
            Total("school_grade", "n_transit"),
        ),
        _pupils(
            "bus_seats_short",
            Say("pupils without a seat on their bus", "无校车座位学生"),
            Say(
                "day pupils who would go by school bus, had their line a seat left; empty seats of other lines are not "
                "set against it",
                "线路有座位即会乘校车的走读生；他线空座不得相抵",
            ),
            Total("school_grade", "n_without_bus_seat"),
        ),
        _pupils(
            "bus_fee_waived_pupils",
            Say("pupils whose bus fee is waived", "校车费减免学生"),
            Say("bus pupils who pay no fee by the rules of the year", "按当年规则免交校车费的乘车学生"),
            Total("school_grade", "n_bus_fee_waived"),
            f"{_DOCUMENT} 二(十): 经济困难留守儿童校车减免",
        ),
        _covered(
            "share_bus_need_met",
            Say("coverage of pupils who need a bus", "需乘车学生覆盖率"),
            Say(
                "of day pupils whose trip by their own means is beyond the travel limit, those who go by school bus or "
                "transit line, in percent",
                "自行上学超过路途时限的走读生中乘校车或公交者占比（百分比）",
            ),
            _MET,
            _NEED,
        ),
        _covered(
            "share_left_behind_bus_need_met",
            Say("coverage of left-behind pupils who need a bus", "需乘车留守儿童覆盖率"),
            Say("the same among left-behind pupils", "同上，限留守儿童"),
            Total("school_grade", "n_left_behind_bus_need_met"),
            _LEFT_BEHIND,
        ),
        _money(
            "yuan_bus_running",
            Say("running cost of lines", "线路运营成本"),
            Say(
                "seats of school buses and transit lines x yearly cost of a seat; buying buses is told with the orders",
                "校车、公交座位数 × 每座年运营成本；购车费用见规划落实表",
            ),
            Sum(_RUNNING),
        ),
        _money(
            "yuan_bus_fees",
            Say("bus fees paid by families", "家长交纳的校车费"),
            Say("fee of the rules x bus pupils who pay", "规则所定收费 × 交费乘车学生"),
            Sum(_FEES),
        ),
        _money(
            "yuan_bus_fees_waived",
            Say("bus fees waived", "减免的校车费"),
            Say("fee of the rules x bus pupils who pay none", "规则所定收费 × 免费乘车学生"),
            Sum(Total("bus_lines", "yuan_fees_waived")),
        ),
        _money(
            "yuan_per_line_pupil",
            Say("public cost of a pupil on a line", "线路乘坐学生人均公共支出"),
            Say(
                "running cost less fees / pupils who go by school bus or transit line; others on "
                "transit bear none",
                "（运营成本 － 家长交费）÷ 乘校车和公交学生；公交成本全部计入学生，不分摊给其他乘客",
            ),
            Ratio(Less(_RUNNING, _FEES), _RIDERS),
            YUAN_PER_PUPIL,
            NEVER,
        ),
        _money(
            "years_bed_for_bus",
            Say("years after which a bed costs no more than a bus seat", "床位与校车的盈亏平衡年数"),
            Say(
                "price of a bed in the rulebook / (running cost of a pupil on a school bus less that of boarding staff "
                "for a boarder); no data without school buses or boarders, or where the bed never breaks even; buying "
                "buses and funds for boarders are not counted",
                "规则表床位单价 ÷（校车乘坐学生年均运营成本 － 寄宿生年均管理服务人员成本）；没有校车或寄宿生、"
                "或床位年成本不低于校车时无数据；不计购车费用和寄宿公用经费",
            ),
            BreakEven("price_bed", *_BUSES, _STAFF, _BOARDERS),
            YEARS,
            NEVER,
        ),
        _money(
            "years_seat_for_bus",
            Say(
                "years after which a school seat near home costs no more than a bus seat",
                "就近新建学位与校车的盈亏平衡年数",
            ),
            Say(
                "price of a seat of a new school in the rulebook / running cost of a pupil on a school bus; the "
                "teachers of one more school are not counted; no data without school buses",
                "规则表新建学位单价 ÷ 校车乘坐学生年均运营成本；不计新增学校的教师成本；没有校车时无数据",
            ),
            BreakEven("price_seat", *_BUSES),
            YEARS,
            NEVER,
        ),
    ),
)
