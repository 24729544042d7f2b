"""A folder of canonical tables, read strictly and checked against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.base.declaration import Column, Table
from sim.base.errors import Say, UserError, UserErrors
from sim.base.fields import nearest
from sim.base.reading import TableRead, read_table
from sim.inputs.cross_checks import broken_rules
from sim.inputs.schema import TABLES


@dataclass(frozen=True, eq=False)
class InputTables:
    """The canonical tables of one place, one data frame a table.

    Text columns hold str ('' where an optional text is missing), whole numbers int64 (Int64 with NA where
    the column is optional), other numbers float64.  The rows stand in the order of the files.

    Parameters
    ----------
    folder : Path
        Where they were read.
    start_year : int
        The year of the tables: the run starts on 1 September of it.
    warnings : tuple of Say
        What was odd but not wrong.
    """

    folder: Path
    start_year: int
    counties: pd.DataFrame
    townships: pd.DataFrame
    population: pd.DataFrame
    births: pd.DataFrame
    fertility: pd.DataFrame
    fertility_level: pd.DataFrame
    mortality: pd.DataFrame
    school_totals: pd.DataFrame = field(default_factory=lambda: empty_frame("school_totals"))
    settlements: pd.DataFrame = field(default_factory=lambda: empty_frame("settlements"))
    schools: pd.DataFrame = field(default_factory=lambda: empty_frame("schools"))
    enrolment: pd.DataFrame = field(default_factory=lambda: empty_frame("enrolment"))
    classes: pd.DataFrame = field(default_factory=lambda: empty_frame("classes"))
    teachers: pd.DataFrame = field(default_factory=lambda: empty_frame("teachers"))
    districts: pd.DataFrame = field(default_factory=lambda: empty_frame("districts"))
    feeders: pd.DataFrame = field(default_factory=lambda: empty_frame("feeders"))
    estates: pd.DataFrame = field(default_factory=lambda: empty_frame("estates"))
    roads: pd.DataFrame = field(default_factory=lambda: empty_frame("roads"))
    entrants_history: pd.DataFrame = field(default_factory=lambda: empty_frame("entrants_history"))
    warnings: tuple[Say, ...] = field(default=())


def empty_frame(name: str) -> pd.DataFrame:
    """Return a canonical table without rows, its columns in their declared types."""
    return pd.DataFrame({column.name: _series([], column) for column in TABLES[name].columns})


def read_tables(folder: Path) -> InputTables:
    """Read and check the canonical tables of a folder.

    Parameters
    ----------
    folder : Path
        The folder; paths in errors begin with it as given.

    Returns
    -------
    InputTables

    Raises
    ------
    UserErrors
        With every mistake found in the files; mistakes between tables are looked for once every table is
        right by itself.
    """
    errors = _missing_files(folder)
    reads: dict[str, TableRead] = {}
    for table in TABLES.values():
        if not (folder / table.file).is_file():
            continue
        try:
            reads[table.name] = read_table(folder / table.file, table)
        except UserErrors as error:
            errors.append(error)
    errors = errors or broken_rules(reads)
    if errors:
        raise UserErrors(errors)
    frames = {name: _frame(read, TABLES[name]) for name, read in reads.items()}
    frames |= {name: empty_frame(name) for name in TABLES if name not in frames}
    start_year = int(frames["counties"]["year"].iloc[0])
    return InputTables(folder=folder, start_year=start_year, warnings=_odd_files(folder), **frames)


def _missing_files(folder: Path) -> list[UserError]:
    """Return one error for the folder, or one a required table that is not in it."""
    needed = ", ".join(table.file for table in TABLES.values() if table.required)
    if not folder.is_dir():
        return [
            UserError(
                Say("the folder of input tables does not exist", "输入表文件夹不存在"),
                where=folder.as_posix(),
                value="(no such folder)",
                rule=Say(f"tables needed: {needed}", f"所需各表：{needed}"),
                remedy=Say("check the path", "请检查路径"),
            )
        ]
    present = sorted(path.name for path in folder.glob("*.csv"))
    return [
        UserError(
            Say("missing table", "缺少表"),
            where=(folder / table.file).as_posix(),
            value="(no such file)",
            rule=Say(f"tables needed: {needed}", f"所需各表：{needed}"),
            remedy=_rename_or_add(table, present),
        )
        for table in TABLES.values()
        if table.required and table.file not in present
    ]


def _rename_or_add(table: Table, present: list[str]) -> Say:
    """Return the remedy for a missing table: rename a file that looks like it, or add it."""
    known = {other.file for other in TABLES.values()}
    like = nearest(table.file, [name for name in present if name not in known])
    if like:
        return Say(f"rename {like} to {table.file}", f"请将 {like} 改名为 {table.file}")
    return Say(f"add it; one row is: {table.meaning.en}", f"请补充该表；每行为：{table.meaning.zh}")


def _odd_files(folder: Path) -> tuple[Say, ...]:
    """Return a warning for every csv file that is no canonical table."""
    known = {table.file for table in TABLES.values()}
    return tuple(
        Say(
            f"{path.name} is not a table of the model and was not read",
            f"{path.name} 不是模型的输入表，未读取",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    )


def _frame(read: TableRead, table: Table) -> pd.DataFrame:
    """Return a table as a data frame with the declared types."""
    return pd.DataFrame({column.name: _series(read.columns[column.name], column) for column in table.columns})


def _series(values: list, column: Column) -> pd.Series:
    """Return one column in its declared type."""
    if column.type == "int":
        return pd.Series(values, dtype="int64" if column.required else "Int64")
    if column.type == "float":
        return pd.Series(values, dtype="float64")
    if column.type == "date":
        return pd.Series(pd.to_datetime(values))
    return pd.Series(["" if value is None else value for value in values], dtype="str")
