"""Commands that list what there is: levers, measures, record columns, parameters."""

from __future__ import annotations

import inspect
from argparse import Namespace
from pathlib import Path

from sim.app.output import give
from sim.policies import catalogue
from sim.policies.measures import COLUMNS as MEASURE_COLUMNS
from sim.policies.measures import measures_rows

LEVER_COLUMNS = ("lever", "title_zh", "measures", "parameters", "file")
PARAMETER_COLUMNS = ("name", "value", "low", "high", "unit", "source", "confidence", "year", "meaning")


def levers(asked: Namespace) -> int:
    """List the levers: name, Chinese title, measures, parameters with their usual value and unit, file."""
    rows = [
        {
            "lever": name,
            "title_zh": lever.TITLE.zh,
            "measures": ";".join(lever.MEASURES),
            "parameters": ";".join(f"{one.name}={one.value:.15g} {one.unit}" for one in lever.PARAMETERS),
            "file": f"sim/policies/{Path(inspect.getfile(lever)).name}",
        }
        for name, lever in catalogue().items()
    ]
    give(rows, LEVER_COLUMNS, asked.csv)
    return 0


def measures(asked: Namespace) -> int:
    """List the measures of the policy document and the levers that carry them."""
    give(measures_rows(catalogue()), MEASURE_COLUMNS, asked.csv)
    return 0


def records(asked: Namespace) -> int:
    """List every column of the record tables."""
    from sim.records.dictionary import COLUMNS, dictionary_rows

    give(dictionary_rows(asked.lang), COLUMNS, asked.csv)
    return 0


def parameters(asked: Namespace) -> int:
    """List every declared number of the processes and of synthesis."""
    from sim.run.parameters import PARAMETERS

    rows = [
        {
            "name": name,
            "value": f"{one.value:.15g}",
            "low": f"{one.low:.15g}",
            "high": f"{one.high:.15g}",
            "unit": one.unit,
            "source": one.source,
            "confidence": one.confidence,
            "year": one.year,
            "meaning": one.meaning.text(asked.lang),
        }
        for name, one in sorted(PARAMETERS.items())
    ]
    give(rows, PARAMETER_COLUMNS, asked.csv)
    return 0
