"""Rules of admission on one line, for the tests: YAML text read as a scenario reads it."""

from itertools import product
from pathlib import Path

import numpy as np

from sim.base.yaml_reading import read_yaml
from sim.rules.admission import AdmissionRule
from sim.rules.applicant import COLUMNS, DEED, HOME
from sim.rules.known_rules import read_rule
from sim.rules.rulebook import RULES, Rulebook

HEAD = "title: {zh: 甲, en: A}\nsource: here\n"
BOOK = {name: getattr(Rulebook(), name) for name in RULES}


def rule(folder: Path, text: str, *, head: str = HEAD, name: str = "own") -> AdmissionRule:
    """Return the rule of a YAML text."""
    file = folder / "rule.yaml"
    file.write_text(head + text, encoding="utf-8")
    return read_rule(name, read_yaml(file))


def all_children(**values) -> tuple[dict[str, np.ndarray], int]:
    """Return every combination of some columns' values as arrays, without homes and papers that cannot go together."""
    names = list(values)
    rows = [dict(zip(names, each, strict=True)) for each in product(*values.values())]
    rented, none = HOME.index("rented"), DEED.index("none")
    rows = [
        row
        for row in rows
        if not {"home", "deed"} <= row.keys() or (row["home"] == rented) == (row["deed"] == none)
    ]
    return {name: np.array([row[name] for row in rows]) for name in names}, len(rows)


def any_of(*names: str) -> dict[str, range]:
    """Return all values of some columns."""
    return {name: range(COLUMNS[name].largest + 1) for name in names}


def group_of(one: AdmissionRule, children: dict[str, np.ndarray], n: int, book=BOOK) -> np.ndarray:
    """Return the number of each child's group, -1 = none; fails where a child is in two."""
    found = np.full(n, -1)
    for number, group in enumerate(one.groups):
        inside = found == -1 if group.when is None else group.when.holds(children, book, n)
        assert not (inside & (found >= 0)).any(), f"a child is in {group.name} and in another group"
        found[inside] = number
    found[~one.eligible.holds(children, book, n)] = -1
    return found
