"""Find the columns of a table by their names, other names and what the user says, and read them strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.base.declaration import Column, Table
from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.base.fields import Value, nearest
from sim.base.reading import Grid, TableRead, read_grid
from sim.base.reading_errors import empty_file, repeated_column

# Returns a field as the strict reader takes it, or refuses it; gets the field and its place.
Clean = Callable[[str, str], str]


@dataclass(frozen=True)
class Columns:
    """Checked columns of one file under the names of the program.

    Parameters
    ----------
    read : TableRead
        The columns under the names of the file's header.
    header : mapping of str to str
        Name in the header of each name of the program.
    """

    read: TableRead
    header: Mapping[str, str]

    def __getitem__(self, name: str) -> list[Value]:
        return self.read.columns[self.header[name]]

    def optional(self, name: str) -> list[Value]:
        """Return a column, without values where the file has no such column."""
        return self[name] if name in self else [None] * len(self)

    def __contains__(self, name: object) -> bool:
        return name in self.header

    def __len__(self) -> int:
        return len(self.read.lines)

    def where(self, row: int, name: str) -> str:
        """Return ``file:line:column`` of a row counted from 0."""
        return self.read.where(row, self.header[name])


def find_columns(
    grid: Grid,
    table: Table,
    mapped: Mapping[str, str],
    *,
    needed: Sequence[str] = (),
    is_mapped_table: bool = False,
) -> dict[str, int]:
    """Return the place of each column of a table that the header holds; columns of other names do not matter.

    What the user says comes first, then the name itself, then the name in other case, then the other names in order.

    Parameters
    ----------
    grid : Grid
    table : Table
    mapped : mapping of str to str
        Names in the header by the names of the program, as the user says.
    needed : sequence of str
        Columns that must be there though their values may lack.
    is_mapped_table : bool
        Whether the mapping speaks of this table first of all: a name that the header lacks is an error, and passed over
        in other tables.

    Raises
    ------
    UserErrors
        When a required column lacks, or one is there twice.
    """
    if not grid.header:
        raise UserErrors([empty_file(table, grid.file)])
    errors, places = [], {}
    for column in table.columns:
        said = mapped.get(column.name)
        if said in grid.header:
            name = said
        elif said is not None and is_mapped_table:
            errors.append(unknown(Say("column", "列"), said, grid.header, f"{grid.file}:{grid.header_line}"))
            continue
        else:
            name = _name_of(column, grid.header)
        if name is None:
            if column.required or column.name in needed:
                errors.append(_missing(column, grid))
            continue
        if grid.header.count(name) > 1:
            errors.append(repeated_column(name, grid.header_line, replace(column, name=name), grid.file))
        places[column.name] = grid.header.index(name)
    if errors and not places:
        errors = [_no_header(errors[0], grid)]
    errors.extend(_used_twice(places, grid))
    if errors:
        raise UserErrors(errors)
    return places


def read_columns(
    grid: Grid, table: Table, places: Mapping[str, int], clean: Mapping[str, Clean] | None = None
) -> Columns:
    """Read the columns found in a grid strictly, after fields of some have been cleaned.

    Raises
    ------
    UserErrors
        With every mistake; errors name the columns as the header does.
    """
    clean, errors = clean or {}, []
    header = {name: grid.header[place] for name, place in places.items()}
    rows = [[row[place] for place in places.values()] for row in grid.rows]
    for k, name in enumerate(places):
        if name not in clean:
            continue
        for line, row in zip(grid.lines, rows, strict=True):
            try:
                row[k] = clean[name](row[k].strip(), f"{grid.file}:{line}:{header[name]}")
            except UserError as error:
                errors.append(error)
                row[k] = ""
    declared = tuple(replace(table.column(name), name=shown, aliases=()) for name, shown in header.items())
    chosen = Grid(grid.file, grid.header_line, list(header.values()), grid.lines, rows, grid.errors)
    try:
        read = read_grid(chosen, replace(table, columns=declared))
    except UserErrors as found:
        raise UserErrors([*errors, *found.errors]) from None
    if errors:
        raise UserErrors(errors)
    return Columns(read, header)


def _name_of(column: Column, header: Sequence[str]) -> str | None:
    """Return the name of a column in a header, None where it lacks."""
    lower = {name.casefold(): name for name in reversed(header)}
    for word in (column.name, *column.aliases):
        if word in header:
            return word
        if word.casefold() in lower:
            return lower[word.casefold()]
    return None


def _missing(column: Column, grid: Grid) -> UserError:
    words = (column.name, *column.aliases)
    lower = {name.casefold(): name for name in grid.header}
    near = [lower[like] for word in words if (like := nearest(word.casefold(), list(lower)))]
    also = f" ({', '.join(column.aliases)})" if column.aliases else ""
    named = f"--columns {column.name}={near[0] if near else 'NAME'}"
    return UserError(
        Say("missing column", "缺少列"),
        where=f"{grid.file}:{grid.header_line}:{column.name}",
        value=Say(f"columns there: {', '.join(grid.header)}", f"现有各列：{'、'.join(grid.header)}"),
        rule=Say(
            f"the table needs {column.name}{also}: {column.meaning.en}",
            f"该表须有 {column.name}{also}：{column.meaning.zh}",
        ),
        remedy=Say(f"is it {near[0]}? then say {named}", f"是否为 {near[0]}？如是请用 {named}")
        if near
        else Say(f"add it, or tell which column it is: {named}", f"请补充该列，或说明是哪一列：{named}"),
    )


def _no_header(missing: UserError, grid: Grid) -> UserError:
    """Return the error of a first line that names no column of the table at all: a title, mostly."""
    return UserError(
        Say("the first line names no column of the table", "首行没有任何列名"),
        where=f"{grid.file}:{grid.header_line}",
        value=missing.value,
        rule=missing.rule,
        remedy=Say(
            f"remove titles above the header; else {missing.remedy.en}",
            f"请删除表头以上的标题行；否则{missing.remedy.zh}",
        ),
    )


def _used_twice(places: Mapping[str, int], grid: Grid) -> list[UserError]:
    """Return an error for each column of the file that is taken for two things."""
    taken: dict[int, str] = {}
    errors = []
    for name, place in places.items():
        if place in taken:
            errors.append(
                UserError(
                    Say("one column is taken for two things", "同一列被当作两项使用"),
                    where=f"{grid.file}:{grid.header_line}:{grid.header[place]}",
                    value=f"{taken[place]}, {name}",
                    rule=Say("each column is one thing", "每列只对应一项"),
                    remedy=Say("correct --columns or --grades", "请更正 --columns 或 --grades"),
                )
            )
        taken[place] = name
    return errors
