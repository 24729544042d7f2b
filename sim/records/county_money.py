"""Columns of `county` about capital money (基本建设资金), programmes of teachers, and some kinds of the ledger."""

from sim.records.columns import RecordColumn, count
from sim.rules.money_kinds import MONEY_KINDS

_FLOW = "over counties and years"


def _yuan(name: str, en: str, zh: str, adds_up: str = _FLOW):
    return count(name, en, zh, "yuan", adds_up, dtype="uint64")


# Field of `Books` -> column. capital_budget + last year's carried and returned = spent + carried + lapsed.
MONEY = {
    "budget": _yuan("capital_budget", "money of the year for what the bureau orders; without a limit what is spent",
                    "年度基本建设资金（不限时为实际支出）"),
    "spent": _yuan("capital_spent", "paid for orders given this year: capital_budget and last year's capital_carried "
                   "and capital_returned = capital_spent + capital_carried + capital_lapsed", "当年拨付"),
    "refused": _yuan("capital_refused", "what orders refused for lack of money would have cost; asked for again, it "
                     "counts again", "因资金不足未批准金额（再次提出则重复计入）"),
    "carried_out": _yuan("capital_carried", "left over and carried on to the next year", "结转下年", "over counties"),
    "lapsed": _yuan("capital_lapsed", "left over and not carried on", "结余收回"),
    "returned": _yuan("capital_returned", "paid for what goes with closings that parents or the rules stopped "
                      "this year; in the purse again next year", "撤并停止退回资金（下年可用）"),
}  # fmt: skip

PROGRAMMES_PAID = _yuan(
    "programmes_yuan",
    "paid for programmes of teachers: rural allowance, added performance pay, "
    "awards, volunteers, itinerant teachers, training",
    "教师各项支持计划经常性支出",
)
PROGRAMMES_REFUSED = _yuan(
    "programmes_refused_yuan",
    "what these programmes asked for at full rates and the running budget refused",
    "因年度限额未安排的教师支持计划支出",
)
# Kind of money -> column: what levers about money are looked at by; all kinds stand in the table `money`.
YEARLY = {
    kind: RecordColumn(f"yuan_{kind}", "int64", "yuan", MONEY_KINDS[kind].title, _FLOW)
    for kind in ("public_funds", "small_school_funds", "funds_followed_in", "county_budget")
}
