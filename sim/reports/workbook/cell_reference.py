"""What a user means by 表7!F12: sheet, column and row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from sim.base.errors import Say, UserError

_FORM = re.compile(
    r"\s*'?(?P<sheet>[^!！']+)'?\s*[!！]\s*\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})\s*"
)


@dataclass(frozen=True)
class CellReference:
    """One cell: name of the sheet as written, column and row from 1."""

    sheet: str
    column: int
    row: int
    address: str


def read_reference(text: str) -> CellReference:
    """Return the cell that a text such as 表7!F12 names; quotes, dollar signs and a wide ！ are taken too.

    Raises
    ------
    UserError
        When it has another form.
    """
    found = _FORM.fullmatch(text)
    if found is None or column_index_from_string(found["column"].upper()) > 16384:
        raise UserError(
            Say("not the name of a cell", "不是单元格的写法"),
            where="--explain",
            value=text,
            rule=Say("SHEET!CELL, such as T7!F12", "工作表!单元格，如 表7!F12"),
        )
    column = found["column"].upper()
    return CellReference(
        found["sheet"].strip(), column_index_from_string(column), int(found["row"]), f"{column}{found['row']}"
    )
