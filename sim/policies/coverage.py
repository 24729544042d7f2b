"""What was done for each of the 76 measures: levers that carry it, lines it has in the ledger; nothing is blank."""

from __future__ import annotations

from collections.abc import Mapping

from sim.base.errors import Say
from sim.policies.ledger import NOT_SIMULATED, n_lines, units_of
from sim.policies.measures import measures_rows
from sim.rules.policy import Policy

COLUMNS = (
    "measure_id", "title", "kind", "done", "levers", "ledger_lines", "units", "indicator", "target", "carry_as",
)  # fmt: skip
_NONE = "-"


def coverage_rows(catalogue: Mapping[str, type[Policy]], lang: str) -> list[dict[str, str | int]]:
    """Return one row of `COLUMNS` for each measure, in the order of the document.

    Parameters
    ----------
    catalogue : mapping of str to lever
        Levers by name.
    lang : str
        'zh' or 'en', the language of `done` and `units`.
    """
    rows = []
    for row in measures_rows(catalogue):
        measure = row["measure_id"]
        levers = row["levers"] or ";".join(counting_for(measure, catalogue))
        told = {
            **row,
            "levers": levers,
            "done": done(row["kind"], levers, n_lines(measure)).text(lang),
            "ledger_lines": n_lines(measure),
            "units": units_of(measure).text(lang),
        }
        rows.append({column: _NONE if told[column] == "" else told[column] for column in COLUMNS})
    return rows


def counting_for(measure: str, catalogue: Mapping[str, type[Policy]]) -> list[str]:
    """Return the levers that count something for a measure of the ledger, and give it no result."""
    return [name for name, lever in sorted(catalogue.items()) if measure in lever.COUNTS_FOR]


def done(kind: str, levers: str, lines: int) -> Say:
    """Return what was done for a measure in one clause; what its kind asks for and is not there is said too.

    Parameters
    ----------
    kind : str
        `lever`, `lever+ledger` or `ledger`.
    levers : str
        Names of the levers that carry it, joined with ";".
    lines : int
        Lines it has in the ledger.
    """
    n_levers = len(levers.split(";")) if levers else 0
    by_levers, in_ledger = _simulated(kind, n_levers), _in_ledger(lines)
    if kind == "ledger":
        beside = Say(f"{_count(n_levers, 'lever')} beside it", f"另有{n_levers}项措施")
        parts = [in_ledger, beside] if levers else [in_ledger]
    else:
        parts = [by_levers, in_ledger] if lines or kind == "lever+ledger" else [by_levers]
    return Say("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _simulated(kind: str, n_levers: int) -> Say:
    if not n_levers:
        return Say("no lever", "尚无对应措施")
    how = Say("partly", "部分模拟") if kind == "lever+ledger" else Say("simulated", "模拟")
    return Say(f"{how.en} by {_count(n_levers, 'lever')}", f"由{n_levers}项措施{how.zh}")


def _in_ledger(lines: int) -> Say:
    if not lines:
        return Say("no line in the ledger", "台账中无此项")
    return Say(f"{_count(lines, 'ledger line')} {NOT_SIMULATED.en}", f"台账{lines}项（{NOT_SIMULATED.zh}）")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
