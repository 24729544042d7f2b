"""The files of a folder: which are there, which lack, and what stands in each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.base.declaration import Table
from sim.base.errors import Say, UserError, UserErrors
from sim.base.fields import nearest
from sim.base.reading import TableRead, read_table
from sim.inputs.schema import TABLES
from sim.inputs.swapped import join_swapped

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".et")


def read_folder(folder: Path) -> tuple[dict[str, TableRead], frozenset[str], list[UserError]]:
    """Read every canonical table that the folder holds.

    Parameters
    ----------
    folder : Path
        The folder; paths in errors begin with it as given.

    Returns
    -------
    reads : dict of str to TableRead
        The tables that are right by themselves; a header without rows counts as not given.
    broken : frozenset of str
        The tables that are there and have mistakes of their own.
    errors : list of UserError
        Every mistake of every file.
    """
    if not folder.is_dir():
        return {}, frozenset(), [_no_folder(folder)]
    reads: dict[str, TableRead] = {}
    broken: set[str] = set()
    errors = [*_missing_files(folder), *_workbooks_of_tables(folder)]
    for name in _present(folder):
        try:
            read = read_table(folder / TABLES[name].file, TABLES[name])
        except UserErrors as error:
            broken.add(name)
            errors.extend(join_swapped(error.errors))
            continue
        if read.lines:
            reads[name] = read
    return reads, frozenset(broken), errors


def _workbooks_of_tables(folder: Path) -> Iterator[UserError]:
    """Yield an error for every table that lies in the folder as a workbook alone: it would be taken for absent."""
    for path in _workbooks(folder):
        table = TABLES.get(path.stem)
        if table and not (folder / table.file).exists():
            yield UserError(
                Say("a workbook, not a CSV table", "是工作簿，不是 CSV 表"),
                where=path.as_posix(),
                rule=Say(
                    f"tables are CSV text in UTF-8 or GBK; this one is read from {table.file}",
                    f"各表为 UTF-8 或 GBK 编码的 CSV 文件，此表只读 {table.file}",
                ),
                remedy=Say(
                    f"save it as 'CSV UTF-8 (comma delimited)' under the name {table.file}",
                    f"请在电子表格中另存为“CSV UTF-8（逗号分隔）”，文件名 {table.file}",
                ),
            )


def _workbooks(folder: Path) -> list[Path]:
    """Return the workbooks of a folder; those hidden, as an open spreadsheet leaves beside its file, left out."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~", "."))
    )


def _present(folder: Path) -> list[str]:
    """Return the names of the canonical tables that have a file in the folder, be it one that cannot be read."""
    return [table.name for table in TABLES.values() if (folder / table.file).exists()]


def odd_files(folder: Path) -> Iterator[Say]:
    """Yield a warning for every csv file that is no canonical table, and for every workbook without its csv."""
    absent = [table.file for table in TABLES.values() if not (folder / table.file).exists()]
    for path in _unknown(folder):
        like = nearest(path, absent)
        yield Say(
            f"{path} is not a table of the model and was not read"
            + (f"; if it is {like}, rename it" if like else ""),
            f"{path} 不是模型的输入表，未读取" + (f"；如系 {like}，请改名" if like else ""),
        )
    for book in _workbooks(folder):
        if not book.with_suffix(".csv").exists():
            yield Say(
                f"{book.name} is a workbook and was not read; a table of the model is saved as CSV UTF-8",
                f"{book.name} 是工作簿，未读取；输入表请另存为 CSV UTF-8",
            )


def _unknown(folder: Path) -> list[str]:
    """Return the names of csv files that are no canonical table."""
    known = {table.file for table in TABLES.values()}
    return sorted(path.name for path in folder.glob("*.csv") if path.name not in known)


def _needed() -> Say:
    """Return the rule which tables a folder must hold."""
    needed = ", ".join(table.file for table in TABLES.values() if table.required)
    return Say(f"tables needed: {needed}", f"所需各表：{needed}")


def _no_folder(folder: Path) -> UserError:
    """Return the error for a folder that does not exist, or is a file."""
    if folder.exists():
        return UserError(
            Say("this is a file, not the folder of the input tables", "这是文件，不是输入表文件夹"),
            where=folder.as_posix(),
            rule=_needed(),
            remedy=Say(
                f"name the folder that the file lies in: {folder.parent.as_posix()}",
                f"请改填该文件所在的文件夹：{folder.parent.as_posix()}",
            ),
        )
    return UserError(
        Say("the folder of input tables does not exist", "输入表文件夹不存在"),
        where=folder.as_posix(),
        value=Say("(no such folder)", "（无此文件夹）"),
        rule=_needed(),
        remedy=Say("check the path", "请检查路径"),
    )


def _missing_files(folder: Path) -> Iterator[UserError]:
    """Yield an error for every required table that is not in the folder in any form."""
    books = {path.stem for path in _workbooks(folder)}
    for table in TABLES.values():
        if table.required and table.name not in books and not (folder / table.file).exists():
            yield UserError(
                Say("missing table", "缺少表"),
                where=(folder / table.file).as_posix(),
                value=Say("(no such file)", "（无此文件）"),
                rule=_needed(),
                remedy=_rename_or_add(table, _unknown(folder)),
            )


def _rename_or_add(table: Table, unknown: list[str]) -> Say:
    """Return the remedy for a missing table: rename a file that looks like it, or add it."""
    like = nearest(table.file, unknown)
    if like:
        return Say(f"rename {like} to {table.file}", f"请将 {like} 改名为 {table.file}")
    return Say(f"add it; one row is: {table.meaning.en}", f"请补充该表；每行为：{table.meaning.zh}")
