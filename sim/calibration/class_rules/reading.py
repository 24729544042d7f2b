"""From a table of one row a school to the classes of a backtest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.base.declaration import Column, Table
from sim.base.errors import Say, UserError, UserErrors
from sim.calibration.backtest.cells import clean_pupils
from sim.calibration.backtest.columns import Columns, find_columns, read_columns
from sim.calibration.backtest.declared import PUPILS, SCHOOL
from sim.calibration.backtest.sheets import read_sheet
from sim.calibration.backtest.words import listed
from sim.calibration.class_rules.table import ClassTable

_MOST_CLASSES = 1_000  # classes of one school and grade; beyond every school


def read_class_table(
    path: Path,
    pupils: tuple[str, ...],
    classes: tuple[str, ...],
    places: tuple[str, ...] = (),
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    suppressed: Collection[str] = (),
) -> tuple[ClassTable, list[Say]]:
    """Read pupils and classes of each school and grade, and what the user should know of them.

    Parameters
    ----------
    path : Path
        One row a school; csv, parquet or xlsx. Empty = not told, 0 = none. Other columns do not matter.
    pupils, classes : tuple of str
        Columns of pupils, and of classes, by grade; the first is the entry grade.
    places : tuple of str
        Columns of places, the widest first.
    columns : mapping of str to str, optional
        Name in the header of `school_id`, where it has another one.
    sheet : str, optional
        Sheet of a workbook.
    suppressed : collection of str
        Marks that stand for a suppressed count, which is not told.

    Raises
    ------
    UserError
        With every mistake of the file.
    """
    _check_named(pupils, classes, places)
    grid, said = read_sheet(path, sheet)
    declared = _table(pupils, classes, places)
    found = find_columns(
        grid, declared, columns or {}, needed=(*pupils, *classes, *places), is_mapped_table=True
    )
    table = read_columns(grid, declared, found, dict.fromkeys((*pupils, *classes), clean_pupils(suppressed)))
    n, k = (_counts(table, names) for names in (pupils, classes))
    if wrong := _mistakes(table, n, k, classes):
        raise UserErrors(wrong)
    told = ~np.isnan(n) & ~np.isnan(k) & ~((n == 0) & (k > 0))
    read = ClassTable(
        path.stem,
        tuple(table["school_id"]),
        pupils,
        np.where(told, n, 0).astype(np.int64),
        np.where(told, k, 0).astype(np.int64),
        told,
        {name: tuple(value or "" for value in table[name]) for name in places},
    )
    if not read.judged.any():
        raise UserErrors([_nothing_to_judge(path)])
    return read, [*said, *_doubts(read, n, k)]


def _check_named(pupils: tuple[str, ...], classes: tuple[str, ...], places: tuple[str, ...]) -> None:
    """Refuse lists that do not go together."""
    named = (*pupils, *classes, *places)
    twice = [name for name in dict.fromkeys(named) if named.count(name) > 1]
    if pupils and len(pupils) == len(classes) and not twice:
        return
    raise UserError(
        Say("the columns of pupils and classes do not go together", "学生数列与班级数列不对应"),
        where="--pupils, --classes, --place",
        value=", ".join(twice) if twice else f"{len(pupils)}, {len(classes)}",
        rule=Say(
            "as many columns of classes as of pupils, in the order of the grades, each column named once",
            "班级数列与学生数列数目相同、按年级顺序排列，每列只写一次",
        ),
        remedy=Say(
            "such as --pupils g1,g2,g3 --classes c1,c2,c3", "例如 --pupils g1,g2,g3 --classes c1,c2,c3"
        ),
    )


def _table(pupils: tuple[str, ...], classes: tuple[str, ...], places: tuple[str, ...]) -> Table:
    counted = [
        replace(PUPILS, name=name, meaning=Say(f"pupils, {name}", f"在校生数（{name}）"), aliases=())
        for name in pupils
    ]
    formed = [
        Column(name, "int", Say(f"classes, {name}", f"班级数（{name}）"), "classes", low=0, high=_MOST_CLASSES,
               required=False)
        for name in classes
    ]  # fmt: skip
    around = [
        Column(name, "text", Say("place of the school", "学校所在地"), required=False) for name in places
    ]
    return Table(
        "classes", Say("pupils and classes of a school", "一所学校的学生数与班级数"),
        (SCHOOL, *counted, *formed, *around),
    )  # fmt: skip


def _counts(table: Columns, names: tuple[str, ...]) -> np.ndarray:
    """Return columns of counts, float (schools, grades), NaN where not told."""
    return np.array([table[name] for name in names], float).T.reshape(len(table), len(names))


def _mistakes(
    table: Columns, pupils: np.ndarray, classes: np.ndarray, names: tuple[str, ...]
) -> list[UserError]:
    errors = []
    for row, column in np.argwhere((classes > pupils) & (pupils > 0)):
        where = table.where(row, names[column])
        errors.append(_more_classes_than_pupils(where, classes[row, column], pupils[row, column]))
    no_class = (np.nansum(pupils, axis=1) > 0) & (np.nansum(classes, axis=1) == 0)
    for row in np.flatnonzero(no_class & ~np.isnan(classes).all(axis=1)):
        errors.append(_pupils_without_class(table.where(row, names[0]), int(np.nansum(pupils[row]))))
    return errors


def _doubts(table: ClassTable, pupils: np.ndarray, classes: np.ndarray) -> list[Say]:
    """Return what is left out of the judgement."""
    said = []
    empty = (pupils == 0) & (classes > 0)
    if empty.any():
        schools = listed(np.array(table.schools)[empty.any(axis=1)])
        said.append(
            Say(
                f"{empty.sum()} grades with classes but without pupils are not judged: schools {schools.en}",
                f"{empty.sum()} 个年级有班级而无学生，不作评判：学校 {schools.zh}",
            )
        )
    half = np.isnan(pupils) != np.isnan(classes)
    if half.any():
        schools = listed(np.array(table.schools)[half.any(axis=1)])
        said.append(
            Say(
                f"{half.sum()} grades tell only one of pupils and classes and are not judged: schools {schools.en}",
                f"{half.sum()} 个年级的学生数与班级数只填了一项，不作评判：学校 {schools.zh}",
            )
        )
    return said


def _more_classes_than_pupils(where: str, classes: float, pupils: float) -> UserError:
    return UserError(
        Say("more classes than pupils", "班级数多于学生数"),
        where=where,
        value=Say(f"{classes:.0f} classes, {pupils:.0f} pupils", f"{classes:.0f} 个班，{pupils:.0f} 名学生"),
        rule=Say("a class has at least one pupil", "每班至少一名学生"),
        remedy=Say("are the columns of pupils and classes exchanged?", "学生数列与班级数列是否颠倒？"),
    )


def _pupils_without_class(where: str, pupils: int) -> UserError:
    return UserError(
        Say("a school has pupils and no class", "学校有学生而没有班级"),
        where=where,
        value=Say(f"{pupils} pupils, 0 classes", f"{pupils} 名学生，0 个班"),
        rule=Say(
            "0 = no class of its own (the grade shares one with a lower grade); empty = not told",
            "0 = 本年级无单独班级（与较低年级复式），空 = 未填报",
        ),
        remedy=Say("leave classes empty where they are not known", "班级数未知时请留空"),
    )


def _nothing_to_judge(path: Path) -> UserError:
    return UserError(
        Say("no grade has both pupils and classes", "没有任何年级同时填有学生数与班级数"),
        where=path.as_posix(),
        value=Say("0 grades to judge", "可评判的年级为 0"),
        rule=Say(
            "a rule is judged where pupils are there and classes are told", "仅在有学生且填有班级数处评判规则"
        ),
        remedy=Say("fill in pupils and classes", "请填写学生数与班级数"),
    )
