"""ledger.csv, how far the measures have come that are not simulated (台账): what a row may not say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.fields import nearest
from sim.base.reading import TableRead
from sim.policies.ledger import ledger_lines, n_lines
from sim.policies.measures import read_measures
from sim.reports.entries.schema import STATUS

_LOOK_UP = Say("take the id from sim ledger --template", "请使用 sim ledger --template 生成的编号")
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


def mistakes_in_ledger(read: TableRead) -> Iterator[UserError]:
    """Yield what is wrong with rows that are well formed: measures, parts and days that cannot be."""
    cells = (read.columns[name] for name in ("measure_id", "part", "status", "date"))
    for row, (measure, part, status, date) in enumerate(zip(*cells, strict=True)):
        wrong = _wrong_measure(read, row, measure) or _wrong_part(read, row, measure, part)
        if wrong:
            yield wrong
        if date is not None and not EARLIEST <= date <= LATEST:
            yield _wrong_date(read, row, date)
        if date is not None and status is None:
            yield _no_status(read, row, date)


def _wrong_measure(read: TableRead, row: int, measure: str) -> UserError | None:
    """Return the error of a measure that the document does not have, or that is simulated whole."""
    where, known = (
        read.where(row, "measure_id"),
        {one["measure_id"].lower(): one["measure_id"] for one in read_measures()},
    )
    if measure not in known.values():
        like = known.get(nearest(measure.lower(), list(known)) or "")
        return UserError(
            Say("unknown measure", "未知的措施"),
            where=where,
            value=measure,
            rule=Say(
                f"one of the {len(known)} ids of sim measures", f"sim measures 所列{len(known)}项编号之一"
            ),
            remedy=Say(f"did you mean {like}?", f"是否想写 {like}？") if like else _LOOK_UP,
        )
    if not n_lines(measure):
        return UserError(
            Say(
                "this measure is simulated: the ledger has no line of it", "该措施已由模型模拟，台账中无此项"
            ),
            where=where,
            value=measure,
            rule=Say("ids listed by sim ledger", "sim ledger 所列编号"),
            remedy=Say("take the row out", "请删除该行"),
        )
    return None


def _wrong_part(read: TableRead, row: int, measure: str, part: int) -> UserError | None:
    """Return the error of a part that a measure does not have."""
    parts = [line for line in ledger_lines() if line.measure_id == measure]
    if part <= len(parts):
        return None
    listed = Say(
        "; ".join(f"{one.part} {one.what.en}" for one in parts),
        "；".join(f"{one.part} {one.what.zh}" for one in parts),
    )
    return UserError(
        Say("the measure has no such part", "该措施没有这一序号"),
        where=read.where(row, "part"),
        value=part,
        rule=Say(f"parts of {measure}: {listed.en}", f"{measure} 的各部分：{listed.zh}"),
        remedy=Say("take the number of the part meant", "请改为对应的序号"),
    )


def _wrong_date(read: TableRead, row: int, date: datetime.date) -> UserError:
    return UserError(
        Say("no likely day", "日期不合理"),
        where=read.where(row, "date"),
        value=date.isoformat(),
        rule=Say(f"from {EARLIEST} to {LATEST}", f"{EARLIEST}至{LATEST}"),
        remedy=Say("correct the year", "请更正年份"),
    )


def _no_status(read: TableRead, row: int, date: datetime.date) -> UserError:
    return UserError(
        Say("a date without a status", "填了日期而未填状态"),
        where=read.where(row, "status"),
        value=date.isoformat(),
        rule=Say("the date says when the status held", "日期是状态的日期"),
        remedy=Say(
            f"enter one of {', '.join(STATUS)}, or take out the date",
            f"请填写{'、'.join(one.zh for one in STATUS.values())}之一，或删去日期",
        ),
    )
