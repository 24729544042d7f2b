"""Declarations of tables that the user writes: columns with type, unit, bounds and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.base.errors import Say

TYPES = ("text", "int", "float", "date", "code")

# A count beyond this is a slip of the hand, and no longer exact as a float.
LARGEST_INT = 2**53


@dataclass(frozen=True)
class Fill:
    """What stands in for a value that the user does not give.

    Parameters
    ----------
    kind : str
        "derived" (worked out from other tables) or "assumed" (a value nobody gave).
    how : Say
        How it is filled, in one clause.
    """

    kind: str
    how: Say

    def __post_init__(self) -> None:
        """Refuse another kind."""
        if self.kind not in ("derived", "assumed"):
            raise ValueError(f"unknown kind of fill {self.kind!r}")


@dataclass(frozen=True)
class Column:
    """One declared column of a table.

    Parameters
    ----------
    name : str
        The name in the header.
    type : str
        One of `TYPES`.
    meaning : Say
        What the column holds; one sentence.
    unit : str
        Unit of the values; empty for names and codes.
    codes : mapping of str to Say
        The values a column of type code may hold, with their meaning; the Chinese meaning is accepted
        as a value too.
    required : bool
        Whether the column must be there and every row must have a value.
    key : bool
        Whether the column belongs to the key of the table; an empty value of an optional key column is a
        value of the key.
    low, high : float, optional
        Smallest and largest legal value, both included (type int and float).
    aliases : tuple of str
        Other names of the column in a header, mostly Chinese.
    synonyms : mapping of str to str
        Further words of a column of type code, mostly Chinese, with the code each stands for.
    otherwise : Fill, optional
        What stands in for a value that is not given.
    """

    name: str
    type: str
    meaning: Say
    unit: str = ""
    codes: Mapping[str, Say] = field(default_factory=dict)
    required: bool = True
    key: bool = False
    low: float | None = None
    high: float | None = None
    aliases: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    otherwise: Fill | None = None

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself."""
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: unknown type {self.type!r}")
        if (self.type == "code") != bool(self.codes):
            raise ValueError(f"column {self.name}: codes go with type code, and only with it")
        if not set(self.synonyms.values()) <= set(self.codes):
            raise ValueError(f"column {self.name}: a synonym stands for no code")
        if self.required and self.otherwise:
            raise ValueError(f"column {self.name}: a required column needs no fill")


@dataclass(frozen=True)
class Table:
    """One declared table.

    Parameters
    ----------
    name : str
        The name of the table; its file is ``name + '.csv'``.
    meaning : Say
        What one row is.
    columns : tuple of Column
        The columns in the order of the template.
    required : bool
        Whether the folder must hold the table.
    otherwise : Fill, optional
        What stands in for the table where it is not given.
    apart : mapping of str to Say
        Headers often found in such lists that are no column, each with what to do instead.
    """

    name: str
    meaning: Say
    columns: tuple[Column, ...]
    required: bool = True
    otherwise: Fill | None = None
    apart: Mapping[str, Say] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[str, ...]:
        """Return the names of the key columns."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """Return the column called `name`."""
        return next(column for column in self.columns if column.name == name)
