"""Rules of budgets (基本建设资金、经常性资金): how much a county's bureau may spend a year, and on what first."""

from dataclasses import dataclass

from sim.rules.field import rule

NO_LIMIT = -1.0  # yuan a year: what is asked for is paid
_NONE = "none in force before the policy"


@dataclass(frozen=True)
class BudgetRules:
    """Fields of the rulebook about the capital budget, and the running budget of programmes."""

    capital_budget: float = rule(
        NO_LIMIT,
        "yuan/year",
        _NONE,
        "assumption",
        2016,
        (NO_LIMIT, 1e12),
        "money of the year for what the bureau orders; -1 = no limit",
        "年度基本建设资金(-1 为不限)",
    )
    budget_carry_over: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0.0, 1.0),
        "part of what is left at the year's end that goes on to the next year; the rest lapses",
        "结余结转比例",
    )
    budget_rural_share: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0.0, 1.0),
        "part of the money of a year from which village schools, points and schools for a minority are paid first",
        "优先用于乡村学校、教学点和民族学校的比例",
    )
    budget_in_strict_order: int = rule(
        0,
        "0 or 1",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "an order that is too dear keeps the money: those after it wait too, until the money for it is saved",
        "资金不足时按序等待",
    )
    running_budget: float = rule(
        NO_LIMIT,
        "yuan/year",
        _NONE,
        "assumption",
        2016,
        (NO_LIMIT, 1e12),
        "money of the year for programmes of teachers: rural allowance, added performance pay, awards, volunteers, "
        "itinerant teachers, training; -1 = no limit",
        "教师各项支持计划年度经常性资金(-1 为不限)",
    )
