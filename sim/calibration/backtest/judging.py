"""What a history is judged by before a backtest: errors where it cannot work, warnings where it may mislead."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.errors import Say, UserError
from sim.calibration.backtest.history import Event, History
from sim.calibration.backtest.renamed import renamed_schools
from sim.calibration.backtest.words import listed, spans

TRANSITIONS = 3  # from one year to the next, known at the first origin
_SUM_WORDS = ("合计", "总计", "小计", "共计", "总数", "全县", "total", "sum")  # in place of a school's number
YEARS = TRANSITIONS + 2  # those between which the transitions lie, and one to judge


def unfit(history: History, file: str) -> list[UserError]:
    """Return why a history cannot be backtested; nothing where it can."""
    known = ~np.isnan(history.pupils)
    years = history.years[known.any(axis=(0, 2))]
    if not known.any():
        return [_no_pupils(file, Say("every cell is empty", "所有单元格均为空"))]
    if not (history.pupils[known] > 0).any():
        return [_no_pupils(file, Say("every cell is 0", "所有单元格均为 0"))]
    if np.sum(np.diff(years[:-1]) == 1) < TRANSITIONS:
        return [_few_years(file, years)]
    return [_total_row(file, history, s) for s in _totals(history)]


def doubts(history: History, has_row: np.ndarray) -> list[Say]:
    """Return what the user should know of a history.

    Parameters
    ----------
    history : History
    has_row : bool array (S, T)
        Where the table has a row.
    """
    found = [_gaps(history, has_row), _missing(history, has_row), _holes(history, has_row)]
    found += [_spans_change(history), _empty_grades(history)]
    return [said for said in found if said is not None] + renamed_schools(history)


def doubts_of_events(history: History) -> Iterator[Say]:
    """Yield a warning for events outside the years, and for those that the pupils contradict."""
    first, last = int(history.years[0]), int(history.years[-1])
    outside = [f"{e.school} ({e.year})" for e in history.events if not first < e.year <= last]
    if outside:
        told = listed(outside)
        yield Say(
            f"events outside {first + 1}-{last} change nothing here: {told.en}",
            f"{first + 1}—{last} 年以外的变动对回测没有作用：{told.zh}",
        )
    against = [f"{e.school} ({e.year})" for e in history.events if _contradicted(history, e)]
    if against:
        told = listed(against)
        yield Say(
            f"schools with pupils, in the year of an event, in grades that it does not name: {told.en}",
            f"变动当年仍有变动表未列年级学生的学校：{told.zh}",
        )


def doubts_of_births(history: History) -> Iterator[Say]:
    """Yield a warning for years whose entrants have no births."""
    lacking = [int(year) for year in history.years if int(year) - history.entry_age not in history.births]
    if history.births and lacking:
        age = history.entry_age
        yield Say(
            f"births lack for the entrants of {spans(lacking)} (born {age} years before)",
            f"缺少 {spans(lacking)} 年新生对应的出生人数（早 {age} 年出生）",
        )


def _contradicted(history: History, event: Event) -> bool:
    at = np.flatnonzero(history.years == event.year)
    row = history.pupils[history.schools.index(event.school), at]
    other = [grade not in event.grades for grade in history.grades]
    return bool((np.nan_to_num(row)[:, other] > 0).any())


def _gaps(history: History, has_row: np.ndarray) -> Say | None:
    lacking = history.years[~has_row.any(axis=0)]
    if not len(lacking):
        return None
    return Say(
        f"no row at all for {spans(lacking)}: pupils of these years are taken as unknown",
        f"{spans(lacking)} 年没有任何数据行：这些年份的在校生视为未知",
    )


def _missing(history: History, has_row: np.ndarray) -> Say | None:
    empty = int(np.isnan(history.pupils[has_row]).sum())
    if not empty:
        return None
    cells = int(has_row.sum()) * len(history.grades)
    share = f"{100 * empty / cells:.1f} %"
    return Say(
        f"{empty} of {cells} cells ({share}) are empty and taken as unknown, not as 0",
        f"{cells} 个单元格中有 {empty} 个（{share}）为空，视为未知而非 0",
    )


def _holes(history: History, has_row: np.ndarray) -> Say | None:
    """Return a warning of schools without a row in years between their first and last, in years that others have."""
    begun = np.maximum.accumulate(has_row, axis=1)
    goes_on = np.maximum.accumulate(has_row[:, ::-1], axis=1)[:, ::-1]
    hole = begun & goes_on & ~has_row & has_row.any(axis=0)
    rows = np.flatnonzero(hole.any(axis=1))
    if not len(rows):
        return None
    told = listed(f"{history.schools[s]} ({spans(history.years[hole[s]])})" for s in rows)
    return Say(
        f"schools without a row in years between their first and last, taken as unknown: {told.en}",
        f"在首末年份之间缺少数据行的学校，视为未知：{told.zh}",
    )


def _spans_change(history: History) -> Say | None:
    """Return a warning of schools whose lowest or highest grade changes from one year with pupils to the next."""
    taught = history.pupils > 0
    known = ~np.isnan(history.pupils).any(axis=2) & taught.any(axis=2)
    lowest, highest = taught.argmax(axis=2), taught[:, :, ::-1].argmax(axis=2)
    changed = (np.diff(lowest, axis=1) != 0) | (np.diff(highest, axis=1) != 0)
    changed &= known[:, 1:] & known[:, :-1]
    rows = np.flatnonzero(changed.any(axis=1))
    if not len(rows):
        return None
    told = listed(f"{history.schools[s]} ({spans(history.years[1:][changed[s]])})" for s in rows)
    return Say(
        f"the lowest or highest grade with pupils changes in {len(rows)} of {len(history.schools)} schools: "
        f"{told.en}; changes known in advance can be given with --events",
        f"{len(history.schools)} 所学校中有 {len(rows)} 所的最低或最高年级发生变化：{told.zh}；"
        "事先已知的变动可用 --events 提供",
    )


def _empty_grades(history: History) -> Say | None:
    empty = ~(history.pupils > 0).any(axis=(0, 1))
    if not empty.any():
        return None
    told = listed(np.array(history.grades)[empty], len(history.grades))
    return Say(f"no school has pupils in {told.en} in any year", f"各年所有学校均无 {told.zh} 学生")


def _totals(history: History) -> list[int]:
    """Return schools that are called a sum, or whose pupils are those of all others, two at least, in every year."""
    whole = np.nansum(history.pupils, axis=2)
    whole = whole[:, whole.any(axis=0)]
    others = whole.sum(axis=0) - whole
    n_others = (whole > 0).sum(axis=0) - 1
    is_sum = ((whole == others) & (n_others >= 2)).all(axis=1)
    is_sum |= [school.casefold() in _SUM_WORDS for school in history.schools]
    return np.flatnonzero(is_sum).tolist()


def _total_row(file: str, history: History, school: int) -> UserError:
    return UserError(
        Say("a row holds a sum of other schools", "有一行是其他学校的合计"),
        where=f"{file}:school_id",
        value=history.schools[school],
        rule=Say("each row is one school; sums are made by the program", "每行为一所学校；合计由程序计算"),
        remedy=Say("remove the rows of the sum", "请删除合计行"),
    )


def _no_pupils(file: str, value: Say) -> UserError:
    return UserError(
        Say("the table holds no pupils in the grades asked for", "表中所指定的年级没有任何学生"),
        where=file,
        value=value,
        rule=Say("at least one school has pupils in some year", "至少有一所学校在某年有学生"),
        remedy=Say("check --grades and the table", "请检查 --grades 与表"),
    )


def _few_years(file: str, years: np.ndarray) -> UserError:
    return UserError(
        Say("too few years for a backtest", "年份过少，无法回测"),
        where=file,
        value=Say(f"{len(years)} years: {spans(years)}", f"{len(years)} 年：{spans(years)}"),
        rule=Say(
            f"at least {YEARS} school years in a row: {TRANSITIONS} transitions from year to year before the first "
            "origin, and one year to judge its forecast",
            f"至少连续 {YEARS} 个学年：首个起点之前须有 {TRANSITIONS} 次逐年升级，另需 1 年用于检验",
        ),
        remedy=Say("add earlier or later years", "请补充更早或更晚的年份"),
    )
