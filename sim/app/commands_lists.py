"""Commands that list what there is: levers, measures, parameters."""

from __future__ import annotations

import inspect
import sys
import textwrap
from argparse import Namespace
from pathlib import Path

from sim.app.output import give
from sim.base.errors import Say, unknown
from sim.policies import catalogue
from sim.policies.coverage import COLUMNS as MEASURE_COLUMNS
from sim.policies.coverage import coverage_rows
from sim.rules.known_rules import known_names, known_rule, known_text

LEVER_COLUMNS = ("lever", "title_zh", "measures", "parameters", "file")
RULE_COLUMNS = ("rule", "title", "stage", "groups", "points", "zone", "tie_break", "source", "confidence")
PARAMETER_COLUMNS = ("name", "value", "low", "high", "unit", "source", "confidence", "year", "meaning")


def levers(asked: Namespace) -> int:
    """List the levers (title, measures, parameters with usual value and unit, file) or their effects, or tell one."""
    known = catalogue()
    if asked.name is not None and asked.name not in known:
        raise unknown(Say("lever", "政策措施"), asked.name, list(known))
    if asked.effects:
        from sim.app.lever_effects import give_effects

        give_effects(asked.name, asked.csv, asked.lang)
        return 0
    if asked.name is not None:
        from sim.app.lever_text import lever_text

        sys.stdout.write(lever_text(known[asked.name], asked.lang) + "\n")
        return 0
    rows = [
        {
            "lever": name,
            "title_zh": lever.TITLE.zh,
            "measures": ";".join(lever.MEASURES),
            "parameters": ";".join(f"{one.name}={one.value:.15g} {one.unit}" for one in lever.PARAMETERS),
            "file": f"sim/policies/{Path(inspect.getfile(lever)).name}",
        }
        for name, lever in known.items()
    ]
    give(rows, LEVER_COLUMNS, asked.csv)
    return 0


def measures(asked: Namespace) -> int:
    """List the measures of the policy document and what was done for each."""
    give(coverage_rows(catalogue(), asked.lang), MEASURE_COLUMNS, asked.csv)
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


def rules(asked: Namespace) -> int:
    """List the known rules of admission, or print one as a scenario has it."""
    if asked.name is not None:
        if asked.name not in known_names():
            raise unknown(Say("rule of admission", "招生办法"), asked.name, known_names())
        body = textwrap.indent(known_text(asked.name), "    ")
        sys.stdout.write(f"admission:\n  {asked.name}:\n{body}")
        return 0
    rows = [_rule(name, asked.lang) for name in known_names()]
    give(rows, RULE_COLUMNS, asked.csv)
    return 0


def _rule(name: str, lang: str) -> dict[str, object]:
    """Return the line of one known rule."""
    rule = known_rule(name)
    return {
        "rule": name,
        "title": rule.title.text(lang),
        "stage": ";".join(rule.stages),
        "groups": len(rule.groups),
        "points": f"{rule.points.total:g}" if rule.points else "",
        "zone": rule.zone.kind,
        "tie_break": rule.tie_break,
        "source": rule.source,
        "confidence": rule.confidence,
    }
