"""表19-2: money by county and year: running and capital, in and out, each kind that there is."""

from __future__ import annotations

from dataclasses import replace

from sim.base.errors import Say
from sim.indicators.money_amounts import kinds_of, spent
from sim.reports.workbook import rows
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.quantity import Quantity, among, made, number, total
from sim.reports.workbook.table import EACH, TENTHS, Column, Table, figure, key, quantiles
from sim.reports.workbook.words import TEN_THOUSAND
from sim.rules.money_kinds import CAPITAL, IN, MONEY_KINDS, RUNNING

_IN = Say("Running money in, P50", "经常性收入，P50")
_OUT = Say("Of which, P50", "其中，P50")
_BUILT = Say("Of capital money, P50", "基本建设支出其中，P50")
_MEMO = Say("Beside the books, P50", "备查，P50")
_SUMS = {
    "running": (spent(RUNNING), Say("Running money spent", "经常性支出")),
    "capital": (spent(CAPITAL), Say("Capital money spent", "基本建设支出")),
}
_NOTED = {
    "closures_saved": Say("Closures saved", "撤并节省"),
    "refused_running": Say("Refused", "限额未安排"),
}


def _title(kind: str) -> Say:
    """Return what a kind is called, without its remark."""
    if kind in _NOTED:
        return _NOTED[kind]
    title = MONEY_KINDS[kind].title
    return Say(title.en.partition(";")[0].capitalize(), title.zh.partition("（")[0])


def _kinds(kinds: tuple[str, ...], group: Say) -> tuple[Column, ...]:
    """Return a column for each kind, shown where there is any yuan of it."""
    columns = [(kind, _title(kind)) for kind in kinds]
    return tuple(
        replace(
            figure(title.en, title.zh, kind, "p50", TEN_THOUSAND, TENTHS, 11, group),
            is_shown=lambda batch, kind=kind: kind in batch.kinds_of_money,
        )
        for kind, title in columns
    )


def _quantities(kind: str) -> tuple[Quantity, ...]:
    """Return the yuan of a kind; of one that counties must tell, not known where none of the place tells it."""
    one, of_kind = MONEY_KINDS[kind], among("kind", kind)
    name = f"{kind}_told" if one.is_told else kind
    yuan = total(name, one.title.en, one.title.zh, "money", "ten_thousand", of_kind)
    if not one.is_told:
        return (yuan,)
    told = number(f"{kind}_rows", f"rows of it: {one.title.en}", f"{one.title.zh}：记录数", "money", of_kind)
    return yuan, told, made(kind, one.title.en, one.title.zh, "told", yuan.name, told.name)


MONEY = Table(
    Say("T19b", "表19-2"),
    Say("Money by year and kind", "分年度分科目经费收支"),
    lambda batch, _: (rows.area(batch), rows.years(batch)),
    (
        *(total(name, say.en.lower(), say.zh, "money", "ten_thousand", among("kind", *kinds))
          for name, (kinds, say) in _SUMS.items()),
        *(quantity for kind in MONEY_KINDS for quantity in _quantities(kind)),
    ),
    (
        key("County", "县（市、区）", "county", 11),
        key("School year", "学年", "year", 7),
        *(column for name, (_, say) in _SUMS.items()
          for column in quantiles(say, name, TEN_THOUSAND, TENTHS, 11)),
        *_kinds(kinds_of(IN, RUNNING), _IN),
        *_kinds(spent(RUNNING), _OUT),
        *_kinds(spent(CAPITAL), _BUILT),
        *_kinds(tuple(_NOTED), _MEMO),
    ),
    EACH,
    (
        Say("Yuan of the year's own rules, without inflation. Spent: all that goes out but what is left over and what "
            "goes to other counties. Capital money counts in the year of the order. Beside the books: part of no sum.",
            "按当年规则计，不含物价变动。支出不含结余和转往外县的经费；基本建设支出按下达学年计入。备查数不计入合计。"),
        NOT_ADDITIVE,
    ),
    ("money",),
)  # fmt: skip
