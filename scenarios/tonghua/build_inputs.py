"""Write the canonical input tables of Tonghua from the source rows beside this file.

Run ``python scenarios/tonghua/build_inputs.py [FOLDER]``; FOLDER is ``input`` beside this file unless named.
Nothing but the folder ``sources`` is read, and the same sources give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from builder.births import birth_rows
from builder.people import population_rows
from builder.places import county_rows, township_rows
from builder.rates import fertility_level_rows, fertility_rows, mortality_rows
from builder.schools import school_rows
from builder.sources import PLACE, write


def build(folder: Path) -> None:
    """Write every table into `folder`, which is made when it does not exist."""
    counties = county_rows()
    population = population_rows(counties)
    tables = {
        "counties": counties,
        "townships": township_rows(counties),
        "population": population,
        "births": birth_rows(counties),
        "fertility": fertility_rows(),
        "fertility_level": fertility_level_rows(),
        "mortality": mortality_rows(),
        "school_totals": school_rows(counties, population),
    }
    for name, rows in tables.items():
        write(name, rows, folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE / "input")
