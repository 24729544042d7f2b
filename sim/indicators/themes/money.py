"""Indicators of capital money (基本建设资金): what building costs, and what there is no money for."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.cells import WHOLE
from sim.indicators.indicator import COUNTY_FLOW, MODEL, YUAN, Indicator, Theme
from sim.indicators.kinds import Sum


def _of_year(name: str, title: Say, definition: Say) -> Indicator:
    return Indicator(name, title, YUAN, definition, MODEL, COUNTY_FLOW, Sum(Total("county", name)), WHOLE)


MONEY_THEME = Theme(
    Say("Capital money", "基本建设资金"),
    (
        _of_year(
            "capital_spent",
            Say("capital spent", "基本建设支出"),
            Say(
                "price of the orders paid for, in the year they are given; prices are estimates with a range",
                "当年批准的规划与决定按单价计算的支出（计入下达当年）；单价为估计值并有范围",
            ),
        ),
        _of_year(
            "capital_budget",
            Say("capital budget", "年度基本建设资金"),
            Say(
                "money of the year for what the bureaus order; without a limit what is spent",
                "当年可用于规划建设的新增资金；不限时为实际支出",
            ),
        ),
        _of_year(
            "capital_refused",
            Say("capital refused", "因资金不足未安排金额"),
            Say(
                "price of the orders refused for lack of money; an order given again counts again",
                "因资金不足未安排的规划与决定的金额；再次提出的重复计入",
            ),
        ),
    ),
)
