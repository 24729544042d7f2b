"""What may stand beside the table of a backtest: places, births, and schools that changed their number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.calibration.backtest.cells import clean_count, clean_year
from sim.calibration.backtest.columns import Columns, find_columns, read_columns
from sim.calibration.backtest.declared import BIRTHS, LOCATIONS, SAME_SCHOOLS
from sim.calibration.backtest.sheets import read_sheet


def read_locations(path: Path, mapped: Mapping[str, str]) -> Columns:
    """Return the table of places: longitude with latitude, or the township, or both.

    Raises
    ------
    UserError
        With every mistake of the file; one is a coordinate without the other.
    """
    grid, _ = read_sheet(path)
    places = find_columns(grid, LOCATIONS, mapped)
    has = [name in places for name in ("lon", "lat")]
    if has[0] != has[1] or not (has[0] or "township" in places):
        raise UserErrors([_nothing_of_places(path, grid.header)])
    table = read_columns(grid, LOCATIONS, places)
    if has[0]:
        pairs = enumerate(zip(table["lon"], table["lat"], strict=True))
        half = [_half(table, row, lon) for row, (lon, lat) in pairs if (lon is None) != (lat is None)]
        if half:
            raise UserErrors(half)
    return table


def read_births(path: Path, mapped: Mapping[str, str]) -> dict[int, float]:
    """Return births by calendar year, in persons.

    Raises
    ------
    UserError
        With every mistake of the file; one is that no year has any.
    """
    grid, _ = read_sheet(path)
    clean = {"year": clean_year, "births": clean_count}
    table = read_columns(grid, BIRTHS, find_columns(grid, BIRTHS, mapped), clean)
    births = dict(zip(table["year"], map(float, table["births"]), strict=True))
    if not any(births.values()):
        raise UserErrors([_nobody_born(table)])
    return births


def read_same_schools(path: Path, schools: Collection[str]) -> dict[str, str]:
    """Return the number that each old number of a school is to be read as.

    Parameters
    ----------
    path : Path
    schools : collection of str
        The numbers of the table.

    Raises
    ------
    UserError
        When a number is not in the table, or a school leads back to itself.
    """
    grid, _ = read_sheet(path)
    table = read_columns(grid, SAME_SCHOOLS, find_columns(grid, SAME_SCHOOLS, {}))
    step, errors = dict(zip(table["old"], table["new"], strict=True)), []
    for row in range(len(table)):
        for name in ("old", "new"):
            if table[name][row] not in schools:
                errors.append(unknown_school(table[name][row], schools, table.where(row, name)))
        if not errors and _last(step, table["old"][row]) is None:
            errors.append(_circle(table, row))
    if errors:
        raise UserErrors(errors)
    return {old: _last(step, old) for old in step}


def unknown_school(school: str, schools: Collection[str], where: str) -> UserError:
    """Return the error of a number that the table does not hold."""
    rule = Say("schools have rows in the table of the backtest", "学校须在回测表中有数据行")
    return unknown(Say("school", "学校"), school, schools, where, rule)


def _last(step: Mapping[str, str], school: str) -> str | None:
    """Return where the steps from a number lead, None in a circle."""
    seen = set()
    while school in step:
        if school in seen:
            return None
        seen.add(school)
        school = step[school]
    return school


def _circle(table: Columns, row: int) -> UserError:
    return UserError(
        Say("the new number leads back to the old one", "新代码又指回原代码"),
        where=table.where(row, "new"),
        value=f"{table['old'][row]} -> {table['new'][row]}",
        rule=Say("old numbers lead to the one the school has last", "原代码最终指向学校现用代码"),
        remedy=Say("remove one of the rows", "请删除其中一行"),
    )


def _half(table: Columns, row: int, lon: float | None) -> UserError:
    return UserError(
        Say("half a coordinate", "坐标只有一半"),
        where=table.where(row, "lon" if lon is None else "lat"),
        value=Say("(empty)", "（空）"),
        rule=Say("longitude and latitude are both given or both empty", "经度与纬度须同时填写或同时为空"),
        remedy=Say("fill in the other, or leave both empty", "请补全另一项，或两项都留空"),
    )


def _nothing_of_places(path: Path, header: list[str]) -> UserError:
    return UserError(
        Say("the file tells no places", "文件未给出位置"),
        where=f"{path.as_posix()}:1:lon",
        value=Say(f"columns there: {', '.join(header)}", f"现有各列：{'、'.join(header)}"),
        rule=Say(
            "locations have school_id with lon and lat (经度, 纬度), or township (乡镇), or all",
            "位置表须有学校代码，以及经度和纬度，或乡镇，或三者俱全",
        ),
        remedy=Say("add the columns, or map them with --columns", "请补充这些列，或用 --columns 指定"),
    )


def _nobody_born(table: Columns) -> UserError:
    return UserError(
        Say("all births are 0", "出生人数全为 0"),
        where=table.where(0, "births"),
        value="0",
        rule=Say("births of the whole system, in persons", "全体系统的出生人数，单位为人"),
        remedy=Say("give births by year, or leave out --births", "请填写各年出生人数，或不用 --births"),
    )
