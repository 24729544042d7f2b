"""The mistakes that `sim.base.reading` can find, each as one error in two languages."""

from __future__ import annotations

import csv

from sim.base.declaration import Column, Table
from sim.base.errors import Say, UserError
from sim.base.fields import EMPTY, nearest

SEPARATORS = {
    "\t": Say("a tab", "制表符"),
    ";": Say("a semicolon", "分号"),
    "；": Say("a Chinese semicolon", "中文分号"),
    "，": Say("a Chinese comma", "中文逗号"),
}


def _columns_zh(table: Table) -> str:
    """Return the columns of a table with the Chinese name that each may bear."""
    return "、".join(
        f"{column.name}（{column.aliases[0]}）" if column.aliases else column.name for column in table.columns
    )


def unreadable(file: str, error: OSError) -> UserError:
    """Return the error for a file that cannot be opened."""
    return UserError(
        Say("the file cannot be read", "文件无法读取"),
        where=file,
        value=error.strerror,
        remedy=Say("check that the file exists and may be read", "请确认文件存在且可读"),
    )


def empty_file(table: Table, file: str) -> UserError:
    """Return the error for a file without a header."""
    names = ", ".join(column.name for column in table.columns)
    return UserError(
        Say("the file is empty", "文件为空"),
        where=f"{file}:1:1",
        value=Say("0 bytes of text", "没有文字"),
        rule=Say(f"line 1 names the columns: {names}", f"第 1 行为列名：{_columns_zh(table)}"),
        remedy=Say("fill in the template of this table", "请按该表模板填写"),
    )


def no_rows(table: Table, file: str, line: int) -> UserError:
    """Return the error for a header without rows."""
    return UserError(
        Say("the table has no rows", "表中没有数据行"),
        where=f"{file}:{line + 1}:{table.columns[0].name}",
        value=Say("0 rows", "0 行"),
        rule=Say(f"one row is: {table.meaning.en}", f"每行为：{table.meaning.zh}"),
        remedy=Say("add at least one row below the header", "请在列名下至少填写一行"),
    )


def other_mark(header: str) -> str | None:
    """Return the mark that separates the fields of a header without commas, None where there is none."""
    return next((mark for mark in SEPARATORS if mark in header), None)


def other_separator(header: str, mark: str, line: int, file: str) -> UserError:
    """Return the error for a table whose fields are separated by another mark than the comma."""
    return UserError(
        Say("the fields are not separated by commas", "字段之间不是英文逗号"),
        where=f"{file}:{line}:1",
        value=header.replace("\t", "\\t"),
        rule=Say(
            f"fields are separated by a comma; here by {SEPARATORS[mark].en}",
            f"字段之间用英文逗号分隔；此处为{SEPARATORS[mark].zh}",
        ),
        remedy=Say(
            "save the table again as 'CSV UTF-8 (comma delimited)'",
            "请在电子表格中另存为“CSV UTF-8（逗号分隔）”",
        ),
    )


def wrong_width(record: list[str], header: list[str], line: int, file: str) -> UserError:
    """Return the error for a row with more or fewer fields than the header."""
    few = len(record) < len(header)
    column = header[len(record)].strip() if few else str(len(header) + 1)
    return UserError(
        Say("too few fields", "字段过少") if few else Say("too many fields", "字段过多"),
        where=f"{file}:{line}:{column}",
        value=f"{len(record)}",
        rule=Say(
            f"every row has the {len(header)} fields of the header", f"每行与表头同为 {len(header)} 个字段"
        ),
        remedy=Say(
            "check the commas of this line; put a text that holds a comma into double quotes",
            "请检查该行的逗号；含逗号的文字须加英文双引号",
        ),
    )


def unknown_column(name: str, line: int, table: Table, file: str) -> UserError:
    """Return the error for a header field that names no column."""
    valid = [column.name for column in table.columns]
    words = {word: column.name for column in table.columns for word in (column.name, *column.aliases)}
    like = words.get(nearest(name, list(words)) or "")
    rename = (
        Say(f"did you mean {like}?", f"是否应为 {like}？")
        if like
        else Say("rename or remove the column", "请改名或删除该列")
    )
    return UserError(
        Say("unknown column", "未知的列"),
        where=f"{file}:{line}:{name or '(empty)'}",
        value=name or EMPTY,
        rule=Say(f"columns of {table.name}: {', '.join(valid)}", f"{table.name} 的列：{_columns_zh(table)}"),
        remedy=table.apart.get(name, rename),
    )


def repeated_column(name: str, line: int, column: Column, file: str) -> UserError:
    """Return the error for a column that stands twice in the header."""
    return UserError(
        Say("the column stands twice", "列重复出现"),
        where=f"{file}:{line}:{name}",
        value=name,
        rule=Say(f"{column.name} stands once in the header", f"表头中 {column.name} 只出现一次"),
        remedy=Say("remove one of the two", "请删除其中一列"),
    )


def missing_column(column: Column, line: int, table: Table, file: str) -> UserError:
    """Return the error for a required column that is not in the header."""
    also = f" ({'、'.join(column.aliases)})" if column.aliases else ""
    return UserError(
        Say("missing column", "缺少列"),
        where=f"{file}:{line}:{column.name}",
        value=Say("(no such column)", "（无此列）"),
        rule=Say(f"{table.name} needs the column {column.name}", f"{table.name} 须有列 {column.name}{also}"),
        remedy=Say(f"add it: {column.meaning.en}", f"请补充：{column.meaning.zh}"),
    )


def repeated_key(where: str, first_line: int, names: str, key: tuple) -> UserError:
    """Return the error for a key that stands in an earlier row."""
    return UserError(
        Say("duplicate key", "主键重复"),
        where=where,
        value=", ".join("(empty)" if part is None else str(part) for part in key),
        rule=Say(
            f"{names} is unique; the same stands in line {first_line}",
            f"{names} 不得重复；第 {first_line} 行已有相同值",
        ),
        remedy=Say("remove or correct one of the two rows", "请删除或更正其中一行"),
    )


def broken_quotes(file: str, line: int, error: csv.Error) -> UserError:
    """Return the error for quotes that do not close."""
    return UserError(
        Say("the quotes of this row do not close", "该行的引号不成对"),
        where=f"{file}:{line}:1",
        value=str(error),
        rule=Say(
            "a quoted field ends with a double quote followed by a comma or the end of the line",
            "加引号的字段须以双引号结束，其后为逗号或行尾",
        ),
        remedy=Say(
            "close the quote; write a double quote inside a field twice",
            "请补全引号；字段内的双引号写两次",
        ),
    )
