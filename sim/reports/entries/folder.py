"""The folder of entries (填报文件夹): what a bureau adds to a report by hand, months after the run if it likes.

None of it is simulated, and none of it changes a run. Any of the tables may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserError, UserErrors
from sim.base.fields import nearest
from sim.base.reading import TableRead, read_table
from sim.inputs.frames import frame_of, frame_of_read
from sim.reports.entries.ledger import mistakes_in_ledger
from sim.reports.entries.schema import ENTRY_TABLES, LEDGER

# What is wrong with well-formed rows, beyond what a declaration can say.
CHECKS: dict[str, Callable[[TableRead], Iterable[UserError]]] = {LEDGER.name: mistakes_in_ledger}


@dataclass(frozen=True)
class Entries:
    """The tables of a folder as read; none without a folder.

    Attributes
    ----------
    reads : mapping of str to TableRead
        By the names of `ENTRY_TABLES`, those that the folder holds.
    """

    reads: Mapping[str, TableRead] = field(default_factory=dict)

    def rows(self, name: str) -> pd.DataFrame:
        """Return a table in its declared types; one that is not there has no rows."""
        table = ENTRY_TABLES[name]
        return frame_of_read(self.reads[name], table) if name in self.reads else frame_of({}, table)

    def where(self, name: str, row: int, column: str) -> str:
        """Return ``file:line:column`` of a row counted from 0, for an error."""
        return self.reads[name].where(row, column)


def read_entries(folder: Path | None) -> Entries:
    """Read every table of entries that a folder holds.

    Parameters
    ----------
    folder : Path or None
        None: nothing was entered.

    Raises
    ------
    UserErrors
        With every mistake of every table, or a CSV file that is no such table.
    """
    if folder is None:
        return Entries()
    if not folder.is_dir():
        raise UserErrors([_no_folder(folder)])
    reads, errors = {}, [_unknown(path) for path in _strangers(folder)]
    for name, table in ENTRY_TABLES.items():
        if (folder / table.file).exists():
            try:
                reads[name] = read_table(folder / table.file, table)
            except UserErrors as error:
                errors.extend(error.errors)
    errors += [error for name, read in reads.items() if name in CHECKS for error in CHECKS[name](read)]
    if errors:
        raise UserErrors(errors)
    return Entries(reads)


def _strangers(folder: Path) -> list[Path]:
    """Return the tables of a folder that are none of `ENTRY_TABLES`, workbooks among them."""
    known = {table.file for table in ENTRY_TABLES.values()}
    tables = (path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".xlsx", ".xls"))
    return sorted(path for path in tables if path.name not in known and not path.name.startswith(("~", ".")))


def _unknown(path: Path) -> UserError:
    files = [table.file for table in ENTRY_TABLES.values()]
    like = nearest(path.with_suffix(".csv").name, files)
    if path.suffix.lower() != ".csv":
        return _workbook(path, like or f"{path.stem}.csv")
    return UserError(
        Say("this file is no table of entries", "该文件不是填报表"),
        where=path.as_posix(),
        rule=Say(f"CSV tables: {', '.join(files)}", f"CSV 表：{'、'.join(files)}"),
        remedy=Say(f"rename it to {like}, or take it out of the folder", f"请改名为 {like}，或移出该文件夹")
        if like
        else Say("take it out of the folder", "请移出该文件夹"),
    )


def _workbook(path: Path, like: str) -> UserError:
    return UserError(
        Say("a workbook is no table of entries", "工作簿文件不是填报表"),
        where=path.as_posix(),
        rule=Say("tables of entries are CSV text in UTF-8 or GBK", "填报表为 UTF-8 或 GBK 编码的 CSV 文本"),
        remedy=Say(
            f"save the sheet as “CSV UTF-8” under the name {like}, and take the workbook out of the folder",
            f"请将工作表另存为“CSV UTF-8”，文件名 {like}，并把工作簿移出该文件夹",
        ),
    )


def _no_folder(folder: Path) -> UserError:
    if folder.exists():
        return UserError(
            Say("this is a file, not the folder of entries", "这是文件，不是填报文件夹"),
            where=folder.as_posix(),
            remedy=Say("name the folder that holds it", "请指定其所在的文件夹"),
        )
    return UserError(
        Say("the folder of entries does not exist", "填报文件夹不存在"),
        where=folder.as_posix(),
        remedy=Say("check the path", "请检查路径"),
    )
