"""Tables of one row a class: the mean size that the kernel forms beside the size that classes have.

Angrist & Lavy (1999, Quarterly Journal of Economics 114(2)) call n / (floor((n - 1) / cap) + 1) the size that
Maimonides' rule predicts; `form_classes` forms floor((n - 1) / cap) + 1 classes.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.declaration import Column, Table
from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.base.reading import Grid
from sim.calibration.backtest.cells import clean_pupils
from sim.calibration.backtest.columns import find_columns, read_columns
from sim.calibration.backtest.declared import PUPILS
from sim.calibration.backtest.sheets import read_sheet
from sim.kernels.classes import form_classes

SUMMARY = ("table", "cap", "n", "mean_size", "mean_predicted", "correlation", "mean_error", "rmse")
_KEEP = re.compile(r"\s*(.+?)\s*(<=|>=|==|!=|<|>|=)\s*([+-]?[0-9]+\.?[0-9]*)\s*")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "=": operator.eq,
    "!=": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class Keep:
    """Rows to keep: those whose column compares so with a number; an empty field never does."""

    column: str
    sign: str
    number: float

    def holds(self, text: str) -> bool:
        """Tell whether a field is kept."""
        try:
            value = float(text)
        except ValueError:
            return False
        return not np.isnan(value) and _COMPARE[self.sign](value, self.number)


def parse_keep(text: str) -> Keep:
    """Return the condition of ``--keep``: ``classize<45``.

    Raises
    ------
    UserError
        When it is no comparison of a column with a number.
    """
    found = _KEEP.fullmatch(text)
    if found is None:
        raise UserError(
            Say("--keep is no comparison", "--keep 不是比较式"),
            where="--keep",
            value=text,
            rule=Say("COLUMN, one of < <= > >= == !=, NUMBER", "列名、比较符（< <= > >= == !=）、数"),
            remedy=Say("such as --keep 'classize<45'", "例如 --keep 'classize<45'"),
        )
    return Keep(found[1], found[2], float(found[3]))


def read_single_classes(
    path: Path,
    enrolment: str,
    class_size: str,
    keep: Collection[Keep] = (),
    sheet: str | None = None,
    suppressed: Collection[str] = (),
) -> tuple[pd.DataFrame, list[Say]]:
    """Read a table of one row a class.

    Parameters
    ----------
    path : Path
        csv, parquet or xlsx.
    enrolment, class_size : str
        Columns of the pupils of the grade, and of the class.
    keep : collection of Keep
        Conditions on columns; a row is kept where all hold.
    sheet, suppressed
        As of `read_class_table`.

    Returns
    -------
    classes : DataFrame
        enrolment, size; rows with either not told are left out.
    warnings : list of Say

    Raises
    ------
    UserError
        With every mistake of the rows kept; one is that the columns are exchanged.
    """
    grid, said = read_sheet(path, sheet)
    grade = replace(PUPILS, name=enrolment, meaning=Say("pupils of the grade", "年级学生数"), aliases=())
    size = Column(
        class_size, "int", Say("pupils of the class", "班级学生数"), "pupils", low=1, high=500, required=False
    )
    declared = Table("classes", Say("a class", "一个班"), (grade, size))
    found = find_columns(grid, declared, {}, needed=(enrolment, class_size), is_mapped_table=True)
    kept = _kept_rows(grid, keep)
    if grid.rows and not kept.rows:
        raise UserErrors([_no_rows(path, len(grid.rows), 0)])
    table = read_columns(
        kept, declared, found, dict.fromkeys((enrolment, class_size), clean_pupils(suppressed))
    )
    both = pd.DataFrame({"enrolment": table[enrolment], "size": table[class_size]}, dtype=float).dropna()
    both = both[both["enrolment"] > 0].astype("int64").reset_index(drop=True)
    if not len(both):
        raise UserErrors([_no_rows(path, len(grid.rows), len(kept.rows))])
    return both, [*said, *_doubts(both, path, len(grid.rows) - len(kept.rows))]


def _doubts(classes: pd.DataFrame, path: Path, left_out: int) -> list[Say]:
    """Return what is odd; refuse columns that can only be exchanged."""
    larger = int((classes["size"] > classes["enrolment"]).sum())
    if 2 * larger > len(classes):
        raise UserErrors([_exchanged(path, larger, len(classes))])
    said = []
    if left_out:
        said.append(
            Say(f"{left_out} rows do not meet --keep and are left out", f"{left_out} 行不满足 --keep，未计入")
        )
    if larger:
        said.append(
            Say(
                f"{larger} classes are larger than their grade (counted on another day?) and are judged "
                "as they stand",
                f"{larger} 个班的人数多于年级人数（统计时点不同？），仍按原数评判",
            )
        )
    return said


def _kept_rows(grid: Grid, keep: Collection[Keep]) -> Grid:
    for one in keep:
        if one.column not in grid.header:
            raise unknown(Say("column in --keep", "--keep 中的列"), one.column, grid.header, grid.file)
    places = [(grid.header.index(one.column), one) for one in keep]
    kept = [row for row, fields in enumerate(grid.rows) if all(one.holds(fields[at]) for at, one in places)]
    return replace(grid, lines=[grid.lines[row] for row in kept], rows=[grid.rows[row] for row in kept])


def predicted_size(enrolment: np.ndarray, cap: int) -> np.ndarray:
    """Return the mean size of the classes that the kernel forms of a grade, pupils a class, float (N,)."""
    return enrolment / form_classes(np.asarray(enrolment)[:, None], cap)[:, 0]


def scores_of_sizes(name: str, classes: pd.DataFrame, cap: int) -> pd.DataFrame:
    """Return one row a class: table, enrolment, size, and predicted size."""
    predicted = predicted_size(classes["enrolment"].to_numpy(), cap)
    return pd.DataFrame({"table": name, **classes, "predicted_size": predicted})


def summary_of_sizes(scores: pd.DataFrame, cap: int) -> pd.DataFrame:
    """Return one row, columns `SUMMARY`; means and errors are in pupils a class."""
    off = scores["predicted_size"] - scores["size"]
    is_spread = len(scores) > 1 and scores["size"].nunique() > 1 and scores["predicted_size"].nunique() > 1
    correlation = scores["size"].corr(scores["predicted_size"]) if is_spread else np.nan
    row = (scores["table"].iloc[0], cap, len(scores), scores["size"].mean(), scores["predicted_size"].mean(),
           correlation, off.mean(), float(np.sqrt((off**2).mean())))  # fmt: skip
    return pd.DataFrame([row], columns=list(SUMMARY))


def _exchanged(path: Path, larger: int, of: int) -> UserError:
    return UserError(
        Say("classes are larger than their grades", "班级人数多于年级人数"),
        where=path.as_posix(),
        value=Say(f"in {larger} of {of} rows", f"{of} 行中有 {larger} 行"),
        rule=Say("a class holds pupils of its grade", "班级学生来自本年级"),
        remedy=Say("are --enrolment and --class-size exchanged?", "--enrolment 与 --class-size 是否颠倒？"),
    )


def _no_rows(path: Path, there: int, kept: int) -> UserError:
    return UserError(
        Say("no class is left to judge", "没有可评判的班级"),
        where=path.as_posix(),
        value=Say(f"{there} rows, {kept} of them meet --keep", f"共 {there} 行，满足 --keep 的 {kept} 行"),
        rule=Say("a row needs the pupils of the grade and of the class", "每行须有年级人数与班级人数"),
        remedy=Say("check the conditions and the columns", "请检查条件与列名"),
    )
