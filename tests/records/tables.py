"""Small record tables for the tests of the store."""

import json
import zipfile
from pathlib import Path

import numpy as np

from sim.base.errors import Say
from sim.records.columns import Coded, RecordColumn, TableDeclaration
from sim.records.run_file import NOTE


def declared(name: str, keys: tuple[str, ...], **dtypes: str) -> TableDeclaration:
    """Return a declaration with one column for each dtype."""
    columns = tuple(
        RecordColumn(column, dtype, "pupils", Say(column, column)) for column, dtype in dtypes.items()
    )
    return TableDeclaration(name, keys, columns, Say(name, name))


DECLARED = {
    "grades": declared(
        "grades", ("year", "zone"), year="uint16", zone="text", pupils="uint32", share="float64"
    ),
    "odd": declared("odd", ("n",), n="int8", is_open="bool", note="text"),
}


def small_tables(shift: int = 0) -> dict:
    """Return two tables, one out of order, with unused and repeated names, and an empty text."""
    zones = Coded(np.array([2, 0, 1, 3, 2], dtype=np.int32), ["village", "town", "城区", "village", "unused"])
    return {
        "odd": {
            "n": np.array([-1, 0, 3], dtype=np.int8),
            "is_open": np.array([True, False, True]),
            "note": Coded(np.array([0, 1, 0], dtype=np.int32), ["", "x"]),
        },
        "grades": {
            "year": np.array([2018, 2018, 2017, 2017, 2017], dtype=np.uint16),
            "zone": zones,
            "pupils": np.array([1, 2, 3, 4, 5 + shift], dtype=np.uint32),
            "share": np.array([0.1, -0.0, 1e300, 0.5, 2.0]),
        },
    }


def renote(path: Path, **changes: object) -> dict:
    """Change what the file of a run tells of it, and return what it told before."""
    with zipfile.ZipFile(path) as file:
        content = {name: file.read(name) for name in file.namelist()}
    before = json.loads(content[NOTE])
    with zipfile.ZipFile(path, "w") as file:
        for name, held in {**content, NOTE: json.dumps(before | changes)}.items():
            file.writestr(name, held)
    return before
