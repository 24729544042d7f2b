"""The blocks of docs/admission.md that are written from the code; the words around them are written by hand."""

from pathlib import Path

from markdown_tables import table
from model_page import BLOCK

from sim.rules.applicant import COLUMNS, ApplicantColumn
from sim.rules.known_rules import known_names, known_rule

FILE = Path(__file__).with_name("admission.md")


def admission() -> str:
    """Return the page as it stands, its blocks written anew."""
    text = FILE.read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: f"{found[1]}\n{BLOCKS[found[2]]()}\n{found[3]}", text)


def columns() -> str:
    """Return the applicant columns."""
    rows = [
        (f"`{one.name}`", _values(one), one.unit, one.meaning.en, one.meaning.zh, one.source)
        for one in COLUMNS.values()
    ]
    return table(("column", "values", "unit", "meaning", "含义", "taken from"), rows)


def _values(column: ApplicantColumn) -> str:
    return ", ".join(f"`{code}`" for code in column.codes) or f"0 to {column.largest}"


def known() -> str:
    """Return the known rules."""
    rows = []
    for name in known_names():
        rule = known_rule(name)
        stages = " and ".join(rule.stages)
        rows.append(
            (
                f"`{name}`",
                rule.title.en,
                rule.title.zh,
                stages,
                len(rule.groups),
                rule.source,
                rule.confidence,
            )
        )
    return table(("rule", "title", "名称", "stage", "groups", "source", "confidence"), rows)


BLOCKS = {"columns": columns, "known": known}
