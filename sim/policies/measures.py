"""The 76 measures of the policy document (measures.csv) and the levers that carry them.

Kinds: `lever` is simulated, `lever+ledger` is simulated in part and kept in the ledger for the rest, `ledger`
(台账) is only written down: it never gets a simulated result.
"""

import csv
import io
from collections.abc import Mapping
from importlib.resources import files

from sim.rules.policy import Policy

COLUMNS = ("measure_id", "title", "kind", "levers", "indicator", "target", "carry_as")


def read_measures() -> list[dict[str, str]]:
    """Return the rows of measures.csv, in the order of the document."""
    text = files(__package__).joinpath("measures.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def measures_rows(catalogue: Mapping[str, type[Policy]]) -> list[dict[str, str]]:
    """Return one row of `COLUMNS` for each measure.

    Parameters
    ----------
    catalogue : mapping of str to lever
        Levers by name; `levers` of a row joins with ";" the names of those that name the measure.

    Raises
    ------
    ValueError
        When a lever names a measure that the table does not have.
    """
    rows = read_measures()
    known = {row["measure_id"] for row in rows}
    carried: dict[str, list[str]] = {}
    for name, lever in sorted(catalogue.items()):
        for measure in lever.MEASURES:
            if measure not in known:
                raise ValueError(f"lever {name} names the unknown measure {measure}")
            carried.setdefault(measure, []).append(name)
    return [
        {
            column: ";".join(carried.get(row["measure_id"], ())) if column == "levers" else row[column]
            for column in COLUMNS
        }
        for row in rows
    ]
