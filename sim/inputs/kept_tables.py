"""Input tables that this program has read before: read again only when somebody asks for a row of them.

What a plan asks of tables is kept between processes (`sim.base.kept`) under the content of the folder and of the
program: a folder whose mistakes have been mended is read anew, one without mistakes is not.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.base.kept import kept_or_made, key_of

if TYPE_CHECKING:
    from sim.inputs.tables import InputTables


class Known(NamedTuple):
    """What a plan asks of the tables of a place.

    Attributes
    ----------
    start_year : int
    counties, townships, schools : frozenset of str
        Codes there are; schools with those that the start makes up from totals.
    confidence : dict of str to dict of str to int
        Rows of each table by confidence.
    """

    start_year: int
    counties: frozenset[str]
    townships: frozenset[str]
    schools: frozenset[str]
    confidence: dict[str, dict[str, int]]


class KeptTables:
    """`InputTables` of a folder, read when an attribute of them is asked for.

    Parameters
    ----------
    folder : Path
        As errors name it.
    version : str
        See `folder_sha256`.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder, self.version = folder, version
        self.known: Known = kept_or_made(key_of("tables", version), lambda: known_of(self.tables))

    @cached_property
    def tables(self) -> InputTables:
        """Return the tables, read."""
        from sim.inputs.tables import read_tables

        return read_tables(self.folder)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.tables, name)

    def __reduce__(self) -> tuple:  # another machine may not see the folder
        return _same, (self.tables,)


def _same(tables: InputTables) -> InputTables:
    return tables


def known_of(tables: InputTables | KeptTables) -> Known:
    """Return what a plan asks of tables."""
    if isinstance(tables, KeptTables):
        return tables.known
    from sim.inputs.report import input_report
    from sim.inputs.synthesis.network import school_codes

    return Known(
        tables.start_year,
        frozenset(tables.counties["county_code"]),
        frozenset(tables.townships["township_code"]),
        frozenset(school_codes(tables)),
        {count.name: count.by_confidence for count in input_report(tables).counts},
    )


def folder_sha256(folder: Path) -> str:
    """Return the hash of the names and bytes of the tables in a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
